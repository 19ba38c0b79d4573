/** Questions asked, buttons pressed and things that are to pass in silence, with what came of each at the wire. */

import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Chat, User } from "grammy/types";
import { until } from "../wire/clock.ts";
import type { RunningBot } from "./bot.ts";
import type { BotApi, Call, StoredMessage, UpdateBody, WireMessage } from "./bot-api.ts";
import { presses, type Saying, says } from "./people.ts";

export type Room = Chat.GroupChat | Chat.SupergroupChat | Chat.PrivateChat;

export interface Answered {
  /** Of the question. */
  readonly id: number;
  /** The last message of the answer, which has the buttons. */
  readonly answer: StoredMessage;
  readonly messages: readonly StoredMessage[];
  /** Of all its messages. */
  readonly text: string;
  readonly buttons: ReadonlyMap<string, string>;
}

export interface Pressed {
  readonly call: Call;
  /** What the press is told; "" where nothing is said. */
  readonly note: string;
  /** Calls that came of it, without its acknowledgement and signs of work. */
  readonly calls: readonly Call[];
  /** Messages of the bot in the chat that were not there before. */
  readonly sent: readonly StoredMessage[];
}

/** `dir` gives the folder of the bot that serves now: in its journal is seen when it is done. */
export function atTheWire(api: BotApi, dir: () => string) {
  const own = (chat: Pick<Chat, "id">) => {
    try {
      return api.chat(chat.id).own;
    } catch {
      // Nothing was said there yet.
      return [];
    }
  };
  const answersTo = (chat: Pick<Chat, "id">, message: number) =>
    own(chat).filter((one) => one.message.reply_to_message?.message_id === message);

  /** All that was pushed is received, worked, and what came of it is sent. */
  async function settled(): Promise<void> {
    const isDone = () => api.unconfirmed.length === 0 && unfinishedIn(dir()) === 0;
    await until(isDone, "the bot to be done");
  }

  /** The calls that came meanwhile, without the menus of a bot that has just started. */
  async function callsDuring(act: () => Promise<void>): Promise<readonly Call[]> {
    const before = api.calls.length;
    await act();
    return api.calls
      .slice(before)
      .filter(({ method }) => !/^(?:setMy\w+|setChatMenuButton|deleteWebhook)$/.test(method));
  }

  return {
    own,
    /** A message of the bot as it stands now. */
    now({ message }: StoredMessage): WireMessage {
      const found = own(message.chat).find(({ id }) => id === message.message_id);
      if (!found) throw new Error(`expected message ${message.message_id} to stand, found none`);
      return found.message;
    },
    answersTo,
    settled,
    /** Fails where no answer comes. */
    async ask(by: User, chat: Room, text: string, options: Saying = {}): Promise<Answered> {
      const update = says(by, chat, text, options);
      const id = update.message.message_id;
      api.push(update);
      await settled();
      const messages = answersTo(chat, id);
      const answer = messages.at(-1);
      if (!answer) throw new Error(`expected an answer to “${text}”, found none`);
      return {
        id,
        answer,
        messages,
        text: messages.map((one) => one.text).join("\n"),
        buttons: buttonsOf(answer.message),
      };
    },
    async press(by: User, under: WireMessage, data: string): Promise<Pressed> {
      const update = presses(by, under, data);
      const { id } = update.callback_query;
      const stood = own(under.chat).length;
      const all = await callsDuring(async () => {
        api.push(update);
        await settled();
      });
      const call = all.find(({ payload }) => payload.callback_query_id === id);
      if (!call) throw new Error("expected the press to be acknowledged, found that it was not");
      const calls = all.filter(
        ({ method }) => method !== "answerCallbackQuery" && method !== "sendChatAction",
      );
      return { call, note: String(call.payload.text ?? ""), calls, sent: own(under.chat).slice(stood) };
    },
    /** All calls that came of these updates. */
    callsAfter: (...updates: readonly UpdateBody[]) =>
      callsDuring(async () => {
        api.push(...updates);
        await settled();
      }),
  };
}

export function repliedIn({ payload }: Call): number | undefined {
  return (payload.reply_parameters as { message_id?: number } | undefined)?.message_id;
}

/** Labels and what the buttons do: data, an address, or the text to be copied. */
export function buttonsOf({ reply_markup }: WireMessage): ReadonlyMap<string, string> {
  const buttons = (reply_markup?.inline_keyboard ?? []).flat();
  return new Map(
    buttons.map(({ text, callback_data, url, copy_text }) => [
      text,
      callback_data ?? url ?? copy_text?.text ?? "",
    ]),
  );
}

export function button({ buttons }: Pick<Answered, "buttons">, label: string): string {
  const data = buttons.get(label);
  if (data === undefined) throw new Error(`expected a button ${label}, found ${[...buttons.keys()]}`);
  return data;
}

/** Presses that were acknowledged more than once; Telegram refuses all but the first. */
export function ackedTwice({ calls }: BotApi): readonly unknown[] {
  const ids = calls
    .filter(({ method }) => method === "answerCallbackQuery")
    .map(({ payload }) => payload.callback_query_id);
  return ids.filter((id, i) => ids.indexOf(id) < i);
}

type Row = Readonly<Record<string, unknown>>;

/** Rows of a table of the journal, as it stands on the disk. */
export function rowsIn(dir: string, table: string): readonly Row[] {
  return select(dir, `SELECT * FROM ${table}`);
}

/** Updates that are not worked, and messages that are not sent. */
function unfinishedIn(dir: string): number {
  const counts = "(SELECT count(*) FROM inbox WHERE body IS NOT NULL) + (SELECT count(*) FROM outbox)";
  return Number(select(dir, `SELECT ${counts} AS count`)[0]?.count);
}

function select(dir: string, query: string): readonly Row[] {
  const database = new DatabaseSync(join(dir, "chats.sqlite"), { readOnly: true });
  try {
    return database.prepare(query).all();
  } finally {
    database.close();
  }
}

/** What the log complains of. */
export function complaintsOf({ log }: Pick<RunningBot, "log">): readonly string[] {
  return log.lines.filter((line) => /^(?:warn|error)/.test(line));
}
