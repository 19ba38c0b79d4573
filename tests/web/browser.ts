/** Debian's chromium, which reaches this machine alone, with a page that notes whatever goes wrong in it. */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { PATIENCE_MS } from "../wire/clock.ts";

const found = (() => {
  try {
    return execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
})();

/** Where there is none a developer's run goes on without these tests; one that counts does not. */
export const NO_BROWSER = found === "" && !process.env.CI;

export async function openBrowser(): Promise<Browser> {
  if (found === "")
    throw new Error("chromium: expected on the path, found none; install the package chromium");
  return chromium.launch({
    executablePath: found,
    timeout: PATIENCE_MS,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    ],
  });
}

export interface WatchedPage {
  readonly page: Page;
  /** Errors of scripts, breaches of the policy, dialogs, and requests to anywhere else. */
  readonly faults: readonly string[];
}

/** In a profile of its own. */
export async function watchedPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ locale: "zh-CN", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const faults: string[] = [];
  page.on("pageerror", ({ message }) => faults.push(`error: ${message}`));
  page.on("console", (message) => {
    // A page that is not there is said to be so in the console, too.
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text()))
      faults.push(`console: ${message.text()}`);
  });
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on("request", (request) => {
    if (!/^(?:http:\/\/127\.0\.0\.1:|file:|data:)/.test(request.url()))
      faults.push(`request: ${request.url()}`);
  });
  return { page, faults };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe-core finds wrong with the page as it stands, a line each; by all of its rules, or by these. */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Evaluated through the debugger, which the page's policy does not concern.
  await page.evaluate(AXE);
  const runOnly = rules ? { type: "rule", values: rules } : { type: "tag", values: TAGS };
  return page.evaluate(async (only) => {
    const { axe } = window as unknown as {
      axe: {
        run(
          options: object,
        ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    const { violations } = await axe.run({ runOnly: only });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  }, runOnly);
}

/** Whether the middle of the first such element can be seen without scrolling. */
export function isInView(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((asked) => {
    const box = document.querySelector(asked)?.getClientRects()[0];
    if (!box) return false;
    const middle = box.top + box.height / 2;
    return middle > 0 && middle < innerHeight;
  }, selector);
}
