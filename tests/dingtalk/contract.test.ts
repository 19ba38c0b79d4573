/** DingTalk holds what every chat platform has to hold. */

import { describeChannel, MANY, type Setup } from "../channels/contract.ts";
import { until } from "../wire/clock.ts";
import { citationsIn } from "../wire/markdown-back.ts";
import { abilities, startBot } from "./bot.ts";
import type { Shown } from "./dingtalk-server.ts";
import { calls, group, person, says } from "./people.ts";

async function open(setup: Setup = {}) {
  let bot = await startBot({ ...setup, limits: MANY, server: { mostInMinute: 1_000 } });
  const { dingtalk, dir } = bot;
  const told = (message: ReturnType<typeof says>) => ({
    tell: () => void dingtalk.push(message),
    under: () => dingtalk.shown.filter(({ answers }) => answers === message.msgId),
  });
  await until(() => dingtalk.isConnected, "a connection");
  return {
    get log() {
      return bot.log;
    },
    person,
    group,
    says: (by: string, text: string, where?: string) =>
      told(where === undefined ? says(by, text) : calls(by, text, where)),
    talks: (by: string, where: string) =>
      ["@某人 你看看", "@所有人 开会", "案例通 你好", "案例通真好用"].map((text) =>
        told(says(by, text, where)),
      ),
    said: (where: string) => dingtalk.shown.filter(({ chat }) => chat === where),
    /** Who is in a group says the words that stand behind the label. */
    presses(by: string, under: readonly Shown[], label: RegExp) {
      const { text = "", chat = "" } = under.at(-1) ?? {};
      const line = text.split("\n").find((one) => label.test(one));
      dingtalk.push(calls(by, line?.replace(/^· .*?：/, "") ?? "", chat));
    },
    citationsIn: (shown: readonly Shown[]) => citationsIn(shown.map(({ text }) => text)),
    refusesNext(why: "wait" | "form") {
      dingtalk.fault(
        why === "wait"
          ? { at: "session", kind: "code", code: 503, times: 1 }
          : { at: "session", kind: "form", times: 1 },
      );
    },
    async restart(again: Setup = {}) {
      await bot.stopBot();
      bot = await startBot({ ...again, limits: MANY, dingtalk, dir });
      await until(() => dingtalk.isConnected, "a connection");
    },
    violations: () => dingtalk.violations,
    stop: () => bot.stop(),
  };
}

describeChannel({ name: "钉钉", abilities, open });
