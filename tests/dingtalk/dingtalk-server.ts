/** DingTalk on this machine: a robot in Stream mode, as its documentation describes it, with faults on demand. */

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";
import { type WebSocket, WebSocketServer } from "ws";
import type { Message } from "../../src/channels/dingtalk/updates.ts";
import { after } from "../wire/clock.ts";
import { createFaults, type Hitting } from "../wire/faults.ts";
import { createRefusing, type Refusing } from "../wire/refusing.ts";

/** What is called. */
export type Route = "open" | "token" | "session" | "group" | "person" | "card";

export interface Fault extends Hitting {
  readonly at: Route;
  /**
   * - `code`: refused; of a session with this number, elsewhere with this status
   * - `form`: refused where it is Markdown
   * - `cut-before`, `cut-after`: the connection ends before or after the call is carried out
   * - `late`: carried out at once, and answered after `ms`
   * - `undelivered`: a card is shown nowhere, which is told by `said` alone
   */
  readonly kind: "code" | "form" | "cut-before" | "cut-after" | "late" | "undelivered";
  readonly code?: number;
  /** The name of an error, where it has one. */
  readonly name?: string;
  readonly ms?: number;
  readonly said?: Body;
}

/** A message of the robot as it stands in a chat. */
export interface Shown {
  /** A conversation, or a person reached by their number. */
  readonly chat: string;
  readonly kind: "markdown" | "text" | "card";
  readonly text: string;
  readonly title: string | undefined;
  /** The message whose session it came by; null for one by itself. */
  readonly answers: string | null;
  /** Who is called. */
  readonly at: readonly string[];
  readonly when: number;
  /** Of a card. */
  readonly buttons?: readonly { readonly text: string; readonly value: string }[];
}

export interface Call {
  readonly route: Route;
  readonly at: number;
  readonly status: number;
  readonly errcode: number;
  readonly chat: string | undefined;
}

export interface Dingtalk extends Pick<Refusing, "refuse" | "refused"> {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly calls: readonly Call[];
  readonly violations: readonly string[];
  readonly shown: readonly Shown[];
  /** How many connections there were so far, and tokens given. */
  readonly connections: number;
  readonly tokens: number;
  /** One is there that may be told things. */
  readonly isConnected: boolean;
  /** How many are open, those included to which good-bye was said. */
  readonly lines: number;
  /** How often it was acknowledged. */
  acknowledged(message: string): number;
  /** To a connection that may be told things; what is told while there is none is lost. */
  push(message: Message): boolean;
  /** Somebody presses a button of a card; gives back the name of the press. */
  press(by: string, value: string): string;
  /** What whoever pressed is shown. */
  noted(press: string): string | undefined;
  fault(fault: Fault): () => void;
  /** The webhooks of now are not taken any more, whatever was said of how long they last. */
  endSessions(): void;
  /** The tokens of now are not taken any more. */
  endTokens(): void;
  /** Good-bye: nothing more is pushed over the lines of now, which are cut after so long (ms). */
  disconnect(afterMs?: number): void;
  /** The connections of now are deaf and dumb, and stay open. */
  freeze(): void;
  cut(): void;
  /** Is to be echoed. */
  ping(): void;
  readonly echoes: readonly string[];
  stop(): Promise<void>;
}

const MOST_BYTES = 20_000;
const MOST_PARAM = 15_000;
const MOST_IN_MINUTE = 20;
const GOOD_BYE_MS = 10_000;
const TICKET_MS = 90_000;
const TOO_FAST = 130_101;
const NO_SESSION = 300_001;
const MESSAGES = "/v1.0/im/bot/messages/get";
const PRESSES = "/v1.0/card/instances/callback";
const MOST_OF_CARD = 30_000;

export interface DingtalkOptions {
  readonly port?: number;
  readonly mostInMinute?: number;
  /** How long a webhook lasts (ms). */
  readonly sessionMs?: number;
  /** Says good-bye to every line as soon as it stands. */
  readonly isLeaving?: boolean;
}

interface Answer {
  readonly status?: number;
  readonly body: Readonly<Record<string, unknown>>;
}

type Body = Readonly<Record<string, unknown>>;

interface Session {
  readonly chat: string;
  readonly message: string;
  isOver: boolean;
}

export async function startDingtalk({
  port = 0,
  mostInMinute = MOST_IN_MINUTE,
  sessionMs = 90 * 60_000,
  isLeaving = false,
}: DingtalkOptions = {}): Promise<Dingtalk> {
  const [clientId, clientSecret] = ["dinglocal0000", "local-secret"];
  const calls: Call[] = [];
  const violations: string[] = [];
  const shown: Shown[] = [];
  const echoes: string[] = [];
  const sessions = new Map<string, Session>();
  const tickets = new Map<string, number>();
  const tokens = new Set<string>();
  const known = { groups: new Set<string>(), people: new Set<string>() };
  const acknowledged = new Map<string, number>();
  const notes = new Map<string, string>();
  /** Cards by their names: under one there is one card. */
  const cards = new Set<string>();
  let topics: readonly unknown[] = [];
  /** Frames that are to be acknowledged: the message that each told of. */
  const frames = new Map<string, string>();
  const open = new Set<WebSocket>();
  const frozen = new Set<WebSocket>();
  const faults = createFaults<Fault, [Route, Body]>(
    ({ at, kind }, route, body) => at === route && (kind !== "form" || isMarkdown(body)),
  );
  let count = 0;
  let connections = 0;
  let given = 0;

  const server = createServer((request, response) => {
    void answer(request, response);
  });
  const sockets = new WebSocketServer({ noServer: true });
  const { takes, ...refusing } = createRefusing();
  server.on("upgrade", (request, socket, head) => {
    if (!takes()) return socket.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n");
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const ticket = searchParams.get("ticket") ?? "";
    const since = tickets.get(ticket);
    tickets.delete(ticket);
    if (pathname !== "/connect" || since === undefined || performance.now() - since > TICKET_MS)
      return socket.end("HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n");
    sockets.handleUpgrade(request, socket, head, connect);
  });
  await once(server.listen(port, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function connect(socket: WebSocket): void {
    connections += 1;
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => {});
    socket.on("message", (data: Buffer) => {
      if (!frozen.has(socket)) take(data);
    });
    if (isLeaving) sayGoodBye(socket, GOOD_BYE_MS);
  }

  function sayGoodBye(socket: WebSocket, afterMs: number): void {
    open.delete(socket);
    tell(socket, "SYSTEM", "disconnect", `bye-${next()}`, { reason: "server upgrade" });
    after(afterMs, () => socket.close());
  }

  /** All that a robot says over its line are acknowledgements. */
  function take(data: Buffer): void {
    const frame = JSON.parse(data.toString("utf8"));
    const id = frame?.headers?.messageId;
    const told = frames.get(id);
    const isRight =
      frame.code === 200 &&
      frame.message === "OK" &&
      frame.headers.contentType === "application/json" &&
      told !== undefined &&
      typeof frame.data === "string";
    if (!isRight) return void violated(`acknowledgement ${data.toString("utf8").slice(0, 200)}`);
    if (id.startsWith("ping")) echoes.push(frame.data);
    else if (id.startsWith("press")) notes.set(id, noteIn(JSON.parse(frame.data).response));
    else {
      if (JSON.parse(frame.data).response !== null) violated(`response ${frame.data}`);
      acknowledged.set(told, (acknowledged.get(told) ?? 0) + 1);
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "", url);
    const text = await textOf(request);
    const route = ROUTES.get(pathname);
    if (
      !route ||
      request.method !== "POST" ||
      !/^application\/json/.test(request.headers["content-type"] ?? "")
    )
      return end(response, { status: 404, body: { code: violated(`${request.method} ${pathname}`) } });
    if (Buffer.byteLength(text) > (route === "card" ? MOST_OF_CARD : MOST_BYTES))
      violated(`${Buffer.byteLength(text)} bytes`);
    const body = JSON.parse(text) as Body;
    const fault = faults.next(route, body);
    if (fault?.kind === "cut-before") return void response.destroy();
    const session = sessions.get(searchParams.get("session") ?? "");
    const token = String(request.headers["x-acs-dingtalk-access-token"] ?? "");
    const result = refusedBy(fault, route) ?? carryOut(route, body, session, token);
    calls.push({
      route,
      at: performance.now(),
      status: result.status ?? 200,
      errcode: Number(result.body.errcode ?? 0),
      chat: session?.chat ?? (body.openConversationId as string | undefined),
    });
    if (fault?.kind === "cut-after") return void response.destroy();
    if (fault?.kind === "late") after(fault.ms ?? 0, () => end(response, result));
    else end(response, result);
  }

  function refusedBy(fault: Fault | undefined, route: Route): Answer | undefined {
    if (fault?.kind === "undelivered") return { body: fault.said ?? {} };
    if (fault?.kind !== "code" && fault?.kind !== "form") return undefined;
    const { code = 400_302, name = "invalidParameter", kind } = fault;
    if (route === "session" && code >= 600) return { body: { errcode: code, errmsg: "refused" } };
    return { status: kind === "form" ? 400 : code, body: { code: name, message: "refused", requestid: "1" } };
  }

  function carryOut(route: Route, body: Body, session: Session | undefined, token: string): Answer {
    switch (route) {
      case "open":
        return connection(body);
      case "token": {
        if (body.appKey !== clientId || body.appSecret !== clientSecret)
          return { status: 400, body: { code: "invalidClientIdOrSecret", message: "no" } };
        given += 1;
        tokens.add(`token-${given}`);
        return { body: { accessToken: `token-${given}`, expireIn: 7_200 } };
      }
      case "session":
        return session && !session.isOver
          ? say(session.chat, session.message, body)
          : { body: { errcode: NO_SESSION, errmsg: "session 不存在" } };
      default:
        if (!tokens.has(token))
          return { status: 401, body: { code: "InvalidAuthentication", message: "no" } };
        if (route !== "card" && body.robotCode !== clientId)
          return { status: 400, body: { code: "robot.notFound", message: "no" } };
        if (route === "card") return deliver(body);
        return route === "group" ? toGroup(body) : toPerson(body);
    }
  }

  function connection(body: Body): Answer {
    if (body.clientId !== clientId || body.clientSecret !== clientSecret)
      return { status: 401, body: { code: "authFailed", message: "鉴权失败" } };
    const subscriptions = body.subscriptions as readonly Body[] | undefined;
    if (!subscriptions?.some(({ type, topic }) => type === "CALLBACK" && topic === MESSAGES))
      violated("no subscription for messages");
    topics = subscriptions?.map(({ topic }) => topic) ?? [];
    if (typeof body.ua !== "string") violated("no ua");
    const ticket = `ticket-${next()}`;
    tickets.set(ticket, performance.now());
    return { body: { endpoint: `${url.replace("http", "ws")}/connect`, ticket } };
  }

  function isTooMuch(chat: string): boolean {
    const since = performance.now() - 60_000;
    return shown.filter((one) => one.chat === chat && one.when > since).length >= mostInMinute;
  }

  function say(chat: string, message: string, body: Body): Answer {
    if (isTooMuch(chat)) return { body: { errcode: TOO_FAST, errmsg: "send too fast" } };
    const { msgtype, text, markdown, at } = body as {
      msgtype?: string;
      text?: { content?: string };
      markdown?: { title?: string; text?: string };
      at?: { atUserIds?: readonly string[] };
    };
    const isText = msgtype === "text" && text?.content && !markdown;
    const isRight = isText || (msgtype === "markdown" && markdown?.text && markdown.title && !text);
    if (!isRight) return { body: { errcode: 40_035, errmsg: violated(`message ${JSON.stringify(body)}`) } };
    const called = at?.atUserIds ?? [];
    const words = (isText ? text.content : markdown?.text) ?? "";
    for (const person of called) {
      if (!known.people.has(person)) violated(`at ${person}`);
      if (!words.includes(`@${person}`)) violated(`at ${person} without their place`);
    }
    show({
      chat,
      kind: isText ? "text" : "markdown",
      text: words,
      title: markdown?.title,
      answers: message,
      at: called,
    });
    return { body: { errcode: 0, errmsg: "ok" } };
  }

  /** open.dingtalk.com/document/orgapp/create-and-deliver-cards; a template is whatever the office has made. */
  function deliver(body: Body): Answer {
    const { outTrackId, cardTemplateId, callbackType, cardData, openSpaceId } = body as Record<
      string,
      string
    >;
    const [, kind = "", chat = ""] = openSpaceId?.match(/^dtv1\.card\/\/(IM_GROUP|IM_ROBOT)\.(.+)$/) ?? [];
    const model = body[kind === "IM_GROUP" ? "imGroupOpenDeliverModel" : "imRobotOpenDeliverModel"] as Body;
    const variables = (cardData as unknown as { cardParamMap: Record<string, unknown> }).cardParamMap;
    if (!cardTemplateId?.endsWith(".schema") || callbackType !== "STREAM" || !topics.includes(PRESSES))
      violated(`card of ${cardTemplateId}, ${callbackType}`);
    if (!outTrackId || outTrackId.length > 64) violated(`outTrackId ${outTrackId}`);
    if (model?.robotCode !== clientId) violated("a card of no robot");
    if (!(kind === "IM_GROUP" ? known.groups : known.people).has(chat)) violated(`a card for ${chat}`);
    for (const value of Object.values(variables)) if (typeof value !== "string") violated("no string");
    if (!cards.has(String(outTrackId))) {
      cards.add(String(outTrackId));
      const { content = "", buttons = "[]" } = variables as Record<string, string>;
      show({
        ...{ chat, kind: "card", text: content, title: undefined, answers: null, at: [] },
        buttons: JSON.parse(buttons),
      });
    }
    const deliverResults = [{ spaceType: kind, spaceId: chat, success: true, errorMsg: "" }];
    return { body: { success: true, result: { outTrackId, deliverResults } } };
  }

  function toGroup(body: Body): Answer {
    const chat = String(body.openConversationId);
    if (!known.groups.has(chat))
      return { status: 400, body: { code: "invalidParameter.openConversationId" } };
    if (isTooMuch(chat)) return limited();
    return sent(chat, body) ?? { body: { processQueryKey: next() } };
  }

  function toPerson(body: Body): Answer {
    const [person = "", ...others] = (body.userIds as readonly string[] | undefined) ?? [];
    if (person === "" || others.length > 0) violated(`userIds ${body.userIds}`);
    const lists = { invalidStaffIdList: [] as string[], flowControlledStaffIdList: [] as string[] };
    if (!known.people.has(person)) lists.invalidStaffIdList.push(person);
    else if (isTooMuch(person)) lists.flowControlledStaffIdList.push(person);
    else {
      const refused = sent(person, body);
      if (refused) return refused;
    }
    return { body: { processQueryKey: next(), ...lists } };
  }

  function limited(): Answer {
    return { status: 403, body: { code: "Forbidden.AccessDenied.QpsLimitForApi", message: "too fast" } };
  }

  /** Undefined where it is. */
  function sent(chat: string, { msgKey, msgParam }: Body): Answer | undefined {
    if (Buffer.byteLength(String(msgParam)) > MOST_PARAM) violated(`msgParam of ${String(msgParam).length}`);
    const param = JSON.parse(String(msgParam)) as { content?: string; title?: string; text?: string };
    const isText = msgKey === "sampleText" && param.content;
    if (!isText && !(msgKey === "sampleMarkdown" && param.title && param.text))
      return { status: 400, body: { code: violated(`msgKey ${msgKey} ${msgParam}`) } };
    const text = (isText ? param.content : param.text) ?? "";
    show({ chat, kind: isText ? "text" : "markdown", text, title: param.title, answers: null, at: [] });
    return undefined;
  }

  function show(one: Omit<Shown, "when">): void {
    const { text, kind, chat } = one;
    if (!text.isWellFormed()) violated("half a character");
    if (/dtmd:/.test(text) && (kind === "text" || known.groups.has(chat))) violated(`a click in ${chat}`);
    // A line of its Markdown ends only where an empty one follows.
    if (kind !== "text" && /[^\n]\n[^\n]/.test(text)) violated("lines that run into each other");
    if (kind === "markdown" && /^(?:`{3}|\|)/m.test(text)) violated("a table or a fence");
    shown.push({ ...one, when: performance.now() });
  }

  function violated(what: string): string {
    violations.push(what);
    return what;
  }

  function next(): string {
    count += 1;
    return String(count);
  }

  function tell(socket: WebSocket, type: string, topic: string, messageId: string, data: unknown): void {
    const headers = {
      appId: "local",
      connectionId: "1",
      contentType: "application/json",
      messageId,
      time: "1",
      topic,
    };
    frames.set(messageId, topic === MESSAGES ? (data as Message).msgId : messageId);
    socket.send(JSON.stringify({ specVersion: "1.0", type, headers, data: JSON.stringify(data) }));
  }

  return {
    url,
    clientId,
    clientSecret,
    calls,
    violations,
    shown,
    ...{ echoes, ...refusing },
    get connections() {
      return connections;
    },
    get tokens() {
      return given;
    },
    get isConnected() {
      return open.size > 0;
    },
    get lines() {
      return sockets.clients.size;
    },
    acknowledged: (message) => acknowledged.get(message) ?? 0,
    push(message) {
      const { conversationId, conversationType, senderStaffId, msgId } = message;
      if (conversationType === "2") known.groups.add(conversationId);
      if (senderStaffId) known.people.add(senderStaffId);
      const [socket] = [...open].toReversed().filter((one) => !frozen.has(one));
      if (!socket) return false;
      const session = next();
      sessions.set(session, { chat: conversationId, message: msgId, isOver: false });
      tell(socket, "CALLBACK", MESSAGES, `frame-${next()}`, {
        ...message,
        sessionWebhook: `${url}/robot/sendBySession?session=${session}`,
        sessionWebhookExpiredTime: Date.now() + sessionMs,
      });
      return true;
    },
    press(by, value) {
      const [socket] = [...open].toReversed();
      const name = `press-${next()}`;
      const content = JSON.stringify({
        cardPrivateData: { actionIds: ["button"], params: { press: value } },
      });
      if (socket)
        tell(socket, "CALLBACK", PRESSES, name, { outTrackId: "c", userId: by, spaceId: "s", content });
      return name;
    },
    noted: (press) => notes.get(press),
    fault: (fault) => faults.add(fault),
    endSessions() {
      for (const session of sessions.values()) session.isOver = true;
    },
    endTokens: () => tokens.clear(),
    disconnect(afterMs = GOOD_BYE_MS) {
      for (const socket of [...open]) sayGoodBye(socket, afterMs);
    },
    freeze() {
      for (const socket of sockets.clients) {
        frozen.add(socket);
        // Not even a beat is answered.
        socket.pause();
      }
    },
    cut() {
      for (const socket of sockets.clients) socket.terminate();
    },
    ping() {
      for (const socket of open) tell(socket, "SYSTEM", "ping", `ping-${next()}`, { opaque: "beat" });
    },
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const ROUTES: ReadonlyMap<string, Route> = new Map([
  ["/v1.0/gateway/connections/open", "open"],
  ["/v1.0/oauth2/accessToken", "token"],
  ["/robot/sendBySession", "session"],
  ["/v1.0/robot/groupMessages/send", "group"],
  ["/v1.0/robot/oToMessages/batchSend", "person"],
  ["/v1.0/card/instances/createAndDeliver", "card"],
]);

function noteIn(response: unknown): string {
  type Noted = { readonly userPrivateData?: { readonly cardParamMap: { readonly note: string } } };
  return (response as Noted | null)?.userPrivateData?.cardParamMap.note ?? "";
}

function isMarkdown({ msgtype, msgKey }: Body): boolean {
  return msgtype === "markdown" || msgKey === "sampleMarkdown";
}

function end(response: ServerResponse, { status = 200, body }: Answer): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
