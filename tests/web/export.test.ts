/** The exported folder, opened from a disk and from a plain file server. */

import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, test } from "vitest";
import { createAbilities } from "../../src/answer/abilities.ts";
import { exportFolder } from "../../src/web/pages/export.ts";
import { fileNames } from "../../src/web/pages/file-names.ts";
import { run } from "../commands/run-in-process.ts";
import { newFolder } from "../e2e/start.ts";
import { openKnowledge } from "../knowledge.ts";
import { documentText, folderOf } from "../search/folder.ts";
import { axeFindings, isInView, NO_BROWSER, openBrowser, watchedPage } from "./browser.ts";

async function exported(corpus?: string): Promise<string> {
  const dir = newFolder();
  await exportFolder({
    library: createAbilities(await openKnowledge(corpus)).reader,
    write: async ({ path, text }) => {
      await mkdir(dirname(join(dir, path)), { recursive: true });
      await writeFile(join(dir, path), text);
    },
  });
  return dir;
}

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

test("thousands of cases make files of a modest size each", async () => {
  const sketch = (i: number) => ({
    organization: `第${i}街道总工会`,
    title: `第${i}项做法`,
    sections: { 主要内容: [`第${i}个驿站服务职工${i * 7}人次，配备急救箱和图书角。`] },
  });
  const corpus = await folderOf({
    "选编.md": documentText(...Array.from({ length: 2_000 }, (_, i) => sketch(i + 1))),
  });
  const dir = await exported(corpus);
  const sizes = filesIn(dir).map((file) => [file, statSync(join(dir, file)).size] as const);
  expect(sizes.filter(([file]) => /^cases\/.*html$/.test(file)).length).toBeGreaterThanOrEqual(2_000);
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

describe.skipIf(NO_BROWSER)("an exported folder in a browser", () => {
  let browser: Browser;
  let dir: string;
  let server: Server;
  let address: string;

  beforeAll(async () => {
    [browser, dir] = await Promise.all([openBrowser(), exported()]);
    const types: Record<string, string> = {
      ".html": "text/html",
      ".css": "text/css",
      ".js": "text/javascript",
    };
    server = createServer(({ url = "/" }, response) => {
      const path = join(
        dir,
        decodeURIComponent(new URL(url, "http://x").pathname).replace(/\/$/, "/index.html"),
      );
      if (!existsSync(path)) return response.writeHead(404).end();
      response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
      return createReadStream(path).pipe(response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    server?.closeAllConnections();
  });

  const places: [string, () => string][] = [
    ["a plain file server", () => address],
    ["a disk", () => `${pathToFileURL(dir).href}/index.html`],
  ];

  it.each(places)("is read from %s: catalogue, case, sentence with its reference", async (_, start) => {
    const { page, faults } = await watchedPage(browser);
    onTestFinished(() => page.context().close());
    await page.goto(start());
    await page.getByRole("link", { name: "按主题" }).click();
    await page
      .getByRole("link", { name: /系统推进新就业形态劳动者入会和服务/ })
      .first()
      .click();
    await page.locator("h1", { hasText: "健全机制" }).waitFor();
    await page.locator(".item", { hasText: "暖心守护" }).getByRole("link", { name: "第2句" }).click();
    const card = page.getByRole("complementary", { name: "出处" });
    expect(await card.locator(".reference").textContent()).toMatch(/\[Z\]\/\/.*主要内容\(三\), 第2句\.$/);
    expect(await isInView(page, ".s:target")).toBe(true);
    await card.getByRole("link", { name: "下一句" }).click();
    await page.locator(".s:target", { hasText: "升级普惠性福利" }).waitFor();
    await page.getByRole("link", { name: "案例目录" }).click();
    await page.locator("h1", { hasText: "案例目录" }).waitFor();
    expect(faults).toEqual([]);
  });

  it("has nothing that axe finds wrong", async () => {
    const { page } = await watchedPage(browser);
    onTestFinished(() => page.context().close());
    for (const path of [
      "",
      "subject.html",
      `cases/2024-top-ten-innovations-2.html#${encodeURIComponent("主要内容/(三)/4")}`,
    ]) {
      await page.goto(address + path);
      expect(await axeFindings(page)).toEqual([]);
    }
  });

  it.each(places)("is searched from %s", async (_, start) => {
    const { page, faults } = await watchedPage(browser);
    onTestFinished(() => page.context().close());
    await page.goto(start());
    await page.getByRole("searchbox").pressSequentially("免费宿舍");
    await page.locator(".entry.words a", { hasText: "免费宿舍达1.2万间" }).click();
    await page.locator(".s:target", { hasText: "免费宿舍达1.2万间" }).waitFor();
    expect(await isInView(page, ".s:target")).toBe(true);
    await page.goto(start());
    await page.getByRole("searchbox").fill("镇江");
    await page.locator(".entry .name", { hasText: "一函两书" }).waitFor();
    await page.getByRole("searchbox").fill("<img src=x onerror=alert(1)>");
    await page.locator("h2", { hasText: "没有找到与“<img" }).waitFor();
    await page.getByRole("searchbox").fill("");
    await page.getByRole("link", { name: "按单位" }).waitFor();
    expect(faults).toEqual([]);
  });

  it("is read without scripts, a sentence marked by its address", async () => {
    const { page } = await watchedPage(browser, {
      javaScriptEnabled: false,
      viewport: { width: 390, height: 500 },
    });
    onTestFinished(() => page.context().close());
    const anchor = encodeURIComponent("主要内容/(三)/4");
    await page.goto(`${pathToFileURL(dir).href}/cases/2024-top-ten-innovations-2.html#${anchor}`);
    expect(await page.locator(".s:target .w").textContent()).toContain("免费宿舍达1.2万间");
    expect(await isInView(page, ".s:target")).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  });
});
