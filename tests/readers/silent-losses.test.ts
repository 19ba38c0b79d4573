/** What readers of such formats pass over without a word: it is read, or named among what is left out. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { archiveEntries } from "../../src/readers/archive.ts";
import { kindOf } from "../../src/readers/kind.ts";
import { readOriginal } from "../../src/readers/read.ts";
import { packageOf, paragraphOf, relationsOf, wordOf } from "./package-of.ts";

const saidOf = async (bytes: Uint8Array, name: string) =>
  (await readOriginal(bytes, name)).notes.map(({ message }) => message);

test("words that are spaced out in the old format of Word are read, its list of contents is named", async () => {
  const bytes = readFileSync(join(import.meta.dirname, "../fixtures/documents/12-spaced.doc"));
  const { text, notes } = await readOriginal(bytes, "a.doc");
  expect(text).toBe("一、背景\n甲县有职工三万人，其中农民工两万人。\n二、做法\n县总工会办起夜校。\n");
  expect(notes.map(({ message }) => message)).toContain("目录 2 行没有读入");
});

test("a package is known by its own entries, whatever packages lie within", () => {
  const stored = (parts: Record<string, Uint8Array>) => zipSync(parts, { level: 0 });
  const workbook = stored({ "xl/workbook.xml": strToU8("<a/>") });
  const slides = stored({ "ppt/embeddings/a.xlsx": workbook, "ppt/presentation.xml": strToU8("<a/>") });
  expect(kindOf(slides, "a.pptx")).toBe("pptx");
  const archive = stored({ "b.docx": wordOf(paragraphOf("甲")), "c.pptx": slides });
  expect(kindOf(archive, "a.zip")).toBe("zip");
  expect(archiveEntries(archive)).toEqual(["b.docx", "c.pptx"]);
});

test("signs of Word's sign fonts are read as what they show, others are counted", async () => {
  const sign = (font: string, char: string) => `<w:r><w:sym w:font="${font}" w:char="${char}"/></w:r>`;
  const body = `<w:p><w:r><w:t>同意</w:t></w:r>${sign("Wingdings", "F0FE")}${sign("Wingdings 2", "F0A3")}${sign("Symbol", "F0AE")}${sign("Symbol", "0061")}${sign("Webdings", "F041")}</w:p>`;
  const { text, notes } = await readOriginal(wordOf(body), "a.docx");
  expect(text).toBe("同意☑□→α\n");
  expect(notes.map(({ message }) => message)).toEqual(["符号字体的字符 1 个没有读入"]);
});

test("charts and inserted files of a Word document are named", async () => {
  const chart = "<w:p><w:r><w:t>见图</w:t><w:drawing><c:chart xmlns:c='c'/></w:drawing></w:r></w:p>";
  expect(await saidOf(wordOf(`${chart}<w:altChunk/>`), "a.docx")).toEqual([
    "图表、示意图 1 处，其中的文字没有读入",
    "插入的文件 1 个没有读入；用 Word 打开后重新保存，即可读入",
  ]);
});

test("what stands over the cells of a workbook is named, and a picture that WPS puts into a cell is none of its words", async () => {
  const cell = (at: string, words: string) => `<c r="${at}" t="inlineStr"><is><t>${words}</t></is></c>`;
  const row = (number: number, ...words: readonly string[]) =>
    `<row r="${number}">${words.map((one, i) => cell(`${"AB"[i]}${number}`, one)).join("")}</row>`;
  const spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const bytes = packageOf({
    "[Content_Types].xml":
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": relationsOf(["r1", "officeDocument", "xl/workbook.xml"]),
    "xl/workbook.xml": `<workbook xmlns="${spreadsheet}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="驿站" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationsOf(["r1", "worksheet", "worksheets/sheet1.xml"]),
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${spreadsheet}"><sheetData>${row(1, "镇", "照片")}${row(2, "东溪", '=DISPIMG("ID_1",1)')}</sheetData></worksheet>`,
    "xl/media/image1.png": "",
    "xl/charts/chart1.xml": "<a/>",
    "xl/drawings/drawing1.xml": "<d><sp><txBody><p><t>截至年底</t></p></txBody></sp><sp><txBody/></sp></d>",
  });
  const { text, notes } = await readOriginal(bytes, "a.xlsx");
  expect(text).toBe("驿站\n驿站\n镇\t照片\n东溪\n");
  expect(notes.map(({ message }) => message)).toEqual([
    "图片 1 处没有读入",
    "图表 1 处没有读入",
    "文本框等图形 1 处没有读入",
  ]);
});
