/** What is said otherwise than usual: struck out, corrected, from another workspace, while it is written; and what Slack lacks. */

import { afterEach, describe, expect, it } from "vitest";
import { saidIn } from "../../src/channels/slack/said.ts";
import { NOT_FOR_GUESTS } from "../../src/chat/wording.zh.ts";
import { quotesOf } from "../../src/grounding/answer.ts";
import { readerUrl } from "../../src/render/reader-url.ts";
import { slowAbilities } from "../chat/slow-abilities.ts";
import { until } from "../wire/clock.ts";
import { atTheWire, complaintsOf } from "./at-the-wire.ts";
import { abilities, type BotSetup, type RunningBot, startBot } from "./bot.ts";
import { sharesLinks, stopsSession } from "./happenings.ts";
import { type Channel, channel, event, mentions, PARTNER, person, says, WORKSPACE } from "./people.ts";

const QUESTION = "圆通的应用成效是什么？";
const WORDS = "圆通速递有限公司工会 · 应用成效";
const OTHERS = "江苏镇江市总工会";
const LI = person("李安");
const GUEST = person("友邻", { teamId: PARTNER.id });
const OF_PARTNER = { event: { user_team: PARTNER.id } };

let bot: RunningBot;

afterEach(async () => {
  await bot.stop();
  expect([...bot.slack.violations, ...complaintsOf(bot)]).toEqual([]);
});

async function start(setup: BotSetup = {}) {
  const slow = slowAbilities(abilities);
  bot = await startBot({ abilities: slow, patienceMs: 60, ...setup });
  return { ...atTheWire(bot), slow, slack: bot.slack };
}

const streamsIn = (where: Channel) => bot.slack.channel(where.id).streams;

describe("words that were struck out", () => {
  const struck = (text: string, words: string) => ({
    event: {
      text,
      blocks: [
        {
          type: "rich_text",
          elements: [
            { type: "rich_text_section", elements: [{ type: "text", text: words, style: { strike: true } }] },
          ],
        },
      ],
    },
  });

  it("are no part of the question, and a sign of a range is no stroke", async () => {
    const { ask } = await start();
    const text = `<@U0ANLITONG> ~镇江~ ${QUESTION}`;
    const answer = await ask(LI, channel(), text, struck(text, "镇江"));
    expect(answer.text).toContain(WORDS);
    expect(answer.text).not.toContain(OTHERS);
    const range = "会员增加3~5万，增幅7~9%";
    expect(saidIn({ text: range }, "U0ANLITONG")).toBe(range);
  });
});

describe("a mention that is corrected", () => {
  it("is answered anew in the same place where the app may not read the channel", async () => {
    const { callsAfter, own } = await start();
    const where = channel();
    const [, mention] = mentions(LI, where, QUESTION);
    await callsAfter(mention);
    const [first] = own(where);
    const said = mention.payload.event as unknown as Record<string, unknown>;
    const ts = `${Number(String(said.ts).split(".")[0]) + 20}.000000`;
    const text = `<@U0ANLITONG> 镇江的推荐词是什么？`;
    await callsAfter(event({ ...said, text, edited: { user: LI.id, ts } }, LI));
    expect(own(where)).toHaveLength(1);
    expect(own(where)[0]?.ts).toBe(first?.ts);
    expect(own(where)[0]?.text).toContain(OTHERS);
    // A preview that Slack adds comes as a change of the same words.
    expect(await callsAfter(event({ ...said, text, edited: { user: LI.id, ts } }, LI))).toEqual([]);
  });

  it("is answered for the first time where it names the bot only now", async () => {
    const { callsAfter, own } = await start();
    const where = channel();
    const said = says(LI, where, QUESTION);
    await callsAfter(said);
    expect(own(where)).toEqual([]);
    const { channel_type: _, ...rest } = said.payload.event as unknown as Record<string, unknown>;
    const text = `<@U0ANLITONG> ${QUESTION}`;
    await callsAfter(event({ ...rest, type: "app_mention", text, edited: { user: LI.id, ts: rest.ts } }, LI));
    expect(own(where)[0]?.text).toContain(WORDS);
  });
});

describe("a guest of a channel whose people may ask", () => {
  it("is told so alone, once, and the channel hears nothing of it", async () => {
    const { callsAfter, own, ephemerals, ask } = await start({ allowed: [WORKSPACE.id] });
    const where = channel();
    expect((await ask(LI, where, QUESTION)).text).toContain(WORDS);
    const count = own(where).length;
    await callsAfter(...mentions(GUEST, where, QUESTION, OF_PARTNER));
    await callsAfter(...mentions(GUEST, where, QUESTION, OF_PARTNER));
    expect(own(where)).toHaveLength(count);
    expect(ephemerals(where).map(({ user, text }) => [user, text])).toEqual([[GUEST.id, NOT_FOR_GUESTS]]);
  });
});

describe("a message that grows", () => {
  it("is for a person of the workspace that they are of", async () => {
    const { slow, slack, settled } = await start();
    const where = channel();
    const held = slow.hold(QUESTION);
    slack.push(...mentions(GUEST, where, QUESTION, OF_PARTNER));
    const { payload } = await slack.waitFor(({ method }) => method === "chat.startStream");
    expect([payload.recipient_user_id, payload.recipient_team_id]).toEqual([GUEST.id, PARTNER.id]);
    held.release();
    await settled();
  });

  it("stays at the stage at which its asker stopped it", async () => {
    const { slow, slack, settled } = await start();
    const where = channel();
    const held = slow.hold(QUESTION);
    const [said, mention] = mentions(LI, where, QUESTION);
    slack.push(said, mention);
    await until(() => streamsIn(where).length === 1, "a stream");
    await held.reach("composing");
    await until(() => bot.slack.channel(where.id).own[0]?.stream?.tasks.size === 2, "a second stage");
    const { ts } = said.payload.event as { ts: string };
    slack.push(stopsSession(LI, where, ts, streamsIn(where)[0]?.ts ?? ""));
    await settled();
    const tasks = [...(bot.slack.channel(where.id).own[0]?.stream?.tasks.values() ?? [])];
    expect(tasks.map(({ title, status }) => [title, status])).toEqual([
      ["检索案例", "complete"],
      ["挑选原文", "in_progress"],
    ]);
  });

  it("is not begun again where Slack said that there is no such thing", async () => {
    const { slow, slack, settled } = await start();
    slack.fault({ method: "chat.startStream", kind: "error", error: "feature_not_enabled", times: 9 });
    for (const where of [channel(), channel()]) {
      const held = slow.hold(QUESTION);
      slack.push(...mentions(LI, where, QUESTION));
      await slack.waitFor(
        ({ method, payload, ok }) => method === "chat.postMessage" && payload.channel === where.id && ok,
      );
      held.release();
      await settled();
      expect(bot.slack.channel(where.id).own[0]?.text).toContain(WORDS);
    }
    expect(slack.calls.filter(({ method }) => method === "chat.startStream")).toHaveLength(1);
  });
});

describe("a message without words", () => {
  it("that names the bot in a thread is told no command, as none can be given there", async () => {
    const { ask } = await start();
    const where = channel();
    const first = await ask(LI, where, QUESTION);
    const empty = await ask(LI, where, "<@U0ANLITONG>", { thread_ts: first.thread });
    expect(empty.text).toBe("请告诉我您想问什么，例如：某单位的应用成效是什么？");
  });
});

describe("a link in a message that is being written", () => {
  it("becomes a card by the address that came with it", async () => {
    const publicUrl = "https://anlitong.test";
    const { callsAfter } = await start({ publicUrl });
    const [quote] = quotesOf(await abilities.answer({ question: QUESTION }));
    if (!quote) throw new Error("expected a quote");
    const url = readerUrl(publicUrl, quote.citation);
    const { payload, ...shared } = sharesLinks(LI, channel(), "1700000000.000100", url);
    const composed = {
      ...payload.event,
      channel: "COMPOSER",
      message_ts: "0f0f-uuid",
      unfurl_id: "0f0f-uuid",
      source: "composer" as const,
    };
    const calls = await callsAfter({ ...shared, payload: { ...payload, event: composed } });
    expect(calls).toMatchObject([
      { method: "chat.unfurl", payload: { unfurl_id: "0f0f-uuid", source: "composer" } },
    ]);
    expect(calls[0]?.payload).not.toHaveProperty("channel");
  });
});
