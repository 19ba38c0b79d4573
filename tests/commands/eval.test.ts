import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { documentText } from "../search/folder.ts";
import { CORPUS, newFolder, run } from "./run-in-process.ts";

const data = newFolder();
const where = ["--corpus", CORPUS, "--data", data];

const RIGHT = {
  id: "t-fact-001",
  type: "fact",
  question: "圆通全网为员工提供的免费宿舍有多少间？",
  evidence: ["免费宿舍达1.2万间"],
  answer: "1.2万间",
  must_contain: ["1.2万"],
  answerable: true,
  organizations: ["圆通速递有限公司工会"],
};
/** The answer is right; the label is not. */
const WRONG = { ...RIGHT, id: "t-fact-002", must_contain: ["1.3万"], answer: "1.3万间" };
const UNTOLD = {
  id: "t-unanswerable-001",
  type: "unanswerable",
  question: "明天下雨吗？",
  answerable: false,
};

/** A file of questions in a folder of its own. */
function fileOf(...questions: readonly object[]): string {
  const path = join(newFolder(), "questions.jsonl");
  writeFileSync(path, questions.map((question) => `${JSON.stringify(question)}\n`).join(""));
  return path;
}

/** The same, with a document of another shape beside it. */
function fileWithCorpus(...questions: readonly object[]): string {
  const path = fileOf(...questions);
  mkdirSync(join(path, "../corpus"));
  const organization = "岚石县总工会";
  const sections = { 主要做法: ["县总工会为采石工建立了安心账户128个。"] };
  writeFileSync(join(path, "../corpus/岚石.md"), documentText({ organization, sections }));
  return path;
}

const ELSEWHERE = {
  id: "e-fact-001",
  type: "fact",
  question: "岚石县总工会为采石工建立了多少个安心账户？",
  evidence: ["建立了安心账户128个"],
  answer: "128个",
  must_contain: ["128"],
  answerable: true,
  organizations: ["岚石县总工会"],
  sections: ["主要做法"],
};

describe("eval", () => {
  it("prints figures by type, the gate's curve, and where the misses are", async () => {
    const file = fileOf(RIGHT, WRONG, UNTOLD);
    const { code, out, err } = await run(["eval", file, ...where]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(new RegExp(`^${file}\n`));
    expect(out).toMatch(/^fact +1\/2 +50\.0 /m);
    expect(out).toMatch(/^unanswerable +1\/1 +100 /m);
    expect(out).toMatch(/^all +2\/3 +66\.7 /m);
    expect(out).toContain("\ngate: # unanswerable refused");
    expect(out).toContain(`misses: ${join(data, "eval-misses.txt")}\n`);
    expect(readFileSync(join(data, "eval-misses.txt"), "utf8")).toMatch(
      /^1 misses: .*\n\nt-fact-002: words missing \(1\.3万\) — /,
    );
  });

  it("writes the misses where it is told to", async () => {
    const misses = join(newFolder(), "new", "misses.txt");
    const { out } = await run(["eval", fileOf(RIGHT), "--misses", misses, ...where]);
    expect(out).toContain(`misses: ${misses}\n`);
    expect(readFileSync(misses, "utf8")).toBe("0 misses\n");
  });

  it("compares with an earlier run", async () => {
    const before = join(newFolder(), "before.json");
    await run(["eval", fileOf(RIGHT, WRONG), "--save", before, ...where]);
    const changed = fileOf({ ...RIGHT, must_contain: ["1.3万"] }, { ...WRONG, must_contain: ["1.2万"] });
    const { out } = await run(["eval", changed, "--compare", before, ...where]);
    expect(out).toContain("fact: 1/2 → 1/2\nwon: t-fact-002\nlost: t-fact-001\n");
  });

  it("asks a corpus that lies beside the questions, in an index of its own", async () => {
    const files = [fileOf(RIGHT), fileWithCorpus(ELSEWHERE, { ...RIGHT, id: "e-fact-002" })];
    const { code, out, err } = await run(["eval", ...files, ...where]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const parts = out.split(/^all {2,}/m).map((part) => part.split("  ")[0]);
    expect(parts.filter((part) => /^\d+\/\d+$/.test(part ?? ""))).toEqual(["1/1", "1/2", "2/3"]);
    expect(out).toMatch(/^all files\n/m);
    const { out: cases } = await run(["cases", ...where]);
    expect(cases).not.toContain("岚石");
  });

  it("prints one object for machines, for each file and for all", async () => {
    const files = [fileOf(RIGHT, UNTOLD), fileWithCorpus(ELSEWHERE)];
    const { code, out } = await run(["eval", ...files, "--json", ...where]);
    expect(code).toBe(0);
    expect(out.indexOf("\n")).toBe(out.length - 1);
    const result = JSON.parse(out);
    expect(result).toMatchObject({
      types: { fact: { count: 2, right: 2 }, unanswerable: { count: 1, right: 1 } },
      all: { count: 3, right: 3, verbatim: 1 },
      files: [
        { file: files[0], all: { count: 2, right: 2 } },
        { file: files[1], all: { count: 1, right: 1 } },
      ],
    });
    expect(result.gate).toHaveLength(21);
    expect(result).not.toHaveProperty("fits");
  });

  it("fits the gate to the questions", async () => {
    const file = fileOf(RIGHT, { ...WRONG, id: "t-fact-003" }, UNTOLD);
    const { code, out } = await run(["eval", file, "--fit", ...where]);
    expect(code).toBe(0);
    expect(out).toMatch(/^\/\/ TOLD: \d answers, /m);
    expect(out).toMatch(/^const RIGHT: Regression = \{\n {2}intercept: -?\d+\.\d\d,\n/m);
    const { out: json } = await run(["eval", file, "--fit", "--json", ...where]);
    expect(JSON.parse(json).fits.map(({ name }: { name: string }) => name)).toEqual(["TOLD", "RIGHT"]);
  });
});

describe("eval of what is not in order", () => {
  it("names file, line and field, and exits with 1", async () => {
    const file = fileOf(RIGHT, { ...WRONG, type: "riddle" });
    const { code, out, err } = await run(["eval", file, ...where]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(new RegExp(`^错误：${file}:2: expected a question, found a wrong type: .*\n$`));
  });

  it.each([
    ["a file that is not there", () => ["/nowhere.jsonl"], /^错误：.*\/nowhere\.jsonl.*\n$/],
    [
      "an id used twice",
      () => [fileOf(RIGHT), fileOf(RIGHT)],
      /^错误：\S+: expected every question to have an id of its own, found t-fact-001 in \S+ too\n$/,
    ],
    [
      "an earlier result that is none",
      () => [fileOf(RIGHT), "--compare", fileOf(RIGHT)],
      /^错误：\S+: expected the result that eval --save writes, found “\{"id":"t-fact-001".*”\n$/,
    ],
  ])("exits with 1 for %s", async (_what, args, line) => {
    const { code, out, err } = await run(["eval", ...args(), ...where]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(line);
  });

  it.each([
    [["--fat"], "没有 --fat 这个选项，是不是 --fit；用 --help 查看用法"],
    [["--held-back", "a.jsonl"], "问题文件和 --held-back 只能用一个"],
    [["--held-back", "--fit"], "--fit 和 --held-back 不能同时用：用来验收的题不能用来拟合"],
  ])("is wrong usage: %j", async (args, line) => {
    expect(await run(["eval", ...args])).toEqual({ code: 2, out: "", err: `错误：${line}\n` });
  });
});
