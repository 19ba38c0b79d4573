/** Text with HTML in it → its tables, whose rows are rows as any others with the tags between their cells in them, and what else is no words. */

import type { Grid, Span } from "./case.ts";
import type { Line } from "./lines.ts";

const LONGEST_TAGS = 400;

export interface HtmlTable extends Span {
  /** From the first word of the row to its last; rows without words are left out. */
  readonly rows: readonly Span[];
  readonly grid: Grid;
}

const ROW = /<tr\b[^>]*>(.*?)(?=<\/?tr\b|$)/gis;
const CELL = /<t[dh]\b([^>]*)>(.*?)(?=<\/?t[dh]\b|$)/gis;

/** In source order. One that is never closed, or holds but one column, is none. */
export function htmlTablesOf(text: string): HtmlTable[] {
  const tables: HtmlTable[] = [];
  for (let from = 0; ; ) {
    const start = text.indexOf("<table", from);
    const close = start < 0 ? -1 : text.indexOf("</table>", start);
    if (close < 0) return tables;
    const end = close + "</table>".length;
    const rows = [...text.slice(start, close).matchAll(ROW)].map((row) => cellsOf(row, start));
    const columns = (rows[0] ?? []).flatMap(({ words, span }) => Array.from({ length: span }, () => words));
    const spans = rows.flatMap((cells) => {
      const filled = cells.filter(({ words }) => words !== "");
      const [first, last] = [filled[0], filled.at(-1)];
      return first && last ? [{ start: first.start, end: last.end }] : [];
    });
    if (columns.length > 1 && spans.length > 1)
      tables.push({ start, end, rows: spans, grid: { columns, headerRows: 1 } });
    from = end;
  }
}

interface HtmlCell extends Span {
  readonly words: string;
  /** Of columns. */
  readonly span: number;
}

function cellsOf(row: RegExpExecArray, offset: number): HtmlCell[] {
  const at = offset + row.index + row[0].length - (row[1] ?? "").length;
  return [...(row[1] ?? "").matchAll(CELL)].map((cell) => {
    const [whole, attributes = "", inner = ""] = cell;
    const words = inner.trim();
    const start = at + cell.index + whole.length - inner.trimStart().length;
    const span = Number(/colspan\s*=\s*["']?(\d{1,2})/i.exec(attributes)?.[1] ?? 1);
    return { words: words.replace(/\s+/g, " "), span, start, end: start + words.length };
  });
}

/** The words of a line between the tags that it begins and ends with. */
export function withoutEdgeTags(content: string, offset: number): Span {
  const opening = /^(?:\s*<[^<>]*>)*\s*/.exec(content)?.[0].length ?? 0;
  const tail = content.slice(Math.max(opening, content.length - LONGEST_TAGS));
  const closing = /(?:\s*<[^<>]*>)*$/.exec(tail)?.[0].length ?? 0;
  return { start: offset + opening, end: offset + Math.max(opening, content.length - closing) };
}

/** A line of nothing but tags and comments: <div align="center">, <!-- more -->. */
export const TAGS = /^(?:\s*<(?:!--(?:[^-]|-(?!->))*--|\/?[a-z][^<>]*)>)+$/i;

/** Indices of the lines that HTML says nothing by: comments, over several lines too, and tags alone. */
export function commentLines(text: string, lines: readonly Line[]): ReadonlySet<number> {
  const found = new Set<number>();
  let open = -1;
  for (const [i, { start, end }] of lines.entries()) {
    if (open < 0 && text[start] !== "<") continue;
    const content = text.slice(start, end);
    if (open < 0 && content.length <= LONGEST_TAGS && TAGS.test(content)) found.add(i);
    if (open < 0 && content.startsWith("<!--") && !content.includes("-->")) open = i;
    else if (open >= 0 && content.endsWith("-->")) {
      for (let j = open; j <= i; j++) found.add(j);
      open = -1;
    }
  }
  return found;
}
