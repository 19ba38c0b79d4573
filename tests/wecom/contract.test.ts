/** WeCom holds what every chat platform has to hold. */

import { describeChannel, MANY, type Setup } from "../channels/contract.ts";
import { citationsIn } from "../wire/markdown-back.ts";
import { abilities, startBot } from "./bot.ts";
import { calls, group, person, presses, says } from "./people.ts";
import type { Shown } from "./wecom-server.ts";

async function open(setup: Setup = {}) {
  let bot = await startBot({ ...setup, limits: MANY, server: { mostInMinute: 1_000 } });
  const { wecom, dir } = bot;
  const told = (callback: ReturnType<typeof says>) => ({
    tell: () => void wecom.push(callback),
    under: () =>
      wecom.shown.filter(({ answers, isFinished }) => isFinished && answers === callback.headers.req_id),
  });
  return {
    get log() {
      return bot.log;
    },
    person,
    group,
    says: (by: string, text: string, where?: string) =>
      told(where === undefined ? says(by, text) : calls(by, text, where)),
    talks: (by: string, where: string) =>
      ["@某人 你看看", "@所有人 开会", "@案例通2 你好", "案例通真好用"].map((text) =>
        told(says(by, text, where)),
      ),
    said: (where: string) => wecom.shown.filter(({ chat, isFinished }) => isFinished && chat === where),
    presses(by: string, under: readonly Shown[], label: RegExp) {
      const { card, chat } = under.findLast((one) => one.card !== undefined) ?? {};
      const button = card?.button_list?.find(({ text }) => label.test(text));
      wecom.push(presses(by, button?.key ?? "", card?.task_id ?? "", chat));
    },
    citationsIn: (shown: readonly Shown[]) => citationsIn(shown.map(({ text }) => text)),
    refusesNext(why: "wait" | "form") {
      const code = why === "wait" ? -1 : 42_014;
      wecom.fault({ cmd: "aibot_respond_msg", kind: "code", code, times: 1 });
    },
    async restart(again: Setup = {}) {
      await bot.stopBot();
      bot = await startBot({ ...again, limits: MANY, wecom, dir });
    },
    violations: () => wecom.violations,
    stop: () => bot.stop(),
  };
}

describeChannel({ name: "企业微信", abilities, open });
