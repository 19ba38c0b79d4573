/** The package as it is installed: below node_modules of an empty folder, where Node takes no types. */

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { newFolder, ROOT, start } from "./start.ts";

const folder = newFolder();
const modules = join(folder, "node_modules");
const installed = join(modules, "anlitong");
const bin = () =>
  join(installed, JSON.parse(readFileSync(join(installed, "package.json"), "utf8")).bin.anlitong);
/** What reads a Word file may open no link that leads out of the installed packages. */
const READING = ["fflate", "saxes", "xmlchars"];
const environment = { DATA_DIR: join(folder, "var"), PORT: "0" };

describe("the package", () => {
  beforeAll(() => {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const shell = process.platform === "win32";
    execFileSync(npm, ["pack", "--pack-destination", folder], { cwd: ROOT, shell, stdio: "pipe" });
    mkdirSync(installed, { recursive: true });
    const archive = join(folder, `anlitong-${packageJson.version}.tgz`);
    execFileSync("tar", ["-xzf", archive, "-C", installed, "--strip-components=1"]);
    for (const name of READING)
      cpSync(join(ROOT, "node_modules", name), join(modules, name), { recursive: true });
    for (const name of Object.keys(packageJson.dependencies)) {
      if (READING.includes(name)) continue;
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync(join(ROOT, "node_modules", name), join(modules, name), "junction");
    }
  });

  it("answers from the cases that it brings along, in a folder with nothing else", async () => {
    const { child, ended } = start("node", [bin(), "ask", "镇江挽回了多少损失？"], environment, folder);
    child.stdin.end();
    const { code, out, err } = await ended;
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("181.9万元");
  });

  it("reads a Word file", async () => {
    const corpus = join(folder, "documents");
    cpSync(join(ROOT, "tests/fixtures/documents/01-auto-numbering.docx"), join(corpus, "选编.docx"));
    const { child, ended } = start(
      "node",
      [bin(), "cases", "--corpus", corpus, "--data", join(folder, "own")],
      environment,
      folder,
    );
    child.stdin.end();
    const { code, out, err } = await ended;
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("岚州市总工会");
  });

  it("with no command serves the page, with its scripts, until its input ends", async () => {
    const { child, ended, shows, printed } = start("node", [bin()], environment, folder);
    await shows(/http:\/\/\S+/);
    const [address = ""] = printed.out.match(/http:\/\/[\w.:-]+/) ?? [];
    const page = await fetch(address);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("案例通")]);
    child.stdin.end("镇江挽回了多少损失？\n");
    const { code, out } = await ended;
    expect(code).toBe(0);
    expect(out).toContain("181.9万元");
  });

  it("gives programs of LangChain what the guide shows", async () => {
    const guide = readFileSync(join(ROOT, "docs/programs.md"), "utf8");
    const [, program = ""] = guide.match(/```js\n([\s\S]*?)```/) ?? [];
    writeFileSync(join(folder, "引用.mjs"), program);
    const { child, ended } = start("node", ["引用.mjs"], {}, folder);
    child.stdin.end();
    const { code, out, err } = await ended;
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(
      /181\.9万元。\n——江苏镇江市总工会·应用成效·第1句（2024-top-ten-innovations\.md，\d+–\d+）/,
    );
    expect(out).toMatch(/\[1\] 江苏镇江市总工会 · 应用成效\n$/);
  });

  it("holds what runs and nothing else", () => {
    const files = execFileSync("tar", ["-tzf", join(folder, `anlitong-${packageJson.version}.tgz`)], {
      encoding: "utf8",
    }).trim();
    const folders = new Set(files.split("\n").map((file) => file.split("/").slice(1, 3).join("/")));
    expect([...folders].toSorted()).toEqual([
      "LICENSE",
      "README.md",
      "README.zh-CN.md",
      "dist/corpus",
      "dist/package.json",
      "dist/prompts",
      "dist/src",
      "package.json",
    ]);
  });
});
