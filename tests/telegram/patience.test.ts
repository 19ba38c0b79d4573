/** Answers that take long, fail or come too thick: others are not held up, and whoever waits is told. */

import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Abilities } from "../../src/answer/abilities.ts";
import { failed, SENT_AGAIN, TOO_MANY } from "../../src/chat/wording.zh.ts";
import type { Answer } from "../../src/grounding/answer.ts";
import { underWay } from "../../src/render/stages.zh.ts";
import { until } from "../wire/clock.ts";
import { atTheWire, complaintsOf } from "./at-the-wire.ts";
import { abilities, type RunningBot, startBot } from "./bot.ts";
import { type BotApi, startBotApi } from "./bot-api.ts";
import { edits, group, person, presses, privateChat, says, supergroup } from "./people.ts";

const WORKING = underWay("retrieving");

const api: BotApi = await startBotApi();
const { answersTo, ask, callsAfter, own, press } = atTheWire(api, () => bot.dir);
const AT = `@${api.me.username}`;
const LI = person("李安");
const WANG = person("王芳");
const QUESTION = "圆通的应用成效是什么？";
const ANSWER = "圆通速递有限公司工会 · 应用成效";

/** Questions that wait, by their words, until they are let go; the others are answered at once. */
let held: Map<string, PromiseWithResolvers<void>>;
let failing: Error | undefined;

const patient: Abilities = {
  ...abilities,
  async answer(message): Promise<Answer> {
    if (failing) throw failing;
    await held.get(message.question)?.promise;
    return abilities.answer(message);
  },
};

function hold(question: string): () => void {
  const gate = Promise.withResolvers<void>();
  held.set(question, gate);
  return gate.resolve;
}

let bot: RunningBot;
/** What the log is to complain of in this test. */
let complaints: readonly unknown[];

beforeEach(async () => {
  held = new Map();
  failing = undefined;
  complaints = [];
});

afterEach(async () => {
  for (const { resolve } of held.values()) resolve();
  await bot.stopBot();
  vi.useRealTimers();
  expect(complaintsOf(bot)).toEqual(complaints);
});

afterAll(async () => {
  await api.stop();
  expect(api.violations).toEqual([]);
});

const methodsIn = (chat: { readonly id: number }) =>
  api.calls.filter(({ chatId }) => chatId === chat.id).map(({ method }) => method);

const saidIn = (chat: { readonly id: number }, words: string) =>
  api.waitFor(
    ({ method, chatId, payload }) =>
      method === "sendMessage" && chatId === chat.id && String(payload.text).includes(words),
  );

describe("while an answer takes long", () => {
  beforeEach(async () => {
    bot = await startBot({ api, abilities: patient });
  });

  it("another chat is answered, and so is another person of the same chat", async () => {
    const [slow, other] = [group(), group()];
    const letGo = hold(QUESTION);
    api.push(says(LI, slow, `${AT} ${QUESTION}`));
    await until(() => methodsIn(slow).length > 0);
    api.push(says(WANG, slow, `${AT} 镇江的推荐词`), says(LI, other, `${AT} 镇江的推荐词`));
    await Promise.all([slow, other].map((chat) => saidIn(chat, "江苏镇江市总工会 · 推荐词")));
    expect(own(slow)).toHaveLength(1);
    letGo();
    await saidIn(slow, ANSWER);
  });

  it("what the same person asks next waits its turn, and is understood from what came before", async () => {
    const chat = group();
    const letGo = hold(QUESTION);
    const [first, second] = [says(LI, chat, `${AT} ${QUESTION}`), says(LI, chat, `${AT} 那推荐词呢？`)];
    api.push(first, second);
    await until(() => methodsIn(chat).length > 0);
    await api.idle();
    expect(methodsIn(chat)).toEqual(["sendChatAction"]);
    letGo();
    await saidIn(chat, "推荐词");
    const [before, after] = own(chat);
    expect(before?.text).toContain(ANSWER);
    expect(after?.text).toContain("圆通速递有限公司工会 · 推荐词");
    expect(answersTo(chat, second.message.message_id)).toHaveLength(1);
  });
});

describe("an answer that takes longer than twelve seconds", () => {
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
    bot = await startBot({ api, abilities: patient });
  });

  const signs = (chat: { readonly id: number }) =>
    methodsIn(chat).filter((method) => method === "sendChatAction").length;

  it("is announced once by a line, which becomes the answer; typing is shown again and again until then", async () => {
    const chat = group();
    const letGo = hold(QUESTION);
    const asked = says(LI, chat, `${AT} ${QUESTION}`);
    api.push(asked);
    await until(() => signs(chat) === 1);
    for (const count of [2, 3]) {
      await vi.advanceTimersByTimeAsync(4_000);
      await until(() => signs(chat) === count);
    }
    await vi.advanceTimersByTimeAsync(3_900);
    await api.idle(60);
    expect(own(chat)).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    await api.waitFor(({ method, chatId }) => method === "sendMessage" && chatId === chat.id);
    await vi.advanceTimersByTimeAsync(12_000);
    await until(() => signs(chat) >= 7);
    await api.idle(60);
    expect(own(chat).map(({ text }) => text)).toEqual([WORKING]);
    expect(signs(chat)).toBe(7);
    letGo();
    await api.waitFor(({ method, chatId }) => method === "editMessageText" && chatId === chat.id);
    await vi.advanceTimersByTimeAsync(8_000);
    await api.idle(60);
    const [answer, ...others] = answersTo(chat, asked.message.message_id);
    expect(others).toEqual([]);
    expect(answer?.text).toContain(ANSWER);
    expect(answer?.text).not.toContain(WORKING);
    expect(answer?.replyMarkup?.inline_keyboard.length).toBeGreaterThan(0);
    expect(methodsIn(chat).filter((method) => method === "sendMessage")).toHaveLength(1);
    expect(signs(chat)).toBe(7);
  });

  it("says that it may be there twice where it is not known whether the line arrived, which is not sent again", async () => {
    const chat = group();
    const letGo = hold(QUESTION);
    api.fault({ method: "sendMessage", chatId: chat.id, kind: "lost-response", times: 1 });
    api.push(says(LI, chat, `${AT} ${QUESTION}`));
    await until(() => signs(chat) === 1);
    await vi.advanceTimersByTimeAsync(12_000);
    await until(() => own(chat).length === 1);
    await api.idle(60);
    await vi.advanceTimersByTimeAsync(4_000);
    await api.idle(60);
    expect(own(chat).map(({ text }) => text)).toEqual([WORKING]);
    letGo();
    await until(() => own(chat).length === 2);
    expect(own(chat)[1]?.text).toContain(ANSWER);
    expect(own(chat)[1]?.text).toContain(SENT_AGAIN);
  });

  it("is announced by a line that becomes an excuse where there is none in the end", async () => {
    const chat = group();
    hold(QUESTION);
    const asked = says(LI, chat, `${AT} ${QUESTION}`);
    api.push(asked);
    await until(() => signs(chat) === 1);
    await vi.advanceTimersByTimeAsync(12_000);
    await until(() => own(chat).length === 1);
    held.get(QUESTION)?.reject(new Error("no more memory"));
    await until(() => own(chat).every(({ text }) => text !== WORKING));
    expect(answersTo(chat, asked.message.message_id).map(({ text }) => text)).toEqual([
      expect.stringMatching(/^抱歉.*（编号 [0-9a-f]{6}）$/),
    ]);
    complaints = [expect.stringContaining("no more memory")];
  });
});

describe("an ability that fails", () => {
  /** The line that was said, with the number under which the log tells what happened. */
  function traced(text: string | undefined): void {
    const [, trace = ""] = text?.match(/（编号 ([0-9a-f]{6})）$/) ?? [];
    expect(text).toBe(failed(trace));
    expect(complaintsOf(bot).at(-1)).toBe(
      `error Telegram：处理消息出错（编号 ${trace}）：the index is on fire`,
    );
    complaints = complaintsOf(bot).map(() => expect.stringMatching(/^error .*the index is on fire$/));
  }

  beforeEach(async () => {
    bot = await startBot({ api, abilities: patient });
  });

  it("is told in a line with a number that the log has too, and nothing more; the next question is answered", async () => {
    const chat = group();
    failing = new Error("the index is on fire");
    const { messages } = await ask(LI, chat, `${AT} ${QUESTION}`);
    expect(messages).toHaveLength(1);
    traced(messages[0]?.text);
    failing = undefined;
    expect((await ask(LI, chat, `${AT} ${QUESTION}`)).text).toContain(ANSWER);
  });

  it("is told to whoever pressed a button, too", async () => {
    const chat = group();
    const { answer } = await ask(LI, chat, `${AT} 圆通有几架飞机？`);
    const data = answer.replyMarkup?.inline_keyboard
      .flat()
      .find(({ callback_data }) => callback_data?.startsWith("q:"));
    failing = new Error("the index is on fire");
    const { sent } = await press(WANG, answer.message, data?.callback_data ?? "");
    expect(sent).toHaveLength(1);
    traced(sent[0]?.text);
  });
});

describe("who asks too fast", () => {
  beforeEach(async () => {
    bot = await startBot({ api });
  });

  const askSix = async (chat: ReturnType<typeof supergroup>) => {
    for (let i = 0; i < 6; i += 1) await ask(LI, chat, `${AT} ${QUESTION}`);
  };

  it("is told so once and then nothing, while others go on, in the group and elsewhere", async () => {
    const chat = supergroup();
    await askSix(chat);
    expect((await ask(LI, chat, `${AT} ${QUESTION}`)).text).toBe(TOO_MANY);
    expect(await callsAfter(says(LI, chat, `${AT} ${QUESTION}`), says(LI, chat, "/new"))).toEqual([]);
    expect((await ask(WANG, chat, `${AT} ${QUESTION}`)).text).toContain(ANSWER);
    expect((await ask(LI, supergroup(), `${AT} ${QUESTION}`)).text).toContain(ANSWER);
  });

  it("keeps the answers that are there, also when a question is edited, or seems to be", async () => {
    const chat = supergroup();
    await askSix(chat);
    const last = says(LI, chat, `${AT} ${QUESTION}`);
    const earlier = own(chat).at(-1);
    const said = {
      message: { ...last.message, message_id: earlier?.message.reply_to_message?.message_id ?? 0 },
    };
    await callsAfter(edits(said, last.message.text), edits(said, `${AT} 镇江的应用成效是什么？`));
    expect(own(chat)).toHaveLength(6);
    expect(own(chat).at(-1)?.text).toContain(ANSWER);
  });

  it("is told so when following an answer of a group again and again, too", async () => {
    const { buttons } = await ask(LI, supergroup(), `${AT} ${QUESTION}`);
    const payload = buttons.get("💬 私聊继续")?.split("?start=")[1];
    const chat = privateChat(LI);
    const starts = Array.from({ length: 8 }, () => says(LI, chat, `/start ${payload}`));
    await callsAfter(...starts);
    const answers = starts.map(({ message }) => answersTo(chat, message.message_id).map(({ text }) => text));
    expect(answers.slice(0, 6)).toEqual(Array(6).fill([expect.stringContaining(ANSWER)]));
    expect(answers.slice(6)).toEqual([[TOO_MANY], []]);
  });

  it("is told by the button where that is pressed too often", async () => {
    const chat = supergroup();
    const { answer, buttons } = await ask(LI, chat, `${AT} ${QUESTION}`);
    const data = buttons.get("📝 全文摘要") ?? "";
    await callsAfter(...Array.from({ length: 6 }, () => presses(WANG, answer.message, data)));
    const { note, sent } = await press(WANG, answer.message, data);
    expect([note, sent]).toEqual([TOO_MANY, []]);
    expect((await press(WANG, answer.message, buttons.get("👍") ?? "")).note).toContain("谢谢");
  });
});
