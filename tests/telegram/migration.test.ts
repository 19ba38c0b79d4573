/** A group that becomes a supergroup: it stays open, its answers stay where they are, and nothing is mixed up there. */

import { afterAll, afterEach, expect, it } from "vitest";
import { atTheWire, complaintsOf } from "./at-the-wire.ts";
import { type BotSetup, type RunningBot, startBot } from "./bot.ts";
import { startBotApi } from "./bot-api.ts";
import { migrates } from "./happenings.ts";
import { group, person, presses, privateChat, says, supergroup } from "./people.ts";

const api = await startBotApi();
const { answersTo, ask, callsAfter, own, press, settled } = atTheWire(api, () => bot.dir);
const AT = `@${api.me.username}`;
const LI = person("李安");
const WANG = person("王芳");
const QUESTION = `${AT} 圆通的应用成效是什么？`;
const ANSWER = "圆通速递有限公司工会 · 应用成效";

let bot: RunningBot;

async function start(setup: BotSetup = {}): Promise<void> {
  bot = await startBot({ api, allowed: [], ...setup });
}

afterEach(async () => {
  await bot.stopBot();
  expect(complaintsOf(bot)).toEqual([]);
});

afterAll(async () => {
  await api.stop();
  expect(api.violations).toEqual([]);
});

const code = () =>
  /配对码 (\S{9})/.exec(bot.log.lines.findLast((line) => line.includes("配对码")) ?? "")?.[1] ?? "";

it("a group opened by a code stays open, and every question there gets an answer of its own", async () => {
  await start();
  const [before, after] = [group(), supergroup()];
  await ask(LI, before, `/pair ${code()}`);
  await ask(LI, before, QUESTION);
  await ask(WANG, before, `${AT} 镇江的推荐词`);
  const stood = own(before).map(({ text }) => text);
  await callsAfter(migrates(LI, before, after));
  // Messages are numbered anew, from the first.
  for (let i = 0; i < 4; i += 1) {
    const { id, text } = await ask(LI, after, QUESTION);
    expect(text).toContain(ANSWER);
    expect(answersTo(after, id)).toHaveLength(1);
  }
  expect(own(after).every(({ versions }) => versions.length === 0)).toBe(true);
  expect(own(before).map(({ text }) => text)).toEqual(stood);
});

it("a reply there goes on from the answer it stands under, not from one that had its number before", async () => {
  const [before, after] = [group(), supergroup()];
  await start({ allowed: [String(before.id)] });
  // Both answers are the fourth message of their group.
  await callsAfter(says(LI, before, QUESTION), says(WANG, before, "好"), says(WANG, before, "好的"));
  await callsAfter(migrates(LI, before, after));
  await callsAfter(
    says(WANG, after, "搬好了"),
    says(LI, after, `${AT} 镇江的应用成效是什么？`),
    says(WANG, after, "好"),
  );
  const [[old], [answer]] = [own(before), own(after)];
  if (!answer) throw new Error("expected an answer in the new group");
  expect(answer.id).toBe(old?.id);
  expect((await ask(WANG, after, "推荐词呢？", { replyTo: answer.message })).text).toContain(
    "江苏镇江市总工会 · 推荐词",
  );
});

it("a group named in the settings stays open under its new number", async () => {
  const [before, after] = [group(), supergroup()];
  await start({ allowed: [String(before.id)] });
  await callsAfter(migrates(LI, before, after));
  expect((await ask(LI, after, QUESTION)).text).toContain(ANSWER);
  await bot.stopBot();
  await start({ allowed: [String(before.id)], dir: bot.dir });
  expect((await ask(WANG, after, QUESTION)).text).toContain(ANSWER);
});

it("what is asked right after the move, of which the bot hears at once with it, is answered", async () => {
  const [before, after] = [group(), supergroup()];
  await start({ allowed: [String(before.id)] });
  await bot.stopBot();
  const asked = [LI, WANG].map((by) => says(by, after, QUESTION));
  api.push(migrates(LI, before, after), ...asked);
  await start({ allowed: [String(before.id)], dir: bot.dir });
  await settled();
  expect(own(after).map(({ text }) => text)).toEqual(asked.map(() => expect.stringContaining(ANSWER)));
});

it("a group that was told once that it is not open is not told again", async () => {
  await start();
  const [before, after] = [group(), supergroup()];
  expect((await ask(LI, before, QUESTION)).text).toContain("尚未开通");
  await callsAfter(migrates(LI, before, after));
  expect(await callsAfter(says(LI, after, QUESTION))).toEqual([]);
});

it("the buttons of the answers before go on working: messages stay in the group in which they were sent", async () => {
  const [before, after] = [group(), supergroup()];
  await start({ allowed: [String(before.id)] });
  const { answer, buttons } = await ask(LI, before, `${AT} 引用圆通全文`);
  const [, payload] = (buttons.get("💬 私聊继续") ?? "").split("?start=");
  await callsAfter(migrates(LI, before, after));
  await ask(LI, after, QUESTION);
  const turned = await press(WANG, answer.message, buttons.get("下一条 ➡️") ?? "");
  expect(
    turned.calls.map(({ method, chatId, messageId, status }) => [method, chatId, messageId, status]),
  ).toEqual([["editMessageText", before.id, answer.id, 200]]);
  expect((await press(WANG, answer.message, buttons.get("👍") ?? "")).note).toContain("谢谢");
  const stood = own(after).length;
  expect((await press(WANG, answer.message, buttons.get("📝 全文摘要") ?? "")).note).toBe("");
  await settled();
  expect(
    own(after)
      .slice(stood)
      .map(({ text }) => text),
  ).toEqual([expect.stringContaining("圆通速递有限公司工会")]);
  const summary = own(after).at(-1);
  expect(summary?.message.reply_to_message).toBeUndefined();
  const good = summary?.replyMarkup?.inline_keyboard.flat().find(({ text }) => text === "👍");
  expect((await press(WANG, summary?.message ?? answer.message, good?.callback_data ?? "")).note).toContain(
    "谢谢",
  );
  api.setChat(after, { members: [{ status: "member", user: WANG }] });
  expect((await ask(WANG, privateChat(WANG), `/start ${payload}`)).text).toContain("主要内容");
});

it("an answer that was under way when the group moved arrives in the new one, once, with its buttons", async () => {
  const [before, after] = [group(), supergroup()];
  await start({ allowed: [String(before.id)] });
  api.setChat(after);
  api.fault({ kind: "migrate", method: "sendMessage", chatId: before.id, to: after.id, times: 2 });
  const asked = [says(LI, before, QUESTION), says(WANG, before, `${AT} 镇江的推荐词`)];
  await callsAfter(...asked);
  expect(own(before)).toEqual([]);
  const texts = own(after).map(({ text }) => text);
  expect(texts).toHaveLength(2);
  expect(texts).toContainEqual(expect.stringContaining(ANSWER));
  await callsAfter(migrates(LI, before, after));
  for (const one of own(after)) {
    const data =
      one.replyMarkup?.inline_keyboard.flat().find(({ text }) => text === "👎")?.callback_data ?? "";
    expect((await press(LI, one.message, data)).note).toContain("谢谢");
    const reply = says(LI, after, "推荐词呢？", { replyTo: one.message });
    await callsAfter(reply);
    expect(own(after).at(-1)?.text).toContain("推荐词");
  }
  await callsAfter(presses(LI, own(after)[0]?.message as never, "v:000000000000:1"));
});

it("what was asked before the move is known after it, to each of them their own, also after a restart", async () => {
  const [before, after] = [group(), supergroup()];
  await start({ allowed: [String(before.id)] });
  await ask(LI, before, QUESTION);
  await ask(WANG, before, `${AT} 镇江的应用成效是什么？`);
  await callsAfter(migrates(LI, before, after));
  // Its number is that of a question of the old group, which it does not take the place of.
  expect((await ask(LI, after, `${AT} 那推荐词呢？`)).text).toContain("圆通速递有限公司工会 · 推荐词");
  expect((await ask(WANG, after, `${AT} 那推荐词呢？`)).text).toContain("江苏镇江市总工会 · 推荐词");
  await bot.stopBot();
  await start({ allowed: [String(before.id)], dir: bot.dir });
  expect((await ask(LI, after, `${AT} 那主要内容呢？`)).text).toContain("圆通速递有限公司工会 · 主要内容");
});
