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
  ["results", /应用成效|工作成效|主要成效|取得的?成效|成效部分/, /成效|实效|成果|效果|战果|结果|成绩|收获/],
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

/** Each kind of section that the question speaks of, once: 做法和成效 are two. */
export function sectionWishes(digits: string): SectionWish[] {
  return SECTION_WORDS.flatMap(([kind, heading, general]): SectionWish[] => {
    const explicit = digits.match(heading);
    const match = explicit ?? (general ? digits.match(general) : null);
    return match ? [{ words: match[0], kind, explicit: explicit !== null }] : [];
  });
}

const UNITS = "点|条|项|部分|方面|款|步|段|阶段|位|类|种|招|件|环节|环|份|张";

export const ITEM = new RegExp(
  `\\((\\d{1,2})\\)|第(\\d{1,3})(?:个?(${UNITS})|个(方面|做法|部分|举措|阶段)?)(?!案例)`,
);

const LAST = new RegExp(`最后(?:1|那)?(?:个?(${UNITS})|个)(?!案例)`);

/** The item or, for unlabelled things, whatever is counted: by its number, or by its place after or before the one talked about. */
export type ItemWish =
  | {
      readonly number: number;
      /** What is counted, in the question's word (阶段, 条); empty for 个 and (二). */
      readonly unit?: string;
      /** (二)第2条: the second of what the item counts up. */
      readonly within?: number | undefined;
    }
  | { readonly step: 1 | -1 }
  | { readonly last: true; readonly unit?: string };

/** (二), （2）, 第二点, 第2项 → 2; 下一条, 上一条, 最后一点. The text is digitized. */
export function itemWish(digits: string): ItemWish | null {
  const [match, second] = [...digits.matchAll(new RegExp(ITEM.source, "g"))];
  const number = Number(match?.[1] ?? match?.[2]);
  if (match && number > 0) {
    const within = Number(second?.[1] ?? second?.[2]) || undefined;
    return { number, unit: match[3] ?? match[4] ?? "", within };
  }
  const unit = "(?:点|条|项|个|部分|方面|段)";
  if (new RegExp(`^(?:那么?)?(?:再)?(?:下|后)(?:1|面)${unit}`).test(digits)) return { step: 1 };
  if (new RegExp(`^(?:那么?)?(?:再)?(?:上|前)1${unit}`).test(digits)) return { step: -1 };
  const last = digits.match(LAST);
  return last ? { last: true, unit: last[1] ?? "" } : null;
}

/** Which sentence of a part: 第2句, 头一句, 最后一句. */
export type SentenceWish = { readonly number: number } | { readonly last: true };

export function sentenceWish(digits: string): SentenceWish | null {
  const number = Number(digits.match(/第(\d{1,2})句/)?.[1]);
  if (number > 0) return { number };
  if (/(?:头|首|开头|起头)(?:的|那)?1?句/.test(digits)) return { number: 1 };
  return /(?:最后|末尾|结尾)(?:的|那)?1?句|末句|尾句/.test(digits) ? { last: true } : null;
}
