/**
 * The pictures of the README, made anew: `node tests/web/pictures.ts`. The page is photographed in chromium; what Telegram
 * and Slack show is drawn from the messages that the bot sends to the servers of the tests, and says so below. It wants
 * fonts with Chinese and with emoji (Debian: fonts-noto-cjk, fonts-noto-color-emoji).
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { startBot as startSlackBot } from "../slack/bot.ts";
import { channel, mentions, person as slackPerson } from "../slack/people.ts";
import { startBot as startTelegramBot } from "../telegram/bot.ts";
import { group, person, says } from "../telegram/people.ts";
import { openBrowser, watchedPage } from "./browser.ts";
import { slackPage, telegramPage } from "./drawn-messages.ts";
import { startSite } from "./site.ts";

const FOLDER = join(import.meta.dirname, "../../docs/images");
const MOST_BYTES = 120_000;
const QUESTION = "镇江挽回了多少损失，帮了几个人？";
const NOTE = (where: string) => `按机器人发给测试服务器的消息绘制，不是 ${where} 的截图`;

const PHONE = { width: 390, height: 780 };
const DESKTOP = { width: 1_200, height: 720 };
const CHAT = { width: 460, height: 200 };

mkdirSync(FOLDER, { recursive: true });
const browser = await openBrowser();
const site = await startSite();
try {
  await photographed(browser, "desktop", { viewport: DESKTOP }, async (page) => {
    await ask(page, QUESTION);
    await page.locator(".claim .cite").first().click();
    await page.locator("#passage mark, aside mark").first().waitFor();
  });
  await photographed(browser, "phone", { viewport: PHONE, deviceScaleFactor: 2 }, (page) =>
    ask(page, QUESTION),
  );
  await photographed(
    browser,
    "dark",
    { viewport: PHONE, deviceScaleFactor: 2, colorScheme: "dark" },
    async (page) => {
      await page.goto(site.address);
      await page.getByRole("link", { name: "护薪" }).first().click();
      await page.waitForLoadState();
    },
  );
  const chat = { viewport: CHAT, deviceScaleFactor: 2 };
  const [telegram, slack] = [await telegramMessage(), await slackMessage()];
  await photographed(browser, "telegram", chat, (page) => page.setContent(telegram), true);
  await photographed(browser, "slack", chat, (page) => page.setContent(slack), true);
} finally {
  await browser.close();
  await site.stop();
}

async function ask(page: Page, question: string): Promise<void> {
  await page.goto(`${site.address}/ask`);
  await page.getByRole("textbox", { name: "问题" }).fill(question);
  await page.getByRole("button", { name: "发送" }).click();
  await page.locator("#turns .claim").first().waitFor();
}

async function telegramMessage(): Promise<string> {
  const bot = await startTelegramBot({ publicUrl: "https://example.org" });
  const where = group();
  bot.api.push(says(person("工会干部"), where, `@${bot.api.me.username} ${QUESTION}`));
  await bot.api.waitFor(({ method }) => method === "sendMessage");
  const [answer] = bot.api.chat(where.id).own;
  await bot.stop();
  if (!answer) throw new Error("expected an answer in Telegram, found none");
  return telegramPage(answer, NOTE("Telegram"));
}

async function slackMessage(): Promise<string> {
  const bot = await startSlackBot({ publicUrl: "https://example.org" });
  const where = channel();
  bot.slack.push(...mentions(slackPerson("工会干部"), where, QUESTION));
  await bot.slack.waitFor(() => bot.slack.calls.some(({ method }) => method === "chat.postMessage"));
  const [answer] = bot.slack.channel(where.id).own;
  await bot.stop();
  if (!answer) throw new Error("expected an answer in Slack, found none");
  return slackPage(QUESTION, answer.blocks ?? [], NOTE("Slack"));
}

/** Of what the window shows, or of all of the page. */
async function photographed(
  by: Browser,
  name: string,
  options: BrowserContextOptions,
  show: (page: Page) => Promise<unknown>,
  fullPage = false,
): Promise<void> {
  const { page, faults } = await watchedPage(by, options);
  await show(page);
  const png = await page.screenshot({ fullPage, animations: "disabled" });
  if (faults.length > 0) throw new Error(`${name}: expected no faults, found ${faults.join("; ")}`);
  const webp = await asWebp(by, png);
  if (webp.length > MOST_BYTES)
    throw new Error(`${name}: expected ${MOST_BYTES} bytes at most, found ${webp.length}`);
  writeFileSync(join(FOLDER, `${name}.webp`), webp);
  console.log(`${name}.webp  ${webp.length} bytes`);
  await page.context().close();
}

async function asWebp(by: Browser, png: Buffer): Promise<Buffer> {
  const page = await by.newPage();
  const url = await page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), {
        width: image.width,
        height: image.height,
      });
      canvas.getContext("2d")?.drawImage(image, 0, 0);
      return canvas.toDataURL("image/webp", 0.8);
    },
    `data:image/png;base64,${png.toString("base64")}`,
  );
  await page.close();
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}
