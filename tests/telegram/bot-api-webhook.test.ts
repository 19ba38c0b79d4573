/** That the local Bot API brings updates to a webhook, and again until it takes them. */

import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Api } from "grammy";
import type { Update } from "grammy/types";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BotApi, startBotApi } from "./bot-api.ts";
import { person, presses, says, supergroup } from "./people.ts";

let server: BotApi;
let api: Api;
let webhook: Server;
let url: string;
/** Answers with a status; what it was told is in `received`. */
let take: (update: Update, request: IncomingMessage) => Promise<number> | number;
let received: string[];
let atOnce: number;
let mostAtOnce: number;

const zhang = person("张伟");

beforeEach(async () => {
  take = () => 200;
  received = [];
  atOnce = 0;
  mostAtOnce = 0;
  webhook = createServer(async (request, response) => {
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const update: Update = JSON.parse(Buffer.concat(chunks).toString());
    const status = await take(update, request);
    received.push(`${update.message?.text ?? update.callback_query?.data} ${status}`);
    atOnce -= 1;
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => webhook.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/telegram`;
  server = await startBotApi({ webhookRetryMs: 1 });
  api = new Api(server.token, { apiRoot: server.url });
});

afterEach(async () => {
  await server.stop();
  webhook.closeAllConnections();
  await new Promise((resolve) => webhook.close(resolve));
});

const delivered = async (count: number) => {
  while (received.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  return received;
};

describe("a webhook", () => {
  it("is given what is pending and what comes, with the secret", async () => {
    const chat = supergroup();
    const secrets: unknown[] = [];
    take = (_, request) => {
      secrets.push(request.headers["x-telegram-bot-api-secret-token"], request.headers["content-type"]);
      return 204;
    };
    server.push(says(zhang, chat, "一"));
    await api.setWebhook(url, { secret_token: "S3cret_-" });
    server.push(says(zhang, chat, "二"));
    expect(await delivered(2)).toEqual(["一 204", "二 204"]);
    expect(secrets).toEqual(["S3cret_-", "application/json", "S3cret_-", "application/json"]);
    await server.idle(10);
    expect(server.unconfirmed).toEqual([]);
    expect(server.deliveries.map(({ status }) => status)).toEqual([204, 204]);
  });

  it("is asked again until it takes an update; later ones of the same chat wait, of other chats they do not", async () => {
    const [here, there] = [supergroup(), supergroup()];
    let failures = 3;
    take = ({ message }) => {
      if (message?.text !== "一" || failures === 0) return 200;
      failures -= 1;
      return 503;
    };
    await api.setWebhook(url);
    server.push(says(zhang, here, "一"), says(zhang, here, "二"), says(zhang, there, "三"));
    const order = await delivered(6);
    expect(order.filter((one) => !one.startsWith("三"))).toEqual([
      "一 503",
      "一 503",
      "一 503",
      "一 200",
      "二 200",
    ]);
    expect(order.indexOf("三 200")).toBeLessThan(order.indexOf("一 200"));
    expect(await api.getWebhookInfo()).toMatchObject({
      url,
      max_connections: 40,
      last_error_message: "Wrong response from the webhook: 503",
    });
  });

  it("has no more connections than it wants, and one for each chat", async () => {
    take = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return 200;
    };
    await api.setWebhook(url, { max_connections: 3 });
    const chats = Array.from({ length: 10 }, () => supergroup());
    server.push(...chats.flatMap((chat) => [says(zhang, chat, "一"), says(zhang, chat, "二")]));
    await delivered(20);
    expect(mostAtOnce).toBe(3);
  });

  it("is told of buttons while messages of the chat wait", async () => {
    const chat = supergroup();
    const { message } = says(zhang, chat, "一");
    take = ({ message: one }) => (one ? 500 : 200);
    await api.setWebhook(url);
    server.push({ message }, presses(zhang, message, "按"));
    await delivered(4);
    expect(received).toContain("按 200");
    expect(server.unconfirmed).toHaveLength(1);
  });

  it("gets what it did not take by polling once it is gone", async () => {
    take = () => 500;
    await api.setWebhook(url);
    server.push(says(zhang, supergroup(), "一"));
    await delivered(1);
    await api.deleteWebhook();
    expect(await api.getUpdates()).toMatchObject([{ message: { text: "一" } }]);
    await api.deleteWebhook({ drop_pending_updates: true });
    expect(await api.getUpdates()).toEqual([]);
    expect(await api.getWebhookInfo()).toMatchObject({ url: "", pending_update_count: 0 });
  });

  it("that is not there is tried again", async () => {
    webhook.closeAllConnections();
    await new Promise((resolve) => webhook.close(resolve));
    await api.setWebhook(url);
    server.push(says(zhang, supergroup(), "一"));
    while (server.deliveries.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(server.deliveries.every(({ status }) => status === 0)).toBe(true);
    await new Promise<void>((resolve) => webhook.listen(Number(new URL(url).port), "127.0.0.1", resolve));
    expect(await delivered(1)).toEqual(["一 200"]);
  });
});
