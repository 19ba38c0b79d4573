/** The beginning of a line → the item marker or case label that it opens with. */

import { numberAt } from "../language/numerals.ts";

/** Kinds of markers: 一、 · （一） · 1. · 1　 · 1.1　 · （1） · 1） · ① · Ⅰ、 · 第一， · 其一， · 第一条 */
export type MarkerType =
  | "一、"
  | "(一)"
  | "1."
  | "1 "
  | "1.1"
  | "(1)"
  | "1)"
  | "①"
  | "Ⅰ"
  | "第一"
  | "其一"
  | "第一条";

export interface Marker {
  readonly type: MarkerType;
  readonly value: number;
  /** As the source writes it, without what parts it from the text. */
  readonly label: string;
  /** Characters up to the text that it marks. */
  readonly length: number;
}

export interface CaseLabel {
  readonly value: number;
  /** Characters up to what follows the label in its line. */
  readonly length: number;
}

const HAN = "[一二三四五六七八九十]{1,3}";
const AFTER = "[、.．:：]?[^\\S\\r\\n]*";

const PATTERNS: readonly (readonly [MarkerType, RegExp])[] = [
  ["(一)", new RegExp(`^([(（](${HAN})[)）])${AFTER}`)],
  ["(一)", new RegExp(`^(([㈠-㈩]))${AFTER}`)],
  // 一、二线城市 and 第一、第二产业 are words.
  ["一、", new RegExp(`^((${HAN})[、.．])(?![二三四五六七八九十][线類类级級期等、])[^\\S\\r\\n]*`)],
  // 五　满意度: a wide blank in the place of the stop.
  ["一、", new RegExp(`^((${HAN}))\\u3000+(?=[\\p{Script=Han}《“])`, "u")],
  ["(1)", new RegExp(`^([(（](\\d{1,2})[)）])${AFTER}`)],
  ["(1)", new RegExp(`^(([⑴-⒇]))${AFTER}`)],
  // "3.5万人" and "1,500元" open with a number, not with a marker.
  ["1.", /^(([0-9０-９]{1,2})(?:、|[.．](?![0-9０-９])))[^\S\r\n]*/],
  ["1.", /^(([⒈-⒛]))[^\S\r\n]*/],
  ["1.", /^(([0-9０-９]{1,2})\/)[^\S\r\n]+(?=[\p{Script=Han}“《「])/u],
  // Figures parted from a heading by a wide blank or a bar: 01 | 谁来看门; 3　 before a word of measure is a cell.
  [
    "1 ",
    /^(([0-9０-９]{1,2}))(?:\u3000+|[^\S\r\n]{2,}|[^\S\r\n]*[|｜][^\S\r\n]*)(?=[\p{Script=Han}“《「]|\d{4}年)/u,
  ],
  ["1.1", /^([0-9０-９]{1,2}[.．]([0-9０-９]{1,2}))[^\S\r\n]+(?=[\p{Script=Han}“《「])(?![万亿元])/u],
  ["1)", new RegExp(`^((\\d{1,2})[)）])${AFTER}`)],
  ["①", new RegExp(`^(([①-⑳]))${AFTER}`)],
  ["Ⅰ", new RegExp(`^(([Ⅰ-Ⅻ]))${AFTER}`)],
  ["第一", new RegExp(`^(第(${HAN})步?)(?:[，,、：:](?!第)[^\\S\\r\\n]*|\\u3000+)`)],
  ["其一", new RegExp(`^(其(${HAN}))[，,、：:][^\\S\\r\\n]*`)],
  // 第五条规定 within a sentence is a reference: an article's number stands apart.
  [
    "第一条",
    /^(第([一二三四五六七八九十百]{1,7}|\d{1,3})条(?:之[一二三四五六七八九十])?)(?:[^\S\r\n]+|[:：]|$|(?=[【〔（(]))/,
  ],
];

/** What every marker begins with: most lines need no closer look. */
const OPENING = /^[(（㈠-㈩⑴-⒇⒈-⒛①-⑳Ⅰ-Ⅻ一二三四五六七八九十第其0-9０-９]/;

const CASE_LABEL = new RegExp(
  `^[【\\[]?(?:典型|创新|創新|优秀|優秀|经典|經典|实践|實踐|示范|示範)?案例之?[^\\S\\r\\n]?(${HAN}|\\d{1,3})(?![\\d点點个個览覽些般直起定致切条條年月届屆])[】\\]]?[^\\S\\r\\n]*(?:[:：、.．|｜—-]+)?[^\\S\\r\\n]*`,
);

/** The marker at the beginning of `text`, if any; (小家), (试行) and 2024年 are none. */
export function markerAt(text: string): Marker | undefined {
  const head = text.slice(0, 16);
  if (!OPENING.test(head)) return undefined;
  for (const [type, pattern] of PATTERNS) {
    const match = pattern.exec(head);
    const value = match ? numberOf(match[2] ?? "") : 0;
    if (match && value > 0) return { type, value, label: match[1] ?? "", length: match[0].length };
  }
  return undefined;
}

/** The label 案例1, 案例一：, 【典型案例二】 … at the beginning of `text`, if any. */
export function caseLabelAt(text: string): CaseLabel | undefined {
  const match = CASE_LABEL.exec(text.slice(0, 40));
  const value = match ? numberOf(match[1] ?? "") : 0;
  return match && value > 0 ? { value, length: match[0].length } : undefined;
}

const ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ";

/** 十二 → 12, ② → 2, ３ → 3, Ⅳ → 4; 0 where the characters make no number from 1 to 999. */
function numberOf(digits: string): number {
  if (digits.length === 1 && ROMAN.includes(digits)) return ROMAN.indexOf(digits) + 1;
  const plain = digits.normalize("NFKC").replace(/[().]/g, "");
  if (/^\d{1,3}$/.test(plain)) return Number(plain);
  const read = numberAt(plain, 0);
  return read?.end === plain.length && read.to === undefined ? read.value : 0;
}
