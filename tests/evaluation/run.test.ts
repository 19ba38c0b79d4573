import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { optionsOf } from "../../evaluation/main.ts";
import { run } from "../../evaluation/run.ts";
import { documentText } from "../search/folder.ts";

const RIGHT = {
  id: "t-fact-001",
  type: "fact",
  question: "岚石县总工会为采石工建立了多少个安心账户？",
  evidence: ["建立了安心账户128个"],
  answer: "128个",
  must_contain: ["128"],
  answerable: true,
  organizations: ["岚石县总工会"],
  sections: ["主要做法"],
};
/** The answer is right; the label is not. */
const WRONG = { ...RIGHT, id: "t-fact-002", must_contain: ["129"], answer: "129个" };

/** A file of questions in a folder of its own, with the documents beside it. */
function fileOf(...questions: readonly object[]): string {
  const folder = mkdtempSync(join(tmpdir(), "anlitong-"));
  const path = join(folder, "questions.jsonl");
  writeFileSync(path, questions.map((question) => `${JSON.stringify(question)}\n`).join(""));
  mkdirSync(join(folder, "corpus"));
  const sections = { 主要做法: ["县总工会为采石工建立了安心账户128个。"] };
  writeFileSync(join(folder, "corpus/岚石.md"), documentText({ organization: "岚石县总工会", sections }));
  return path;
}

async function printed(...args: readonly string[]): Promise<string> {
  const lines: string[] = [];
  const print = (text: string) => {
    lines.push(text);
  };
  await run(optionsOf(args).options, { environment: {}, print, note: print });
  return lines.join("\n");
}

describe("npm run eval", () => {
  it("counts the questions of a file about the documents beside it", async () => {
    const file = fileOf(RIGHT, WRONG);
    const text = await printed(file, "--misses");
    expect(text).toMatch(new RegExp(`^${file} +2 +50\\.0 +50\\.0 +100\\.0 +0\\.0 +100\\.0 +\\d+$`, "m"));
    expect(text).toMatch(/^fact +2 +50\.0 /m);
    expect(text).toMatch(/^1 misses: retrieval 1\n\n.* t-fact-002: words missing \(129\) — retrieval$/m);
  });

  it("compares with an earlier run", async () => {
    const file = fileOf(RIGHT, WRONG);
    const before = join(file, "../before.json");
    await printed(file, "--save", before);
    writeFileSync(file, readFileSync(file, "utf8").replace('["129"]', '["128"]'));
    const text = await printed(file, "--compare", before);
    expect(text).toMatch(/^ten fact +50\.0 +100\.0 +\+50\.0$/m);
    expect(text).toContain(`\nwon 1: ${file}/t-fact-002\nlost 0`);
  });

  it("prints one object for machines", async () => {
    const result = JSON.parse(await printed(fileOf(RIGHT), "--json"));
    expect(result.types).toEqual({ ten: { fact: expect.objectContaining({ count: 1, strict: 1 }) } });
  });

  it("leaves out a signal or a feature by name", async () => {
    expect(await printed(fileOf(RIGHT), "--without", "apart", "--without", "near")).toMatch(/^fact +1 /m);
    await expect(printed(fileOf(RIGHT), "--without", "luck")).rejects.toThrow(
      "expected a feature, a signal or a data file of src/language, found luck",
    );
  });

  it.each([
    ["a file that is not there", () => ["/nowhere.jsonl"], /no such file/],
    [
      "an id used twice",
      () => [fileOf(RIGHT, RIGHT)],
      /expected every question to have an id of its own, found t-fact-001 twice$/,
    ],
    [
      "a line that is none",
      () => [fileOf({ ...RIGHT, type: "riddle" })],
      /:1: expected a question, found a wrong type: /,
    ],
    ["a set that there is not", () => [fileOf(RIGHT), "--set", "x"], /^expected one of .*, found x$/],
  ])("is refused for %s", async (_what, args, message) => {
    await expect(printed(...args())).rejects.toThrow(message);
  });

  it.each([
    [
      ["--held-back", "--misses"],
      "--held-back counts only: what is read or fitted there is no longer held back",
    ],
    [
      ["--held-back", "--fit"],
      "--held-back counts only: what is read or fitted there is no longer held back",
    ],
    [["--held-back", "a.jsonl"], "--held-back and files do not go together"],
  ])("is wrong usage: %j", (args, message) => {
    expect(() => optionsOf(args)).toThrow(message);
  });
});
