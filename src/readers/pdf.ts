/** A PDF with text → its paragraphs without the marks of pages and line ends, its ruled tables and its notes, each with page and place on it. */

import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { getDocument, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { createComposer } from "./compose.ts";
import { LIMITS } from "./limits.ts";
import { columnsOf } from "./pdf-columns.ts";
import { runningLines } from "./pdf-heads.ts";
import { linesOf, type TextLine, textOfLines } from "./pdf-lines.ts";
import { looseTables } from "./pdf-loose-tables.ts";
import { type PageContent, type Run, readPage } from "./pdf-page.ts";
import { edgesOf, type PageLine, type PdfParagraph, paragraphsOf } from "./pdf-paragraphs.ts";
import { type RuledTable, ruledTables } from "./pdf-tables.ts";
import { type At, type Reading, ReadingError, type Rect } from "./reader.ts";

const LIBRARY = pathToFileURL(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));

export async function readPdf(bytes: Uint8Array, _name = "", getsOn = () => {}): Promise<Reading> {
  const document = await opened(bytes);
  if (document.numPages > LIMITS.pages)
    throw new ReadingError(`超过 ${LIMITS.pages} 页，没有读入；请拆分后再放入`);
  const pages: PageContent[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    pages.push(await readPage(page));
    page.cleanup();
    getsOn();
  }
  const unread = unreadPages(pages);
  if (unread.scans.length + unread.garbled.length === pages.length) throw new ReadingError(saidOf(unread));
  return compose(pages, unread);
}

async function opened(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const folder = (name: string) => fileURLToPath(new URL(`${name}/`, LIBRARY));
  try {
    return await getDocument({
      data: Uint8Array.from(bytes),
      // Without these, fonts that are not in the file have no characters.
      cMapUrl: folder("cmaps"),
      cMapPacked: true,
      standardFontDataUrl: folder("standard_fonts"),
      useSystemFonts: false,
      disableFontFace: true,
      verbosity: 0,
    }).promise;
  } catch (error) {
    if (error instanceof Error && error.name === "PasswordException")
      throw new ReadingError("加了打开密码，没有读入；请另存为不加密的副本");
    throw new ReadingError("文件不完整或已损坏，没有读入；请用原来的程序打开，确认后重新保存");
  }
}

interface Unread {
  readonly scans: readonly number[];
  readonly garbled: readonly number[];
}

const FEWEST_CHARACTERS = 8;
const MOST_GARBLED = 0.05;

function unreadPages(pages: readonly PageContent[]): Unread {
  const scans: number[] = [];
  const garbled: number[] = [];
  for (const { number, runs, images } of pages) {
    const text = runs.map((run) => run.text).join("");
    const unknown = text.match(/[\ufffd\p{Co}\p{Cc}]/gu)?.length ?? 0;
    if (text.length < FEWEST_CHARACTERS && images > 0) scans.push(number);
    else if (unknown > text.length * MOST_GARBLED) garbled.push(number);
  }
  return { scans, garbled };
}

function saidOf({ scans, garbled }: Unread): string {
  const parts = [
    scans.length > 0 ? `第${rangesOf(scans)}页是扫描图像，未装文字识别，没有读入` : "",
    garbled.length > 0 ? `第${rangesOf(garbled)}页的字体没有对应表，读不出文字，没有读入` : "",
  ].filter((part) => part !== "");
  if (parts.length === 0) return "没有文字，没有读入；请另存为 Word 或文本文件";
  return `${parts.join("；")}；请用扫描软件识别成文字，存为 Word 或带文字的 PDF`;
}

/** 1—3、5 */
function rangesOf(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? from : `${from}—${to}`)).join("、");
}

interface Note {
  readonly page: number;
  readonly mark: string;
  readonly lines: TextLine[];
}

function compose(pages: readonly PageContent[], unread: Unread): Reading {
  const skipped = new Set([...unread.scans, ...unread.garbled]);
  const sheets = pages
    .filter(({ number }) => !skipped.has(number))
    .map((page) => ({ page, ...tablesOf(page), all: linesOf(page.runs) }));
  const running = runningLines(sheets.map(({ page, all }) => ({ height: page.height, lines: all })));
  const composer = createComposer();
  const lines: PageLine[] = [];
  const notes: Note[] = [];
  const tables: { readonly page: PageContent; readonly table: RuledTable; readonly after: number }[] = [];
  const set = sheets.map(({ page, tables: ruled, rest, all }) => {
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
  let tableNumber = 0;
  const addTables = () => {
    for (; tables[0] && tables[0].after <= written; tables.shift()) {
      const { page, table } = tables[0];
      const number = ++tableNumber;
      composer.table(
        table.cells,
        (row) => ({ kind: "row", table: number, row: row + 1, page: page.number }),
        table.headerRows,
        {},
      );
    }
  };
  for (const paragraph of paragraphsOf(lines)) {
    addTables();
    composer.joined(piecesOf(paragraph.lines, pages), { bold: paragraph.lines.every(({ bold }) => bold) });
    if (paragraph.over) composer.note("join", joinSaid(paragraph));
    for (const { page, marks } of paragraph.lines)
      for (const mark of marks) addNote(notes.findIndex((note) => note.page === page && note.mark === mark));
    written += paragraph.lines.length;
  }
  addTables();
  while (notes.length > 0) addNote(0);
  const numbers = [...running].length;
  if (numbers > 0) composer.note("omission", `页眉、页脚、页码 ${numbers} 处不作正文`);
  const askew = pages.reduce((sum, page) => sum + page.askew, 0);
  if (askew > 0) composer.note("omission", `斜排的文字（如水印）${askew} 处没有读入`);
  if (skipped.size > 0) composer.note("omission", saidOf(unread));
  return composer.reading();

  function addNote(index: number): void {
    const [note] = index < 0 ? [] : notes.splice(index, 1);
    if (note)
      composer.paragraph(textOfLines(note.lines), {
        kind: "note",
        note: Number(note.mark) || 1,
        page: note.page,
      });
  }
}

/** Ruled ones first: what stands in none of them can be set in columns without rules. */
function tablesOf(page: PageContent): { tables: readonly RuledTable[]; rest: readonly Run[] } {
  const ruled = ruledTables(page);
  const loose = looseTables(ruled.rest);
  return { tables: [...ruled.tables, ...loose.tables], rest: loose.rest };
}

/** Notes stand below a short rule in the lower half of a page. */
function ruleOfNotes(
  { width, height, rules }: PageContent,
  tables: readonly RuledTable[],
): number | undefined {
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

function piecesOf(lines: readonly PageLine[], pages: readonly PageContent[]): { text: string; at: At }[] {
  const pieces: { text: string; at: At }[] = [];
  for (const page of new Set(lines.map((line) => line.page))) {
    const own = lines.filter((line) => line.page === page);
    const height = pages[page - 1]?.height ?? 0;
    pieces.push({
      text: textOfLines(own),
      at: { kind: "page", page, rects: own.map((line) => rectOf(line, height)) },
    });
  }
  return pieces;
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
