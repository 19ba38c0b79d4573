/** The questions that expected.json puts to each sample, asked of an index of it: the words of the answer, and where they stand. */

import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";

const FOLDER = join(import.meta.dirname, "../fixtures/documents");

interface Place {
  readonly paragraph?: number;
  readonly page?: number;
  readonly table?: number;
  readonly row?: number;
  readonly line?: number;
  readonly sheet?: string;
  readonly cell?: string;
}

interface Sample {
  readonly file: string;
  readonly kind: string;
  readonly questions: readonly {
    readonly question: string;
    readonly gold: readonly string[];
    readonly place: Place;
  }[];
}

const { files } = JSON.parse(readFileSync(join(FOLDER, "expected.json"), "utf8")) as {
  readonly files: readonly Sample[];
};
const tight = (text: string) => text.replace(/\s+/g, "");

/** As a citation names it; undefined where any will do. */
function placeName({ paragraph, page, table, row, sheet, cell }: Place): string | undefined {
  if (paragraph !== undefined) return `第${paragraph}段`;
  if (page !== undefined) return `第${page}页`;
  if (table !== undefined) return `表${table}第${row}行`;
  return sheet === undefined ? undefined : `工作表“${sheet}”第${cell?.replace(/\D/g, "")}行`;
}

// A scan has no words without recognition.
describe.each(files.filter(({ kind }) => kind !== "scan"))("$file", ({ file, questions }) => {
  let knowledge: OpenKnowledge;
  beforeAll(async () => {
    const dir = mkdtempSync(join(tmpdir(), "anlitong-sample-"));
    cpSync(join(FOLDER, file), join(dir, file));
    knowledge = await openKnowledge(dir);
    rmSync(dir, { recursive: true, force: true });
  });

  test.each(questions)("$question", async ({ question, gold, place }) => {
    const { citations } = await knowledge.askContract(question);
    const words = citations.map(({ quote }) => tight(quote)).join("\n");
    expect(gold.map(tight).filter((one) => !words.includes(one))).toEqual([]);
    const wanted = placeName(place);
    const named = citations.map(({ source: { where = "" } }) => where);
    if (wanted !== undefined) expect(named).toContainEqual(expect.stringContaining(wanted));
  });
});
