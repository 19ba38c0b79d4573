/** Closed collections in the terminal: who has the files sees them all, and whom `--as` names what they may read. */

import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { CLOSED, leaked } from "../collections/closed-corpus.ts";
import { says, serveModel } from "../models/model-server.ts";
import { documentText } from "../search/folder.ts";
import { run } from "./run-in-process.ts";

let root: string;
let folders: string[];
let bare: string[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "anlitong-closed-"));
  const [both, alone] = [join(root, "both"), join(root, "alone")];
  const open = documentText({
    organization: "甲县总工会",
    sections: { 主要内容: ["(一)建成职工书屋12家。"] },
  });
  for (const dir of [both, alone]) {
    await mkdir(join(dir, "公开"), { recursive: true });
    await writeFile(join(dir, "公开/甲.md"), open);
  }
  await mkdir(join(both, "机要"));
  await writeFile(join(both, "机要/汇编.md"), documentText(...CLOSED));
  await writeFile(join(both, "机要/读者.txt"), "飞书：ou_reader\n企业微信 zhang\n");
  await writeFile(join(both, "机要/名称.txt"), "机要汇编卷\n");
  folders = ["--corpus", both, "--data", join(root, "var")];
  bare = ["--corpus", alone, "--data", join(root, "var-bare")];
});

const AS = ["--as", "飞书：ou_stranger"];

const COMMANDS: readonly (readonly string[])[] = [
  ["ask", "苇河县总工会的讲堂授课多少场？"],
  ["ask", "在机要汇编卷里，有哪些案例？"],
  ["ask", "在机要汇编卷里，有哪些案例？", "--json"],
  ["ask", "有哪些案例？"],
  ["quote", "苇河县总工会", "应用成效"],
  ["summary", "鹭汀港务集团工会"],
  ["cases", "--json"],
  ["compare", "苇河", "甲县"],
  ["verify", "骑手投诉量骤降六成"],
];

describe("a reader named to a command", () => {
  it.each(COMMANDS)(
    "%s %s %s gives them what a folder without the closed files would",
    async (...command) => {
      const asked = command.filter((word) => word !== undefined);
      const told = await run([...asked, ...folders, ...AS]);
      expect([told.code, told.out]).toEqual([0, (await run([...asked, ...bare])).out]);
      expect(leaked(told.out, asked.join(" "))).toEqual([]);
    },
  );

  it("is told what is theirs, and who has the files is told all of it", async () => {
    const asked = ["ask", "苇河县总工会的讲堂授课多少场？", ...folders];
    const own = await run([...asked, "--as", "飞书：ou_reader"]);
    expect(own.out).toContain("讲堂授课48场");
    expect((await run(asked)).out).toBe(own.out);
    expect((await run(["ask", "在机要汇编卷里，有哪些案例？", ...folders])).out).toMatch(
      /^（只查“机要汇编卷”）\n现收录案例 3 个/,
    );
  });

  it("has to be named as in a readers file", async () => {
    const { code, err } = await run(["ask", "有哪些案例？", ...folders, "--as", "张三"]);
    expect([code, err]).toEqual([2, expect.stringMatching(/^.*--as 第 1 行“张三”应为“平台：编号”/)]);
  });
});

it("a model is shown what the reader may read, and nothing else", async () => {
  const shown = async (...more: readonly string[]) => {
    const server = await serveModel(says(JSON.stringify({ sufficient: "no", points: [] })));
    const environment = { OPENAI_BASE_URL: server.url, OPENAI_API_KEY: "sk-local", CHAT_MODEL: "m" };
    for (const question of ["哪些案例做得好？", "书屋建了多少家？", "他们的成效怎么样？"])
      await run(["ask", question, ...folders, ...more], { environment });
    expect(server.asked.length).toBeGreaterThan(0);
    return JSON.stringify(server.asked.map(({ body }) => body));
  };
  expect(leaked(await shown(...AS))).toEqual([]);
  expect(await shown("--as", "飞书：ou_reader")).toContain("讲堂授课48场");
});

it("a folder of pages for whoever opens it holds what everybody may read", async () => {
  const exported = async (name: string, more: readonly string[]) => {
    const dir = join(root, name);
    expect((await run(["export", dir, ...folders, ...more])).code).toBe(0);
    const files = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    );
    const texts = await Promise.all(files.map((one) => readFile(join(one.parentPath, one.name), "utf8")));
    return [...files.map(({ name: file }) => file), ...texts].join("\n");
  };
  expect(leaked(await exported("pages", []))).toEqual([]);
  expect(await exported("pages-of-a-reader", ["--as", "飞书：ou_reader"])).toContain("苇河县总工会");
});

it("check names collections and who reads them, and lines of a readers file that name nobody", async () => {
  const { code, out } = await run(["check", ...folders]);
  expect(out).toContain(
    "正常  分卷：卷“公开”（公开）：能向本程序提问的人都可以查阅；卷“机要汇编卷”（机要）：只供 飞书 ou_reader 查阅\n",
  );
  expect(out).toContain("有误  分卷：机要/读者.txt：第 2 行“企业微信 zhang”应为“平台：编号”");
  expect(code).toBe(1);
});
