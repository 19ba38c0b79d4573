/** A question → the section and item that it asks for. */

import type { SectionKind } from "../corpus/case.ts";

export interface SectionWish {
  /** Folded words by which the section was asked for. */
  readonly words: string;
  /** Null where the words are a heading of the case itself. */
  readonly kind: SectionKind | null;
  /** By its heading; else by a general word (成效, 做法) that may as well be part of what is asked about. */
  readonly explicit: boolean;
}

/** Headings, and general words, that stand for a kind of section; the first row that occurs wins. */
const SECTION_WORDS: readonly (readonly [SectionKind, RegExp, RegExp | null])[] = [
  ["recommendation", /推荐词|推荐语|推荐理由|推荐的话|推荐意见/, /评语|点评|评价语/],
  [
    "development",
    /经验培育过程|培育过程|经验培育|案例背景|工作背景|背景情况/,
    /背景|缘起|起因|由来|怎么(?:培育|起步|产生|形成)(?:出来|起来)?的|培育/,
  ],
  [
    "measures",
    /主要内容|主要做法|具体做法|创新做法|工作举措|主要举措/,
    /做法|举措|措施|(?:怎么|如何)做的?|做了(?:什么|哪些|啥)(?:工作|事)?|干了啥/,
  ],
  ["results", /应用成效|工作成效|主要成效|取得的?成效|成效部分/, /成效|成果|效果|战果|结果|成绩|收获/],
  ["other", /经验启示|工作启示|几点(?:启示|体会)|下1步(?:打算|计划|工作|安排)|推广价值|附录/, null],
  ["front", /前言|开头(?:部分|那段)?|引言|编者按/, null],
  ["heading", /标题|题目/, null],
];

/** `digits` is folded and digitized. */
export function sectionWish(digits: string): SectionWish | null {
  for (const [kind, heading] of SECTION_WORDS) {
    const match = digits.match(heading);
    if (match) return { words: match[0], kind, explicit: true };
  }
  for (const [kind, , general] of SECTION_WORDS) {
    const match = general ? digits.match(general) : null;
    if (match) return { words: match[0], kind, explicit: false };
  }
  return null;
}

export const ITEM =
  /\((\d{1,2})\)|第(\d{1,2})(?:点|条|项|个(?:方面|做法|部分|举措|阶段)?(?!案例)|部分|方面|款|步|段|阶段)/;

/** An item by its number, or by its place after or before the one talked about. */
export type ItemWish = { readonly number: number } | { readonly step: 1 | -1 } | { readonly last: true };

/** (二), （2）, 第二点, 第2项 → 2; 下一条, 上一条, 最后一点. The text is digitized. */
export function itemWish(digits: string): ItemWish | null {
  const match = digits.match(ITEM);
  const number = Number(match?.[1] ?? match?.[2]);
  if (match && number > 0) return { number };
  const unit = "(?:点|条|项|个|部分|方面|段)";
  if (new RegExp(`^(?:那么?)?(?:再)?(?:下|后)(?:1|面)${unit}`).test(digits)) return { step: 1 };
  if (new RegExp(`^(?:那么?)?(?:上|前)(?:1|面)${unit}`).test(digits)) return { step: -1 };
  if (/最后(?:1|那)?(?:点|条|项|个阶段|个方面|部分|方面|阶段)/.test(digits)) return { last: true };
  return null;
}
