/** Files made to take a program down: each is refused, or read without harm, and the process that asked goes on. */

import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { LIMITS } from "../../src/readers/limits.ts";
import { readOriginal } from "../../src/readers/read.ts";
import { ReadingError } from "../../src/readers/reader.ts";
import { found, tries } from "../full.ts";
import { packageOf, paragraphOf, relationsOf, wordOf } from "../readers/package-of.ts";
import { heldUp, ownChildren } from "../wire/held-up.ts";

const MB = 1024 * 1024;

interface Bomb {
  readonly name: string;
  readonly file: string;
  readonly bytes: () => Uint8Array;
}

const bomb = (name: string, file: string, bytes: () => Uint8Array | string): Bomb => ({
  name,
  file,
  bytes: () => Buffer.from(bytes()),
});

const documentOf = (part: string | Uint8Array) =>
  packageOf({
    "_rels/.rels": relationsOf(["r", "officeDocument", "word/document.xml"]),
    "word/document.xml": part,
  });

const sheetOf = (sheet: string, shared = "") =>
  packageOf({
    "_rels/.rels": relationsOf(["r", "officeDocument", "xl/workbook.xml"]),
    "xl/workbook.xml":
      '<workbook xmlns="s"><sheets><sheet name="甲" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": relationsOf(
      ["r1", "worksheet", "worksheets/sheet1.xml"],
      ["r2", "sharedStrings", "sharedStrings.xml"],
    ),
    "xl/worksheets/sheet1.xml": sheet,
    "xl/sharedStrings.xml": shared || "<sst/>",
  });

/** Objects from 1 on; the first is the catalogue. */
function pdfOf(...objects: readonly (string | readonly [head: string, stream: Buffer])[]): Buffer {
  const parts = objects.map((object, i) =>
    typeof object === "string"
      ? Buffer.from(`${i + 1} 0 obj${object}endobj\n`)
      : Buffer.concat([
          Buffer.from(`${i + 1} 0 obj<<${object[0]}/Length ${object[1].length}>>stream\n`),
          object[1],
          Buffer.from("\nendstream endobj\n"),
        ]),
  );
  return Buffer.concat([Buffer.from("%PDF-1.4\n"), ...parts, Buffer.from("trailer<</Root 1 0 R>>")]);
}

const CATALOGUE = "<</Type/Catalog/Pages 2 0 R>>";
const PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
const PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R>>";
const streamOf = (...filters: readonly string[]) => `/Filter[${filters.map((name) => `/${name}`).join("")}]`;

/** The same name for every entry; sizes as they are claimed. */
function zipOf(entries: number, claimed: number): Uint8Array {
  const zip = Buffer.from(
    packageOf(Object.fromEntries(Array.from({ length: entries }, (_, i) => [`${i}.txt`, "甲"]))),
  );
  for (let at = zip.indexOf("PK\u0001\u0002"); at >= 0; at = zip.indexOf("PK\u0001\u0002", at + 1))
    zip.writeUInt32LE(claimed, at + 24);
  return zip;
}

const ENTITIES = `<!DOCTYPE a [<!ENTITY a0 "哈哈哈哈哈哈哈哈哈哈">${Array.from({ length: 12 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join("")}]>`;
const nested = (tag: string, levels: number, within = "甲") =>
  `<${tag}>`.repeat(levels) + within + `</${tag}>`.repeat(levels);
const row = (cells: number) => `<row>${"<c><v>1</v></c>".repeat(cells)}</row>`;

const BOMBS: readonly Bomb[] = [
  bomb("two million paragraphs", "a.docx", () =>
    documentOf(
      `<w:document><w:body>${"<w:p><w:r><w:t>甲</w:t></w:r></w:p>".repeat(1_700_000)}</w:body></w:document>`,
    ),
  ),
  bomb("a part of more than the limit", "a.docx", () => documentOf(new Uint8Array(LIMITS.entryBytes + 1))),
  bomb("many parts that are more together", "a.docx", () =>
    wordOf(paragraphOf("甲"), {
      styles: " ".repeat(50 * MB),
      numbering: " ".repeat(50 * MB),
      footnotes: " ".repeat(50 * MB),
    }),
  ),
  bomb("one endless word", "a.docx", () => wordOf(paragraphOf("工".repeat(20 * MB)))),
  bomb("200,000 paragraphs in one another", "a.docx", () => wordOf(nested("w:p", 200_000))),
  bomb("200,000 tables in one another", "a.docx", () => wordOf(nested("w:tbl", 200_000))),
  bomb("boxes in boxes", "a.docx", () => wordOf(nested("w:sdt", 100_000))),
  bomb("a million attributes", "a.docx", () =>
    wordOf(`<w:p ${Array.from({ length: 500_000 }, (_, i) => `a${i}="1"`).join(" ")}/>`),
  ),
  bomb("a table of a million cells", "a.docx", () =>
    wordOf(`<w:tbl><w:tr>${"<w:tc><w:p/></w:tc>".repeat(1_000_000)}</w:tr></w:tbl>`),
  ),
  bomb("laughs by the billion", "a.docx", () =>
    documentOf(`${ENTITIES}<w:document><w:body>&a12;</w:body></w:document>`),
  ),
  bomb("an entity of a file", "a.docx", () =>
    documentOf(
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document><w:body>&x;</w:body></w:document>',
    ),
  ),
  bomb("an entity of a network", "a.docx", () =>
    documentOf('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x"><w:document/>'),
  ),
  bomb("XML that does not end", "a.docx", () => documentOf("<w:document><w:body>")),
  bomb("numbering that refers to itself", "a.docx", () =>
    wordOf(paragraphOf("甲", '<w:numPr><w:numId w:val="1"/></w:numPr>'), {
      numbering:
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s"/></w:abstractNum>',
      styles:
        '<w:style w:styleId="s"><w:basedOn w:val="s"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
    }),
  ),
  bomb("a million empty entries", "a.docx", () =>
    packageOf(Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`${i}`, ""]))),
  ),
  bomb("entries that lead out", "a.zip", () =>
    packageOf({ "../../../../tmp/out.md": "甲", "/etc/out.md": "甲", "..\\out.md": "甲", "a\0.md": "甲" }),
  ),
  bomb("an archive in an archive in an archive", "a.zip", () => {
    let inner = packageOf({ "a.txt": "甲" });
    for (let i = 0; i < 100; i += 1) inner = packageOf({ "a.zip": inner });
    return inner;
  }),
  bomb("sizes that are claimed", "a.docx", () => zipOf(10, 0xffff_ffff)),
  bomb("a size of nothing", "a.docx", () => zipOf(10, 0)),
  bomb("more than two thousand files", "a.docx", () => zipOf(LIMITS.entries + 1, 3)),
  bomb("a gigabyte of blanks", "a.docx", () => documentOf(new Uint8Array(400 * MB).fill(32))),
  bomb("half an archive", "a.docx", () => wordOf(paragraphOf("甲")).subarray(0, 300)),
  bomb("rows without end", "a.xlsx", () =>
    sheetOf(`<worksheet><sheetData>${row(1).repeat(1_000_000)}</sheetData></worksheet>`),
  ),
  bomb("cells without end", "a.xlsx", () =>
    sheetOf(`<worksheet><sheetData>${row(2_000_000)}</sheetData></worksheet>`),
  ),
  bomb("a cell far out", "a.xlsx", () =>
    sheetOf(
      '<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
    ),
  ),
  bomb("a merged cell of all cells", "a.xlsx", () =>
    sheetOf(
      '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
    ),
  ),
  bomb("shared words without end", "a.xlsx", () =>
    sheetOf("<worksheet/>", `<sst>${"<si><t>甲</t></si>".repeat(1_500_000)}</sst>`),
  ),
  bomb("laughs in a sheet", "a.xlsx", () => sheetOf(`${ENTITIES}<worksheet>&a12;</worksheet>`)),
  bomb("a stream of gigabytes", "a.pdf", () =>
    pdfOf(CATALOGUE, PAGES, PAGE, [
      streamOf("FlateDecode"),
      deflateSync(Buffer.alloc(300 * MB, "(a) Tj "), { level: 9 }),
    ]),
  ),
  bomb("a stream packed twice", "a.pdf", () =>
    pdfOf(CATALOGUE, PAGES, PAGE, [
      streamOf("FlateDecode", "FlateDecode"),
      deflateSync(deflateSync(Buffer.alloc(300 * MB, "(a) Tj "), { level: 9 }), { level: 9 }),
    ]),
  ),
  bomb("pages that are their own parents", "a.pdf", () =>
    pdfOf(CATALOGUE, "<</Type/Pages/Kids[2 0 R]/Count 1>>"),
  ),
  bomb("a catalogue that is its own pages", "a.pdf", () =>
    pdfOf("<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 9>>"),
  ),
  bomb("a million pages that are claimed", "a.pdf", () =>
    pdfOf(CATALOGUE, `<</Type/Pages/Kids[${"3 0 R ".repeat(100_000)}]/Count 1000000>>`, PAGE, [
      "",
      Buffer.from("(a) Tj"),
    ]),
  ),
  bomb("arrays in arrays", "a.pdf", () => pdfOf(CATALOGUE, "[".repeat(500_000) + "]".repeat(500_000))),
  bomb("the head of a PDF", "a.pdf", () => "%PDF-1.7\n"),
  bomb("a PDF of noise", "a.pdf", () => `%PDF-1.7\n${"\u0001ÿ<<>>obj".repeat(500_000)}`),
  bomb("elements in elements", "a.html", () => `<html><body>${nested("div", 200_000)}</body></html>`),
  bomb("a page of tags that stay open", "a.html", () => "<p><b><i>".repeat(1_000_000)),
  bomb(
    "a table of a million cells in a page",
    "a.html",
    () => `<table><tr>${"<td>1".repeat(1_000_000)}</table>`,
  ),
  bomb("text of more than the limit", "a.txt", () => Buffer.alloc(LIMITS.textBytes + 1, "工")),
  bomb("half a Word 97 document", "a.doc", () =>
    Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(1 * MB, 0xfe)]),
  ),
  bomb("gzip that calls itself Word", "a.docx", () => gzipSync(Buffer.alloc(200 * MB))),
  bomb("deflated nothing", "a.docx", () => deflateRawSync(Buffer.alloc(100 * MB))),
];

/** Every one where all is promised, in the slow project one in so many. */
const STEP = Math.round(6 / tries(1, 6));
const TRIED = BOMBS.filter((_, i) => i % STEP === STEP - 1);

/** Promised of a machine that has time for it (ms). */
const PROMISED_MS = 15_000;

/** A reader ends within so much of its own time; this is for a machine that has little (ms). */
const PATIENCE_MS = LIMITS.seconds * 1_000 + 10_000;

test.each(TRIED.map((one) => [one.name, one] as const))("%s", async (_, { file, bytes }) => {
  const given = bytes();
  const before = process.memoryUsage.rss();
  const held = heldUp(ownChildren);
  const began = performance.now();
  const outcome = await readOriginal(given, file).catch((reason: unknown) => reason);
  const slowestMs = Math.round(performance.now() - began - held());
  const grownMb = Math.max(0, Math.round((process.memoryUsage.rss() - before) / MB));
  const isRefused = outcome instanceof ReadingError;
  // What is no bomb for the reader in question is read, and then it is small.
  const isHarmless = !(outcome instanceof Error) && JSON.stringify(outcome).length < LIMITS.textBytes * 2;
  found({
    bombs: 1,
    refused: Number(isRefused),
    taken: Number(!isRefused && !isHarmless),
    late: Number(slowestMs > PROMISED_MS),
    slowestMs,
  });
  expect(isRefused || isHarmless ? "" : String(outcome)).toBe("");
  expect(slowestMs).toBeLessThan(PATIENCE_MS);
  expect(grownMb).toBeLessThan(LIMITS.answerBytes / MB + 200);
});
