/** Feishu holds what every chat platform has to hold. */

import { describeChannel, MANY, type Setup } from "../channels/contract.ts";
import { abilities, isSign, startBot } from "./bot.ts";
import { citationsIn } from "./feishu-cards.ts";
import type { Shown } from "./feishu-server.ts";
import { calls, type Event, group, mention, person, presses, says } from "./people.ts";

async function open(setup: Setup = {}) {
  let bot = await startBot({ ...setup, limits: MANY });
  const { feishu, dir } = bot;
  const told = (event: Event) => ({
    tell: () => void feishu.push(event),
    under: () => bot.under(event),
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
      [
        says(by, "@_user_1 你看看", where, { mentions: [mention(1, "ou_other", "某人")] }),
        says(by, "@_all 开会", where),
        says(by, "@_user_1 你好", where, { mentions: [mention(1, "ou_bot2", "案例通")] }),
        says(by, "案例通真好用", where),
      ].map(told),
    said: (where: string) => feishu.shown.filter((one) => one.chat === where && !isSign(one)),
    presses(by: string, under: readonly Shown[], label: RegExp) {
      const { id = "", chat = "", buttons = [] } = under.at(-1) ?? {};
      const button = buttons.find((one) => label.test(one.label));
      feishu.push(presses(by, button?.value ?? {}, id, chat));
    },
    citationsIn: (shown: readonly Shown[]) => citationsIn(shown.map(({ card }) => card)),
    refusesNext(why: "wait" | "form") {
      const code = why === "wait" ? 230_020 : 230_099;
      feishu.fault({ api: "reply", kind: "code", code, times: 1 });
    },
    async restart(again: Setup = {}) {
      await bot.stopBot();
      bot = await startBot({ ...again, limits: MANY, feishu, dir });
    },
    violations: () => feishu.violations,
    stop: () => bot.stop(),
  };
}

describeChannel({ name: "飞书", abilities, open });
