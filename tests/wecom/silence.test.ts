/** A line to WeCom of which nothing is heard, or that another program takes: each is waited for a minute or so. */

import { describe, expect, it } from "vitest";
import { until } from "../wire/clock.ts";
import { startBot } from "./bot.ts";
import { person, says } from "./people.ts";

const QUESTION = "圆通的应用成效是什么？";
const WORDS = "圆通速递有限公司工会 · 应用成效";

describe.concurrent("the connection", () => {
  it("that says nothing any more is replaced, though it stays open", async () => {
    const { wecom, ask, stop } = await startBot();
    await until(() => wecom.isConnected, "a connection");
    wecom.freeze();
    // Half a minute for the beat that is not answered, and the time that an answer may take.
    await until(() => wecom.connections > 1 && wecom.isConnected, "another connection");
    expect((await ask(says(person(), QUESTION))).text).toContain(WORDS);
    expect(wecom.violations).toEqual([]);
    await stop();
  });

  it("is given up for a minute when another program takes its place, with one line", async () => {
    const { wecom, ask, log, stop } = await startBot();
    await until(() => wecom.isConnected, "a connection");
    const at = performance.now();
    wecom.kick();
    await until(() => wecom.connections > 1 && wecom.isConnected, "another connection");
    expect(performance.now() - at).toBeGreaterThan(59_000);
    expect(log.lines.filter((line) => line.includes("另一个程序"))).toHaveLength(1);
    expect((await ask(says(person(), QUESTION))).text).toContain(WORDS);
    expect(wecom.violations).toEqual([]);
    await stop();
  });
});
