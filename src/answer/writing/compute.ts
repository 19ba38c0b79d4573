/** Figures in the clauses that a model points at → what it wants made of them, worked out by the program; it shows each term. */

import type { Case } from "../../corpus/case.ts";
import type { Claim } from "../../grounding/answer.ts";
import { clausesOrRow } from "../../grounding/clauses.ts";
import type { Ground } from "../../grounding/ground.ts";
import { quantitiesIn } from "../../language/quantities.ts";
import { operationsOf } from "../../question/conditions.ts";
import { type Fact, factsOf } from "../../search/facts.ts";
import { linesOf } from "../../search/lines.ts";
import { computed, differenceOf, remaining, shareOf } from "../abilities/computed.ts";
import { claimOf, nonEmpty, shownValue } from "../abilities/show.ts";
import { claimsFor, isRow } from "../pointed-claims.ts";
import type { Evidence, Pointer } from "./evidence.ts";
import { COMPUTED, earliestIs, fellShort, inAll, latestIs } from "./leads.zh.ts";
import { type Operation, type Pointing, type Term, termsOf } from "./pointing.ts";

/** What is worked out at most. */
const MOST_OPERATIONS = 6;

/** Nothing of an operation whose clauses do not hold the figures for it, or more of them than can be told apart. */
export async function computedFrom(
  wanted: Pointing["compute"],
  evidence: Pick<Evidence, "find">,
  cases: readonly Case[],
  ground: Ground,
): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const { operation, clauses } of wanted.slice(0, MOST_OPERATIONS))
    claims.push(...(await worked(operation, termsOf(clauses, evidence), cases, ground)));
  return claims.map((claim) => ({ ...claim, text: `${claim.text}${COMPUTED}` }));
}

async function worked(
  operation: Operation,
  terms: readonly Term[],
  cases: readonly Case[],
  ground: Ground,
): Promise<Claim[]> {
  const pointers = terms.map(({ pointer }) => pointer);
  if (pointers.length === 0) return [];
  if (operation === "count") {
    const counted = [...new Set(pointers)];
    const quotes = (await claimsFor(counted, ground)).flatMap((claim) => claim.quotes);
    return [{ text: inAll(counted.length), quotes: nonEmpty(quotes) }];
  }
  if (operation === "earliest" || operation === "latest") {
    const claim = await dated(operation, pointers, ground);
    return claim ? [claim] : [];
  }
  const each = terms.map((term) => factsAt(term, cases)).filter((facts) => facts.length > 0);
  if (operation === "unmet") return unmet(each, ground);
  if (operation === "product") return product(each, ground);
  const column = columnOf(each);
  const [first, ...rest] = column;
  if (!first) return [];
  if (operation === "remainder") {
    const taken = rest.reduce((sum, { value }) => sum + value, 0);
    return taken > 0 && taken <= first.value ? [await remaining(rest, first, ground)] : [];
  }
  if (operation === "share") {
    const [whole, ...others] = rest;
    return whole && others.length === 0 && whole.value > 0 ? [await shareOf(first, whole, ground)] : [];
  }
  const operations = {
    ...operationsOf(""),
    add: operation === "sum",
    difference: operation === "difference",
    most: operation === "highest",
    least: operation === "lowest",
  };
  // 全年42.3万元，其中 …: what the figures beside a whole make of it.
  const parts = terms.length === 1 ? await computed([first], operations, ground) : null;
  return (parts ?? (await computed(column, operations, ground)) ?? []).slice(0, 1);
}

/** So many, of which each has so much: 170人, 每人5000元. */
async function product(each: readonly (readonly Fact[])[], ground: Ground): Promise<Claim[]> {
  const [a, b, ...others] = each.flat();
  if (!a || !b || others.length > 0 || a.unit === b.unit) return [];
  const [count, value] = a.kind === "money" ? [b, a] : [a, b];
  if (count.kind !== "count" || value.kind === "share" || value.kind === "ratio") return [];
  const whole = count.value * value.value;
  const text = `${shownValue(whole, [{ ...value, value: whole }])}：${count.quantity.text}×${value.quantity.text}`;
  return [await claimOf(text, [count, value], ground)];
}

/** Pairs of what was planned and what was reached: those that fell short. */
async function unmet(each: readonly (readonly Fact[])[], ground: Ground): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (let i = 0; i + 1 < each.length; i += 2) {
    const pairs = (each[i] ?? []).flatMap((planned) => {
      const reached = (each[i + 1] ?? []).filter(({ unit }) => unit === planned.unit);
      return reached.length === 1 && reached[0] ? [[planned, reached[0]] as const] : [];
    });
    const [pair, ...others] = pairs;
    if (!pair || others.length > 0) continue;
    const [planned, reached] = pair;
    if (reached.value >= planned.value) continue;
    const gap = differenceOf(planned, reached);
    claims.push(
      await claimOf(fellShort(planned.quantity.text, reached.quantity.text, gap), [planned, reached], ground),
    );
  }
  return claims;
}

/** One figure of each clause, all of one unit; all figures of the clause where it is a single one. */
function columnOf(each: readonly (readonly Fact[])[]): readonly Fact[] {
  const [first, ...rest] = each;
  if (!first) return [];
  const units = [...new Set(first.map(({ unit }) => unit))];
  if (rest.length === 0) {
    const common = units.map((unit) => first.filter((fact) => fact.unit === unit));
    const [most] = common.sort((a, b) => b.length - a.length);
    return most ?? [];
  }
  const columns = units.flatMap((unit) => {
    const column = each.map((facts) => facts.filter((fact) => fact.unit === unit));
    return column.every((own) => own.length === 1) ? [column.flat()] : [];
  });
  return columns.length === 1 ? (columns[0] ?? []) : [];
}

function factsAt({ pointer, figure }: Term, cases: readonly Case[]): readonly Fact[] {
  const { case: of, sentence, passage, clause } = pointer;
  const ordinal = cases.findIndex(({ id }) => id === of.id);
  const line = linesOf(cases, [ordinal])[0]?.lines.find((one) => one.sentence.start === sentence.start);
  const own = clausesOrRow(sentence.text, isRow(passage))[clause];
  const facts = line && own ? factsOf(line).filter(({ start }) => own.from <= start && start < own.to) : [];
  return figure === null ? facts : facts.slice(figure - 1, figure);
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
  return { text: say(first.pointer.case.organization, first.text), quotes: nonEmpty(quotes) };
}
