/** Answers out of a closed collection, and what leads on from them: buttons, pages, replies, links, cards passed on, other chats. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { CHANGED, UNKNOWN_BUTTON } from "../../src/chat/wording.zh.ts";
import { casePath } from "../../src/render/reader-url.ts";
import { CLOSED, type ClosedCorpus, closedCorpus, leaked } from "../collections/closed-corpus.ts";
import { startBot as startFeishu } from "../feishu/bot.ts";
import * as feishu from "../feishu/people.ts";
import { atTheWire as atSlack, button as slackButton } from "../slack/at-the-wire.ts";
import { startBot as startSlack } from "../slack/bot.ts";
import { opensHome, sharesLinks, startsAssistant } from "../slack/happenings.ts";
import { commands } from "../slack/interactions.ts";
import * as slack from "../slack/people.ts";
import { atTheWire as atTelegram } from "../telegram/at-the-wire.ts";
import { startBot as startTelegram } from "../telegram/bot.ts";
import { startBotApi } from "../telegram/bot-api.ts";
import { migrates } from "../telegram/happenings.ts";
import { asksInline, group, person, privateChat, supergroup } from "../telegram/people.ts";
import { until } from "../wire/clock.ts";

const MANY = { perPerson: 10_000, perChat: 10_000 };
const QUESTION = "苇河县总工会的讲堂授课多少场？";
const TOLD = "讲堂授课48场";
const URL = "https://cases.example.org";

let corpus: ClosedCorpus;
let time = 0;

beforeAll(async () => {
  corpus = await closedCorpus({ readers: "# 随后写入", now: () => time });
});

afterAll(() => corpus.close());

/** Others lead to addresses, or copy words that stand there. */
const isPress = (data: string) => /^[pwsqcv]:/.test(data);

/** Writes the readers file, and lets as much time pass as it takes to be noticed. */
function letIn(...readers: readonly string[]) {
  writeFileSync(join(corpus.dir, "内部/读者.txt"), ["# 读者", ...readers].join("\n"));
  time += 60_000;
}

describe("on Telegram", async () => {
  const api = await startBotApi();
  const READER = person("李安");
  const OTHER = person("王芳");
  const alone = privateChat(READER);
  const closed = group();
  const moved = supergroup();
  let bot: Awaited<ReturnType<typeof startTelegram>>;
  let wire: ReturnType<typeof atTelegram>;

  beforeAll(async () => {
    bot = await startTelegram({
      ...{ api, limits: MANY, publicUrl: URL },
      abilities: corpus.scopes.abilitiesOf("telegram"),
    });
    wire = atTelegram(api, () => bot.dir);
  });
  afterAll(async () => {
    await bot.stop();
    expect(api.violations).toEqual([]);
  });
  const open = () => letIn(`Telegram：${READER.id}、${closed.id}`);

  it("buttons of an answer, and replies to it, come to nothing for who is no reader any more", async () => {
    open();
    const answers = [
      await wire.ask(READER, alone, QUESTION),
      await wire.ask(READER, alone, "帮助"),
      await wire.ask(READER, alone, "苇河和鹭汀有什么不同？"),
      await wire.ask(READER, alone, "海上建桥的案例"),
    ];
    expect(answers[0]?.text).toContain(TOLD);
    const buttons = answers.flatMap(({ answer, buttons }) =>
      [...buttons.values()].filter((data) => isPress(data)).map((data) => ({ under: answer, data })),
    );
    expect(buttons.length).toBeGreaterThan(8);
    letIn();
    for (const { under, data } of buttons) {
      const pressed = await wire.press(READER, under.message, data);
      expect([data, pressed.note, pressed.calls]).toEqual([data, CHANGED, []]);
    }
    for (const { answer } of answers) {
      const next = await wire.ask(READER, alone, "成效呢？", { replyTo: answer.message });
      expect(leaked(JSON.stringify(next.messages.map(({ text }) => text)))).toEqual([]);
    }
  });

  it("buttons are those of their chat, whoever presses them", async () => {
    open();
    const { answer, buttons } = await wire.ask(READER, alone, QUESTION);
    const there = await wire.ask(OTHER, supergroup(), `@${api.me.username} 帮助`);
    for (const data of [...buttons.values()].filter(isPress)) {
      const pressed = await wire.press(READER, there.answer.message, data);
      expect([pressed.note, pressed.calls]).toEqual([UNKNOWN_BUTTON, []]);
    }
    expect(answer.text).toContain(TOLD);
  });

  it("an answer of a group that is a reader is not carried along to somebody who is none", async () => {
    open();
    api.setChat(closed, { members: [{ status: "member", user: OTHER }] });
    for (const question of [QUESTION, "苇河的案例", "总结鹭汀港务集团工会"]) {
      const { buttons } = await wire.ask(OTHER, closed, `@${api.me.username} ${question}`);
      const [, payload] = (buttons.get("💬 私聊继续") ?? "").split("?start=");
      const followed = await wire.ask(OTHER, privateChat(OTHER), `/start ${payload}`);
      expect([question, followed.text]).toEqual([question, CHANGED]);
      const next = await wire.ask(OTHER, privateChat(OTHER), "那成效呢？");
      expect(leaked(next.text)).toEqual([]);
    }
  });

  it("what may go into any chat holds nothing of it, whoever looks for it", async () => {
    open();
    for (const query of ["苇河", "驿家", "潮汐班组", ""]) {
      const update = asksInline(READER, query);
      api.push(update);
      const call = await api.waitFor(({ payload }) => payload.inline_query_id === update.inline_query.id);
      expect([query, leaked(JSON.stringify(call.payload), query)]).toEqual([query, []]);
    }
  });

  it("a group that becomes a supergroup stays a reader", async () => {
    open();
    await wire.callsAfter(migrates(OTHER, closed, moved));
    const { text } = await wire.ask(OTHER, moved, `@${api.me.username} ${QUESTION}`);
    expect(text).toContain(TOLD);
    const elsewhere = await wire.ask(OTHER, supergroup(), `@${api.me.username} ${QUESTION}`);
    expect(leaked(elsewhere.text, QUESTION)).toEqual([]);
  });
});

describe("on Slack", async () => {
  const READER = slack.person("李安");
  const OTHER = slack.person("王芳");
  const closed = slack.channel();
  const other = slack.channel();
  let bot: Awaited<ReturnType<typeof startSlack>>;
  let wire: ReturnType<typeof atSlack>;

  beforeAll(async () => {
    letIn(`Slack：${READER.id}、${closed.id}`);
    bot = await startSlack({
      ...{ limits: MANY, publicUrl: URL },
      abilities: corpus.scopes.abilitiesOf("slack"),
    });
    for (const where of [closed, other]) bot.slack.setChannel(where);
    wire = atSlack(bot);
  });
  afterAll(async () => {
    await bot.stop();
    expect(bot.slack.violations).toEqual([]);
  });

  it("the tab and the questions to begin with are the person's", async () => {
    await wire.callsAfter(opensHome(READER), opensHome(OTHER));
    expect(JSON.stringify(bot.slack.home(READER.id)?.view)).toContain("苇河县总工会");
    expect(leaked(JSON.stringify(bot.slack.home(OTHER.id)?.view))).toEqual([]);
    const prompts = await wire.callsAfter(startsAssistant(OTHER));
    expect(leaked(JSON.stringify(prompts))).toEqual([]);
  });

  it("a link has a card where all who see it may read it", async () => {
    const { cases } = await corpus.scopes.abilitiesFor("operator").reader.shelf();
    const { of } = cases.find((one) => one.of.organization === CLOSED[0]?.organization) ?? {};
    const link = `${URL}/${casePath(of?.id ?? "")}`;
    const cardIn = async (where: slack.Channel, by: slack.Person) => {
      const said = slack.says(by, where, link);
      const { ts } = said.payload.event as { ts: string };
      return JSON.stringify(await wire.callsAfter(said, sharesLinks(by, where, ts, link)));
    };
    expect(await cardIn(closed, OTHER)).toContain("驿家");
    expect(leaked(await cardIn(other, READER), link)).toEqual([]);
  });

  it("what one person saw is shown to the channel only as long as that is a reader", async () => {
    await wire.callsAfter(commands(OTHER, closed, "/ask", QUESTION));
    const shown = wire.ephemerals(closed).at(-1);
    if (!shown) throw new Error("expected a private answer");
    expect(JSON.stringify(shown)).toContain(TOLD);
    letIn(`Slack：${READER.id}`);
    const publish = slackButton(shown as never, "公开到频道");
    expect(leaked(JSON.stringify(await wire.pressEphemeral(OTHER, closed, shown, publish)))).toEqual([]);
    expect(leaked(JSON.stringify(wire.own(closed)))).toEqual([]);
  });
});

describe("on Feishu", () => {
  afterEach(() => letIn());

  it("a card passed on to a group answers there as that group may read", async () => {
    const [reader, elsewhere] = [feishu.person(), feishu.group()];
    letIn(`飞书：${reader}`);
    const bot = await startFeishu({ limits: MANY, abilities: corpus.scopes.abilitiesOf("feishu") });
    try {
      const shown = await bot.ask(feishu.says(reader, "总结一下苇河县总工会"));
      expect(shown.text).toContain("六成");
      const { value = {} } =
        shown.buttons.find(({ value }) => /^w:/.test(JSON.parse(JSON.stringify(value)).k)) ??
        shown.buttons[0] ??
        {};
      const press = async (under: string, chat: string) => {
        const before = bot.feishu.shown.length;
        const event = feishu.presses(reader, value, under, chat);
        bot.feishu.push(event);
        const toast = () => bot.feishu.acknowledged.find((one) => one.event === event);
        await until(() => toast() !== undefined, "a toast");
        return { toast: toast()?.toast, shown: bot.feishu.shown.slice(before) };
      };
      expect(await press("om_passed_on", elsewhere)).toEqual({ toast: UNKNOWN_BUTTON, shown: [] });
      expect((await press(shown.id, shown.chat)).toast).not.toBe(UNKNOWN_BUTTON);
    } finally {
      await bot.stop();
    }
  });
});
