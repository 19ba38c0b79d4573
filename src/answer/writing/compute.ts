/** Figures in the clauses that a model points at → what it wants made of them, worked out by the program; it shows each term. */

import type { Case } from "../../corpus/case.ts";
import type { Claim } from "../../grounding/answer.ts";
import { clausesOrRow } from "../../grounding/clauses.ts";
import type { Ground } from "../../grounding/ground.ts";
import { quantitiesIn } from "../../language/quantities.ts";
import { operationsOf } from "../../question/conditions.ts";
import { type Fact, factsOf } from "../../search/facts.ts";
import { linesOf } from "../../search/lines.ts";
import { computed, remaining, shareOf } from "../abilities/computed.ts";
import { nonEmpty } from "../abilities/show.ts";
import { claimsFor, isRow } from "../pointed-claims.ts";
import type { Pointer } from "./evidence.ts";
import { COMPUTED, earliestIs, inAll, latestIs } from "./leads.zh.ts";
import type { Operation } from "./pointing.ts";

/** Null where the clauses do not hold the figures for it, or more of them than can be told apart. */
export async function computedFrom(
  operation: Operation,
  pointers: readonly Pointer[],
  cases: readonly Case[],
  ground: Ground,
): Promise<Claim | null> {
  if (operation === "none" || pointers.length === 0) return null;
  if (operation === "count") {
    const quotes = (await claimsFor(pointers, ground)).flatMap((claim) => claim.quotes);
    return marked({ text: inAll(pointers.length), quotes: nonEmpty(quotes) });
  }
  if (operation === "earliest" || operation === "latest") return dated(operation, pointers, ground);
  const column = columnOf(pointers, cases);
  if (!column) return null;
  const [first, ...rest] = column;
  if (!first) return null;
  if (operation === "remainder") {
    const taken = rest.reduce((sum, { value }) => sum + value, 0);
    return taken > 0 && taken <= first.value ? marked(await remaining(rest, first, ground)) : null;
  }
  if (operation === "share") {
    const [whole, ...others] = rest;
    return whole && others.length === 0 && whole.value > 0
      ? marked(await shareOf(first, whole, "", ground))
      : null;
  }
  const wanted = {
    ...operationsOf(""),
    add: operation === "sum",
    difference: operation === "difference",
    most: operation === "highest",
    least: operation === "lowest",
  };
  // 全年42.3万元，其中 …: what the figures beside a whole make of it.
  const parts = pointers.length === 1 ? await computed([first], wanted, ground) : null;
  const [claim] = parts ?? (await computed(column, wanted, ground)) ?? [];
  return claim ? marked(claim) : null;
}

const marked = (claim: Claim): Claim => ({ ...claim, text: `${claim.text}${COMPUTED}` });

/** One figure of each clause, all of one unit; all figures of the clause where it is a single one. */
function columnOf(pointers: readonly Pointer[], cases: readonly Case[]): Fact[] | null {
  const each = pointers.map((pointer) => factsAt(pointer, cases)).filter((facts) => facts.length > 0);
  const [first, ...rest] = each;
  if (!first) return null;
  const units = [...new Set(first.map(({ unit }) => unit))];
  if (rest.length === 0) {
    const common = units.map((unit) => first.filter((fact) => fact.unit === unit));
    const [most] = common.sort((a, b) => b.length - a.length);
    return most ?? null;
  }
  const columns = units.flatMap((unit) => {
    const column = each.map((facts) => facts.filter((fact) => fact.unit === unit));
    return column.every((own) => own.length === 1) ? [column.flat()] : [];
  });
  return columns.length === 1 ? (columns[0] ?? null) : null;
}

function factsAt({ case: of, sentence, passage, clause }: Pointer, cases: readonly Case[]): readonly Fact[] {
  const ordinal = cases.findIndex(({ id }) => id === of.id);
  const line = linesOf(cases, [ordinal])[0]?.lines.find((one) => one.sentence.start === sentence.start);
  const own = clausesOrRow(sentence.text, isRow(passage))[clause];
  return line && own ? factsOf(line).filter(({ start }) => own.from <= start && start < own.to) : [];
}

/** Each clause with the date in it; all of them have to say the year. */
async function dated(
  operation: "earliest" | "latest",
  pointers: readonly Pointer[],
  ground: Ground,
): Promise<Claim | null> {
  const dates = pointers.flatMap((pointer) => {
    const own = clausesOrRow(pointer.sentence.text, isRow(pointer.passage))[pointer.clause];
    const found = quantitiesIn(own?.text ?? "").find(({ date }) => date?.year !== undefined);
    const { year = 0, month = 0, day = 0 } = found?.date ?? {};
    return found ? [{ pointer, text: found.text, at: (year * 100 + month) * 100 + day }] : [];
  });
  if (dates.length !== pointers.length || dates.length < 2) return null;
  dates.sort((a, b) => (operation === "earliest" ? a.at - b.at : b.at - a.at));
  const [first, second] = dates;
  if (!first || first.at === second?.at) return null;
  const quotes = (await claimsFor([first.pointer, ...pointers], ground)).flatMap((claim) => claim.quotes);
  const say = operation === "earliest" ? earliestIs : latestIs;
  return marked({ text: say(first.pointer.case.organization, first.text), quotes: nonEmpty(quotes) });
}
