/** What is to be said → messages of Telegram, with buttons for what they leave out. */

import type { InlineKeyboardButton } from "grammy/types";
import type { Sign } from "../../chat/desk.ts";
import { quietly } from "../../chat/failures.ts";
import type { GivenAnswer } from "../../chat/journal.ts";
import {
  isHelp,
  MOST_IN_ROW,
  type Offer,
  offersToGoOn,
  pagesBeside,
  votesOn,
  wordOffers,
} from "../../chat/offers.ts";
import type { Form } from "../../chat/stage.ts";
import { quotesOf } from "../../grounding/answer.ts";
import { referencesWithin } from "../../render/reference.ts";
import type { Desk, TelegramPlace } from "./desk.ts";
import { type Page, pagesOf } from "./pages.ts";
import { withProgress } from "./progress.ts";
import { type Content, contentOf, SIGN_MS, timeout } from "./send.ts";
import { BUTTONS, helpTail } from "./wording.zh.ts";

type FormDesk = Pick<Desk, "abilities" | "api" | "me" | "publicUrl" | "log">;

/** A group is not to be flooded: the rest of an answer is a button away. */
const GROUP_LIMIT = 900;

/** Of the 4,096 that Telegram takes, the rest is left for notes of our own. */
const PRIVATE_LIMIT = 3_900;

/** A line for one person alone would be shown for seconds, and not to who is away: all of a group see it. */
export function formOf(desk: FormDesk): Form<TelegramPlace, Content> {
  return {
    note: (place, text, offers = []) =>
      contentOf({ text, entities: [] }, place, offers.length > 0 ? [offers.map(buttonOf)] : []),
    /** Alone, all of an answer in as many messages as it takes; in a group its first page. */
    async answer(place, given) {
      const pages = pagesGiven(desk, given, place.isPrivate);
      const first = place.isPrivate ? undefined : await pageIn(desk, place, given, pages, 0);
      if (first) return [first];
      const keyboard = await keyboardOf(desk, place, given, pages);
      return pages.map((page, i) => contentOf(page, place, i === pages.length - 1 ? keyboard : []));
    },
    page: (place, given, at) => pageIn(desk, place, given, pagesGiven(desk, given, place.isPrivate), at),
    react: (place, sign) => react(desk, place, sign),
    working: (waiting, task) => withProgress(desk, waiting, task),
  };
}

const REACTIONS = { waits: "👀", thanked: "👍" } as const;

async function react({ api, log }: FormDesk, { chat, replyTo }: TelegramPlace, sign: Sign): Promise<void> {
  if (replyTo === undefined) return;
  const under = { chat_id: Number(chat), message_id: replyTo };
  const reaction = [{ type: "emoji" as const, emoji: REACTIONS[sign] }];
  // A group may not have that reaction.
  await quietly(log, api.raw.setMessageReaction({ ...under, reaction }, timeout(SIGN_MS)));
}

/** The same pages whenever they are made, so that a button finds its page. */
function pagesGiven(
  { publicUrl, me }: Pick<Desk, "publicUrl" | "me">,
  { answer, head }: GivenAnswer,
  isPrivate: boolean,
) {
  const limit = isPrivate ? PRIVATE_LIMIT : GROUP_LIMIT;
  const tail = isHelp(answer) ? helpTail(me.username, isPrivate) : "";
  return pagesOf(answer, { limit, publicUrl, head, tail });
}

/** Telegram's limit, in characters. */
const MAX_COPIED = 256;

/** One of the pages that can be turned to from each other; undefined where there is none. */
async function pageIn(
  desk: FormDesk,
  place: TelegramPlace,
  given: GivenAnswer,
  pages: readonly Page[],
  at: number,
): Promise<Content | undefined> {
  const beside = pagesBeside(given.id, { at, count: pages.length }, BUTTONS);
  const keyboard = await keyboardOf(desk, place, given, pages.slice(at, at + 1), beside);
  return pages[at] && contentOf(pages[at], place, keyboard);
}

/** `beside`: to other pages than are shown. */
async function keyboardOf(
  { me, abilities }: FormDesk,
  { isPrivate }: TelegramPlace,
  given: GivenAnswer,
  shown: readonly Page[],
  beside: readonly Offer[] = [],
): Promise<InlineKeyboardButton[][]> {
  const votes = votesOn(given, BUTTONS).map(buttonOf);
  const alone = { text: BUTTONS.alone, url: `https://t.me/${me.username}?start=s_${given.id}` };
  const rows = [
    await wordButtons(abilities, given, shown),
    beside.map(buttonOf),
    ...offersToGoOn(given.id, given.answer).map((offer) => [buttonOf(offer)]),
    isPrivate || votes.length === 0 ? votes : [...votes, alone],
  ];
  return rows.filter((row) => row.length > 0);
}

function buttonOf({ label, data }: Offer): InlineKeyboardButton {
  return { text: label, callback_data: data };
}

/** The whole of what is quoted in part, its references, and the summary of its case. */
async function wordButtons(
  abilities: Desk["abilities"],
  given: GivenAnswer,
  shown: readonly Page[],
): Promise<InlineKeyboardButton[]> {
  const onPage = new Set(shown.flatMap((one) => one.citations));
  const citations = quotesOf(given.answer)
    .map(({ citation }) => citation)
    .filter(({ number }) => onPage.has(number));
  if (citations.length === 0) return [];
  const { whole, summary } = await wordOffers(abilities, given, BUTTONS, citations);
  const reference = { text: BUTTONS.reference, copy_text: { text: referencesWithin(citations, MAX_COPIED) } };
  return [...whole.map(buttonOf), reference, ...summary.map(buttonOf)].slice(0, MOST_IN_ROW);
}
