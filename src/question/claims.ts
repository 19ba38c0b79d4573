/** A message → what somebody says is so and wants checked, without the words that ask for it; null where it asks no such thing. */

import { fold } from "../language/fold.ts";
import { openTemplates } from "../language/templates.ts";

const CLAIMS = openTemplates("claims");

/** Letters and digits that a claim has at least. */
const LEAST = 5;

/** Folded, numerals as typed. */
export function claimIn(said: string): string | null {
  const folded = fold(said).trim();
  const withoutTail = CLAIMS.without("tail", folded);
  const withoutHead = CLAIMS.without("check", withoutTail.trim());
  const isAsked = withoutHead.trim() !== folded || CLAIMS.says("whether", folded);
  if (!isAsked) return null;
  const claim = claimedIn(withoutHead);
  return (claim.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < LEAST ? null : claim;
}

/** 听说甲是不是有驿站 → 甲是有驿站. */
export function claimedIn(words: string): string {
  return CLAIMS.replace("whether", CLAIMS.without("heard", words.trim()), "是").trim();
}

/** It says that something is not so. */
export function negates(words: string): boolean {
  return CLAIMS.says("negates", words);
}

/** What a figure is of a change: where it began, what is reached, by how much; or no part of one. */
export type Role = "began" | "reached" | "change" | "plain";

/** Of the figure right behind these words. */
export function roleBehind(words: string): Role {
  if (CLAIMS.says("began", words)) return "began";
  if (CLAIMS.says("reached", words)) return "reached";
  return CLAIMS.says("change", words) ? "change" : "plain";
}

/** 最小的一笔 is one of many. */
export function isExtreme(words: string): boolean {
  return CLAIMS.says("extreme", words);
}

/** 第一年 tells nothing of 第二年: the last of each counts. Where only one of them has such a number, it may be the same. */
export function areOfOtherOrdinals(claimed: string, told: string): boolean {
  const [one, other] = [lastOrdinal(claimed), lastOrdinal(told)];
  return one !== undefined && other !== undefined && one !== other;
}

function lastOrdinal(words: string): string | undefined {
  const last = CLAIMS.spans("ordinal", words).at(-1);
  return last && words.slice(last.start, last.end);
}

/** What holds of a quarter is no other value of what holds of a year. Where only one says of what time it holds, both may. */
export function areOfOneTime(claimed: string, told: string): boolean {
  const [one, other] = [timesIn(claimed), timesIn(told)];
  return one.length === 0 || other.length === 0 || one.some((time) => other.includes(time));
}

function timesIn(words: string): string[] {
  return CLAIMS.spans("time", words).map(({ start, end }) => words.slice(start, end).slice(-1));
}

/** 同比, 每月: says how a figure is reckoned, and not what it counts. */
export function saysHow(word: string): boolean {
  return CLAIMS.says("how", word);
}

/** 流失率下降了 → 流失率: the words before a figure, without what has become of it. */
export function withoutRole(words: string): string {
  return CLAIMS.without("change", CLAIMS.without("reached", words)).trim();
}

/** It says what comes first: words alone do not tell whether that is so. */
export function saysOrder(words: string): boolean {
  return CLAIMS.says("order", words);
}

/** A text that holds of some does not confirm what is claimed of all, and one that puts words right does not confirm these. */
export function mayConfirm(claim: string, text: string): boolean {
  return (!CLAIMS.says("all", claim) || CLAIMS.says("all", text)) && !CLAIMS.says("mended", text);
}

/** 全部, 都: the words of a claim that say that it holds of all. */
export function extentClaimed(claim: string): string[] {
  return CLAIMS.spans("all", claim).map(({ start, end }) => claim.slice(start, end));
}

/** 一共, 合计: a figure that the source need not give itself. */
export function saysTotal(words: string): boolean {
  return CLAIMS.says("total", words);
}

/** 1500多万, 1500余万 → 1500万. */
export function withoutVague(words: string): string {
  return CLAIMS.replace("vague", words, "");
}

/** 全国, 全省: of how much something holds. */
export function saysExtent(word: string): boolean {
  return CLAIMS.says("extent", word);
}

/** 不止(500份): of the words before a figure. */
export function saysAtLeast(words: string): boolean {
  return CLAIMS.says("at-least", words);
}
