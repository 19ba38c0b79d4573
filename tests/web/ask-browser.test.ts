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
    if (mode !== undefined) {
      await page.locator(".modes summary").click();
      await page.locator(".modes label", { hasText: mode }).click();
    }
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
    expect(await verified.locator("ins").textContent()).toBe("原文此处有：110");
    expect(await verified.locator("del").textContent()).toBe("原文此处无：120");
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
      await page.locator(".pending").getByText("正在挑选原文……").waitFor();
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
    expect(await page.locator("#starters a.ask").first().isVisible()).toBe(true);
    await page.reload();
    expect(await turns(page).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it("shows the question at once, keeps what is typed meanwhile, and offers to ask it again", async () => {
    const { page, faults } = await opened();
    await field(page).fill("慢慢想");
    await page.keyboard.press("Enter");
    const pending = page.locator("#turns > .pending");
    expect(await pending.locator("h2").textContent()).toBe("慢慢想");
    await pending.getByText("正在挑选原文……").waitFor();
    await field(page).fill("下一个问题");
    await page.keyboard.press("Enter");
    await page.getByText("上一个问题还在回答，请稍候，您写的内容会留着。").waitFor();
    await page.getByRole("button", { name: "停止" }).click();
    await pending.getByText("已停止。").waitFor();
    expect(await field(page).inputValue()).toBe("下一个问题");
    await pending.getByRole("button", { name: "再问一次" }).click();
    await pending.getByText("正在挑选原文……").waitFor();
    expect(await field(page).inputValue()).toBe("下一个问题");
    expect(faults).toEqual([]);
  });

  it("asks again after a reload what was not answered before it", async () => {
    const { page, faults } = await opened();
    await field(page).fill("慢慢想");
    await page.keyboard.press("Enter");
    const pending = page.locator("#turns > .pending");
    await pending.getByText("正在挑选原文……").waitFor();
    await page.reload();
    await pending.getByText("正在挑选原文……").waitFor();
    expect(await pending.locator("h2").textContent()).toBe("慢慢想");
    await page.keyboard.press("Escape");
    await expect.poll(() => field(page).inputValue()).toBe("慢慢想");
    await page.reload();
    expect(await pending.count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it.each([
    ["as Safari tells it", { keyCode: 229 }],
    ["as the others tell it", { isComposing: true }],
  ])("sends nothing by the Enter that ends a word of an input method, %s", async (_, init) => {
    const { page, faults } = await opened();
    await field(page).fill("zhenjiang");
    const isLeft = await field(page).evaluate(
      (area, given) =>
        area.dispatchEvent(
          new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...given }),
        ),
      init,
    );
    expect([
      isLeft,
      await page
        .locator("#turns")
        .innerHTML()
        .then((text) => text.trim()),
    ]).toEqual([true, ""]);
    expect(await field(page).inputValue()).toBe("zhenjiang");
    expect(faults).toEqual([]);
  });

  it("cuts nothing off what is pasted, and says what is too long", async () => {
    const { page, faults } = await opened();
    const long = "字".repeat(4_100);
    await field(page).fill(long);
    await page.getByText("已有 4100 字，最多 1000 字，请分段或精简后再发送。").waitFor();
    await page.keyboard.press("Enter");
    expect([await field(page).inputValue(), await page.locator(".pending").count()]).toEqual([long, 0]);
    await page.locator(".modes summary").click();
    await page.locator(".modes label", { hasText: "核对引文" }).click();
    await page.getByText("最多 4000 字").waitFor();
    await field(page).fill(long.slice(0, 4_000));
    expect(await page.locator("#status").textContent()).toBe("");
    expect(faults).toEqual([]);
  });

  it("keeps conversations in the browser, opens them again in another tab, and deletes them", async () => {
    const { page, faults } = await opened();
    await ask(page, "镇江挽回了多少损失？");
    await page.getByRole("button", { name: "新对话" }).click();
    await ask(page, "有哪些案例？");
    const other = await page.context().newPage();
    await other.goto(`${site.address}/ask`);
    expect(await turns(other).count()).toBe(0);
    await other.getByText("对话记录", { exact: true }).click();
    const list = other.locator("#talks li");
    await expect.poll(() => list.count()).toBe(2);
    expect(await axeFindings(other)).toEqual([]);
    await list.nth(1).getByRole("button").first().click();
    expect(await turns(other).first().textContent()).toContain("181.9万元");
    await ask(other, "那它的主要内容呢？");
    await other.getByText("对话记录", { exact: true }).click();
    await expect.poll(() => list.first().textContent()).toContain("镇江挽回了多少损失？");
    await list.first().getByRole("button", { name: /^删除/ }).click();
    await expect.poll(() => list.count()).toBe(1);
    expect(await turns(other).count()).toBe(0);
    await other.getByRole("button", { name: "全部删除" }).click();
    await other.getByText("对话记录", { exact: true }).click();
    await other.getByText("还没有保存的对话。").waitFor();
    expect(faults).toEqual([]);
  });

  it("closes the passage by the way back, and stays on the page", async () => {
    const { page, faults } = await opened({ viewport: { width: 390, height: 844 } });
    const turn = await ask(page, "镇江挽回了多少损失？");
    const panel = page.locator("#passage");
    await turn.locator(".claim .cite").click();
    await panel.locator("mark").waitFor();
    await page.goBack();
    expect([await panel.isVisible(), new URL(page.url()).pathname]).toEqual([false, "/ask"]);
    await turn.locator(".claim .cite").click();
    await panel.locator("mark").waitFor();
    await page.getByRole("button", { name: "关闭" }).click();
    expect(await panel.isVisible()).toBe(false);
    await expect.poll(() => page.evaluate(() => history.state)).toBe(null);
    expect(faults).toEqual([]);
  });

  it("shows where a citation leads to who points at it, and a comparison on a phone one below the other", async () => {
    const { page, faults } = await opened({ viewport: { width: 390, height: 844 } });
    const turn = await ask(page, "圆通 齐河 应用成效", "对比");
    const cite = turn.locator(".cite").first();
    await cite.hover();
    expect(await cite.evaluate((link) => getComputedStyle(link, "::after").content)).toContain(
      "圆通速递有限公司工会 · 应用成效",
    );
    const boxes = await turn
      .locator("td")
      .evaluateAll((cells) =>
        cells.map((cell) => [
          cell.getBoundingClientRect().left,
          cell.getBoundingClientRect().right <= innerWidth,
        ]),
      );
    expect(boxes).toEqual([boxes[0], boxes[0]]);
    expect(boxes[0]?.[1]).toBe(true);
    expect(
      await turn
        .locator("td")
        .nth(1)
        .evaluate((cell) => getComputedStyle(cell, "::before").content),
    ).toBe('"山东德州齐河县总工会"');
    expect(faults).toEqual([]);
  });

  it("copies an answer with its references, and takes votes with a reason", async () => {
    const { page, faults } = await opened({ permissions: ["clipboard-read", "clipboard-write"] });
    const turn = await ask(page, "镇江挽回了多少损失？");
    await turn.getByRole("button", { name: "复制" }).click();
    await turn.getByText("已复制。").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const formed = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      return (await item?.getType("text/html"))?.text();
    });
    expect(formed).toMatch(/<a [^>]*href="http:\/\/127\.0\.0\.1:\d+\/cases\//);
    expect(formed).not.toContain("有帮助");
    expect(copied).toMatch(
      /^“.*为110名.*\[1\]\n\n引注：\n\[1\] 江苏镇江市总工会《.*》，应用成效，第1句（.*）$/,
    );
    await turn.getByRole("button", { name: "没有帮助" }).click();
    await turn.getByText("谢谢，已记下。").waitFor();
    // With the ring of the focus, which reaches 5 px beyond.
    const [talk, reason] = await Promise.all([
      page.locator(".talk").boundingBox(),
      turn.getByRole("textbox").boundingBox(),
    ]);
    expect((reason?.x ?? 0) - (talk?.x ?? 0)).toBeGreaterThanOrEqual(5);
    await turn.getByRole("textbox").fill("<b>缺了人数</b>");
    await turn.getByRole("button", { name: "提交" }).click();
    await expect.poll(async () => (await site.feedback.disliked(1))[0]?.reason).toBe("<b>缺了人数</b>");
    await turn.getByRole("button", { name: "有帮助", exact: true }).click();
    await expect.poll(async () => (await site.feedback.disliked(1)).length).toBe(0);
    const comfort = await ask(page, "我心情不好，想死");
    expect(await comfort.getByRole("button").allTextContents()).toEqual(["复制"]);
    expect(faults).toEqual([]);
  });

  it.each([
    ["Markdown 文件", "md", "## 镇江挽回了多少损失？"],
    ["Word 文档", "docx", "PK"],
  ])("saves the conversation as %s", async (name, ending, beginning) => {
    const { page, faults } = await opened();
    await ask(page, "镇江挽回了多少损失？");
    const download = page.waitForEvent("download");
    await page.getByText("导出", { exact: true }).click();
    await page.getByRole("button", { name }).click();
    const file = await download;
    expect(await page.getByRole("button", { name }).isVisible()).toBe(false);
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
    await reach(() => document.activeElement?.matches(".modes summary") ?? false);
    await press("Enter");
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
    // A figure is not broken into its digits: a table that is too wide is moved sideways.
    const lines = await page
      .locator(".wide tbody td")
      .evaluateAll((cells) => cells.map((cell) => cell.clientHeight / 26));
    expect(Math.max(...lines)).toBeLessThan(5);
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
