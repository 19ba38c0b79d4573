/** What Slack has beside messages: commands, buttons, the app's own tab, the agent, shortcuts, cards of links. */

import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAbilities } from "../../src/answer/abilities.ts";
import { failed, TOO_OLD, UNKNOWN_BUTTON } from "../../src/chat/wording.zh.ts";
import { quotesOf } from "../../src/grounding/answer.ts";
import { readerUrl } from "../../src/render/reader-url.ts";
import { openKnowledge } from "../knowledge.ts";
import { until } from "../wire/clock.ts";
import { atTheWire, button, buttonsOf, complaintsOf, rowsIn } from "./at-the-wire.ts";
import { abilities, type RunningBot, startBot } from "./bot.ts";
import { opensHome, sharesLinks, startsAssistant } from "./happenings.ts";
import { commands, submits, usesShortcut } from "./interactions.ts";
import { citationsIn } from "./parse-back.ts";
import { channel, directMessage, mentions, person, says } from "./people.ts";

const PUBLIC = "https://anlitong.test";
const QUESTION = "圆通的应用成效是什么？";
const ANSWER = "圆通速递有限公司工会 · 应用成效";
const LI = person("李安");
const WANG = person("王芳");

describe("surfaces", async () => {
  const bot = await startBot({
    publicUrl: PUBLIC,
    expert: "S0EXPERTS",
    limits: { perPerson: 1_000, perChat: 1_000 },
  });
  const { slack } = bot;
  const { ask, callsAfter, ephemerals, own, press, pressEphemeral } = atTheWire(bot);

  afterAll(async () => {
    await bot.stop();
    expect(slack.violations).toEqual([]);
    expect(complaintsOf(bot)).toEqual([]);
  });

  it.each([
    ["/ask", QUESTION, ANSWER],
    ["/case", "镇江", "江苏镇江市总工会"],
    ["/ask", "", "请告诉我您想问什么"],
    ["/case", "", "请写明总结哪个单位的案例"],
    ["/ask", "帮助", "我是案例通"],
  ] as const)("%s %s is answered to whoever gave it, and to nobody else", async (command, text, words) => {
    const where = channel();
    const calls = await callsAfter(commands(LI, where, command, text));
    expect(new Set(calls.map(({ method }) => method))).toEqual(new Set(["response_url"]));
    expect(calls.every(({ payload }) => payload.response_type === "ephemeral")).toBe(true);
    expect(own(where)).toEqual([]);
    expect(
      ephemerals(where)
        .map((one) => one.text)
        .join("\n"),
    ).toContain(words);
    expect(ephemerals(where).every(({ user }) => user === LI.id)).toBe(true);
  });

  it("a conversation alone with the bot is called by its first question", async () => {
    const where = directMessage(LI);
    const first = says(LI, where, QUESTION);
    await callsAfter(first);
    const { ts } = first.payload.event as { ts: string };
    await callsAfter(says(LI, where, "那推荐词呢？", { thread_ts: ts }));
    expect([...slack.channel(where.id).titles]).toEqual([[ts, QUESTION]]);
  });

  it("公开到频道 shows the channel the answer, its question and its asker, who alone is called", async () => {
    const where = channel();
    slack.setChannel(where);
    const question = `“<!channel> &lt;!here&gt; <@${WANG.id}>”圆通的推荐词`;
    await callsAfter(commands(LI, where, "/ask", question));
    const shown = ephemerals(where).at(-1);
    if (!shown) throw new Error("expected a private answer");
    const calls = await pressEphemeral(LI, where, shown, button(shown as never, "公开到频道"));
    // The way of the command: it is open also where the bot is no member.
    expect(calls.map(({ method }) => method)).toEqual(["response_url"]);
    const [message] = own(where);
    expect(message?.text).toMatch(/^问：.*&lt;!here&gt;.*圆通的推荐词\n/);
    expect(message?.text).toContain("圆通速递有限公司工会");
    expect(message?.text).not.toMatch(/<[!@]/);
    expect(message?.threadTs).toBeUndefined();
    const called = JSON.stringify(message?.blocks).match(/"type":"(?:user|usergroup|broadcast)"[^}]*/g);
    expect(called).toEqual([`"type":"user","user_id":"${LI.id}"`]);
    expect(citationsIn(own(where))).toEqual(citationsIn(ephemerals(where)));
  });

  it("buttons under what one person sees alone show it to them alone", async () => {
    const where = channel();
    await callsAfter(commands(LI, where, "/ask", QUESTION));
    const shown = ephemerals(where).at(-1);
    if (!shown) throw new Error("expected a private answer");
    await pressEphemeral(LI, where, shown, button(shown as never, "📝 全文摘要"));
    expect(ephemerals(where).at(-1)?.text).toContain("推荐词");
    await pressEphemeral(LI, where, shown, button(shown as never, "有用"));
    expect(ephemerals(where).at(-1)?.text).toContain("谢谢您的肯定");
    expect(own(where)).toEqual([]);
  });

  it.each([
    "/ask 比较圆通、镇江和东城",
    "/ask 引用圆通的全文",
    "/ask 比较齐河、圆通、旌阳、齐齐哈尔、东城、椒江",
  ])("%s loses no word of its answer, however many messages it takes", async (typed) => {
    const where = channel();
    const question = typed.slice(5);
    await callsAfter(commands(LI, where, "/ask", question));
    const alone = citationsIn(ephemerals(where));
    const { messages } = await ask(LI, channel(), question);
    expect(alone).toEqual(citationsIn(messages));
    expect(ephemerals(where)).toHaveLength(messages.length);
  });

  it("the app's own tab lists the cases of the corpus", async () => {
    await callsAfter(opensHome(LI));
    const view = JSON.stringify(slack.home(LI.id)?.view);
    const { organization } = quotesOf(await abilities.answer({ question: QUESTION }))[0]?.citation.case ?? {};
    expect(view).toContain(organization);
    expect(citationsIn([slack.home(LI.id)?.view as never])).toHaveLength(10);
    await callsAfter(opensHome(LI), opensHome(LI));
    expect(JSON.stringify(slack.home(LI.id)?.view)).toBe(view);
  });

  it("a new conversation with the agent begins with questions that have answers", async () => {
    await callsAfter(startsAssistant(LI));
    const where = directMessage(LI);
    const [given] = slack.channel(where.id).prompts as { prompts: { title: string; message: string }[] }[];
    expect(given?.prompts.length).toBeGreaterThan(1);
    for (const { message } of given?.prompts ?? [])
      expect(quotesOf(await abilities.answer({ question: message })).length).toBeGreaterThan(0);
  });

  it("the agent's messages, when opened, begin with them, too, in no thread; the other tab stays as it is", async () => {
    const chen = person("陈工");
    const calls = await callsAfter(opensHome(chen, "messages"));
    expect(calls.map(({ method }) => method)).toEqual(["assistant.threads.setSuggestedPrompts"]);
    expect(calls[0]?.ok).toBe(true);
    expect(calls[0]?.payload).not.toHaveProperty("thread_ts");
  });

  it("核查引文 tells of a message of anybody whether its words are in the cases, in private and in any channel", async () => {
    const where = channel();
    const [quote] = quotesOf(await abilities.answer({ question: QUESTION }));
    const message = says(WANG, where, quote?.text ?? "");
    await callsAfter(message, usesShortcut(LI, where, message.payload.event as never, "verify"));
    expect(ephemerals(where).at(-1)).toMatchObject({ user: LI.id });
    expect(citationsIn(ephemerals(where))).toMatchObject([{ section: "应用成效" }]);
    const elsewhere = channel();
    slack.setChannel(elsewhere, { isMember: false });
    const other = { ts: "1700000000.000100", text: "<!channel> 全网已累计建设职工之家9000余家" };
    await callsAfter(usesShortcut(LI, elsewhere, other, "verify"));
    expect(ephemerals(elsewhere).at(-1)?.text).toContain("不完全一致");
    expect(ephemerals(elsewhere).at(-1)?.text).not.toMatch(/<!/);
    const long = { ts: "1700000000.000200", text: "长".repeat(4_001) };
    await callsAfter(usesShortcut(LI, elsewhere, long, "verify"));
    expect(ephemerals(elsewhere).at(-1)?.text).toContain("最多 4000 字");
  });

  it("a button that another pressed already leads to what stands in the channel", async () => {
    const where = channel();
    const { answer, thread } = await ask(LI, where, "引用圆通主要内容第二项第一句");
    const whole = button(answer, "📖 原文");
    await press(LI, where, answer, whole);
    const shown = own(where, thread).at(-1);
    const calls = await press(WANG, where, answer, whole);
    expect(calls.map(({ method }) => method)).toEqual(["chat.getPermalink", "chat.postEphemeral"]);
    const address = `p${shown?.ts.replace(".", "")}`;
    expect(calls[1]?.payload).toMatchObject({
      user: WANG.id,
      text: expect.stringMatching(
        new RegExp(`^这条内容前面已经发过。 <https://.+/${address}.*\\|点此查看>$`),
      ),
    });
  });

  it("a thumbs-down is counted at once, and its reason, if any, is kept beside it", async () => {
    const where = channel();
    const { answer } = await ask(LI, where, QUESTION);
    const bad = button(answer, "没用");
    const id = bad.value.split(":")[1];
    const votes = () => rowsIn(bot.dir, "votes").filter(({ answer_id }) => answer_id === id);
    await press(WANG, where, answer, button(answer, "有用"));
    expect(votes()).toMatchObject([{ is_good: 1, reason: null }]);
    await press(WANG, where, answer, bad);
    expect(votes()).toMatchObject([{ is_good: 0, reason: null, question: QUESTION }]);
    const view = slack.views.at(-1);
    if (!view) throw new Error("expected a modal");
    expect(view).toMatchObject({ user: WANG.id, isOpen: true, view: { callback_id: "reason" } });
    const reason = (value: string | null) => ({ reason: { reason: { type: "plain_text_input", value } } });
    await callsAfter(submits(WANG, view, reason(null)));
    expect(votes()).toMatchObject([{ is_good: 0, reason: null }]);
    expect(slack.views.at(-1)?.isOpen).toBe(false);
    await callsAfter(submits(WANG, view, reason("  少了第三项 <!channel>  ")));
    expect(votes()).toMatchObject([{ is_good: 0, reason: "少了第三项 <!channel>" }]);
    expect(String(votes()[0]?.person)).not.toContain(WANG.id);
    await press(LI, where, answer, button(answer, "有用"));
    expect(votes()).toHaveLength(2);
  });

  it("请专人解答 calls whom the settings name, once, in the thread, with the question and where to look", async () => {
    const where = channel();
    const { answer, thread } = await ask(LI, where, "圆通的免费宿舍有多少间？ <!channel>");
    await press(WANG, where, answer, button(answer, "请专人解答"));
    const asked = own(where, thread).at(-1);
    const blocks = JSON.stringify(asked?.blocks);
    expect(blocks).toContain('"type":"usergroup","usergroup_id":"S0EXPERTS"');
    expect(blocks).toContain(`"type":"user","user_id":"${WANG.id}"`);
    expect(blocks).not.toContain('"broadcast"');
    expect(blocks).toContain("圆通的免费宿舍有多少间？");
    expect(blocks).toContain("圆通速递有限公司工会");
    expect(asked?.text).not.toMatch(/<[!@]/);
  });

  it("a suggestion is asked by its button, and the answer says what was asked", async () => {
    const where = channel();
    const { answer, buttons, thread } = await ask(LI, where, "圆通去年的营业收入是多少？");
    const [label = "", pressed] = [...buttons].find(([, { value }]) => value.startsWith("q:")) ?? [];
    if (!pressed) throw new Error("expected a suggestion");
    await press(WANG, where, answer, pressed);
    const next = own(where, thread).at(-1);
    expect(next?.text.split("\n")[0]).toContain(`问：${label.replace(/…$/, "")}`);
    expect(citationsIn(next ? [next] : []).length).toBeGreaterThan(0);
    // Whoever pressed it asks on from there.
    expect((await ask(WANG, where, "那推荐词呢？", { thread_ts: thread })).text).toContain("推荐词");
  });

  it("a button of another channel, or made up, does nothing but say so", async () => {
    const where = channel();
    const { answer } = await ask(LI, where, QUESTION);
    const other = channel();
    const { answer: second } = await ask(LI, other, QUESTION);
    const elsewhere = button(answer, "📝 全文摘要").value;
    for (const [value, text] of [
      [elsewhere, UNKNOWN_BUTTON],
      ["x", UNKNOWN_BUTTON],
      ["s:AAAAAAAAAAAA", TOO_OLD],
      ["v:AAAAAAAAAAAA:0", TOO_OLD],
    ] as const) {
      const calls = await press(WANG, other, second, { action_id: "press x", value });
      expect(calls).toMatchObject([{ method: "chat.postEphemeral", payload: { text } }]);
    }
  });

  it("links to the reader become cards with the words they lead to; others stay as they are", async () => {
    const where = channel();
    const quotes = quotesOf(await abilities.answer({ question: QUESTION }));
    const { citation } = quotes[0] ?? {};
    if (!citation) throw new Error("expected a citation");
    const url = readerUrl(PUBLIC, citation);
    const whole = `${PUBLIC}/cases/${encodeURIComponent(citation.case.id)}`;
    const none = [
      `${PUBLIC}/cases/none`,
      `${PUBLIC}/about`,
      `${PUBLIC}.evil.test/cases/${encodeURIComponent(citation.case.id)}`,
      `${PUBLIC}/cases/%E0%A4%A`,
      `${PUBLIC}/cases/${encodeURIComponent(citation.case.id)}/${encodeURIComponent("没有的部分")}/1`,
    ];
    const said = says(LI, where, `<${url}>`);
    const calls = await callsAfter(said, sharesLinks(LI, where, said.payload.event.ts, url, whole, ...none));
    expect(calls.map(({ method }) => method)).toEqual(["chat.unfurl"]);
    const unfurls = calls[0]?.payload.unfurls as Record<string, { blocks: object[] }>;
    expect(Object.keys(unfurls).toSorted()).toEqual([url, whole].toSorted());
    expect(citationsIn([unfurls[url] as never])).toMatchObject([{ section: "应用成效" }]);
    expect(citationsIn([unfurls[whole] as never]).length).toBeGreaterThan(0);
    expect(await callsAfter(sharesLinks(LI, where, said.payload.event.ts, ...none))).toEqual([]);
  });

  it("buttons, follow-ups and private answers go on working after a restart", async () => {
    const first = await startBot();
    const wire = atTheWire(first);
    const where = channel();
    const { answer, thread } = await wire.ask(LI, where, QUESTION);
    await wire.callsAfter(commands(LI, where, "/ask", QUESTION));
    const shown = wire.ephemerals(where).at(-1);
    await first.stopBot();
    const second = await startBot({ slack: first.slack, dir: first.dir });
    const again = atTheWire(second);
    await again.press(WANG, where, answer, button(answer, "📝 全文摘要"));
    expect(again.own(where, thread).at(-1)?.text).toContain("推荐词");
    await again.callsAfter(says(LI, where, "那推荐词呢？", { thread_ts: thread }));
    expect(again.own(where, thread).at(-1)?.text).toContain("圆通速递有限公司工会 · 推荐词");
    await again.pressEphemeral(LI, where, shown ?? { ts: "" }, button(shown as never, "公开到频道"));
    expect(again.own(where).at(-1)?.text).toContain(`问：${QUESTION}`);
    await second.stop();
    expect([...first.slack.violations, ...complaintsOf(first), ...complaintsOf(second)]).toEqual([]);
  });

  it("a name that several cases have is asked back, and the button asks of the case that is meant", async () => {
    const folder = new URL("../fixtures/namesakes", import.meta.url).pathname;
    const namesakes = await startBot({ abilities: createAbilities(await openKnowledge(folder)) });
    const wire = atTheWire(namesakes);
    const where = channel();
    const { answer, thread } = await wire.ask(LI, where, "南京的应用成效是什么？");
    const names = ["江苏南京鼓楼区总工会", "江苏南京玄武区总工会"];
    expect([...buttonsOf(answer).keys()]).toEqual([...names, "有用", "没用"]);
    for (const [i, figure] of ["会员增加860人", "会员增加420人"].entries()) {
      const name = names[i] ?? "";
      await wire.press(WANG, where, answer, button(answer, name));
      const next = wire.own(where, thread).at(-1);
      expect(next?.text).toMatch(new RegExp(`^问：${name}.*应用成效是什么？\n`));
      expect(citationsIn(next ? [next] : [])).toMatchObject([
        { organization: name, quote: expect.stringContaining(figure) },
      ]);
    }
    await namesakes.stop();
    expect([...namesakes.slack.violations, ...complaintsOf(namesakes)]).toEqual([]);
  });
});

describe("an answer that takes long, or fails", () => {
  let bot: RunningBot;
  let held: PromiseWithResolvers<void> | undefined;
  let failing: Error | undefined;
  const patient: typeof abilities = {
    ...abilities,
    async answer(message) {
      await held?.promise;
      if (failing) throw failing;
      return abilities.answer(message);
    },
    async verify(text) {
      if (failing) throw failing;
      return abilities.verify(text);
    },
    async summaryNamed(...named) {
      if (failing) throw failing;
      return abilities.summaryNamed(...named);
    },
  };

  beforeEach(() => {
    held = undefined;
    failing = undefined;
  });

  afterEach(async () => {
    held?.resolve();
    await bot.stop();
    expect(bot.slack.violations).toEqual([]);
  });

  const statusesIn = (where: { id: string }) => {
    try {
      return bot.slack.channel(where.id).statuses.map(({ status }) => status);
    } catch {
      return [];
    }
  };

  it("shows at once that it is under way, and no more when the answer is there", async () => {
    bot = await startBot({ abilities: patient });
    held = Promise.withResolvers();
    const where = channel();
    bot.slack.push(...mentions(LI, where, QUESTION));
    await until(() => statusesIn(where).length === 1);
    expect(statusesIn(where)).toEqual(["正在检索案例……"]);
    held.resolve();
    await atTheWire(bot).settled();
    expect(statusesIn(where).at(-1)).toBe("");
    expect(bot.slack.channel(where.id).own).toHaveLength(1);
    expect(complaintsOf(bot)).toEqual([]);
  });

  /** The line that was said, with the number under which the log tells what happened, and nothing more. */
  function traced(text: string | undefined): void {
    const [, trace = ""] = text?.match(/（编号 ([0-9a-f]{6})）$/) ?? [];
    expect(text).toBe(failed(trace));
    expect(complaintsOf(bot)).toEqual([`error Slack：处理消息出错（编号 ${trace}）：the index is on fire`]);
  }

  it("is told in a line with a number that the log has too; the status goes, and the next question is answered", async () => {
    bot = await startBot({ abilities: patient });
    const { ask } = atTheWire(bot);
    const where = channel();
    failing = new Error("the index is on fire");
    const { messages, thread } = await ask(LI, where, QUESTION);
    expect(messages).toHaveLength(1);
    traced(messages[0]?.text);
    expect(statusesIn(where).at(-1)).toBe("");
    failing = undefined;
    expect((await ask(LI, where, QUESTION, { thread_ts: thread })).text).toContain(ANSWER);
  });

  it.each(["/ask", "/case"] as const)("is told to whoever gave %s, alone", async (command) => {
    bot = await startBot({ abilities: patient });
    const { callsAfter, ephemerals, own } = atTheWire(bot);
    const where = channel();
    failing = new Error("the index is on fire");
    await callsAfter(commands(LI, where, command, "镇江"));
    traced(ephemerals(where).at(-1)?.text);
    expect(own(where)).toEqual([]);
  });

  it("is told to whoever used a shortcut, alone", async () => {
    bot = await startBot({ abilities: patient });
    const { callsAfter, ephemerals } = atTheWire(bot);
    const where = channel();
    failing = new Error("the index is on fire");
    await callsAfter(usesShortcut(LI, where, { ts: "1700000000.000100", text: "建设职工之家" }, "verify"));
    traced(ephemerals(where).at(-1)?.text);
  });

  it("is told to whoever pressed a button, in its thread", async () => {
    bot = await startBot({ abilities: patient });
    const { ask, press, own } = atTheWire(bot);
    const where = channel();
    const { answer, buttons, thread } = await ask(LI, where, "圆通去年的营业收入是多少？");
    const pressed = [...buttons.values()].find(({ value }) => value.startsWith("q:"));
    failing = new Error("the index is on fire");
    await press(WANG, where, answer, pressed ?? { action_id: "", value: "" });
    traced(own(where, thread).at(-1)?.text);
    expect(statusesIn(where).at(-1)).toBe("");
  });
});
