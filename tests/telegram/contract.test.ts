/** Telegram holds what every chat platform has to hold. */

import type { Chat, User } from "grammy/types";
import { describeChannel, MANY, type Setup } from "../channels/contract.ts";
import { buttonsOf } from "./at-the-wire.ts";
import { abilities, startBot } from "./bot.ts";
import type { StoredMessage } from "./bot-api.ts";
import { citationsIn } from "./parse-back.ts";
import { person, presses, privateChat, says, supergroup } from "./people.ts";

type Shown = StoredMessage & { readonly text: string };

async function open(setup: Setup = {}) {
  let bot = await startBot({ ...setup, limits: MANY });
  const { api, dir } = bot;
  const at = `@${api.me.username}`;
  const own = (chat: Pick<Chat, "id">): Shown[] => {
    try {
      return api.chat(chat.id).own.map((one) => ({ ...one, text: one.text ?? "" }));
    } catch {
      return [];
    }
  };
  const told = (update: ReturnType<typeof says>) => {
    const { message } = update;
    let isTold = false;
    return {
      tell() {
        // Telegram tells an update once; a second message of the same number would be another.
        if (!isTold) api.push(update);
        isTold = true;
      },
      under: () =>
        own(message.chat).filter((one) => one.message.reply_to_message?.message_id === message.message_id),
    };
  };
  return {
    get log() {
      return bot.log;
    },
    person: () => person("李安"),
    group: () => supergroup(),
    says: (by: User, text: string, where?: Chat.SupergroupChat) =>
      told(where ? says(by, where, `${at} ${text}`) : says(by, privateChat(by), text)),
    talks: (by: User, where: Chat.SupergroupChat) =>
      ["@another_bot 你看看", "大家好", `${at}2 你好`, "案例通真好用", "/ask@other_bot 圆通"].map((text) =>
        told(says(by, where, text)),
      ),
    said: (where: Chat.SupergroupChat) => own(where),
    presses(by: User, under: readonly Shown[], label: RegExp) {
      const last = under.at(-1);
      if (!last) return;
      const [, data = ""] = [...buttonsOf(last.message)].find(([text]) => label.test(text)) ?? [];
      api.push(presses(by, last.message, data));
    },
    citationsIn: (shown: readonly Shown[]) => citationsIn(shown.map(({ message }) => message)),
    refusesNext(why: "wait" | "form") {
      api.fault(
        why === "wait"
          ? { method: "sendMessage", kind: "429", retryAfter: 1, times: 1 }
          : {
              method: "sendMessage",
              kind: "refusal",
              code: 400,
              description: "Bad Request: can't parse entities",
              times: 1,
            },
      );
    },
    async restart(again: Setup = {}) {
      await bot.stopBot();
      bot = await startBot({ ...again, limits: MANY, api, dir });
    },
    violations: () => api.violations,
    stop: () => bot.stop(),
  };
}

describeChannel({ name: "Telegram", abilities, open });
