/** Figures of one thing → what a question asks to be done with them: ranked, added up, compared; each with where it stands. */

import type { Claim } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import type { Operations } from "../../question/conditions.ts";
import type { Fact } from "../../search/facts.ts";
import { changeOf, partsBeside } from "../../search/side-by-side.ts";
import { claimOf, labelsOf, sayingOf, shownShare, shownValue } from "./show.ts";

/**
 * One figure stands for those that its sentence counts up beside it, or for the change that it is part of. Null where these
 * figures do not allow what is asked.
 */
export async function computed(
  column: readonly Fact[],
  { add, together, most, least, difference, compare }: Operations,
  ground: Ground,
): Promise<Claim[] | null> {
  const [only, ...further] = column;
  if (!only) return null;
  const change = difference && further.length === 0 ? changeOf(only) : null;
  if (change) return [await changed(change, ground)];
  const { whole, parts } = further.length > 0 ? { whole: null, parts: column } : partsBeside(only);
  if (parts.length < 2 || !areApart(parts)) return null;
  const claims = most || least ? await ranked(parts, { most, least }, ground) : [];
  if (add || together) claims.push(await added(parts, isSumOf(whole, parts) ? whole : null, ground));
  const [first, second, ...others] = parts;
  if ((difference || compare) && claims.length === 0 && first && second && others.length === 0)
    claims.push(await compared(first, second, ground));
  return claims.length > 0 ? claims : null;
}

/** Whether the parts make up the whole. */
export function isSumOf(whole: Fact | null, parts: readonly Fact[]): boolean {
  return whole !== null && Math.abs(whole.value - sumOf(parts)) < 1e-6;
}

const sumOf = (facts: readonly Fact[]) => facts.reduce((sum, { value }) => sum + value, 0);

/** Two cells of one row are of two things, unless they are of two years. */
function areApart(facts: readonly Fact[]): boolean {
  const rows = facts.flatMap(({ line: { case: of, sentence, table }, year }) =>
    table ? [[of.id, sentence.start, year].join()] : [],
  );
  return new Set(rows).size === rows.length;
}

async function ranked(
  facts: readonly Fact[],
  operations: Pick<Operations, "most" | "least">,
  ground: Ground,
): Promise<Claim[]> {
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
  const labels = labelsOf(facts);
  const addends = facts.map((fact, i) => `${labels[i]}${fact.quantity.text}`).join("＋");
  const agrees = whole ? `，与所写的${whole.quantity.text}相符` : "";
  const text = `合计${shownValue(sumOf(facts), facts)}：${addends}${agrees}`;
  return claimOf(text, whole ? [...facts, whole] : facts, ground);
}

async function compared(a: Fact, b: Fact, ground: Ground): Promise<Claim> {
  const [high, low] = a.value >= b.value ? [a, b] : [b, a];
  const [first = "", second = ""] = labelsOf([high, low]);
  const gap = differenceOf(high, low);
  const told = `${first}${high.quantity.text}，${second}${low.quantity.text}`;
  if (high.value === low.value) return claimOf(`两者相同：${told}`, [high, low], ground);
  if (a.year === null || b.year === null || a.year === b.year)
    return claimOf(`${first}高，相差${gap}：${told}`, [high, low], ground);
  // Of two years the later one is compared with the earlier.
  const [later, earlier] = a.year > b.year ? [a, b] : [b, a];
  const way = later.value > earlier.value ? "多" : "少";
  const text = `${later.year}年比${earlier.year}年${way}${gap}：${earlier.quantity.text}→${later.quantity.text}`;
  return claimOf(text, [high, low], ground);
}

/** 由甲降到乙, as the source tells it. */
function changed([from, to]: readonly [Fact, Fact], ground: Ground): Promise<Claim> {
  const [way, gap] =
    from.value > to.value ? ["减少", differenceOf(from, to)] : ["增加", differenceOf(to, from)];
  return claimOf(`${way}${gap}：${from.quantity.text}→${to.quantity.text}`, [from, to], ground);
}

export function differenceOf(high: Fact, low: Fact): string {
  const value = Number((high.value - low.value).toPrecision(12));
  return high.unit === "%" ? `${value}个百分点` : shownValue(value, [high, low]);
}

/** What share one figure is of another. */
export function shareOf(part: Fact, whole: Fact, ground: Ground): Promise<Claim> {
  const text = `${shownShare(part.value, whole.value)}：${part.quantity.text}÷${whole.quantity.text}`;
  return claimOf(text, [part, whole], ground);
}
