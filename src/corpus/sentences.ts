/** A paragraph's text → where its sentences begin and end. */

import type { Span } from "./case.ts";

const BOLD = "**";
const HAN_ENDS = "。｡！？";
const LATIN_ENDS = "!?";
const PAIRS: Readonly<Record<string, string>> = {
  "“": "”",
  "‘": "’",
  "「": "」",
  "『": "』",
  "(": ")",
  "（": "）",
  "《": "》",
  "〈": "〉",
  "【": "】",
  "[": "]",
  "〔": "〕",
};
const QUOTES = '“‘「『"';
const ASIDES = "(（【[〔";
const CLOSERS = "”’」』\"'）)】]〕》〉";
/** After these a sentence goes on, whatever stood before. */
const GOES_ON = "，,、；;：:";

/** Half-open ranges in order; white space, and bold marks that open or close around a sentence, are left out. */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  const isBold = text.includes(BOLD);
  const closedAt = matchPairs(text);
  let start = 0;
  let i = 0;
  while (i < text.length) {
    const close = closedAt.get(i);
    const end =
      close === undefined ? terminatorEnd(text, i) : endsWithin(text, start, i, close) ? close + 1 : -1;
    if (end < 0) {
      i = close === undefined ? i + 1 : close + 1;
      continue;
    }
    i = afterClosers(text, end);
    if (GOES_ON.includes(text[i] ?? " ")) continue;
    push(i);
  }
  push(text.length);
  return spans;

  function push(end: number): void {
    const span = isBold ? withoutMarks(text, start, end) : trimmed(text, start, end);
    if (span.end > span.start) spans.push(span);
    start = end;
  }
}

/** Where the run of terminators at `i` ends, or -1 where no sentence ends there. */
function terminatorEnd(text: string, i: number): number {
  const character = text[i] ?? "";
  if (character === ".") return fullStopEnd(text, i);
  if (!HAN_ENDS.includes(character) && !LATIN_ENDS.includes(character) && character !== "…") return -1;
  let end = i;
  while (end < text.length && `${HAN_ENDS}${LATIN_ENDS}…`.includes(text[end] ?? "")) end++;
  // "?" within an address such as http://example.org/?a=1 ends nothing.
  if (LATIN_ENDS.includes(character) && end === i + 1 && /[\w/&=#%+-]/.test(text[end] ?? "")) return -1;
  return end;
}

/** An ASCII full stop counts before a blank and a Latin capital, or at the end. */
function fullStopEnd(text: string, i: number): number {
  let next = i + 1;
  while (next < text.length && next < i + 40 && /\s/.test(text[next] ?? "")) next++;
  if (next === text.length) return i + 1;
  return next > i + 1 && /[A-ZÀ-Þ]/.test(text[next] ?? "") ? i + 1 : -1;
}

/**
 * A quotation or aside ends the sentence with its own full stop: …指出:“….” A question or exclamation mark does so
 * only after a colon, since names such as “加油!” carry theirs along; an aside only where it is a sentence by itself.
 */
function endsWithin(text: string, start: number, open: number, close: number): boolean {
  const opener = text[open] ?? "";
  let last = close - 1;
  while (last > open && CLOSERS.includes(text[last] ?? "")) last--;
  const terminator = text[last] ?? "";
  if (last === open) return false;
  if (QUOTES.includes(opener)) {
    if ("。｡".includes(terminator)) return true;
    return "！？!?…".includes(terminator) && /[:：]/.test(text[open - 1] ?? "");
  }
  if (!ASIDES.includes(opener) || !`${HAN_ENDS}${LATIN_ENDS}…`.includes(terminator)) return false;
  return open - start < 40 && text.slice(start, open).trim() === "";
}

function afterClosers(text: string, from: number): number {
  let i = from;
  while (i < text.length && (CLOSERS.includes(text[i] ?? "") || HAN_ENDS.includes(text[i] ?? ""))) i++;
  return i;
}

/** Opening position → position of its partner; quotes and brackets without a partner have no say. */
function matchPairs(text: string): Map<number, number> {
  const pairs = new Map<number, number>();
  const stack: { readonly at: number; readonly close: string }[] = [];
  const open = new Map<string, number>();
  let straight = -1;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? "";
    const close = PAIRS[character];
    if (character === '"') {
      if (straight >= 0) pairs.set(straight, i);
      straight = straight < 0 ? i : -1;
    } else if (close) {
      stack.push({ at: i, close });
      open.set(close, (open.get(close) ?? 0) + 1);
    } else if ((open.get(character) ?? 0) > 0) {
      for (let top = stack.pop(); top; top = stack.pop()) {
        open.set(top.close, (open.get(top.close) ?? 1) - 1);
        if (top.close !== character) continue;
        pairs.set(top.at, i);
        break;
      }
    }
  }
  return pairs;
}

/** A bold mark stays where both it and its partner are words of the sentence, and goes where it stands at the edge. */
function withoutMarks(text: string, from: number, to: number): Span {
  let { start, end } = trimmed(text, from, to);
  let marks = 0;
  const inner = text.slice(start, end);
  for (let at = inner.indexOf(BOLD); at >= 0; at = inner.indexOf(BOLD, at + 2)) marks++;
  const opens = () => text.startsWith(BOLD, start) && end - start >= 2;
  const closes = () => text.endsWith(BOLD, end) && end - start >= 2;
  if (marks === 2 && opens() && closes()) {
    start += 2;
    end -= 2;
  } else if (marks % 2 === 1) {
    if (opens()) start += 2;
    else if (closes()) end -= 2;
  }
  return trimmed(text, start, end);
}

function trimmed(text: string, from: number, to: number): Span {
  const piece = text.slice(from, to);
  const start = from + (piece.length - piece.trimStart().length);
  return { start, end: Math.max(start, start + piece.trim().length) };
}
