import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { contractAnswer, unfaithful } from "../contract-schema.ts";
import { askLineShape, errorLineShape, searchLineShape } from "./contract.ts";
import { CORPUS, newFolder, ROOT, run, start } from "./start.ts";

const where = ["--corpus", CORPUS, "--data", newFolder()];
const QUESTION = "圆通全网为员工提供的免费宿舍有多少间？";

function cli(args: readonly string[], input = "") {
  return run("node", ["src/cli.ts", ...args], { input });
}

// A dozen programs at once would wait for each other's index for longer than a program waits, where the machine is slow.
beforeAll(async () => {
  expect(await cli(["index", ...where])).toMatchObject({ code: 0 });
});

describe.concurrent("the command line, on a machine that it is new to", () => {
  it("answers at once, and the same again without touching its index", async () => {
    const data = newFolder();
    const ask = () => cli(["ask", QUESTION, "--corpus", CORPUS, "--data", data]);
    const first = await ask();
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(first.out).toContain("1.2万间");
    const states = () => readdirSync(data).map((name) => [name, statSync(join(data, name)).mtimeMs]);
    const before = states();
    expect(await ask()).toEqual(first);
    expect(states()).toEqual(before);
  });

  it.each([
    ["quote", "圆通", "应用成效"],
    ["summary", "盐田"],
    ["cases"],
    ["compare", "圆通", "盐田"],
    ["verify", "全网已累计建设职工之家(小家)3000余家"],
  ])("prints what the contract says: %s", async (...args) => {
    const { code, out, err } = await cli([...args, "--json", ...where]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(contractAnswer.parse(JSON.parse(out)).citations.length).toBeGreaterThan(0);
  });

  it("can be started by two people at once", async () => {
    const fresh = newFolder();
    const both = await Promise.all(
      [1, 2].map(() => cli(["ask", QUESTION, "--corpus", CORPUS, "--data", fresh])),
    );
    for (const { code, out } of both)
      expect({ code, told: out.includes("1.2万间") }).toEqual({ code: 0, told: true });
  });

  it("indexes and checks", async () => {
    expect(await cli(["index", ...where])).toMatchObject({ code: 0, err: "" });
    expect(await cli(["check", ...where])).toMatchObject({ code: 0, err: "" });
  });

  it("exits with 1 for what is broken and with 2 for wrong usage, with one line and no answer", async () => {
    const broken = await cli(["ask", QUESTION, "--corpus", "/nowhere", "--data", newFolder()]);
    expect(broken).toMatchObject({ code: 1, out: "" });
    expect(broken.err).toMatch(/^错误：\/nowhere：[^\n]+\n$/);
    const wrong = await cli(["frobnicate"]);
    expect(wrong).toMatchObject({
      code: 2,
      out: "",
      err: "错误：没有“frobnicate”这个命令；用 --help 查看全部命令\n",
    });
  });
});

describe.concurrent("lines of JSON", () => {
  it("are answered one by one while the sender waits", async () => {
    const { child, shows, ended } = start("node", ["src/cli.ts", "ask", "--jsonl", ...where]);
    for (const id of ["a", "b", "c"]) {
      child.stdin.write(`${JSON.stringify({ id, question: QUESTION })}\n`);
      await shows(`{"id":"${id}",`);
    }
    child.stdin.end("not json\n");
    const { code, out, err } = await ended;
    expect({ code, err }).toEqual({
      code: 1,
      err: "错误：标准输入第 4 行：应为一个 JSON 对象，却是“not json”\n",
    });
    const lines = out.trimEnd().split("\n");
    expect(lines.slice(0, 3).map((line) => askLineShape.parse(JSON.parse(line)).id)).toEqual(["a", "b", "c"]);
    expect(errorLineShape.parse(JSON.parse(lines[3] ?? "")).id).toBeNull();
  });

  it("give every question of the building set an answer in the contract's shape, verbatim at its offsets", async () => {
    const input = readFileSync(join(ROOT, "tests/questions/build.jsonl"), "utf8");
    const questions = input.trimEnd().split("\n");
    const { code, out, err } = await cli(["ask", "--jsonl", ...where], input);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const lines = out.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(questions.map((line) => JSON.parse(line).id));
    const files = new Map(
      readdirSync(CORPUS).map((file) => [file, readFileSync(join(CORPUS, file), "utf8")]),
    );
    let quotes = 0;
    for (const line of lines) {
      const { answer } = askLineShape.parse(JSON.parse(line));
      expect(unfaithful(answer.citations, (file) => files.get(file))).toEqual([]);
      quotes += answer.citations.length;
    }
    expect(quotes).toBeGreaterThan(questions.length / 2);
  });

  it("carry the hits of a search", async () => {
    const { code, out } = await cli(
      ["search", "--jsonl", ...where],
      '{"id":"1","query":"货车司机","limit":3}\n',
    );
    expect(code).toBe(0);
    expect(searchLineShape.parse(JSON.parse(out)).hits).toHaveLength(3);
  });

  it("end quietly when their reader leaves", async () => {
    const lines = `${JSON.stringify({ id: "x", question: QUESTION })}\n`.repeat(2_000);
    const command = `set -o pipefail; node src/cli.ts ask --jsonl ${where.join(" ")} | head -n 1`;
    const { code, out, err } = await run("bash", ["-c", command], { input: lines });
    expect({ code, err, lines: out.match(/\n/g)?.length }).toEqual({ code: 0, err: "", lines: 1 });
  });
});
