/** What stands on the pages of a document → its paragraphs without the marks of pages and line ends, its ruled tables and its notes. */

import { type Composer, createComposer, type Piece, rowsOf } from "./compose.ts";
import { columnsOf } from "./pdf-columns.ts";
import { runningLines } from "./pdf-heads.ts";
import { leastConfidence, linesOf, type TextLine, textOfLines } from "./pdf-lines.ts";
import { looseTables } from "./pdf-loose-tables.ts";
import type { PageContent, Seen } from "./pdf-page.ts";
import { edgesOf, type PageLine, type PdfParagraph, paragraphsOf } from "./pdf-paragraphs.ts";
import { printedBy } from "./pdf-print.ts";
import { type PdfTable, ruledTables, type TablesFound } from "./pdf-tables.ts";
import { type At, DOUBTFUL, type Reading, type Rect } from "./reader.ts";

interface Note {
  readonly page: number;
  readonly mark: string;
  readonly lines: TextLine[];
}

/** `unread` says in one sentence which pages of the document are not among these, and why. */
export function composePages(pages: readonly PageContent[], unread = ""): Reading {
  const sheets = pages.map((page) => ({ page, ...tablesOf(page), all: linesOf(page.runs) }));
  const places = sheets.map(({ page, all }) => ({ height: page.height, lines: all }));
  const printed = printedBy(places);
  const running = new Set([...runningLines(places), ...(printed?.lines ?? [])]);
  const composer = createComposer();
  const lines: PageLine[] = [];
  const notes: Note[] = [];
  const tables: { readonly page: PageContent; readonly table: PdfTable; readonly after: number }[] = [];
  const set = sheets.map(({ page, tables: own, rest, all }, i) => {
    const ruled = own.filter(({ y1 }) => i > 0 || y1 > (printed?.top ?? 0));
    const removed = all.filter((line) => running.has(line));
    const inner = rest.filter(
      (run) =>
        !removed.some(
          (line) =>
            run.y1 <= line.y1 + 1 && run.y1 >= line.y0 && run.x0 >= line.x0 - 1 && run.x1 <= line.x1 + 1,
        ),
    );
    const noteLine = ruleOfNotes(page, ruled);
    const body = inner.filter(({ y0 }) => noteLine === undefined || y0 < noteLine);
    addNotes(page.number, linesOf(inner.filter((run) => !body.includes(run))), notes);
    return { page, ruled, columns: columnsOf(body, ruled).map(linesOf) };
  });
  const heights = new Map(pages.map(({ number, height }) => [number, height]));
  const edges = edgesOf(set.flatMap(({ columns }) => columns)).values();
  let column = 0;
  for (const { page, ruled, columns } of set) {
    const pending = ruled.toSorted((a, b) => a.y0 - b.y0);
    for (const own of columns) {
      column++;
      const { left, right } = edges.next().value ?? { left: 0, right: 0 };
      for (const line of own) {
        while (pending[0] && pending[0].y0 < line.y0 && pending[0].x0 < line.x1 && line.x0 < pending[0].x1) {
          const table = pending.shift();
          if (table) tables.push({ page, table, after: lines.length });
          column++;
        }
        lines.push({ ...line, page: page.number, column, left, right });
      }
    }
    for (const table of pending) tables.push({ page, table, after: lines.length });
  }
  let written = 0;
  const confidences: (number | undefined)[] = [];
  const addTables = () => {
    for (; tables[0] && tables[0].after <= written; tables.shift()) {
      const { page, table } = tables[0];
      const number = confidences.push(confidenceIn(page, table));
      composer.table(table.cells, rowsOf(number, page.number), table.headerRows, {});
    }
  };
  for (const paragraph of paragraphsOf(lines)) {
    addTables();
    composer.joined(piecesOf(paragraph.lines, heights), { bold: paragraph.lines.every(({ bold }) => bold) });
    if (paragraph.over) composer.note("join", joinSaid(paragraph));
    for (const { page, marks } of paragraph.lines)
      for (const mark of marks) addNote(notes.findIndex((note) => note.page === page && note.mark === mark));
    written += paragraph.lines.length;
  }
  addTables();
  while (notes.length > 0) addNote(0);
  if (running.size > 0)
    composer.note(
      "omission",
      `页眉、页脚、页码${printed ? "和网页上正文以外的内容" : ""} ${running.size} 处不作正文`,
    );
  if (printed && printed.pages > pages.length)
    composer.note(
      "oddity",
      `网页打印件写明共 ${printed.pages} 页，文件里只有 ${pages.length} 页，其余没有打印进来`,
    );
  const askew = pages.reduce((sum, page) => sum + page.askew, 0);
  if (askew > 0) composer.note("omission", `斜排的文字（如水印）${askew} 处没有读入`);
  if (unread !== "") composer.note("omission", unread);
  for (const { number, seen } of pages) if (seen) noteSeen(composer, number, seen);
  const reading = composer.reading();
  const placed = reading.places.map((place) => {
    const confidence = place.at.kind === "row" ? confidences[place.at.table - 1] : undefined;
    return confidence === undefined ? place : { ...place, made: "ocr" as const, confidence };
  });
  return { ...reading, places: placed, ...(printed?.title && { about: { title: printed.title } }) };

  function addNote(index: number): void {
    const [note] = index < 0 ? [] : notes.splice(index, 1);
    if (!note) return;
    const at: At = { kind: "note", note: Number(note.mark) || 1, page: note.page };
    composer.joined([{ text: textOfLines(note.lines), at, ...leastConfidence(note.lines) }]);
  }
}

/** Ruled ones first: what stands in none of them can be set in columns without rules. */
function tablesOf(page: PageContent): TablesFound {
  const ruled = ruledTables(page);
  const loose = looseTables(ruled.rest);
  return { tables: [...ruled.tables, ...loose.tables], rest: loose.rest };
}

/** Notes stand below a short rule in the lower half of a page. */
function ruleOfNotes({ width, height, rules }: PageContent, tables: readonly PdfTable[]): number | undefined {
  const level = rules.filter(
    ({ x0, x1, y0, y1 }) =>
      y0 === y1 &&
      y0 > height / 2 &&
      x1 - x0 < width * 0.4 &&
      x1 - x0 > width * 0.08 &&
      !tables.some((table) => table.y0 - 3 <= y0 && y0 <= table.y1 + 3),
  );
  return level.length === 1 ? level[0]?.y0 : undefined;
}

function addNotes(page: number, lines: readonly TextLine[], notes: Note[]): void {
  for (const line of lines) {
    const mark = line.note ?? /^[[(（〔]?([\d①-⑳]{1,3})[\])）〕.．\s]/.exec(line.text)?.[1];
    const last = notes.at(-1);
    if (mark !== undefined || last?.page !== page) notes.push({ page, mark: mark ?? "", lines: [line] });
    else last.lines.push(line);
  }
}

/** A piece a page; what was seen in a picture with doubt is a piece of its own. */
function piecesOf(lines: readonly PageLine[], heights: ReadonlyMap<number, number>): Piece[] {
  const parts: PageLine[][] = [];
  for (const line of lines) {
    const before = parts.at(-1)?.at(-1);
    if (before?.page === line.page && isDoubtful(before) === isDoubtful(line)) parts.at(-1)?.push(line);
    else parts.push([line]);
  }
  return parts.map((own) => {
    const page = own[0]?.page ?? 0;
    const rects = own.map((line) => rectOf(line, heights.get(page) ?? 0));
    return { text: textOfLines(own), at: { kind: "page", page, rects }, ...leastConfidence(own) };
  });
}

function isDoubtful({ confidence = 1 }: TextLine): boolean {
  return confidence < DOUBTFUL;
}

function confidenceIn({ runs }: PageContent, { x0, x1, y0, y1 }: PdfTable): number | undefined {
  const inside = runs.filter((run) => run.x0 >= x0 && run.x1 <= x1 && run.y0 >= y0 && run.y1 <= y1);
  return leastConfidence(inside).confidence;
}

function noteSeen(composer: Composer, page: number, { mended, illegible, missed }: Seen): void {
  const heights = missed.map((share) => `${Math.round(share * 100)}%`).join("、");
  if (missed.length > 0)
    composer.note("oddity", `第${page}页可能漏行：自页顶起约 ${heights} 处有墨迹没有识别成文字，请对照原件`);
  if (illegible > 0)
    composer.note("omission", `第${page}页有 ${illegible} 处字迹无法辨认，没有读入，请对照原件`);
  if (mended > 0)
    composer.note("inference", `第${page}页有 ${mended} 行的标点识别成了半角或笔画，已按中文标点读入`);
}

function rectOf({ x0, x1, y0, y1, size }: TextLine, height: number): Rect {
  const round = (value: number) => Math.round(value * 10) / 10;
  return [round(x0), round(height - y1 - size * 0.15), round(x1 - x0), round(y1 - y0 + size * 0.15)];
}

function joinSaid({ lines, over }: PdfParagraph): string {
  const at = lines.findIndex((line, i) => i > 0 && line.column !== lines[i - 1]?.column);
  const [before, after] = [lines[at - 1], lines[at]];
  const words = `“…${before?.text.slice(-4) ?? ""}｜${after?.text.slice(0, 4) ?? ""}…”`;
  return over === "page"
    ? `第${before?.page}页末与第${after?.page}页首的一段已接上：${words}`
    : `第${after?.page}页上一栏末与下一栏首的一段已接上：${words}`;
}
