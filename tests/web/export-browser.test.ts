/** The exported folder in a browser, opened from a disk and from a plain file server. */

import { createReadStream, existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { axeFindings, isInView, NO_BROWSER, openBrowser, watchedPage } from "./browser.ts";
import { exported } from "./exported.ts";

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
