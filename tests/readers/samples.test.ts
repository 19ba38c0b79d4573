/** Office files in the forms that unions have, read and parsed as a reader would: expected.json says what that is. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parseDocument } from "../../src/corpus/parse.ts";
import { readOriginal } from "../../src/readers/read.ts";
import type { Reading } from "../../src/readers/reader.ts";
import { linesOf } from "../../src/search/lines.ts";
import { expectInvariants } from "../parse-invariants.ts";

const FOLDER = join(import.meta.dirname, "../fixtures/documents");

interface Expected {
  readonly file: string;
  readonly cases: readonly {
    readonly organization: string;
    readonly title: string;
    readonly sections: readonly { readonly name: string; readonly items: readonly string[] }[];
  }[];
  readonly mustContain: readonly string[];
  readonly mustNotContain: readonly string[];
  readonly once?: readonly string[];
  readonly atMost?: readonly { readonly text: string; readonly times: number }[];
  readonly cells?: readonly { readonly row: string; readonly column: string; readonly value: string }[];
  readonly date?: string;
  readonly source?: string;
  readonly documentTitle?: string;
}

const READ = [
  "09-word97.doc",
  "02-running-heads.pdf",
  "08-table.xlsx",
  "04-news.html",
  "05-wechat.html",
  "01-auto-numbering.docx",
  "06-gb18030.txt",
  "07-utf16.txt",
];

const samples = (
  JSON.parse(readFileSync(join(FOLDER, "expected.json"), "utf8")) as { readonly files: readonly Expected[] }
).files.filter(({ file }) => READ.includes(file));

const tight = (text: string) => text.replace(/\s+/g, "");
const count = (text: string, words: string) => text.split(words).length - 1;

async function read(file: string): Promise<Reading> {
  return readOriginal(readFileSync(join(FOLDER, file)), file);
}

describe.each(samples)("$file", (expected) => {
  let reading: Reading;
  beforeAll(async () => {
    reading = await read(expected.file);
  });

  it("is read whole, and nothing that is no text of it", () => {
    const { text, about } = reading;
    const words = tight(text);
    expect(expected.mustContain.map(tight).filter((one) => !words.includes(one))).toEqual([]);
    expect(expected.mustNotContain.map(tight).filter((one) => words.includes(one))).toEqual([]);
    expect((expected.once ?? []).filter((one) => count(words, tight(one)) !== 1)).toEqual([]);
    expect((expected.atMost ?? []).filter((one) => count(words, tight(one.text)) > one.times)).toEqual([]);
    const { date, source, documentTitle: title } = expected;
    expect(about).toMatchObject({
      ...(date && { date }),
      ...(source && { source }),
      ...(title && { title }),
    });
  });

  it("gives the same reading again, in which every word has its place", async () => {
    expect(await read(expected.file)).toEqual(reading);
    const { text, lines, places } = reading;
    if (lines.length === 0) return;
    const placed = places.map(({ start, end }) => text.slice(start, end)).join("");
    expect(tight(placed)).toBe(tight(text));
    const lined = lines.map(({ start, end }) => text.slice(start, end)).join("\n");
    expect(`${lined}\n`).toBe(text);
  });

  it("has the cases, sections and items that a reader sees", () => {
    const document = parseDocument(expected.file, reading.text, reading);
    expectInvariants(document);
    const cases = document.cases.filter(({ role }) => role === "case");
    expect(
      cases.map(({ organization, title, sections }) => ({
        organization,
        title,
        sections: sections.map(({ name, blocks }) => ({
          name: name.replace(/^[一二三四五六七八九十]+、/, ""),
          items: blocks.flatMap(({ label }) => label ?? []),
        })),
      })),
    ).toEqual(expected.cases.map(({ organization, title, sections }) => ({ organization, title, sections })));
  });

  it("has its tables by row and column", () => {
    const { cases } = parseDocument(expected.file, reading.text, reading);
    const cells = linesOf(cases).flatMap(({ tables }) =>
      tables.flatMap(({ header, rows }) =>
        rows.flatMap((row) => row.cells.map(({ text }, i) => `${row.cells[0]?.text} ${header[i]} ${text}`)),
      ),
    );
    for (const { row, column, value } of expected.cells ?? [])
      expect(cells).toContain(`${row} ${column} ${value}`);
  });
});
