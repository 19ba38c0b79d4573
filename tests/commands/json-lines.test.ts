import { Readable, Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { runCommand } from "../../src/app/commands/run.ts";
import { askLineShape, errorLineShape, searchLineShape } from "../e2e/contract.ts";
import { CORPUS, newFolder, run } from "./run-in-process.ts";

const data = newFolder();
const where = ["--corpus", CORPUS, "--data", data];
const QUESTION = "圆通全网为员工提供的免费宿舍有多少间？";

async function linesFrom(command: "ask" | "search", lines: readonly string[]) {
  const { code, out, err } = await run([command, "--jsonl", ...where], { stdin: `${lines.join("\n")}\n` });
  return {
    code,
    err,
    lines: out
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
  };
}

describe("ask --jsonl", () => {
  it("answers each line in order, with its id, whatever the id is", async () => {
    const ids = ["a", 2, null, { of: "mine" }];
    const given = ids.map((id) => JSON.stringify({ id, question: QUESTION }));
    const { code, err, lines } = await linesFrom("ask", given);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(lines.map((line) => askLineShape.parse(line).id)).toEqual(ids);
  });

  it("understands a question by what was asked before it, and by no other line", async () => {
    const { lines } = await linesFrom("ask", [
      JSON.stringify({ id: "1", question: "圆通的应用成效是什么？" }),
      JSON.stringify({ id: "2", question: "那它的推荐词呢？", history: ["总结一下盐田的案例"] }),
    ]);
    const second = askLineShape.parse(lines[1]);
    expect(second.answer.carried).not.toBeNull();
    expect(second.answer.cases.map(({ organization }) => organization)).toEqual(["广东深圳盐田区总工会"]);
  });

  it("takes a command of chats for what it names, whatever was talked about", async () => {
    const { lines } = await linesFrom("ask", [
      JSON.stringify({ question: "/case 工会", history: ["总结一下盐田的案例"] }),
    ]);
    expect(askLineShape.parse(lines[0]).answer.kind).toBe("ambiguous");
  });

  it("passes over blank lines", async () => {
    const { code, lines } = await linesFrom("ask", ["", JSON.stringify({ id: 1, question: "" }), "  "]);
    expect(code).toBe(0);
    expect(askLineShape.parse(lines[0]).answer.kind).toBe("not-found");
    expect(lines).toHaveLength(1);
  });

  it("puts an error in the place of a line that it cannot use, says which it is, and goes on", async () => {
    const good = JSON.stringify({ id: "good", question: QUESTION });
    const { code, err, lines } = await linesFrom("ask", [
      good,
      "{broken",
      "[1]",
      '"text"',
      JSON.stringify({ id: "q5" }),
      JSON.stringify({ id: "q6", question: 7 }),
      JSON.stringify({ id: "q7", question: "x", history: "x" }),
      JSON.stringify({ id: "q8", question: "长".repeat(1_000_000) }),
      JSON.stringify({ id: "q9", question: "x", history: [{ role: "user", content: "x" }] }),
      good,
    ]);
    expect(code).toBe(1);
    expect(err.split("\n")).toEqual([
      "错误：标准输入第 2 行：应为一个 JSON 对象，却是“{broken”",
      '错误：标准输入第 3 行：应为一个 JSON 对象，例如 {"id":"1","question":"…"}',
      '错误：标准输入第 4 行：应为一个 JSON 对象，例如 {"id":"1","question":"…"}',
      "错误：标准输入第 5 行：缺少“question”，应为一段文字",
      "错误：标准输入第 6 行：缺少“question”，应为一段文字",
      '错误：标准输入第 7 行：“history”应为此前问过的话，由先到后，如 ["总结一下甲单位的案例"]',
      "错误：标准输入第 8 行：问题有 1000000 字，最多 1000 字，请精简后再试。",
      '错误：标准输入第 9 行：“history”应为此前问过的话，由先到后，如 ["总结一下甲单位的案例"]',
      "",
    ]);
    expect(lines).toHaveLength(10);
    expect(lines.slice(1, 9).map((line) => errorLineShape.parse(line).id)).toEqual([
      null,
      null,
      null,
      "q5",
      "q6",
      "q7",
      "q8",
      "q9",
    ]);
    for (const line of [lines[0], lines[9]]) expect(askLineShape.parse(line).answer.kind).toBe("grounded");
  });

  it("says that a line is not UTF-8", async () => {
    const { code, out, err } = await run(["ask", "--jsonl", ...where], {
      stdin: Buffer.from('{"id":"1","question":"\xc4\xe3"}\n', "latin1"),
    });
    expect({ code, err }).toEqual({ code: 1, err: "错误：标准输入第 1 行：应为 UTF-8 编码的文字\n" });
    expect(JSON.parse(out)).toEqual({ id: null, error: "应为 UTF-8 编码的文字" });
  });

  it("takes questions of 1,000 characters, and forgets what was too long to be answered before", async () => {
    const { code, lines } = await linesFrom("ask", [
      JSON.stringify({ id: 1, question: "长".repeat(1_000) }),
      JSON.stringify({ id: 2, question: QUESTION, history: ["长".repeat(1_001)] }),
    ]);
    expect(code).toBe(0);
    expect(askLineShape.parse(lines[1]).answer.kind).toBe("grounded");
  });

  it("answers nothing where nothing is asked", async () => {
    expect(await run(["ask", "--jsonl", ...where])).toEqual({ code: 0, out: "", err: "" });
  });

  it("answers a line before the next one is sent", async () => {
    const input = new Readable({ read() {} });
    const received: string[] = [];
    const output = new Writable({
      write(chunk, _encoding, done) {
        received.push(String(chunk));
        done();
        input.push(
          received.length < 3 ? `${JSON.stringify({ id: received.length, question: "？" })}\n` : null,
        );
      },
    });
    input.push(`${JSON.stringify({ id: 0, question: "？" })}\n`);
    const errors = new Writable({ write: (_chunk, _encoding, done) => done() });
    expect(await runCommand(["ask", "--jsonl", ...where], { environment: {}, input, output, errors })).toBe(
      0,
    );
    expect(received.map((line) => JSON.parse(line).id)).toEqual([0, 1, 2]);
  });

  it("ends quietly when nobody reads its answers", async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.from('{"question":"？"}\n');
      })(),
    );
    const output = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error("broken pipe"), { code: "EPIPE" })),
    });
    let said = "";
    const errors = new Writable({
      write(chunk, _encoding, done) {
        said += String(chunk);
        done();
      },
    });
    const surroundings = { environment: {}, input: endless, output, errors };
    expect(await runCommand(["ask", "--jsonl", ...where], surroundings)).toBe(0);
    expect(said).toBe("");
  });
});

describe("search", () => {
  it("gives as many hits a line as are asked for, best first", async () => {
    const { code, lines } = await linesFrom("search", [
      JSON.stringify({ id: "1", query: "货车司机入会", limit: 3 }),
      JSON.stringify({ id: "2", query: "货车司机入会" }),
      JSON.stringify({ id: "3", query: "" }),
    ]);
    expect(code).toBe(0);
    const [three, ten, none] = lines.map((line) => searchLineShape.parse(line).hits);
    expect(three?.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    expect(ten).toHaveLength(10);
    expect(ten?.slice(0, 3)).toEqual(three);
    expect(none).toEqual([]);
    expect(ten?.map(({ score }) => score)).toEqual(ten?.map(({ score }) => score).toSorted((a, b) => b - a));
  });

  it("refuses a limit that is none", async () => {
    const { code, lines } = await linesFrom("search", [
      JSON.stringify({ id: "1", query: "货车", limit: 0 }),
      JSON.stringify({ id: "2", query: "货车", limit: 1.5 }),
    ]);
    expect(code).toBe(1);
    for (const line of lines)
      expect(errorLineShape.parse(line).error).toBe("“limit”应为 1 到 1000 之间的整数");
  });

  it("prints the same hits for a query on the command line", async () => {
    const query = "货车司机入会";
    const { out } = await run(["search", query, "--limit", "2", "--json", ...where]);
    const { lines } = await linesFrom("search", [JSON.stringify({ id: "1", query, limit: 2 })]);
    expect(JSON.parse(out).hits).toMatchObject(searchLineShape.parse(lines[0]).hits);
    const { out: text } = await run(["search", query, "--limit", "2", ...where]);
    expect(text).toMatch(/^1\. .+ · .+（\d+\.\d{3}）\n.+\n\n2\. /);
    expect((await run(["search", "", ...where])).out).toBe("没有找到相关段落。\n");
  });
});
