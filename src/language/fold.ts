/** Text → the one form in which questions and documents are compared: width, script, case and numerals made equal. */

import { Converter, Locale } from "opencc-js/t2cn";

const convert = Converter({ from: "t", to: "cn" });

/** 1 for the first code unit of what the conversion changes: a text without any stays as it is, and most are. */
const changing = new Uint8Array(65_536);
const entries: readonly string[] = Locale.to.cn.flat().join("|").split("|");
for (const entry of entries) {
  const [from = [], to = []] = entry.split(" ").map((text) => [...text]);
  from.forEach((character, i) => {
    if (from.length !== to.length || character !== to[i]) changing[character.charCodeAt(0)] = 1;
  });
}

function simplify(text: string): string {
  for (let i = 0; i < text.length; i += 1) if (changing[text.charCodeAt(i)] === 1) return convert(text);
  return text;
}

/** Control, format (zero-width, bidi), surrogate, private and tag characters: never part of a word. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Variation_Selector}]+/gu;

/**
 * NFKC, 繁→简, lower case, invisible characters dropped. Not length-preserving: offsets into the result mean nothing
 * in the source.
 */
export function fold(text: string): string {
  const visible = text.replace(/[\t\r\n\f\v]+/g, " ").replace(INVISIBLE, "");
  return simplify(visible.normalize("NFKC")).toLowerCase();
}

const alignedCharacters = new Map<string, string>();

/** 1 for each code unit that is a character by itself and folds to itself, as soon as one was met. */
const unchanged = new Uint8Array(65_536);

/**
 * The text folded character by character, so that offsets stay true: what would vanish or grow longer stays as it is,
 * and so do blanks, and circled numerals, which would run together with other digits.
 */
export function foldAligned(text: string): string {
  let aligned = "";
  let done = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (unchanged[text.charCodeAt(at)] === 1) continue;
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const folded = alignedCharacters.get(character) ?? foldCharacter(character);
    const end = at + character.length;
    if (folded !== character) {
      aligned += text.slice(done, at) + folded;
      done = end;
    }
    at = end - 1;
  }
  return done === 0 ? text : aligned + text.slice(done);
}

function foldCharacter(character: string): string {
  const whole = /[\s\p{No}]/u.test(character) ? character : fold(character);
  const folded = whole.length === character.length ? whole : character;
  alignedCharacters.set(character, folded);
  if (folded === character && character.isWellFormed() && character.length === 1)
    unchanged[character.charCodeAt(0)] = 1;
  return folded;
}

/** `fold` without blanks: the form in which two wordings count as the same words. */
export function foldTight(text: string): string {
  return fold(text).replace(/\s+/g, "");
}

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 };

/**
 * Folded text with Chinese numerals below 10,000 written in digits: 三 → 3, 十五 → 15, 六千 → 6000, 百分之三十 → 30%.
 * 万 and 亿 stay, as documents mix them with digits (1.2万).
 */
export function digitize(folded: string): string {
  const plain = folded.includes(",") ? folded.replace(/(\d),(?=\d{3}(?!\d))/g, "$1") : folded;
  const shared = plain.includes("百分之") ? withPercents(plain) : plain;
  return shared.replace(
    /(?=[零〇一二两三四五六七八九十百千])(?<!\d)(?<!\d\.)(?<![几数])[零〇一二两三四五六七八九十百千]+(?!分之|分[比率数点]|[零〇一二两三四五六七八九十百千])/g,
    (run) => numeralValue(run) ?? run,
  );
}

function withPercents(text: string): string {
  return text
    .replace(/百分之([零〇一二两三四五六七八九十百]+)/g, (whole, run: string) => {
      const value = numeralValue(run);
      return value === undefined ? whole : `${value}%`;
    })
    .replace(/百分之(\d+(?:\.\d+)?)/g, "$1%");
}

/** The digits for a run of numeral characters, or undefined where the run is not one number. */
function numeralValue(run: string): string | undefined {
  if (![...run].some((character) => character in UNITS)) {
    // 二〇二四 is read digit by digit; so is 五一, which is no number but must fold alike everywhere.
    return [...run].map((character) => DIGITS[character]).join("");
  }
  let total = 0;
  let digit: number | undefined;
  let previousUnit = Number.POSITIVE_INFINITY;
  for (const character of run) {
    const unit = UNITS[character];
    if (unit === undefined) {
      if (digit !== undefined && digit !== 0) return undefined;
      digit = DIGITS[character];
    } else {
      if (unit >= previousUnit) return undefined;
      total += (digit ?? 1) * unit;
      previousUnit = unit;
      digit = undefined;
    }
  }
  return String(total + (digit ?? 0));
}

/** Letters and digits of digitized text alone. Figures that stand apart must not run together: 统1“4步法” is no 14. */
export function tight(digitized: string): string {
  let letters = "";
  let done = 0;
  for (let at = 0; at < digitized.length; at += 1) {
    if (isTold(digitized, at)) continue;
    const start = at;
    while (at < digitized.length && !isTold(digitized, at)) at += 1;
    const apart = isDigit(digitized.charCodeAt(start - 1)) && isDigit(digitized.charCodeAt(at));
    letters += digitized.slice(done, start) + (apart ? "|" : "");
    done = at;
  }
  return done === 0 ? digitized : letters + digitized.slice(done);
}

const TOLD = 1;
const UNTOLD = 2;
/** By code unit, as soon as one was met; nought for halves of characters. */
const told = new Uint8Array(65_536);

/** Whether `tight` keeps what stands there. */
function isTold(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (told[unit] !== 0) return told[unit] === TOLD;
  const isSecond = unit >= 0xdc00 && unit <= 0xdfff && (text.codePointAt(at - 1) ?? 0) > 0xffff;
  const character = String.fromCodePoint(text.codePointAt(isSecond ? at - 1 : at) ?? 0);
  const isKept = /[\p{L}\p{N}.%]/u.test(character);
  if (unit < 0xd800 || unit > 0xdfff) told[unit] = isKept ? TOLD : UNTOLD;
  return isKept;
}

function isDigit(codeUnit: number): boolean {
  return codeUnit >= 0x30 && codeUnit <= 0x39;
}
