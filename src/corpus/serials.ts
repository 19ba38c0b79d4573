/** Rows → lines that only number what stands below them: 〔之一〕, 【2/6】2024年11月20日, 身边榜样（三）. */

import type { CaseStart } from "./drafts.ts";
import type { SignedRow } from "./headings.ts";

const LONGEST = 60;
const LONGEST_RUN = 4;
/** Of the starts at least this share stand below such a line. */
const SHARE = 0.8;
const NUMBER = /[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}|[\d０-９]{1,4}/g;
/** Nothing but the number of one among several. */
const ALONE = /^[【〔［[（(]?\s*(?:之\s*N|第\s*N\s*[篇则封]|N\s*\/\s*N)\s*[】〕］\])）]?$/;
/** 【公告之一】: what the texts are called, too. */
const CALLED = /^[【〔［[]\s*([\u4e00-\u9fff]{1,4}?)之?N\s*[】〕］\]]$/;
const COUNTER = /^[【〔［[（(]\s*(?:之\s*|第\s*)?N(?:\s*\/\s*N)?\s*[篇则]?[】〕］\])）](?=\s*\S)/;
const DATE = /^N年N月N日$/;

/** The number of an official paper, above its title. */
const PAPER = /^[\u4e00-\u9fff]{2,12}[〔［[（(]N[〕］\])）]\s*第?N号$/;

/** Texts that nothing but a number in a line of its own parts, each with a title below it. */
export function serialStarts(text: string, rows: readonly SignedRow[]): CaseStart[] {
  const kinds = new Set<string>();
  const numbers = rows.flatMap((row, at) => {
    const shape = shapeOf(text, row);
    const isPaper = PAPER.test(shape);
    const called = CALLED.exec(shape)?.[1];
    const isNumber = isPaper || ALONE.test(shape) || (called && saysIn(text, rows[at + 1], called));
    if (!row.prose || !isNumber || !isTitle(rows[at + 1])) return [];
    kinds.add(isPaper ? "号" : shape);
    return [{ at, first: isPaper && isLetterhead(text, rows[at - 1]) ? at - 1 : at }];
  });
  if (kinds.size !== 1) return [];
  return numbers.flatMap(({ at, first }, i): CaseStart[] => {
    const next = numbers[i + 1]?.first ?? rows.length;
    let end = at + 2;
    while (end < at + LONGEST_RUN && isTitle(rows[end])) end++;
    if (end >= next) end = at + 2;
    // A title without text is one of a list of contents.
    return end < next ? [{ at: first, heads: end - first, labels: at - first + 1 }] : [];
  });
}

function isLetterhead(text: string, row: SignedRow | undefined): boolean {
  return row?.prose === true && row.short && /文件$/.test(text.slice(row.start, row.end));
}

/** 【做法一】 above what was done numbers the parts of one text; 【公告一】 stands above 关于…的公告. */
function saysIn(text: string, row: SignedRow | undefined, word: string): boolean {
  return row !== undefined && text.slice(row.start, row.end).includes(word);
}

function isTitle(row: SignedRow | undefined): boolean {
  return row?.short === true && !row.bold && !row.marker && row.level === 0;
}

/** Where lines that differ by their numbers alone stand above the starts, the first one too, these begin the cases. */
export function withLabels(
  text: string,
  rows: readonly SignedRow[],
  starts: readonly CaseStart[],
): readonly CaseStart[] {
  const above = starts.map(({ at }, i) => {
    const before = starts[i - 1];
    return at > (before ? before.at + before.heads : 0) ? rows[at - 1] : undefined;
  });
  const shape = shapeOf(text, above[0]);
  if (starts.length < 2 || !shape.includes("N") || DATE.test(shape)) return starts;
  const labelled = above.map((row) => row !== undefined && shapeOf(text, row) === shape);
  const lines = new Set(above.map((row) => text.slice(row?.start, row?.end)));
  if (labelled.filter(Boolean).length < starts.length * SHARE || lines.size < starts.length) return starts;
  return starts.map((start, i) =>
    labelled[i]
      ? { ...start, at: start.at - 1, heads: start.heads + 1, labels: (start.labels ?? 0) + 1 }
      : start,
  );
}

/** The line with N for its numbers, or the number in brackets that it opens with; nothing for text and for tables. */
function shapeOf(text: string, row: SignedRow | undefined): string {
  if (!row?.prose || row.end - row.start > LONGEST) return "";
  const line = text.slice(row.start, row.end);
  if (/[。；，]$/.test(line)) return "";
  const shape = line.replace(NUMBER, "N");
  return COUNTER.exec(shape)?.[0] ?? shape;
}
