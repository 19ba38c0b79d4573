/** Words → the figures in them, each with what it counts, in a form in which equal figures are equal texts. */

import { taggedWords } from "../../language/dictionary.ts";
import { digitize, fold } from "../../language/fold.ts";
import { MEASURE } from "../../search/fits.ts";

const NUMERALS = "零〇一二两三四五六七八九十百千";

/** Numerals in words that count nothing: 统一, 进一步, 一体化; words that begin a point: 一是, 第一,. */
const MASK = "○";

/** Tags of words that are numbers, or have one: number, number with measure, time, pronoun (哪三家), idiom left whole (x). */
const NUMERIC_TAG = /^(?:m|mq|t|x|r|q)$/;

/** They say that there is some number, not which. */
const INDEFINITE = new Set([
  "一些",
  "一批",
  "一系列",
  "一定",
  "一般",
  "一类",
  "一番",
  "一方面",
  "一旦",
  "一直",
  "一同",
  "一道",
]);

const BEGINS_POINT = /(^|[,。;:：\s])(?:第?[一二三四五六七八九十]|其[一二三四五六七八九十])(?=是|[,、.])/g;

/** 百分之三十 becomes 30% with the other figures. */
const FRACTION = /[二三四五六七八九十\d]+分之[一二三四五六七八九十百\d]+/g;

const FIGURE = new RegExp(
  [
    String.raw`(?<![\d.])(?:\d{4}|\d{2})年(?:\d{1,2}月(?:\d{1,2}[日号])?)?`,
    String.raw`(?<![\d.])\d{1,2}月(?:\d{1,2}[日号])?`,
    String.raw`第?(?<![\d.])\d+(?:\.\d+)?[余多]?[万亿千百]*[余多]?(?:${MEASURE}|起)?`,
  ].join("|"),
  "g",
);

/** Digits that `fold` leaves as they are: 壹, 廿, ٣, Ⅻ. Nobody writes them in a summary; they are compared as characters. */
const UNUSUAL = /[壹贰叁肆伍陆柒捌玖拾佰仟廿卅卌兆]|(?![0-9])\p{N}/gu;

/** Each figure once: 3000余家, 1.2万间, 33.3%, 2023年8月, 第2, 3分之1. */
export function figuresIn(text: string): string[] {
  const folded = fold(text).replace(/\s+/g, "");
  const fractions = folded.match(FRACTION) ?? [];
  const counted = digitize(withoutCoined(folded.replace(FRACTION, MASK).replace(BEGINS_POINT, `$1${MASK}`)));
  return [...new Set([...fractions, ...(counted.match(FIGURE) ?? []), ...(folded.match(UNUSUAL) ?? [])])];
}

function withoutCoined(folded: string): string {
  return taggedWords(folded)
    .map(({ word, tag }) => {
      const counts = NUMERIC_TAG.test(tag) && !INDEFINITE.has(word);
      return counts ? word : word.replace(new RegExp(`[${NUMERALS}]`, "g"), MASK);
    })
    .join("");
}

/** Whether a figure of one text is told by the figures of another: 2023年 is told by 2023年8月, 86个 by 86个 alone. */
export function isTold(figure: string, told: readonly string[]): boolean {
  return told.some((other) => other === figure || (/[年月]$/.test(figure) && other.startsWith(figure)));
}
