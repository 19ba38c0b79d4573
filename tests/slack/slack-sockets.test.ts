/** That the local Slack brings events by Socket Mode as Slack does: once, unless they are not acknowledged. */

import { SocketModeClient } from "@slack/socket-mode";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { tries } from "../full.ts";
import { PATIENCE_MS, until } from "../wire/clock.ts";
import { commands, submits } from "./interactions.ts";
import { channel, mentions, person, says } from "./people.ts";
import { QUIET } from "./quiet.ts";
import { type Slack, type SlackOptions, startSlack } from "./slack-server.ts";

/**
 * Slack's own client. Where it is told to leave while it is coming back by itself, its `start` rejects, mostly with
 * nothing at all, and it hears of that nowhere.
 */
class Client extends SocketModeClient {
  #isLeaving = false;

  override start(): ReturnType<SocketModeClient["start"]> {
    return super.start().catch((error) => {
      if (this.#isLeaving) return { ok: false };
      throw error ?? new Error("the connection was closed before its greeting");
    });
  }

  override disconnect(): Promise<void> {
    this.#isLeaving = true;
    return super.disconnect();
  }
}

let slack: Slack;
const clients: Client[] = [];
const lines: WebSocket[] = [];

const zhang = person("张伟");
const here = channel();

async function start(options: SlackOptions = {}): Promise<void> {
  await slack?.stop();
  slack = await startSlack(options);
}

beforeEach(() => start());

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.disconnect()));
  for (const line of lines.splice(0)) line.terminate();
  await slack.stop();
});

interface Told {
  readonly ack: (response?: object) => Promise<void>;
  readonly envelope_id: string;
  readonly type: string;
  readonly retry_num?: number;
  readonly retry_reason?: string;
  readonly accepts_response_payload: boolean;
}

/** What the client is told is in the list. */
async function connect(
  take: (told: Told) => unknown = ({ ack }) => ack(),
  clientPingTimeout = 50,
): Promise<Told[]> {
  const client = new Client({
    appToken: slack.appToken,
    clientOptions: { slackApiUrl: slack.slackApiUrl, retryConfig: { retries: 0 } },
    logger: QUIET,
    // It is also how long the client waits before it connects again.
    clientPingTimeout,
  });
  clients.push(client);
  const told: Told[] = [];
  client.on("slack_event", (one: Told) => {
    told.push(one);
    return take(one);
  });
  await client.start();
  return told;
}

/** A connection without a client, whose messages are in the list. */
async function open(): Promise<{ line: WebSocket; said: Record<string, unknown>[] }> {
  const headers = { authorization: `Bearer ${slack.appToken}` };
  const response = await fetch(`${slack.slackApiUrl}apps.connections.open`, { method: "POST", headers });
  const { url } = (await response.json()) as { url: string };
  const line = new WebSocket(url);
  lines.push(line);
  const said: Record<string, unknown>[] = [];
  line.on("message", (data) => said.push(JSON.parse(String(data))));
  await new Promise((resolve) => line.once("message", resolve));
  return { line, said };
}

describe("a connection", () => {
  it("begins with a greeting, and is opened with a ticket that is good for one", async () => {
    const { line, said } = await open();
    expect(said).toMatchObject([
      { type: "hello", num_connections: 1, debug_info: { approximate_connection_time: expect.any(Number) } },
    ]);
    const again = new WebSocket(line.url);
    await expect(new Promise((_, reject) => again.once("error", reject))).rejects.toThrow("401");
  });

  it("is one of ten at most", async () => {
    const all = await Promise.all(Array.from({ length: 10 }, open));
    const eleventh = await open();
    expect(eleventh.said).toMatchObject([{ type: "disconnect", reason: "too_many_websockets" }]);
    expect(all.every(({ line }) => line.readyState === line.OPEN)).toBe(true);
  });
});

describe("an event", () => {
  it("waits until there is a connection, and is gone when it is acknowledged", async () => {
    slack.push(...mentions(zhang, here, "问"));
    expect(slack.unacknowledged).toHaveLength(2);
    const told = await connect();
    await slack.idle(20);
    expect(told.map(({ type, accepts_response_payload }) => [type, accepts_response_payload])).toEqual([
      ["events_api", false],
      ["events_api", false],
    ]);
    expect(new Set(told.map(({ envelope_id }) => envelope_id)).size).toBe(2);
    expect(slack.unacknowledged).toEqual([]);
    expect(slack.deliveries).toMatchObject([
      { by: "socket", retry: 0, status: 200, ackMs: expect.any(Number) },
      { by: "socket", retry: 0, status: 200, ackMs: expect.any(Number) },
    ]);
    expect(slack.violations).toEqual([]);
  });

  it("goes to one connection of several, to each in turn", async () => {
    const [one, two] = [await connect(), await connect()];
    slack.push(...Array.from({ length: 10 }, (_, i) => says(zhang, here, `${i}`)));
    await slack.idle(20);
    expect([one.length, two.length]).toEqual([5, 5]);
  });

  it("comes again when it is not acknowledged in time, three times and no more", async () => {
    await start({ ackWithinMs: 20, retryAfterMs: [0, 5, 10] });
    const told = await connect(() => {});
    slack.push(says(zhang, here, "问"));
    await slack.idle(20);
    expect(told.map(({ retry_num, retry_reason }) => [retry_num, retry_reason])).toEqual([
      [0, ""],
      [1, "timeout"],
      [2, "timeout"],
      [3, "timeout"],
    ]);
    expect(new Set(told.map(({ envelope_id }) => envelope_id)).size).toBe(1);
    expect(slack.deliveries.map(({ status, reason }) => [status, reason])).toEqual(
      Array(4).fill([0, "timeout"]),
    );
  });

  it("comes again by a new connection when the old one breaks before it is acknowledged", async () => {
    const { said } = await open();
    slack.push(says(zhang, here, "问"));
    await until(() => said.length === 2);
    slack.cut();
    const told = await connect();
    await until(() => told.length === 1);
    expect(told[0]).toMatchObject({
      envelope_id: said[1]?.envelope_id,
      retry_num: 1,
      retry_reason: "disconnected",
    });
    await slack.idle(20);
    expect(slack.deliveries.map(({ status }) => status)).toEqual([0, 200]);
  });

  it("comes as often, and in such order, as a test would have it", async () => {
    const told = await connect();
    const [one, two] = slack.push(says(zhang, here, "一"), says(zhang, here, "二"));
    await slack.idle(20);
    if (one && two) slack.pushRaw(two, one, { type: "events_api", payload: one.payload });
    slack.pushRaw({ type: "unheard_of", payload: { a: 1 } });
    await slack.idle(20);
    const [first, second] = told.map(({ envelope_id }) => envelope_id);
    expect(told.map(({ envelope_id }) => envelope_id).slice(0, 4)).toEqual([first, second, second, first]);
    expect(told).toHaveLength(6);
    expect(slack.channel(here.id).messages).toHaveLength(2);
  });
});

describe("a client of Slack's", () => {
  it.each(["warning", "refresh_requested"] as const)(
    "that is told of a %s leaves and comes back, and loses nothing",
    async (reason) => {
      const told = await connect();
      slack.push(says(zhang, here, "一"));
      await slack.idle(20);
      slack.disconnect(reason);
      await until(() => slack.connections[0]?.isOpen === false);
      slack.push(says(zhang, here, "二"));
      await until(() => told.length === 2);
      await slack.idle(20);
      expect(slack.connections.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    },
  );

  it("comes back when its line is cut, and when Slack does not let it in at first", async () => {
    await connect();
    slack.fault({ method: "apps.connections.open", kind: "error", error: "internal_error", times: 1 });
    slack.cut();
    await until(() => slack.connections.length === 2);
    expect(slack.calls.map(({ method, ok }) => [method, ok])).toEqual([
      ["apps.connections.open", true],
      ["apps.connections.open", false],
      ["apps.connections.open", true],
    ]);
  });
});

describe("what is given back with an acknowledgement", () => {
  it("is a message where it answers a command, and is not tried again where none comes", async () => {
    await start({ ackWithinMs: 1_000 });
    let isAnswered = true;
    await connect(
      ({ ack }) => isAnswered && ack({ text: "请稍候", response_type: "ephemeral" }),
      PATIENCE_MS,
    );
    slack.push(says(zhang, here, "早"));
    slack.push(commands(zhang, here, "/ask", "问"));
    await slack.idle(20);
    isAnswered = false;
    slack.push(commands(zhang, here, "/ask", "再问"));
    await slack.idle(20);
    expect(slack.channel(here.id).ephemerals).toMatchObject([{ user: zhang.id, text: "请稍候" }]);
    expect(slack.deliveries.filter(({ type }) => type === "slash_commands")).toMatchObject([
      { status: 200, response: { text: "请稍候" } },
      { status: 0, reason: "timeout" },
    ]);
    // To an event nothing can be answered.
    expect(slack.violations).toEqual([expect.stringMatching(/^socket: a response to an event: .*请稍候/)]);
  });

  it("decides what becomes of a modal", async () => {
    const title = { type: "plain_text" as const, text: "报告" };
    const view = { type: "modal" as const, title, blocks: [] };
    let response: object | undefined = { response_action: "errors", errors: { reason: "请写明" } };
    await connect(({ ack }) => ack(response));
    const [asked] = slack.push(commands(zhang, here, "/ask"));
    const { trigger_id } = (asked?.payload ?? {}) as { trigger_id?: string };
    await fetch(`${slack.slackApiUrl}views.open`, {
      method: "POST",
      headers: { authorization: `Bearer ${slack.botToken}`, "content-type": "application/json" },
      body: JSON.stringify({ trigger_id, view }),
    });
    const submit = async () => {
      const [shown] = slack.views;
      if (!shown) throw new Error("expected a view");
      slack.push(submits(zhang, shown, { reason: { text: { type: "plain_text_input", value: "错字" } } }));
      await slack.idle(20);
      return shown.isOpen;
    };
    expect(await submit()).toBe(true);
    response = undefined;
    expect(await submit()).toBe(false);
    expect(slack.violations).toEqual([
      // A modal's answer is none to a command.
      "response_url: must NOT have additional properties (response_action)",
      "response_url: must NOT have additional properties (errors)",
      "response_url: one of text, blocks, attachments and delete_original is needed",
    ]);
  });

  it("is to be an acknowledgement of something", async () => {
    const { line } = await open();
    line.send(JSON.stringify({ envelope_id: "none" }));
    line.send("好");
    await until(() => slack.violations.length === 2);
    expect(slack.violations).toEqual(["socket: an unknown envelope: none", "socket: 好"]);
  });
});

const MANY = tries(10_000);

it("copes with thousands of events", async () => {
  // Where both are busy an acknowledgement takes long, and a client takes its line for dead that does not answer in time.
  await start({ ackWithinMs: PATIENCE_MS });
  const told = await connect(({ ack }) => ack(), PATIENCE_MS);
  slack.push(...Array.from({ length: MANY }, (_, i) => says(zhang, here, `${i}`)));
  await slack.idle(20);
  expect(new Set(told.map(({ envelope_id }) => envelope_id)).size).toBe(MANY);
  expect(slack.deliveries).toHaveLength(MANY);
});
