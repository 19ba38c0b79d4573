/** Slack holds what every chat platform has to hold. */

import { describeChannel, MANY, type Setup } from "../channels/contract.ts";
import { atTheWire, button, buttonsOf, type Own } from "./at-the-wire.ts";
import { abilities, startBot } from "./bot.ts";
import { presses } from "./interactions.ts";
import { citationsIn } from "./parse-back.ts";
import {
  botSays,
  type Channel,
  channel,
  directMessage,
  mentions,
  type Person,
  person,
  says,
} from "./people.ts";
import type { Incoming } from "./slack-interface.ts";

async function open(setup: Setup = {}) {
  let bot = await startBot({ ...setup, limits: MANY });
  const { slack, dir } = bot;
  const { own } = atTheWire(bot);
  const where = new Map<string, Channel>();
  const told = (incoming: readonly Incoming[], at: Channel, ts: string) => ({
    tell: () => slack.push(...incoming),
    under: () => own(at, ts).filter(({ blocks }) => blocks !== undefined),
  });
  return {
    get log() {
      return bot.log;
    },
    person: () => person("李安"),
    group() {
      const made = channel();
      where.set(made.id, made);
      return made;
    },
    says(by: Person, text: string, at?: Channel) {
      const said = at ? mentions(by, at, text) : ([says(by, directMessage(by), text)] as const);
      const { ts } = said[0].payload.event as { readonly ts: string };
      return told(said, at ?? directMessage(by), ts);
    },
    talks: (by: Person, at: Channel) =>
      [
        says(by, at, "大家好"),
        says(by, at, "案例通真好用"),
        says(by, at, "<@U0OTHER> 你看看"),
        botSays(at, "日报"),
      ].map((said) => told([said], at, "")),
    said: (at: Channel) => own(at),
    presses(by: Person, under: readonly Own[], label: RegExp) {
      const last = under.at(-1);
      const name = last && [...buttonsOf(last).keys()].find((one) => label.test(one));
      const at = last && [...where.values()].find((one) => own(one).some(({ ts }) => ts === last.ts));
      if (!last || !at || name === undefined) throw new Error("expected a button, found none");
      slack.push(presses(by, at, last, { ...button(last, name), type: "button" }));
    },
    citationsIn: (shown: readonly Own[]) => citationsIn(shown),
    refusesNext(why: "wait" | "form") {
      slack.fault(
        why === "wait"
          ? { method: "chat.postMessage", kind: "429", retryAfter: 1, times: 1 }
          : { method: "chat.postMessage", kind: "error", error: "invalid_blocks", times: 1 },
      );
    },
    async restart(again: Setup = {}) {
      await bot.stopBot();
      bot = await startBot({ ...again, limits: MANY, slack, dir });
    },
    violations: () => slack.violations,
    stop: () => bot.stop(),
  };
}

describeChannel({ name: "Slack", abilities, open });
