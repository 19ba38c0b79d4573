/** The channel against a Bot API that others wrote for tests of bots, as its client sees it. */

import { TelegramServer } from "telegram-test-api/lib/telegramServer.js";
import { afterAll, expect, it, vi } from "vitest";
import { sleep } from "../wire/clock.ts";
import { freePort } from "../wire/free-port.ts";
import { complaintsOf } from "./at-the-wire.ts";
import { startBot } from "./bot.ts";
import type { BotApi } from "./bot-api.ts";
import { citationsIn } from "./parse-back.ts";

/*
 * What it lacks: setMyCommands, sendChatAction and answerInlineQuery, which it refuses with status 500 and without the
 * fields of an error of Telegram; getMe says little of the bot; getUpdates neither waits nor looks at an offset; edits
 * give back nothing; a press knows no message_id of the message under which the button stood, unless its sender adds
 * it; there are no groups of several people, no migrations, no limits, and it never refuses what is malformed.
 */
const TOKEN = "123456:smoke-test";

const server = new TelegramServer({ host: "127.0.0.1", port: await freePort() });
await server.start();
const bot = await startBot({ api: { token: TOKEN, url: server.config.apiURL } as BotApi });
const client = server.getClient(TOKEN, { userId: 42, chatId: 42, firstName: "李安", timeout: 10_000 });

afterAll(async () => {
  await bot.stopBot();
  await server.stop();
  // The menu is all that cannot be had there.
  expect(complaintsOf(bot)).toEqual([expect.stringMatching(/^warn Telegram：命令菜单没有设置成功/)]);
});

/** What the bot says next, as the server keeps it. */
async function nextMessage() {
  const { result } = await client.getUpdates();
  expect(result).toHaveLength(1);
  const [{ message, messageId } = { message: undefined, messageId: 0 }] = result;
  const { text, entities, reply_markup, chat_id } = message as unknown as {
    readonly text: string;
    readonly entities: readonly { readonly type: string; readonly offset: number; readonly length: number }[];
    readonly reply_markup?: {
      readonly inline_keyboard: readonly (readonly { text: string; callback_data?: string }[])[];
    };
    readonly chat_id: number;
  };
  return {
    id: messageId,
    chat: chat_id,
    text,
    entities,
    buttons: (reply_markup?.inline_keyboard ?? []).flat(),
  };
}

it("answers a private message with cited words, and a press of a button under it", async () => {
  await client.sendMessage(client.makeMessage("圆通的应用成效是什么？"));
  const answer = await nextMessage();
  expect(answer.chat).toBe(42);
  expect(citationsIn([answer])).toMatchObject([
    { number: 1, organization: "圆通速递有限公司工会", section: "应用成效" },
  ]);
  const summary = answer.buttons.find(({ text }) => text === "📝 全文摘要");
  await client.sendCallback(
    client.makeCallbackQuery(summary?.callback_data ?? "", { message: { message_id: answer.id } }),
  );
  const shown = await nextMessage();
  expect(citationsIn([shown]).map(({ section }) => section)).toEqual(
    expect.arrayContaining(["推荐词", "应用成效"]),
  );
});

it("answers a command", async () => {
  await client.sendCommand(client.makeCommand("/help"));
  expect((await nextMessage()).text).toContain("我是案例通");
});

it("understands what follows", async () => {
  await client.sendMessage(client.makeMessage("镇江的应用成效是什么？"));
  await nextMessage();
  await client.sendMessage(client.makeMessage("那推荐词呢？"));
  expect((await nextMessage()).text).toContain("江苏镇江市总工会 · 推荐词");
});

it("does not ask for more at every moment, though the server lets nobody wait", async () => {
  const polls = vi.spyOn(server, "getUpdates");
  await sleep(500);
  expect(polls.mock.calls.length).toBeLessThan(10);
});
