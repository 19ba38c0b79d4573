/** Files made to do harm, or broken: each is refused in one Chinese line, and this process goes on. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { archiveEntries } from "../../src/readers/archive.ts";
import { LIMITS } from "../../src/readers/limits.ts";
import { OcrError } from "../../src/readers/ocr.ts";
import { readPdf } from "../../src/readers/pdf.ts";
import { readPicture } from "../../src/readers/picture.ts";
import { readOriginal } from "../../src/readers/read.ts";
import { ReadingError } from "../../src/readers/reader.ts";
import { packageOf, relationsOf, wordOf } from "./package-of.ts";
import { jpegOf, PAGE, PHOTO, pdfOf, pngOf } from "./picture-files.ts";

const BROKEN = "文件不完整或已损坏，没有读入；请用原来的程序打开，确认后重新保存";
const sample = (name: string) => readFileSync(join(import.meta.dirname, "../fixtures/documents", name));

async function refusalOf(bytes: Uint8Array, name: string, ocr = false): Promise<string> {
  const error = await readOriginal(bytes, name, { ocr }).catch((reason: unknown) => reason);
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

test.each([
  ["half a PDF", sample("02-running-heads.pdf").subarray(0, 50_000), "a.pdf"],
  ["the head of a PDF alone", Buffer.from("%PDF-1.7\n"), "a.pdf"],
  ["half a Word document", sample("01-auto-numbering.docx").subarray(0, 9_000), "a.docx"],
  ["XML that does not close", documentOf("<w:document><w:body><w:p>"), "a.docx"],
])("%s is broken", async (_what, bytes, name) => {
  expect(await refusalOf(bytes, name)).toBe(BROKEN);
});

test("a document type is refused, and with it entities", async () => {
  const part =
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document><w:body>&x;</w:body></w:document>';
  expect(await refusalOf(documentOf(part), "a.docx")).toBe(
    "带有文档类型定义，可能不安全，没有读入；请用 Word 或 WPS 重新保存",
  );
});

test("elements in elements in elements are refused", async () => {
  const deep = `${"<w:sdt>".repeat(100_000)}${"</w:sdt>".repeat(100_000)}`;
  expect(await refusalOf(wordOf(deep), "a.docx")).toBe("层层嵌套过深，没有读入；请用 Word 或 WPS 重新保存");
  const page = `<html><body>${"<div>".repeat(200_000)}甲${"</div>".repeat(200_000)}</body></html>`;
  expect(await refusalOf(Buffer.from(page), "a.html")).toBe(
    "层层嵌套过深，没有读入；请把正文复制到 Word 或文本文件",
  );
});

test("a part that unpacks to more than the limit is not unpacked", async () => {
  expect(await refusalOf(documentOf(new Uint8Array(LIMITS.entryBytes + 1)), "a.docx")).toBe(
    "展开后超过上限，没有读入；请删去其中的大图片或拆分后再放入",
  );
});

test("an archive that lies about its sizes is broken, one of too many files is refused", async () => {
  const lying = packageOf({ "word/document.xml": "x".repeat(1_000) });
  const view = new DataView(lying.buffer, lying.byteOffset, lying.length);
  for (let at = 0; at + 4 <= lying.length; at++) {
    if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 4, true);
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 4, true);
  }
  expect(await refusalOf(lying, "a.docx")).toBe(BROKEN);
  const many = packageOf(
    Object.fromEntries(Array.from({ length: LIMITS.entries + 1 }, (_, i) => [`${i}.txt`, ""])),
  );
  expect(() => archiveEntries(many)).toThrow(
    new ReadingError("里面超过 2000 个文件，没有读入；请拆分后再放入"),
  );
  expect(() => archiveEntries(Buffer.from("PK\u0003\u0004"))).toThrow(
    new ReadingError("压缩包不完整或已损坏，没有读入；请重新压缩后放入"),
  );
});

test("formats that are not read are named, whatever their extension", async () => {
  expect(await refusalOf(Buffer.from("{\\rtf1 a}"), "a.doc")).toBe(
    "是 RTF 文档，没有读入；请用 Word 或 WPS 另存为 .docx",
  );
  expect(await refusalOf(packageOf({ "OFD.xml": "<a/>" }), "a.ofd")).toBe(
    "是 OFD 版式文件，没有读入；请另存为 PDF 或 Word",
  );
  expect(await refusalOf(packageOf({ "a.txt": "甲" }), "a.docx")).toBe(
    "是压缩包里的压缩包，没有读入；请解压后放入",
  );
  expect(await refusalOf(sample("09-word97.doc").subarray(0, 6_000), "a.doc")).toBe(
    "是不认识的旧格式文件，没有读入；请用 Word 或 WPS 另存为 .docx",
  );
  const sealed = Buffer.concat([
    Buffer.from("d0cf11e0a1b11ae1", "hex"),
    Buffer.alloc(504),
    Buffer.from("EncryptedPackage\0", "utf16le"),
  ]);
  expect(await refusalOf(sealed, "a.docx")).toBe("加了打开密码，没有读入；请另存为不加密的副本");
  expect(await refusalOf(sample("03-scan.pdf"), "a.pdf")).toBe(
    "第1页是扫描图像，未装文字识别，没有读入；请安装文字识别（见 docs/documents.md），或用扫描软件识别成文字，存为 Word 或带文字的 PDF",
  );
});

const HALF_PICTURE = "图片不完整，没有读入；请重新拍摄、扫描或复制";
const HUGE = "图片有 60000×60000 像素，超过 2400 万的上限，没有读入；请缩小或拆分后再放入";
const LARGE = "图片有 8000×6000 像素，超过 2400 万的上限，没有读入；请缩小或拆分后再放入";

test.each([
  ["half a photograph", PHOTO.subarray(0, 9_000), HALF_PICTURE],
  ["the head of a photograph alone", PHOTO.subarray(0, 12), HALF_PICTURE],
  ["a photograph of 3.6 billion pixels", jpegOf(60_000, 60_000), HUGE],
  ["a picture of 3.6 billion pixels", pngOf(60_000, 60_000, Buffer.alloc(9)), HUGE],
  ["a picture of 48 million pixels", pngOf(8_000, 6_000, Buffer.alloc(9)), LARGE],
  ["a picture with less than it says", pngOf(900, 900, Buffer.alloc(9)), BROKEN],
  ["half a picture", PAGE.subarray(0, 3_000), BROKEN],
])("%s is refused", async (_what, bytes, said) => {
  expect(await refusalOf(bytes, "a.png", true)).toBe(said);
});

test("where text recognition does not start, the pages of text are read and the scans are told", async () => {
  const form = "/Width 358/Height 640/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode";
  const recognise = async () => {
    throw new OcrError(new Error("/opt/a b/onnxruntime_binding.node: invalid ELF header\nRequire stack:"));
  };
  const aid = { getsOn: () => {}, recognise };
  const said =
    /^第(\d)页是扫描图像，文字识别无法启动（.*onnxruntime_binding\.node: invalid ELF header），没有读入；请重新安装文字识别（/;
  const reading = await readPdf(pdfOf(form, PHOTO, "关于印发流动服务车做法的通知"), "a.pdf", aid);
  expect(reading).toMatchObject({ text: "关于印发流动服务车做法的通知\n", lacksOcr: true });
  expect(reading.notes.map(({ message }) => said.exec(message)?.[1])).toEqual(["2"]);
  await expect(readPicture(PHOTO, "a.jpg", aid)).rejects.toThrow(said);
});

test("pictures want text recognition, and some are not read in any case", async () => {
  expect(await refusalOf(PHOTO, "a.jpg")).toBe(
    "是图片，未装文字识别，没有读入；请安装（见 docs/documents.md），或把其中的文字存为 Word 或文本文件",
  );
  expect(await refusalOf(Buffer.from("GIF89a\0\0"), "a.gif", true)).toBe(
    "是不读的图片格式，没有读入；请另存为 .jpg、.png 或 PDF",
  );
});
