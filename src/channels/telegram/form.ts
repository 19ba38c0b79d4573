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
    answer: (place, given) => contentsOf(desk, place, given),
    async page({ chat, isPrivate }, given, page) {
      const pages = pagesGiven(desk, given, isPrivate);
      const keyboard = await keyboardOf(desk, { given, pages, page, isPrivate });
      return pages[page] && contentOf(pages[page], { chat }, keyboard);
    },
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

/** Alone, all of an answer in as many messages as it takes; in a group its first page. */
async function contentsOf(desk: FormDesk, place: TelegramPlace, given: GivenAnswer): Promise<Content[]> {
  const { isPrivate } = place;
  const pages = pagesGiven(desk, given, isPrivate);
  const shown = isPrivate ? pages : pages.slice(0, 1);
  const keyboard = await keyboardOf(desk, { given, pages, page: isPrivate ? null : 0, isPrivate });
  return shown.map((page, i) => contentOf(page, place, i === shown.length - 1 ? keyboard : []));
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

interface Shown {
  readonly given: GivenAnswer;
  readonly pages: readonly Page[];
  /** The page that is shown; null where all of them are. */
  readonly page: number | null;
  readonly isPrivate: boolean;
}

async function keyboardOf(
  { me, abilities }: Pick<Desk, "me" | "abilities">,
  shown: Shown,
): Promise<InlineKeyboardButton[][]> {
  const { given, pages, page, isPrivate } = shown;
  const { id, answer } = given;
  const beside = page === null ? [] : pagesBeside(id, { at: page, count: pages.length }, BUTTONS);
  const votes = votesOn(given, BUTTONS).map(buttonOf);
  const alone = { text: BUTTONS.alone, url: `https://t.me/${me.username}?start=s_${id}` };
  const rows = [
    await wordButtons(abilities, shown),
    beside.map(buttonOf),
    ...offersToGoOn(id, answer).map((offer) => [buttonOf(offer)]),
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
  { given, pages, page }: Shown,
): Promise<InlineKeyboardButton[]> {
  const onPage = new Set(
    (page === null ? pages : pages.slice(page, page + 1)).flatMap((one) => one.citations),
  );
  const citations = quotesOf(given.answer)
    .map(({ citation }) => citation)
    .filter(({ number }) => onPage.has(number));
  if (citations.length === 0) return [];
  const { whole, summary } = await wordOffers(abilities, given, BUTTONS, citations);
  const reference = { text: BUTTONS.reference, copy_text: { text: referencesWithin(citations, MAX_COPIED) } };
  return [...whole.map(buttonOf), reference, ...summary.map(buttonOf)].slice(0, MOST_IN_ROW);
}
