/** A Word document of the binary format → its paragraphs, tables, notes and text boxes; its automatic numbers are not in the text. */

import { createRequire } from "node:module";
import { createComposer, type GridCell } from "./compose.ts";
import { type Reading, ReadingError } from "./reader.ts";
import { isProse } from "./word-table.ts";

interface Extracted {
  getBody(options: Options): string;
  getFootnotes(options: Options): string;
  getEndnotes(options: Options): string;
  getHeaders(options: Options): string;
  getAnnotations(options: Options): string;
  getTextboxes(options: Options & { readonly includeHeadersAndFooters: boolean }): string;
}

interface Options {
  /** True turns Chinese quotation marks and dashes into those of ASCII. */
  readonly filterUnicode: boolean;
}

/** The library has no types of its own. */
const WordExtractor = createRequire(import.meta.url)("word-extractor") as new () => {
  extract(source: Buffer): Promise<Extracted>;
};

const VERBATIM: Options = { filterUnicode: false };

export async function readDoc(bytes: Uint8Array): Promise<Reading> {
  if (isEncrypted(bytes)) throw new ReadingError("加了打开密码，没有读入；请另存为不加密的副本");
  const document = await new WordExtractor().extract(Buffer.from(bytes));
  const composer = createComposer();
  const lines = document.getBody(VERBATIM).split(/[\r\n\v\f]+/);
  let paragraph = 0;
  let table = 0;
  for (let i = 0; i < lines.length; ) {
    let end = i;
    while (end < lines.length && lines[end]?.includes("\t") && isRow(lines[end])) end++;
    if (end - i > 1) addTable(lines.slice(i, end));
    else {
      end = i + 1;
      const words = plain(lines[i] ?? "");
      if (words !== "") composer.paragraph(words, { kind: "paragraph", paragraph: ++paragraph });
    }
    i = end;
  }
  const boxes = document.getTextboxes({ ...VERBATIM, includeHeadersAndFooters: false }).split(/[\r\n]+/);
  for (const [i, words] of boxes.filter((box) => box.trim() !== "").entries())
    composer.paragraph(plain(words), { kind: "box", box: i + 1 });
  const notes = `${document.getFootnotes(VERBATIM)}\n${document.getEndnotes(VERBATIM)}`.split(/[\r\n]+/);
  for (const [i, words] of notes.filter((note) => note.trim() !== "").entries())
    composer.paragraph(plain(words), { kind: "note", note: i + 1 });
  composer.note("oddity", "旧格式（.doc、.wps）：文字已读入，自动编号未能恢复；另存为 .docx 后可恢复");
  if (document.getHeaders(VERBATIM).trim() !== "") composer.note("omission", "页眉、页脚不作正文，没有读入");
  if (document.getAnnotations(VERBATIM).trim() !== "") composer.note("omission", "批注没有读入");
  return composer.reading();

  function addTable(rows: readonly string[]): void {
    const number = ++table;
    const cells = rows.flatMap((row, y) =>
      row
        .replace(/\t$/, "")
        .split("\t")
        .map((text, x): GridCell => ({ text: plain(text), row: y, column: x, rowSpan: 1, columnSpan: 1 })),
    );
    const at = (row: number) => ({ kind: "row" as const, table: number, row: row + 1 });
    if (isProse(cells)) for (const { row, text } of cells) composer.paragraph(text, at(row));
    else composer.table(cells, at, undefined, {});
  }
}

/** The library ends each cell with a tab; within a paragraph one stands between words. */
function isRow(line: string | undefined): boolean {
  return line?.endsWith("\t") ?? false;
}

function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, " ").trim();
}

/** A bit of the file's header, which begins the stream of the document at the next sector mostly. */
function isEncrypted(bytes: Uint8Array): boolean {
  for (let at = 512; at + 12 <= bytes.length; at += 512) {
    if (bytes[at] === 0xec && bytes[at + 1] === 0xa5) return ((bytes[at + 11] ?? 0) & 1) === 1;
  }
  return false;
}
