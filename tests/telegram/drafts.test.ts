/** An answer that takes long, alone with the bot: a draft shows how far it is, and may be stopped; and words that stop. */

import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NOT_YOURS_TO_STOP, STOPPED } from "../../src/chat/wording.zh.ts";
import { underWay } from "../../src/render/stages.zh.ts";
import { slowAbilities } from "../chat/slow-abilities.ts";
import { until } from "../wire/clock.ts";
import { atTheWire, complaintsOf, rowsIn } from "./at-the-wire.ts";
import { abilities, type RunningBot, startBot } from "./bot.ts";
import { startBotApi } from "./bot-api.ts";
import { stopsGeneration } from "./happenings.ts";
import { edits, group, person, privateChat, says } from "./people.ts";

const WORKING = underWay("grounding");

const api = await startBotApi();
const wire = atTheWire(api, () => bot.dir);
const { answersTo, own, settled } = wire;
const AT = `@${api.me.username}`;
const LI = person("李安");
const WANG = person("王芳");
const QUESTION = "圆通的应用成效是什么？";
const OTHER = "镇江的推荐词是什么？";
const [WORDS, OTHERS] = ["圆通速递有限公司工会", "江苏镇江市总工会"];

const slow = slowAbilities(abilities);
let bot: RunningBot;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  bot = await startBot({ api, abilities: slow, limits: { perPerson: 100, perChat: 100 } });
});

afterEach(async () => {
  vi.useRealTimers();
  await bot.stopBot();
  expect(rowsIn(bot.dir, "inbox").filter(({ body }) => body !== null)).toEqual([]);
  expect(complaintsOf(bot)).toEqual([]);
});

afterAll(async () => {
  await api.stop();
  expect(api.violations).toEqual([]);
});

const draftsIn = (chat: { readonly id: number }) => api.chat(chat.id).drafts;
const draftCalls = (chat: { readonly id: number }) =>
  api.calls.filter(({ method, chatId }) => method === "sendMessageDraft" && chatId === chat.id);

/** Somebody new, alone with the bot, whose question is held. */
async function ask() {
  const by = person("李安");
  const chat = privateChat(by);
  const held = slow.hold(QUESTION);
  const asked = says(by, chat, QUESTION);
  api.push(asked);
  await held.asked;
  return { by, chat, held, asked };
}

async function drafted() {
  const of = await ask();
  await vi.advanceTimersByTimeAsync(2_000);
  await until(() => draftsIn(of.chat).length === 1);
  return of;
}

describe("an answer that is there before the one that takes long", () => {
  it("is sent, and becomes that one; no sign stands in its place", async () => {
    const { chat, held, asked } = await ask();
    await held.early(OTHER);
    await until(() => own(chat).length === 1);
    expect(own(chat)[0]?.text).toContain(OTHERS);
    held.release();
    await settled();
    const [answer, ...others] = answersTo(chat, asked.message.message_id);
    expect(others).toEqual([]);
    expect(answer?.text).toContain(WORDS);
    expect(answer?.text).not.toContain(OTHERS);
    const [given, ...more] = rowsIn(bot.dir, "answers").filter((row) => row.chat === String(chat.id));
    expect(more).toEqual([]);
    expect(JSON.stringify(answer?.replyMarkup)).toContain(String(given?.id));
  });

  it("stays where whoever asked waits no longer", async () => {
    const { by, chat, held } = await ask();
    await held.early(OTHER);
    await until(() => own(chat).length === 1);
    api.push(says(by, chat, "停"));
    await settled();
    expect(own(chat).map(({ text }) => text?.includes(OTHERS))).toEqual([true, false]);
    held.release();
  });
});

describe("alone with the bot, an answer that takes long", () => {
  it("is announced by a draft of its stage after two seconds, and comes as a message", async () => {
    const { chat, held, asked } = await ask();
    await vi.advanceTimersByTimeAsync(1_000);
    await api.idle(40);
    expect(draftCalls(chat)).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    await held.reach("composing");
    await vi.advanceTimersByTimeAsync(1_000);
    await until(() => draftsIn(chat).length === 2);
    expect(draftsIn(chat)).toMatchObject([
      { text: "正在检索案例……", can_stop: true },
      { text: "正在挑选原文……", can_stop: true },
    ]);
    expect(new Set(draftsIn(chat).map(({ draft_id }) => draft_id)).size).toBe(1);
    held.release();
    await settled();
    expect(answersTo(chat, asked.message.message_id).map(({ text }) => text)).toEqual([
      expect.stringContaining(WORDS),
    ]);
  });

  it("shows the draft again before Telegram takes it away, and no line beside it", async () => {
    const { chat, held } = await drafted();
    await vi.advanceTimersByTimeAsync(18_000);
    await until(() => draftsIn(chat).length === 2);
    expect(own(chat)).toEqual([]);
    held.release();
    await settled();
    expect(own(chat)).toHaveLength(1);
  });

  it("has no draft where it takes no time", async () => {
    const by = person("李安");
    await wire.ask(by, privateChat(by), QUESTION);
    expect(draftCalls(privateChat(by))).toEqual([]);
  });

  it("is typed on where drafts are refused, and tries no other", async () => {
    const { chat, held } = await ask();
    const heal = api.fault({
      method: "sendMessageDraft",
      kind: "refusal",
      code: 400,
      description: "Bad Request",
    });
    await vi.advanceTimersByTimeAsync(2_000);
    await until(() => draftCalls(chat).length === 1);
    await held.reach("composing");
    await vi.advanceTimersByTimeAsync(30_000);
    await api.idle(40);
    expect(draftCalls(chat)).toHaveLength(1);
    expect(
      api.calls.filter(({ method, chatId }) => method === "sendChatAction" && chatId === chat.id).length,
    ).toBeGreaterThan(3);
    heal();
    held.release();
    await settled();
    expect(own(chat)).toHaveLength(1);
  });

  it("waits for a draft that is on its way, which would stand there after it", async () => {
    const { chat, held } = await ask();
    api.fault({ method: "sendMessageDraft", kind: "slow", ms: 200, times: 1 });
    await vi.advanceTimersByTimeAsync(2_000);
    held.release();
    await settled();
    const methods = api.calls.filter(({ chatId }) => chatId === chat.id).map(({ method }) => method);
    expect(methods.slice(-2)).toEqual(["sendMessageDraft", "sendMessage"]);
  });

  it("stopped by the draft's button is given up, and a line says so under the question", async () => {
    const { chat, held, asked } = await drafted();
    const [draft] = draftsIn(chat);
    api.push(stopsGeneration(chat, Number(draft?.draft_id)));
    await until(() => own(chat).length === 1);
    held.release();
    await settled();
    expect(answersTo(chat, asked.message.message_id).map(({ text }) => text)).toEqual([STOPPED]);
  });

  it("is not stopped by the button of another draft", async () => {
    const { chat, held } = await drafted();
    const [draft] = draftsIn(chat);
    api.push(stopsGeneration(chat, Number(draft?.draft_id) + 1_000));
    await settledButFor(1);
    held.release();
    await settled();
    expect(own(chat).map(({ text }) => text)).toEqual([expect.stringContaining(WORDS)]);
  });
});

async function settledButFor(count: number): Promise<void> {
  await until(() => api.unconfirmed.length === 0);
  await api.idle(40);
  expect(rowsIn(bot.dir, "inbox").filter(({ body }) => body !== null).length).toBeGreaterThanOrEqual(count);
}

it("in a group nothing is drafted", async () => {
  const chat = group();
  const held = slow.hold(QUESTION);
  api.push(says(LI, chat, `${AT} ${QUESTION}`));
  await held.asked;
  await vi.advanceTimersByTimeAsync(10_000);
  await api.idle(40);
  expect(draftCalls(chat)).toEqual([]);
  held.release();
  await settled();
  expect(own(chat).map(({ text }) => text)).not.toContain(WORKING);
});

describe("a question", () => {
  it("that is edited while it is answered is answered as it is now, once", async () => {
    const { chat, held, asked } = await ask();
    api.push(edits(asked, OTHER));
    await settled();
    expect(own(chat).map(({ text }) => text)).toEqual([expect.stringContaining(OTHERS)]);
    held.release();
    await settled();
    expect(answersTo(chat, asked.message.message_id)).toHaveLength(1);
    expect(own(chat).map(({ text }) => text)).toEqual([expect.stringContaining(OTHERS)]);
  });

  it.each(["停", "/stop", "停止！", "cancel"])("is given up at %s, which is answered", async (word) => {
    const { chat, by, held, asked } = await ask();
    api.push(says(by, chat, word));
    await settled();
    held.release();
    await settled();
    expect(answersTo(chat, asked.message.message_id)).toEqual([]);
    expect(own(chat).map(({ text }) => text)).toEqual([STOPPED]);
  });

  it("is not given up at the next one, nor at somebody else's word in the group", async () => {
    const chat = group();
    const held = slow.hold(QUESTION);
    const asked = says(LI, chat, `${AT} ${QUESTION}`);
    api.push(asked);
    await held.asked;
    const word = says(WANG, chat, `${AT} 停`);
    api.push(says(LI, chat, `${AT} ${OTHER}`), word);
    await until(() => answersTo(chat, word.message.message_id).length === 1);
    expect(answersTo(chat, word.message.message_id)[0]?.text).toBe(NOT_YOURS_TO_STOP);
    held.release();
    await settled();
    expect(answersTo(chat, asked.message.message_id)[0]?.text).toContain(WORDS);
    expect(own(chat).filter(({ text }) => text?.includes(OTHERS))).toHaveLength(1);
  });
});
