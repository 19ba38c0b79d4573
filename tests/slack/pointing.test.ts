/** What a message points at: words above it in the thread, forwarded words, an answer under which a sign is put. */

import { afterAll, describe, expect, it } from "vitest";
import { ABOVE_UNSEEN } from "../../src/channels/slack/wording.zh.ts";
import { atTheWire, complaintsOf, rowsIn } from "./at-the-wire.ts";
import { startBot } from "./bot.ts";
import { usesShortcut } from "./interactions.ts";
import { nextTs } from "./message-times.ts";
import { botSays, channel, directMessage, event, type Incoming, mentions, person, says } from "./people.ts";

const bot = await startBot({ limits: { perPerson: 1_000, perChat: 1_000 } });
const { slack } = bot;
const { ask, callsAfter, ephemerals, own } = atTheWire(bot);

const LI = person("李安");
const WANG = person("王芳");
const QUOTED = "全网为员工提供免费宿舍达1.2万间";
const CHANGED = "全网为员工提供免费宿舍达2.2万间";
const QUESTION = "圆通的应用成效是什么？";

afterAll(async () => {
  await bot.stop();
  expect(slack.violations).toEqual([]);
  expect(complaintsOf(bot)).toEqual([]);
});

/** A thread that Wang began, with words of hers in it. */
async function threadWith(words: string) {
  const where = channel();
  const first = says(WANG, where, "大家看看这个");
  const thread = first.payload.event.ts;
  await callsAfter(first, says(WANG, where, words, { thread_ts: thread }));
  return { where, thread };
}

const forwarded = (words: string) => ({
  event: { attachments: [{ is_share: true, is_msg_unfurl: true, text: words, fallback: words }] },
});

describe("words above in a thread", () => {
  it.each(["上面这段话是原文吗？", "帮我核对一下楼上说的", "核实", ""])(
    "are what “%s” is about",
    async (wish) => {
      const { where, thread } = await threadWith(CHANGED);
      const { text } = await ask(LI, where, wish, { thread_ts: thread });
      expect(text).toMatch(wish === "" ? /宿舍/ : /不完全一致[\s\S]*原文此处有：1\.2/);
    },
  );

  it("stand in the channel where the bot is called outside of a thread", async () => {
    const where = channel();
    await callsAfter(says(WANG, where, `${QUOTED}，全员工作餐免费`));
    expect((await ask(LI, where, "上面这段话是原文吗？")).text).toMatch(/一致/);
  });

  it("are read for nothing else, and where the answer before is meant not at all", async () => {
    const { where, thread } = await threadWith(CHANGED);
    await ask(LI, where, QUESTION, { thread_ts: thread });
    await ask(LI, where, "这是原文吗", { thread_ts: thread });
    const read = slack.calls.filter(
      ({ method, channel: at }) => /conversations\.(?:replies|history)/.test(method) && at === where.id,
    );
    expect(read).toHaveLength(1);
    expect(own(where).at(-1)?.text).not.toContain("2.2");
  });

  it("that may not be read are asked for", async () => {
    const { where, thread } = await threadWith(CHANGED);
    slack.fault({
      method: "conversations.replies",
      channel: where.id,
      kind: "error",
      error: "missing_scope",
      other: { needed: "channels:history", provided: "chat:write" },
    });
    expect((await ask(LI, where, "上面这段话是原文吗？", { thread_ts: thread })).text).toBe(ABOVE_UNSEEN);
  });
});

describe("forwarded words", () => {
  it("are a question where nothing is said of them, and are checked where that is wished", async () => {
    const where = directMessage(LI);
    expect((await ask(LI, where, "", forwarded("镇江的应用成效是什么？"))).text).toContain(
      "江苏镇江市总工会",
    );
    expect((await ask(LI, where, "是原文吗？", forwarded(CHANGED))).text).toMatch(/原文此处有：1\.2/);
  });

  it("are what 核查引文 checks, as are words that stand in blocks alone", async () => {
    const where = channel();
    const blocks = [
      {
        type: "rich_text",
        elements: [{ type: "rich_text_section", elements: [{ type: "text", text: CHANGED }] }],
      },
    ];
    for (const message of [
      { text: "", ...forwarded(CHANGED).event },
      { text: "", blocks },
    ]) {
      await callsAfter(usesShortcut(LI, where, { ts: nextTs(), ...message } as never, "verify"));
      expect(ephemerals(where).at(-1)?.text).toMatch(/原文此处有：1\.2/);
    }
  });
});

const reacts = (
  by: { id: string },
  where: { id: string },
  ts: string,
  reaction: string,
  to: string,
): Incoming =>
  event({
    type: "reaction_added",
    user: by.id,
    reaction,
    item_user: to,
    item: { type: "message", channel: where.id, ts },
    event_ts: nextTs(),
  }) as never;

it("a reader's sign under an answer counts as their vote, the last one", async () => {
  const where = channel();
  const { answer, ts } = await ask(LI, where, QUESTION);
  const calls = await callsAfter(
    reacts(LI, where, answer.ts, "+1", slack.bot.id),
    reacts(WANG, where, answer.ts, "thumbsup::skin-tone-3", slack.bot.id),
    reacts(WANG, where, answer.ts, "-1", slack.bot.id),
    reacts(LI, where, answer.ts, "eyes", slack.bot.id),
    reacts(WANG, where, ts, "+1", LI.id),
  );
  expect(calls).toEqual([]);
  expect(
    rowsIn(bot.dir, "votes")
      .map(({ is_good }) => is_good)
      .toSorted(),
  ).toEqual([0, 1]);
});

describe("in a thread in which it is asked", () => {
  it("the bot thanks for thanks by a sign, and keeps out of what people say to each other", async () => {
    const where = channel();
    const { thread } = await ask(LI, where, QUESTION);
    const thanks = says(LI, where, "谢谢", { thread_ts: thread });
    const calls = await callsAfter(thanks, says(LI, where, "我下午去开会", { thread_ts: thread }));
    expect(calls).toMatchObject([
      {
        method: "reactions.add",
        payload: { channel: where.id, timestamp: thanks.payload.event.ts, name: "white_check_mark" },
      },
    ]);
  });

  it("it leaves when told so, until it is named again", async () => {
    const where = channel();
    const { thread } = await ask(LI, where, QUESTION);
    const at = { thread_ts: thread };
    await callsAfter(says(LI, where, "先别说话", at));
    expect(own(where, thread).at(-1)?.text).toMatch(/^好的，我先不说话/);
    expect(await callsAfter(says(LI, where, "推荐词呢？", at))).toEqual([]);
    expect((await ask(LI, where, "推荐词呢？", at)).text).toContain("圆通速递有限公司工会 · 推荐词");
    await callsAfter(says(LI, where, "镇江的呢？", at));
    expect(own(where, thread).at(-1)?.text).toContain("江苏镇江市总工会 · 推荐词");
  });

  it("is heard by mention alone where the settings say so, of that channel or of all", async () => {
    const [quiet, other] = [channel(), channel()];
    const strict = await startBot({ replyInThreads: { "": "mention", [other.id]: "questions" } });
    const wire = atTheWire(strict);
    for (const where of [quiet, other]) {
      const { thread } = await wire.ask(LI, where, QUESTION);
      await wire.callsAfter(says(LI, where, "推荐词呢？", { thread_ts: thread }));
      expect(wire.own(where, thread)).toHaveLength(where === quiet ? 1 : 2);
    }
    await strict.stop();
  });
});

it("what another app says above is read like anybody's words", async () => {
  const where = channel();
  const post = botSays(where, CHANGED);
  await callsAfter(post, ...mentions(LI, where, "这段话是原文吗？"));
  expect(own(where).at(-1)?.text).toMatch(/原文此处有：1\.2/);
});
