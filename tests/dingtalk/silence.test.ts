/** A line to DingTalk of which nothing is heard, and a chat that takes no more: each is waited for most of a minute. */

import { expect, it } from "vitest";
import { SENT_AGAIN } from "../../src/chat/wording.zh.ts";
import { until } from "../wire/clock.ts";
import { startBot } from "./bot.ts";
import { person, says } from "./people.ts";

it.concurrent("a line that says nothing any more is replaced, though it stays open", async () => {
  const { dingtalk, ask, stop } = await startBot();
  await until(() => dingtalk.isConnected, "a connection");
  dingtalk.freeze();
  // Half a minute for the beat that is not answered, and the time that an answer may take.
  await until(() => dingtalk.connections > 1, "another connection");
  expect((await ask(says(person(), "圆通的应用成效是什么？"))).text).toContain("圆通速递");
  expect(dingtalk.violations).toEqual([]);
  await stop();
});

it.concurrent("a chat that got too much has its answer a minute later, once and without a mark", async () => {
  const { dingtalk, ask, texts, stop } = await startBot();
  dingtalk.fault({ at: "session", kind: "code", code: 130_101, times: 1 });
  const { chat, text } = await ask(says(person(), "圆通的应用成效是什么？"));
  expect(texts(chat)).toEqual([text]);
  expect(text).not.toContain(SENT_AGAIN);
  expect(dingtalk.violations).toEqual([]);
  await stop();
});
