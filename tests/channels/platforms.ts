/** Every chat platform, as one person asks there or in a group, whatever its own names for all that. */

import type { Abilities } from "../../src/answer/abilities.ts";
import type { Curating } from "../../src/chat/curating.ts";
import type { HoldOf } from "../../src/chat/journal.ts";
import type { ChatChannel } from "../../src/chat/serve.ts";
import { startBot as startDingtalk } from "../dingtalk/bot.ts";
import * as dingtalk from "../dingtalk/people.ts";
import { startBot as startFeishu } from "../feishu/bot.ts";
import * as feishu from "../feishu/people.ts";
import { atTheWire as atSlack } from "../slack/at-the-wire.ts";
import { startBot as startSlack } from "../slack/bot.ts";
import * as slack from "../slack/people.ts";
import { atTheWire as atTelegram } from "../telegram/at-the-wire.ts";
import { startBot as startTelegram } from "../telegram/bot.ts";
import { startBotApi } from "../telegram/bot-api.ts";
import * as telegram from "../telegram/people.ts";
import { startBot as startWecom } from "../wecom/bot.ts";
import * as wecom from "../wecom/people.ts";

const MANY = { perPerson: 10_000, perChat: 10_000 };

/** People and groups of a platform, by numbers of the test's own, and how one asks there. */
export interface Platform {
  /** As readers files name them. */
  readonly name: string;
  readonly person: () => string;
  readonly group: () => string;
  /** Resolves with all that is shown for it: words, buttons and what they carry. Alone where no group is given. */
  readonly ask: (by: string, text: string, where?: string) => Promise<string>;
  /** All that the bot said in a group, or to somebody alone. */
  readonly said: (where: string) => string;
  readonly announce: ChatChannel["announce"];
  /** The id of the chat in which somebody is alone with the bot. */
  readonly alone: (person: string) => string;
  readonly stop: () => Promise<void>;
}

export interface Setup {
  readonly abilities: Abilities;
  readonly curating?: Curating;
  readonly holdOf?: HoldOf;
}

type Start = (setup: Setup) => Promise<Platform>;

/** What was shown; when it was is no word of it, and may hold any digits. */
function wordsOf(shown: unknown): string {
  return JSON.stringify(shown, (_, value) => (typeof value === "number" ? undefined : value));
}

function textsOf(messages: readonly { readonly text?: string | undefined }[]): string {
  return messages.map(({ text }) => text).join("\n");
}

const onFeishu: Start = async (setup) => {
  const bot = await startFeishu({ ...setup, limits: MANY });
  return {
    ...{ name: "飞书", person: feishu.person, group: feishu.group, stop: bot.stop },
    ...{
      announce: bot.announce,
      alone: (by) => `oc_p2p_${by}`,
      said: (where) => bot.texts(where).join("\n"),
    },
    async ask(by, text, where) {
      const said = where === undefined ? feishu.says(by, text) : feishu.calls(by, text, where);
      return wordsOf(await bot.ask(said));
    },
  };
};

const onWecom: Start = async (setup) => {
  const bot = await startWecom({ ...setup, limits: MANY, server: { mostInMinute: 1_000 } });
  return {
    ...{ name: "企业微信", person: wecom.person, group: wecom.group, stop: bot.stop },
    ...{ announce: bot.announce, alone: (by) => by, said: (where) => bot.texts(where).join("\n") },
    async ask(by, text, where) {
      const said = where === undefined ? wecom.says(by, text) : wecom.calls(by, text, where);
      return wordsOf(await bot.ask(said));
    },
  };
};

const onDingtalk: Start = async (setup) => {
  const bot = await startDingtalk({ ...setup, limits: MANY });
  return {
    ...{ name: "钉钉", person: dingtalk.person, group: dingtalk.group, stop: bot.stop },
    ...{ announce: bot.announce, alone: (by) => by, said: (where) => bot.texts(where).join("\n") },
    async ask(by, text, where) {
      const said = where === undefined ? dingtalk.says(by, text) : dingtalk.calls(by, text, where);
      return wordsOf(await bot.ask(said));
    },
  };
};

const onSlack: Start = async (setup) => {
  const bot = await startSlack({ ...setup, limits: MANY });
  const { ask, own } = atSlack(bot);
  const people = new Map<string, slack.Person>();
  const channels = new Map<string, slack.Channel>();
  const kept = <T extends { readonly id: string }>(all: Map<string, T>, one: T) => {
    all.set(one.id, one);
    return one.id;
  };
  return {
    ...{ name: "Slack", stop: bot.stop, announce: bot.announce },
    alone: (id) => slack.directMessage(people.get(id) as slack.Person).id,
    said: (id) => textsOf(own({ id })),
    person: () => kept(people, slack.person("李安")),
    group: () => kept(channels, slack.channel()),
    async ask(id, text, where) {
      const by = people.get(id) as slack.Person;
      const asked = await ask(by, channels.get(where ?? "") ?? slack.directMessage(by), text);
      return wordsOf(asked.messages);
    },
  };
};

const onTelegram: Start = async (setup) => {
  const api = await startBotApi();
  const bot = await startTelegram({ api, ...setup, limits: MANY });
  const { ask, own } = atTelegram(api, () => bot.dir);
  const people = new Map<string, ReturnType<typeof telegram.person>>();
  const groups = new Map<string, ReturnType<typeof telegram.supergroup>>();
  return {
    ...{ name: "Telegram", stop: bot.stop, announce: bot.announce },
    ...{ alone: (by) => by, said: (id) => textsOf(own({ id: Number(id) })) },
    person() {
      const one = telegram.person("李安");
      people.set(String(one.id), one);
      return String(one.id);
    },
    group() {
      const one = telegram.supergroup();
      groups.set(String(one.id), one);
      return String(one.id);
    },
    async ask(id, text, where) {
      const by = people.get(id) as ReturnType<typeof telegram.person>;
      const group = groups.get(where ?? "");
      const said = group ? `@${api.me.username} ${text}` : text;
      const asked = await ask(by, group ?? telegram.privateChat(by), said);
      return wordsOf(asked.messages.map(({ message }) => message));
    },
  };
};

/** By the names by which the audit knows them. */
export const PLATFORMS = [
  ["telegram", onTelegram],
  ["slack", onSlack],
  ["wecom", onWecom],
  ["feishu", onFeishu],
  ["dingtalk", onDingtalk],
] as const;
