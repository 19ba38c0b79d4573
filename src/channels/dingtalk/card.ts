/** A page of an answer with what can be had beside it → a card of DingTalk, by a template that the office has made, and what its buttons say. */

import type { Place } from "../../chat/desk.ts";
import { type Fields, isObject } from "../../chat/json.ts";
import type { Offer } from "../../chat/offers.ts";
import { steadyId } from "../../chat/sending.ts";

/**
 * The names that docs/dingtalk.md has the office give to the variables of its template, and to what a button hands back.
 * That a template may repeat a button for each entry of a list is documented; it was not tried against DingTalk itself.
 */
const WORDS = "content";
const BUTTONS = "buttons";
const NOTE = "note";
const PRESSED = "press";

/** More do not fit under each other on a phone. */
const MOST_BUTTONS = 8;

/** As it waits to be sent. */
export interface Card {
  /** The same however often it is sent, so that DingTalk can tell it. */
  readonly id: string;
  /** Markdown. */
  readonly words: string;
  readonly buttons: readonly { readonly text: string; readonly value: string }[];
}

/** Where a button stands is carried by the button: DingTalk tells of a press by its own name of the place. */
export function cardOf({ chat, message, isPrivate }: Place, words: string, offers: readonly Offer[]): Card {
  const where = isPrivate ? "" : chat;
  return {
    id: steadyId(chat, message),
    words,
    buttons: offers
      .slice(0, MOST_BUTTONS)
      .map(({ label, data }) => ({ text: label, value: `${data} ${where}` })),
  };
}

/** open.dingtalk.com/document/orgapp/create-and-deliver-cards: every variable is a string. */
export function deliveryOf(
  { id, words, buttons }: Card,
  { chat, isPrivate }: Pick<Place, "chat" | "isPrivate">,
  { robotCode, template }: { readonly robotCode: string; readonly template: string },
) {
  const deliver = { robotCode, spaceType: isPrivate ? "IM_ROBOT" : "IM_GROUP" };
  return {
    cardTemplateId: template,
    outTrackId: id,
    callbackType: "STREAM",
    userIdType: 1,
    cardData: { cardParamMap: { [WORDS]: words, [BUTTONS]: JSON.stringify(buttons), [NOTE]: "" } },
    openSpaceId: `dtv1.card//${deliver.spaceType}.${chat}`,
    ...(isPrivate
      ? { imRobotOpenSpaceModel: { supportForward: false }, imRobotOpenDeliverModel: deliver }
      : { imGroupOpenSpaceModel: { supportForward: false }, imGroupOpenDeliverModel: deliver }),
  };
}

/** A call that was taken says of each place whether the card stands there; where it says nothing, it does. */
export function isDelivered({ success, result }: Fields): boolean {
  const results = isObject(result) && Array.isArray(result.deliverResults) ? result.deliverResults : [];
  return success !== false && results.every((one) => one?.success !== false);
}

/** open.dingtalk.com/document/orgapp/event-callback-card; only what is used. */
export interface CardPress {
  readonly userId?: string;
  /** JSON. */
  readonly content?: string;
}

/** What the button carries, and the group in which it stands, "" where it is none. Throws for what is malformed. */
export function pressIn({ content = "{}" }: CardPress): readonly [data: string, group: string] {
  const { cardPrivateData } = JSON.parse(content) as { cardPrivateData?: { params?: Fields } };
  const [data = "", group = ""] = String(cardPrivateData?.params?.[PRESSED] ?? "").split(" ");
  return [data, group];
}

/** Shown to whoever pressed, and to nobody else. */
export function notedFor(note: string): object {
  return {
    cardUpdateOptions: { updatePrivateDataByKey: true },
    userPrivateData: { cardParamMap: { [NOTE]: note } },
  };
}
