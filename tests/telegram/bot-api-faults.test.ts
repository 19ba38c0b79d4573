/** That the local Bot API fails on demand, as networks, proxies and Telegram do. */

import { Api } from "grammy";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BotApi, type Fault, startBotApi } from "./bot-api.ts";
import { group, person, privateChat } from "./people.ts";

let server: BotApi;
let api: Api;

const here = group();
const there = privateChat(person("张伟"));

beforeEach(async () => {
  server = await startBotApi();
  api = new Api(server.token, { apiRoot: server.url });
  server.setChat(here);
  server.setChat(there);
});

afterEach(async () => {
  await server.stop();
});

const send = (chatId = here.id) => api.sendMessage(chatId, "答");
const count = (chatId = here.id) => server.chat(chatId).messages.length;

describe("a fault", () => {
  it.each<readonly [Fault, string]>([
    [{ kind: "429", retryAfter: 7 }, "429: Too Many Requests: retry after 7"],
    [{ kind: "500" }, "500: Internal Server Error"],
    [{ kind: "502" }, "502: Bad Gateway"],
    [{ kind: "409" }, "409: Conflict: terminated by other getUpdates request"],
    [{ kind: "403" }, "403: Forbidden: bot was kicked from the group chat"],
    [{ kind: "migrate", to: -100_500 }, "400: Bad Request: group chat was upgraded to a supergroup chat"],
    [{ kind: "refusal", code: 400, description: "Bad Request: 其他" }, "400: Bad Request: 其他"],
    [{ kind: "html" }, "Network request for 'sendMessage' failed!"],
    [{ kind: "reset" }, "Network request for 'sendMessage' failed!"],
  ])("of the kind %o leaves nothing done, once", async (fault, message) => {
    server.fault(fault);
    await expect(send()).rejects.toThrow(message);
    expect(count()).toBe(0);
    await send();
    expect(count()).toBe(1);
    expect(server.calls.map(({ wasApplied }) => wasApplied)).toEqual([false, true]);
    expect(server.violations).toEqual([]);
  });

  it("tells how long to wait, and where a group has moved", async () => {
    server.fault({ kind: "429", retryAfter: 7 });
    await expect(send()).rejects.toMatchObject({ parameters: { retry_after: 7 } });
    server.fault({ kind: "429", retryAfter: 9 });
    const response = await fetch(`${server.url}/bot${server.token}/getMe`);
    expect(response.headers.get("retry-after")).toBe("9");
    server.fault({ kind: "migrate", to: -100_500 });
    await expect(send()).rejects.toMatchObject({ parameters: { migrate_to_chat_id: -100_500 } });
    server.fault({ kind: "403" });
    await expect(send(there.id)).rejects.toThrow("403: Forbidden: bot was blocked by the user");
  });

  it("may lose the answer to what was done", async () => {
    server.fault({ kind: "lost-response" });
    await expect(send()).rejects.toThrow("Network request for 'sendMessage' failed!");
    expect(count()).toBe(1);
    expect(server.calls).toMatchObject([{ status: 0, wasApplied: true, messageId: expect.any(Number) }]);
  });

  it("may hold an answer back", async () => {
    server.fault({ kind: "slow", ms: 60 });
    const start = performance.now();
    const slow = send().then(() => performance.now() - start);
    await send(there.id);
    expect(server.calls).toHaveLength(1);
    expect(await slow).toBeGreaterThan(55);
  });

  it("hits the method, the chat and as many calls as it names, until it is taken away", async () => {
    const away = server.fault({ kind: "500", method: "sendMessage", chatId: here.id, times: 3 });
    await api.getMe();
    await send(there.id);
    await expect(send()).rejects.toThrow("500");
    await expect(send()).rejects.toThrow("500");
    away();
    await send();
    expect(server.calls.map(({ status }) => status)).toEqual([200, 200, 500, 500, 200]);
  });

  it("hits polls only where it names them", async () => {
    server.fault({ kind: "500" });
    await api.getUpdates();
    server.fault({ kind: "409", method: "getUpdates" });
    await expect(api.getUpdates()).rejects.toThrow("409: Conflict");
    await expect(send()).rejects.toThrow("500");
  });

  it("hits by chance, by the same chance with the same seed", async () => {
    const drawn = async (seed: number) => {
      const away = server.fault({ kind: "500", probability: 0.3, seed });
      const results: boolean[] = [];
      for (let i = 0; i < 100; i++)
        results.push(
          await send().then(
            () => true,
            () => false,
          ),
        );
      away();
      return results;
    };
    const first = await drawn(7);
    expect(await drawn(7)).toEqual(first);
    expect(await drawn(8)).not.toEqual(first);
    const hits = first.filter((done) => !done).length;
    expect(hits).toBeGreaterThan(15);
    expect(hits).toBeLessThan(45);
  });
});
