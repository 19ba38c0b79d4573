/** A place in folded text → the number that begins there, in digits, in Chinese numerals or in both (1.2万, 三百余, 十几). */

import type { Hedge } from "./hedges.ts";

export interface NumberRead {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  /** The upper end of what is meant: 两三 is 2 to 3, 几十 is 20 to 90. */
  readonly to?: number;
  readonly hedge?: Hedge;
  /** Written in Chinese numerals alone. */
  readonly spelt: boolean;
  /** Holds 百, 千, 万, 亿 or a hedge, so that it is a number even without a measure. */
  readonly large: boolean;
}

const DIGITS = new Map(
  ["零〇", "一壹", "二两俩贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"].flatMap(
    (forms, value) => [...forms].map((form) => [form, value] as const),
  ),
);
const SCALES = new Map(
  (
    [
      ["十拾", 10],
      ["百佰", 100],
      ["千仟", 1_000],
      ["万", 1e4],
      ["亿", 1e8],
    ] as const
  ).flatMap(([forms, scale]) => [...forms].map((form) => [form, scale] as const)),
);

/** A single blank may part thousands; a tab parts cells. */
const ARABIC = /(?:\d{1,3}(?:[, \u00a0\u2009\u202f]\d{3})+(?!\d)|\d+)(?:\.\d+)?/y;

/** Financial numerals are surnames and verbs elsewhere; they stand together. */
const FINANCIAL = /[壹贰叁肆伍陆柒捌玖拾佰仟]/;

export function digitOf(character: string | undefined): number | undefined {
  return character === undefined ? undefined : DIGITS.get(character);
}

const scaleOf = (character: string | undefined) =>
  character === undefined ? undefined : SCALES.get(character);

/** Undefined where no number begins at `start`. */
export function numberAt(text: string, start: number): NumberRead | undefined {
  return indefiniteAt(text, start) ?? approximateAt(text, start) ?? definiteAt(text, start);
}

const SOME = /(?:好?几|数)([十百千万亿]+)|十几([万亿]?)|(?:上|成)([百千万亿]+)(?!下|级|岗|班|学|市|门)/y;

/** 几十, 数百, 十几, 上千: some number of that size. */
function indefiniteAt(text: string, start: number): NumberRead | undefined {
  const [whole, several, teens, above] = sticky(SOME, text, start) ?? [];
  if (whole === undefined) return undefined;
  const end = start + whole.length + (/^[余多来]/.test(text.slice(start + whole.length)) ? 1 : 0);
  const common = { start, end, spelt: true, large: true };
  const size = (scales: string) => [...scales].reduce((product, scale) => product * (scaleOf(scale) ?? 1), 1);
  if (above !== undefined) return { ...common, value: size(above), hedge: "least" };
  if (teens !== undefined)
    return { ...common, value: 11 * size(teens), to: 19 * size(teens), hedge: "about" };
  return { ...common, value: 2 * size(several ?? ""), to: 9 * size(several ?? ""), hedge: "about" };
}

/** 两三, 七八, 三四十: neighbours side by side. */
function approximateAt(text: string, start: number): NumberRead | undefined {
  const [first, second] = [digitOf(text[start]), digitOf(text[start + 1])];
  if (!first || second === undefined || digitOf(text[start + 2]) !== undefined) return undefined;
  if (second !== first + 1 && !(first === 3 && second === 5)) return undefined;
  if (FINANCIAL.test(text.slice(start, start + 2))) return undefined;
  let end = start + 2;
  let size = 1;
  for (let scale = scaleOf(text[end]); scale; scale = scaleOf(text[end])) {
    size *= scale;
    end += 1;
  }
  return {
    start,
    end,
    value: first * size,
    to: second * size,
    hedge: "about",
    spelt: true,
    large: size > 10,
  };
}

function definiteAt(text: string, start: number): NumberRead | undefined {
  let [sum, section, at] = [0, 0, start];
  let digit: number | undefined;
  let lastScale = Number.POSITIVE_INFINITY;
  let scales = 0;
  let arabic = false;
  let zero = false;
  let hedge: Hedge | undefined;
  for (;;) {
    ARABIC.lastIndex = at;
    const written = hedge ? null : ARABIC.exec(text);
    const spelt = digitOf(text[at]);
    const scale = scaleOf(text[at]);
    if (written && digit === undefined) {
      digit = Number(written[0].replace(/[^\d.]/g, ""));
      arabic = true;
      at += written[0].length;
    } else if (spelt === 0 && scales > 0 && digit === undefined) {
      zero = true;
      at += 1;
    } else if (spelt !== undefined && digit === undefined && !hedge && !(arabic && scales === 0)) {
      digit = spelt;
      at += 1;
      const point = text[at] === "点" ? decimalsAt(text, at + 1) : undefined;
      if (point) [digit, at] = [digit + point.value, point.end];
    } else if (scale !== undefined && !(scales === 0 && digit === undefined && !isBareScale(text, at))) {
      if (scale >= 1e4) {
        const part = section + (digit ?? (section > 0 ? 0 : 1));
        [sum, section] = scale === 1e8 ? [(sum + part) * scale, 0] : [sum + part * scale, 0];
      } else {
        if (digit === undefined && scale >= lastScale && section > 0) break;
        section += (digit ?? 1) * scale;
      }
      [digit, lastScale, zero] = [undefined, scale, false];
      scales += 1;
      at += 1;
    } else if (/[余多来]/.test(text[at] ?? "") && at > start && !hedge && digit !== 0) {
      // 20余万, 300多名, 十来个; 一来 and 八来 begin no number.
      if (!arabic && scales === 0) break;
      hedge = text[at] === "来" ? "about" : "over";
      at += 1;
    } else break;
  }
  if (at === start) return undefined;
  // 三万五 leaves out the unit of its last digit; 二〇二四 is a year, 五一 a day.
  const shortened = digit !== undefined && !arabic && scales > 0 && lastScale >= 100 && !zero;
  const rest = (digit ?? 0) * (shortened ? lastScale / 10 : 1);
  const value = Number((sum + section + rest).toPrecision(14));
  if (!arabic && digitOf(text[at]) !== undefined) return undefined;
  if (FINANCIAL.test(text[start] ?? "") && scales === 0) return undefined;
  return {
    start,
    end: at,
    value,
    ...(hedge ? { hedge } : {}),
    spelt: !arabic,
    large: arabic || scales > 1 || (lastScale >= 1e4 && scales > 0) || hedge !== undefined,
  };
}

/** 百余家, 近千人, 十家: no 百姓, 千方百计, 万一. */
function isBareScale(text: string, at: number): boolean {
  if (text[at] === "十" || text[at] === "拾") return true;
  return /[余多来]/.test(text[at + 1] ?? "") || /[近超逾过约]/.test(text[at - 1] ?? "");
}

/** 八十七点五: the digits after 点. */
function decimalsAt(text: string, from: number): { value: number; end: number } | undefined {
  let [end, digits] = [from, ""];
  for (let digit = digitOf(text[end]); digit !== undefined; digit = digitOf(text[end])) {
    digits += digit;
    end += 1;
  }
  return digits === "" || scaleOf(text[end]) !== undefined
    ? undefined
    : { value: Number(`0.${digits}`), end };
}

/** The match of a sticky pattern at this very place. */
export function sticky(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
