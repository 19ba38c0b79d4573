/** An event of Feishu → who said or did what where; nothing where it does not concern the bot. */

import { withBorrowed } from "../../chat/borrowed.ts";
import { SILENCE } from "../../chat/desk.ts";
import { refuseClosed } from "../../chat/doors.ts";
import { type Happening, pressing, saying } from "../../chat/happening.ts";
import type { GivenAnswer, Outcome } from "../../chat/journal.ts";
import { pressedOf } from "../../chat/presses.ts";
import { requestOf, wishesCheck } from "../../chat/requests.ts";
import type { ButtonValue } from "./buttons.ts";
import type { FeishuDesk, FeishuPlace } from "./desk.ts";
import { pageOf } from "./form.ts";
import { greeting, LOG, notOpen, SEEN } from "./wording.zh.ts";
import { type Content, mentions, wordsOf } from "./words.ts";

/** Of what Feishu tells, without what comes with it for callbacks to an address. */
export interface Update {
  /** The same for one thing, however often it is told. */
  readonly id: string;
  readonly type: string;
  readonly event: unknown;
}

interface Person {
  readonly open_id?: string;
}

interface MessageEvent {
  readonly sender: { readonly sender_id: Person; readonly sender_type: string };
  readonly message: Content & {
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

type Known = Happening<FeishuPlace> | undefined;

export function happeningIn(desk: FeishuDesk, { id, type, event }: Update): Known {
  switch (type) {
    case "im.message.receive_v1":
      return onMessage(desk, event as MessageEvent);
    case "card.action.trigger":
      return onPress(desk, id, event as PressEvent);
    case "application.bot.menu_v6":
      return onMenu(desk, id, event as { operator: { operator_id: Person }; event_key: string });
    case "im.message.recalled_v1":
      return onRecall(event as { message_id: string });
    case "im.chat.member.bot.added_v1":
      return inChat(id, event as { chat_id: string }, (chat) => onAdded(desk, id, chat));
    case "im.chat.member.bot.deleted_v1":
      return inChat(id, event as { chat_id: string }, async (chat) => {
        desk.log.info(LOG.removed(chat));
        await desk.journal.dropChat(chat);
        return SILENCE;
      });
    case "im.chat.access_event.bot_p2p_chat_entered_v1":
      return onEntered(desk, id, event as { operator_id: Person; last_message_id?: string });
    default:
      return undefined;
  }
}

function onMessage(desk: FeishuDesk, { sender, message }: MessageEvent): Known {
  const person = sender.sender_id.open_id;
  const isPrivate = message.chat_type === "p2p";
  if (sender.sender_type !== "user" || typeof person !== "string") return undefined;
  if (!isPrivate && !mentions(message, desk.botId)) return undefined;
  const { message_id, parent_id, thread_id = "", create_time } = message;
  const place: FeishuPlace = {
    chat: isPrivate ? person : message.chat_id,
    room: thread_id,
    isPrivate,
    message: message_id,
    replyTo: message_id,
  };
  const words = wordsOf(message, desk.botId);
  const text = words ?? "";
  return saying(desk, {
    key: message_id,
    place,
    person,
    change: "said",
    words: () => ({ command: null, text }),
    notOpen: notOpen(place.chat),
    async said() {
      const pointed = await pointedAt(desk, place.chat, parent_id, text);
      return {
        at: Number(create_time),
        request: requestOf(null, withBorrowed(null, text, pointed.above ?? "") ?? text),
        ...pointed,
        isWordless: words === null,
      };
    },
  });
}

/** The message replied to: an answer of ours, or words of somebody else, which are read where they are wanted. */
async function pointedAt({ api, botId, journal, log }: FeishuDesk, chat: string, parent = "", text = "") {
  if (parent === "") return {};
  if (await journal.slotOf(chat, parent)) return { repliesTo: { message: parent, quote: null } };
  if (text !== "" && !wishesCheck(text)) return {};
  try {
    const { data } = await api.call<{ data: { items?: readonly ReadMessage[] } }>(
      "GET",
      `/im/v1/messages/${parent}`,
    );
    const [read] = data.items ?? [];
    const mentioned = read?.mentions?.map(({ key, id, name }) => ({ key, name, id: { open_id: id } })) ?? [];
    const above =
      read &&
      wordsOf({ message_type: read.msg_type, content: read.body.content, mentions: mentioned }, botId);
    return above ? { above } : {};
  } catch (error) {
    // The app may not have that permission.
    log.debug(String(error));
    return {};
  }
}

/** As it is read; there a mention has its id by itself. */
interface ReadMessage {
  readonly msg_type: string;
  readonly body: { readonly content: string };
  readonly mentions?: readonly { readonly key: string; readonly id: string; readonly name: string }[];
}

function onPress(desk: FeishuDesk, id: string, { operator, action, context }: PressEvent): Known {
  const { open_id: person } = operator;
  const { k: data, alone = false, room = "" } = action.value ?? {};
  if (typeof person !== "string" || typeof data !== "string") return undefined;
  const { open_message_id: under, open_chat_id } = context;
  const chat = alone ? person : open_chat_id;
  const place: FeishuPlace = { chat, room, isPrivate: alone, message: `press ${id}`, replyTo: under };
  const seen = pressedOf(data)?.kind === "page" ? "" : SEEN;
  return pressing(desk, {
    key: `press ${id}`,
    place,
    person,
    data,
    turnPage: (given, page) => turnPage(desk, place, given, page),
    acknowledge: async ({ note }) => desk.pushes.toast(id, note === "" ? seen : note),
  });
}

/** The message itself shows the other page. */
async function turnPage(
  desk: FeishuDesk,
  place: FeishuPlace,
  given: GivenAnswer,
  page: number,
): Promise<Outcome> {
  const slot = place.replyTo === null ? undefined : await desk.journal.slotOf(place.chat, place.replyTo);
  const content = slot && (await pageOf(desk, { ...place, message: slot.message }, given, page));
  return content ? { deliveries: [{ ...slot, content: JSON.stringify(content) }] } : SILENCE;
}

/** A button of the bot's menu is as if its words were said. */
function onMenu(
  desk: FeishuDesk,
  id: string,
  { operator, event_key: text }: { operator: { operator_id: Person }; event_key: string },
): Known {
  const person = operator.operator_id.open_id;
  if (typeof person !== "string" || typeof text !== "string") return undefined;
  return saying(desk, {
    key: `menu ${id}`,
    place: { chat: person, room: "", isPrivate: true, message: `menu ${id}`, replyTo: null },
    person,
    change: "said",
    words: () => ({ command: null, text }),
    notOpen: notOpen(person),
    said: async () => ({ at: desk.now(), request: requestOf(null, text) }),
  });
}

/** Feishu does not say who did it: whose message it was, or who looks after the group. */
function onRecall({ message_id }: { message_id: string }): Known {
  return {
    key: `recall ${message_id}`,
    lane: `recall ${message_id}`,
    ends: (number) => ({ number, reason: "deleted", ends: ({ place }) => place.message === message_id }),
    work: async () => SILENCE,
  };
}

function inChat(
  id: string,
  { chat_id }: { chat_id: string },
  work: (chat: string) => Promise<Outcome>,
): Known {
  if (typeof chat_id !== "string") return undefined;
  return { key: `chat ${id}`, lane: `chat ${chat_id}`, work: () => work(chat_id) };
}

async function onAdded(desk: FeishuDesk, id: string, chat: string): Promise<Outcome> {
  const place: FeishuPlace = { chat, room: "", isPrivate: false, message: `added ${id}`, replyTo: null };
  desk.log.info(LOG.added(chat));
  if (!(await desk.access.isOpen(chat))) return refuseClosed(desk, place, notOpen(chat));
  return { deliveries: await desk.stage.note(place, greeting) };
}

/** Whoever opens the conversation for the first time; Feishu tells so each time. */
function onEntered(
  desk: FeishuDesk,
  id: string,
  {
    operator_id: { open_id: person },
    last_message_id = "",
  }: { operator_id: Person; last_message_id?: string },
): Known {
  if (typeof person !== "string" || last_message_id !== "") return undefined;
  const place = { chat: person, room: "", isPrivate: true, message: `entered ${id}`, replyTo: null };
  return {
    key: `entered ${id}`,
    lane: `entered ${person}`,
    async work() {
      if (!(await desk.access.allows(person, person))) return SILENCE;
      return { deliveries: await desk.stage.note(place, greeting) };
    },
  };
}
