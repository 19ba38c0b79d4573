/** What is to be said → messages of WeCom: Markdown, with a card of buttons under an answer. */

import { isReadable } from "../../chat/asker.ts";
import { HELP_TAIL } from "../../chat/channel-wording.zh.ts";
import type { ChatDesk, Place } from "../../chat/desk.ts";
import type { GivenAnswer } from "../../chat/journal.ts";
import { isHelp, offersUnder, suggestedBeside } from "../../chat/offers.ts";
import { pressedOf } from "../../chat/presses.ts";
import { type Content as SentContent, steadyId } from "../../chat/sending.ts";
import type { Form } from "../../chat/stage.ts";
import { chatPages, escaped } from "../../render/chat-markdown.ts";
import { clipped } from "../../render/cut.ts";
import type { CardEvent, Robot } from "./robot.ts";
import { CARD, goingOn } from "./wording.zh.ts";

/** Of the 20,480 bytes that a message may have; a character of Chinese has three. */
const MOST_BYTES = 18_000;
const PAGE = 5_500;

/** Every frame counts against the thirty of a minute. */
const SIGNS = { afterMs: 1_000, most: 3 } as const;

export interface WecomPlace extends Place {
  /** The callback that is answered; absent where what is said stands by itself, as under a button. */
  readonly requestId?: string;
}

/** `text` is Markdown. */
export interface Content extends SentContent {
  /** Of the stream, and of what is said about the message: the same however often it is sent. */
  readonly id: string;
  /** Of the callback that is answered, by a stream; absent for a message by itself. */
  readonly requestId?: string | undefined;
  /** Another answer may come in its place. */
  readonly isUnfinished?: boolean | undefined;
  readonly card?: Card | undefined;
}

type FormDesk = Pick<ChatDesk, "abilities" | "publicUrl">;

export function formOf(desk: FormDesk): Form<WecomPlace, Content> {
  return {
    note: (place, text) => ({ text: escaped(text), ...at(place, 0) }),
    answer: (place, given, isEarly) => contentsOf(desk, place, given, isEarly),
    // A message that is no answer to a callback cannot be changed.
    working: { ...SIGNS, canStandAt: ({ requestId }) => requestId !== undefined },
  };
}

/** The first message answers the callback, which the platform shows under the question; others stand by themselves. */
function at({ chat, message, requestId }: WecomPlace, part: number): Pick<Content, "id" | "requestId"> {
  return { id: steadyId(chat, message, part), requestId: part > 0 ? undefined : requestId };
}

async function contentsOf(
  desk: FormDesk,
  place: WecomPlace,
  given: GivenAnswer,
  isEarly: boolean,
): Promise<Content[]> {
  const { answer, head } = given;
  const tail = isHelp(answer) ? HELP_TAIL : goingOn(suggestedBeside(answer));
  const { publicUrl } = desk;
  const pages = chatPages(answer, { limit: PAGE, most: MOST_BYTES, publicUrl, head, tail });
  const hasCard = !isEarly && place.requestId !== undefined;
  const card = hasCard ? await cardOf(desk, given, `${given.id}-${at(place, 0).id}`) : undefined;
  // Only the first can be changed when the other answer comes.
  return pages.slice(0, isEarly ? 1 : undefined).map(({ markdown }, part) => ({
    text: markdown,
    ...at(place, part),
    isUnfinished: part === 0 && isEarly ? true : undefined,
    card: part === 0 ? card : undefined,
  }));
}

/** developer.work.weixin.qq.com/document/path/101032: characters of a title and of a button, buttons of a card. */
const MAX_TITLE = 26;
const MAX_LABEL = 10;
const MOST_BUTTONS = 6;

export interface Card {
  readonly card_type: "button_interaction";
  readonly main_title: { readonly title: string };
  readonly button_list: readonly { readonly text: string; readonly style: number; readonly key: string }[];
  /** Unlike that of any other card. */
  readonly task_id: string;
}

/** Undefined where there is nothing to be had. */
export async function cardOf(
  { abilities }: Pick<ChatDesk, "abilities">,
  given: Pick<GivenAnswer, "id" | "answer">,
  taskId: string,
  title: string = CARD.title,
): Promise<Card | undefined> {
  const buttons = (await offersUnder(abilities, given, CARD)).slice(0, MOST_BUTTONS);
  if (buttons.length === 0) return undefined;
  return {
    card_type: "button_interaction",
    main_title: { title: clipped(title, MAX_TITLE) },
    button_list: buttons.map(({ label, data }) => ({ text: clipped(label, MAX_LABEL), style: 1, key: data })),
    task_id: taskId,
  };
}

type CardDesk = Pick<ChatDesk, "abilities" | "journal" | "log"> & { readonly robot: Robot };

/**
 * Says in the card itself that the press was seen, with a note where the answer does not say it all; WeCom takes that for
 * five seconds. Does not reject.
 */
export async function updateCard(
  desk: CardDesk,
  requestId: string,
  { task_id, event_key: data }: CardEvent,
  note: string,
): Promise<void> {
  try {
    const given = await desk.journal.given(pressedOf(data)?.id ?? "");
    const title = note === "" ? CARD.seen : note;
    const isShown = given && (await isReadable(desk, given));
    const card = isShown ? await cardOf(desk, given, task_id, title) : undefined;
    const template_card = card ?? {
      card_type: "text_notice",
      main_title: { title: clipped(title, MAX_TITLE) },
      card_action: { type: 0 },
      task_id,
    };
    const body = { response_type: "update_template_card", template_card };
    await desk.robot.call("aibot_respond_update_msg", body, requestId);
  } catch (error) {
    desk.log.debug(String(error));
  }
}
