/** A callback of DingTalk → who said what where; nothing where it does not concern the bot. */

import { onBehalfAt } from "../../chat/asker.ts";
import { type ChatDesk, conversationOf, type Place, placeIn, SILENCE } from "../../chat/desk.ts";
import { type Known, laneIn, pressing, saying } from "../../chat/happening.ts";
import { withBorrowed } from "../../chat/long.ts";
import { respondToPress, wasJustAsked } from "../../chat/presses.ts";
import { type Request, requestOf } from "../../chat/requests.ts";
import type { Toasts } from "../../chat/toasts.ts";
import { SEEN } from "../../chat/wording.zh.ts";
import { asksUnder, voteIn } from "./asks.ts";
import { type CardPress, pressIn } from "./card.ts";

export interface DingtalkDesk extends ChatDesk<DingtalkPlace> {
  readonly toasts: Pick<Toasts, "say">;
}

export interface DingtalkPlace extends Place {
  /** Who is answered, by their number in the organisation; absent for one from outside. */
  readonly staffId?: string | undefined;
  /** Takes what is said there for a while; absent where none came with the message. */
  readonly webhook?: Webhook | undefined;
}

export interface Webhook {
  readonly url: string;
  /** ms since 1970. */
  readonly until: number;
}

export const TOPICS = {
  message: "/v1.0/im/bot/messages/get",
  /** Where there are cards. */
  card: "/v1.0/card/instances/callback",
} as const;

export interface Callback {
  readonly id: string;
  readonly topic: string;
  readonly body: Message | CardPress;
}

/** open.dingtalk.com/document/orgapp/receive-message; only what is used. */
export interface Message extends Spoken {
  readonly msgId: string;
  readonly conversationId: string;
  /** "1": alone, "2": in a group. */
  readonly conversationType: string;
  readonly senderId: string;
  /** Of members of the organisation alone. */
  readonly senderStaffId?: string;
  /** The robot itself. */
  readonly chatbotUserId?: string;
  readonly isInAtList?: boolean;
  /** ms since 1970. */
  readonly createAt?: number;
  readonly sessionWebhook?: string;
  readonly sessionWebhookExpiredTime?: number;
  readonly msgtype: string;
}

interface Spoken {
  readonly text?: {
    readonly content?: string;
    readonly isReplyMsg?: boolean;
    /** What is replied to. Robots' messages come without words. */
    readonly repliedMsg?: { readonly content?: Content };
  };
  readonly content?: Content;
}

interface Content {
  readonly text?: string;
  /** Speech, in words already. */
  readonly recognition?: string;
  readonly richText?: readonly { readonly text?: string; readonly content?: string }[];
}

export function happeningIn(desk: DingtalkDesk, { id, topic, body }: Callback): Known {
  if (topic === TOPICS.card) return onPress(desk, id, body as CardPress);
  return topic === TOPICS.message ? onMessage(desk, body as Message) : undefined;
}

function onMessage(desk: DingtalkDesk, body: Message): Known {
  if (typeof body?.msgId !== "string" || body.msgId === "") return undefined;
  const isPrivate = body.conversationType === "1";
  // Of what others are called by, and of what the robot says itself, nothing is heard.
  if ((!isPrivate && body.isInAtList !== true) || body.senderId === body.chatbotUserId) return undefined;
  const person = body.senderStaffId || body.senderId;
  const place = placeOf(body, isPrivate, person);
  if (!person || !place.chat) return undefined;
  const text = wordsOf(body);
  const vote = isPrivate ? voteIn(text) : undefined;
  if (vote !== undefined) return onVote(desk, place, person, vote);
  const above = inContent(body.text?.repliedMsg?.content ?? {}).trim();
  const request = requestOf(null, withBorrowed(null, text, above) ?? text);
  return saying(desk, {
    ...{ key: body.msgId, place, person, text },
    async said() {
      const isSecond = (own: DingtalkPlace) => isSecondClick(desk, own, person, request);
      if (await onBehalfAt(desk, place, person, isSecond)) return SILENCE;
      const isWordless = text === "" && body.msgtype !== "text";
      return { at: body.createAt ?? desk.now(), request, above, isWordless };
    },
  });
}

/** Who is alone with the bot goes by their number, by which they can be reached at any time. */
function placeOf(body: Message, isPrivate: boolean, person: string): DingtalkPlace {
  const { msgId, conversationId, senderStaffId: staffId, sessionWebhook: url } = body;
  const until = body.sessionWebhookExpiredTime ?? Number.MAX_SAFE_INTEGER;
  const place = placeIn(isPrivate ? person : conversationId, isPrivate, msgId);
  return { ...place, staffId: staffId || undefined, webhook: url ? { url, until } : undefined };
}

/** A card that was handed on is another's: who presses there has no such answer. */
function onPress(desk: DingtalkDesk, id: string, press: CardPress): Known {
  const { userId: person = "" } = press;
  const [data, group] = pressIn(press);
  if (person === "") return undefined;
  const key = `press ${id}`;
  const place = { ...placeIn(group || person, group === "", key), staffId: person };
  return pressing(desk, {
    ...{ key, place, person, data },
    acknowledge: async ({ note }) => desk.toasts.say(id, note || SEEN),
  });
}

function wordsOf({ text, content }: Spoken): string {
  return (text?.content ?? inContent(content ?? {})).trim();
}

function inContent({ text, recognition, richText = [] }: Content): string {
  return text ?? recognition ?? richText.map((part) => part.text ?? part.content ?? "").join("");
}

/** A click says the words of what is offered: two of them are two messages, and one question. */
async function isSecondClick(
  desk: DingtalkDesk,
  place: DingtalkPlace,
  person: string,
  request: Request,
): Promise<boolean> {
  if (request.kind !== "question" || !(await wasJustAsked(desk, { place, person }, request))) return false;
  const conversation = conversationOf(desk, place, person);
  const latest = await desk.journal.latest(conversation, { since: desk.now() - OFFERED_MS, limit: 10 });
  for (const given of latest)
    if ((await asksUnder(desk, given)).some(({ question }) => question === request.question)) return true;
  return false;
}

/** So long people still go back to an answer. */
const OFFERED_MS = 24 * 60 * 60_000;

/** What a button's note would say is a message here. */
function onVote(desk: DingtalkDesk, place: DingtalkPlace, person: string, data: string): Known {
  return {
    key: place.message,
    lane: laneIn(place, person),
    place,
    async work(job) {
      const { note, outcome } = await respondToPress(desk, { place, person, data }, job);
      return { ...(await outcome), ...(await desk.stage.note(place, note)) };
    },
  };
}
