/** The reader in a real browser: with and without scripts, by keyboard, on a phone, in the dark, on paper. */

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { hashedPassword } from "../../src/web/users.ts";
import { axeFindings, isInView, NO_BROWSER, openBrowser, type WatchedPage, watchedPage } from "./browser.ts";
import { type ServedSite, served, startSite } from "./site.ts";

const YUANTONG = `/cases/${encodeURIComponent("2024-top-ten-innovations#2")}`;
const SENTENCE = `${YUANTONG}/${encodeURIComponent("主要内容")}/${encodeURIComponent("(三)")}/2`;
const DESK = { width: 1280, height: 800 };
const PHONE = { viewport: { width: 390, height: 844 } };

const KINDS: readonly (readonly [string, string])[] = [
  ["the catalogue", "/"],
  ["the catalogue by organisation", "/?by=unit"],
  ["the catalogue by subject", "/?by=subject"],
  ["the catalogue narrowed down", `/?${new URLSearchParams({ kind: "企业", region: "湖南" })}`],
  ["nothing that is so", `/?${new URLSearchParams({ kind: "企业", region: "江苏" })}`],
  ["what was found", `/?q=${encodeURIComponent("职工之家")}`],
  ["nothing found", "/?q=qqqq"],
  ["a case", YUANTONG],
  ["a document's front matter", `/cases/${encodeURIComponent("2024-top-ten-innovations#0")}`],
  ["a sentence", SENTENCE],
  ["a sentence of a heading", `${YUANTONG}/${encodeURIComponent("标题")}/2`],
  ["a sentence that is no longer as the link says", `${SENTENCE}?v=00000000`],
  ["a place that is gone", `${YUANTONG}/x/9`],
  ["a case that is gone", "/cases/x"],
  ["an address that is none", "/nothing/here"],
];

describe.skipIf(NO_BROWSER)("the reader in a browser", () => {
  let browser: Browser;
  let site: ServedSite;
  let guarded: ServedSite;

  beforeAll(async () => {
    [browser, site, guarded] = await Promise.all([
      openBrowser(),
      startSite(),
      startSite(undefined, { token: "open-sesame" }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([site?.stop(), guarded?.stop()]);
  });

  async function visit(path: string, options: Parameters<typeof watchedPage>[1] = {}) {
    const watched = await watchedPage(browser, options);
    onTestFinished(() => watched.page.context().close());
    await watched.page.goto(site.address + path);
    return watched;
  }

  it("leads from the catalogue to a case to a sentence, which is marked and in view", async () => {
    const { page, faults } = await visit("/");
    await page.getByRole("link", { name: /系统推进新就业形态劳动者入会和服务/ }).click();
    await page.waitForURL(/\/cases\//);
    expect(await page.locator("h1").textContent()).toContain("健全机制");
    await page.locator(".item", { hasText: "暖心守护" }).getByRole("link", { name: "第2句" }).click();
    await page.waitForURL(/#here$/);
    expect(await page.locator("mark.s .w").textContent()).toBe(
      "成立“员工质量服务委员会”,每月进行全员问卷调查,召开员工心声座谈会,累计达608场。",
    );
    expect(await isInView(page, "#here")).toBe(true);
    await page.getByRole("link", { name: "下一句" }).click();
    await page.waitForURL(/\/3\?/);
    expect(await page.locator("mark.s .w").textContent()).toMatch(/^升级普惠性福利/);
    expect(faults).toEqual([]);
  });

  it.each([
    ["with scripts", true],
    ["without scripts", false],
  ])("brings a sentence into view by its path alone, %s", async (_, javaScriptEnabled) => {
    const { page } = await visit(SENTENCE, { javaScriptEnabled, viewport: { width: 800, height: 400 } });
    expect(await isInView(page, "mark.s")).toBe(true);
    await page.goto(`${site.address}${SENTENCE}#here`);
    expect(await isInView(page, "mark.s")).toBe(true);
  });

  it("says of a changed sentence that it is changed where one sees it", async () => {
    const { page } = await visit(`${SENTENCE}?v=00000000#here`, PHONE);
    expect(await isInView(page, "mark.s")).toBe(true);
    expect(await isInView(page, ".notice")).toBe(true);
    const overlap = await page.evaluate(() => {
      const bottom = document.querySelector(".notice")?.getBoundingClientRect().bottom ?? 0;
      return bottom - (document.querySelector("mark.s")?.getBoundingClientRect().top ?? 0);
    });
    expect(overlap).toBeLessThanOrEqual(0);
  });

  it("searches and reads without scripts", async () => {
    const { page } = await visit("/", { javaScriptEnabled: false });
    await page.getByRole("searchbox").fill("免费宿舍");
    await page.getByRole("button", { name: "查找" }).click();
    await page.waitForURL(/\?q=/);
    await page.locator(".entry.words a").first().click();
    await page.waitForURL(/#here$/);
    expect(await page.locator("mark.s .w").textContent()).toContain("免费宿舍达1.2万间");
    expect(await page.locator("#reference").textContent()).toContain("[Z]//");
    expect(await page.getByRole("button", { name: "复制引注" }).isVisible()).toBe(false);
  });

  it("is narrowed down without scripts, and shows what was chosen", async () => {
    const { page } = await visit("/?by=unit", { javaScriptEnabled: false });
    await page.getByLabel("单位类别").selectOption("企业");
    await page.getByRole("button", { name: "筛选" }).click();
    await page.waitForURL(/kind=/);
    expect(await page.locator(".entry").count()).toBe(2);
    expect(await page.getByLabel("单位类别").inputValue()).toBe("企业");
    expect(await page.locator(".tabs [aria-current]").textContent()).toBe("按单位");
  });

  it("finds as one types, and shows the catalogue again when nothing is typed", async () => {
    const { page, faults } = await visit("/");
    await page.getByRole("searchbox").pressSequentially("欠薪");
    await page.locator("h2", { hasText: "“欠薪”的查找结果" }).waitFor();
    expect(await page.locator(".entry mark").first().textContent()).toBe("欠薪");
    expect(new URL(page.url()).searchParams.get("q")).toBe("欠薪");
    expect(await page.locator("#said").textContent()).toContain("欠薪");
    await page.getByRole("searchbox").fill("");
    await page.locator("h2", { hasText: "2024 年" }).waitFor();
    expect(faults).toEqual([]);
  });

  it("copies the reference, and the words with it", async () => {
    const { page, faults } = await visit(SENTENCE, { permissions: ["clipboard-read", "clipboard-write"] });
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    const reference = (await page.locator("#reference").textContent()) ?? "";
    await page.getByRole("button", { name: "复制引注" }).click();
    await page.getByText("已复制").waitFor();
    expect(await clipboard()).toBe(reference);
    await page.getByRole("button", { name: "复制原文和引注" }).click();
    await expect.poll(clipboard).toBe(`${await page.locator("#quoted").textContent()}——${reference}`);
    expect(faults).toEqual([]);
  });

  it("copies words without the numbers of their sentences", async () => {
    const { page } = await visit(YUANTONG);
    const copied = await page.evaluate(() => {
      const item = document.querySelector(".item p");
      getSelection()?.selectAllChildren(item ?? document.body);
      return String(getSelection());
    });
    expect(copied).toContain("凝聚共识建会建家。制定三年建会目标");
  });

  it("can be used by keyboard alone, with the focus always to be seen", async () => {
    const { page } = await visit("/");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("跳到正文");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("q");
    await page.keyboard.type("一函两书");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\?q=/);
    await page.locator("h2", { hasText: "“一函两书”的查找结果" }).waitFor();
    const focused = () =>
      page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
        return { name: document.activeElement?.className, outlineStyle, outlineWidth };
      });
    for (let i = 0; i < 12 && !/^(?:name|quote)$/.test((await focused()).name ?? ""); i += 1)
      await page.keyboard.press("Tab");
    expect(await focused()).toMatchObject({ outlineStyle: "solid", outlineWidth: "3px" });
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/cases\//);
  });

  describe("one page after another", () => {
    let seen: WatchedPage;
    beforeAll(async () => {
      seen = await watchedPage(browser);
    });

    it.each(KINDS)("%s fits a phone, and axe finds nothing wrong with it, light or dark", async (_, path) => {
      const { page, faults } = seen;
      await page.setViewportSize(DESK);
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(site.address + path);
      expect(await axeFindings(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await axeFindings(page, ["color-contrast", "link-in-text-block"])).toEqual([]);
      await page.setViewportSize(PHONE.viewport);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(beyond).toBeLessThanOrEqual(0);
      expect(faults).toEqual([]);
    });
  });

  it("is dark where the system is, and keeps what the reader chose instead", async () => {
    const { page } = await visit("/", { colorScheme: "dark" });
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await paper()).toBe("rgb(24, 23, 21)");
    await page.emulateMedia({ colorScheme: "light" });
    expect(await paper()).toBe("rgb(250, 248, 243)");
    await page.getByRole("button", { name: "深色" }).waitFor();
    await page.emulateMedia({ colorScheme: "dark" });
    await page.getByRole("button", { name: "浅色" }).click();
    expect(await paper()).toBe("rgb(250, 248, 243)");
    await page.goto(site.address + YUANTONG);
    expect(await paper()).toBe("rgb(250, 248, 243)");
  });

  it("follows the system without scripts as well, and is light on paper", async () => {
    const { page } = await visit(SENTENCE, { colorScheme: "dark", javaScriptEnabled: false });
    const coloursOf = (selector: string) =>
      page.locator(selector).evaluate((element) => {
        const { backgroundColor, color } = getComputedStyle(element);
        return [backgroundColor, color];
      });
    expect(await coloursOf("html")).toEqual(["rgb(24, 23, 21)", "rgb(233, 228, 216)"]);
    await page.emulateMedia({ colorScheme: "light" });
    expect(await coloursOf("html")).toEqual(["rgb(250, 248, 243)", "rgb(33, 31, 27)"]);
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    expect(await coloursOf("html")).toEqual(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
  });

  it("prints the words with their reference, and none of what is for the screen", async () => {
    const { page } = await visit(SENTENCE);
    expect((await page.pdf({ format: "A4" })).subarray(0, 5).toString()).toBe("%PDF-");
    await page.emulateMedia({ media: "print" });
    for (const shown of ["#quoted", "#reference", "mark.s"])
      expect(await page.locator(shown).isVisible(), shown).toBe(true);
    for (const hidden of [".top", ".crumbs", ".tools button", ".n", ".neighbours"])
      expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false);
  });

  it("lets in who has the token, also by a link on another site", async () => {
    const { page, faults } = await watchedPage(browser);
    onTestFinished(() => page.context().close());
    await page.goto(guarded.address + SENTENCE);
    expect(await page.locator("h1").textContent()).toBe("请先登录");
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel("口令").fill("open-sesame");
    await page.getByRole("button", { name: "进入" }).click();
    await page.locator("mark.s").waitFor();
    expect(new URL(page.url()).pathname).toBe(SENTENCE);
    // A page of another site, as far as cookies are concerned.
    await page.goto("data:text/html,<p>x</p>");
    await page.evaluate((href) => {
      const link = document.body.appendChild(document.createElement("a"));
      link.href = href;
      link.textContent = "link";
    }, guarded.address + SENTENCE);
    await page.getByText("link").click();
    await page.locator("mark.s").waitFor();
    expect(faults).toEqual([]);
  });

  it.each([
    ["on a desk", { viewport: DESK }],
    ["on a phone in the dark", { ...PHONE, colorScheme: "dark" as const }],
  ])("lets an administrator in by name, shows who else was, and lets them out, %s", async (_, options) => {
    const hashed = await hashedPassword("一个不短的密码");
    const name = "名字长得很的管理员某某某某某某某某某某某某某某";
    const users = [{ name, role: "administrator" as const, hashed }];
    const { address } = await served(undefined, {
      users: { all: () => users, find: (given) => users.find((user) => user.name === given) },
    });
    const { page, faults } = await watchedPage(browser, options);
    onTestFinished(() => page.context().close());
    await page.goto(`${address}/users`);
    await page.getByRole("heading", { name: "请先登录" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel("姓名").fill(name);
    await page.getByLabel("密码").fill("另一个密码");
    await page.getByRole("button", { name: "进入" }).click();
    await page.getByRole("alert").getByText("姓名或密码不对").waitFor();
    expect(await page.getByLabel("姓名").inputValue()).toBe(name);
    await page.getByLabel("密码").fill("一个不短的密码");
    await page.getByRole("button", { name: "进入" }).click();
    await page.getByRole("heading", { name: "用户与登录" }).waitFor();
    expect(await page.getByRole("cell", { name: "未能登录" }).count()).toBe(1);
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await page.getByRole("button", { name: "退出" }).click();
    await page.getByRole("heading", { name: "请先登录" }).waitFor();
    expect(faults).toEqual([]);
  });
});
