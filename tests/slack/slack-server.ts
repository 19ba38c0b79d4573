/**
 * Slack on this machine, as far as an app of messages, threads, streams, modals and commands goes: it keeps channels and
 * messages, tells the app of what is said, refuses what Slack refuses, and notes every call that Slack would not take.
 */

import { setMaxListeners } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { sleep } from "../wire/clock.ts";
import { BOT, event, WORKSPACE } from "./people.ts";
import { createCalls } from "./slack-calls.ts";
import { stateOf } from "./slack-channel.ts";
import { createDeliverer } from "./slack-delivery.ts";
import { startEmulated } from "./slack-emulator.ts";
import { createSlackFaults } from "./slack-faults.ts";
import { handle } from "./slack-handler.ts";
import { tokenOf } from "./slack-http.ts";
import { completed, takeResponse } from "./slack-interactions.ts";
import type { Slack, SlackOptions } from "./slack-interface.ts";
import { learn } from "./slack-learning.ts";
import { respond, shownAs } from "./slack-messages.ts";
import { perform } from "./slack-methods.ts";
import { verifyUrl } from "./slack-requests.ts";
import { createSockets } from "./slack-sockets.ts";
import { answered, type Envelope, type Payload, type Raw } from "./slack-types.ts";
import { type ReplyAddress, roomOf, type World } from "./slack-world.ts";

export type * from "./slack-interface.ts";

/** "You can use a response_url up to five times within 30 minutes". */
const MOST_RESPONSES = 5;

export async function startSlack(options: SlackOptions = {}): Promise<Slack> {
  const team = WORKSPACE;
  const bot = BOT;
  const botToken = options.botToken ?? "xoxb-local-test-token";
  const appToken = options.appToken ?? "xapp-local-test-token";
  const signingSecret = options.signingSecret ?? "8f742231b10e8888abcd99yyyzzz85a5";
  const violations: string[] = [];
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const world: World = {
    team,
    bot,
    emulated: await startEmulated(team, bot, botToken),
    people: new Map([[bot.id, bot]]),
    rooms: new Map(),
    views: [],
    homes: new Map(),
    triggers: new Map(),
    addresses: new Map(),
    unfurlIds: new Set(),
    uploads: [],
    sent: new Map(),
    url: () => url,
    violations,
    onPosted(room, message) {
      const { id, kind } = room.channel;
      const { ts } = message;
      if (options.echoes)
        push(event({ ...shownAs(world, message), channel: id, channel_type: kind, event_ts: ts }));
    },
    lives: {
      stream: options.streamLifeMs ?? 300_000,
      trigger: options.triggerLifeMs ?? 30_000,
      address: options.responseUrlLifeMs ?? 1_800_000,
    },
  };
  const faults = createSlackFaults();
  const onNonsense = (what: string) => void violations.push(`socket: ${what}`);
  const settings = {
    signingSecret,
    answerWithinMs: options.ackWithinMs ?? 30_000,
    retryAfterMs: options.retryAfterMs ?? [0, 60, 300],
    mostAtOnce: options.mostAtOnce ?? 40,
    signal: stopping.signal,
    onAcknowledged: (envelope: Envelope, response: Payload | string | undefined) =>
      void takeResponse(world, envelope, response),
    onChange: () => log.notify(),
    onNonsense,
  };
  const deliverer = createDeliverer(settings, () => sockets);
  const log = createCalls(deliverer.isOwed);
  const handling = { log, faults, violations, signal: stopping.signal };

  function authError(method: string, token: string | undefined): string | undefined {
    if (token === undefined) return "not_authed";
    if (token !== botToken && token !== appToken) return "invalid_auth";
    if (world.tokenError) return world.tokenError;
    const isForApp = method === "apps.connections.open";
    return (token === appToken) === isForApp ? undefined : "not_allowed_token_type";
  }

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all("/api/:method", (request) => {
    const { method } = request.req.param();
    if (options.scopes) request.header("x-oauth-scopes", options.scopes.join(","));
    return handle(handling, {
      request,
      method,
      refused: (payload) => authError(method, tokenOf(request, payload)),
      async work(payload) {
        if (method === "apps.connections.open") return { ok: true, url: sockets.newUrl() };
        return perform(world, method, payload);
      },
    });
  });
  app.post("/response/:id", (request) => {
    const address = world.addresses.get(request.req.param().id);
    return handle(handling, {
      request,
      method: "response_url",
      refused: () => addressError(address, world.lives.address),
      work: (payload) =>
        answered(async () => {
          if (address) await respond(world, address, payload);
          return {};
        }),
      ...(address ? { channel: address.channel } : {}),
    });
  });
  app.post("/upload/:id", async (request) => {
    const upload = world.uploads.find(({ id }) => id === request.req.param().id);
    if (upload) upload.bytes = new Uint8Array(await request.req.arrayBuffer());
    return request.text(upload ? "OK" : "no such upload", upload ? 200 : 404);
  });
  app.get("/files-pri/:id/:name", (request) => {
    const bytes = world.sent.get(request.req.param().id);
    // Whoever may not read files is led to a page of Slack's.
    if (request.req.header("authorization") !== `Bearer ${botToken}`)
      return request.redirect(`${url}/?redir`);
    return bytes ? request.body(new Uint8Array(bytes)) : request.text("Not Found", 404);
  });
  app.notFound((request) => request.text("Not Found", 404));

  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const sockets = createSockets(server, bot, {
    onOpen: deliverer.onOpen,
    onAck: deliverer.onAck,
    onClose: deliverer.onClose,
    onNonsense,
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  deliverer.setUrl(options.requestUrl);

  function push(...incoming: readonly Raw[]): Envelope[] {
    return incoming.map((raw) => {
      const whole = completed(world, url, raw);
      learn(world, whole);
      return deliverer.deliver(whole);
    });
  }

  return {
    url,
    slackApiUrl: `${url}/api/`,
    botToken,
    appToken,
    signingSecret,
    team,
    bot,
    calls: log.calls,
    violations,
    deliveries: deliverer.deliveries,
    get unacknowledged() {
      return deliverer.unacknowledged;
    },
    connections: sockets.connections,
    views: world.views,
    uploads: world.uploads,
    holdFile(id, bytes) {
      world.sent.set(id, bytes);
      return `${url}/files-pri/${id}/download`;
    },
    home: (user) => world.homes.get(user),
    channel(id) {
      const room = world.rooms.get(id);
      if (!room) throw new Error(`channel: expected one of ${[...world.rooms.keys()]}, found ${id}`);
      return stateOf(room);
    },
    setChannel(channel, is = {}) {
      const room = roomOf(world, channel);
      Object.assign(room, { channel, ...is });
    },
    setPerson(...people) {
      for (const person of people) world.people.set(person.id, person);
    },
    push,
    pushRaw: push,
    async setRequestUrl(to) {
      const isVerified = to !== undefined && (await verifyUrl(settings, to));
      deliverer.setUrl(isVerified ? to : undefined);
      return isVerified;
    },
    disconnect: sockets.disconnect,
    cut: sockets.cut,
    sendText: sockets.sendText,
    fault: faults.add,
    waitFor: log.waitFor,
    idle: log.idle,
    async stop() {
      stopping.abort();
      sockets.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      // What was answered just now is still on its way out.
      await sleep(10);
      server.closeAllConnections();
      await closed;
      await world.emulated.stop();
    },
  };
}

/** Each use counts, also one that is refused for what it says. */
function addressError(address: ReplyAddress | undefined, lifeMs: number): string | undefined {
  if (!address) return "invalid_url";
  if (Date.now() - address.at > lifeMs) return "expired_url";
  address.uses += 1;
  return address.uses > MOST_RESPONSES ? "used_url" : undefined;
}
