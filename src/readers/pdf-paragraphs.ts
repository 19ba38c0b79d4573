/** Lines of columns, one column after another → paragraphs, joining what the edge of a column or of a page cut. */

import type { TextLine } from "./pdf-lines.ts";

export interface PageLine extends TextLine {
  readonly page: number;
  /** Number of its column in the document. */
  readonly column: number;
  /** The edges of the column's text. */
  readonly left: number;
  readonly right: number;
}

export interface PdfParagraph {
  readonly lines: readonly PageLine[];
  /** Its last line runs on over the end of a page or column. */
  readonly over: "page" | "column" | undefined;
}

const ENDED = /[。！？；：!?;:…][”’」』）)》】]*$/;
const MARKER =
  /^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十\d]{1,3}[、.．](?!\d)|第[一二三四五六七八九十百\d]{1,4}[章节条]|[①-⑳])/;
/** No line goes on with one. */
const BULLET = /^[■●◆▲★※•▪◦○➢]/;
/** The last line of a signature, alone: 2024年1月4日. */
const DATE = /^\d{4}\p{Script=Han}\d{1,2}\p{Script=Han}\d{1,2}\p{Script=Han}$/u;
/** A first line is set in by two characters, hardly by less than this many. */
const INDENT = 1.2;
/** Edges of one column on several pages are hardly further apart, in points. */
const NEAR = 20;

/**
 * Where the text of each column begins and ends. A single line that sticks out, as the longest of a list does, tells no edge:
 * there it is that of the columns that begin where this one does.
 */
export function edgesOf(columns: readonly (readonly TextLine[])[]): { left: number; right: number }[] {
  const own = columns.map((lines) => ({
    left: Math.min(...lines.map(({ x0 }) => x0)),
    right: rightEdge(lines),
  }));
  return columns.map((lines, i) => {
    const { left, right } = own[i] ?? { left: 0, right: 0 };
    if (lines.filter(({ x1, size }) => x1 > right - size).length > 1) return { left, right };
    const alike = own.filter((other) => Math.abs(other.left - left) < NEAR);
    return { left, right: Math.max(...alike.map((other) => other.right)) };
  });
}

/** Stops may hang over the edge. */
function rightEdge(lines: readonly TextLine[]): number {
  const inner = lines.filter(({ text }) => !/[，。、；：！？）》”’】]$/.test(text));
  return Math.max(...(inner.length > 1 ? inner : lines).map(({ x1 }) => x1));
}

/** Whether most paragraphs open with an indent: sentences end before indented lines. */
export function indents(lines: readonly PageLine[]): boolean {
  let indented = 0;
  let flush = 0;
  for (const [i, line] of lines.entries()) {
    const before = lines[i - 1];
    if (!before || before.column !== line.column || !ENDED.test(before.text)) continue;
    if (isIndented(line)) indented++;
    else if (before.x1 < before.right - line.size * 2) flush++;
  }
  return indented > flush;
}

export function paragraphsOf(lines: readonly PageLine[]): PdfParagraph[] {
  const doesIndent = indents(lines);
  const spacing = spacingOf(lines);
  const paragraphs: { lines: PageLine[]; over: PdfParagraph["over"] }[] = [];
  for (const [i, line] of lines.entries()) {
    const before = lines[i - 1];
    const last = paragraphs.at(-1);
    if (before && last && runsOn(before, line, doesIndent, spacing)) {
      last.lines.push(line);
      if (before.page !== line.page) last.over = "page";
      else if (before.column !== line.column) last.over ??= "column";
    } else paragraphs.push({ lines: [line], over: undefined });
  }
  return paragraphs;
}

function runsOn(before: PageLine, line: PageLine, doesIndent: boolean, spacing: number): boolean {
  if (Math.abs(before.size - line.size) > 0.6 || before.bold !== line.bold) return false;
  if (BULLET.test(line.text) || DATE.test(line.text)) return false;
  const ended = ENDED.test(before.text);
  if (MARKER.test(line.text) && (ended || BULLET.test(before.text) || !isFull(before, line))) return false;
  const isOver = before.column !== line.column;
  const gap = line.y1 - before.y1;
  const isFar = !isOver && spacing > 0 && gap > spacing * 1.6;
  const isCentred = Math.abs(before.x0 + before.x1 - line.x0 - line.x1) < line.size * 2;
  if (isFar && !(isCentred && isFull(before, line))) return false;
  // The second line of a heading is set in the middle, too.
  if (isIndented(line))
    return isCentred && !ended && isFull(before, line) && line.x0 - line.left > line.size * 3;
  if (doesIndent)
    return isIndented(before) || isFull(before, line) || !ended
      ? isLong(before) || isFull(before, line)
      : false;
  return isFull(before, line);
}

/** Wide enough to be a line of a paragraph that the next one goes on with. */
function isLong(line: PageLine): boolean {
  return line.x1 - line.left >= (line.right - line.left) * 0.7;
}

function isIndented({ x0, left, size }: PageLine): boolean {
  return x0 - left > size * INDENT;
}

/** What the next line begins with would not have fitted. */
function isFull(line: PageLine, next: PageLine): boolean {
  const first = /^(?:[\p{Script=Latin}\d.,%％+-]+|.)[，。、；：！？）》”’】]*/u.exec(next.text)?.[0] ?? "";
  const width = (next.x1 - next.x0) / Math.max(1, weight(next.text));
  return line.right - line.x1 < width * weight(first) * 0.95;
}

/** Of two Latin letters one Chinese character. */
function weight(text: string): number {
  return [...text].reduce((sum, character) => sum + (character.charCodeAt(0) < 0x2e80 ? 0.5 : 1), 0);
}

/** From one baseline to the next, as most lines have it. */
function spacingOf(lines: readonly PageLine[]): number {
  const gaps = lines
    .flatMap((line, i) => {
      const before = lines[i - 1];
      return before && before.column === line.column && before.size === line.size
        ? [line.y1 - before.y1]
        : [];
    })
    .filter((gap) => gap > 0)
    .sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? 0;
}
