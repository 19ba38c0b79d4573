/** Whatever the asker or the corpus contains is text: in a browser no script of theirs runs, and the policy is not even tried. */

import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderOf } from "../search/folder.ts";
import { NO_BROWSER, openBrowser, watchedPage } from "./browser.ts";
import { FOREIGN, HOSTILE } from "./hostile-texts.ts";
import { page, type ServedSite, startSite } from "./site.ts";

describe.skipIf(NO_BROWSER)("hostile input", () => {
  let browser: Browser;
  let site: ServedSite;

  beforeAll(async () => {
    [browser, site] = await Promise.all([openBrowser(), startSite()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  /** What went wrong on these pages, one after another in one profile. */
  async function faultsAt(addresses: readonly string[], javaScript = true): Promise<string[]> {
    const { page: tab, faults } = await watchedPage(browser, { javaScriptEnabled: javaScript });
    const found: string[] = [];
    for (const address of addresses) {
      await tab.goto(address);
      const foreign = await tab.locator(FOREIGN).count();
      if (foreign > 0) found.push(`${address}: ${foreign} foreign elements`);
    }
    await tab.context().close();
    return [...found, ...faults];
  }

  it("in a search is text", async () => {
    const addresses = HOSTILE.map((text) => `${site.address}/?q=${encodeURIComponent(text.toWellFormed())}`);
    expect(await faultsAt(addresses)).toEqual([]);
  });

  it("typed into the search is text", async () => {
    const { page: tab, faults } = await watchedPage(browser);
    await tab.goto(site.address);
    for (const text of HOSTILE.slice(0, 6)) {
      await tab.getByRole("searchbox").fill(text);
      await tab.waitForFunction(
        (typed) => new URLSearchParams(location.search).get("q") === typed,
        text.trim(),
      );
      expect(await tab.locator(FOREIGN).count(), text).toBe(0);
    }
    expect(faults).toEqual([]);
    await tab.context().close();
  });

  it("in an address is text", async () => {
    const addresses = HOSTILE.map((text, i) => {
      const part = encodeURIComponent(text.toWellFormed());
      return i % 2 === 0
        ? `${site.address}/cases/${part}`
        : `${site.address}/cases/2024-top-ten-innovations%232/${part}/${part}/1?v=${part}`;
    });
    expect(await faultsAt(addresses)).toEqual([]);
  });

  it("in other parameters and in headers goes nowhere", async () => {
    for (const text of HOSTILE.filter((one) => one.includes("<"))) {
      const part = encodeURIComponent(text.toWellFormed());
      const query = ["by", "subject", "page", "part", "next"].map((name) => `${name}=${part}`).join("&");
      const { text: html } = await page(`${site.address}/?${query}`);
      expect(html).not.toContain(text.toWellFormed());
    }
    const hostile = "<script>alert(1)</script>";
    const headers = { "user-agent": hostile, referer: hostile, "accept-language": hostile, cookie: hostile };
    for (const path of ["/", "/cases/x", "/assets/x/y"])
      expect(await (await fetch(site.address + path, { headers })).text()).not.toContain("<script>");
  });

  it("in a document is text, in every part of it and in its name", async () => {
    const dir = await folderOf({});
    for (const [i, text] of HOSTILE.entries()) {
      const line = text.replaceAll("\u0000", "").replaceAll("\u2028", "").toWellFormed();
      const name = line.replace(/[/\\\u202e\u2066]/g, "_").slice(0, 60);
      const file = join(dir, `${i} ${name}.md`);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(
        file,
        `### ${line}总工会\n#### 题目${line}\n##### 主要内容${line}\n开头${line}结束。\n(一)${line}做法。\n##### 应用成效\n成效${line}。\n`,
      );
    }
    const own = await startSite(dir);
    try {
      const shelf = await own.abilities.reader.shelf();
      expect(shelf.cases.length).toBeGreaterThan(30);
      const addresses = shelf.cases.map(({ of }) => `${own.address}/cases/${encodeURIComponent(of.id)}`);
      expect(await faultsAt([`${own.address}/`, `${own.address}/?by=subject`, ...addresses])).toEqual([]);
      const first = await page(addresses[0] ?? "");
      const sentences = [...first.text.matchAll(/class="n" href="([^"]+)"/g)].map(
        ([, href = ""]) => new URL(href.replaceAll("&amp;", "&"), addresses[0]).href,
      );
      expect(sentences.length).toBeGreaterThan(3);
      expect(await faultsAt(sentences)).toEqual([]);
      expect(await faultsAt(sentences, false)).toEqual([]);
    } finally {
      await own.stop();
    }
  });

  it("a script that did get into a page would not run", async () => {
    const { page: tab } = await watchedPage(browser);
    await tab.goto(site.address);
    const outcome = await tab.evaluate(async () => {
      const violated = new Promise<string>((resolve) =>
        document.addEventListener("securitypolicyviolation", ({ violatedDirective }) =>
          resolve(violatedDirective),
        ),
      );
      let assigned = "assigned";
      try {
        document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=alert(1)>");
      } catch (error) {
        assigned = error instanceof TypeError ? "refused" : "failed";
      }
      const script = document.createElement("script");
      script.append("alert(1)");
      document.head.append(script);
      return [assigned, await violated];
    });
    expect(outcome[0]).toBe("refused");
    expect(outcome[1]).toMatch(/script-src|require-trusted-types-for/);
    await tab.context().close();
  });
});
