/** Candidates for the gold set, appended to a file and never twice. */

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseQuestions } from "../../evaluation/labelled.ts";
import { candidateOfUnanswered } from "../../src/curation/candidates.ts";
import { createCandidateFile } from "../../src/stores/candidate-file.ts";

const newPath = () => join(mkdtempSync(join(tmpdir(), "anlitong-candidates-")), "candidates.jsonl");
const candidate = (question: string, history: readonly string[] = []) =>
  candidateOfUnanswered({ question, history, reason: "not-told", at: 0 });

it("appends a line that the evaluation can read", async () => {
  const path = newPath();
  expect(await createCandidateFile(path).add(candidate("苇河的主席是谁？"))).toBe(true);
  const [question] = parseQuestions(readFileSync(path, "utf8"), path);
  expect(question).toMatchObject({ question: "苇河的主席是谁？", type: "unanswerable", answerable: false });
});

it("never writes a question twice, however it is asked for and whatever its width", async () => {
  const path = newPath();
  const file = createCandidateFile(path);
  const added = await Promise.all(
    ["有ＡＢ吗？", "有AB吗？", "有 ab 吗？", "有AB吗？"].map((question) => file.add(candidate(question))),
  );
  expect(added).toEqual([true, false, false, false]);
  expect(await createCandidateFile(path).add(candidate("有AB吗？"))).toBe(false);
  expect(await file.add(candidate("有AB吗？", ["此前的问题"]))).toBe(true);
  expect(readFileSync(path, "utf8").trim().split("\n")).toHaveLength(2);
});

it("leaves alone what a person wrote, with or without a last end of line", async () => {
  const path = newPath();
  writeFileSync(path, "还没写完的一行");
  await createCandidateFile(path).add(candidate("甲？"));
  const [first, second] = readFileSync(path, "utf8").split("\n");
  expect(first).toBe("还没写完的一行");
  expect(JSON.parse(second ?? "")).toMatchObject({ question: "甲？" });
});

it("keeps a question with line breaks in one line", async () => {
  const path = newPath();
  await createCandidateFile(path).add(candidate('甲\n"}\n{"id":"x"}'));
  expect(readFileSync(path, "utf8").trim().split("\n")).toHaveLength(1);
});

it("rejects where it cannot write, and goes on afterwards", async () => {
  const file = createCandidateFile(join(newPath(), "no-folder", "x.jsonl"));
  await expect(file.add(candidate("甲？"))).rejects.toThrow("ENOENT");
  await expect(file.add(candidate("甲？"))).rejects.toThrow("ENOENT");
});
