/** A workspace and the bot, as people use it, seen at the wire, in both ways that events come. */

import { afterAll, describe, expect, it } from "vitest";
import { atTheWire } from "./at-the-wire.ts";
import { type Mode, startBot } from "./bot.ts";
import { commands, presses, submits, usesShortcut } from "./interactions.ts";
import { citationsIn } from "./parse-back.ts";
import { channel, directMessage, mentions, person, says } from "./people.ts";

const ANNA = person("李安");
const BAO = person("鲍工");

describe.each<Mode>(["socket", "http"])("by %s", async (mode) => {
  const bot = await startBot({ mode, expert: "U00EXPERT" });
  const { slack } = bot;
  const { settled } = atTheWire(bot);
  afterAll(async () => {
    await bot.stop();
    expect(slack.violations).toEqual([]);
    expect(bot.log.lines.filter((line) => /^(?:warn|error)/.test(line))).toEqual([]);
  });

  /** What the bot has said in a thread, or in all of a channel. */
  const own = (where: { id: string }, thread?: string) =>
    slack.channel(where.id).own.filter(({ threadTs }) => thread === undefined || threadTs === thread);

  async function ask(by: typeof ANNA, where: ReturnType<typeof channel>, text: string, thread_ts?: string) {
    const options = thread_ts === undefined ? {} : { thread_ts };
    const events =
      where.kind === "im" ? [says(by, where, text, options)] : mentions(by, where, text, options);
    slack.push(...events);
    const [{ payload }] = events as [(typeof events)[0] & object];
    const { ts } = payload.event as { ts: string };
    const thread = thread_ts ?? ts;
    const before = slack.calls.filter(({ method }) => method === "chat.postMessage").length;
    await slack.waitFor(
      () => slack.calls.filter(({ method }) => method === "chat.postMessage").length > before,
    );
    await settled();
    const answers = own(where, thread);
    const answer = answers.at(-1);
    if (!answer) throw new Error(`no answer to “${text}”`);
    return { thread, answer, answers };
  }

  it("a mention is answered once, in its thread, though it comes as two events; then follow-ups, words, a summary", async () => {
    const where = channel();
    const { thread, answers } = await ask(ANNA, where, "圆通的应用成效是什么？");
    expect(answers).toHaveLength(1);
    expect(citationsIn(answers as never)).toMatchObject([
      { organization: "圆通速递有限公司工会", section: "应用成效" },
    ]);
    const next = await ask(ANNA, where, "那推荐词呢？", thread);
    expect(citationsIn([next.answer] as never)).toMatchObject([
      { organization: "圆通速递有限公司工会", section: "推荐词" },
    ]);
    const words = await ask(ANNA, where, "引用镇江的应用成效");
    expect(words.answer.text).toContain("江苏镇江市总工会 · 应用成效");
    const summary = await ask(ANNA, where, "总结镇江的案例");
    expect(summary.answer.text).toContain("江苏镇江市总工会");
  });

  it("whoever was answered in a thread goes on there without a mention, others do not, nor to a colleague", async () => {
    const where = channel();
    const { thread } = await ask(ANNA, where, "圆通的应用成效是什么？");
    slack.push(says(BAO, where, "那推荐词呢？", { thread_ts: thread }));
    slack.push(says(ANNA, where, `<@${BAO.id}> 你看看`, { thread_ts: thread }));
    slack.push(says(ANNA, where, "不在话题里的一句话"));
    await settled();
    expect(own(where)).toHaveLength(1);
    slack.push(says(ANNA, where, "那推荐词呢？", { thread_ts: thread }));
    await settled();
    expect(own(where, thread).at(-1)?.text).toContain("圆通速递有限公司工会 · 推荐词");
  });

  it("a direct message is answered in its thread, and is one conversation", async () => {
    const where = directMessage(ANNA);
    await ask(ANNA, where, "圆通的应用成效是什么？");
    const { answer } = await ask(ANNA, where, "那推荐词呢？");
    expect(answer.text).toContain("圆通速递有限公司工会 · 推荐词");
  });

  it("a command is answered to whoever gave it, who may publish the answer", async () => {
    const where = channel();
    slack.setChannel(where);
    slack.push(commands(ANNA, where, "/case", "镇江"));
    await settled();
    const { ephemerals } = slack.channel(where.id);
    expect(ephemerals.at(-1)?.text).toContain("江苏镇江市总工会");
    expect(own(where)).toEqual([]);
  });

  it("buttons show the whole and the summary, and take a vote with its reason", async () => {
    const where = channel();
    const { answer, thread } = await ask(ANNA, where, "圆通的免费宿舍有多少间？");
    const buttons = JSON.stringify(answer.blocks).match(/"value":"([wsv]:[^"]+)"/g) ?? [];
    const values = buttons.map((button) => button.slice(9, -1));
    const value = (letter: string) => values.find((one) => one.startsWith(`${letter}:`)) ?? "";
    const press = async (data: string, action_id = `press ${data}`) => {
      slack.push(presses(BAO, where, answer, { action_id, value: data, type: "button" }));
      await settled();
    };
    await press(value("w"));
    expect(own(where, thread).at(-1)?.text).toContain("圆通速递有限公司工会 · 主要内容(三)");
    await press(value("s"));
    expect(own(where, thread).at(-1)?.text).toContain("健全机制");
    await press(values.find((one) => /^v:.*:0$/.test(one)) ?? "", "feedback");
    expect(slack.views.at(-1)?.view).toMatchObject({ callback_id: "reason" });
    expect(slack.channel(where.id).ephemerals.at(-1)?.text).toBe("谢谢，已记下，我们会据此改进。");
    const view = slack.views.at(-1);
    if (view) slack.push(submits(BAO, view as never, { reason: { reason: "不完整" } } as never));
    await press(
      JSON.stringify(answer.blocks).match(/"action_id":"expert","value":"([^"]+)"/)?.[1] ?? "",
      "expert",
    );
    expect(JSON.stringify(own(where, thread).at(-1)?.blocks)).toContain("U00EXPERT");
  });

  it("a shortcut on anybody's message says whether its words are the corpus's", async () => {
    const where = channel();
    const message = says(BAO, where, "全网已累计建设职工之家3000余家");
    slack.push(message);
    slack.push(usesShortcut(ANNA, where, message.payload.event as never, "verify") as never);
    await settled();
    expect(slack.channel(where.id).ephemerals.at(-1)?.text).toContain("这段文字与原文不完全一致");
  });
});
