import { once } from "node:events";
import { Agent, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Update } from "grammy/types";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createWebhook } from "../../src/channels/telegram/intake.ts";
import { createHttpServer, type HttpServer } from "../../src/web/http-server.ts";
import { found, tries } from "../full.ts";

const FORGED = tries(5_000);

const SECRET = "Correct-Horse_42-Battery";
const SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";

const lines: string[] = [];
const note = (level: string) => (message: string) => {
  lines.push(`${level} ${message}`);
};
const log = { debug: note("debug"), info: note("info"), warn: note("warn"), error: note("error") };

const received: Update[] = [];
let receive: (updates: readonly Update[]) => Promise<void>;
let server: HttpServer;
let agent: Agent;

beforeEach(async () => {
  receive = async (updates) => {
    received.push(...updates);
  };
  agent = new Agent({ keepAlive: true, maxSockets: 50 });
  server = createHttpServer({ host: "127.0.0.1", port: 0, log });
  server.route(
    "POST",
    "/telegram",
    createWebhook(SECRET, (updates) => receive(updates), log),
  );
  await server.start();
});

afterEach(async () => {
  vi.restoreAllMocks();
  agent.destroy();
  await server.stop();
  expect(lines.join("\n")).not.toContain(SECRET);
  lines.length = 0;
  received.length = 0;
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

async function answerOf(response: IncomingMessage): Promise<Answer> {
  let text = "";
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, headers: response.headers, text };
}

async function send(body: string | Uint8Array, headers: OutgoingHttpHeaders, query = ""): Promise<Answer> {
  const outgoing = httpRequest(`${server.address}/telegram${query}`, {
    method: "POST",
    agent,
    headers: { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body), ...headers },
  });
  outgoing.end(body);
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  return answerOf(response);
}

const deliver = (body: unknown) => send(JSON.stringify(body), { [SECRET_HEADER]: SECRET });

/** As Telegram sends them. */
const update = (id: number) => ({
  update_id: id,
  message: { message_id: id, date: 1, chat: { id: 7, type: "private", first_name: "李" }, text: "问 🙂" },
});

describe("a webhook of Telegram", () => {
  it("takes in an update as it was sent, and answers with nothing", async () => {
    const { status, text, headers } = await deliver(update(0));
    expect([status, text, headers["content-length"] ?? "0"]).toEqual([200, "", "0"]);
    expect(received).toEqual([update(0)]);
    expect(lines).toEqual([]);
  });

  it("takes in kinds of updates that nobody knows yet, and unusual text", async () => {
    const odd = { update_id: 2 ** 31, flying_saucer: { text: "\ud800 \0 \u2028 \uffff", n: null, a: [] } };
    expect((await deliver(odd)).status).toBe(200);
    const proto = '{"update_id":5,"__proto__":{"x":1},"constructor":null}';
    expect((await send(proto, { [SECRET_HEADER]: SECRET })).status).toBe(200);
    expect((await send(`\ufeff${JSON.stringify(update(6))}`, { [SECRET_HEADER]: SECRET })).status).toBe(200);
    expect(received).toEqual([odd, JSON.parse(proto), update(6)]);
  });

  it("answers only when the update is committed", async () => {
    const committed = Promise.withResolvers<void>();
    receive = () => committed.promise;
    let isAnswered = false;
    const answer = deliver(update(1)).then((given) => {
      isAnswered = true;
      return given;
    });
    await sleep(150);
    expect(isAnswered).toBe(false);
    committed.resolve();
    expect((await answer).status).toBe(200);
  });

  it("takes in two at once", async () => {
    const both = Promise.withResolvers<void>();
    receive = async (updates) => {
      received.push(...updates);
      if (received.length === 2) both.resolve();
      await both.promise;
    };
    const answers = await Promise.all([deliver(update(1)), deliver(update(2))]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(received.map(({ update_id }) => update_id).sort()).toEqual([1, 2]);
  });

  it("answers what is being committed when the program stops", async () => {
    const [called, committed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    receive = () => {
      called.resolve();
      return committed.promise;
    };
    const answer = deliver(update(1));
    await called.promise;
    const stopping = server.stop();
    committed.resolve();
    expect((await answer).status).toBe(200);
    await stopping;
  });

  it("demands a secret", () => {
    expect(() => createWebhook("", receive, log)).toThrow("TELEGRAM_WEBHOOK_SECRET");
  });
});

describe("what cannot be committed", () => {
  it("is asked for again, and taken in when it comes again", async () => {
    receive = () => Promise.reject(new Error("database or disk is full"));
    const refused = await deliver(update(1));
    expect([refused.status, refused.text, refused.headers["retry-after"]]).toEqual([503, "", "5"]);
    receive = async (updates) => {
      received.push(...updates);
    };
    expect((await deliver(update(1))).status).toBe(200);
    expect(received).toEqual([update(1)]);
    expect(lines).toEqual([
      "error 收到的 Telegram 更新无法保存，已请 Telegram 稍后重发：database or disk is full",
    ]);
  });

  it("is complained of once a minute, without the secret, whatever is thrown", async () => {
    const now = vi.spyOn(performance, "now");
    const failures: (() => Promise<void>)[] = [
      () => Promise.reject(new Error(`bad ${SECRET}`)),
      () => Promise.reject(SECRET),
      () => {
        throw new RangeError("at once");
      },
    ];
    for (const [minute, failure] of failures.entries()) {
      receive = failure;
      for (const second of [1, 30, 59]) {
        now.mockReturnValue((minute * 60 + second) * 1_000 + minute);
        expect((await deliver(update(1))).status).toBe(503);
      }
    }
    expect(lines.map((line) => line.split("：").at(-1))).toEqual(["bad …", "…", "at once"]);
  });
});

describe("what has no right secret", () => {
  const [head, tail] = [SECRET.slice(0, 1), SECRET.slice(1)];
  const forgeries: readonly (readonly [OutgoingHttpHeaders, string?])[] = [
    [{}],
    [{ [SECRET_HEADER]: "" }],
    [{ [SECRET_HEADER]: "wrong" }],
    [{ [SECRET_HEADER]: "x".repeat(SECRET.length) }],
    [{ [SECRET_HEADER]: "x".repeat(8_000) }],
    [{ [SECRET_HEADER]: SECRET.slice(0, -1) }],
    [{ [SECRET_HEADER]: head }],
    [{ [SECRET_HEADER]: tail }],
    [{ [SECRET_HEADER]: `${SECRET}x` }],
    [{ [SECRET_HEADER]: `${SECRET}, ${SECRET}` }],
    [{ [SECRET_HEADER]: [SECRET, SECRET] }],
    [{ [SECRET_HEADER]: `"${SECRET}"` }],
    [{ [SECRET_HEADER]: `Bearer ${SECRET}` }],
    [{ [SECRET_HEADER]: `${SECRET}\u00a0` }],
    [{ [SECRET_HEADER]: SECRET.toLowerCase() }],
    [{ [SECRET_HEADER]: SECRET.toUpperCase() }],
    [{ [SECRET_HEADER]: `${head.toLowerCase()}${tail}` }],
    [{ [SECRET_HEADER]: [...SECRET].reverse().join("") }],
    [{ [SECRET_HEADER]: "null" }],
    [{ Authorization: `Bearer ${SECRET}` }],
    [{ "X-Telegram-Bot-Api-Secret": SECRET }],
    [{ X_Telegram_Bot_Api_Secret_Token: SECRET }],
    [{ "Secret-Token": SECRET }],
    [{ Cookie: `${SECRET_HEADER}=${SECRET}` }],
    [{}, `?${SECRET_HEADER}=${SECRET}`],
    [{}, `?secret_token=${SECRET}`],
  ];

  it("is never taken in, however many forgeries come", async () => {
    const calls = vi.fn(async () => {});
    receive = calls;
    const body = JSON.stringify(update(1));
    const statuses = await Promise.all(
      Array.from({ length: FORGED }, async (_, i) => {
        const [headers, query] = forgeries[i % forgeries.length] ?? [{}];
        return (await send(body, headers, query)).status;
      }),
    );
    found({ forged: FORGED, accepted: statuses.filter((status) => status !== 401).length });
    expect(new Set(statuses)).toEqual(new Set([401]));
    expect(statuses).toHaveLength(FORGED);
    expect(calls).not.toHaveBeenCalled();
    expect(lines.filter((line) => !line.startsWith("debug "))).toEqual([]);
    expect((await deliver(update(2))).status).toBe(200);
  });

  it("is refused before its body is there", async () => {
    const outgoing = httpRequest(`${server.address}/telegram`, {
      method: "POST",
      headers: { [SECRET_HEADER]: "wrong", "Content-Length": 1_000 },
    });
    outgoing.on("error", () => {});
    outgoing.write("{");
    const [response] = (await once(outgoing, "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(401);
    outgoing.destroy();
  });
});

describe("what has the right secret and cannot be read", () => {
  const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
  const bodies: readonly (readonly [string, string | Uint8Array])[] = [
    ["nothing", ""],
    ["blanks", " \n "],
    ["no JSON", "update_id=1"],
    ["half of it", JSON.stringify(update(1)).slice(0, -1)],
    ["two of them", JSON.stringify(update(1)).repeat(2)],
    ["null", "null"],
    ["a number", "1"],
    ["a string", '"update_id"'],
    ["a list", "[]"],
    ["a list of updates", JSON.stringify([update(1)])],
    ["no number", "{}"],
    ["a number of null", '{"update_id":null}'],
    ["a number in quotation marks", '{"update_id":"1"}'],
    ["a negative number", '{"update_id":-1}'],
    ["a fraction", '{"update_id":1.5}'],
    ["a number beyond all", '{"update_id":1e999}'],
    ["a number that cannot be told from the next", '{"update_id":9007199254740993}'],
    ["a list for a number", '{"update_id":[1]}'],
    ["a number inherited", '{"__proto__":{"update_id":1}}'],
    ["NUL", "\0"],
    ["NUL within a string", '{"update_id":1,"x":"\0"}'],
    ["no UTF-8", Buffer.from('{"update_id":1,"x":"\xff"}', "latin1")],
    ["half a character", Buffer.from([...Buffer.from('{"update_id":1,"x":"'), 0xed, 0xa0, 0x80, 0x22, 0x7d])],
    ["UTF-16", Buffer.from(JSON.stringify(update(1)), "utf16le")],
    ["a hundred thousand lists", nested(100_000)],
    ["a hundred thousand lists in an update", `{"update_id":1,"x":${nested(100_000)}}`],
    [
      "a hundred thousand objects in an update",
      `{"update_id":1,"x":${'{"x":'.repeat(1e5)}1${"}".repeat(1e5)}}`,
    ],
    ["lists without an end", "[".repeat(1_000_000)],
  ];

  it.each(bodies)("is refused: %s", async (_, body) => {
    const { status, text } = await send(body, { [SECRET_HEADER]: SECRET });
    expect([status, text]).toEqual([400, ""]);
    expect(received).toEqual([]);
    expect((await deliver(update(2))).status).toBe(200);
  });

  it("is complained of once a minute", async () => {
    const now = vi.spyOn(performance, "now");
    for (const second of [1, 2, 60, 61]) {
      now.mockReturnValue(second * 1_000);
      await send("null", { [SECRET_HEADER]: SECRET });
    }
    const line = "warn Telegram 推送的内容无法读取（不是 Telegram 的更新），请检查程序前面的反向代理";
    expect(lines).toEqual([line, line]);
  });
});

describe("a long body", () => {
  const padded = (length: number) => {
    const shell = JSON.stringify({ ...update(1), x: "" });
    return shell.replace('"x":""', `"x":"${"x".repeat(length - Buffer.byteLength(shell))}"`);
  };

  it("is read up to one megabyte, and no further", async () => {
    expect((await send(padded(1024 * 1024), { [SECRET_HEADER]: SECRET })).status).toBe(200);
    expect((await send(padded(1024 * 1024 + 1), { [SECRET_HEADER]: SECRET })).status).toBe(413);
    expect(received).toHaveLength(1);
  });

  it.each([
    ["in chunks", SECRET, {}, 413],
    ["said to be so long", SECRET, { "Content-Length": 300 * 1024 * 1024 }, 413],
    ["in chunks, without the secret", "wrong", {}, 401],
  ])("of 300 MB takes no memory: %s", async (_, secret, headers, status) => {
    const outgoing = httpRequest(`${server.address}/telegram`, {
      method: "POST",
      headers: { [SECRET_HEADER]: secret, ...headers },
    });
    outgoing.on("error", () => {});
    const answer = once(outgoing, "response").then(([response]) => response as IncomingMessage);
    const megabyte = Buffer.alloc(1024 * 1024, "[");
    const before = process.memoryUsage.rss();
    let highest = before;
    const watch = setInterval(() => {
      highest = Math.max(highest, process.memoryUsage.rss());
    }, 5);
    let isGone = false;
    outgoing.once("close", () => {
      isGone = true;
    });
    for (let sent = 0; sent < 300 && !isGone; sent += 1)
      if (!outgoing.write(megabyte)) await Promise.race([once(outgoing, "drain"), once(outgoing, "close")]);
    outgoing.end();
    expect((await answer).statusCode).toBe(status);
    await sleep(50);
    clearInterval(watch);
    outgoing.destroy();
    expect((highest - before) / 1024 / 1024).toBeLessThan(48);
    expect((await deliver(update(2))).status).toBe(200);
    expect(received).toEqual([update(2)]);
  });
});
