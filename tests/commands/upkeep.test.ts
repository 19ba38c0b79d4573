import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { CORPUS, newFolder, run } from "./run-in-process.ts";

const FILE = "2024-top-ten-innovations.md";
const QUESTION = "圆通全网为员工提供的免费宿舍有多少间？";

/** A copy of the corpus and an index folder, to be spoiled by one test. */
function newOffice() {
  const root = newFolder();
  const corpus = join(root, "corpus");
  mkdirSync(corpus);
  cpSync(join(CORPUS, FILE), join(corpus, FILE));
  const where = ["--corpus", corpus, "--data", join(root, "var")];
  return { corpus, data: join(root, "var"), where };
}

/** Every file below with its content and times: equal when nothing was written. */
function stateOf(folder: string) {
  return readdirSync(folder).map((name) => {
    const { mtimeMs, ino } = statSync(join(folder, name));
    return { name, mtimeMs, ino };
  });
}

describe("index", () => {
  it("reports what it found, with file and line", async () => {
    const { where } = newOffice();
    const { code, out, err } = await run(["index", ...where]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^文件 1 个，案例 10 个，章节 40 个，条目 36 个，检索段落 \d+ 个\n/);
    expect(out).toContain("接合（断开的句子已接上）：10 处");
    expect(out).toContain("截断（原文在此中断，照录不补）：1 处");
    expect(out).toMatch(new RegExp(`^  ${FILE}:\\d+ `, "m"));
  });

  it("reports the same to machines", async () => {
    const { where } = newOffice();
    const { out } = await run(["index", "--json", ...where]);
    const report = JSON.parse(out);
    expect(report).toMatchObject({
      files: 1,
      cases: 10,
      sections: 40,
      items: 36,
      joins: 10,
      truncations: 1,
      indexed: [FILE],
      removed: [],
      failures: [],
      omitted: [],
    });
    expect(report.findings).toContainEqual({
      kind: "truncation",
      file: FILE,
      line: expect.any(Number),
      message: expect.stringContaining("应急管理能"),
    });
  });

  it("does no work the second time", async () => {
    const { data, where } = newOffice();
    await run(["index", ...where]);
    const before = stateOf(data);
    const { out } = await run(["index", "--json", ...where]);
    expect(JSON.parse(out).indexed).toEqual([]);
    await run(["ask", QUESTION, ...where]);
    expect(stateOf(data)).toEqual(before);
  });

  it("names each file that it cannot use, indexes the others, and exits with 1", async () => {
    const { corpus, where } = newOffice();
    writeFileSync(join(corpus, "empty.md"), "");
    writeFileSync(join(corpus, "image.txt"), Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]));
    writeFileSync(join(corpus, "latin.md"), Uint8Array.from([0x63, 0x61, 0x66, 0xe9]));
    const { code, out, err } = await run(["index", "--json", ...where]);
    expect(code).toBe(1);
    const lines = err.trimEnd().split("\n");
    expect(lines.map((line) => line.match(/^错误：文件无法使用：(\S+?)：\S/)?.[1])).toEqual([
      "empty.md",
      "image.txt",
      "latin.md",
    ]);
    expect(JSON.parse(out)).toMatchObject({ files: 1, cases: 10 });
    expect(JSON.parse(out).failures).toHaveLength(3);
  });
});

describe("an index whose corpus goes bad", () => {
  const spoil: [string, (corpus: string) => void, RegExp][] = [
    [
      "becomes empty",
      (corpus) => writeFileSync(join(corpus, FILE), ""),
      new RegExp(`^注意：文件无法使用：${FILE}：`),
    ],
    [
      "becomes binary",
      (corpus) => writeFileSync(join(corpus, FILE), new Uint8Array(5_000)),
      new RegExp(`^注意：文件无法使用：${FILE}：`),
    ],
    ["is gone", (corpus) => rmSync(join(corpus, FILE)), /^注意：索引没有更新，仍用上一次的索引：/],
  ];

  it.each(spoil)("serves on when its file %s, and says so in one line", async (_how, change, warning) => {
    const { corpus, where } = newOffice();
    const before = await run(["ask", QUESTION, "--json", ...where]);
    change(corpus);
    const after = await run(["ask", QUESTION, "--json", ...where]);
    expect({ code: after.code, out: after.out }).toEqual({ code: 0, out: before.out });
    expect(after.err).toMatch(warning);
    expect(after.err.match(/\n/g)).toHaveLength(1);
    expect((await run(["index", ...where])).code).toBe(1);
  });

  it("is no answer to a folder that is not there", async () => {
    const { corpus, where } = newOffice();
    await run(["index", ...where]);
    rmSync(corpus, { recursive: true });
    const { code, out } = await run(["ask", QUESTION, ...where]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
  });

  it("does not bury the answer under the warnings of many files", async () => {
    const { corpus, where } = newOffice();
    for (let i = 10; i < 30; i += 1) writeFileSync(join(corpus, `empty-${i}.md`), "");
    const { code, err } = await run(["ask", QUESTION, ...where]);
    expect(code).toBe(0);
    expect(err.trimEnd().split("\n")).toHaveLength(6);
    expect(err).toContain("另有 15 个文件无法使用；用 index 命令查看全部");
  });
});

describe("the office's own lexicon", () => {
  it("adds words to the program's", async () => {
    const { data, where } = newOffice();
    const top = async () => {
      const { out } = await run(["search", "小窝棚", "--json", "--limit", "1", ...where]);
      return JSON.parse(out).hits.map((hit: { text: string }) => hit.text.includes("免费宿舍"));
    };
    expect(await top()).not.toEqual([true]);
    writeFileSync(join(data, "lexicon.txt"), "\ufeff# 本单位的说法\n小窝棚 免费宿舍\n");
    expect(await top()).toEqual([true]);
  });

  it("is left aside, with a line, where it cannot be read", async () => {
    const { data, where } = newOffice();
    mkdirSync(join(data, "lexicon.txt"), { recursive: true });
    const { code, err } = await run(["cases", ...where]);
    expect({ code, err }).toEqual({
      code: 0,
      err: `注意：${join(data, "lexicon.txt")}：应为可以读取的文本文件（EISDIR），暂不使用\n`,
    });
  });
});

describe("check", () => {
  let office: ReturnType<typeof newOffice>;

  beforeAll(() => {
    office = newOffice();
  });

  it("finds everything right with the corpus as it is", async () => {
    const { code, out, err } = await run(["check", ...office.where]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const line of out.trimEnd().split("\n")) expect(line).toMatch(/^正常 {2}/);
    expect(out).toContain("引文位置：");
    expect(out).toContain("列出全部 10 个案例");
  });

  it("exits with 1 and says what is wrong", async () => {
    writeFileSync(join(office.corpus, "empty.md"), "");
    const { code, out, err } = await run(["check", "--json", ...office.where]);
    expect(code).toBe(1);
    expect(err).toMatch(/^错误：文档：无法使用的文件 1 个：empty\.md：.*\n$/);
    const { findings } = JSON.parse(out);
    expect(findings.filter(({ right }: { right: boolean }) => !right)).toHaveLength(1);
  });

  it("holds for a folder without any case structure", async () => {
    const root = newFolder();
    writeFileSync(join(root, "note.txt"), "工会为职工开办了夜校。夜校每周三晚上开课，教师来自附近的学校。");
    const { code, out } = await run(["check", "--corpus", root, "--data", join(root, "var")]);
    expect({ code, wrong: out.match(/^有误.*/gm) }).toEqual({ code: 0, wrong: null });
  });

  it("leaves the corpus as it was", async () => {
    const { corpus, where } = newOffice();
    const before = readFileSync(join(corpus, FILE));
    for (const command of [["check"], ["index"], ["cases"]]) await run([...command, ...where]);
    expect(readFileSync(join(corpus, FILE)).equals(before)).toBe(true);
    expect(readdirSync(corpus)).toEqual([FILE]);
  });
});

describe("corrections beside a document", () => {
  it("are told by index and check, those that do not fit any more as a fault; the answer cites by them", async () => {
    const { corpus, where } = newOffice();
    const path = join(corpus, `${FILE}.fix.json`);
    const title = { kind: "title", words: "#### “聚新同心”加强新就业形态劳动者思政引领", to: "聚新同心" };
    writeFileSync(path, JSON.stringify({ version: 1, fixes: [title] }));
    const { out } = await run(["index", ...where]);
    expect(out).toContain("更正（由人指定）：1 处");
    expect(out).toMatch(/^ {2}2024-top-ten-innovations\.md:11 已更正：题名更正为“聚新同心”$/m);
    expect(await run(["check", ...where])).toMatchObject({ code: 0 });
    const { out: answer } = await run([
      "ask",
      "齐河县总工会什么时候成立盖世冠威物流联合工会？",
      "--json",
      ...where,
    ]);
    expect(JSON.parse(answer).citations[0].case).toMatchObject({ title: "聚新同心" });

    const gone = { kind: "drop", words: "这一份文档里没有的话" };
    writeFileSync(path, JSON.stringify({ version: 1, fixes: [title, gone] }));
    const report = JSON.parse((await run(["index", "--json", ...where])).out);
    expect(report).toMatchObject({ indexed: [FILE], corrections: 1, outdatedCorrections: 1 });
    const checked = await run(["check", ...where]);
    expect(checked.code).not.toBe(0);
    expect(checked.out).toContain(
      `有误  更正：不再适用的更正 1 个：${FILE} 更正不再适用（文中已没有这些字）：略去“这一份文档里没有的话”`,
    );
  });
});
