/** Figures found for each part of a question → what it asks to be done with them: told apart, added, ranked, subtracted, divided. */

import type { Claim } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import { EACH_OF } from "../../language/fact-words.ts";
import type { Operations } from "../../question/conditions.ts";
import { type Fact, factsOf } from "../../search/facts.ts";
import { changeOf, partsBeside } from "../../search/side-by-side.ts";
import { claimOf, labelsOf, sayingOf, shownShare, shownValue } from "./show.ts";

/** The claims that answer, the computed one first; null where these figures do not allow it. */
export async function computed(
  column: readonly Fact[],
  operations: Operations,
  ground: Ground,
  { addsParts = false }: { readonly addsParts?: boolean } = {},
): Promise<Claim[] | null> {
  const change = changesIn(column);
  if (operations.difference && change) return [await changed(change, ground)];
  if ((operations.add || operations.together) && column.length === 1 && column[0]) {
    const product = await multiplied(column[0], ground);
    if (product) return [product];
  }
  const { whole, parts } =
    column.length > 1
      ? { whole: null, parts: column }
      : column[0]
        ? partsBeside(column[0])
        : { whole: null, parts: [] };
  if (parts.length < 2 || !areApart(parts)) return null;
  const claims: Claim[] = [];
  if (operations.most || operations.least) claims.push(...(await ranked(parts, operations, ground)));
  const sums = !parts.some(({ addends }) => addends);
  const asksSum = operations.add || (operations.together && (column.length > 1 || addsParts));
  if (sums && (asksSum || (operations.remainder && whole))) claims.push(await added(parts, whole, ground));
  if (operations.remainder && whole) claims.push(await remaining(parts, whole, ground));
  const [first, second] = parts;
  if (
    (operations.difference || operations.compare) &&
    parts.length === 2 &&
    first &&
    second &&
    claims.length === 0
  )
    claims.push(await compared(first, second, ground));
  return claims.length > 0 ? claims : null;
}

/** Two cells of one row are of two things, unless they are of two years. */
function areApart(facts: readonly Fact[]): boolean {
  const rows = facts.flatMap(({ line: { case: of, sentence, table }, year }) =>
    table ? [[of.id, sentence.start, year].join()] : [],
  );
  return new Set(rows).size === rows.length;
}

/** 共安排八批，每批40人: so many times what each has; null where the sentence does not count them. */
async function multiplied(each: Fact, ground: Ground): Promise<Claim | null> {
  const { text } = each.line.sentence;
  const measure = text.slice(each.clause.from, each.start).match(EACH_OF)?.[1];
  if (measure === undefined || !each.rate) return null;
  const times = factsOf(each.line).find(
    ({ unit, rate, start }) => unit === measure && !rate && start < each.start,
  );
  if (!times) return null;
  const value = shownValue(times.value * each.value, [each]);
  return claimOf(`合计${value}：${times.quantity.text}×${each.quantity.text}`, [times, each], ground);
}

const isOrdered = (facts: readonly Fact[]) => facts.every(({ year }) => year !== null);

async function ranked(facts: readonly Fact[], operations: Operations, ground: Ground): Promise<Claim[]> {
  const sorted = [...facts].sort((a, b) => b.value - a.value);
  const [first, last] = [sorted[0], sorted.at(-1)];
  const words = labelsOf(facts);
  const labels = new Map(facts.map((fact, i) => [fact, words[i] ?? ""]));
  const claims: Claim[] = [];
  if (operations.most && first)
    claims.push(await claimOf(`最多的是${labels.get(first)}：${sayingOf(first)}`, [first], ground));
  if (operations.least && last)
    claims.push(await claimOf(`最少的是${labels.get(last)}：${sayingOf(last)}`, [last], ground));
  if (operations.most && operations.least && first && last) {
    const gap = shownValue(first.value - last.value, [first, last]);
    claims.push(await claimOf(`两者相差${gap}`, [first, last], ground));
  }
  const others = sorted.filter(
    (fact) => !(operations.most && fact === first) && !(operations.least && fact === last),
  );
  for (const other of others.slice(0, 6))
    claims.push(await claimOf(`${labels.get(other)}：${sayingOf(other)}`, [other], ground));
  return claims;
}

async function added(facts: readonly Fact[], whole: Fact | null, ground: Ground): Promise<Claim> {
  const sum = facts.reduce((total, { value }) => total + value, 0);
  const labels = labelsOf(facts);
  const addends = facts.map((fact, i) => `${labels[i]}${fact.quantity.text}`).join("＋");
  const agrees = whole
    ? Math.abs(whole.value - sum) < 1e-6
      ? `，与所写的${whole.quantity.text}相符`
      : ""
    : "";
  return claimOf(
    `合计${shownValue(sum, facts)}：${addends}${agrees}`,
    whole ? [...facts, whole] : facts,
    ground,
  );
}

export async function remaining(parts: readonly Fact[], whole: Fact, ground: Ground): Promise<Claim> {
  const sum = parts.reduce((total, { value }) => total + value, 0);
  return claimOf(
    `其余${shownValue(whole.value - sum, [whole])}：${whole.quantity.text}－${shownValue(sum, parts)}`,
    [whole, ...parts],
    ground,
  );
}

async function compared(a: Fact, b: Fact, ground: Ground): Promise<Claim> {
  const [high, low] = a.value >= b.value ? [a, b] : [b, a];
  const [first = "", second = ""] = labelsOf([high, low]);
  const gap = differenceOf(high, low);
  const told = `${first}${high.quantity.text}，${second}${low.quantity.text}`;
  if (high.value === low.value) return claimOf(`两者相同：${told}`, [high, low], ground);
  // Of two years the later one is compared with the earlier.
  const [later, earlier] = isOrdered([a, b]) && (a.year ?? 0) > (b.year ?? 0) ? [a, b] : [b, a];
  const text =
    isOrdered([a, b]) && a.year !== b.year
      ? `${later.year}年比${earlier.year}年${later.value > earlier.value ? "多" : "少"}${gap}：${earlier.quantity.text}→${later.quantity.text}`
      : `${first}高，相差${gap}：${told}`;
  return claimOf(text, [high, low], ground);
}

export function differenceOf(high: Fact, low: Fact): string {
  const value = Number((high.value - low.value).toPrecision(12));
  return high.unit === "%" ? `${value}个百分点` : shownValue(value, [high, low]);
}

/** Changes that the figures are part of, those that go on from one another joined; null where one of them is none. */
function changesIn(column: readonly Fact[]): (readonly [Fact, Fact])[] | null {
  const changes = column.map(changeOf);
  return changes.length > 0 && changes.every((change) => change !== null) ? changes : null;
}

async function changed(changes: readonly (readonly [Fact, Fact])[], ground: Ground): Promise<Claim> {
  const ordered = [...changes].sort(([, a], [, b]) => (a.year ?? 0) - (b.year ?? 0));
  const goesOn = ordered.every(([from], i) => i === 0 || ordered[i - 1]?.[1].value === from.value);
  const [first, last] = [ordered[0]?.[0], (goesOn ? ordered.at(-1) : ordered[0])?.[1]];
  if (!first || !last) throw new Error("expected a change, found none");
  const gap = first.value > last.value ? differenceOf(first, last) : differenceOf(last, first);
  const steps = [first, ...(goesOn ? ordered : ordered.slice(0, 1)).map(([, to]) => to)];
  const way = first.value > last.value ? "减少" : "增加";
  return claimOf(`${way}${gap}：${steps.map(({ quantity }) => quantity.text).join("→")}`, steps, ground);
}

/** What share one figure is of another. */
export async function shareOf(part: Fact, whole: Fact, label: string, ground: Ground): Promise<Claim> {
  const text = `${label}${shownShare(part.value, whole.value)}：${part.quantity.text}÷${whole.quantity.text}`;
  return claimOf(text, [part, whole], ground);
}
