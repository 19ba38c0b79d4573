/** A document added in a real browser, on a desk and on a phone: chosen or dropped, looked at, taken, replaced, withdrawn. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openOffice } from "../channels/office.ts";
import { newDir } from "../chat/journal.ts";
import { paragraphOf, wordOf } from "../readers/package-of.ts";
import { axeFindings, NO_BROWSER, openBrowser, watchedPage } from "./browser.ts";
import { startSite } from "./site.ts";

const CURATOR = "token-of-curators";
const LINES = [
  "海港市总工会关于渔工驿站的材料",
  "一、主要做法",
  "在码头设立渔工驿站12个，为远洋职工提供热水热饭。",
  "二、应用成效",
  "服务远洋职工3.5万人次，评为先进。",
];

describe.skipIf(NO_BROWSER)("documents in a browser", () => {
  it.each([
    ["a desk", { viewport: { width: 1_280, height: 900 } }],
    ["a phone without scripts", { viewport: { width: 390, height: 844 }, javaScriptEnabled: false }],
  ])("are added, replaced and withdrawn on %s", async (_, options) => {
    const office = await openOffice("web");
    // A folder to choose.
    mkdirSync(join(office.corpusDir, "渔业"));
    writeFileSync(join(office.corpusDir, "渔业", "一.txt"), "渔业工会的材料\n\n渔业工会慰问职工20人。\n");
    await office.curation.curatingOn("web").reindex();
    const site = await startSite(undefined, {
      ...{ token: "token-of-readers", curatorToken: CURATOR, perPerson: 10_000 },
      abilities: office.setup.abilities,
      ...{ corrections: office.curation.corrections, documents: office.curation.documents },
    });
    const browser = await openBrowser();
    onTestFinished(async () => {
      await browser.close();
      await site.stop();
      await office.close();
    });
    const { page, faults } = await watchedPage(browser, {
      ...options,
      extraHTTPHeaders: { authorization: `Bearer ${CURATOR}` },
    });
    const hasScripts = !("javaScriptEnabled" in options);
    const fits = async () => {
      if (!hasScripts) return;
      expect(await axeFindings(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await axeFindings(page, ["color-contrast"])).toEqual([]);
      await page.emulateMedia({ colorScheme: "light" });
    };
    const press = (name: string) => page.getByRole("button", { name, exact: true }).first().click();
    /** Where that takes long it is to be found among those that wait. */
    const read = async (button = page.getByRole("button", { name: "读入并预览" }).first()) => {
      await button.click();
      const later = page.getByText("文件还在读入");
      await page.getByRole("button", { name: "放弃" }).or(later).waitFor();
      if (!(await later.isVisible())) return;
      const waiting = page.locator('a[href*="draft="]');
      const isThere = async () => {
        await page.goto(`${site.address}/curator/documents`);
        return waiting.count();
      };
      await expect.poll(isThere).toBe(1);
      await waiting.click();
    };

    await page.goto(`${site.address}/curator`);
    await page.getByRole("link", { name: "收录文档" }).click();
    await fits();
    const file = join(newDir(), "渔工驿站.docx");
    writeFileSync(file, wordOf(LINES.map((line) => paragraphOf(line)).join("")));
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByLabel("收录到").first().selectOption("渔业");
    await read();
    await page.getByText("将收录为：渔业/渔工驿站.docx").waitFor();
    await page.getByText("读出案例 1 个，章节 2 个").waitFor();
    await fits();
    await press("收录");
    await page.getByText("已收录“渔业/渔工驿站.docx”").waitFor();
    const told = async () => (await site.abilities.answer({ question: "渔工驿站设立了几个？" })).kind;
    await expect.poll(told).not.toBe("not-found");

    await page.goto(`${site.address}/curator/corrections?of=${encodeURIComponent("渔业/渔工驿站.docx#1")}`);
    await fits();
    writeFileSync(file, wordOf([...LINES, "新增驿站3个。"].map((line) => paragraphOf(line)).join("")));
    await page.locator('input[type="file"]').setInputFiles(file);
    await read();
    await press("替换");
    await page.getByText("已替换“渔业/渔工驿站.docx”").waitFor();
    await fits();

    await page.goto(`${site.address}/curator/corrections?of=${encodeURIComponent("渔业/渔工驿站.docx#1")}`);
    await page.getByText("撤下这份文档", { exact: true }).click();
    await press("确认撤下");
    await page.getByText("已撤下“渔业/渔工驿站.docx”").waitFor();
    await press("撤销");
    await page.getByText("已恢复“渔业/渔工驿站.docx”").waitFor();

    await page.getByLabel("标题（也作文件名）").fill("夜校材料");
    await page.getByLabel("正文").fill("开办夜校30期，培训职工900人。");
    await read(page.getByRole("button", { name: "读入并预览" }).last());
    await page.getByText("将收录为：夜校材料.txt").waitFor();
    await press("放弃");
    await page.getByText("已放弃，没有收录。").waitFor();
    expect(faults).toEqual([]);
  });
});
