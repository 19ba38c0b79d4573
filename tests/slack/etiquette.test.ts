/** Manners in a channel: exactly one answer to what is said to the bot, and exactly nothing to everything else. */

import { afterAll, describe, expect, it } from "vitest";
import { PRIVACY } from "../../src/chat/wording.zh.ts";
import { atTheWire, complaintsOf, type Own, rowsIn } from "./at-the-wire.ts";
import { startBot } from "./bot.ts";
import { addsBot, removesBot } from "./happenings.ts";
import { nextTs } from "./message-times.ts";
import { citationsIn } from "./parse-back.ts";
import {
  BOT,
  botSays,
  channel,
  deletes,
  directMessage,
  edits,
  event,
  groupMessage,
  type Incoming,
  mentions,
  PARTNER,
  person,
  privateChannel,
  says,
  shares,
} from "./people.ts";

const bot = await startBot({ options: { echoes: true }, limits: { perPerson: 1_000, perChat: 1_000 } });
const { slack } = bot;
const { ask, callsAfter, own } = atTheWire(bot);

const AT = `<@${BOT.id}>`;
const LI = person("李安");
const WANG = person("王芳");
const QUESTION = "圆通的应用成效是什么？";
const ANSWER = "圆通速递有限公司工会 · 应用成效";
const MORE = "圆通速递有限公司工会 · 推荐词";

afterAll(async () => {
  await bot.stop();
  expect(slack.violations).toEqual([]);
  expect(complaintsOf(bot)).toEqual([]);
  const posts = slack.calls.filter(({ method }) => method === "chat.postMessage");
  expect(posts.every(({ payload }) => typeof payload.thread_ts === "string")).toBe(true);
  expect(posts.some(({ payload }) => payload.reply_broadcast || payload.unfurl_links !== false)).toBe(false);
});

interface Room {
  readonly where: ReturnType<typeof channel>;
  /** In which the bot answered Li. */
  readonly thread: string;
}

async function newRoom(): Promise<Room> {
  const where = channel();
  const { thread } = await ask(LI, where, QUESTION);
  return { where, thread };
}

const SILENT: [kind: string, of: (room: Room) => Incoming | readonly Incoming[]][] = [
  ["talk", ({ where }) => says(LI, where, "大家下午好，今天的会改到三点")],
  ["the bot's name in plain words", ({ where }) => says(LI, where, "案例通能回答圆通的成效吗？")],
  ["a mention of a colleague", ({ where }) => says(LI, where, `<@${WANG.id}> 圆通的成效是什么？`)],
  ["a mention as it is typed by hand", ({ where }) => says(LI, where, `&lt;@${BOT.id}&gt; 圆通的成效`)],
  ["a mention of somebody with a longer id", ({ where }) => says(LI, where, `<@${BOT.id}X> 圆通的成效`)],
  ["another app", ({ where }) => botSays(where, `${AT} 圆通的成效`)],
  ["another app in the thread", ({ where, thread }) => botSays(where, QUESTION, { thread_ts: thread })],
  [
    "another app that posts as a user",
    ({ where }) =>
      mentions(person("日报", { isBot: true }), where, QUESTION, { event: { bot_id: "B0OTHER" } }),
  ],
  [
    "the bot's own words",
    ({ where }) => mentions(BOT, where, QUESTION, { event: { bot_id: BOT.botId, app_id: BOT.appId } }),
  ],
  ["the bot's own words, though no sign says so", ({ where }) => mentions(BOT, where, QUESTION)],
  ["Slackbot", ({ where }) => mentions(person("Slackbot", { id: "USLACKBOT" }), where, QUESTION)],
  [
    "an edit that adds a mention",
    ({ where }) => {
      const said = says(LI, where, QUESTION);
      return [said, edits(said, `${AT} ${QUESTION}`)];
    },
  ],
  [
    "a deletion",
    ({ where }) => {
      const said = says(LI, where, "打错了");
      return [said, deletes(said)];
    },
  ],
  [
    "somebody who joins",
    ({ where }) => says(WANG, where, `<@${WANG.id}> 已加入`, { event: { subtype: "channel_join" } }),
  ],
  [
    "a new topic of the channel",
    ({ where }) => says(LI, where, `${AT} 圆通`, { event: { subtype: "channel_topic" } }),
  ],
  [
    "the bot that is added, and removed",
    () => {
      const where = channel();
      return [addsBot(LI, where), removesBot(where)];
    },
  ],
  ["a file without a mention", ({ where }) => shares(LI, where, "圆通的材料")],
  [
    "somebody else in the thread",
    ({ where, thread }) => says(WANG, where, "推荐词呢？", { thread_ts: thread }),
  ],
  [
    "the asker who turns to a colleague in the thread",
    ({ where, thread }) => says(LI, where, `<@${WANG.id}> 你看看`, { thread_ts: thread }),
  ],
  [
    "the asker in a thread in which the bot is not",
    ({ where }) => {
      const root = says(WANG, where, "谁有圆通的材料？");
      return [root, says(LI, where, "推荐词呢？", { thread_ts: root.payload.event.ts })];
    },
  ],
  [
    "the asker in a thread of the same ts in another channel",
    ({ thread }) => {
      const other = channel();
      return [
        says(LI, other, "另一件事", { ts: thread }),
        says(LI, other, "推荐词呢？", { thread_ts: thread }),
      ];
    },
  ],
  [
    "a reaction",
    ({ where, thread }) =>
      event({
        type: "reaction_added",
        user: LI.id,
        reaction: "+1",
        item: { type: "message", channel: where.id, ts: thread },
        event_ts: nextTs(),
      }) as never,
  ],
];

type Asked = (room: Room) => { incoming: readonly Incoming[]; where: { id: string }; thread: string };

const mention = (by: typeof LI, where: Room["where"], text = QUESTION, options = {}) => {
  const [message, named] = mentions(by, where, text, options);
  const { ts } = message.payload.event;
  return { message, named, where, thread: ts };
};

const ANSWERED: [kind: string, of: Asked, words: string][] = [
  [
    "a mention that comes as a message first",
    ({ where }) => {
      const { message, named, ...at } = mention(LI, where);
      return { ...at, incoming: [message, named] };
    },
    ANSWER,
  ],
  [
    "a mention that comes as a mention first",
    ({ where }) => {
      const { message, named, ...at } = mention(LI, where);
      return { ...at, incoming: [named, message] };
    },
    ANSWER,
  ],
  [
    "a mention that comes as a mention alone",
    ({ where }) => {
      const { named, ...at } = mention(LI, where);
      return { ...at, incoming: [named] };
    },
    ANSWER,
  ],
  [
    "a mention that comes as a message alone",
    ({ where }) => {
      const { message, ...at } = mention(LI, where);
      return { ...at, incoming: [message] };
    },
    ANSWER,
  ],
  [
    "a message that seems to be for nobody, and then comes as a mention",
    ({ where }) => {
      const { named, thread } = mention(LI, where);
      return { where, thread, incoming: [says(LI, where, QUESTION, { ts: thread }), named] };
    },
    ANSWER,
  ],
  [
    "a mention at the end",
    ({ where }) => {
      const { message, named, ...at } = mention(LI, where, `${QUESTION}${AT}`);
      return { ...at, incoming: [message, named] };
    },
    ANSWER,
  ],
  [
    "a mention with the bot's name beside its id",
    ({ where }) => {
      const { message, named, ...at } = mention(LI, where, `<@${BOT.id}|anlitong> 引用镇江的应用成效`);
      return { ...at, incoming: [message, named] };
    },
    "江苏镇江市总工会 · 应用成效",
  ],
  [
    "a mention with a file",
    ({ where }) => {
      const said = shares(LI, where, `${AT} ${QUESTION}`);
      return { where, thread: said.payload.event.ts, incoming: [said] };
    },
    ANSWER,
  ],
  [
    "a file and nothing but a mention",
    ({ where }) => {
      const said = shares(LI, where, AT);
      return { where, thread: said.payload.event.ts, incoming: [said] };
    },
    "我只能看懂文字",
  ],
  [
    "a mention in a private channel",
    () => {
      const where = privateChannel();
      const { message, named, ...at } = mention(LI, where);
      return { ...at, incoming: [message, named] };
    },
    ANSWER,
  ],
  [
    "a mention among several people",
    () => {
      const where = groupMessage();
      const { message, named, ...at } = mention(LI, where);
      return { ...at, incoming: [message, named] };
    },
    ANSWER,
  ],
  [
    "a mention by somebody else in the thread",
    ({ where, thread }) => {
      const { message, named } = mention(WANG, where, "圆通的推荐词", { thread_ts: thread });
      return { where, thread, incoming: [message, named] };
    },
    MORE,
  ],
  [
    "the asker in the thread",
    ({ where, thread }) => ({
      where,
      thread,
      incoming: [says(LI, where, "推荐词呢？", { thread_ts: thread })],
    }),
    MORE,
  ],
  [
    "the asker in the thread, shown in the channel, too",
    ({ where, thread }) => ({
      where,
      thread,
      incoming: [
        says(LI, where, "推荐词呢？", { thread_ts: thread, event: { subtype: "thread_broadcast" } }),
      ],
    }),
    MORE,
  ],
  [
    "the asker who mentions the bot and a colleague",
    ({ where, thread }) => {
      const text = `<@${WANG.id}> 看看 ${AT} 推荐词呢？`;
      const { message, named } = mention(LI, where, text, { thread_ts: thread });
      return { where, thread, incoming: [message, named] };
    },
    MORE,
  ],
  [
    "somebody of another organisation, where everybody may ask",
    ({ where }) => {
      const guest = person("友邻", { teamId: PARTNER.id });
      const { message, named, ...at } = mention(guest, where, QUESTION, {
        event: { user_team: PARTNER.id, source_team: PARTNER.id },
      });
      return { ...at, incoming: [message, named] };
    },
    ANSWER,
  ],
  [
    "a mention alone",
    ({ where }) => {
      const { message, named, ...at } = mention(LI, where, AT);
      return { ...at, incoming: [message, named] };
    },
    "请告诉我您想问什么",
  ],
  [
    "帮助",
    ({ where }) => {
      const { message, named, ...at } = mention(LI, where, "帮助");
      return { ...at, incoming: [message, named] };
    },
    "应用成效",
  ],
  [
    "隐私",
    ({ where }) => {
      const { message, named, ...at } = mention(LI, where, "隐私");
      return { ...at, incoming: [message, named] };
    },
    PRIVACY,
  ],
  [
    "a question that is too long",
    ({ where }) => {
      const { message, named, ...at } = mention(LI, where, "长".repeat(1_001));
      return { ...at, incoming: [message, named] };
    },
    "问题有 1001 字，最多 1000 字",
  ],
];

/** Keys of events that were taken into the journal. */
const kept = () => rowsIn(bot.dir, "inbox").map(({ key }) => key);

describe("exactly nothing", () => {
  it.each(SILENT)("comes of %s", async (_, of) => {
    const room = await newRoom();
    const known = kept().length;
    expect(await callsAfter(...[of(room)].flat())).toEqual([]);
    expect(kept()).toHaveLength(known);
  });
});

describe("exactly one answer", () => {
  it.each(ANSWERED)("comes to %s", async (_, of, words) => {
    const room = await newRoom();
    const { incoming, where, thread } = of(room);
    const calls = await callsAfter(...incoming);
    expect(calls.map(({ method, channel }) => [method, channel])).toEqual([["chat.postMessage", where.id]]);
    expect(calls[0]?.payload.thread_ts).toBe(thread);
    expect(own(where, thread).at(-1)?.text).toContain(words);
    expect(slack.channel(where.id).status(thread)).toBe("");
  });

  it("comes of a pair of which the second is minutes late, when the bot has been started anew", async () => {
    const first = await startBot();
    const where = channel();
    const pair = mention(LI, where);
    await atTheWire(first).callsAfter(pair.named);
    await first.stopBot();
    const second = await startBot({ slack: first.slack, dir: first.dir });
    expect(await atTheWire(second).callsAfter(pair.message)).toEqual([]);
    expect(await atTheWire(second).callsAfter(pair.message, pair.named, pair.named)).toEqual([]);
    await second.stop();
    expect(second.slack.channel(where.id).own).toHaveLength(1);
    expect([...first.slack.violations, ...complaintsOf(first), ...complaintsOf(second)]).toEqual([]);
  });
});

it("two questions in one thread are answered in order, the second as one that follows the first", async () => {
  const where = channel();
  const { message, named, thread } = mention(LI, where);
  const next = says(LI, where, `${AT} 那推荐词呢？`, { thread_ts: thread });
  await callsAfter(message, next, named);
  expect(own(where, thread).map(({ text }) => text)).toEqual([
    expect.stringContaining(ANSWER),
    expect.stringContaining(MORE),
  ]);
});

it("messages of the same ts in two channels are two questions", async () => {
  const [one, other] = [channel(), channel()];
  const ts = nextTs();
  await callsAfter(...mentions(LI, one, QUESTION, { ts }), ...mentions(WANG, other, "镇江的推荐词", { ts }));
  expect(own(one, ts).map(({ text }) => text)).toEqual([expect.stringContaining(ANSWER)]);
  expect(own(other, ts).map(({ text }) => text)).toEqual([expect.stringContaining("江苏镇江市总工会")]);
});

it("who comes into a thread goes on from what was asked there; elsewhere nothing of it is known", async () => {
  const { where, thread } = await newRoom();
  expect((await ask(WANG, where, "那推荐词呢？", { thread_ts: thread })).text).toContain(MORE);
  await ask(WANG, where, "镇江的应用成效", { thread_ts: thread });
  expect((await ask(LI, where, "那推荐词呢？", { thread_ts: thread })).text).toContain(MORE);
  expect((await ask(WANG, directMessage(WANG), "那推荐词呢？")).text).toContain("请问您指的是哪一个");
  expect((await ask(LI, where, "那推荐词呢？")).text).toContain("请问您指的是哪一个");
});

it("新话题 makes the bot forget what was asked in the thread, and is answered in a line", async () => {
  const { where, thread } = await newRoom();
  expect((await ask(LI, where, "新话题", { thread_ts: thread })).text).toMatch(/^好的，我们换个话题/);
  expect((await ask(LI, where, "那推荐词呢？", { thread_ts: thread })).text).toContain("请问您指的是哪一个");
});

it("after 新话题 the asker goes on in the thread without a mention, and others do not", async () => {
  const { where, thread } = await newRoom();
  await ask(LI, where, "新话题", { thread_ts: thread });
  await callsAfter(says(LI, where, "镇江的推荐词呢？", { thread_ts: thread }));
  expect(own(where, thread).at(-1)?.text).toContain("江苏镇江市总工会 · 推荐词");
  expect(await callsAfter(says(WANG, where, "镇江的推荐词呢？", { thread_ts: thread }))).toEqual([]);
});

/** Elements of blocks that call somebody. */
const calling = ({ blocks = [] }: Own) =>
  JSON.stringify(blocks).match(/"type":"(?:user|usergroup|broadcast|channel)"/g);

it.each([
  ["as markup", `<!channel> <!here|here> <@${WANG.id}> <!subteam^S0GROUP|@all> 火星上有工会吗？`],
  ["as words", `&lt;!channel&gt; &lt;@${WANG.id}&gt; @channel @here 火星上有工会吗？`],
])("who is called in a question (%s) is not called by the answer", async (_, text) => {
  const { messages } = await ask(LI, channel(), text);
  for (const message of messages) {
    expect(message.text).not.toMatch(/<[!@#]/);
    expect(calling(message)).toBeNull();
  }
  const check = await ask(LI, channel(), `核实“${text}全网已累计建设职工之家3000余家”`);
  for (const message of check.messages) {
    expect(message.text).not.toMatch(/<[!@#]/);
    expect(calling(message)).toBeNull();
  }
});

it("a direct message needs no mention, is answered in its thread, and is one conversation with those before", async () => {
  const where = directMessage(LI);
  expect(citationsIn((await ask(LI, where, QUESTION)).messages)).toMatchObject([{ section: "应用成效" }]);
  expect((await ask(LI, where, "那推荐词呢？")).text).toContain(MORE);
  expect((await ask(LI, where, "", { event: { subtype: "file_share", files: [{}] } })).text).toContain(
    "我只能看懂文字",
  );
  const root = own(where)[0]?.threadTs;
  expect((await ask(LI, where, "那主要内容呢？", root ? { thread_ts: root } : {})).text).toContain("圆通");
});

/** Where in the journal an account is named. */
function tablesNaming(id: string): readonly string[] {
  return ["inbox", "outbox", "slots", "turns", "answers", "votes", "chats", "members"].filter((table) =>
    rowsIn(bot.dir, table).some((row) => Object.values(row).some((value) => String(value).includes(id))),
  );
}

it("what is done with leaves no words in the inbox, and nowhere the account of whoever asked in a channel", async () => {
  const somebody = person("某人", { id: "U0SOMEBODY" });
  const where = channel();
  const { thread } = await ask(somebody, where, QUESTION);
  await callsAfter(says(somebody, where, "推荐词呢？", { thread_ts: thread }));
  expect(rowsIn(bot.dir, "inbox").filter(({ body }) => body !== null)).toEqual([]);
  expect(tablesNaming(somebody.id)).toEqual([]);
});
