/** Runs of text → lines in reading order, the marks of notes taken out. */

import type { Box, Run } from "./pdf-page.ts";

export interface TextLine extends Box {
  readonly text: string;
  /** Of most of its characters, in points. */
  readonly size: number;
  readonly bold: boolean;
  /** Numbers of the notes that it refers to. */
  readonly marks: readonly string[];
  /** It opens with the raised number of a note. */
  readonly note: string | undefined;
  /** The least of what was seen in a picture. */
  readonly confidence?: number;
}

const MARK = /^[[(（〔]?(\d{1,3}|[①-⑳*†‡]{1,3})[\])）〕]?$/;

/** Of one column, from above. */
export function linesOf(runs: readonly Run[]): TextLine[] {
  return rowsOfRuns(runs).map(lineOf).sort(byPlace);
}

/** Runs that stand beside one another, from the left; the rows from above. */
export function rowsOfRuns(runs: readonly Run[]): Run[][] {
  const rows: Run[][] = [];
  // Large runs first: small ones are marks beside them.
  for (const run of runs.toSorted((a, b) => b.size - a.size || a.y1 - b.y1)) {
    const row = rows.find((one) => isBeside(one[0], run));
    if (row) row.push(run);
    else rows.push([run]);
  }
  const sorted = rows.map((row) => row.toSorted((a, b) => a.x0 - b.x0));
  return sorted.sort(([a], [b]) => (a && b ? byPlace(a, b) : 0));
}

/** Runs of a row, those together that stand nearer than `gap` allows. */
export function piecesOfRow(row: readonly Run[], gap: (run: Run) => number): Run[][] {
  const pieces: Run[][] = [];
  for (const run of row) {
    const last = pieces.at(-1)?.at(-1);
    if (last && run.x0 - last.x1 < gap(run)) pieces.at(-1)?.push(run);
    else pieces.push([run]);
  }
  return pieces;
}

/** What holds all of them. */
export function boxOf(boxes: readonly Box[]): Box {
  return {
    x0: Math.min(...boxes.map(({ x0 }) => x0)),
    x1: Math.max(...boxes.map(({ x1 }) => x1)),
    y0: Math.min(...boxes.map(({ y0 }) => y0)),
    y1: Math.max(...boxes.map(({ y1 }) => y1)),
  };
}

const byPlace = (a: Box, b: Box) => a.y1 - b.y1 || a.x0 - b.x0;

/** The words of runs that stand beside one another. */
export function textOfRuns(runs: readonly Run[]): string {
  return tidied(joinRuns(runs));
}

function isBeside(first: Run | undefined, run: Run): boolean {
  if (!first) return false;
  const isSmall = run.size < first.size * 0.8;
  const up = first.y1 - run.y1;
  return isSmall ? up > -first.size * 0.3 && up < first.size * 0.75 : Math.abs(up) < first.size * 0.4;
}

function lineOf(runs: readonly Run[]): TextLine {
  const size = sizeOf(runs);
  const marks: string[] = [];
  let note: string | undefined;
  const kept = runs.filter((run, i) => {
    const mark = MARK.exec(run.text)?.[1];
    const base = runs.find((one) => one.size === size) ?? run;
    const isRaised = run.size <= size * 0.8 && base.y1 - run.y1 > size * 0.1;
    // m2 is no mark of a note.
    const isUnit = /[A-Za-z]$/.test(runs[i - 1]?.text ?? "");
    if (mark === undefined || !isRaised || isUnit) return true;
    if (i === 0) note = mark;
    else marks.push(mark);
    return false;
  });
  const shown = kept.length > 0 ? kept : runs;
  return {
    text: textOfRuns(shown),
    size,
    bold: shown.every(({ bold }) => bold),
    marks,
    note,
    ...boxOf(shown),
    ...leastConfidence(shown),
  };
}

/** Of those that were seen in a picture. */
export function leastConfidence(parts: readonly { readonly confidence?: number }[]): { confidence?: number } {
  const seen = parts.flatMap(({ confidence }) => confidence ?? []);
  return seen.length > 0 ? { confidence: Math.min(...seen) } : {};
}

/** That of most characters. */
function sizeOf(runs: readonly { readonly text: string; readonly size: number }[]): number {
  const counts = new Map<number, number>();
  for (const { size, text } of runs) counts.set(size, (counts.get(size) ?? 0) + text.length);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

function joinRuns(runs: readonly Run[]): string {
  let text = "";
  let end: Run | undefined;
  for (const run of runs) {
    const gap = end ? run.x0 - end.x1 : 0;
    text += `${gap > run.size * 0.25 ? " " : ""}${run.text}`;
    end = run;
  }
  return text;
}

const HAN = "[\\p{Script=Han}\\u3000-\\u303f\\uff00-\\uffef“”‘’—…·]";
const BEFORE_OTHERS = new RegExp(`(?<=${HAN}) +(?=[\\p{L}\\p{N}%％.+~-])(?!\\p{Script=Han})`, "gu");
const AFTER_OTHERS = new RegExp(`(?<=[\\p{L}\\p{N}%％.+~-])(?<!\\p{Script=Han}) +(?=${HAN})`, "gu");
/** 综 合: a word of two or three characters set as wide as the headings beside it. */
const SPACED = /(?<!\p{Script=Han})\p{Script=Han}(?: \p{Script=Han}){1,2}(?![\p{Script=Han} ])/gu;
/** 参 加 城乡 居 民基 本: a line drawn out to its full width, most characters alone. */
const DRAWN_OUT = /\p{Script=Han}{1,3}(?: \p{Script=Han}{1,3}){3,}(?: \p{Script=Han}+)?/gu;
const AROUND_PUNCTUATION = / +(?=[，。、；：！？）》”’】〕])|(?<=[，。、；！？（《“‘【〔]) +/g;
/** Set upright for vertical writing. */
const VERTICAL: Readonly<Record<string, string>> = {
  "︐": "，",
  "︑": "、",
  "︒": "。",
  "︓": "：",
  "︔": "；",
  "︕": "！",
  "︖": "？",
  "︵": "（",
  "︶": "）",
  "︽": "《",
  "︾": "》",
  "﹁": "「",
  "﹂": "」",
};

/** A gap between Chinese and figures or letters is set by the printer: it is no blank of the text. */
function tidied(text: string): string {
  return text
    .replace(/[︐-︖︵︶︽︾﹁﹂]/g, (sign) => VERTICAL[sign] ?? sign)
    .replace(BEFORE_OTHERS, "")
    .replace(AFTER_OTHERS, "")
    .replace(AROUND_PUNCTUATION, "")
    .replace(DRAWN_OUT, (words) => (isDrawnOut(words.split(" ")) ? words.replaceAll(" ", "") : words))
    .replace(/[^\S\u3000]+/g, " ")
    .replace(SPACED, (word) => word.replaceAll(" ", ""))
    .trim();
}

function isDrawnOut(pieces: readonly string[]): boolean {
  return pieces.filter(({ length }) => length === 1).length * 2 >= pieces.length;
}

/** The words of lines, joined. */
export function textOfLines(lines: readonly TextLine[]): string {
  return lines.reduce((text, line) => joinedText(text, line.text), "");
}

/** Between Latin words a line break is a blank; a hyphen at it parts one word. */
function joinedText(before: string, after: string): string {
  if (before === "") return after;
  if (/[a-z]-$/.test(before) && /^[a-z]/.test(after)) return before.slice(0, -1) + after;
  const parts = /[\p{Script=Latin},.;:!?)]$/u.test(before) && /^[\p{Script=Latin}(]/u.test(after);
  return `${before}${parts ? " " : ""}${after}`;
}
