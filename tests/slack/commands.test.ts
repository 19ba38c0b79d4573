/** A command in a channel: what it asks for beside answers, and answers that are longer than its address takes. */

import { afterEach, describe, expect, it } from "vitest";
import { FILE_MISSING } from "../../src/channels/slack/wording.zh.ts";
import { JUST_ANSWERED, NEW_TOPIC, NOTHING_TO_STOP, PAIRED } from "../../src/chat/wording.zh.ts";
import type { Answer } from "../../src/grounding/answer.ts";
import { codesOf } from "../chat/journal.ts";
import { atTheWire, button, complaintsOf } from "./at-the-wire.ts";
import { abilities, type BotSetup, type RunningBot, startBot } from "./bot.ts";
import { commands } from "./interactions.ts";
import { channel, directMessage, person } from "./people.ts";

const LI = person("李安");
const WANG = person("王芳");
const QUESTION = "圆通的应用成效是什么？";
const ANSWER = "圆通速递有限公司工会 · 应用成效";

let bot: RunningBot | undefined;

async function start(setup: BotSetup = {}) {
  bot = await startBot({ limits: { perPerson: 1_000, perChat: 1_000 }, ...setup });
  return { bot, slack: bot.slack, ...atTheWire(bot) };
}

afterEach(async () => {
  await bot?.stop();
  expect(bot?.slack.violations).toEqual([]);
});

/** The words of a case, so often that they take seven messages or more. */
async function longAnswer(): Promise<Answer> {
  const answer = await abilities.answer({ question: "引用圆通的全文" });
  if (answer.kind !== "excerpt") throw new Error(`expected an excerpt, found ${answer.kind}`);
  const [first, ...rest] = Array.from({ length: 40 }, () => answer.quotes)
    .flat()
    .map((quote, i) => ({ ...quote, citation: { ...quote.citation, number: i + 1 } }));
  return first ? { ...answer, quotes: [first, ...rest] } : answer;
}

describe("/ask", () => {
  it.each([
    ["停", NOTHING_TO_STOP],
    ["新话题", NEW_TOPIC],
    ["/quote 圆通 应用成效", ANSWER],
  ])("%s is what it would be anywhere else", async (typed, words) => {
    const { callsAfter, ephemerals } = await start();
    const where = channel();
    await callsAfter(commands(LI, where, "/ask", typed));
    expect(ephemerals(where).at(-1)?.text).toContain(words);
  });

  it("opens a channel by the code, also where the bot is no member", async () => {
    const { bot: running, slack, callsAfter, ephemerals } = await start({ allowed: [] });
    const where = channel();
    slack.setChannel(where, { isMember: false });
    await callsAfter(commands(LI, where, "/ask", `配对 ${codesOf(running).at(-1)}`));
    expect(ephemerals(where).at(-1)?.text).toBe(PAIRED);
    await callsAfter(commands(WANG, where, "/ask", QUESTION));
    expect(ephemerals(where).at(-1)?.text).toContain(ANSWER);
  });

  it("gives an answer of more than five messages by its beginning and a file, which only the asker gets", async () => {
    const long = await longAnswer();
    const { slack, callsAfter, ephemerals } = await start({
      abilities: { ...abilities, answer: async () => long },
    });
    const where = channel();
    slack.setPerson(LI);
    const calls = await callsAfter(commands(LI, where, "/ask", QUESTION));
    expect(calls.every(({ ok }) => ok)).toBe(true);
    const texts = ephemerals(where).map(({ text }) => text);
    expect(texts).toHaveLength(4);
    expect(texts.at(-1)).toMatch(/^回答较长，这里只显示前 3 条（共 \d+ 条）；全文已作为文件私信发给您。$/);
    expect(button(ephemerals(where).at(-1) as never, "公开到频道")).toBeDefined();
    expect(slack.uploads).toMatchObject([
      { shared: { channel: directMessage(LI).id, title: `案例通：${QUESTION}` } },
    ]);
    // A Word document is a zip archive.
    expect(
      Buffer.from(slack.uploads[0]?.bytes ?? [])
        .subarray(0, 2)
        .toString(),
    ).toBe("PK");
  });

  it("says so where the file may not be sent", async () => {
    const long = await longAnswer();
    const {
      bot: running,
      slack,
      callsAfter,
      ephemerals,
    } = await start({
      abilities: { ...abilities, answer: async () => long },
    });
    const where = channel();
    slack.setPerson(LI);
    slack.fault({
      method: "files.getUploadURLExternal",
      kind: "error",
      error: "missing_scope",
      other: { needed: "files:write", provided: "chat:write" },
    });
    await callsAfter(commands(LI, where, "/ask", QUESTION));
    expect(ephemerals(where)).toHaveLength(5);
    expect(ephemerals(where).at(-1)?.text).toBe(FILE_MISSING);
    expect(complaintsOf(running)).toEqual([
      "warn 一份文件没能发给提问人：missing_scope (needed: files:write)",
    ]);
  });
});

describe("under what one person sees alone, where the bot is no member", () => {
  it("请专人解答 reaches the channel by the way of the command", async () => {
    const { slack, callsAfter, ephemerals, own, pressEphemeral } = await start({ expert: "U00EXPERT" });
    const where = channel();
    slack.setChannel(where, { isMember: false });
    await callsAfter(commands(LI, where, "/ask", "火星上有工会吗？"));
    const shown = ephemerals(where).at(-1);
    if (!shown) throw new Error("expected a private answer");
    await pressEphemeral(LI, where, shown, button(shown as never, "请专人解答"));
    expect(own(where).map(({ text }) => text)).toEqual(["请协助解答：火星上有工会吗？"]);
  });

  it("公开到频道 publishes once, however often it is pressed, with buttons to vote", async () => {
    const { slack, callsAfter, ephemerals, own, pressEphemeral } = await start();
    const where = channel();
    slack.setChannel(where, { isMember: false });
    await callsAfter(commands(LI, where, "/ask", QUESTION));
    const shown = ephemerals(where).at(-1);
    if (!shown) throw new Error("expected a private answer");
    for (let i = 0; i < 2; i += 1)
      await pressEphemeral(LI, where, shown, button(shown as never, "公开到频道"));
    expect(own(where)).toHaveLength(1);
    expect(own(where)[0]?.blocks?.at(-1)).toMatchObject({ type: "context_actions" });
    expect(ephemerals(where).at(-1)?.text).toBe(JUST_ANSWERED);
  });
});
