/** A Word document of the binary format → its paragraphs, tables, notes and text boxes; its automatic numbers are not in the text. */

import { createRequire } from "node:module";
import { cellsOf, createComposer, rowsOf } from "./compose.ts";
import { type Reading, ReadingError } from "./reader.ts";
import { addTableOrProse } from "./word-table.ts";

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

/** Stands for the mark of a note, which the library would take away. */
const MARK = "\ue002";

const require = createRequire(import.meta.url);
const filters = require("word-extractor/lib/filters.js") as { clean(text: string): string };
const { clean } = filters;
/** Of the document that is read: this process reads one. */
let contents = 0;
filters.clean = (text) => clean(withoutContents(text).replaceAll("\u0002", MARK));

const { prototype } = require("word-extractor/lib/word-ole-extractor.js") as { prototype: OleExtractor };
const { writeCharacterProperties } = prototype;
prototype.writeCharacterProperties = function (buffer, table) {
  writeCharacterProperties.call(this, withoutLookalikes(buffer, table), table);
};

interface OleExtractor {
  writeCharacterProperties(buffer: Buffer, table: Buffer): void;
}

/** The library has no types of its own. It takes `clean` when it is loaded. */
const WordExtractor = require("word-extractor") as new () => {
  extract(source: Buffer): Promise<Extracted>;
};

const VERBATIM: Options = { filterUnicode: false };

export async function readDoc(bytes: Uint8Array): Promise<Reading> {
  if (isEncrypted(bytes)) throw new ReadingError("加了打开密码，没有读入；请另存为不加密的副本");
  const document = await new WordExtractor().extract(Buffer.from(bytes));
  const composer = createComposer();
  const lines = document.getBody(VERBATIM).split(/[\r\n\v\f]+/);
  const notes = [document.getFootnotes(VERBATIM), document.getEndnotes(VERBATIM)].map((text) =>
    text
      .split(/[\r\n]+/)
      .map(plain)
      .filter((note) => note !== ""),
  );
  let paragraph = 0;
  let table = 0;
  let note = 0;
  for (let i = 0; i < lines.length; ) {
    let end = i;
    while (end < lines.length && lines[end]?.includes("\t") && isRow(lines[end])) end++;
    if (end - i > 1) addTable(lines.slice(i, end));
    else {
      end = i + 1;
      const words = plain(lines[i] ?? "");
      if (words !== "") composer.paragraph(words, { kind: "paragraph", paragraph: ++paragraph });
      for (const mark of lines[i] ?? "") if (mark === MARK) addNote(notes[0]);
    }
    i = end;
  }
  const boxes = document.getTextboxes({ ...VERBATIM, includeHeadersAndFooters: false }).split(/[\r\n]+/);
  for (const [i, words] of boxes.filter((box) => box.trim() !== "").entries())
    composer.paragraph(plain(words), { kind: "box", box: i + 1 });
  // The others: endnotes, and those of tables.
  for (const left of notes) while (left.length > 0) addNote(left);
  if (contents > 0) composer.note("omission", `目录 ${contents} 行没有读入`);
  composer.note("oddity", "旧格式（.doc、.wps）：文字已读入，自动编号未能恢复；另存为 .docx 后可恢复");
  if (document.getHeaders(VERBATIM).trim() !== "") composer.note("omission", "页眉、页脚不作正文，没有读入");
  if (document.getAnnotations(VERBATIM).trim() !== "") composer.note("omission", "批注没有读入");
  return composer.reading();

  function addNote(left: string[] | undefined): void {
    const words = left?.shift();
    if (words !== undefined) composer.paragraph(words, { kind: "note", note: ++note });
  }

  function addTable(rows: readonly string[]): void {
    const texts = rows.map((row) => row.replace(/\t$/, "").split("\t").map(plain));
    addTableOrProse(composer, cellsOf(texts), rowsOf(++table));
  }
}

/** The library ends each cell with a tab; within a paragraph one stands between words. */
function isRow(line: string | undefined): boolean {
  return line?.endsWith("\t") ?? false;
}

function plain(text: string): string {
  return text
    .replaceAll(MARK, "")
    .replace(/\p{Cc}/gu, " ")
    .trim();
}

/** A bit of the file's header, which begins the stream of the document at the next sector mostly. */
function isEncrypted(bytes: Uint8Array): boolean {
  for (let at = 512; at + 12 <= bytes.length; at += 512) {
    if (bytes[at] === 0xec && bytes[at + 1] === 0xa5) return ((bytes[at + 11] ?? 0) & 1) === 1;
  }
  return false;
}

/** A list of contents is a field: its beginning, its code, what is shown of it, and its end; others can lie within. */
function withoutContents(text: string): string {
  const from = text.indexOf("\u0013 TOC ");
  if (from < 0) return text;
  let depth = 0;
  let end = from;
  do {
    if (text[end] === "\u0013") depth++;
    if (text[end] === "\u0015") depth--;
    end++;
  } while (depth > 0 && end < text.length);
  if (depth > 0) return text;
  contents += text
    .slice(from, end)
    .split("\r")
    .filter((line) => /[\p{L}\p{N}]/u.test(line)).length;
  return withoutContents(text.slice(0, from) + text.slice(end));
}

/** Properties by the kinds of their operands: how many bytes these have. */
const OPERANDS = [1, 1, 2, 4, 2, 2, -1, 3];
const DELETED = 0x0800;

/**
 * The library takes five bits of a property for its name, and so takes words that are spaced out, or have one of a dozen other properties,
 * for deleted ones, and leaves them out. Here these properties get a bit more, which makes them nothing that it knows.
 */
function withoutLookalikes(buffer: Buffer, table: Buffer): Buffer {
  const mended = Buffer.from(buffer);
  const at = buffer.readUInt32LE(0x00fa);
  const count = (buffer.readUInt32LE(0x00fe) - 4) / 8;
  for (let i = 0; i < count; i++) {
    const page = mended.subarray(table.readUInt32LE(at + (count + 1 + i) * 4) * 512).subarray(0, 512);
    const runs = page[511] ?? 0;
    // Several runs can have the same properties.
    const lists = new Set(page.subarray((runs + 1) * 4, (runs + 1) * 4 + runs));
    for (const list of lists) {
      const end = list * 2 + 1 + (page[list * 2] ?? 0);
      for (let offset = list * 2 + 1; list > 0 && offset + 2 < end; ) {
        const property = page.readUInt16LE(offset);
        if ((property & 0x1f) === 0 && property !== DELETED) page[offset] = (page[offset] ?? 0) | 1;
        const size = OPERANDS[property >> 13] ?? 1;
        offset += 2 + (size < 0 ? 1 + (page[offset + 2] ?? 0) : size);
      }
    }
  }
  return mended;
}
