/** The buttons under an answer. */

import { InlineKeyboard } from "grammy";
import type { InlineKeyboardButton } from "grammy/types";
import { type Answer, isCase, quotesOf } from "../../answer/answer.ts";
import type { GivenAnswer } from "../../chat/journal.ts";
import { nameAmong, pressData } from "../../chat/presses.ts";
import { referencesWithin } from "../../render/reference.ts";
import type { Desk } from "./desk.ts";
import type { Page } from "./pages.ts";
import { BUTTONS } from "./wording.zh.ts";

/** Telegram's limits, in characters; a button's label is cut by phones long before any limit. */
const MAX_COPIED = 256;
const MAX_LABEL = 40;

const MOST_WHOLE = 3;
const MOST_CANDIDATES = 8;
const MOST_SUGGESTED = 3;
const MOST_SUGGESTED_BESIDE_ANSWER = 2;

export interface Shown {
  readonly given: GivenAnswer;
  readonly pages: readonly Page[];
  /** The page that is shown; null where all of them are. */
  readonly page: number | null;
  readonly isPrivate: boolean;
}

export function keyboardOf({ me }: Pick<Desk, "me">, shown: Shown): InlineKeyboardButton[][] {
  const { given, pages, page, isPrivate } = shown;
  const { id, answer } = given;
  const keyboard = new InlineKeyboard();
  for (const button of wordButtons(shown)) keyboard.add(button);
  keyboard.row();
  if (page !== null && pages.length > 1) {
    if (page > 0) keyboard.text(BUTTONS.previous, pressData({ kind: "page", id, page: page - 1 }));
    if (page < pages.length - 1) keyboard.text(BUTTONS.next, pressData({ kind: "page", id, page: page + 1 }));
    keyboard.row();
  }
  if (answer.kind === "ambiguous")
    for (const [i, candidate] of answer.candidates.slice(0, MOST_CANDIDATES).entries())
      keyboard
        .text(label(nameAmong(answer.candidates, candidate)), pressData({ kind: "candidate", id, index: i }))
        .row();
  for (const [i, question] of answer.suggestions.slice(0, suggestedCount(answer)).entries())
    keyboard.text(label(question), pressData({ kind: "suggestion", id, index: i })).row();
  if (answer.kind !== "help") {
    keyboard
      .text(BUTTONS.good, pressData({ kind: "vote", id, isGood: true }))
      .text(BUTTONS.bad, pressData({ kind: "vote", id, isGood: false }));
    if (!isPrivate) keyboard.url(BUTTONS.alone, `https://t.me/${me.username}?start=s_${id}`);
  }
  return keyboard.inline_keyboard.filter((row) => row.length > 0);
}

/** The whole of what is quoted in part, its references, and the summary of its case. */
function wordButtons({ given: { id, answer }, pages, page }: Shown): InlineKeyboardButton[] {
  const onPage = new Set(
    (page === null ? pages : pages.slice(page, page + 1)).flatMap((one) => one.citations),
  );
  const citations = quotesOf(answer)
    .map(({ citation }) => citation)
    .filter(({ number }) => onPage.has(number));
  if (citations.length === 0) return [];
  const places = new Map(
    citations
      .toReversed()
      .map((citation) => [`${citation.case.id}\n${citation.section}\n${citation.item ?? ""}`, citation]),
  );
  const parts = [...places.values()].sort((a, b) => a.number - b.number);
  const quoted = quotesOf(answer);
  // Words that were asked for as a whole have no more whole to be shown.
  const isWhole = answer.kind === "excerpt" && (quoted.length > 1 || spans(quoted[0]?.citation.sentences));
  const whole = isWhole || answer.kind === "listing" ? [] : parts.slice(0, MOST_WHOLE);
  const cases = new Map(quoted.map(({ citation }) => [citation.case.id, citation.case]));
  return [
    ...whole.map(({ number }) => ({
      text: parts.length === 1 ? BUTTONS.whole : BUTTONS.wholeOf(number),
      callback_data: pressData({ kind: "whole", id, citation: number }),
    })),
    { text: BUTTONS.reference, copy_text: { text: referencesWithin(citations, MAX_COPIED) } },
    ...(cases.size === 1 && cases.values().every(isCase) && answer.kind !== "summary"
      ? [{ text: BUTTONS.summary, callback_data: pressData({ kind: "summary", id }) }]
      : []),
  ];
}

function spans(sentences: readonly [number, number] | undefined): boolean {
  return sentences !== undefined && sentences[1] > sentences[0];
}

function suggestedCount({ kind }: Answer): number {
  const isAll = kind === "not-found" || kind === "help";
  return isAll ? MOST_SUGGESTED : kind === "ambiguous" ? 0 : MOST_SUGGESTED_BESIDE_ANSWER;
}

/** Cut between characters as people see them. */
function label(text: string): string {
  if (text.length <= MAX_LABEL) return text;
  let cut = "";
  for (const { segment } of new Intl.Segmenter("zh").segment(text)) {
    if (cut.length + segment.length > MAX_LABEL - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}
