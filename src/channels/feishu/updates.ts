/** An event of Feishu → who said or did what where; nothing where it does not concern the bot. */

import { GREETING } from "../../chat/channel-wording.zh.ts";
import { type ChatDesk, placeIn, SILENCE } from "../../chat/desk.ts";
import { joined, left } from "../../chat/doors.ts";
import { type Known, pressing, saying } from "../../chat/happening.ts";
import type { Outcome } from "../../chat/journal.ts";
import { pressedOf } from "../../chat/presses.ts";
import { isGoodSign, onReaction } from "../../chat/reactions.ts";
import { wishesCheck } from "../../chat/requests.ts";
import type { Toasts } from "../../chat/toasts.ts";
import { SEEN } from "../../chat/wording.zh.ts";
import type { Api } from "./api.ts";
import type { ButtonValue, FeishuPlace } from "./elements.ts";
import type { Update } from "./pushes.ts";
import { mentions, type Spoken, wordsOf } from "./words.ts";

export interface FeishuDesk extends ChatDesk<FeishuPlace> {
  readonly api: Api;
  readonly toasts: Pick<Toasts, "say">;
  /** By which it is mentioned. */
  readonly botId: string;
}

interface Person {
  readonly open_id: string;
}

interface MessageEvent {
  readonly sender: { readonly sender_id: Person; readonly sender_type: string };
  readonly message: Spoken & {
    readonly message_id: string;
    readonly parent_id?: string;
    readonly thread_id?: string;
    readonly chat_id: string;
    readonly chat_type: string;
    /** Milliseconds since 1970. */
    readonly create_time: string;
  };
}

interface PressEvent {
  readonly operator: Person;
  readonly action: { readonly value?: Partial<ButtonValue> };
  readonly context: { readonly open_message_id: string; readonly open_chat_id: string };
}

/** About a chat, a message, or somebody who is there; of a sign under a message the chat is not told. */
interface OtherEvent {
  readonly chat_id: string;
  readonly message_id: string;
  readonly operator_id: Person;
  readonly last_message_id?: string;
  readonly reaction_type: { readonly emoji_type: string };
  /** `user`, or an app. */
  readonly operator_type: string;
  readonly user_id: Person;
}

export function happeningIn(desk: FeishuDesk, { id, type, event }: Update): Known {
  const { chat_id: chat, message_id, operator_id, last_message_id = "" } = event as OtherEvent;
  const key = `event ${id}`;
  const other = (where: string, work: () => Promise<Outcome>) => ({ key, lane: `event ${where}`, work });
  switch (type) {
    case "im.message.receive_v1":
      return onMessage(desk, event as MessageEvent);
    case "card.action.trigger":
      return onPress(desk, id, event as PressEvent);
    case "im.message.reaction.created_v1":
      return onSign(desk, id, event as OtherEvent);
    case "im.message.recalled_v1":
      return {
        // Of what was not for the bot it is not kept either that it was taken back.
        key: async () => {
          const isKnown = (await desk.journal.stateOf(message_id)) !== "unknown";
          return isKnown ? `recall ${message_id}` : undefined;
        },
        ...{ lane: `recall ${message_id}`, work: async () => SILENCE },
        // Feishu does not say who did it: whose message it was, or who looks after the group.
        ends: (number) => ({ number, reason: "deleted", ends: ({ place }) => place.message === message_id }),
      };
    case "im.chat.member.bot.added_v1":
      return other(chat, () => joined(desk, placeIn(chat, false, `added ${id}`), GREETING));
    case "im.chat.member.bot.deleted_v1":
      return other(chat, () => left(desk, chat));
    case "im.chat.access_event.bot_p2p_chat_entered_v1": {
      const person = operator_id.open_id;
      // Feishu tells so each time.
      if (last_message_id !== "") return undefined;
      return other(person, async () =>
        (await desk.access.allows(person, person))
          ? desk.stage.note(placeIn(person, true, `entered ${id}`), GREETING)
          : SILENCE,
      );
    }
    default:
      return undefined;
  }
}

function onSign(desk: FeishuDesk, id: string, event: OtherEvent): Known {
  const { message_id: message, reaction_type, operator_type, user_id } = event;
  const { emoji_type: sign } = reaction_type;
  if (operator_type !== "user" || isGoodSign(sign) === undefined) return undefined;
  return {
    // Of signs under what others said nothing is kept.
    key: async () => ((await desk.journal.chatOf(message)) === undefined ? undefined : `event ${id}`),
    lane: `reaction ${user_id.open_id}`,
    async work() {
      const chat = (await desk.journal.chatOf(message)) ?? "";
      return onReaction(desk, { chat, person: user_id.open_id, message, sign });
    },
  };
}

function onMessage(desk: FeishuDesk, { sender, message }: MessageEvent): Known {
  const person = sender.sender_id.open_id;
  const isPrivate = message.chat_type === "p2p";
  if (sender.sender_type !== "user" || (!isPrivate && !mentions(message, desk.botId))) return undefined;
  const { message_id, parent_id = "", thread_id: room = "", create_time } = message;
  const chat = isPrivate ? person : message.chat_id;
  const place: FeishuPlace = { chat, room, isPrivate, message: message_id, replyTo: message_id };
  const words = wordsOf(message, desk.botId);
  const text = words ?? "";
  return saying(desk, {
    key: message_id,
    place,
    person,
    text,
    async said() {
      const pointed = parent_id === "" ? {} : await pointedAt(desk, chat, parent_id, text);
      return { at: Number(create_time), ...pointed, isWordless: words === null };
    },
  });
}

/** The message replied to: an answer of ours, or words of somebody else, which are read where they are wanted. */
async function pointedAt(desk: FeishuDesk, chat: string, parent: string, text: string) {
  const { api, botId, journal, log } = desk;
  if (await journal.slotOf(chat, parent)) return { repliesTo: { message: parent, quote: null } };
  if (text !== "" && !wishesCheck(text)) return {};
  try {
    type Read = { msg_type: string; body: { content: string } } & Pick<Spoken, "mentions">;
    const path = `/im/v1/messages/${parent}`;
    const { data } = await api.call<{ data: { items: readonly Read[] } }>("GET", path);
    const words = data.items.map((read) =>
      wordsOf({ ...read, message_type: read.msg_type, content: read.body.content }, botId),
    );
    return { above: words[0] ?? "" };
  } catch (error) {
    // The app may not have that permission.
    log.debug(String(error));
    return {};
  }
}

function onPress(desk: FeishuDesk, id: string, { operator, action, context }: PressEvent): Known {
  const { open_id: person } = operator;
  const { k: data = "", alone: isPrivate = false, room = "" } = action.value ?? {};
  const { open_message_id: under, open_chat_id } = context;
  const chat = isPrivate ? person : open_chat_id;
  const place: FeishuPlace = { chat, room, isPrivate, message: `press ${id}`, replyTo: under };
  const seen = pressedOf(data)?.kind === "page" ? "" : SEEN;
  const pressedAt = (at: FeishuPlace) =>
    pressing(desk, {
      ...{ key: `press ${id}`, place: at, person, data, under },
      acknowledge: async ({ note }) => desk.toasts.say(id, note === "" ? seen : note),
    });
  return {
    ...pressedAt(place),
    async work(job) {
      // A card may be passed on to a group, where others read what comes of it: there it is none of that group's.
      const isElsewhere =
        isPrivate && (await desk.abilities.scope()) !== "" && !(await desk.journal.slotOf(chat, under));
      return pressedAt(isElsewhere ? { ...place, chat: open_chat_id, isPrivate: false } : place).work(job);
    },
  };
}
