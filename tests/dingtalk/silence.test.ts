/** A line to DingTalk of which nothing is heard: it takes most of a minute to be sure of that. */

import { expect, it } from "vitest";
import { until } from "../wire/clock.ts";
import { startBot } from "./bot.ts";
import { person, says } from "./people.ts";

it("that says nothing any more is replaced, though it stays open", async () => {
  const { dingtalk, ask, stop } = await startBot();
  await until(() => dingtalk.isConnected, "a connection");
  dingtalk.freeze();
  // Half a minute for the beat that is not answered, and the time that an answer may take.
  await until(() => dingtalk.connections > 1, "another connection");
  expect((await ask(says(person(), "圆通的应用成效是什么？"))).text).toContain("圆通速递");
  expect(dingtalk.violations).toEqual([]);
  await stop();
});
