/** That the local Slack brings events by signed requests, and again as Slack does where they fail. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { App } from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tries } from "../full.ts";
import { PATIENCE_MS } from "../wire/clock.ts";
import { commands, presses } from "./interactions.ts";
import { channel, mentions, person, says } from "./people.ts";
import { QUIET } from "./quiet.ts";
import { formOf, signatureOf } from "./slack-requests.ts";
import { type Slack, type SlackOptions, startSlack } from "./slack-server.ts";

interface Told {
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

let slack: Slack;
let app: Server;
let url: string;
let told: Told[];
let take: (told: Told, response: ServerResponse) => unknown;

const zhang = person("张伟");
const here = channel();

async function start(options: SlackOptions = { requestUrl: url }): Promise<void> {
  await slack?.stop();
  slack = await startSlack({ retryAfterMs: [0, 1, 2], ...options });
}

beforeEach(async () => {
  told = [];
  take = (_, response) => response.writeHead(200).end();
  app = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const one = { headers: request.headers, body: Buffer.concat(chunks).toString() };
    told.push(one);
    await take(one, response);
  });
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(app.address() as AddressInfo).port}/slack/events`;
  await start();
});

afterEach(async () => {
  await slack.stop();
  app.closeAllConnections();
  await new Promise((resolve) => app.close(resolve));
});

describe("a request", () => {
  it("is signed over its body as it is", async () => {
    slack.push(...mentions(zhang, here, "先进操作法有哪些？"));
    await slack.idle(10);
    expect(told).toHaveLength(2);
    for (const { headers, body } of told) {
      const timestamp = String(headers["x-slack-request-timestamp"]);
      expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(60);
      expect(headers["x-slack-signature"]).toBe(signatureOf(slack.signingSecret, timestamp, body));
      expect(headers).not.toHaveProperty("x-slack-retry-num");
      expect(headers["content-type"]).toBe("application/json");
    }
    expect(slack.deliveries).toMatchObject([
      {
        by: "http",
        status: 200,
        ackMs: expect.any(Number),
        eventId: JSON.parse(told[0]?.body ?? "").event_id,
      },
      { by: "http", status: 200 },
    ]);
  });

  it("has the form that its kind has", async () => {
    const said = says(zhang, here, "早");
    slack.push(said, commands(zhang, here, "/ask", "问"));
    const { ts } = said.payload.event;
    slack.push(presses(zhang, here, { ts, text: "早" }, { action_id: "more", value: "1" }));
    await slack.idle(10);
    const forms = told.map(({ body }) => body).filter((body) => !body.startsWith("{"));
    const fields = forms.map((body) => Object.fromEntries(new URLSearchParams(body)));
    expect(fields.find(({ command }) => command)).toMatchObject({
      command: "/ask",
      text: "问",
      trigger_id: expect.stringMatching(/./),
      response_url: expect.stringContaining(slack.url),
    });
    const pressed = JSON.parse(fields.find(({ payload }) => payload)?.payload ?? "");
    expect(pressed).toMatchObject({ type: "block_actions", actions: [{ action_id: "more", value: "1" }] });
  });
});

describe("an event that is not taken", () => {
  const retries = () =>
    told.map(({ headers }) => [headers["x-slack-retry-num"], headers["x-slack-retry-reason"]]);

  it("comes three times more, and says why", async () => {
    take = (_, response) => response.writeHead(500).end();
    slack.push(says(zhang, here, "问"));
    await slack.idle(10);
    expect(retries()).toEqual([
      [undefined, undefined],
      ["1", "http_error"],
      ["2", "http_error"],
      ["3", "http_error"],
    ]);
    expect(new Set(told.map(({ body }) => body)).size).toBe(1);
    expect(slack.unacknowledged).toEqual([]);
    expect(slack.deliveries.map(({ retry, status, reason }) => [retry, status, reason])).toEqual([
      [0, 500, "http_error"],
      [1, 500, "http_error"],
      [2, 500, "http_error"],
      [3, 500, "http_error"],
    ]);
  });

  it.each<readonly [string, (told: Told, response: ServerResponse) => unknown]>([
    ["http_timeout", () => {}],
    ["connection_failed", (_, response) => response.socket?.resetAndDestroy()],
    ["too_many_redirects", (_, response) => response.writeHead(302, { location: url }).end()],
  ])("comes again for %s", async (reason, fail) => {
    await start({ requestUrl: url, ackWithinMs: reason === "http_timeout" ? 1_000 : PATIENCE_MS });
    take = (one, response) =>
      one.headers["x-slack-retry-num"] ? response.writeHead(200).end() : fail(one, response);
    slack.push(says(zhang, here, "问"));
    await slack.idle(10);
    expect(retries()).toEqual([
      [undefined, undefined],
      ["1", reason],
    ]);
  });

  it("does not come again where the app says so, nor does a command", async () => {
    take = (_, response) => response.writeHead(500, { "x-slack-no-retry": "1" }).end();
    slack.push(says(zhang, here, "问"));
    await slack.idle(10);
    take = (_, response) => response.writeHead(500).end();
    slack.push(commands(zhang, here, "/ask", "问"));
    await slack.idle(10);
    expect(told).toHaveLength(2);
  });
});

describe("an address", () => {
  it("is taken where it gives back the challenge", async () => {
    await start({});
    expect(await slack.setRequestUrl(url)).toBe(false);
    take = ({ body }, response) => response.end(JSON.parse(body).challenge ?? "");
    expect(await slack.setRequestUrl(url)).toBe(true);
    slack.push(says(zhang, here, "问"));
    await slack.idle(10);
    expect(JSON.parse(told.at(-1)?.body ?? "")).toMatchObject({ type: "event_callback" });
  });

  it("of Bolt's takes what is signed with its secret, and nothing else", async () => {
    await start({});
    const heard: string[] = [];
    const bolt = new App({
      token: slack.botToken,
      signingSecret: slack.signingSecret,
      clientOptions: { slackApiUrl: slack.slackApiUrl, retryConfig: { retries: 0 } },
      logger: QUIET,
    });
    bolt.event("app_mention", async ({ event, client }) => {
      heard.push(event.text);
      const { channel: id, ts } = event;
      await client.chat.postMessage({
        channel: id,
        thread_ts: ts,
        text: "答",
        unfurl_links: false,
        unfurl_media: false,
      });
    });
    bolt.command("/ask", async ({ ack, respond }) => {
      await ack({ text: "请稍候" });
      await respond({ text: "答", response_type: "ephemeral" });
    });
    const server = (await bolt.start({ port: 0, host: "127.0.0.1" })) as Server;
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
    expect(await slack.setRequestUrl(address)).toBe(true);
    slack.push(...mentions(zhang, here, "问"));
    slack.push(commands(zhang, here, "/ask", "问"));
    await slack.waitFor(({ method }) => method === "response_url");
    await slack.waitFor(({ method }) => method === "chat.postMessage");
    await slack.idle(20);
    expect(heard).toEqual([`<@${slack.bot.id}> 问`]);
    expect(slack.channel(here.id).own.map(({ text }) => text)).toEqual(["答"]);
    expect(
      slack
        .channel(here.id)
        .ephemerals.map(({ text }) => text)
        .toSorted(),
    ).toEqual(["答", "请稍候"]);
    expect(slack.violations).toEqual([]);
    const { body, contentType } = formOf(says(zhang, here, "伪"));
    const timestamp = String(Math.floor(Date.now() / 1000));
    const forged = await fetch(address, {
      method: "POST",
      headers: {
        "content-type": contentType,
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": signatureOf("another secret", timestamp, body),
      },
      body,
    });
    expect(forged.status).toBe(401);
    await bolt.stop();
  });
});

const MANY = tries(10_000);

it("copes with thousands of events", async () => {
  await start({ requestUrl: url, ackWithinMs: PATIENCE_MS });
  slack.push(...Array.from({ length: MANY }, (_, i) => says(zhang, here, `${i}`)));
  await slack.idle(20);
  expect(told).toHaveLength(MANY);
  expect(slack.deliveries.every(({ status, retry }) => status === 200 && retry === 0)).toBe(true);
});
