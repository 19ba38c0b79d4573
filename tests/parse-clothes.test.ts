/** The real document in other clothes: the same cases, sections, items and sentences however they are set. */

import { readFileSync } from "node:fs";
import { Converter } from "opencc-js/cn2t";
import { expect, test } from "vitest";
import type { ParsedDocument } from "../src/corpus/case.ts";
import { parseDocument } from "../src/corpus/parse.ts";
import { expectInvariants } from "./parse-invariants.ts";

const source = readFileSync(new URL("../corpus/2024-top-ten-innovations.md", import.meta.url), "utf8");
const HEADING = /^#+ (.*)$/gm;
const SECTION = /^##### (.*)$/gm;
const plain = source.replace(HEADING, "$1");

const OTHER_NAMES: Readonly<Record<string, string>> = {
  经验培育过程: "针对问题",
  主要内容: "主要做法",
  应用成效: "取得的成效",
};

/** Lines cut at a width as an editor cuts them: no punctuation opens a line. */
function wrap(text: string, width: number, indent = ""): string {
  const cut = (line: string) => {
    if (line.startsWith("#") || line.length <= width) return line;
    const lines = [indent];
    for (const character of line) {
      const last = lines.at(-1) ?? "";
      if (last.length >= width && !/[，。；、！？”）》,:;)]/.test(character)) lines.push(character);
      else lines[lines.length - 1] = last + character;
    }
    return lines.join("\n");
  };
  return text.split("\n").map(cut).join("\n");
}

function numbered(text: string): string {
  let count = 0;
  return text.replace(SECTION, (_, name: string) => `##### ${"一二三"[count++ % 3]}、${name}`);
}

function withMarkers(marker: (ordinal: number) => string): string {
  return source.replace(/^\(([一二三四五])\)/gm, (_, digit: string) => marker("一二三四五".indexOf(digit)));
}

function labelled(label: (ordinal: number, name: string) => string): string {
  let count = 0;
  return source.replace(/^### (.*)$/gm, (_, name: string) => label(++count, name));
}

/** What must not change: the shape, and the words without what was changed on purpose. */
function shapeOf(document: ParsedDocument) {
  const cases = document.cases.filter(({ role }) => role === "case");
  return cases.map(({ organization, title, sections }) => ({
    organization,
    title,
    sections: sections.map(({ kind, blocks }) => [
      kind,
      ...blocks.map(({ label, truncated, sentences }) => [
        label !== null,
        truncated,
        sentences.map(({ text }) => text),
      ]),
    ]),
  }));
}

const SAME_WORDS: readonly (readonly [string, string, string])[] = [
  ["no Markdown", "a.txt", plain],
  ["no Markdown and no blank lines", "a.txt", plain.replace(/\n+/g, "\n")],
  ["headings of one level", "a.md", source.replace(HEADING, "## $1")],
  ["cases at the first level", "a.md", source.replace(/^###(#*) /gm, "#$1 ")],
  ["bold lines for headings", "a.md", source.replace(HEADING, "**$1**")],
  [
    "bold within headings",
    "a.md",
    source.replace(HEADING, (line, name: string) => line.replace(name, `**${name}**`)),
  ],
  ["【】 labels", "a.txt", source.replace(SECTION, "【$1】").replace(HEADING, "$1")],
  ["numbered section headings", "a.md", numbered(source)],
  ["numbered sections without Markdown", "a.txt", numbered(source).replace(HEADING, "$1")],
  ["other section names", "a.md", source.replace(SECTION, (_, name: string) => `##### ${OTHER_NAMES[name]}`)],
  ["案例1： before every organisation", "a.md", labelled((n, name) => `### 案例${n}：${name}`)],
  ["案例1 in a line of its own", "a.txt", labelled((n, name) => `案例${n}\n${name}`).replace(HEADING, "$1")],
  ["items 1.", "a.md", withMarkers((n) => `${n + 1}.`)],
  ["items ①", "a.md", withMarkers((n) => "①②③④⑤"[n] ?? "")],
  ["items 一、", "a.md", withMarkers((n) => `${"一二三四五"[n]}、`)],
  ["items 一、 without Markdown", "a.txt", withMarkers((n) => `${"一二三四五"[n]}、`).replace(HEADING, "$1")],
  ["full-width brackets of items", "a.md", withMarkers((n) => `（${"一二三四五"[n]}）`)],
  ["bold labels of items", "a.md", withMarkers((n) => `**(${"一二三四五"[n]})**`)],
  ["CRLF", "a.md", source.replaceAll("\n", "\r\n")],
  ["a byte order mark", "a.md", `\ufeff${source}`],
  ["indented paragraphs", "a.md", source.replace(/^([^#\n])/gm, "　　$1")],
  ["lines wrapped at 36 characters", "a.md", wrap(source, 36)],
  ["indented lines wrapped at 40 characters", "a.md", wrap(source, 40, "　　")],
  ["wrapped lines without Markdown", "a.txt", wrap(plain, 36)],
  ["wrapped and indented lines without blank ones", "a.txt", wrap(plain, 36, "　　").replace(/\n+/g, "\n")],
];

test.each(SAME_WORDS)("reads the same from %s", (_, file, text) => {
  const document = parseDocument(file, text);
  expectInvariants(document);
  expect(shapeOf(document)).toEqual(shapeOf(parseDocument("a.md", source)));
  expect(document.cases.map(({ year }) => year)).toEqual(Array(11).fill(2024));
});

test.each([
  ["full-width punctuation", source.replace(/[,:;()]/g, (c) => "，：；（）"[",:;()".indexOf(c)] ?? c)],
  ["Traditional Chinese", Converter({ from: "cn", to: "tw" })(source)],
  ["Traditional Chinese without Markdown", Converter({ from: "cn", to: "hk" })(plain)],
])("finds the same cases, sections, items and sentences in %s", (_, text) => {
  const document = parseDocument("a.md", text);
  expectInvariants(document);
  expect(countsOf(document)).toEqual(countsOf(parseDocument("a.md", source)));
  const kinds = document.findings.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "join")).toHaveLength(10);
  expect(kinds.filter((kind) => kind === "truncation")).toHaveLength(1);
});

function countsOf({ cases }: ParsedDocument) {
  return cases.map(({ sections }) =>
    sections.map(({ kind, blocks }) => [kind, ...blocks.map(({ sentences }) => sentences.length)]),
  );
}

test("reads the same from ten files of one case each", () => {
  const pieces = source.split(/^(?=### )/m).slice(1);
  const whole = shapeOf(parseDocument("a.md", source));
  for (const [i, piece] of pieces.entries()) {
    expect(shapeOf(parseDocument("a.md", piece.replace(/^##/gm, "")))).toEqual([whole[i]]);
    expect(shapeOf(parseDocument("a.txt", piece.replace(HEADING, "$1")))).toEqual([whole[i]]);
  }
});
