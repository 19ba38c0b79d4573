/** Updates in, messages out: each once, in order, whatever the platform answers. */

import { afterEach, describe, expect, it, vi } from "vitest";
import { createDelivery, type DeliveryParts } from "../../src/chat/delivery.ts";
import type { Delivery, Journal, OutboxItem, Received } from "../../src/chat/journal.ts";
import type { SendResult } from "../../src/chat/sending.ts";
import { PATIENCE_MS, sleep, until } from "../wire/clock.ts";
import { keepLog, newDir, openJournals } from "./journal.ts";

const update = (key: string, lane = "甲", chat = lane): Received => ({
  key,
  lane,
  body: JSON.stringify({ chat }),
});

const answerTo = (chat: string, message: string, content: string | null = `答${message}`): Delivery => ({
  chat,
  message,
  part: 0,
  content,
});

async function setUp(parts: Partial<DeliveryParts> = {}, dir = newDir()) {
  const journals = await openJournals(dir);
  const journal = journals.of("bot");
  const log = keepLog();
  const sent: { message: string; content: string | null; isAgain: boolean; sentAs: string | undefined }[] =
    [];
  const results: SendResult[] = [];
  let id = 0;
  const service = createDelivery({
    journal,
    work: async ({ key, body }) => ({ deliveries: [answerTo(JSON.parse(body).chat, key)] }),
    send: async ({ message, content, isAgain }: OutboxItem, sentAs) => {
      sent.push({ message, content, isAgain, sentAs });
      return results.shift() ?? { kind: "sent", id: sentAs ?? String(++id) };
    },
    log,
    workAtOnce: 4,
    sendAtOnce: 2,
    ...parts,
  });
  const stop = async () => {
    await service.stop(PATIENCE_MS, 500);
    await journals.close();
  };
  return { service, journal, log, sent, results, stop, dir };
}

/** All that came is worked, and what came of it is sent. */
async function isDone(journal: Journal): Promise<void> {
  while ((await journal.unfinished()).length + (await journal.unsent()).length > 0) await sleep(5);
}

/** The time of the program; what a test waits for goes by real time. */
function standStill(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
}

afterEach(() => {
  vi.useRealTimers();
});

describe("delivery", () => {
  it("tells the journal which messages were sent, and which never will be", async () => {
    const told: [content: string | null, isSent: boolean][] = [];
    const journals = await openJournals(newDir());
    const plain = journals.of("bot");
    const journal: Journal = {
      ...plain,
      async settled(item, sentAs, isSent = false) {
        told.push([item.content, isSent]);
        await plain.settled(item, sentAs, isSent);
      },
    };
    const { service, results, stop } = await setUp({ journal });
    results.push({ kind: "refused", why: "no", instead: "抱歉" }, { kind: "later", afterMs: 0, why: "429" });
    await service.start();
    await service.receive([update("1")]);
    await isDone(journal);
    await stop();
    await journals.close();
    expect(told).toEqual([
      ["答1", false],
      ["抱歉", true],
    ]);
  });

  it("answers each update once, however often and in whatever order it comes", async () => {
    const { service, sent, stop } = await setUp();
    await service.start();
    const updates = Array.from({ length: 50 }, (_, i) => update(String(i), `chat${i % 5}`));
    await service.receive(updates);
    await service.receive([...updates].reverse());
    for (const one of updates) await service.receive([one]);
    await stop();
    expect(sent.map(({ message }) => Number(message)).sort((a, b) => a - b)).toEqual(
      updates.map((_, i) => i),
    );
  });

  it("works later what is put off, with what came after it in its lane, and other lanes meanwhile", async () => {
    const tries = new Map<string, number>();
    const { service, sent, journal, stop } = await setUp({
      work: async ({ key }) => {
        tries.set(key, (tries.get(key) ?? 0) + 1);
        if (key === "1" && tries.get(key) === 1) return { againInMs: 60 };
        return { deliveries: [answerTo("群", key)] };
      },
    });
    await service.start();
    await service.receive([update("1", "甲"), update("2", "甲"), update("3", "乙")]);
    await isDone(journal);
    await stop();
    expect(sent.map(({ message }) => message)).toEqual(["3", "1", "2"]);
    expect([...tries]).toEqual([
      ["1", 2],
      ["3", 1],
      ["2", 1],
    ]);
  });

  it("works at once what is put off when its asker has had enough", async () => {
    let isFirst = true;
    const { service, sent, journal, stop } = await setUp({
      noticed: ({ key }) => key === "停",
      work: async ({ key }) => {
        if (isFirst && key === "1") {
          isFirst = false;
          return { againInMs: 10 * 60_000 };
        }
        return { deliveries: [answerTo("群", key)] };
      },
    });
    await service.start();
    await service.receive([update("1", "甲")]);
    await until(() => !isFirst, "the first to be put off");
    await service.receive([update("停", "甲")]);
    await isDone(journal);
    await stop();
    expect(sent.map(({ message }) => message)).toEqual(["1", "停"]);
  });

  it("answers a conversation in order, and another while one takes long", async () => {
    const order: string[] = [];
    const { service, stop } = await setUp({
      work: async ({ key, lane }) => {
        if (lane === "慢") await until(() => order.includes("快2"));
        order.push(key);
        return {};
      },
    });
    await service.start();
    await service.receive([
      update("慢1", "慢"),
      update("慢2", "慢"),
      update("快1", "快"),
      update("快2", "快"),
    ]);
    await stop();
    expect(order).toEqual(["快1", "快2", "慢1", "慢2"]);
  });

  it("takes up at the next start what was received and not finished, and what was not sent", async () => {
    const { journal, dir, stop } = await setUp();
    await journal.receive([update("1"), update("2")]);
    await journal.post(answerTo("乙", "0"));
    const sending = await journal.post(answerTo("丙", "9"));
    await journal.sending(sending.number, false);
    await stop();
    const again = await setUp({}, dir);
    await again.service.start();
    await again.stop();
    const shown = again.sent.map(({ message, isAgain }) => `${message} ${isAgain}`).sort();
    expect(shown).toEqual(["0 false", "1 false", "2 false", "9 true"]);
  });

  it("changes the message of a slot that was sent before, and takes it away", async () => {
    const { service, journal, sent, stop } = await setUp({
      work: async (_, post) => {
        await post(answerTo("甲", "1", "正在……"));
        return { deliveries: [answerTo("甲", "1", "答"), answerTo("甲", "1", null)] };
      },
    });
    await service.start();
    await service.receive([update("1")]);
    await service.stop(PATIENCE_MS, 100);
    expect(sent.map(({ content, sentAs }) => [content, sentAs])).toEqual([
      ["正在……", undefined],
      ["答", "1"],
      [null, "1"],
    ]);
    expect(await journal.sentAs(answerTo("甲", "1"))).toBeUndefined();
    await stop();
  });

  it("waits as long as a platform asks, keeps the order of the chat, and holds back no other", async () => {
    const { service, sent, results, stop } = await setUp();
    await service.start();
    standStill();
    results.push({ kind: "later", afterMs: 60_000, why: "429" });
    await service.receive([update("1"), update("2"), update("3")]);
    await until(() => sent.length === 1);
    await service.receive([update("4"), update("5", "乙")]);
    await until(() => sent.length === 2);
    await sleep(20);
    expect(sent.map(({ message }) => message)).toEqual(["1", "5"]);
    vi.advanceTimersByTime(60_000);
    await until(() => sent.length === 6);
    expect(sent.map(({ message }) => message)).toEqual(["1", "5", "1", "2", "3", "4"]);
    expect(sent.every(({ isAgain }) => !isAgain)).toBe(true);
    await stop();
  });

  it("marks what is sent again after it was perhaps sent, and gives it up in the end", async () => {
    const { service, sent, results, log, stop, journal } = await setUp();
    await service.start();
    for (let i = 0; i < 9; i += 1) results.push({ kind: "unsure", afterMs: 1, why: "reset" });
    await service.receive([update("1")]);
    await until(() => log.lines.length > 0, "that it is given up");
    await isDone(journal);
    expect(sent.map(({ isAgain }) => isAgain)).toEqual([false, true, true, true, true]);
    expect(log.lines).toEqual(["error 一条消息一直未能发出，不再重试：reset"]);
    expect(await journal.unsent()).toEqual([]);
    await stop();
  });

  it("gives up after a day what is put off, and not because the clock was put on by one", async () => {
    const DAY = 24 * 60 * 60_000;
    let aheadMs = 0;
    const put: SendResult = { kind: "later", afterMs: 60_000, why: "429" };
    const { service, sent, results, log, stop } = await setUp({ now: () => Date.now() + aheadMs });
    await service.start();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    results.push(put, put, put);
    await service.receive([update("1")]);
    await until(() => sent.length === 1);
    aheadMs = 2 * DAY;
    await sleep(20);
    vi.advanceTimersByTime(60_000);
    await until(() => sent.length === 2);
    await sleep(20);
    expect(log.lines).toEqual([]);
    vi.advanceTimersByTime(11 * 60_000);
    await until(() => log.lines.length > 0, "that it is given up");
    expect(log.lines).toEqual(["error 一条消息一直未能发出，不再重试：429"]);
    await stop();
  });

  it("tries a change again without a mark: made twice it is the same", async () => {
    const { service, sent, results, stop, journal } = await setUp();
    await journal.settled(await journal.post(answerTo("甲", "1")), "7");
    await service.start();
    results.push({ kind: "unsure", afterMs: 1, why: "reset" });
    await service.receive([update("1")]);
    await until(() => sent.length === 2);
    expect(sent.map(({ isAgain, sentAs }) => [isAgain, sentAs])).toEqual([
      [false, "7"],
      [false, "7"],
    ]);
    await stop();
  });

  it("sends anew what was to change a message that is gone", async () => {
    const { service, sent, results, stop, journal } = await setUp();
    await journal.settled(await journal.post(answerTo("甲", "1")), "7");
    await service.start();
    results.push({ kind: "anew" });
    await service.receive([update("1")]);
    await stop();
    expect(sent.map(({ sentAs }) => sentAs)).toEqual(["7", undefined]);
  });

  it("tells the reader something in the place of what a platform does not take, once", async () => {
    const { service, sent, results, log, stop } = await setUp();
    await service.start();
    results.push(
      { kind: "refused", why: "400 entities", instead: "抱歉" },
      { kind: "refused", why: "400 again", instead: "抱歉" },
    );
    await service.receive([update("1")]);
    await stop();
    expect(sent.map(({ content }) => content)).toEqual(["答1", "抱歉"]);
    expect(log.lines).toHaveLength(2);
  });

  it("drops what waits for a chat that is gone, and follows one that moved", async () => {
    const { service, sent, results, log, stop, journal } = await setUp();
    await service.start();
    results.push({ kind: "gone", why: "403" });
    await service.receive([update("1"), update("2")]);
    await isDone(journal);
    results.push({ kind: "moved", to: "-1001" });
    await service.receive([update("3", "乙"), update("4", "乙")]);
    await stop();
    expect(sent.map(({ message }) => message).slice(-3)).toEqual(["3", "3", "4"]);
    expect(log.lines).toContain("warn 会话 甲 不能再收到消息：403");
    expect(log.lines).toContain("info 会话 乙 的编号改为 -1001");
    expect(journal).toBeDefined();
  });

  it("leaves what it did not begin for the next start when it is stopped, and finishes what it began", async () => {
    const begun: string[] = [];
    const held = Promise.withResolvers<void>();
    const { service, journal, stop } = await setUp({
      work: async ({ key }) => {
        begun.push(key);
        if (key === "2") await held.promise;
        return { deliveries: [answerTo("甲", key)] };
      },
    });
    await service.start();
    standStill();
    await service.receive(["1", "2", "3", "4", "5"].map((key) => update(key)));
    await until(() => begun.length === 2);
    const stopping = service.stop(60, 200);
    await vi.advanceTimersByTimeAsync(60);
    held.resolve();
    await stopping;
    expect(begun).toEqual(["1", "2"]);
    expect((await journal.unfinished()).map(({ key }) => key)).toEqual(["3", "4", "5"]);
    await stop();
  });

  it("does not wait for ever for what hangs", async () => {
    const { service } = await setUp({ send: () => new Promise(() => {}) });
    await service.start();
    await service.receive([update("1")]);
    standStill();
    const stopping = service.stop(50, 50);
    await vi.advanceTimersByTimeAsync(100);
    await stopping;
  });
});
