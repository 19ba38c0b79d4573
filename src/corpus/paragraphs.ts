/** Rows → paragraphs, joining what hard wraps and page breaks cut. */

import type { Span } from "./case.ts";
import { COMMAS, endsClosed, endsWhole, goesOn, INNER_END } from "./endings.ts";
import type { SignedRow } from "./headings.ts";
import { wireLength } from "./imprint.ts";
import { linesOf } from "./lines.ts";

/** The pieces of a paragraph, one for each of its rows; nothing but line breaks and white space lies between them. */
export interface Paragraph {
  readonly pieces: Span[];
  readonly line: number;
  /** Where bold type that opened before an item's label closes, or 本报海港6月13日电: its first sentence ends there. */
  readonly leadEnd: number | undefined;
  /** Characters so far. */
  length: number;
  /** A sentence ends in it before its end. */
  hasInnerEnd: boolean;
  hasComma: boolean;
  readonly marked: boolean;
  /** It is one sentence, whatever stops stand in it: the row of a table. */
  readonly isRow: boolean;
  /** It goes on with the paragraph before it, which furniture cut in two. */
  readonly continued: boolean;
  /** A person said that it begins here, be it within a line. */
  readonly isBegun: boolean;
  /** A person said that rows of it are one paragraph. */
  isJoined: boolean;
  last: SignedRow;
}

export interface Habits {
  /** Most long paragraphs end open: there, nothing is joined or called broken off. */
  readonly endsOpen: boolean;
  /** Most of those that end open go on in the next, as page breaks cut them: else full stops were left out. */
  readonly goesOn: boolean;
}

const LONG = 40;
/** Long enough where a sentence has ended before: such a line is no heading. */
const LONG_AFTER_SENTENCE = 20;
const LONGEST_LEAD = 8;
/** A numbered line without any full stop can be a long heading. */
const LONG_LEAD = 45;

export function openParagraph(
  text: string,
  row: SignedRow,
  start: number,
  { marked, continued }: { readonly marked: boolean; readonly continued: boolean },
): Paragraph {
  const wire = marked || row.level > 0 ? 0 : wireLength(text.slice(start, Math.min(row.end, start + 80)));
  const leadEnd = marked ? boldEnd(text, row, start) : wire > 0 ? start + wire : undefined;
  // A row that the source sets in several lines of HTML.
  const lines = row.table ? linesOf(text.slice(start, row.end)) : [];
  const pieces = lines.map((line) => ({ start: start + line.start, end: start + line.end }));
  const inner = text.slice(start, row.end);
  return {
    pieces: pieces.length > 0 ? pieces : [{ start, end: row.end }],
    line: row.number,
    leadEnd,
    length: inner.length,
    hasInnerEnd: INNER_END.test(inner.slice(0, -1)),
    hasComma: /[，,、]/.test(inner),
    marked,
    isRow: row.table !== undefined,
    continued,
    isBegun: row.fixed?.joins === false,
    isJoined: false,
    last: row,
  };
}

/**
 * - `flow`: the row continues a hard-wrapped line
 * - `join`: it continues a sentence that a page break cut
 * - `barred`: it would, had not a page number or rule come between
 */
export function continuation(
  text: string,
  paragraph: Paragraph,
  row: SignedRow,
  habits: Habits,
): "flow" | "join" | "barred" | undefined {
  const last = paragraph.last;
  const joins = row.fixed?.joins;
  if (joins === false) return undefined;
  if (joins && last.prose && row.prose) return isBreak(text, last.end, row.start) ? "flow" : "barred";
  const bare =
    row.start === row.outerStart && last.end === last.outerEnd && row.level === 0 && !row.bullet && row.prose;
  if (!bare || !last.prose || row.marker || last.level > 0) return undefined;
  if (last.flows && !row.parted) return "flow";
  // A short line without closing punctuation is a subheading rather than the rest of a sentence.
  if (habits.endsOpen || (row.short && !COMMAS.includes(text[last.end - 1] ?? ""))) return undefined;
  if (!breaksOff(text, paragraph) || isLead(text, row)) return undefined;
  if (!isBlank(text, last.outerEnd, row.outerStart)) return "barred";
  return habits.goesOn && goesOn(text, last, row) ? "join" : undefined;
}

/** 流程： by itself leads to what comes below. */
function isLead(text: string, { start, end }: SignedRow): boolean {
  return end - start <= LONGEST_LEAD && /[:：]$/.test(text.slice(start, end));
}

function isBlank(text: string, from: number, to: number): boolean {
  return text.slice(from, to).trim() === "";
}

/** Blanks within a line are words of it: only where it breaks they go. */
function isBreak(text: string, from: number, to: number): boolean {
  return from === to || (isBlank(text, from, to) && /[\r\n]/.test(text.slice(from, to)));
}

export function extend(text: string, paragraph: Paragraph, row: SignedRow): void {
  const inner = text.slice(row.start, row.end);
  paragraph.hasInnerEnd ||= endsClosed(text, paragraph.last) || INNER_END.test(inner.slice(0, -1));
  paragraph.hasComma ||= /[，,、]/.test(inner);
  paragraph.isJoined ||= row.fixed?.joins === true;
  paragraph.length += inner.length;
  paragraph.pieces.push({ start: row.start, end: row.end });
  paragraph.last = row;
}

/** The paragraph is a text of some length and ends within a sentence. */
export function breaksOff(text: string, paragraph: Paragraph): boolean {
  const { last, length, hasInnerEnd, marked } = paragraph;
  if (!last.prose || last.level > 0 || last.bold || endsWhole(text, last)) return false;
  if (hasInnerEnd) return length >= LONG_AFTER_SENTENCE;
  if (COMMAS.includes(text[last.end - 1] ?? "")) return length >= LONG_AFTER_SENTENCE;
  return length >= (marked ? LONG_LEAD : LONG);
}

export function habitsOf(text: string, rows: readonly SignedRow[]): Habits {
  let long = 0;
  let open = 0;
  let left = 0;
  let cut = 0;
  for (const [i, row] of rows.entries()) {
    if (!row.prose || row.level > 0 || row.flows) continue;
    const next = rows[i + 1];
    if (next && row.end - row.start >= LONG_AFTER_SENTENCE && !row.short && !endsWhole(text, row)) {
      const isText = next.prose && next.level === 0 && !next.marker && !next.short;
      if (isText && goesOn(text, row, next)) cut++;
      else left++;
    }
    if (row.end - row.start < LONG) continue;
    long++;
    if (!endsClosed(text, row)) open++;
  }
  return { endsOpen: open >= 5 && open * 2 > long, goesOn: cut >= left };
}

function boldEnd(text: string, row: SignedRow, start: number): number | undefined {
  const mark = text.slice(row.start, row.start + 2);
  if (mark !== "**" && mark !== "__") return undefined;
  const end = text.slice(start, row.end).indexOf(mark);
  return end < 0 ? undefined : start + end;
}

/**
 * A paragraph's text with its line breaks joined, and the way back to the file. A line break stays only where it parts Latin words; between Han characters and
 * punctuation it goes.
 */
export function joinPieces(source: string, pieces: readonly Span[]) {
  const parts: string[] = [];
  const starts: number[] = [];
  let length = 0;
  let before = "";
  for (const { start, end } of pieces) {
    const part = source.slice(start, end);
    const gap = partsWords(before, part[0] ?? "") ? "\n" : "";
    length += gap.length;
    starts.push(length);
    parts.push(gap, part);
    length += part.length;
    before = part.at(-1) ?? "";
  }
  let at = 0;
  /** The offset in the file of a character of `text`; calls must ask for ascending indices. */
  const offsetOf = (index: number) => {
    while (at + 1 < starts.length && (starts[at + 1] ?? 0) <= index) at++;
    return (pieces[at]?.start ?? 0) + index - (starts[at] ?? 0);
  };
  return { text: parts.join(""), offsetOf };
}

function partsWords(before: string, after: string): boolean {
  const isLetter = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;
  if (isLetter.test(after)) return isLetter.test(before) || /[\d,.;:!?)]/.test(before);
  return isLetter.test(before) && /\d/.test(after);
}
