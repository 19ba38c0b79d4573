/** Feishu on this machine: the interface and the long connection of an app, as the documentation describes them, with faults on demand. */

import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { isDeepStrictEqual } from "node:util";
import { type WebSocket, WebSocketServer } from "ws";
import { after } from "../wire/clock.ts";
import { createFaults, type Hitting } from "../wire/faults.ts";
import { createRefusing } from "../wire/refusing.ts";
import { type Button, buttonsOf, problemsOf, wordsOf } from "./feishu-cards.ts";
import { read, type WireFrame, write } from "./feishu-frames.ts";
import { aloneWith, BOT, type Event, type Message } from "./people.ts";

export type Api =
  | "token"
  | "info"
  | "endpoint"
  | "create"
  | "reply"
  | "patch"
  | "put"
  | "delete"
  | "read"
  | "react";

export interface Fault extends Hitting {
  readonly api: Api;
  /**
   * - `code`: refused with this error code, and this HTTP status where it is given
   * - `cut-before`, `cut-after`: the connection ends before or after the call is carried out
   * - `late`: carried out at once, and answered after `ms`
   */
  readonly kind: "code" | "cut-before" | "cut-after" | "late";
  readonly code?: number;
  readonly status?: number;
  readonly ms?: number;
  /** Seconds that are to be waited, as the header says. */
  readonly reset?: number;
}

export interface Call {
  readonly api: Api;
  readonly at: number;
  readonly code: number;
  readonly body: Readonly<Record<string, string>>;
}

/** A message of the bot as it stands in a chat. */
export interface Shown {
  readonly id: string;
  /** By which the app is told of it. */
  readonly chat: string;
  readonly text: string;
  readonly type: string;
  readonly card: object | undefined;
  readonly buttons: readonly Button[];
  readonly replyTo: string | undefined;
  readonly thread: string | undefined;
  /** What it said before. */
  readonly before: readonly string[];
}

export interface Acknowledged {
  readonly event: Event;
  readonly code: number;
  readonly toast: string | undefined;
  /** After the event was told (ms). */
  readonly afterMs: number;
}

export interface FeishuOptions {
  readonly port?: number;
  /** Of a chat, in a second. */
  readonly mostInSecond?: number;
  /** Seconds. */
  readonly pingInterval?: number;
  /** Seconds for which a token is good. */
  readonly expire?: number;
}

export type Feishu = Awaited<ReturnType<typeof startFeishu>>;

const OK = 0;
const INVALID = 230_001;
const NOT_TAKEN = -1;
const MOST_BYTES = 30 * 1024;

export async function startFeishu({
  port = 0,
  mostInSecond = 5,
  pingInterval = 120,
  expire = 7_200,
}: FeishuOptions = {}) {
  const [appId, secret] = ["cli_0123456789abcdef", "local-secret"];
  const calls: Call[] = [];
  const violations: string[] = [];
  const messages = new Map<string, Shown>();
  /** Messages of people, with the threads in which they stand. */
  const asked = new Map<string, Message>();
  const gone = new Set<string>();
  const sentUnder = new Map<string, string>();
  const acknowledged: Acknowledged[] = [];
  const pings: WireFrame[] = [];
  const told = new Map<string, { readonly event: Event; readonly at: number; readonly frame: WireFrame }>();
  const faults = createFaults<Fault, [Api]>((fault, api) => fault.api === api);
  const frozen = new Set<WebSocket>();
  let token = "t-0";
  let tokens = 0;
  let sent = 0;
  let frames = 0;
  let connections = 0;

  const http = createServer(async (request, response) => {
    const body = JSON.parse((await textOf(request)) || "{}") as Record<string, string>;
    const [api, id] = apiOf(request);
    if (api === undefined) {
      violations.push(`${request.method} ${request.url}`);
      return response.writeHead(404).end();
    }
    const fault = faults.next(api);
    if (fault?.kind === "cut-before") {
      calls.push({ api, at: performance.now(), code: NOT_TAKEN, body });
      return void response.destroy();
    }
    const refused = fault?.kind === "code";
    const answer = refused
      ? { code: fault.code ?? INVALID, msg: `refused, ext=${fault.code}` }
      : carryOut(api, id, body, request);
    calls.push({ api, at: performance.now(), code: answer.code, body });
    if (fault?.kind === "cut-after") return void response.destroy();
    const reset = fault?.reset === undefined ? {} : { "x-ogw-ratelimit-reset": String(fault.reset) };
    const status = (refused && fault.status) || (answer.code === OK ? 200 : 400);
    // A gateway answers with a page of its own.
    const isPage = refused && fault.code === undefined;
    const reply = () =>
      response.writeHead(status, reset).end(isPage ? "<html>Bad Gateway</html>" : JSON.stringify(answer));
    if (fault?.kind === "late") after(fault.ms ?? 0, reply);
    else reply();
  });
  const { takes, ...refusing } = createRefusing();
  const sockets = new WebSocketServer({
    ...{ server: http, path: "/ws" },
    verifyClient: (_, done) => done(takes(), 503),
  });
  sockets.on("connection", (socket) => {
    connections += 1;
    socket.on("message", (data: Buffer) => {
      if (!frozen.has(socket)) takeFrame(data, socket);
    });
  });
  http.listen(port, "127.0.0.1");
  await once(http, "listening");
  const host = `127.0.0.1:${(http.address() as AddressInfo).port}`;

  function takeFrame(data: Buffer, socket: WebSocket): void {
    const frame = read(data);
    if (frame.method === 0n) {
      if (frame.service !== 7n || frame.headers.type !== "ping") violated(`control ${frame.headers.type}`);
      pings.push(frame);
      const payload = JSON.stringify({ PingInterval: pingInterval });
      socket.send(write({ ...frame, headers: { type: "pong" }, payload }));
      return;
    }
    const { event, at, frame: asTold } = told.get(String(frame.SeqID)) ?? {};
    const { payload, ...rest } = frame;
    const { payload: _, ...before } = asTold ?? { payload: "" };
    if (!event || at === undefined) return void violated("an acknowledgement of nothing");
    if (!isDeepStrictEqual(rest, before)) violated("another frame acknowledged");
    const { code, data: inner } = JSON.parse(payload) as { code: number; data?: string };
    const said =
      inner && (JSON.parse(Buffer.from(inner, "base64").toString()) as { toast?: { content: string } });
    const toast = said ? said.toast?.content : undefined;
    acknowledged.push({ event, code, toast, afterMs: performance.now() - at });
  }

  function carryOut(api: Api, id: string, body: Record<string, string>, request: IncomingMessage) {
    if (api === "token") {
      if (body.app_id !== appId || body.app_secret !== secret) return refusal(10_014);
      tokens += 1;
      token = `t-${tokens}`;
      return { code: OK, tenant_access_token: token, expire };
    }
    if (api === "endpoint") {
      if (body.AppID !== appId || body.AppSecret !== secret) return refusal(514);
      const data = {
        URL: `ws://${host}/ws?device_id=1&service_id=7`,
        ClientConfig: { PingInterval: pingInterval },
      };
      return { code: OK, data };
    }
    if (request.headers.authorization !== `Bearer ${token}`) return refusal(99_991_663);
    if (api === "info") return { code: OK, bot: BOT };
    if (api === "create" || api === "reply") return send(api, id, body, request);
    if (gone.has(id)) return refusal(230_011);
    if (api === "read") {
      const found = asked.get(id);
      if (!found) return refusal(230_027);
      const mentions = found.mentions?.map(({ key, id, name }) => ({ key, id: id.open_id, name }));
      const item = { msg_type: found.message_type, body: { content: found.content }, mentions };
      return { code: OK, data: { items: [item] } };
    }
    if (api === "react") return asked.has(id) ? { code: OK } : refusal(231_003);
    const message = messages.get(id);
    if (!message) return refusal(231_003);
    if (api === "delete") {
      messages.delete(id);
      gone.add(id);
      return { code: OK };
    }
    if ((api === "patch") !== (message.type === "interactive")) return refusal(230_054);
    const names = api === "patch" ? ["content"] : ["msg_type", "content"];
    if (Object.keys(body).join() !== names.join()) return violated(`${api} of ${Object.keys(body)}`);
    if (api === "put" && message.before.length >= 20) return refusal(230_072);
    return put(id, body, { ...message, before: [...message.before, message.text] }, message.type);
  }

  function send(api: Api, id: string, body: Record<string, string>, request: IncomingMessage) {
    const { uuid = "", msg_type = "", receive_id = "" } = body;
    const message = asked.get(id) ?? messages.get(id);
    if (uuid === "" || uuid.length > 50) return violated(`uuid ${uuid}`);
    if (api === "reply" && gone.has(id)) return refusal(230_011);
    if (api === "reply" && !message) return refusal(231_003);
    const before = sentUnder.get(uuid);
    if (before !== undefined) return { code: OK, data: { message_id: before } };
    const isPerson = new URL(request.url ?? "", "http://x").searchParams.get("receive_id_type") === "open_id";
    if (api === "create" && isPerson !== receive_id.startsWith("ou_"))
      return violated(`receive_id ${receive_id}`);
    const within = message && ("chat_id" in message ? message : undefined);
    const chat = message
      ? (within?.chat_id ?? (message as Shown).chat)
      : isPerson
        ? aloneWith(receive_id)
        : receive_id;
    const since = performance.now() - 1_000;
    const lately = calls.filter(
      ({ api: of, at, code, body: { uuid: under = "" } }) =>
        (of === "create" || of === "reply") &&
        code === OK &&
        at > since &&
        messages.get(sentUnder.get(under) ?? "")?.chat === chat,
    );
    if (lately.length >= mostInSecond) return refusal(230_020);
    sent += 1;
    const message_id = `om_sent${sent}`;
    const thread = within?.thread_id ?? (message as Shown | undefined)?.thread;
    const replyTo = api === "reply" ? id : undefined;
    const rest = { id: message_id, chat, replyTo, thread, before: [] };
    const answer = put(message_id, body, rest, msg_type);
    if (answer.code === OK) sentUnder.set(uuid, message_id);
    return answer;
  }

  function put(
    id: string,
    { content = "" }: Record<string, string>,
    message: Pick<Shown, "id" | "chat" | "replyTo" | "thread" | "before">,
    type: string,
  ) {
    const inner = JSON.parse(content) as { text?: string; zh_cn?: { content: { text: string }[][] } };
    const most = type === "text" ? 150 * 1024 : MOST_BYTES;
    if (Buffer.byteLength(JSON.stringify({ content })) > most)
      return violated(`${content.length} characters`);
    const card = type === "interactive" ? inner : undefined;
    const problems = card ? problemsOf(card) : [];
    if (problems.length > 0) return violated(problems.join("; "));
    const lines = inner.zh_cn?.content.map((line) => line.map(({ text }) => text).join("")).join("\n");
    const text = card ? wordsOf(card) : (inner.text ?? lines ?? "");
    if (text === "") return violated(`an empty ${type}`);
    if (type === "text" && /\*\*|<|\]\(/.test(text)) return violated("words that are taken for a form");
    messages.set(id, { ...message, text, type, card, buttons: card ? buttonsOf(card) : [] });
    return { code: OK, data: { message_id: id } };
  }

  function violated(what: string) {
    violations.push(what);
    return refusal(INVALID);
  }

  return {
    url: `http://${host}`,
    appId,
    secret,
    calls,
    violations,
    ...{ acknowledged, ...refusing },
    pings,
    get shown(): readonly Shown[] {
      return [...messages.values()];
    },
    get connections() {
      return connections;
    },
    get isConnected() {
      return [...sockets.clients].some((socket) => !frozen.has(socket) && socket.readyState === socket.OPEN);
    },
    /** How many tokens were given so far. */
    get tokens() {
      return tokens;
    },
    /** To one of the connections, in so many pieces; false where there is none. */
    push(event: Event, { type = "event", pieces = 1 }: { type?: string; pieces?: number } = {}): boolean {
      const message = event.event.message as Message | undefined;
      if (message) asked.set(message.message_id, message);
      const socket = [...sockets.clients].find((one) => !frozen.has(one) && one.readyState === one.OPEN);
      if (!socket) return false;
      const payload = JSON.stringify({ schema: "2.0", ...event });
      const size = Math.ceil(payload.length / pieces);
      const id = `${event.header.event_id}-${frames}`;
      for (let seq = 0; seq < pieces; seq += 1) {
        frames += 1;
        const frame: WireFrame = {
          SeqID: BigInt(frames),
          LogID: 2n ** 63n + BigInt(frames),
          service: 7n,
          method: 1n,
          headers: { type, message_id: id, sum: String(pieces), seq: String(seq), trace_id: "trace" },
          payload: payload.slice(seq * size, (seq + 1) * size),
          LogIDNew: `log-${frames}`,
        };
        told.set(String(frames), { event, at: performance.now(), frame });
        socket.send(write(frame));
      }
      return true;
    },
    fault: (fault: Fault) => faults.add(fault),
    /** A message that somebody takes back. */
    recall: (id: string) => void gone.add(id),
    /** The token of now is good no more. */
    expireToken() {
      token = `t-expired-${tokens}`;
    },
    /** The connections of now are deaf and dumb, and stay open. */
    freeze() {
      for (const socket of sockets.clients) frozen.add(socket);
    },
    cut() {
      for (const socket of sockets.clients) socket.terminate();
    },
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

function apiOf({ method = "", url = "" }: IncomingMessage): [Api | undefined, string] {
  const { pathname } = new URL(url, "http://x");
  const [, id = "", rest = ""] = pathname.match(/^\/open-apis\/im\/v1\/messages\/(om_\w+)(\/\w+)?$/) ?? [];
  const known: Readonly<Record<string, Api>> = {
    "POST /callback/ws/endpoint": "endpoint",
    "POST /open-apis/auth/v3/tenant_access_token/internal": "token",
    "GET /open-apis/bot/v3/info": "info",
    "POST /open-apis/im/v1/messages": "create",
    "POST /reply": "reply",
    "POST /reactions": "react",
    "PATCH ": "patch",
    "PUT ": "put",
    "DELETE ": "delete",
    "GET ": "read",
  };
  return [known[`${method} ${id === "" ? pathname : rest}`], id];
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function refusal(code: number) {
  return { code, msg: `refused, ext=${code}` };
}
