/** The chat page in a real browser: a conversation, its passages, stopping, files, keyboard, phone, dark, no script. */

import { readFileSync } from "node:fs";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Abilities } from "../../src/answer/abilities.ts";
import { axeFindings, NO_BROWSER, openBrowser, watchedPage } from "./browser.ts";
import { ownAbilities } from "./serve.ts";
import { type ServedSite, startSite } from "./site.ts";

/** Answers as ever, but a question that says so is under way until whoever asked gives up. */
function patient(own: Abilities): { abilities: Abilities; givenUp: () => number } {
  let count = 0;
  return {
    givenUp: () => count,
    abilities: {
      ...own,
      answer: (message, asking = {}) =>
        message.question.includes("慢慢")
          ? new Promise((_, reject) => {
              asking.onStage?.("retrieving");
              asking.onStage?.("composing");
              asking.signal?.addEventListener("abort", () => {
                count += 1;
                reject(asking.signal?.reason);
              });
            })
          : own.answer(message, asking),
    },
  };
}

describe.skipIf(NO_BROWSER)("the chat page", () => {
  let browser: Browser;
  let site: ServedSite;
  let givenUp: () => number;

  beforeAll(async () => {
    const waiting = patient(await ownAbilities());
    givenUp = waiting.givenUp;
    [browser, site] = await Promise.all([openBrowser(), startSite(undefined, waiting)]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  async function opened(options: BrowserContextOptions = {}) {
    const watched = await watchedPage(browser, { acceptDownloads: true, ...options });
    await watched.page.goto(`${site.address}/ask`);
    return watched;
  }

  const field = (page: Page) => page.getByRole("textbox", { name: "问题" });
  const turns = (page: Page) => page.locator("#turns > .turn");

  async function ask(page: Page, text: string, mode?: string): Promise<Locator> {
    if (mode !== undefined) await page.locator(".modes label", { hasText: mode }).click();
    const before = await turns(page).count();
    await field(page).fill(text);
    await page.getByRole("button", { name: "发送" }).click();
    await expect.poll(() => turns(page).count()).toBe(before + 1);
    return turns(page).last();
  }

  it("answers, opens the passage of a citation beside it, and goes on from there", async () => {
    const { page, faults } = await opened();
    const first = await ask(page, "镇江挽回了多少损失？");
    expect(await first.locator(".claim").textContent()).toMatch(
      /为110名劳动者挽回经济损失181\.9万元。\[1\]$/,
    );
    await first.locator(".claim .cite").click();
    const panel = page.getByRole("complementary", { name: "原文" });
    await panel.locator("mark").waitFor();
    expect(await panel.locator("mark").textContent()).toContain("挽回经济损失181.9万元");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("passage-title");
    await page.keyboard.press("Escape");
    expect(await panel.isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("cite");
    const second = await ask(page, "那它的主要内容呢？");
    expect(await second.textContent()).toContain("江苏镇江市总工会 · 主要内容");
    await second.locator(".cite").first().click();
    await panel.locator("mark").first().waitFor();
    await panel.getByRole("link", { name: "在全文中查看" }).click();
    await page.locator("mark.s").first().waitFor();
    expect(page.url()).toContain("/cases/");
    // The conversation is there again on the way back.
    await page.goBack();
    await expect.poll(() => turns(page).count()).toBe(2);
    expect(faults).toEqual([]);
  });

  it("compares in a table, verifies with words for the difference, quotes and summarises", async () => {
    const { page, faults } = await opened();
    const compared = await ask(page, "圆通 齐河 应用成效", "对比");
    const table = compared.getByRole("table");
    expect(await table.getByRole("columnheader").allTextContents()).toEqual([
      "章节",
      "圆通速递有限公司工会",
      "山东德州齐河县总工会",
    ]);
    expect(await table.getByRole("rowheader").allTextContents()).toEqual(["应用成效"]);
    const verified = await ask(page, "为120名劳动者挽回经济损失181.9万元。", "核对引文");
    expect(await verified.locator("ins").textContent()).toBe("原文有：110");
    expect(await verified.locator("del").textContent()).toBe("原文无：120");
    const quoted = await ask(page, "圆通 应用成效", "引用原文");
    expect(await quoted.locator("blockquote").first().textContent()).toContain("圆通全网建会入会率持续提高");
    const told = await ask(page, "镇江", "案例摘要");
    expect(await told.locator(".entry").count()).toBeGreaterThan(2);
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("stops a long answer by its button and by Escape, and the server gives it up", async () => {
    const { page, faults } = await opened();
    for (const stop of [
      () => page.getByRole("button", { name: "停止" }).click(),
      () => page.keyboard.press("Escape"),
    ]) {
      const before = givenUp();
      await field(page).fill("慢慢想");
      await page.getByRole("button", { name: "发送" }).click();
      await page.getByText("正在挑选原文……").waitFor();
      await stop();
      await page.getByText("已停止。").waitFor();
      await expect.poll(givenUp).toBe(before + 1);
      expect(await field(page).inputValue()).toBe("慢慢想");
    }
    const answered = await ask(page, "镇江挽回了多少损失？");
    expect(await answered.textContent()).toContain("181.9万元");
    expect(faults).toEqual([]);
  });

  it("asks what is suggested, and begins anew", async () => {
    const { page, faults } = await opened();
    await page.locator("#starters a.ask").first().click();
    await expect.poll(() => turns(page).count()).toBe(1);
    await page.getByRole("button", { name: "新对话" }).click();
    expect(await turns(page).count()).toBe(0);
    await page.reload();
    expect(await turns(page).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it("copies an answer with its references, and takes votes with a reason", async () => {
    const { page, faults } = await opened({ permissions: ["clipboard-read", "clipboard-write"] });
    const turn = await ask(page, "镇江挽回了多少损失？");
    await turn.getByRole("button", { name: "复制回答和引注" }).click();
    await turn.getByText("已复制。").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^“.*为110名.*\n[\s\S]*\n\[1\] 江苏镇江市总工会《.*》，应用成效，第1句（.*）$/);
    await turn.getByRole("button", { name: "没有帮助" }).click();
    await turn.getByText("谢谢，已记下。").waitFor();
    await turn.getByRole("textbox").fill("<b>缺了人数</b>");
    await turn.getByRole("button", { name: "提交" }).click();
    await expect.poll(async () => (await site.feedback.disliked(1))[0]?.reason).toBe("<b>缺了人数</b>");
    await turn.getByRole("button", { name: "有帮助", exact: true }).click();
    await expect.poll(async () => (await site.feedback.disliked(1)).length).toBe(0);
    expect(faults).toEqual([]);
  });

  it.each([
    ["Markdown", "md", "## 镇江挽回了多少损失？"],
    ["Word 文档", "docx", "PK"],
  ])("saves the conversation as %s", async (name, ending, beginning) => {
    const { page, faults } = await opened();
    await ask(page, "镇江挽回了多少损失？");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: `导出 ${name}` }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`案例通问答记录.${ending}`);
    expect(readFileSync(await file.path(), "latin1")).toContain(Buffer.from(beginning).toString("latin1"));
    expect(await turns(page).count()).toBe(1);
    expect(faults).toEqual([]);
  });

  it("is used by the keyboard alone", async () => {
    const { page, faults } = await opened();
    const press = (...keys: string[]) =>
      keys.reduce(async (before, key) => {
        await before;
        await page.keyboard.press(key);
      }, Promise.resolve());
    const reach = async (condition: () => boolean) => {
      for (let i = 0; i < 40 && !(await page.evaluate(condition)); i += 1) await press("Tab");
      expect(await page.evaluate(condition)).toBe(true);
    };
    await reach(() => document.activeElement?.getAttribute("name") === "mode");
    await press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight");
    expect(await page.locator("input[name=mode]:checked").inputValue()).toBe("ask");
    await reach(() => document.activeElement?.id === "question");
    await page.keyboard.type("镇江挽回了多少损失？");
    await press("Enter");
    await expect.poll(() => turns(page).count()).toBe(1);
    await page.evaluate(() => (document.querySelector(".turn") as HTMLElement).scrollIntoView());
    await press("Shift+Tab");
    for (let i = 0; i < 30; i += 1) {
      if (await page.evaluate(() => document.activeElement?.classList.contains("cite"))) break;
      await press("Shift+Tab");
    }
    await press("Enter");
    await page.locator("#passage mark").waitFor();
    await press("Tab", "Enter");
    expect(await page.locator("#passage").isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("cite");
    expect(faults).toEqual([]);
  });

  it.each([
    ["on a phone", { viewport: { width: 390, height: 844 } }],
    ["in the dark", { colorScheme: "dark" as const }],
  ])("has no fault %s: nothing hidden, nothing unreachable, nothing too pale", async (_, options) => {
    const { page, faults } = await opened(options);
    expect(await axeFindings(page)).toEqual([]);
    await ask(page, "圆通 齐河", "对比");
    await turns(page).last().locator(".cite").first().click();
    await page.locator("#passage mark").first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    for (const path of ["curator", "curator/search?q=镇江挽回了多少损失"]) {
      await page.goto(`${site.address}/${path}`);
      expect(await axeFindings(page)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
    }
    expect(faults).toEqual([]);
  });

  it("answers and goes on without scripts", async () => {
    const { page } = await opened({ javaScriptEnabled: false });
    await field(page).fill("介绍一下镇江的案例");
    await page.getByRole("button", { name: "发送" }).click();
    await turns(page).waitFor();
    await field(page).fill("那它的应用成效呢？");
    await page.getByRole("button", { name: "发送" }).click();
    await page.getByText("181.9万元").first().waitFor();
    await page.locator(".cite").first().click();
    await page.locator("mark.s").first().waitFor();
    expect(page.url()).toContain("/cases/");
  });
});
