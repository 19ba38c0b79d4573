/** What the format of a file says of its text, as a reader hands it on: lines, tables, and where each line stands → rows and names of places. */

import { type At, DOUBTFUL, type Place, type Reading, type ReadingNote } from "../readers/reader.ts";
import type { Finding, Sentence } from "./case.ts";
import { plain, type Row } from "./markup.ts";

/** Taken as fact: only the rest is inferred. */
export type Layout = Pick<Reading, "lines" | "tables" | "places" | "notes">;

/** Where the words between two offsets stand in the original; nothing where its format knows no places. */
export type WhereOf = (start: number, end: number) => Pick<Sentence, "where" | "seen">;

/** Every line is a paragraph or a row; nothing in it is a mark. `aside`: those of no row. */
export function rowsOfLayout({ lines, tables }: Layout, aside: ReadonlySet<number>): Row[] {
  const rows = lines.map(
    ({ start, end, level, bold, opens, skipped }, i): Row => ({
      ...plain({ start, end, number: i + 1, indent: 0, parted: true }, true),
      level,
      bold,
      ...(opens && { opens }),
      ...(skipped && { skipped }),
    }),
  );
  for (const { first, end, headerRows, columns } of tables) {
    for (let i = first; i < end; i++) {
      const row = rows[i];
      if (!row) continue;
      const grid = i === first ? { grid: { columns, headerRows } } : {};
      rows[i] = { ...row, prose: false, level: 0, table: i === first ? "header" : "row", ...grid };
    }
  }
  return rows.filter((_, i) => !aside.has(i));
}

/**
 * Names the place of what begins at an offset: 第3段, 第2页, 表1第4行; whether something up to its end was put right by hand, and how
 * clearly it was seen in a picture. Offsets may come in any order.
 */
export function whereOf(places: readonly Place[]): WhereOf {
  return (offset, end) => {
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const place = places[low];
    const seen: number[] = [];
    let isByHand = false;
    for (let i = low; (places[i]?.start ?? end) < end; i++) {
      const { confidence, byHand } = places[i] ?? {};
      if (confidence !== undefined) seen.push(confidence);
      isByHand ||= byHand === true;
    }
    return {
      ...(place &&
        place.start <= offset && { where: `${nameOf(place.at)}${isByHand ? "〔人工校正〕" : ""}` }),
      ...(seen.length > 0 && {
        seen: seen.some((confidence) => confidence < DOUBTFUL) ? "doubtful" : "clear",
      }),
    };
  };
}

function nameOf(at: At): string {
  switch (at.kind) {
    case "paragraph":
      return `第${at.paragraph}段`;
    case "page":
      return `第${at.page}页`;
    case "row":
      return `${at.page === undefined ? "" : `第${at.page}页`}表${at.table}第${at.row}行`;
    case "sheet":
      return `工作表“${at.sheet}”第${at.row}行`;
    case "slide":
      return `第${at.slide}张幻灯片`;
    case "note":
      return `${at.page === undefined ? "" : `第${at.page}页`}注释${at.note}`;
    case "box":
      return `文本框${at.box}`;
  }
}

/** The notes of a reader as findings beside those of the parser. */
export function findingsOf(file: string, text: string, notes: readonly ReadingNote[]): Finding[] {
  return notes.map(({ kind, start, message }) => ({ kind, file, line: lineAt(text, start), message }));
}

export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (
    let at = text.indexOf("\n");
    at >= 0 && at < Math.min(offset, text.length - 1);
    at = text.indexOf("\n", at + 1)
  )
    line += 1;
  return line;
}
