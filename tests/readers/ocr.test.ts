/** Pictures of text, read by the recogniser itself. */

import { copyFileSync, mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { SeenPages } from "../../src/readers/in-child.ts";
import type { SeenLine } from "../../src/readers/ocr.ts";
import { readOriginal } from "../../src/readers/read.ts";
import { newFolder, run } from "../commands/run-in-process.ts";
import { PAGE, PHOTO, pdfOf } from "./picture-files.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures/documents");

/** The recogniser loses the stop after a percent sign. */
const PHOTOGRAPHED = [
  "石榴镇总工会流动服务车",
  "2025年，石榴镇总工会开出流动服务车，沿12条山路走访村组，为外出务工职工的父母理发、量血压1,046人次。",
  "服务车每月逢五逢十出车，职工满意率达到97.5%",
];
const SCANNED = ["鹿鸣县总工会", "鹿鸣县总工会在工业园区开办职工食堂3家，每餐12元，累计供餐21.6万份。"];

function inMemory(): SeenPages & { readonly kept: Map<string, readonly SeenLine[]> } {
  const kept = new Map<string, readonly SeenLine[]>();
  return {
    kept,
    findSeen: async (sha256) => kept.get(sha256),
    keepSeen: async (sha256, lines) => void kept.set(sha256, lines),
  };
}

test("a photograph is read upright, by paragraphs, and is the same when it is read again", async () => {
  const pages = inMemory();
  const shares: number[] = [];
  const reading = await readOriginal(PHOTO, "a.jpg", { pages, onShare: (share) => shares.push(share) });
  expect(reading.text.trim().split("\n")).toEqual(PHOTOGRAPHED);
  expect(reading.places.map(({ made }) => made)).toEqual(["ocr", "ocr", "ocr"]);
  expect(shares).toEqual([1]);
  expect(pages.kept.size).toBe(1);
  expect(await readOriginal(PHOTO, "a.jpg", { pages: inMemory() })).toEqual(reading);
  // What was seen is kept: other words in its place are taken for it.
  const [[sum, lines] = ["", []]] = pages.kept;
  pages.kept.set(
    sum,
    lines.map((line) => ({ ...line, text: line.text.replace("97.5", "12.3") })),
  );
  expect((await readOriginal(PHOTO, "a.jpg", { pages })).text).toBe(reading.text.replace("97.5", "12.3"));
});

test("a document has its pages in order, those of text and those that are pictures", async () => {
  const form = "/Width 358/Height 640/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode";
  const mixed = pdfOf(form, PHOTO, "关于印发流动服务车做法的通知");
  const without = await readOriginal(mixed, "a.pdf", { ocr: false });
  expect(without).toMatchObject({ text: "关于印发流动服务车做法的通知\n", lacksOcr: true });
  expect(without.notes.map(({ message }) => message)).toEqual([
    "第2页是扫描图像，未装文字识别，没有读入；请安装文字识别（见 docs/documents.md），或用扫描软件识别成文字，存为 Word 或带文字的 PDF",
  ]);
  const { places, lacksOcr } = await readOriginal(mixed, "a.pdf");
  const pages = places.map(({ at, made }) => [at.kind === "page" && at.page, made]);
  expect(pages[0]).toEqual([1, undefined]);
  expect(pages.slice(1).every(([page, made]) => page === 2 && made === "ocr")).toBe(true);
  expect(pages.length).toBeGreaterThan(1);
  expect(lacksOcr).toBeUndefined();
});

test("a scan of 150 dpi, half a degree askew and dusty, has two of a hundred characters wrong at the most", async () => {
  const { files } = JSON.parse(await readFile(join(FIXTURES, "expected.json"), "utf8"));
  const { mustContain, goldText } = files.find(({ file }: { file: string }) => file === "03-scan.pdf");
  const { text } = await readOriginal(await readFile(join(FIXTURES, "03-scan.pdf")), "03-scan.pdf");
  for (const words of mustContain) expect(text).toContain(words);
  const letters = (words: string) => words.match(/[\p{L}\p{N}]/gu) ?? [];
  const gold = letters(goldText.join(""));
  expect(wrong(letters(text), gold)).toBeLessThanOrEqual(gold.length * 0.02);
});

test("an answer out of a scan says so, and names the page", async () => {
  const folder = newFolder();
  const corpus = join(folder, "corpus");
  mkdirSync(corpus);
  copyFileSync(join(FIXTURES, "11-page.png"), join(corpus, "食堂.png"));
  expect((await readOriginal(PAGE, "食堂.png")).text.trim().split("\n")).toEqual(SCANNED);
  const where = ["--corpus", corpus, "--data", join(folder, "data")];
  const { out } = await run(["ask", "鹿鸣县总工会累计供餐多少份？", ...where]);
  expect(out).toContain("累计供餐21.6万份");
  expect(out).toContain("〔扫描识别〕[1]据扫描件识别，引用前请核对原件。");
  const { out: said } = await run(["check", ...where]);
  expect(said).toContain("正常  文字识别：已安装，扫描件和图片可以读入");
});

/** By the least number of letters put in, left out or changed. */
function wrong(found: readonly string[], gold: readonly string[]): number {
  let row = Array.from({ length: gold.length + 1 }, (_, i) => i);
  for (const [i, letter] of found.entries()) {
    const next = [i + 1];
    for (const [j, right] of gold.entries())
      next.push(
        Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === right ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
