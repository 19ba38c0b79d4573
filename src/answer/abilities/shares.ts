/** Questions for what share one figure is of another, or what is left of a whole → the claims that compute it. */

import type { Claim } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import { yearsAsked } from "../../language/years-asked.ts";
import { countIn, type Operations, shareIn, undoneIn, withoutOperations } from "../../question/conditions.ts";
import { type Fact, factsOf } from "../../search/facts.ts";
import type { CaseLines } from "../../search/lines.ts";
import { termsOf } from "../../search/speak.ts";
import type { Knowledge } from "../knowledge.ts";
import { columnOf, figuresFor } from "./asked-figures.ts";
import { remaining, shareOf } from "./computed.ts";
import { claimOf, labelsOf, shownValue } from "./show.ts";

/** 甲占乙的比重: both figures of one section, one pair a place. Null where the question or the corpus has no such pair. */
export async function sharesAsked(
  text: string,
  operations: Operations,
  cases: readonly CaseLines[],
  { retriever, finder }: Pick<Knowledge, "retriever" | "finder">,
  ground: Ground,
): Promise<Claim[] | null> {
  const asked = shareIn(text);
  if (!asked) return null;
  const years = yearsAsked(text);
  const figures = async (words: string) => {
    const said = withoutOperations((await finder.find(words)).rest);
    const terms = termsOf(said, await retriever.concepts(said));
    return figuresFor({ asked: terms, unit: null, years, given: [], operations }, cases);
  };
  const parts = columnOf(await figures(asked.part), years.length, countIn(text));
  const wholes = (await figures(asked.whole)).map(({ fact }) => fact);
  const ofCases = new Set(parts.map(({ line }) => line.ordinal)).size === parts.length && parts.length > 1;
  const pairs = parts.flatMap((part) => {
    const whole = wholes.find((fact) => isWholeOf(fact, part, ofCases));
    return whole ? [{ part, whole, share: part.value / whole.value }] : [];
  });
  if (pairs.length === 0 || (pairs.length < parts.length && pairs.length < 2)) return null;
  const labels = labelsOf(pairs.map(({ part }) => part));
  const labelled = pairs.map((pair, i) => ({ ...pair, label: labels[i] ?? "" }));
  if (operations.most || operations.least) labelled.sort((a, b) => b.share - a.share);
  const claims: Claim[] = [];
  for (const [i, { part, whole, label }] of labelled.entries()) {
    const highest = operations.most && i === 0 ? "最高的是" : "";
    const lowest = operations.least && i === labelled.length - 1 ? "最低的是" : "";
    claims.push(await shareOf(part, whole, `${highest || lowest}${label}：`, ground));
  }
  return claims;
}

/** `ofCases`: each case has one part, so that its whole may stand in another section. */
function isWholeOf(whole: Fact, part: Fact, ofCases: boolean): boolean {
  return (
    whole !== part &&
    whole.line.ordinal === part.line.ordinal &&
    (ofCases || whole.line.passage.section === part.line.passage.section) &&
    whole.unit === part.unit &&
    whole.unit !== "%" &&
    whole.value > part.value
  );
}

/** Each figure as a share of the whole that stands before it: 揭榜62题，完成47题. */
export async function sharesBefore(parts: readonly Fact[], ground: Ground): Promise<Claim[]> {
  const labels = labelsOf(parts);
  const claims: Claim[] = [];
  for (const [i, part] of parts.entries()) {
    const all = factsOf(part.line);
    const whole = all[all.indexOf(part) - 1];
    if (whole && whole.unit === part.unit && whole.value > part.value)
      claims.push(await shareOf(part, whole, `${labels[i]}：`, ground));
  }
  return claims;
}

/** 还剩几件没办结: the whole less what the sentence says is done, or less the parts told before. `after`: 件没办结. */
export async function leftOf(
  after: string,
  [whole]: readonly Fact[],
  before: readonly Fact[],
  ground: Ground,
): Promise<Claim | null> {
  const undone = undoneIn(after);
  if (!whole) return null;
  if (undone === null) {
    const sum = before.reduce((value, fact) => value + fact.value, 0);
    const isWhole = before.length > 1 && whole.unit === before[0]?.unit && whole.value > sum;
    return isWhole ? remaining(before, whole, ground) : null;
  }
  const done = factsOf(whole.line).find(
    (fact) =>
      fact !== whole &&
      fact.unit === whole.unit &&
      fact.value < whole.value &&
      fact.thing.includes(undone.slice(0, 2)),
  );
  if (!done) return null;
  const left = shownValue(whole.value - done.value, [whole, done]);
  return claimOf(`还剩${left}：${whole.quantity.text}－${done.quantity.text}`, [whole, done], ground);
}
