/** Figures in the clauses that a model points at → what it wants made of them, worked out by the program; it shows each term. */

import type { Case } from "../../corpus/case.ts";
import type { Claim } from "../../grounding/answer.ts";
import { clausesOrRow } from "../../grounding/clauses.ts";
import type { Ground } from "../../grounding/ground.ts";
import { quantitiesIn } from "../../language/quantities.ts";
import { operationsOf } from "../../question/conditions.ts";
import { saidForm } from "../../search/lines.ts";
import { computed, differenceOf, shareOf } from "../abilities/computed.ts";
import { claimOf, nonEmpty, shownValue } from "../abilities/show.ts";
import { claimsFor, isRow } from "../pointed-claims.ts";
import type { Evidence, Pointer } from "./evidence.ts";
import { askedAmong, columnsOf, type Fact, type Figures, factsAt } from "./figures-pointed.ts";
import { COMPUTED, extremeIs, fellShort, inAll } from "./leads.zh.ts";
import { type Operation, type Pointing, termsOf } from "./pointing.ts";

/** What is worked out at most, in steps of which later ones use earlier ones. */
const MOST_OPERATIONS = 12;

interface Worked {
  readonly claim: Claim;
  /** What later steps may use; null where it is no figure of one unit. */
  readonly result: Fact | null;
}

/**
 * What no other step uses first. Nothing of an operation whose clauses do not hold the figures for it, or more of them
 * than can be told apart.
 */
export async function computedFrom(
  wanted: Pointing["compute"],
  evidence: Pick<Evidence, "find">,
  cases: readonly Case[],
  question: string,
  ground: Ground,
): Promise<Claim[]> {
  const steps: { readonly worked: readonly Worked[]; isUsed: boolean }[] = [];
  for (const { operation, clauses } of wanted.slice(0, MOST_OPERATIONS)) {
    const terms = termsOf(clauses, evidence);
    const each = terms.map((term) => {
      if ("pointer" in term) return factsAt(term, evidence, cases);
      const step = steps[term.step - 1];
      if (step) step.isUsed = true;
      const result = step?.worked.length === 1 ? step.worked[0]?.result : null;
      return result ? [result] : [];
    });
    const pointers = terms.flatMap((term) => ("pointer" in term ? [term.pointer] : []));
    const isWhole = each.every((facts, i) => facts.length > 0 || (terms[i] && "pointer" in terms[i]));
    steps.push({
      worked: isWhole ? await worked(operation, each, pointers, question, ground) : [],
      isUsed: false,
    });
  }
  return [...steps.filter(({ isUsed }) => !isUsed), ...steps.filter(({ isUsed }) => isUsed)].flatMap((step) =>
    step.worked.map(({ claim }) => ({ ...claim, text: `${claim.text}${COMPUTED}` })),
  );
}

/** `all`: of each term its figures; `pointers`: the clauses among the terms. */
async function worked(
  operation: Operation,
  all: Figures,
  pointers: readonly Pointer[],
  question: string,
  ground: Ground,
): Promise<Worked[]> {
  const each = all.filter((facts) => facts.length > 0);
  if (operation === "count") {
    const counted = [...new Set(pointers)];
    const quotes = (await claimsFor(counted, ground)).flatMap((claim) => claim.quotes);
    return counted.length > 0
      ? [{ claim: { text: inAll(counted.length), quotes: nonEmpty(quotes) }, result: null }]
      : [];
  }
  if (operation === "earliest" || operation === "latest") {
    const claim = await dated(operation, pointers, ground);
    return claim ? [{ claim, result: null }] : [];
  }
  if (operation === "unmet") return unmet(each, ground);
  if (operation === "product" || operation === "average") {
    const [a, b, ...others] = each.flat();
    const made = a && b && others.length === 0 ? MADE_OF_TWO[operation](a, b) : null;
    return made && a && b ? [await step(made, [a, b], ground)] : [];
  }
  if (operation === "share") return shares(each, ground);
  const found = await Promise.all(
    askedAmong(columnsOf(each), saidForm(question)).map((column) =>
      overColumn(operation, column, each, ground),
    ),
  );
  return found.flat();
}

interface Made {
  readonly value: number;
  readonly like: Fact;
  readonly text: string;
}

/** A figure that was worked out stands for those that it was made of. */
const termsIn = (facts: readonly Fact[]) => facts.flatMap((fact) => fact.addends ?? [fact]);

async function step({ value, like, text }: Made, facts: readonly Fact[], ground: Ground): Promise<Worked> {
  const addends = termsIn(facts);
  const quantity = { ...like.quantity, text: shownValue(value, [{ ...like, value }]) };
  return {
    claim: await claimOf(text, addends, ground),
    result: { ...like, value, quantity, rate: false, addends },
  };
}

/** Of two figures: so many, of which each has so much (170人, 每人5000元), a part of one (1000元的20%), or what each has. */
const MADE_OF_TWO: Readonly<Record<"product" | "average", (a: Fact, b: Fact) => Made | null>> = {
  product(a, b) {
    if (a.unit === b.unit || a.kind === "ratio" || b.kind === "ratio") return null;
    const [factor, like] = b.kind === "share" || (a.kind === "money" && b.kind === "count") ? [b, a] : [a, b];
    if (factor.kind !== "count" && factor.kind !== "share") return null;
    const value = exact((factor.value * like.value) / (factor.kind === "share" ? 100 : 1));
    const shown = shownValue(value, [{ ...like, value }]);
    return { value, like, text: `${shown}：${factor.quantity.text}×${like.quantity.text}` };
  },
  average(whole, by) {
    if (whole.unit === by.unit || by.value <= 0 || by.kind === "share" || whole.kind === "share") return null;
    const value = Number((whole.value / by.value).toFixed(1));
    const text = `平均每${by.unit}${value}${whole.unit}：${whole.quantity.text}÷${by.quantity.text}`;
    return { value, like: whole, text };
  },
};

const exact = (value: number) => Number(value.toPrecision(12));

/** Pairs of a part and its whole; of several cases one pair each. */
async function shares(each: Figures, ground: Ground): Promise<Worked[]> {
  const pairs = each.length === 2 ? [each] : [...Map.groupBy(each, ([fact]) => fact?.line.case.id).values()];
  const made = pairs.map(async (pair): Promise<Worked[]> => {
    const [a, b, ...others] = columnsOf(pair).flat();
    if (!a || !b || others.length > 0 || Math.max(a.value, b.value) <= 0) return [];
    // No part is more than its whole.
    const [part, whole] = a.value <= b.value ? [a, b] : [b, a];
    const label = pairs.length > 1 ? `${whole.line.case.organization}：` : "";
    const claim = await shareOf(part, whole, ground);
    return [{ claim: { ...claim, text: `${label}${claim.text}` }, result: null }];
  });
  return (await Promise.all(made)).flat();
}

/** Figures of one unit. */
async function overColumn(
  operation: "sum" | "difference" | "highest" | "lowest" | "remainder",
  column: readonly Fact[],
  each: Figures,
  ground: Ground,
): Promise<Worked[]> {
  const [first, ...rest] = column;
  // Rates of several things do not add up.
  if (!first || (operation === "sum" && rest.length > 0 && first.line.table && first.kind === "share"))
    return [];
  const texts = column.map(({ quantity }) => quantity.text);
  const total = column.reduce((sum, { value }) => sum + value, 0);
  if (operation === "remainder") {
    const taken = total - first.value;
    if (taken <= 0 || taken > first.value) return [];
    const value = exact(first.value - taken);
    const text = `其余${shownValue(value, column)}：${texts.join("－")}`;
    return [await step({ value, like: first, text }, column, ground)];
  }
  const asked = {
    ...operationsOf(""),
    add: operation === "sum",
    difference: operation === "difference",
    most: operation === "highest",
    least: operation === "lowest",
  };
  const isMade = column.some(({ addends }) => addends);
  // 全年42.3万元，其中 …: what the figures beside a whole make of it.
  const parts = each.length === 1 && !isMade ? await computed([first], asked, ground) : null;
  const [told] = parts ?? (isMade ? null : await computed(column, asked, ground)) ?? [];
  const [last, ...others] = rest;
  const isPair = operation === "difference" && others.length === 0;
  if (!last || (operation !== "sum" && !isPair)) return told ? [{ claim: told, result: null }] : [];
  const [high, low] = first.value >= last.value ? [first, last] : [last, first];
  const value = exact(isPair ? high.value - low.value : total);
  const text = isPair
    ? `相差${differenceOf(high, low)}：${high.quantity.text}－${low.quantity.text}`
    : `合计${shownValue(value, column)}：${texts.join("＋")}`;
  const plain = await step({ value, like: isPair ? high : first, text }, column, ground);
  return [told ? { ...plain, claim: told } : plain];
}

/** Pairs of what was planned and what was reached: those that fell short. */
async function unmet(each: Figures, ground: Ground): Promise<Worked[]> {
  const made: Worked[] = [];
  for (let i = 0; i + 1 < each.length; i += 2) {
    const [column, ...others] = columnsOf(each.slice(i, i + 2));
    const [planned, reached] = column ?? [];
    if (!planned || !reached || others.length > 0 || reached.value >= planned.value) continue;
    const gap = differenceOf(planned, reached);
    const text = fellShort(planned.quantity.text, reached.quantity.text, gap);
    made.push({ claim: await claimOf(text, [planned, reached], ground), result: null });
  }
  return made;
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
  const text = extremeIs(operation, first.pointer.case.organization, first.text);
  return { text, quotes: nonEmpty(quotes) };
}
