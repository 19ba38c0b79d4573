/** The words of a closed case, asked for on every chat platform: told to its readers where they may read them, and nowhere else. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Abilities } from "../../src/answer/abilities.ts";
import { type ClosedCorpus, closedCorpus, leaked } from "../collections/closed-corpus.ts";
import { startBot as startDingtalk } from "../dingtalk/bot.ts";
import * as dingtalk from "../dingtalk/people.ts";
import { startBot as startFeishu } from "../feishu/bot.ts";
import * as feishu from "../feishu/people.ts";
import { sampleOf } from "../full.ts";
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
interface Platform {
  /** As readers files name them. */
  readonly name: string;
  readonly person: () => string;
  readonly group: () => string;
  /** Resolves with all that is shown for it: words, buttons and what they carry. Alone where no group is given. */
  readonly ask: (by: string, text: string, where?: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

type Start = (abilities: Abilities) => Promise<Platform>;

/** What was shown; when it was is no word of it, and may hold any digits. */
function wordsOf(shown: unknown): string {
  return JSON.stringify(shown, (_, value) => (typeof value === "number" ? undefined : value));
}

const onFeishu: Start = async (abilities) => {
  const bot = await startFeishu({ abilities, limits: MANY });
  return {
    ...{ name: "飞书", person: feishu.person, group: feishu.group, stop: bot.stop },
    async ask(by, text, where) {
      const said = where === undefined ? feishu.says(by, text) : feishu.calls(by, text, where);
      return wordsOf(await bot.ask(said));
    },
  };
};

const onWecom: Start = async (abilities) => {
  const bot = await startWecom({ abilities, limits: MANY, server: { mostInMinute: 1_000 } });
  return {
    ...{ name: "企业微信", person: wecom.person, group: wecom.group, stop: bot.stop },
    async ask(by, text, where) {
      const said = where === undefined ? wecom.says(by, text) : wecom.calls(by, text, where);
      return wordsOf(await bot.ask(said));
    },
  };
};

const onDingtalk: Start = async (abilities) => {
  const bot = await startDingtalk({ abilities, limits: MANY });
  return {
    ...{ name: "钉钉", person: dingtalk.person, group: dingtalk.group, stop: bot.stop },
    async ask(by, text, where) {
      const said = where === undefined ? dingtalk.says(by, text) : dingtalk.calls(by, text, where);
      return wordsOf(await bot.ask(said));
    },
  };
};

const onSlack: Start = async (abilities) => {
  const bot = await startSlack({ abilities, limits: MANY });
  const { ask } = atSlack(bot);
  const people = new Map<string, slack.Person>();
  const channels = new Map<string, slack.Channel>();
  const kept = <T extends { readonly id: string }>(all: Map<string, T>, one: T) => {
    all.set(one.id, one);
    return one.id;
  };
  return {
    ...{ name: "Slack", stop: bot.stop },
    person: () => kept(people, slack.person("李安")),
    group: () => kept(channels, slack.channel()),
    async ask(id, text, where) {
      const by = people.get(id) as slack.Person;
      const asked = await ask(by, channels.get(where ?? "") ?? slack.directMessage(by), text);
      return wordsOf(asked.messages);
    },
  };
};

const onTelegram: Start = async (abilities) => {
  const api = await startBotApi();
  const bot = await startTelegram({ api, abilities, limits: MANY });
  const { ask } = atTelegram(api, () => bot.dir);
  const people = new Map<string, ReturnType<typeof telegram.person>>();
  const groups = new Map<string, ReturnType<typeof telegram.supergroup>>();
  return {
    ...{ name: "Telegram", stop: bot.stop },
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

const QUESTIONS = sampleOf([
  "苇河县总工会的讲堂授课多少场？",
  "总结一下鹭汀港务集团工会",
  "引用梨坡镇总工会的应用成效",
  "核实：“理货员抢卸争执频发”",
  "有哪些案例？",
  "在机要里，有哪些案例？",
  "哪些案例提到潮汐？",
  "帮助",
]);

describe.each([
  ["telegram", onTelegram],
  ["slack", onSlack],
  ["wecom", onWecom],
  ["feishu", onFeishu],
  ["dingtalk", onDingtalk],
] as const)("on %s", (channel, start) => {
  let corpus: ClosedCorpus;
  let platform: Platform;
  let time = 0;
  /** Chosen before the readers file is written. */
  let [reader, stranger, open, closed] = ["", "", "", ""];

  beforeAll(async () => {
    corpus = await closedCorpus({ readers: "# 随后写入", now: () => time });
    platform = await start(corpus.scopes.abilitiesOf(channel));
    const { person, group, name } = platform;
    [reader, stranger, open, closed] = [person(), person(), group(), group()];
    letIn(`${name}：${reader}、${closed}`);
  });

  afterAll(async () => {
    await platform.stop();
    await corpus.close();
  });

  /** Writes the readers file, and lets as much time pass as it takes to be noticed. */
  function letIn(readers: string) {
    writeFileSync(join(corpus.dir, "内部/读者.txt"), readers);
    time += 60_000;
  }

  it("a reader alone, and a group that is one, are told", async () => {
    for (const [by, where] of [[reader], [stranger, closed]] as const)
      expect(await platform.ask(by, "苇河县总工会的讲堂授课多少场？", where)).toContain("讲堂授课48场");
    expect(await platform.ask(reader, "在机要里，有哪些案例？")).toContain("鹭汀港务集团工会");
  });

  it.each([
    ["somebody else alone", () => [stranger]],
    ["a reader in a group that is none", () => [reader, open]],
    ["somebody else in such a group", () => [stranger, open]],
  ])("%s is told nothing of it", async (_, who) => {
    const [by = "", where] = who();
    for (const question of QUESTIONS) {
      const answer = await platform.ask(by, question, where);
      expect([question, leaked(answer, question)]).toEqual([question, []]);
    }
  });

  it("what a reader was told alone is not gone on with in a group", async () => {
    expect(await platform.ask(reader, "那成效呢？")).toContain("六成");
    const next = await platform.ask(reader, "那成效呢？", open);
    expect(leaked(next)).toEqual([]);
  });

  it("who is no reader any more goes on from nothing that they were told", async () => {
    letIn("# 谁也不能");
    for (const question of [...QUESTIONS, "那成效呢？", "引用全文", "第一条呢？"]) {
      const answer = await platform.ask(reader, question);
      expect([question, leaked(answer, question)]).toEqual([question, []]);
    }
    for (const question of QUESTIONS)
      expect(leaked(await platform.ask(reader, question, closed), question)).toEqual([]);
  });
});
