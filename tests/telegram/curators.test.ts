/** A curator who replies to an answer, and who types commands with their slash, as Telegram marks them. */

import { expect, it, onTestFinished } from "vitest";
import { openOffice, WORDS } from "../channels/office.ts";
import { atTheWire } from "./at-the-wire.ts";
import { startBot } from "./bot.ts";
import { startBotApi } from "./bot-api.ts";
import { person, privateChat, supergroup } from "./people.ts";

const QUESTION = "夏天快递员怎么歇脚？";
const OTHER = "甲县总工会慰问了多少人？";

async function setUp() {
  const office = await openOffice("telegram");
  const api = await startBotApi();
  const bot = await startBot({ api, ...office.setup });
  onTestFinished(async () => {
    await bot.stop();
    await office.close();
  });
  const curator = person("李安");
  office.curators.push(`telegram:${curator.id}`);
  return { curator, ...atTheWire(api, () => bot.dir) };
}

it("pins the place to the question of the answer replied to, whatever was asked since, also in a group", async () => {
  const { curator, ask } = await setUp();
  for (const chat of [privateChat(curator), supergroup()]) {
    const { answer } = await ask(curator, chat, chat.type === "private" ? QUESTION : `/ask ${QUESTION}`);
    await ask(curator, chat, chat.type === "private" ? OTHER : `/ask ${OTHER}`);
    const pinned = await ask(curator, chat, `/pin ${WORDS}`, { replyTo: answer.message });
    expect(pinned.text).toContain(`已置顶。今后问“${QUESTION}”，将这样回答：`);
    expect(pinned.text).toContain(WORDS);
    expect((await ask(curator, chat, `/unpin ${QUESTION}`)).text).toBe(`已撤下“${QUESTION}”的置顶。`);
  }
});

it("takes a question and its place on two lines behind a command", async () => {
  const { curator, ask } = await setUp();
  const alone = privateChat(curator);
  const { text } = await ask(curator, alone, `/pin ${QUESTION}\n乙县总工会·主要内容·第2句`);
  expect(text).toContain(`今后问“${QUESTION}”`);
  expect(text).toContain(WORDS);
  expect((await ask(curator, alone, "/pin")).text).toContain(`· ${QUESTION}`);
});
