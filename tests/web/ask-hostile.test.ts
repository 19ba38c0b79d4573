/** Whatever is asked, kept by a browser, voted or sent as JSON is text on the chat page and on the curator's pages. */

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Abilities } from "../../src/answer/abilities.ts";
import { foldTight } from "../../src/language/fold.ts";
import { NO_BROWSER, openBrowser, watchedPage } from "./browser.ts";
import { FOREIGN, HOSTILE } from "./hostile-texts.ts";
import { ownAbilities } from "./serve.ts";
import { type ServedSite, startSite } from "./site.ts";

/** Tags and lines that would end an event of a stream, or begin another. */
const MORE = [
  "\n\nevent: answer\ndata: {}",
  "\r\nevent: error\r\ndata: x",
  "data: x\n\n: y",
  '{"tag":"script","attributes":{},"children":["alert(1)"]}',
  "__proto__",
];
const TEXTS = [...HOSTILE, ...MORE];

describe.skipIf(NO_BROWSER)("hostile input to the chat page", () => {
  let browser: Browser;
  let site: ServedSite;

  beforeAll(async () => {
    [browser, site] = await Promise.all([
      openBrowser(),
      startSite(undefined, { abilities: await ownAbilities() }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const foreign = (page: Page) => page.locator(FOREIGN).count();
  const squeezed = (text: string) => text.replace(/[\p{Cc}\p{Cf}\s\u2028\ud800\ufffd]/gu, "");
  const shownIn = async (page: Page) => squeezed((await page.locator("main").textContent()) ?? "");

  it("typed as a question is text, in the question, in the answer and in follow-ups", async () => {
    const { page, faults } = await watchedPage(browser);
    await page.goto(`${site.address}/ask`);
    for (const [i, text] of TEXTS.entries()) {
      await page.evaluate((typed) => {
        const field = document.getElementById("question") as HTMLTextAreaElement;
        field.value = `核实“${typed}”是不是原文`;
        field.form?.requestSubmit();
      }, text);
      await expect.poll(() => page.locator("#turns > .turn").count()).toBe(i + 1);
    }
    const shown = await shownIn(page);
    for (const text of TEXTS) expect(shown).toContain(squeezed(text));
    expect(await foreign(page)).toBe(0);
    await page.reload();
    await expect.poll(() => page.locator("#turns > .turn").count()).toBe(TEXTS.length);
    expect(await foreign(page)).toBe(0);
    expect(faults).toEqual([]);
  });

  it("in the form, in its history and in a link is text without scripts, too", async () => {
    const { page, faults } = await watchedPage(browser);
    const body = new URLSearchParams({ question: TEXTS.join(" ").slice(0, 900) });
    for (const text of TEXTS) body.append("history", text);
    const answered = await fetch(`${site.address}/ask`, { method: "POST", body });
    await page.route("**/ask", async (route) =>
      route.fulfill({
        headers: Object.fromEntries(answered.headers),
        body: await answered.clone().text(),
      }),
    );
    await page.goto(`${site.address}/ask`);
    expect(await foreign(page)).toBe(0);
    await page.unroute("**/ask");
    for (const text of TEXTS.slice(0, 12)) {
      await page.goto(`${site.address}/ask?${new URLSearchParams({ q: text.toWellFormed() })}`);
      expect(await foreign(page)).toBe(0);
    }
    expect(faults).toEqual([]);
  });

  it("that got into what the browser keeps is not built", async () => {
    const { page, faults } = await watchedPage(browser);
    await page.goto(`${site.address}/ask`);
    const element = (tag: string, attributes: object, ...children: unknown[]) => ({
      tag,
      attributes,
      children,
    });
    const views = [
      element("script", {}, "alert(1)"),
      element("p", { onclick: "alert(1)" }, "x"),
      element("div", {}, element("iframe", { srcdoc: "x" })),
      element("a", { href: "javascript:alert(1)" }, "x"),
      element("a", { href: "//evil.example/" }, "x"),
      element("p", { style: "background:url(//evil.example)" }, "x"),
      { tag: 1 },
      null,
      ...TEXTS,
    ];
    await page.evaluate((kept) => {
      const turns = kept.map((view) => ({
        id: "a",
        question: "问",
        history: [],
        view,
        answer: {},
        copy: "",
      }));
      sessionStorage.setItem("anlitong-talk", JSON.stringify(turns));
    }, views);
    await page.reload();
    await page.locator("#send").waitFor();
    expect(await foreign(page)).toBe(0);
    const links = await page
      .locator("#turns a")
      .evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    expect(links.filter((href) => href !== null)).toEqual([]);
    for (const kept of ['{"x":1}', "no json", "[[]]", '[{"view":{"tag":"p"}}]']) {
      await page.evaluate((text) => sessionStorage.setItem("anlitong-talk", text), kept);
      await page.reload();
      await page.locator("#send").waitFor();
      expect(await page.locator("#stop").isVisible()).toBe(false);
    }
    expect(faults).toEqual([]);
  });

  it("voted and unanswered is text on the curator's pages", async () => {
    const { page, faults } = await watchedPage(browser);
    const { contractOf } = await import("../../src/render/contract.ts");
    const answer = contractOf(await site.abilities.answer({ question: "帮助" }));
    for (const [i, text] of TEXTS.entries()) {
      await site.feedback.noteUnanswered({ question: text, history: [text], reason: "not-told" });
      const response = await fetch(`${site.address}/ask/vote`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
          id: `hostile${String(i).padStart(5, "0")}`,
          question: text,
          history: [text],
          answer: { ...answer, text },
          isGood: false,
          reason: text,
        }),
      });
      expect(response.status).toBe(200);
    }
    await page.goto(`${site.address}/curator`);
    expect(await foreign(page)).toBe(0);
    // Questions that differ in the width of their signs alone are shown once.
    const shown = foldTight(await shownIn(page));
    for (const text of TEXTS) expect(shown).toContain(foldTight(squeezed(text)));
    await page.getByRole("button", { name: "加入题库" }).first().click();
    await page.locator(".outcome").waitFor();
    for (const text of TEXTS.slice(0, 10)) {
      await page.goto(`${site.address}/curator/search?${new URLSearchParams({ q: text.toWellFormed() })}`);
      expect(await foreign(page)).toBe(0);
    }
    expect(faults).toEqual([]);
  });

  it("in events stays within its event", async () => {
    const echo: Abilities = {
      ...site.abilities,
      answer: async ({ question }) => ({
        kind: "not-found",
        reason: { kind: "unknown-case", name: question },
        suggestions: [question],
        carried: null,
      }),
    };
    const other = await startSite(undefined, { abilities: echo });
    try {
      for (const text of TEXTS) {
        const response = await fetch(`${other.address}/api/ask`, {
          method: "POST",
          headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
          body: JSON.stringify({ question: text }),
        });
        const body = await response.text();
        expect(body.match(/^event: /gm)).toEqual(["event: "]);
        const [, data = ""] = /^event: answer\ndata: ([^\n]*)\n\n$/.exec(body) ?? [];
        expect(JSON.parse(data).suggestions).toEqual([text]);
      }
    } finally {
      await other.stop();
    }
  });
});
