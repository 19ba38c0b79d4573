/** WeCom on this machine: the long connection of a smart robot, as its documentation describes it, with faults on demand. */

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import type { Callback } from "../../src/channels/wecom/robot.ts";
import { after } from "../wire/clock.ts";
import { createFaults, type Hitting } from "../wire/faults.ts";
import { createRefusing, type Refusing } from "../wire/refusing.ts";

export interface Fault extends Hitting {
  readonly cmd: string;
  /**
   * - `code`: refused with this error code
   * - `cut-before`, `cut-after`: the connection ends before or after the command is carried out
   * - `late`: carried out at once, and acknowledged after `ms`
   * - `mute`: carried out, and never acknowledged
   */
  readonly kind: "code" | "cut-before" | "cut-after" | "late" | "mute";
  readonly code?: number;
  readonly ms?: number;
}

/** A message of the robot as it stands in a chat. */
export interface Shown {
  readonly chat: string;
  readonly text: string;
  /** The callback that it answers; null for one by itself. */
  readonly answers: string | null;
  readonly isFinished: boolean;
  readonly frames: readonly string[];
  readonly feedback: string | undefined;
  readonly card: Card | undefined;
}

interface Card {
  readonly main_title: { readonly title: string };
  readonly button_list?: readonly { readonly text: string; readonly key: string }[];
  readonly task_id: string;
}

interface Frame {
  readonly cmd: string;
  readonly headers: { readonly req_id: string };
  /** Absent from a ping. */
  readonly body: {
    readonly bot_id?: string;
    readonly secret?: string;
    readonly chatid?: string;
    readonly msgtype?: string;
    readonly stream?: { id: string; finish: boolean; content: string; feedback?: { id: string } };
    readonly markdown?: { content: string; feedback?: { id: string } };
    readonly template_card?: Card;
    readonly text?: { readonly content: string };
  };
}

export interface Call extends Frame {
  readonly at: number;
  readonly errcode: number;
}

export interface Wecom extends Pick<Refusing, "refuse" | "refused"> {
  readonly url: string;
  readonly botId: string;
  readonly secret: string;
  readonly calls: readonly Call[];
  readonly violations: readonly string[];
  readonly shown: readonly Shown[];
  /** How many connections there were so far. */
  readonly connections: number;
  readonly isConnected: boolean;
  /** To the newest connection; what is told while there is none is lost. */
  push(callback: Callback): boolean;
  fault(fault: Fault): () => void;
  /** The connections of now are deaf and dumb, and stay open. */
  freeze(): void;
  cut(): void;
  /** As when another program subscribes for the same robot. */
  kick(): void;
  stop(): Promise<void>;
}

const MOST_BYTES = 20_480;
const MOST_IN_MINUTE = 30;
const OK = 0;
const BAD_REQUEST_ID = 846_605;
const TOO_MANY = 846_607;
const TOO_OLD = 846_608;
const NOT_SUBSCRIBED = 846_609;
const WRONG_SECRET = 853_000;
const INVALID = 40_058;

export interface WecomOptions {
  readonly port?: number;
  /** A frame of a finished stream is a violation, unless told otherwise. */
  readonly mostInMinute?: number;
}

export async function startWecom({
  port = 0,
  mostInMinute = MOST_IN_MINUTE,
}: WecomOptions = {}): Promise<Wecom> {
  const [botId, secret] = ["aib-local", "local-secret"];
  const { takes, ...refusing } = createRefusing();
  const server = new WebSocketServer({
    host: "127.0.0.1",
    port,
    verifyClient: (_, done) => done(takes(), 503),
  });
  await once(server, "listening");
  const calls: Call[] = [];
  const violations: string[] = [];
  const shown = new Map<string, Shown>();
  const tasks = new Set<string>();
  /** Callbacks that may be answered, and the chats that they came from. */
  const callbacks = new Map<string, string>();
  const spoken = new Set<string>();
  const faults = createFaults<Fault, [Frame]>(({ cmd }, frame) => cmd === frame.cmd);
  let newest: WebSocket | undefined;
  let connections = 0;
  const frozen = new Set<WebSocket>();

  server.on("connection", (socket) => {
    connections += 1;
    socket.on("close", () => {
      if (newest === socket) newest = undefined;
    });
    socket.on("message", (data: Buffer) => {
      if (frozen.has(socket)) return;
      const frame = JSON.parse(data.toString("utf8")) as Frame;
      const fault = faults.next(frame);
      if (fault?.kind === "cut-before") return socket.terminate();
      const errcode = fault?.kind === "code" ? (fault.code ?? INVALID) : take(frame, socket);
      calls.push({ ...frame, at: performance.now(), errcode });
      if (fault?.kind === "cut-after") return socket.terminate();
      const acknowledge = () => {
        const errmsg = errcode === OK ? "ok" : `refused, hint: [${errcode}]`;
        if (!frozen.has(socket)) socket.send(JSON.stringify({ headers: frame.headers, errcode, errmsg }));
      };
      if (fault?.kind === "late") after(fault.ms ?? 0, acknowledge);
      else if (fault?.kind !== "mute") acknowledge();
    });
  });

  function take(frame: Frame, socket: WebSocket): number {
    const { cmd, body, headers } = frame;
    if (typeof headers?.req_id !== "string") violations.push(`${cmd}: no req_id`);
    if (cmd === "aibot_subscribe") {
      if (body.bot_id !== botId || body.secret !== secret) return WRONG_SECRET;
      if (newest && newest !== socket) kickOut(newest);
      newest = socket;
      return OK;
    }
    if (socket !== newest) return NOT_SUBSCRIBED;
    switch (cmd) {
      case "ping":
        return OK;
      case "aibot_respond_msg":
        return respond(headers.req_id, body);
      case "aibot_send_msg":
        return send(body);
      case "aibot_respond_update_msg":
        return callbacks.has(headers.req_id) ? checkCard(body.template_card, true) : BAD_REQUEST_ID;
      case "aibot_respond_welcome_msg":
        return callbacks.has(headers.req_id) && body.msgtype === "text" ? OK : BAD_REQUEST_ID;
      default:
        violations.push(`unknown command ${cmd}`);
        return INVALID;
    }
  }

  function isTooMuch(chat: string): boolean {
    const since = performance.now() - 60_000;
    const sent = calls.filter(
      (call) =>
        call.at > since &&
        call.errcode === OK &&
        chatOf(call) === chat &&
        /_(?:respond|send)_msg$/.test(call.cmd),
    );
    return sent.length >= mostInMinute;
  }

  function chatOf({ body, headers }: Frame): string | undefined {
    return body?.chatid ?? callbacks.get(headers.req_id);
  }

  function respond(requestId: string, { msgtype, stream, template_card: card }: Frame["body"]): number {
    const chat = callbacks.get(requestId);
    if (chat === undefined) return BAD_REQUEST_ID;
    if (isTooMuch(chat)) return TOO_MANY;
    if (!stream || !/^stream(?:_with_template_card)?$/.test(msgtype ?? ""))
      return violated(`msgtype ${msgtype}`);
    if ((msgtype !== "stream") !== (card !== undefined)) return violated("a card where none is named");
    checkText(stream.content, stream.feedback?.id);
    const before = shown.get(stream.id);
    if (before && before.answers !== requestId) return violated(`stream ${stream.id} answers two callbacks`);
    if (before?.isFinished && before.text !== stream.content) return TOO_OLD;
    const problem = checkCard(card, before?.card?.task_id === card?.task_id);
    if (problem !== OK) return problem;
    shown.set(stream.id, {
      chat,
      text: stream.content,
      answers: requestId,
      isFinished: stream.finish,
      frames: [...(before?.frames ?? []), stream.content],
      feedback: before ? before.feedback : stream.feedback?.id,
      card: card ?? before?.card,
    });
    return OK;
  }

  function send({ chatid = "", msgtype, markdown }: Frame["body"]): number {
    if (msgtype !== "markdown" || !markdown) return violated(`msgtype ${msgtype}`);
    if (!spoken.has(chatid)) return violated(`chat ${chatid} has not spoken`);
    if (isTooMuch(chatid)) return TOO_MANY;
    checkText(markdown.content, markdown.feedback?.id);
    shown.set(`sent ${shown.size}`, {
      chat: chatid,
      text: markdown.content,
      answers: null,
      isFinished: true,
      frames: [markdown.content],
      feedback: markdown.feedback?.id,
      card: undefined,
    });
    return OK;
  }

  function checkText(text: string, feedback: string | undefined): void {
    if (text === "") violated("no content");
    if (Buffer.byteLength(text) > MOST_BYTES) violated(`${Buffer.byteLength(text)} bytes`);
    if (!text.isWellFormed()) violated("half a character");
    if (feedback !== undefined && Buffer.byteLength(feedback) > 256) violated("feedback.id");
    if (/<\/?think/i.test(text.replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, ""))) violated("<think>");
  }

  function checkCard(card: Card | undefined, isKnown: boolean): number {
    if (!card) return OK;
    const { main_title, button_list = [], task_id } = card;
    const isRight =
      /^[\w@-]{1,128}$/.test(task_id) &&
      [...main_title.title].length <= 26 &&
      button_list.length <= 6 &&
      button_list.every(
        ({ text, key }) => text !== "" && text.length <= 10 && Buffer.byteLength(key) <= 1_024,
      );
    if (!isRight) return violated(`card ${JSON.stringify(card)}`);
    if (tasks.has(task_id) && !isKnown) return violated(`task_id ${task_id} twice`);
    tasks.add(task_id);
    return OK;
  }

  function violated(what: string): number {
    violations.push(what);
    return INVALID;
  }

  function kickOut(socket: WebSocket): void {
    const event = { eventtype: "disconnected_event" };
    const body = { msgid: `kick-${connections}`, msgtype: "event", from: { userid: "" }, event };
    socket.send(JSON.stringify({ cmd: "aibot_event_callback", headers: { req_id: "kick" }, body }));
    socket.close();
  }

  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ botId, secret, calls, violations, ...refusing },
    get shown() {
      return [...shown.values()];
    },
    get connections() {
      return connections;
    },
    get isConnected() {
      return newest !== undefined;
    },
    push(callback) {
      const { chatid, from } = callback.body;
      const chat = chatid ?? from.userid;
      spoken.add(chat);
      callbacks.set(callback.headers.req_id, chat);
      if (!newest || frozen.has(newest)) return false;
      newest.send(JSON.stringify(callback));
      return true;
    },
    fault: (fault) => faults.add(fault),
    freeze() {
      for (const socket of server.clients) frozen.add(socket);
    },
    cut() {
      for (const socket of server.clients) socket.terminate();
    },
    kick() {
      if (newest) kickOut(newest);
    },
    async stop() {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
