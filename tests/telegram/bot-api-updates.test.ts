/** That the local Bot API delivers updates to whoever polls, until they are confirmed, as Telegram does. */

import { Api } from "grammy";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { until } from "../wire/clock.ts";
import { type BotApi, startBotApi } from "./bot-api.ts";
import { person, privateChat, says, supergroup } from "./people.ts";

let server: BotApi;
let api: Api;

const zhang = person("张伟");
const chat = supergroup();
const FIRST = 500;

beforeEach(async () => {
  server = await startBotApi({ firstUpdateId: FIRST });
  api = new Api(server.token, { apiRoot: server.url });
});

afterEach(async () => {
  await server.stop();
});

const push = (count: number) =>
  server.push(...Array.from({ length: count }, (_, i) => says(zhang, chat, `问题${i}`)));
const poll = async (offset?: number, other: object = {}) => {
  const updates = await api.getUpdates({ ...(offset === undefined ? {} : { offset }), ...other });
  return updates.map(({ update_id }) => update_id);
};

describe("getUpdates", () => {
  it("gives the same updates until a higher offset confirms them", async () => {
    expect(push(3)).toEqual([500, 501, 502]);
    expect(await poll()).toEqual([500, 501, 502]);
    expect(await poll(500)).toEqual([500, 501, 502]);
    expect(await poll(502)).toEqual([502]);
    expect(await poll(500)).toEqual([502]);
    expect(server.unconfirmed).toEqual([502]);
    expect(await poll(503)).toEqual([]);
    expect(server.unconfirmed).toEqual([]);
    expect(server.polls.map(({ payload }) => payload.offset)).toEqual([undefined, 500, 502, 500, 503]);
    expect(server.calls).toEqual([]);
  });

  it("forgets all but the last with a negative offset, and nothing with one from the future", async () => {
    push(5);
    expect(await poll(520)).toHaveLength(5);
    expect(await poll(-2)).toEqual([503, 504]);
    expect(await poll()).toEqual([503, 504]);
  });

  it("gives a hundred at a time, or as many as asked", async () => {
    push(101);
    expect(await poll()).toHaveLength(100);
    expect(await poll(undefined, { limit: 2 })).toEqual([500, 501]);
  });

  it("waits for an update that comes", async () => {
    const waiting = poll(undefined, { timeout: 30 });
    await until(() => server.isPolled, "somebody who waits");
    push(2);
    expect(await waiting).toEqual([500, 501]);
  });

  it("ends with nothing when none comes in time or the server stops", async () => {
    expect(await poll(undefined, { timeout: 1 })).toEqual([]);
    const waiting = poll(undefined, { timeout: 30 });
    await until(() => server.isPolled, "somebody who waits");
    await server.stop();
    expect(await waiting).toEqual([]);
    server = await startBotApi();
  });

  it("ends the older of two that wait with a conflict", async () => {
    const older = poll(undefined, { timeout: 30 });
    await until(() => server.isPolled, "somebody who waits");
    const newer = poll(undefined, { timeout: 30 });
    await expect(older).rejects.toThrow("409: Conflict: terminated by other getUpdates request");
    push(1);
    expect(await newer).toEqual([500]);
  });

  it("shows nothing to whoever has hung up", async () => {
    const hanging = new AbortController();
    const gone = api.getUpdates({ timeout: 30 }, hanging.signal as never);
    await until(() => server.isPolled, "somebody who waits");
    hanging.abort();
    await expect(gone).rejects.toThrow();
    const waiting = poll(undefined, { timeout: 30 });
    push(1);
    expect(await waiting).toEqual([500]);
    expect(server.polls.map(({ status }) => status)).toEqual([200, 200]);
  });

  it("keeps the kinds of updates that were last asked for, by default not reactions", async () => {
    const message = says(zhang, chat, "问");
    const reaction = {
      message_reaction: { chat, message_id: 1, user: zhang, date: 1, old_reaction: [], new_reaction: [] },
    };
    expect(server.push(message, reaction)).toEqual([500]);
    await poll(undefined, { allowed_updates: ["message_reaction"] });
    expect(server.push(message, reaction)).toEqual([501]);
    await poll();
    expect(server.push(message, reaction)).toEqual([502]);
    await poll(undefined, { allowed_updates: [] });
    expect(server.push(message, reaction)).toEqual([503]);
    expect((await api.getUpdates()).map((update) => "message" in update)).toEqual([true, false, false, true]);
  });

  it("refuses while a webhook is set", async () => {
    const waiting = poll(undefined, { timeout: 30 });
    await until(() => server.isPolled, "somebody who waits");
    await api.setWebhook("http://127.0.0.1:9/");
    await expect(waiting).rejects.toThrow("409: Conflict: terminated by setWebhook request");
    await expect(poll()).rejects.toThrow(
      "409: Conflict: can't use getUpdates method while webhook is active",
    );
    await api.deleteWebhook();
    expect(await poll()).toEqual([]);
  });
});

describe("updates out of the row", () => {
  it("come again after they were confirmed, once, in the order pushed", async () => {
    push(3);
    const [first, second] = await api.getUpdates();
    if (!first || !second) throw new Error("expected three updates");
    expect(await poll(503)).toEqual([]);
    server.pushRaw(second, first, second);
    push(1);
    expect(await poll(503)).toEqual([501, 500, 501, 503]);
    expect(await poll(503)).toEqual([503]);
  });

  it("may have numbers of their own", async () => {
    expect(server.push({ update_id: 900, ...says(zhang, chat, "一") }, says(zhang, chat, "二"))).toEqual([
      900, 901,
    ]);
    expect(server.push({ update_id: 600, ...says(zhang, chat, "三") })).toEqual([600]);
    expect(await poll(901)).toEqual([901, 600]);
  });
});

describe("ten thousand updates", () => {
  it("are delivered and answered quickly, in order", async () => {
    const chats = Array.from({ length: 100 }, () => privateChat(person("会员")));
    const all = chats.flatMap((one) => Array.from({ length: 100 }, (_, i) => says(zhang, one, `${i}`)));
    const ids = server.push(...all);
    const seen: number[] = [];
    for (let offset = 0; ; offset = (seen.at(-1) ?? 0) + 1) {
      const batch = await poll(offset);
      if (batch.length === 0) break;
      seen.push(...batch);
    }
    expect(seen).toEqual(ids);
    await Promise.all(chats.map((one) => api.sendMessage(one.id, "答")));
    expect(chats.every((one) => server.chat(one.id).messages.length === 101)).toBe(true);
    await server.idle(20);
    expect(server.violations).toEqual([]);
  });
});

describe("waiting", () => {
  it("finds a call that came before or comes later, or says what came instead", async () => {
    server.setChat(chat);
    await api.sendChatAction(chat.id, "typing");
    await expect(api.sendMessage(-1, "答")).rejects.toThrow();
    expect(await server.waitFor(({ method }) => method === "sendChatAction")).toMatchObject({
      chatId: chat.id,
    });
    const later = server.waitFor(({ wasApplied, method }) => wasApplied && method === "sendMessage");
    const { message_id } = await api.sendMessage(chat.id, "答");
    expect(await later).toMatchObject({ messageId: message_id, status: 200, payload: { text: "答" } });
    await expect(server.waitFor(({ method }) => method === "leaveChat", 20)).rejects.toThrow(
      "no such call came within 20 ms; 3 calls came: sendChatAction 200, " +
        "sendMessage 400 (Bad Request: chat not found), sendMessage 200",
    );
  });

  it("goes by real time, whatever the clock of the test says", async () => {
    vi.useFakeTimers();
    const waiting = poll(undefined, { timeout: 30 });
    await server.idle(5);
    push(1);
    expect(await waiting).toEqual([500]);
    vi.useRealTimers();
  });

  it("is over when all updates were delivered and no call came for a while", async () => {
    push(1);
    await expect(server.idle(5, 30)).rejects.toThrow("the bot was not idle within 30 ms; 0 calls came");
    const idle = server.idle(50);
    await poll();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await api.sendMessage(chat.id, "答");
    await idle;
    expect(server.calls).toHaveLength(1);
  });
});
