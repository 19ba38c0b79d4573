/** Closed by default: who may ask, how a channel is opened, and how little the others hear. */

import { afterAll, afterEach, describe, expect, it } from "vitest";
import { SHORTCUT_EMPTY } from "../../src/channels/slack/wording.zh.ts";
import {
  NOT_FOR_GUESTS,
  NOT_PAIRED,
  NOT_YOURS_TO_CLOSE,
  OPEN_OTHERWISE,
  PAIRED,
  PAIRED_TOO_OFTEN,
  TOO_MANY,
  CLOSED as UNPAIRED,
} from "../../src/chat/wording.zh.ts";
import { codesOf } from "../chat/journal.ts";
import { until } from "../wire/clock.ts";
import { atTheWire, button, complaintsOf, type Own, rowsIn } from "./at-the-wire.ts";
import { type BotSetup, type RunningBot, startBot } from "./bot.ts";
import { opensHome, sharesLinks, startsAssistant } from "./happenings.ts";
import { commands, presses, pressesEphemeral, submits, usesShortcut } from "./interactions.ts";
import { channel, directMessage, mentions, PARTNER, person, says, WORKSPACE } from "./people.ts";
import { startSlack } from "./slack-server.ts";

const slack = await startSlack();
const QUESTION = "圆通的应用成效是什么？";
const ANSWER = "圆通速递有限公司工会 · 应用成效";
const CLOSED = /^您好.*尚未开通/;

const started: RunningBot[] = [];

async function start(setup: BotSetup = {}) {
  const bot = await startBot({ slack, allowed: [], ...setup });
  started.push(bot);
  return { bot, ...atTheWire(bot) };
}

afterEach(async () => {
  for (const bot of started) {
    await bot.stopBot();
    expect(complaintsOf(bot)).toEqual([]);
  }
  started.length = 0;
});

afterAll(async () => {
  await slack.stop();
  expect(slack.violations).toEqual([]);
});

const GUEST = { event: { user_team: PARTNER.id, source_team: PARTNER.id } };

describe("a channel that nobody opened", () => {
  it("hears one polite line with its number, and then nothing, also after a restart", async () => {
    const first = await start();
    const where = channel();
    const [li, wang] = [person("李安"), person("王芳")];
    const refused = await first.ask(li, where, QUESTION);
    expect(refused.text).toMatch(CLOSED);
    expect(refused.text).toContain(where.id);
    expect(refused.buttons.size).toBe(0);
    const more = () => [
      ...mentions(li, where, QUESTION),
      ...mentions(wang, where, "帮助"),
      ...mentions(wang, where, "新话题"),
      says(li, where, QUESTION, { thread_ts: refused.thread }),
      usesShortcut(wang, where, { ts: refused.ts, text: QUESTION }, "verify"),
      sharesLinks(li, where, refused.ts, "https://x.test/cases/a"),
    ];
    expect(await first.callsAfter(...more())).toEqual([]);
    await first.bot.stopBot();
    const second = await start({ dir: first.bot.dir });
    expect(await second.callsAfter(...more())).toEqual([]);
    expect(second.own(where)).toHaveLength(1);
    expect(codesOf(first.bot).length).toBeGreaterThan(0);
  });

  it("is told so by a command to whoever gave it, alone, each time", async () => {
    const { callsAfter, own } = await start();
    const where = channel();
    slack.setChannel(where);
    const command = () => commands(person("王芳"), where, "/ask", QUESTION);
    for (const calls of [await callsAfter(command()), await callsAfter(command())]) {
      expect(calls.map(({ method }) => method)).toEqual(["response_url"]);
      expect(calls[0]?.payload.text).toMatch(CLOSED);
    }
    expect(own(where)).toEqual([]);
  });

  it("hears that line once, though several people ask at the same moment, and sees no sign of work", async () => {
    const { callsAfter, own } = await start();
    const where = channel();
    const before = slack.calls.length;
    await callsAfter(...["李安", "王芳", "陈工"].flatMap((name) => mentions(person(name), where, QUESTION)));
    expect(own(where).map(({ text }) => text)).toEqual([expect.stringMatching(CLOSED)]);
    expect(slack.calls.slice(before).map(({ method }) => method)).toEqual(["chat.postMessage"]);
  });

  it("may be that of one person, who hears the same alone", async () => {
    const { ask, callsAfter } = await start();
    const li = person("李安");
    const where = directMessage(li);
    const { text } = await ask(li, where, QUESTION);
    expect(text).toMatch(CLOSED);
    expect(text).toContain(where.id);
    expect(await callsAfter(says(li, where, QUESTION), says(li, where, "帮助"))).toEqual([]);
  });

  it("tells whoever gave a command, alone", async () => {
    const { callsAfter, own, ephemerals } = await start();
    const where = channel();
    const calls = await callsAfter(commands(person("李安"), where, "/ask", QUESTION));
    expect(calls.map(({ method }) => method)).toEqual(["response_url"]);
    expect(ephemerals(where).map(({ text }) => text)).toEqual([expect.stringMatching(CLOSED)]);
    expect(own(where)).toEqual([]);
  });
});

describe("a channel opened by a code", () => {
  it.each(["取消配对", "/unpair", "解除配对。"])(
    "is closed again at %s, and opened by the next code",
    async (words) => {
      const { bot, ask, callsAfter } = await start();
      const [where, li] = [channel(), person("李安")];
      await ask(li, where, `配对 ${codesOf(bot).at(-1)}`);
      expect((await ask(li, where, QUESTION)).text).toContain(ANSWER);
      expect((await ask(li, where, words)).text).toBe(UNPAIRED);
      expect(await callsAfter(...mentions(li, where, QUESTION), ...mentions(li, where, words))).toEqual([]);
      expect(bot.log.lines).toContainEqual(expect.stringMatching(new RegExp(`^info 会话 ${where.id} 已由`)));
      expect((await ask(li, where, `配对 ${codesOf(bot).at(-1)}`)).text).toBe(PAIRED);
      expect((await ask(li, where, QUESTION)).text).toContain(ANSWER);
    },
  );

  it("is not closed by a guest of another organisation, nor one that the settings name by anybody", async () => {
    const [where, named] = [channel(), channel()];
    const { bot, ask } = await start({ allowed: [named.id] });
    const [li, guest] = [person("李安"), person("友邻", { teamId: PARTNER.id })];
    await ask(li, where, `配对 ${codesOf(bot).at(-1)}`);
    expect((await ask(guest, where, "取消配对", GUEST)).text).toBe(NOT_YOURS_TO_CLOSE);
    expect((await ask(li, where, QUESTION)).text).toContain(ANSWER);
    expect((await ask(li, named, "取消配对")).text).toBe(OPEN_OTHERWISE);
    expect((await ask(li, named, QUESTION)).text).toContain(ANSWER);
  });
});

describe("a pairing code", () => {
  it("opens the channel in which it is said, once, and only that", async () => {
    const { ask, bot } = await start();
    const [where, other] = [channel(), channel()];
    const li = person("李安");
    const code = codesOf(bot).at(-1) ?? "";
    expect((await ask(li, where, "配对 ABCD-EFGH")).text).toBe(NOT_PAIRED);
    expect((await ask(li, where, `配对 ${code.toLowerCase().replace("-", " ")}`)).text).toBe(PAIRED);
    expect((await ask(li, where, QUESTION)).text).toContain(ANSWER);
    expect((await ask(person("王芳"), where, QUESTION)).text).toContain(ANSWER);
    expect((await ask(li, other, `配对 ${code}`)).text).toBe(NOT_PAIRED);
    expect((await ask(li, other, QUESTION)).text).toMatch(CLOSED);
    expect(codesOf(bot).at(-1)).not.toBe(code);
  });

  it("opens a direct message, the tab beside it and the agent, and still does after a restart", async () => {
    const first = await start();
    const li = person("李安");
    const where = directMessage(li);
    const { text } = await first.ask(li, where, `配对 ${codesOf(first.bot).at(-1)}`);
    expect(text).toBe(PAIRED);
    await first.bot.stopBot();
    const { ask, callsAfter } = await start({ dir: first.bot.dir });
    expect((await ask(li, where, QUESTION)).text).toContain(ANSWER);
    const calls = await callsAfter(opensHome(li), startsAssistant(li));
    expect(calls.map(({ method }) => method).toSorted()).toEqual([
      "assistant.threads.setSuggestedPrompts",
      "views.publish",
    ]);
    expect(JSON.stringify(slack.home(li.id)?.view)).toContain("圆通");
  });

  it("is not found by trying, which shuts out nobody but who tries", async () => {
    const { ask, callsAfter, bot } = await start({ limits: { perPerson: 1_000, perChat: 1_000 } });
    const [li, where] = [person("李安"), channel()];
    await callsAfter(
      ...Array.from({ length: 25 }, (_, i) => mentions(li, where, `配对 AAAA-${1000 + i}`)).flat(),
    );
    const right = `配对 ${codesOf(bot).at(-1)}`;
    expect((await ask(li, where, right)).text).toBe(PAIRED_TOO_OFTEN);
    expect((await ask(person("王芳"), channel(), right)).text).toBe(PAIRED);
  });
});

describe("SLACK_ALLOWED", () => {
  it("with a channel opens it to all who are in it, also to guests", async () => {
    const where = channel();
    const { ask } = await start({ allowed: [where.id] });
    expect((await ask(person("李安"), where, QUESTION)).text).toContain(ANSWER);
    expect((await ask(person("友邻", { teamId: PARTNER.id }), where, QUESTION, GUEST)).text).toContain(
      ANSWER,
    );
    expect((await ask(person("王芳"), channel(), QUESTION)).text).toMatch(CLOSED);
  });

  it("with a person lets them ask everywhere, and nobody else", async () => {
    const li = person("李安");
    const { ask, callsAfter } = await start({ allowed: [li.id] });
    const where = channel();
    expect((await ask(li, where, QUESTION)).text).toContain(ANSWER);
    expect((await ask(li, directMessage(li), QUESTION)).text).toContain(ANSWER);
    expect((await ask(person("王芳"), where, QUESTION)).text).toMatch(CLOSED);
    await callsAfter(opensHome(li));
    expect(JSON.stringify(slack.home(li.id)?.view)).toContain("圆通");
  });

  it("with a workspace lets its people ask everywhere, but no guests of another one", async () => {
    const { ask, callsAfter, ephemerals } = await start({ allowed: [WORKSPACE.id] });
    const [li, guest] = [person("李安"), person("友邻", { teamId: PARTNER.id })];
    const where = channel();
    const { text, answer } = await ask(li, where, QUESTION);
    expect(text).toContain(ANSWER);
    expect((await ask(li, directMessage(li), QUESTION)).text).toContain(ANSWER);
    await callsAfter(...mentions(guest, where, QUESTION, GUEST));
    expect(ephemerals(where)).toMatchObject([{ user: guest.id, text: NOT_FOR_GUESTS }]);
    const named = mentions(guest, where, QUESTION);
    expect(await callsAfter(named[1])).toEqual([]);
    expect(await callsAfter(presses(guest, where, answer, button(answer, "📝 全文摘要")))).toMatchObject([
      { method: "chat.postEphemeral", payload: { user: guest.id, text: "此会话尚未开通。" } },
    ]);
    await callsAfter(commands(li, where, "/case", "镇江"));
    expect(ephemerals(where).at(-1)?.text).toContain("江苏镇江市总工会");
    const { payload, ...opened } = opensHome(guest);
    await callsAfter(opensHome(li), { ...opened, payload: { ...payload, team_id: PARTNER.id } });
    expect(JSON.stringify(slack.home(li.id)?.view)).toContain("圆通");
    expect(JSON.stringify(slack.home(guest.id)?.view)).not.toContain("圆通");
  });

  it("with the workspace of guests lets them ask, and not those of our own", async () => {
    const { ask } = await start({ allowed: [PARTNER.id] });
    const where = channel();
    const guest = person("友邻", { teamId: PARTNER.id });
    expect((await ask(guest, where, QUESTION, GUEST)).text).toContain(ANSWER);
    expect((await ask(person("李安"), where, QUESTION)).text).toMatch(CLOSED);
  });

  it('with "*" lets everybody ask, and shows no code', async () => {
    const { ask, bot } = await start({ allowed: ["*"] });
    const guest = person("友邻", { teamId: PARTNER.id });
    expect((await ask(guest, channel(), QUESTION, GUEST)).text).toContain(ANSWER);
    expect(codesOf(bot)).toEqual([]);
  });
});

describe("people who may not ask", () => {
  /** An answer to Li, who alone may ask. */
  async function answered() {
    const li = person("李安");
    const wire = await start({ allowed: [li.id], expert: "U00EXPERT" });
    const where = channel();
    const given = await wire.ask(li, where, "圆通的免费宿舍有多少间？");
    return { ...wire, li, where, given };
  }

  it("get nothing by the buttons of others but a line, alone, and leave no vote", async () => {
    const { where, given, callsAfter, bot } = await answered();
    const wang = person("王芳");
    const under = given.answer as Own;
    for (const [label, pressed] of given.buttons) {
      const calls = await callsAfter(presses(wang, where, under, { ...pressed, type: "button" }));
      expect([label, calls.map(({ method }) => method)]).toEqual([label, ["chat.postEphemeral"]]);
    }
    expect(
      rowsIn(bot.dir, "votes").filter(({ question }) => question === "圆通的免费宿舍有多少间？"),
    ).toEqual([]);
  });

  it("cannot publish what another saw alone, nor what was said in another channel", async () => {
    const { li, where, callsAfter, ephemerals, own } = await answered();
    await callsAfter(commands(li, where, "/ask", QUESTION));
    const private_ = ephemerals(where).at(-1);
    if (!private_) throw new Error("expected a private answer");
    const publish = button(private_ as never, "公开到频道");
    const wang = person("王芳");
    expect(await callsAfter(pressesEphemeral(wang, where, private_, publish))).toMatchObject([
      { method: "response_url", payload: { text: "此会话尚未开通。", response_type: "ephemeral" } },
    ]);
    const other = channel();
    expect(await callsAfter(pressesEphemeral(li, other, private_, publish))).toEqual([]);
    expect(own(where)).toHaveLength(1);
  });

  it("see no cases at home, get no prompts and no cards", async () => {
    const wang = person("王芳");
    const { callsAfter } = await start({ publicUrl: "https://anlitong.test" });
    const where = channel();
    const said = says(wang, where, "https://anlitong.test/cases/x");
    const calls = await callsAfter(
      opensHome(wang),
      startsAssistant(wang),
      said,
      sharesLinks(wang, where, said.payload.event.ts, "https://anlitong.test/cases/x"),
    );
    expect(calls.map(({ method }) => method)).toEqual(["views.publish"]);
    expect(JSON.stringify(slack.home(wang.id)?.view)).not.toContain("圆通");
  });

  it("hear why a shortcut or a reason comes to nothing, and do no harm", async () => {
    const { where, callsAfter, bot, li, given, ephemerals } = await answered();
    await callsAfter(usesShortcut(li, where, { ts: given.ts, text: "" }, "verify"));
    expect(ephemerals(where).at(-1)?.text).toBe(SHORTCUT_EMPTY);
    await callsAfter(
      presses(li, where, given.answer, { ...button(given.answer, "没用"), type: "feedback_buttons" }),
    );
    const view = slack.views.at(-1);
    if (!view) throw new Error("expected a modal");
    const filled = { reason: { reason: { type: "plain_text_input", value: "不完整" } } };
    expect(await callsAfter(submits(person("王芳"), view, filled))).toEqual([]);
    expect(rowsIn(bot.dir, "votes").at(-1)).toMatchObject({ is_good: 0, reason: null });
    await callsAfter(submits(li, view, filled));
    expect(rowsIn(bot.dir, "votes").at(-1)).toMatchObject({ is_good: 0, reason: "不完整" });
  });
});

const signsIn = (where: { readonly id: string }) =>
  slack.calls
    .filter(({ method, payload }) => method === "reactions.add" && payload.channel === where.id)
    .map(({ payload }) => [payload.timestamp, payload.name]);

describe("who asks too fast", () => {
  it("is told so once, alone, and then nothing, while others go on, in the channel and elsewhere", async () => {
    const { ask, callsAfter } = await start({ allowed: ["*"] });
    const [li, wang] = [person("李安"), person("王芳")];
    const where = channel();
    for (let i = 0; i < 6; i += 1) expect((await ask(li, where, QUESTION)).text).toContain(ANSWER);
    expect(await callsAfter(...mentions(li, where, QUESTION))).toMatchObject([
      { method: "chat.postEphemeral", payload: { channel: where.id, user: li.id, text: TOO_MANY } },
    ]);
    expect(await callsAfter(...mentions(li, where, QUESTION), ...mentions(li, where, "新话题"))).toEqual([]);
    expect((await ask(wang, where, QUESTION)).text).toContain(ANSWER);
    expect((await ask(li, channel(), QUESTION)).text).toContain(ANSWER);
  });

  it("is answered later where it is the channel that is busy, and sees at once that it will be so", async () => {
    const first = await start({ allowed: ["*"], limits: { perPerson: 6, perChat: 3 } });
    const where = channel();
    for (let i = 0; i < 3; i += 1) await first.ask(person("某人"), where, QUESTION);
    const late = Array.from({ length: 4 }, (_, i) => mentions(person(`某人${i}`), where, QUESTION));
    slack.push(...late.flat());
    await until(() => signsIn(where).length >= 4, "a sign under each");
    expect(signsIn(where)).toEqual(late.map(([{ payload }]) => [payload.event.ts, "eyes"]));
    expect(first.own(where)).toHaveLength(3);
    await first.bot.stopBot();
    const second = await start({ allowed: ["*"], dir: first.bot.dir });
    await second.settled();
    expect(second.own(where).map(({ text }) => text)).toEqual(
      Array.from({ length: 7 }, () => expect.stringContaining(ANSWER)),
    );
  });

  it("is told by the button where that is pressed too often, but may vote", async () => {
    const { ask, press, callsAfter } = await start({ allowed: ["*"] });
    const where = channel();
    const wang = person("王芳");
    const { answer } = await ask(person("李安"), where, QUESTION);
    const summary = button(answer, "📝 全文摘要");
    await callsAfter(...Array.from({ length: 6 }, () => presses(wang, where, answer, summary)));
    expect(await press(wang, where, answer, summary)).toMatchObject([
      { method: "chat.postEphemeral", payload: { text: TOO_MANY } },
    ]);
    expect(await press(wang, where, answer, button(answer, "有用"))).toMatchObject([
      { method: "chat.postEphemeral", payload: { text: expect.stringContaining("谢谢") } },
    ]);
  });

  it("is told so for what they hand to others, too", async () => {
    const { ask, callsAfter, press } = await start({ allowed: ["*"], expert: "U00EXPERT" });
    const where = channel();
    const wang = person("王芳");
    const { answer } = await ask(person("李安"), where, "火星上有工会吗？");
    const expert = button(answer, "请专人解答");
    await callsAfter(...Array.from({ length: 6 }, () => presses(wang, where, answer, expert)));
    expect(await press(wang, where, answer, expert)).toMatchObject([
      { method: "chat.postEphemeral", payload: { text: TOO_MANY } },
    ]);
  });
});
