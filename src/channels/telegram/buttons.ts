/** The buttons under an answer. */

import { InlineKeyboard } from "grammy";
import type { InlineKeyboardButton } from "grammy/types";
import type { GivenAnswer } from "../../chat/journal.ts";
import { MOST_IN_ROW, type Offer, offersToGoOn, wordOffers } from "../../chat/offers.ts";
import { pressData } from "../../chat/presses.ts";
import { quotesOf } from "../../grounding/answer.ts";
import { referencesWithin } from "../../render/reference.ts";
import type { Desk } from "./desk.ts";
import type { Page } from "./pages.ts";
import { BUTTONS } from "./wording.zh.ts";

/** Telegram's limit, in characters. */
const MAX_COPIED = 256;

export interface Shown {
  readonly given: GivenAnswer;
  readonly pages: readonly Page[];
  /** The page that is shown; null where all of them are. */
  readonly page: number | null;
  readonly isPrivate: boolean;
}

export async function keyboardOf(
  { me, abilities }: Pick<Desk, "me" | "abilities">,
  shown: Shown,
): Promise<InlineKeyboardButton[][]> {
  const { given, pages, page, isPrivate } = shown;
  const { id, answer } = given;
  const keyboard = new InlineKeyboard();
  for (const button of await wordButtons(abilities, shown)) keyboard.add(button);
  keyboard.row();
  if (page !== null && pages.length > 1) {
    if (page > 0) keyboard.text(BUTTONS.previous, pressData("page", id, page - 1));
    if (page < pages.length - 1) keyboard.text(BUTTONS.next, pressData("page", id, page + 1));
    keyboard.row();
  }
  for (const { label, data } of offersToGoOn(id, answer)) keyboard.text(label, data).row();
  if (answer.kind !== "help") {
    keyboard.text(BUTTONS.good, pressData("vote", id, 1)).text(BUTTONS.bad, pressData("vote", id, 0));
    if (!isPrivate) keyboard.url(BUTTONS.alone, `https://t.me/${me.username}?start=s_${id}`);
  }
  return keyboard.inline_keyboard.filter((row) => row.length > 0);
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
  const button = ({ label, data }: Offer) => ({ text: label, callback_data: data });
  const reference = { text: BUTTONS.reference, copy_text: { text: referencesWithin(citations, MAX_COPIED) } };
  return [...whole.map(button), reference, ...summary.map(button)].slice(0, MOST_IN_ROW);
}
