/** Where Slack is reached by a proxy alone: calls, private answers and the connection of Socket Mode go by it. */

import { afterAll, expect, it } from "vitest";
import { startProxy } from "../wire/proxy.ts";
import { atTheWire, complaintsOf } from "./at-the-wire.ts";
import { startBot } from "./bot.ts";
import { commands } from "./interactions.ts";
import { channel, person } from "./people.ts";
import { startSlack } from "./slack-server.ts";

const LI = person("李安");
const QUESTION = "圆通的应用成效是什么？";
const ANSWER = "圆通速递有限公司工会 · 应用成效";

const proxy = await startProxy();
const { url: address, passed } = proxy;

afterAll(() => proxy.stop());

it("a question, a private answer and the connection itself go by the proxy that is named", async () => {
  passed.length = 0;
  const bot = await startBot({ proxies: { HTTP_PROXY: address } });
  const { ask, callsAfter, ephemerals } = atTheWire(bot);
  const where = channel();
  expect((await ask(LI, where, QUESTION)).text).toContain(ANSWER);
  await callsAfter(commands(LI, where, "/ask", QUESTION));
  expect(ephemerals(where).at(-1)?.text).toContain(ANSWER);
  const { host } = new URL(bot.slack.url);
  await bot.stop();
  expect(bot.slack.violations).toEqual([]);
  expect(complaintsOf(bot)).toEqual([]);
  expect(passed.filter((one) => one.startsWith("CONNECT"))).not.toContainEqual(
    expect.not.stringContaining(host),
  );
  const responses = bot.slack.calls.filter(({ method }) => method === "response_url");
  expect(responses).toHaveLength(1);
  for (const path of ["auth.test", "apps.connections.open", "chat.postMessage", "/link/", "/response/"])
    expect(passed).toContainEqual(expect.stringContaining(path));
});

it("what is named as an exception is reached without it", async () => {
  passed.length = 0;
  const slack = await startSlack();
  const bot = await startBot({ slack, proxies: { HTTP_PROXY: address, NO_PROXY: "127.0.0.1" } });
  expect((await atTheWire(bot).ask(LI, channel(), QUESTION)).text).toContain(ANSWER);
  await bot.stop();
  expect(passed).toEqual([]);
});

it("a proxy that is not there is said to be so, and is no reason to go round it", async () => {
  const slack = await startSlack();
  const bot = startBot({ slack, proxies: { HTTP_PROXY: "http://127.0.0.1:9" } });
  const { log, stop } = await bot;
  expect(log.lines).toContainEqual(expect.stringMatching(/^warn Slack：暂时连不上（ECONNREFUSED）/));
  expect(slack.calls).toEqual([]);
  await stop();
});
