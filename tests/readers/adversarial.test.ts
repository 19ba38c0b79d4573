/** Files that unpack to gigabytes: the process that reads them ends, and no other. */

import { deflateRawSync, deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { readOriginal } from "../../src/readers/read.ts";
import { ReadingError } from "../../src/readers/reader.ts";
import { packageOf, relationsOf } from "./package-of.ts";
import { pdfOf, pngOf } from "./picture-files.ts";

async function refusalOf(bytes: Uint8Array, name: string): Promise<string> {
  const error = await readOriginal(bytes, name).catch((reason: unknown) => reason);
  if (!(error instanceof ReadingError))
    throw new Error(`expected a ReadingError, found ${JSON.stringify(error)}`);
  return error.message;
}

/** A Word document whose text is this part. */
const documentOf = (part: string | Uint8Array) =>
  packageOf({
    "_rels/.rels": relationsOf(["r", "officeDocument", "word/document.xml"]),
    "word/document.xml": part,
  });

test("millions of paragraphs end the process that reads them, and no other", async () => {
  const body = `<w:document><w:body>${"<w:p><w:r><w:t>甲</w:t></w:r></w:p>".repeat(1_700_000)}</w:body></w:document>`;
  // Which limit is met first, memory or time, is the machine's matter.
  expect(await refusalOf(documentOf(body), "a.docx")).toMatch(/，没有读入；请/);
});

test("a stream of a PDF that unpacks to gigabytes ends its process alone", async () => {
  const bomb = deflateRawSync(Buffer.alloc(300 * 1024 * 1024, "(a) Tj "), { level: 9 });
  const zlib = Buffer.concat([Buffer.from([0x78, 0xda]), bomb, Buffer.alloc(4)]);
  const head = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R>>endobj
4 0 obj<</Filter/FlateDecode/Length ${zlib.length}>>stream
`;
  const bytes = Buffer.concat([
    Buffer.from(head),
    zlib,
    Buffer.from("\nendstream endobj\ntrailer<</Root 1 0 R>>"),
  ]);
  expect(await refusalOf(bytes, "a.pdf")).toMatch(/没有读入；/);
});

const MB = 1024 * 1024;
const HUGE = "/Width 60000/Height 60000/BitsPerComponent";

test.each([
  ["a picture that unpacks to more than it says", "a.png", () => pngOf(100, 100, Buffer.alloc(1_500 * MB))],
  [
    "a scan of 3.6 billion pixels in colour",
    "a.pdf",
    () => pdfOf(`${HUGE} 8/ColorSpace/DeviceRGB/Filter/FlateDecode`, deflateSync(Buffer.alloc(500 * MB))),
  ],
  [
    "a scan of 3.6 billion bits",
    "a.pdf",
    () => pdfOf(`${HUGE} 1/ColorSpace/DeviceGray/Filter/FlateDecode`, deflateSync(Buffer.alloc(429 * MB))),
  ],
  [
    "a scan of 3.6 billion pixels that are not there",
    "a.pdf",
    () => pdfOf(`${HUGE} 8/ColorSpace/DeviceRGB`, new Uint8Array(9)),
  ],
])("%s ends its process alone", async (_what, name, bytes) => {
  expect(await refusalOf(bytes(), name)).toMatch(/没有读入；请/);
});
