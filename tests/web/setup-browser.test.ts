/** The page of the first set-up in a real browser: opened, filled in, put right, written. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSetupDesk } from "../../src/app/setup/setup.ts";
import { newDir } from "../chat/journal.ts";
import { axeFindings, NO_BROWSER, openBrowser, watchedPage } from "./browser.ts";
import { serve } from "./serve.ts";

const CORPUS = join(import.meta.dirname, "../../corpus");

describe.skipIf(NO_BROWSER)("the first set-up in a browser", () => {
  it("is filled in step by step, and fits whoever uses it", async () => {
    const path = join(newDir(), ".env");
    const setup = createSetupDesk({ path, environment: {}, host: "127.0.0.1" });
    const { address } = await serve({ setup });
    const browser = await openBrowser();
    onTestFinished(() => browser.close());
    const { page, faults } = await watchedPage(browser);
    await page.goto(`${address}/setup?code=${setup?.code}`);

    await page.getByText("飞书", { exact: true }).click();
    await page.getByLabel("App ID").fill("ding-1");
    await page.getByLabel("App Secret").fill("canary-secret");
    await page.getByRole("button", { name: "试用并记下" }).click();
    await page.getByText("应为 cli_ 开头的 App ID").waitFor();
    // What is wrong can be put right; what is secret is asked for anew.
    expect(await page.getByLabel("App ID").inputValue()).toBe("ding-1");
    expect(await page.getByLabel("App Secret").inputValue()).toBe("");
    expect(await page.content()).not.toContain("canary");

    await page.getByText("案例文档", { exact: true }).click();
    await page.getByLabel("文件夹").fill(CORPUS);
    await page.locator("#corpus").getByRole("button", { name: "试用并记下" }).click();
    await page.getByText("可读入案例 10 个").waitFor();

    expect(await axeFindings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await axeFindings(page, ["color-contrast"])).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

    await page.getByRole("button", { name: "写入设置" }).click();
    await page.getByText("请重新启动程序").waitFor();
    expect(readFileSync(path, "utf8")).toBe(`CORPUS_DIR=${CORPUS}\n`);
    expect(faults).toEqual([]);
  });
});
