/** An answer that takes long: a status at once, then a message that grows by stages and becomes the answer, whatever Slack does. */

import { WebClient } from "@slack/web-api";
import { afterEach, describe, expect, it, vi } from "vitest";
import { SENT_AGAIN } from "../../src/chat/wording.zh.ts";
import { underWay } from "../../src/render/stages.zh.ts";
import { newDir, openJournals } from "../chat/journal.ts";
import { slowAbilities } from "../chat/slow-abilities.ts";
import { sleep, until } from "../wire/clock.ts";
import { atTheWire, buttonsOf, complaintsOf, rowsIn } from "./at-the-wire.ts";
import { abilities, type BotSetup, type RunningBot, startBot } from "./bot.ts";
import { citationsIn } from "./parse-back.ts";
import { type Channel, channel, directMessage, mentions, person, says } from "./people.ts";
import type { Slack } from "./slack-interface.ts";
import { startSlack } from "./slack-server.ts";

const WORKING = underWay("grounding");

const LI = person("李安");
const QUESTION = "圆通的应用成效是什么？";
const WORDS = "圆通速递有限公司工会";

/** Soon enough for a test, and late enough for an answer that takes no time. */
const PATIENCE_MS = 60;

let bot: RunningBot | undefined;

afterEach(async () => {
  const { slack } = bot ?? {};
  await bot?.stop();
  bot = undefined;
  vi.useRealTimers();
  expect(slack?.violations ?? []).toEqual([]);
});

async function start(setup: BotSetup = {}) {
  const slow = slowAbilities(abilities);
  bot = await startBot({ abilities: slow, patienceMs: PATIENCE_MS, ...setup });
  return { ...atTheWire(bot), slow, slack: bot.slack, bot };
}

/** Asks what is held, and waits until a message grows for it. */
async function growing(slack: Slack, where: Channel) {
  const said = where.kind === "im" ? [says(LI, where, QUESTION)] : mentions(LI, where, QUESTION);
  const [{ payload } = { payload: { event: { ts: "" } } }] = said;
  slack.push(...said);
  await slack.waitFor(({ method, ok }) => method === "chat.startStream" && ok);
  return { thread: (payload.event as { ts: string }).ts };
}

const methods = ({ calls }: Slack) =>
  calls.map(({ method }) => method).filter((method) => /^(?:chat|assistant|agents)/.test(method));

const messageIn = (slack: Slack, where: Channel) => {
  const [message, ...others] = slack.channel(where.id).own;
  if (!message) throw new Error("expected a message");
  expect(others).toEqual([]);
  return message;
};

const tasksOf = (slack: Slack, where: Channel) =>
  [...(messageIn(slack, where).stream?.tasks.values() ?? [])].map(({ title, status }) => [title, status]);

describe("an answer that takes no time", () => {
  it("opens no stream, and has a status that comes and goes", async () => {
    const { ask, slack } = await start();
    await ask(LI, channel(), QUESTION);
    expect(methods(slack).toSorted()).toEqual([
      "assistant.threads.setStatus",
      "assistant.threads.setStatus",
      "chat.postMessage",
    ]);
  });
});

describe("an answer that takes long", () => {
  it("shows a status at once, then its stages in a message, which becomes the answer with its buttons", async () => {
    const { slow, slack, settled } = await start();
    const where = channel();
    const held = slow.hold(QUESTION);
    const { thread } = await growing(slack, where);
    expect(slack.channel(where.id).statuses[0]?.status).toBe("正在检索案例……");
    expect(tasksOf(slack, where)).toEqual([["检索案例", "in_progress"]]);
    await held.reach("composing");
    await until(() => tasksOf(slack, where).length === 2);
    await held.reach("grounding");
    await until(() => tasksOf(slack, where).length === 3);
    expect(tasksOf(slack, where)).toEqual([
      ["检索案例", "complete"],
      ["挑选原文", "complete"],
      ["核对引文", "in_progress"],
    ]);
    expect(slack.channel(where.id).sessions.get(thread)?.status).toBe("processing");
    held.release();
    await settled();
    const message = messageIn(slack, where);
    expect(message.threadTs).toBe(thread);
    expect(message.stream?.isOpen).toBe(false);
    expect(tasksOf(slack, where).every(([, status]) => status === "complete")).toBe(true);
    expect(buttonsOf(message).size).toBeGreaterThan(0);
    expect(JSON.stringify(message.blocks)).toContain(WORDS);
    expect(slack.channel(where.id).status(thread)).toBe("");
    expect(slack.channel(where.id).sessions.get(thread)?.status).toBe("active");
    expect(methods(slack)).not.toContain("chat.postMessage");
    // Its words for notifications, and for whoever has it read aloud.
    expect(methods(slack).filter((method) => method === "chat.update")).toHaveLength(1);
    expect(message.text).toContain(WORDS);
    expect(complaintsOf({ log: (bot as RunningBot).log })).toEqual([]);
  });

  it("is shown as it is found, in the message that the other one comes in", async () => {
    const { slow, slack, settled } = await start();
    const where = channel();
    const held = slow.hold(QUESTION);
    await growing(slack, where);
    await held.early("镇江的推荐词");
    await until(() => JSON.stringify(messageIn(slack, where)).includes("江苏镇江市总工会"));
    await held.reach("grounding");
    held.release();
    await settled();
    const message = messageIn(slack, where);
    expect(JSON.stringify(message.blocks)).toContain(WORDS);
    expect(JSON.stringify(message.blocks)).not.toContain("江苏镇江市总工会");
    expect(message.stream?.isOpen).toBe(false);
    expect(complaintsOf({ log: (bot as RunningBot).log })).toEqual([]);
  });

  it("streams no word of an answer before all of it is verified", async () => {
    const { slow, slack, settled } = await start();
    const where = channel();
    const held = slow.hold(QUESTION);
    await growing(slack, where);
    await held.reach("grounding");
    held.release();
    await settled();
    const { stream } = messageIn(slack, where);
    expect(stream?.markdown).toBe("");
    expect(new Set(stream?.chunks.map(({ type }) => type))).toEqual(new Set(["task_update"]));
    const given = slack.calls.filter(({ method }) => /Stream$/.test(method));
    expect(given.slice(0, -1).filter(({ payload }) => JSON.stringify(payload).includes(WORDS))).toEqual([]);
    expect(given.at(-1)?.method).toBe("chat.stopStream");
  });

  it.each([
    ["a channel", () => channel(), [LI.id, "T000000001"]],
    ["a direct message", () => directMessage(LI), [undefined, undefined]],
  ] as const)("in %s names who waits where Slack wants to know", async (_, whereOf, recipient) => {
    const { slow, slack, settled } = await start();
    const where = whereOf();
    const held = slow.hold(QUESTION);
    await growing(slack, where);
    const call = slack.calls.find(({ method }) => method === "chat.startStream");
    expect([call?.payload.recipient_user_id, call?.payload.recipient_team_id]).toEqual(recipient);
    held.release();
    await settled();
    expect(JSON.stringify(messageIn(slack, where).blocks)).toContain(WORDS);
  });

  it.each([
    ["has no streams", { kind: "error", error: "feature_not_enabled" } as const],
    ["has had too many of them", { kind: "429" } as const],
    ["is not there for a moment", { kind: "503" } as const],
  ])("is announced by a line, which becomes the answer, where Slack %s", async (_, fault) => {
    const { slow, slack, settled } = await start();
    const where = channel();
    slack.fault({ method: "chat.startStream", ...fault });
    const held = slow.hold(QUESTION);
    slack.push(...mentions(LI, where, QUESTION));
    await slack.waitFor(({ method }) => method === "chat.postMessage");
    expect(messageIn(slack, where).text).toBe(WORKING);
    held.release();
    await settled();
    expect(citationsIn([messageIn(slack, where)])).toMatchObject([{ section: "应用成效" }]);
    expect(methods(slack).filter((method) => method === "chat.postMessage")).toHaveLength(1);
  });

  it("becomes an excuse in the same message where it comes to nothing", async () => {
    const { slow, slack, settled } = await start();
    const where = channel();
    const held = slow.hold(QUESTION);
    const { thread } = await growing(slack, where);
    held.fail(new Error("the model is on fire"));
    await settled();
    expect(JSON.stringify(messageIn(slack, where).blocks)).toMatch(/抱歉，这个问题没能处理完/);
    expect(messageIn(slack, where).stream?.isOpen).toBe(false);
    expect(slack.channel(where.id).status(thread)).toBe("");
  });

  it("changes the message where Slack has ended the stream by itself, and lays the session to rest", async () => {
    const streamLifeMs = 100;
    const { slow, slack, settled } = await start({ options: { streamLifeMs } });
    const where = channel();
    const held = slow.hold(QUESTION);
    const { thread } = await growing(slack, where);
    const { stream } = messageIn(slack, where);
    await until(() => Date.now() - (stream?.startedAt ?? 0) >= streamLifeMs);
    held.release();
    await settled();
    expect(methods(slack).slice(-4)).toContain("chat.update");
    expect(citationsIn([messageIn(slack, where)])).toMatchObject([{ section: "应用成效" }]);
    expect(slack.channel(where.id).sessions.get(thread)?.status).toBe("active");
  });

  it("goes on in a new message before Slack would end the old one, which is taken away", async () => {
    let later = 0;
    const { slow, slack, settled } = await start({ now: () => Date.now() + later });
    const where = channel();
    const held = slow.hold(QUESTION);
    await growing(slack, where);
    const old = messageIn(slack, where).ts;
    await held.reach("composing");
    later = 4 * 60_000;
    const started = () => slack.calls.filter(({ method }) => method === "chat.startStream").length;
    await until(() => started() === 2);
    held.release();
    await settled();
    expect(messageIn(slack, where).ts).not.toBe(old);
    expect(tasksOf(slack, where).slice(0, 2)).toEqual([
      ["检索案例", "complete"],
      ["挑选原文", "complete"],
    ]);
    expect(JSON.stringify(messageIn(slack, where).blocks)).toContain(WORDS);
  });

  it("says that it may be there twice where it is not known whether its message began", async () => {
    const { slow, slack, settled } = await start();
    const where = channel();
    slack.fault({ method: "chat.startStream", kind: "lost-response", times: 1 });
    const held = slow.hold(QUESTION);
    slack.push(...mentions(LI, where, QUESTION));
    await slack.waitFor(({ method }) => method === "chat.startStream");
    // Longer than it takes until what is unsure is tried again, which a sign is not.
    await sleep(3_500);
    held.release();
    await settled();
    const [orphan, answer, ...others] = slack.channel(where.id).own;
    expect(others).toEqual([]);
    expect(orphan?.stream?.isOpen).toBe(true);
    expect(answer?.text).toContain(SENT_AGAIN);
    expect(JSON.stringify(answer?.blocks)).toContain(WORDS);
  });

  it("renews the status while there is no message yet", async () => {
    let later = 0;
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const { slow, slack } = await start({ patienceMs: 3_600_000, now: () => Date.now() + later });
    const where = channel();
    const held = slow.hold(QUESTION);
    slack.push(...mentions(LI, where, QUESTION));
    await held.asked;
    const statuses = () => slack.channel(where.id).statuses.map(({ status }) => status);
    await vi.advanceTimersByTimeAsync(5_000);
    await held.reach("composing");
    await vi.advanceTimersByTimeAsync(1_000);
    later = 61_000;
    await vi.advanceTimersByTimeAsync(1_000);
    await until(() => statuses().length === 3);
    expect(statuses()).toEqual(["正在检索案例……", "正在挑选原文……", "正在挑选原文……"]);
    vi.useRealTimers();
    held.release();
    await until(() => slack.channel(where.id).own.length === 1 && statuses().at(-1) === "");
  });
});

describe("a program that ended while a message grew", () => {
  it("finishes that message at its next start", async () => {
    const slack = await startSlack();
    const web = new WebClient(slack.botToken, { slackApiUrl: slack.slackApiUrl });
    const where = channel();
    const [said] = mentions(LI, where, QUESTION);
    const { event } = said.payload;
    slack.push(said);
    const { ts = "" } = await web.chat.startStream({
      channel: where.id,
      thread_ts: event.ts,
      chunks: [{ type: "task_update", id: "retrieving", title: "检索案例", status: "in_progress" }],
      recipient_user_id: LI.id,
      recipient_team_id: slack.team.id,
    });
    const dir = newDir();
    const journals = await openJournals(dir);
    const journal = journals.of(`slack ${slack.team.id} ${slack.bot.id}`);
    await journal.receive([
      { key: `${slack.team.id} ${where.id} ${event.ts}`, lane: "甲", body: JSON.stringify(said.payload) },
    ]);
    const slot = { chat: where.id, message: event.ts, part: 0 };
    await journal.settled(await journal.post({ ...slot, content: "{}" }), ts);
    await journals.close();
    const { settled } = await start({ slack, dir });
    await settled();
    const message = messageIn(slack, where);
    expect(message.ts).toBe(ts);
    expect(message.stream?.isOpen).toBe(false);
    expect(citationsIn([message])).toMatchObject([{ section: "应用成效" }]);
    expect(message.text).not.toContain(SENT_AGAIN);
    expect(rowsIn(dir, "outbox")).toEqual([]);
  });
});
