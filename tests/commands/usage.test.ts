import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CORPUS, newFolder, run } from "./run-in-process.ts";

const COMMANDS = ["ask", "quote", "summary", "cases", "compare", "verify", "search", "index", "check"];

describe("wrong usage", () => {
  it.each([
    [[], "缺少命令；用 --help 查看全部命令"],
    [["frobnicate"], "没有“frobnicate”这个命令；用 --help 查看全部命令"],
    [["aks", "问题"], "没有“aks”这个命令，是不是 ask；用 --help 查看全部命令"],
    [["ask"], "缺少问题；也可以用 --jsonl 从标准输入读取"],
    [["ask", "问题", "--jsonl"], "问题和 --jsonl 只能用一个"],
    [["ask", "问", "题"], "参数太多；带空格的内容请放在引号里，用 --help 查看用法"],
    [["ask", "问题", "--jsno"], "没有 --jsno 这个选项，是不是 --json；用 --help 查看用法"],
    [["ask", "长".repeat(1_001)], "问题有 1001 字，最多 1000 字，请精简后再试。"],
    [["quote"], "缺少“案例”；用 --help 查看用法"],
    [["quote", "名".repeat(1_001)], "案例名称有 1001 字，最多 1000 字，请精简后再试。"],
    [
      ["summary", "圆通", "--length", "two"],
      "--length <篇幅> 的内容不对：应为 one、three 或 full，却是“two”",
    ],
    [["compare", "圆通"], "compare 应有 2 到 5 个案例名称，却有 1 个"],
    [["compare", ..."123456"], "compare 应有 2 到 5 个案例名称，却有 6 个"],
    [["verify", "长".repeat(4_001)], "要核对的文字有 4001 字，最多 4000 字，请精简后再试。"],
    [["search"], "缺少检索词；也可以用 --jsonl 从标准输入读取"],
    [["search", "x", "--limit"], "选项 --limit <段数> 后面缺少内容；用 --help 查看用法"],
    [["search", "x", "--limit", "0"], "--limit <段数> 的内容不对：应为 1 到 1000 之间的整数，却是“0”"],
    [["search", "x", "--limit", "1e3"], "--limit <段数> 的内容不对：应为 1 到 1000 之间的整数，却是“1e3”"],
  ])("%j is told in one line, with exit code 2", async (args, line) => {
    expect(await run(args)).toEqual({ code: 2, out: "", err: `错误：${line}\n` });
  });
});

describe("help", () => {
  it("names every command, in Chinese", async () => {
    for (const args of [["--help"], ["help"]]) {
      const { code, out, err } = await run(args);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      for (const name of COMMANDS) expect(out).toMatch(new RegExp(`^  ${name}\\b.*\\p{Script=Han}`, "mu"));
    }
  });

  it.each(COMMANDS)("of %s has examples and the options that all have", async (name) => {
    const { code, out } = await run([name, "--help"]);
    expect(code).toBe(0);
    for (const part of [
      "用法：",
      "--corpus <文件夹>",
      "--data <文件夹>",
      "--json",
      `例：\n  anlitong ${name}`,
    ])
      expect(out).toContain(part);
    expect(out).not.toMatch(/Usage|Options|default|display/);
  });

  it("tells the version", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(await run(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });
});

describe("what is broken", () => {
  it("is told in one line, with exit code 1", async () => {
    const { code, out, err } = await run(["ask", "问题", "--corpus", "/nowhere", "--data", newFolder()]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^错误：\/nowhere：.*\n$/);
  });

  it("is told variable by variable where settings are wrong", async () => {
    const { code, err } = await run(["cases"], { environment: { PORT: "x", PERSON_LIMIT: "y" } });
    expect({ code, err }).toEqual({
      code: 1,
      err: "错误：PORT=x：应为 0 到 65535 之间的整数\n错误：PERSON_LIMIT=y：应为 1 到 10000 之间的整数\n",
    });
  });
});

describe("a folder that cannot be made", () => {
  it.each([
    [["export", "/proc/nothing/here", "--corpus", CORPUS, "--data", newFolder()], "/proc/nothing"],
    [["cases", "--corpus", CORPUS, "--data", "/proc/nothing"], "/proc/nothing"],
  ])("ends %j with a line in Chinese", async (args, path) => {
    const { code, err } = await run(args);
    expect([code, err.trim().split("\n").at(-1)]).toEqual([
      1,
      `错误：${path}：没有这个文件或文件夹，或者不能在此新建（ENOENT）`,
    ]);
  });
});
