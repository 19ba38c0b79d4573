/** The exported folder: its files, and the links between them. */

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, test } from "vitest";
import { fileNames } from "../../src/web/pages/export.ts";
import { run } from "../commands/run-in-process.ts";
import { newFolder } from "../e2e/start.ts";
import { tries } from "../full.ts";
import { documentText, folderOf } from "../search/folder.ts";
import { exported } from "./exported.ts";

const MANY = tries(2_000);

function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((file) =>
    statSync(join(dir, file)).isFile(),
  );
}

test("every link in the folder leads to a file in it, and to a place that is there", async () => {
  const dir = await exported();
  let links = 0;
  for (const file of filesIn(dir).filter((name) => name.endsWith(".html"))) {
    const text = readFileSync(join(dir, file), "utf8");
    for (const [, href = ""] of text.matchAll(/(?:href|src)="([^"]*)"/g)) {
      if (href.startsWith("data:")) continue;
      expect(href).not.toMatch(/^(?:\/|[a-z]+:)/);
      const url = new URL(href, pathToFileURL(join(dir, file)));
      const target =
        url.hash === href
          ? text
          : existsSync(url.pathname === "" ? "" : new URL(url.href.replace(/#.*/, "")));
      expect(target, `${file}: ${href}`).toBeTruthy();
      if (url.hash.length > 1) {
        const page = readFileSync(new URL(url.href.replace(/#.*/, "")), "utf8");
        expect(page, `${file}: ${href}`).toContain(`id="${decodeURIComponent(url.hash.slice(1))}"`);
      }
      links += 1;
    }
  }
  expect(links).toBeGreaterThan(300);
});

test("names of files are such as every file system takes, none of them twice", () => {
  const names = [
    ...fileNames(["a#1", "A#1", "a/1", "甲 乙#1", "..#1", "#", "con?*<>|#1", "x".repeat(300)]).values(),
  ];
  expect(names).toEqual(["a-1", "A-1~2", "a-1~3", "甲-乙-1", "1", "case", "con-1", "x".repeat(80)]);
});

test("any number of cases makes files of a modest size each", async () => {
  const sketch = (i: number) => ({
    organization: `第${i}街道总工会`,
    title: `第${i}项做法`,
    sections: { 主要内容: [`第${i}个驿站服务职工${i * 7}人次，配备急救箱和图书角。`] },
  });
  const corpus = await folderOf({
    "选编.md": documentText(...Array.from({ length: MANY }, (_, i) => sketch(i + 1))),
  });
  const dir = await exported(corpus);
  const sizes = filesIn(dir).map((file) => [file, statSync(join(dir, file)).size] as const);
  expect(sizes.filter(([file]) => /^cases\/.*html$/.test(file)).length).toBeGreaterThanOrEqual(MANY);
  expect(sizes.filter(([, size]) => size > 300_000)).toEqual([]);
});

describe("anlitong export", () => {
  it("writes the folder and says where to begin", async () => {
    const dir = join(newFolder(), "pages");
    const { code, out } = await run(["export", dir]);
    expect({ code, out }).toEqual({
      code: 0,
      out: `已导出案例 10 个。请用浏览器打开 ${join(dir, "index.html")}\n`,
    });
    expect(filesIn(dir)).toContain("index.html");
  });

  it("writes over nothing", async () => {
    const dir = newFolder();
    await writeFile(join(dir, "mine.txt"), "x");
    const { code, err } = await run(["export", dir]);
    expect(code).toBe(2);
    expect(err).toBe(`错误：${dir}：应为空文件夹或尚不存在的文件夹，却已有 1 个文件\n`);
  });
});
