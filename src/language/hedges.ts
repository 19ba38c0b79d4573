/** The words around a figure → how exact it is. */

/** about 约 左右, over 超 余, under 近 不到, least 以上 至少, most 以下 至多. */
export type Hedge = "about" | "over" | "under" | "least" | "most";

const BEFORE: readonly (readonly [Hedge, RegExp])[] = [
  ["least", /(?:至少|最少|不少于|不低于|不小于|不下)$/],
  ["most", /(?:至多|最多|不超过?|不高于|不多于|不大于)$/],
  ["over", /(?:超过?|(?<![经通])过了|逾|突破|高于|多于|大于|破)$/],
  ["under", /(?:将近|接近|近|不到|不足|不满|少于|低于|小于|未满)$/],
  ["about", /(?:约|大约|大概|大致|左右)$/],
];

const AFTER: readonly (readonly [Hedge, RegExp])[] = [
  ["least", /^(?:及?以上|之上|起步|起价)/],
  ["most", /^(?:及?以下|以内|之内|内(?![容部外设置在蒙化心涵地]))/],
  ["about", /^(?:左右|上下|前后)/],
  ["over", /^(?:[余多](?![次年方部项个元样数少])|有余|开外)/],
];

/** 近三年 are the last three, 近三万 nearly so many. */
const LAST = /(?<![将接])近$/;

/** `lasts`: the figure is a duration. */
export function hedgeAround(folded: string, start: number, end: number, lasts: boolean): Hedge | undefined {
  const before = folded.slice(Math.max(0, start - 4), start);
  const after = folded.slice(end, end + 4);
  const lead = lasts && LAST.test(before) ? undefined : BEFORE.find(([, words]) => words.test(before))?.[0];
  return lead ?? AFTER.find(([, words]) => words.test(after))?.[0];
}
