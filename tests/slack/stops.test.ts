/** An answer that is given up: by deleting the question, changing it, the stop button, or a word. */

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NOT_YOURS_TO_STOP, NOTHING_TO_STOP, STOPPED } from "../../src/chat/wording.zh.ts";
import { slowAbilities } from "../chat/slow-abilities.ts";
import { until } from "../wire/clock.ts";
import { atTheWire, complaintsOf, rowsIn } from "./at-the-wire.ts";
import { abilities, type RunningBot, startBot } from "./bot.ts";
import { stopsSession } from "./happenings.ts";
import { nextTs } from "./message-times.ts";
import {
  type Channel,
  channel,
  deletes,
  directMessage,
  edits,
  event,
  mentions,
  person,
  says,
} from "./people.ts";

const LI = person("李安");
const WANG = person("王芳");
const QUESTION = "圆通的应用成效是什么？";
const OTHER = "镇江的推荐词是什么？";
const [WORDS, OTHERS] = ["圆通速递有限公司工会", "江苏镇江市总工会"];

const slow = slowAbilities(abilities);
const SETUP = { abilities: slow, patienceMs: 60, limits: { perPerson: 100, perChat: 100 } };
let bot: RunningBot;
let wire: ReturnType<typeof atTheWire>;

beforeEach(async () => {
  bot = await startBot(SETUP);
  wire = atTheWire(bot);
});

afterEach(async () => {
  expect(rowsIn(bot.dir, "inbox").filter(({ body }) => body !== null)).toEqual([]);
  await bot.stop();
  expect(bot.slack.violations).toEqual([]);
  expect(complaintsOf(bot)).toEqual([]);
});

const textsIn = (where: Channel) =>
  bot.slack.channel(where.id).own.map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`);

/** Asks, and waits until it is worked on; `isShown`: until a message grows for it. */
async function ask(where: Channel, { isShown = true, thread }: { isShown?: boolean; thread?: string } = {}) {
  const held = slow.hold(QUESTION);
  const options = thread === undefined ? {} : { thread_ts: thread };
  const [said] =
    where.kind === "im" ? [says(LI, where, QUESTION, options)] : mentions(LI, where, QUESTION, options);
  bot.slack.push(said);
  await held.asked;
  if (isShown) await until(() => bot.slack.channel(where.id).streams.length === 1, "a stream");
  return { said, held, ts: said.payload.event.ts };
}

describe("a question that is deleted while it is answered", () => {
  it.each([false, true])("is not answered, and nothing is left of it (shown: %s)", async (isShown) => {
    const where = directMessage(LI);
    const { said, held } = await ask(where, { isShown });
    bot.slack.push(deletes(said));
    const { signal } = await held.asked;
    await until(() => signal?.aborted === true);
    await wire.settled();
    expect(bot.slack.channel(where.id).own).toEqual([]);
    expect(bot.slack.channel(where.id).statuses.at(-1)?.status).toBe("");
    held.release();
    await wire.settled();
    expect(bot.slack.channel(where.id).own).toEqual([]);
  });

  it("is not answered where Slack leaves a stone in its place, as it has replies", async () => {
    const where = channel();
    const { said, held, ts } = await ask(where);
    const { channel_type, ...before } = said.payload.event as unknown as Record<string, unknown>;
    bot.slack.push(
      event({
        type: "message",
        subtype: "message_changed",
        channel: where.id,
        channel_type,
        ts: nextTs(),
        message: {
          type: "message",
          subtype: "tombstone",
          user: "USLACKBOT",
          text: "This message was deleted.",
          ts,
        },
        previous_message: before,
      }),
    );
    await until(() => bot.slack.channel(where.id).own.length === 0);
    held.release();
    await wire.settled();
    expect(bot.slack.channel(where.id).own).toEqual([]);
  });

  it("is not begun where it waits for its turn still, and the one before is answered", async () => {
    const where = directMessage(LI);
    const { held } = await ask(where);
    const next = says(LI, where, OTHER);
    bot.slack.push(next, deletes(next));
    await bot.slack.idle();
    held.release();
    await wire.settled();
    expect(textsIn(where)).toEqual([expect.stringContaining(WORDS)]);
  });

  it("keeps an answer that is there, of which nothing is kept", async () => {
    const where = directMessage(LI);
    const said = says(LI, where, OTHER);
    await wire.callsAfter(said);
    const known = rowsIn(bot.dir, "inbox").length;
    expect(await wire.callsAfter(deletes(said))).toEqual([]);
    expect(rowsIn(bot.dir, "inbox")).toHaveLength(known);
    expect(textsIn(where)).toEqual([expect.stringContaining(OTHERS)]);
  });
});

describe("a question that is edited", () => {
  it("while it is answered is answered as it is now, once, in the same message", async () => {
    const where = directMessage(LI);
    const { said, held } = await ask(where);
    bot.slack.push(edits(said, OTHER, { event: {} }));
    await wire.settled();
    expect(textsIn(where)).toEqual([expect.stringContaining(OTHERS)]);
    held.release();
    await wire.settled();
    expect(textsIn(where)).toEqual([expect.stringContaining(OTHERS)]);
    expect(bot.slack.calls.filter(({ method }) => method === "chat.startStream")).toHaveLength(1);
  });

  it.each([
    ["in a direct message", () => directMessage(LI)],
    ["in a channel that may be read", () => channel()],
  ])("after it was answered changes the answer (%s)", async (_, whereOf) => {
    const where = whereOf();
    const [said] = where.kind === "im" ? [says(LI, where, QUESTION)] : mentions(LI, where, QUESTION);
    await wire.callsAfter(said);
    expect(textsIn(where)).toEqual([expect.stringContaining(WORDS)]);
    const calls = await wire.callsAfter(edits(said, OTHER));
    expect(calls.map(({ method }) => method).filter((method) => /^chat/.test(method))).toEqual([
      "chat.update",
    ]);
    expect(textsIn(where)).toEqual([expect.stringContaining(OTHERS)]);
    const follow = where.kind === "im" ? {} : { thread_ts: said.payload.event.ts };
    expect((await wire.ask(LI, where, "那应用成效呢？", follow)).text).toContain(OTHERS);
  });

  it("by Slack alone, which adds a preview while it is answered, is answered as it was begun", async () => {
    const where = directMessage(LI);
    const { said, held } = await ask(where);
    bot.slack.push(edits(said, QUESTION));
    await bot.slack.idle(50);
    expect((await held.asked).signal?.aborted).toBe(false);
    held.release();
    await wire.settled();
    expect(textsIn(where)).toEqual([expect.stringContaining(WORDS)]);
  });

  it("while it is answered is answered as it is now, also where nothing more may be asked for a while", async () => {
    await bot.stopBot();
    bot = await startBot({ ...SETUP, slack: bot.slack, dir: bot.dir, limits: { perPerson: 1, perChat: 1 } });
    const where = directMessage(LI);
    const { said, held } = await ask(where);
    bot.slack.push(edits(said, OTHER));
    await wire.settled();
    held.release();
    await wire.settled();
    expect(textsIn(where)).toEqual([expect.stringContaining(OTHERS)]);
  });

  it("after two minutes, or by Slack itself that adds a preview, or to the same question keeps its answer", async () => {
    const where = directMessage(LI);
    const said = says(LI, where, QUESTION);
    await wire.callsAfter(said);
    const late = edits(said, OTHER);
    const message = (late.payload.event as unknown as { message: { edited: { ts: string } } }).message;
    message.edited.ts = `${Number(said.payload.event.ts.split(".")[0]) + 121}.000000`;
    expect(await wire.callsAfter(late, edits(said, QUESTION), edits(said, `${QUESTION} `))).toEqual([]);
    expect(textsIn(where)).toEqual([expect.stringContaining(WORDS)]);
  });
});

describe("the stop button", () => {
  it.each([
    ["a channel", () => channel()],
    ["a direct message", () => directMessage(LI)],
  ])("in %s gives up the answer, says so in its place, and lays the session to rest", async (_, whereOf) => {
    const where = whereOf();
    const { held, ts } = await ask(where);
    const [stream] = bot.slack.channel(where.id).streams;
    bot.slack.push(stopsSession(LI, where, ts, stream?.ts ?? ""));
    await until(() => textsIn(where).some((text) => text.includes(STOPPED)));
    held.release();
    await wire.settled();
    expect(textsIn(where)).toHaveLength(1);
    expect(textsIn(where)[0]).not.toContain(WORDS);
    expect(bot.slack.channel(where.id).sessions.get(ts)?.status).toBe("active");
    expect(bot.slack.channel(where.id).status(ts)).toBe("");
  });

  it("lays a session to rest of which nothing is known any more", async () => {
    const where = channel();
    const { ts } = await wire.ask(LI, where, OTHER);
    const calls = await wire.callsAfter(stopsSession(LI, where, ts));
    expect(calls.map(({ method, payload }) => [method, payload.thread_ts, payload.status])).toEqual([
      ["agents.sessions.setStatus", ts, "active"],
    ]);
  });

  it("ends what was asked in the thread before it, and nothing that is asked after it", async () => {
    const where = channel();
    const { held, ts } = await ask(where);
    const [waiting] = mentions(LI, where, "那推荐词呢？", { thread_ts: ts });
    const [next] = mentions(LI, where, OTHER, { thread_ts: ts });
    bot.slack.push(waiting, stopsSession(LI, where, ts), next);
    await wire.settled();
    held.release();
    await wire.settled();
    expect(textsIn(where).map((text) => (text.includes(STOPPED) ? STOPPED : text))).toEqual([
      STOPPED,
      STOPPED,
      expect.stringContaining(OTHERS),
    ]);
  });

  it("ends nothing of another thread, nor of another person", async () => {
    const where = directMessage(LI);
    const { held, ts } = await ask(where);
    bot.slack.push(stopsSession(LI, where, nextTs()), stopsSession(WANG, where, ts));
    await bot.slack.idle(50);
    held.release();
    await wire.settled();
    expect(textsIn(where)).toEqual([expect.stringContaining(WORDS)]);
  });
});

describe("a word", () => {
  it("that says stop gives up what was asked before, takes away what was shown of it, and is answered", async () => {
    const where = directMessage(LI);
    const { held } = await ask(where);
    bot.slack.push(says(LI, where, "停"));
    await wire.settled();
    expect(textsIn(where)).toEqual([expect.stringContaining(STOPPED)]);
    held.release();
    await wire.settled();
    expect(textsIn(where)).toHaveLength(1);
  });

  it("in a thread that is being answered for the first time needs no mention", async () => {
    const where = channel();
    const { held, ts } = await ask(where);
    bot.slack.push(says(LI, where, "停止", { thread_ts: ts }));
    await wire.settled();
    expect(textsIn(where)).toEqual([expect.stringContaining(STOPPED)]);
    held.release();
  });

  it("that stops and asks something else is answered", async () => {
    const where = directMessage(LI);
    const { held } = await ask(where);
    bot.slack.push(says(LI, where, `停，${OTHER}`));
    await wire.settled();
    expect(textsIn(where)).toEqual([expect.stringContaining(OTHERS)]);
    held.release();
  });

  it("that only asks the next question waits its turn: both are answered", async () => {
    const where = directMessage(LI);
    const { held } = await ask(where);
    bot.slack.push(says(LI, where, OTHER));
    await bot.slack.idle(50);
    expect((await held.asked).signal?.aborted).toBe(false);
    held.release();
    await wire.settled();
    expect(textsIn(where)).toEqual([expect.stringContaining(WORDS), expect.stringContaining(OTHERS)]);
  });

  it("of somebody else, or in another thread, ends nothing", async () => {
    const where = channel();
    const { held, ts } = await ask(where);
    bot.slack.push(...mentions(WANG, where, "停", { thread_ts: ts }), ...mentions(LI, where, "停"));
    const told = [NOT_YOURS_TO_STOP, NOTHING_TO_STOP];
    await until(
      () => told.every((line) => textsIn(where).some((text) => text.includes(line))),
      "both to be told how it is",
    );
    held.release();
    await wire.settled();
    expect(textsIn(where).filter((text) => text.includes(WORDS))).toHaveLength(1);
  });
});

it("what was given up is not worked again when the program is started anew", async () => {
  const where = directMessage(LI);
  const { held, said } = await ask(where);
  bot.slack.push(deletes(said));
  await wire.settled();
  held.release();
  await bot.stopBot();
  const times = held.times();
  const next = await startBot({ abilities: slow, slack: bot.slack, dir: bot.dir });
  await atTheWire(next).settled();
  await next.stopBot();
  expect(held.times()).toBe(times);
  expect(bot.slack.channel(where.id).own).toEqual([]);
});
