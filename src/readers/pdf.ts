/** A PDF → its text: that of its pages, or, where a page is a picture, what text recognition sees in it. */

import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { LIMITS } from "./limits.ts";
import { OcrError } from "./ocr.ts";
import { pageSeen } from "./ocr-page.ts";
import { composePages } from "./pdf-compose.ts";
import { pictureOf } from "./pdf-images.ts";
import { type PageContent, readPage } from "./pdf-page.ts";
import { type Reading, type ReadingAid, ReadingError } from "./reader.ts";

const LIBRARY = pathToFileURL(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));

export async function readPdf(bytes: Uint8Array, _name: string, aid: ReadingAid): Promise<Reading> {
  const document = await opened(bytes);
  if (document.numPages > LIMITS.pages)
    throw new ReadingError(`超过 ${LIMITS.pages} 页，没有读入；请拆分后再放入`);
  const pages: PageContent[] = [];
  const unread: Unread = { scans: [], undecoded: [], garbled: [] };
  let scans = 0;
  let { recognise } = aid;
  let failure: string | undefined;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const content = await readPage(page);
    let why = unreadable(content);
    const isScan = why === "scans";
    if (isScan && recognise) {
      if (++scans > LIMITS.scannedPages)
        throw new ReadingError(`扫描图像超过 ${LIMITS.scannedPages} 页，没有读入；请拆分后再放入`);
      try {
        const made = await seen(page, content, recognise, aid.getsOn);
        if (made) pages.push(made);
        why = made ? undefined : "undecoded";
      } catch (error) {
        if (!(error instanceof OcrError)) throw error;
        recognise = undefined;
        failure = error.message;
      }
    }
    const isLeft = why === "scans" || !isScan;
    if (isLeft && (why === undefined || (isScan && textOf(content).length >= FEWEST_CHARACTERS)))
      pages.push(content);
    if (why !== undefined) unread[why].push(number);
    page.cleanup();
    aid.getsOn(number / document.numPages);
  }
  if (pages.every(({ runs }) => runs.length === 0)) throw new ReadingError(saidOf(unread, failure));
  const reading = composePages(pages, Object.values(unread).flat().length > 0 ? saidOf(unread, failure) : "");
  return unread.scans.length > 0 ? { ...reading, lacksOcr: true } : reading;
}

/** Words that stand on the page as text, such as a mark of the program that scanned it, stay. */
async function seen(
  page: PDFPageProxy,
  content: PageContent,
  recognise: NonNullable<ReadingAid["recognise"]>,
  getsOn: ReadingAid["getsOn"],
): Promise<PageContent | undefined> {
  const pixels = await pictureOf(page, getsOn);
  if (!pixels) return undefined;
  const made = pageSeen(await recognise(pixels), pixels, content);
  const isCovered = ({ x0, x1, y0, y1 }: PageContent["runs"][number]) =>
    made.runs.some((run) => run.x0 < x1 && x0 < run.x1 && run.y0 < y1 && y0 < run.y1);
  return { ...made, runs: [...made.runs, ...content.runs.filter((run) => !isCovered(run))] };
}

async function opened(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const folder = (name: string) => fileURLToPath(new URL(`${name}/`, LIBRARY));
  try {
    return await getDocument({
      data: Uint8Array.from(bytes),
      // Without these, fonts that are not in the file have no characters.
      cMapUrl: folder("cmaps"),
      cMapPacked: true,
      // Decoders of pictures as scanners make them.
      wasmUrl: folder("wasm"),
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

/** Numbers of pages: pictures, pictures that the library does not know, pages whose fonts name no characters. */
type Unread = Record<"scans" | "undecoded" | "garbled", number[]>;

const FEWEST_CHARACTERS = 8;
/** On a page that is one picture: programs that scan leave their name. */
const FEWEST_ON_PICTURE = 40;
const PICTURE = 0.6;
const MOST_GARBLED = 0.05;

function textOf({ runs }: PageContent): string {
  return runs.map((run) => run.text).join("");
}

function unreadable(page: PageContent): keyof Unread | undefined {
  const text = textOf(page);
  const unknown = text.match(/[\ufffd\p{Co}\p{Cc}]/gu)?.length ?? 0;
  const fewest = page.covered > PICTURE ? FEWEST_ON_PICTURE : FEWEST_CHARACTERS;
  if (page.images > 0 && text.length < fewest) return "scans";
  return unknown > text.length * MOST_GARBLED ? "garbled" : undefined;
}

/** `failure`: why text recognition, where it is installed, read none of the scans. */
function saidOf({ scans, undecoded, garbled }: Unread, failure = "未装文字识别"): string {
  const parts = [
    scans.length > 0 ? `第${rangesOf(scans)}页是扫描图像，${failure}，没有读入` : "",
    undecoded.length > 0 ? `第${rangesOf(undecoded)}页的扫描图像无法解码，没有读入` : "",
    garbled.length > 0 ? `第${rangesOf(garbled)}页的字体没有对应表，读不出文字，没有读入` : "",
  ].filter((part) => part !== "");
  if (parts.length === 0) return "没有文字，没有读入；请另存为 Word 或文本文件";
  const remedy = "用扫描软件识别成文字，存为 Word 或带文字的 PDF";
  return `${parts.join("；")}；请${scans.length > 0 ? `${failure.startsWith("未装") ? "" : "重新"}安装文字识别（见 docs/documents.md），或${remedy}` : remedy}`;
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
