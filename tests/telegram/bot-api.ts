/**
 * The Bot API on this machine, as far as a bot of texts, buttons and inline queries goes: it keeps chats and messages,
 * refuses what Telegram refuses, in the same words, and notes every call that Telegram would not have taken.
 */

import { setMaxListeners } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { TelegramUpdate, TelegramUser } from "@gramio/types";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Chat, Update } from "grammy/types";
import { Hono } from "hono";
import { sleep } from "../wire/clock.ts";
import { type Answer, refusal } from "./bot-api-answers.ts";
import { type Call, createCalls } from "./bot-api-calls.ts";
import {
  type ChatSetup,
  type ChatState,
  createWorld,
  learn,
  type StoredMessage,
  setChat,
  stateOf,
  type WireMessage,
} from "./bot-api-chats.ts";
import { createDeliverer } from "./bot-api-delivery.ts";
import { answerOf, createTelegramFaults, type Fault } from "./bot-api-faults.ts";
import { type ApiRequest, type Payload, payloadOf, respond } from "./bot-api-http.ts";
import { perform } from "./bot-api-methods.ts";
import { createUpdates, type UpdateBody } from "./bot-api-updates.ts";
import type { Delivery } from "./bot-api-webhook.ts";
import { checkCall } from "./wire.ts";
import { methods } from "./wire-schemas.ts";

export type { Call, ChatSetup, ChatState, Delivery, Fault, StoredMessage, UpdateBody, WireMessage };

export interface BotApiOptions {
  readonly token?: string;
  /** What getMe answers, beside what it answers by itself. */
  readonly me?: Partial<TelegramUser>;
  readonly firstUpdateId?: number;
  /** What the waiting time between attempts to reach a webhook starts from. */
  readonly webhookRetryMs?: number;
}

export interface BotApi {
  /** What grammY calls apiRoot. */
  readonly url: string;
  readonly token: string;
  readonly me: TelegramUser;
  /** In the order in which they were answered; those of getUpdates are in `polls`. */
  readonly calls: readonly Call[];
  readonly polls: readonly Call[];
  /** Attempts to reach the webhook. */
  readonly deliveries: readonly Delivery[];
  /** What was wrong with the calls that Telegram would not have taken; a test expects none. */
  readonly violations: readonly string[];
  /** Numbers of the updates that the bot has not confirmed, in the order of delivery. */
  readonly unconfirmed: readonly number[];
  /** Whether somebody waits for updates. */
  readonly isPolled: boolean;
  /** Makes chats and messages known, and delivers. Gives back the numbers of those that the bot wants. */
  push(...updates: readonly UpdateBody[]): number[];
  /** Delivers an update under its number, though it was delivered and confirmed before, or is out of the row. */
  pushRaw(...updates: readonly Update[]): void;
  /** Makes a chat known before anything is said in it, or changes who is in it. */
  setChat(chat: Chat, setup?: ChatSetup): void;
  chat(id: number): ChatState;
  /** Keeps the bytes of a file that somebody sends. */
  holdFile(id: string, bytes: Uint8Array): void;
  /** Gives back what takes the fault away again. */
  fault(fault: Fault): () => void;
  /** The first call that is meant, also if it has come before; rejects with a summary of those that came instead. */
  waitFor(predicate: (call: Call) => boolean, timeoutMs?: number): Promise<Call>;
  /** Resolves when all updates were delivered and, for so long, no call came. */
  idle(quietMs?: number, timeoutMs?: number): Promise<void>;
  stop(): Promise<void>;
}

const ME: TelegramUser = {
  id: 7_000_000_001,
  is_bot: true,
  first_name: "案例通",
  username: "anlitong_bot",
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_guest_queries: false,
  supports_inline_queries: true,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
  supports_join_request_queries: false,
};

export async function startBotApi(options: BotApiOptions = {}): Promise<BotApi> {
  const me = { ...ME, ...options.me };
  const token = options.token ?? `${me.id}:local-test-token`;
  const world = createWorld(me);
  const updates = createUpdates(options.firstUpdateId);
  const deliverer = createDeliverer(updates, options.webhookRetryMs ?? 20);
  const faults = createTelegramFaults();
  const log = createCalls(() => updates.pending.values().some(({ wasDelivered }) => !wasDelivered));
  const violations: string[] = [];
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);

  async function answer(request: ApiRequest, method: string, payload: Payload): Promise<Answer> {
    switch (method) {
      case "getUpdates":
        return deliverer.getUpdates(payload, AbortSignal.any([request.req.raw.signal, stopping.signal]));
      case "setWebhook":
        return deliverer.setWebhook({ url: "", ...payload });
      case "deleteWebhook":
        return deliverer.deleteWebhook(payload);
      case "getWebhookInfo":
        return deliverer.getWebhookInfo();
      default:
        return perform(world, method, payload);
    }
  }

  async function handle(request: ApiRequest, method: string): Promise<Response> {
    const at = Date.now();
    const done = log.begin(method);
    const payload = await payloadOf(request, method);
    const wrong = payload ? checkCall(method, payload) : [`${method}: malformed JSON`];
    violations.push(...wrong);
    const given = payload ?? {};
    const chatId = typeof given.chat_id === "number" ? given.chat_id : undefined;
    const fault = faults.next(method, chatId);
    const chatType = world.chats.get(chatId ?? 0)?.chat.type;
    const early = (fault && answerOf(fault, chatType)) ?? rejection(method, wrong);
    const isDone = !early && fault?.kind !== "reset" && fault?.kind !== "html";
    const result = early ?? (isDone ? await answer(request, method, given) : undefined);
    if (fault?.kind === "slow") await sleep(fault.ms, stopping.signal);
    const isCut = fault?.kind === "reset" || fault?.kind === "lost-response";
    const status = isCut ? 0 : result?.ok === false ? result.error_code : 200;
    const messageId = messageIdOf(result) ?? given.message_id;
    done({
      at,
      method,
      payload: given,
      status,
      ...(result?.ok === false ? { description: result.description } : {}),
      ...(chatId === undefined ? {} : { chatId }),
      ...(typeof messageId === "number" ? { messageId } : {}),
      wasApplied: isDone && result?.ok === true,
    });
    if (isCut) {
      request.env.incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    }
    return result ? respond(request, result) : request.html("<html><h1>Welcome to nginx!</h1></html>");
  }

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all("/:bot/:method", (request) => {
    const { bot, method } = request.req.param();
    if (!bot.startsWith("bot")) return respond(request, refusal(404, "Not Found"));
    if (bot !== `bot${token}`) return respond(request, refusal(401, "Unauthorized"));
    return handle(request, method);
  });
  app.get("/file/:bot/documents/:id", (request) => {
    const { bot, id } = request.req.param();
    const bytes = bot === `bot${token}` ? world.files.get(id) : undefined;
    return bytes ? request.body(new Uint8Array(bytes)) : request.text("Not Found", 404);
  });
  app.notFound((request) => respond(request, refusal(404, "Not Found")));

  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    token,
    me,
    calls: log.calls,
    polls: log.polls,
    deliveries: deliverer.deliveries,
    violations,
    get isPolled() {
      return updates.isPolled;
    },
    get unconfirmed() {
      return updates.pending
        .values()
        .map(({ update }) => update.update_id)
        .toArray();
    },
    push(...bodies) {
      return bodies.flatMap((body) => {
        learn(world, { update_id: 0, ...body } as unknown as TelegramUpdate);
        return updates.push(body) ?? [];
      });
    },
    pushRaw(...raw) {
      for (const update of raw) {
        learn(world, update as unknown as TelegramUpdate);
        updates.pushRaw(update);
      }
    },
    setChat(chat, setup) {
      setChat(world, chat, setup);
    },
    chat(id) {
      const record = world.chats.get(id);
      if (!record) throw new Error(`chat: expected one of ${[...world.chats.keys()]}, found ${id}`);
      return stateOf(record);
    },
    holdFile(id, bytes) {
      world.files.set(id, bytes);
    },
    fault: faults.add,
    waitFor: log.waitFor,
    idle: log.idle,
    async stop() {
      deliverer.stop();
      stopping.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      // What was answered just now is still on its way out.
      await sleep(10);
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What is refused without a look at chats and messages. */
function rejection(method: string, violations: readonly string[]): Answer | undefined {
  if (!methods.has(method)) return refusal(404, "Not Found: method not found");
  return violations.length > 0 ? refusal(400, `Bad Request: ${violations.join("; ")}`) : undefined;
}

function messageIdOf(answer: Answer | undefined): number | undefined {
  const result = answer?.ok ? answer.result : undefined;
  return typeof result === "object" && result && "message_id" in result
    ? Number(result.message_id)
    : undefined;
}
