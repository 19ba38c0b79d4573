/** Clauses and figures that a model points at → facts of the source, by what they count. */

import type { Case } from "../../corpus/case.ts";
import { clausesOrRow } from "../../grounding/clauses.ts";
import { quantitiesIn } from "../../language/quantities.ts";
import { factsOf, type Fact as SourceFact } from "../../search/facts.ts";
import { linesOf } from "../../search/lines.ts";
import { isRow } from "../pointed-claims.ts";
import type { Evidence, Pointer } from "./evidence.ts";
import type { FigureAt } from "./pointing.ts";

/** `addends`: the figures of the source that this one was worked out from. */
export interface Fact extends SourceFact {
  readonly addends?: readonly SourceFact[];
}

export type Figures = readonly (readonly Fact[])[];

/**
 * What is copied is copied more surely than a number is told: a figure that is not in its clause as it is written is looked
 * for in its sentence and those beside, where one clause alone has it.
 */
export function factsAt(
  { pointer, written }: FigureAt,
  { find }: Pick<Evidence, "find">,
  cases: readonly Case[],
): readonly Fact[] {
  const own = factsIn(pointer, written, cases);
  if (own.length > 0 || written === null) return own;
  const { number } = pointer;
  const near = [number - 1, number, number + 1]
    .flatMap(find)
    .map((other) => factsIn(other, written, cases))
    .filter((facts) => facts.length > 0);
  return near.length === 1 ? near.flat() : [];
}

function factsIn(
  { case: of, sentence, passage, clause }: Pointer,
  written: string | null,
  cases: readonly Case[],
): readonly Fact[] {
  const ordinal = cases.findIndex(({ id }) => id === of.id);
  const line = linesOf(cases, [ordinal])[0]?.lines.find((one) => one.sentence.start === sentence.start);
  const own = clausesOrRow(sentence.text, isRow(passage))[clause];
  const facts = line && own ? factsOf(line).filter(({ start }) => own.from <= start && start < own.to) : [];
  if (written === null) return facts;
  const value = quantitiesIn(written)[0]?.value;
  // A cell of words has figures of its own.
  const words = line?.table ? factsOf({ ...line, table: null }) : [];
  return [...facts, ...words]
    .filter((fact) => [fact.quantity.value, fact.value].includes(value ?? NaN))
    .slice(0, 1);
}

/**
 * One figure of each term: by unit, and in tables by what the column counts where several are of one unit. All figures of
 * the term where it is a single one.
 */
export function columnsOf(each: Figures): (readonly Fact[])[] {
  const [first = [], ...rest] = each;
  const columns = [...Map.groupBy(first, ({ unit }) => unit).keys()].map((unit) =>
    each.map((facts) => facts.filter((fact) => fact.unit === unit)),
  );
  if (rest.length === 0)
    return columns
      .map((column) => column.flat())
      .sort((a, b) => b.length - a.length)
      .slice(0, 1);
  const isOneEach = (column: Figures) => column.every((own) => own.length === 1);
  // What a bare number counts, the others say: whoever names each figure has read what stands above it.
  const [unit = "", ...others] = [...new Set(each.flat().map((fact) => fact.unit))].filter(Boolean);
  if (isOneEach(each) && others.length === 0) return [each.flat().map((fact) => ({ ...fact, unit }))];
  return columns.flatMap((column) => {
    if (isOneEach(column)) return [column.flat()];
    const things = new Set(column[0]?.flatMap(({ line, thing }) => (line.table ? [thing] : [])));
    return [...things]
      .map((thing) => column.map((facts) => facts.filter((fact) => fact.thing === thing)))
      .flatMap((own) => (isOneEach(own) ? [own.flat()] : []));
  });
}

/** Of several columns those whose unit or heading the question names, where it names any. `question`: in the form of `said`. */
export function askedAmong(
  columns: readonly (readonly Fact[])[],
  question: string,
): readonly (readonly Fact[])[] {
  const asked = columns.filter(([fact]) => {
    const words = fact?.thing.replace(/[（(].*$/, "") ?? "";
    const pairs = Array.from({ length: words.length - 1 }, (_, i) => words.slice(i, i + 2));
    return (fact?.unit && question.includes(fact.unit)) || pairs.some((pair) => question.includes(pair));
  });
  return asked.length > 0 ? asked : columns;
}
