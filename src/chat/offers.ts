/** An answer → what can be had beside it by a button, whatever the platform makes of one. */

import type { Abilities } from "../answer/abilities.ts";
import { type Answer, type Citation, isCase, quotesOf } from "../grounding/answer.ts";
import { nameAmong } from "../render/chosen.ts";
import { clipped } from "../render/cut.ts";
import type { GivenAnswer } from "./journal.ts";
import { pressData } from "./presses.ts";

/** Labels of buttons may be longer; phones cut them. */
const MAX_LABEL = 40;

const MOST_CANDIDATES = 8;
const MOST_SUGGESTED = 3;

/** More do not fit beside each other on a phone. */
export const MOST_IN_ROW = 3;
const MOST_WHOLE = 2;

export interface Offer {
  readonly label: string;
  /** What the button carries. */
  readonly data: string;
}

/** Of citations of the same section or item the first, in the order of their numbers. */
function partsCited(citations: readonly Citation[]): Citation[] {
  const parts = new Map<string, Citation>();
  for (const citation of citations.toSorted((a, b) => a.number - b.number)) {
    const { case: of, section, item } = citation;
    const key = `${of.id}\n${section}\n${item ?? ""}`;
    if (!parts.has(key)) parts.set(key, citation);
  }
  return [...parts.values()];
}

/** An answer about one case leads to its summary, unless it is one. */
function offersSummary(answer: Answer): boolean {
  const cases = new Map(quotesOf(answer).map(({ citation }) => [citation.case.id, citation.case]));
  return cases.size === 1 && cases.values().every(isCase) && answer.kind !== "summary";
}

/** The first of these parts whose words do not all stand in the answer already. */
async function withMore(
  { wholeOf }: Pick<Abilities, "wholeOf">,
  answer: Answer,
  parts: readonly Citation[],
): Promise<Citation[]> {
  const shown = quotesOf(answer)
    .map(({ text }) => text)
    .join("\n");
  const more: Citation[] = [];
  for (const part of parts) {
    if (more.length === MOST_WHOLE) break;
    if (quotesOf(await wholeOf(part)).some(({ text }) => !shown.includes(text))) more.push(part);
  }
  return more;
}

export interface OfferLabels {
  /** Where there is but one part of which more can be shown. */
  readonly whole: string;
  readonly wholeOf: (number: number) => string;
  readonly summary: string;
}

/**
 * The whole of each part of which the answer shows but some words, and the summary. `citations`: those to which something
 * is offered, where that is not all.
 */
export async function wordOffers(
  abilities: Pick<Abilities, "wholeOf">,
  { id, answer }: Pick<GivenAnswer, "id" | "answer">,
  { whole, wholeOf, summary }: OfferLabels,
  citations = quotesOf(answer).map(({ citation }) => citation),
) {
  const parts = partsCited(citations);
  const more = answer.kind === "listing" ? [] : await withMore(abilities, answer, parts);
  const isSummed = parts.length > 0 && offersSummary(answer);
  return {
    whole: more.map(({ number }) => ({
      label: parts.length === 1 ? whole : wholeOf(number),
      data: pressData("whole", id, number),
    })),
    summary: isSummed ? [{ label: summary, data: pressData("summary", id) }] : [],
  };
}

/** All of them, one after the other, where a platform has nothing beside. */
export async function offersUnder(
  abilities: Pick<Abilities, "wholeOf">,
  given: Pick<GivenAnswer, "id" | "answer">,
  labels: OfferLabels,
): Promise<Offer[]> {
  const { whole, summary } = await wordOffers(abilities, given, labels);
  return [...whole, ...summary, ...offersToGoOn(given.id, given.answer)];
}

/** None under help, of which there is nothing to be judged. */
export function votesOn(
  { id, answer }: Pick<GivenAnswer, "id" | "answer">,
  { good, bad }: { readonly good: string; readonly bad: string },
): Offer[] {
  if (answer.kind === "help") return [];
  return [
    { label: good, data: pressData("vote", id, 1) },
    { label: bad, data: pressData("vote", id, 0) },
  ];
}

/** From one page of an answer to those beside it. */
export function pagesBeside(
  id: string,
  { at, count }: { readonly at: number; readonly count: number },
  { previous, next }: { readonly previous: string; readonly next: string },
): Offer[] {
  return [
    ...(at > 0 ? [{ label: previous, data: pressData("page", id, at - 1) }] : []),
    ...(at < count - 1 ? [{ label: next, data: pressData("page", id, at + 1) }] : []),
  ];
}

/** The cases that may be meant, and what can be asked next. */
export function offersToGoOn(id: string, answer: Answer): Offer[] {
  const offers = (kind: "candidate" | "suggestion", labels: readonly string[]): Offer[] =>
    labels.map((label, at) => ({ label: clipped(label, MAX_LABEL), data: pressData(kind, id, at) }));
  if (answer.kind !== "ambiguous") return offers("suggestion", suggestedBeside(answer));
  const { candidates } = answer;
  const likely = candidates.slice(0, MOST_CANDIDATES);
  return offers(
    "candidate",
    likely.map((one) => nameAmong(candidates, one)),
  );
}

/** What can be asked, and how: below it stands by which way. */
export function isHelp({ kind, says }: Answer): boolean {
  return kind === "help" && says === undefined;
}

/** None where what was asked for stands, as large keyboards fill screens, nor for who gave thanks or is in distress. */
export function suggestedBeside({ kind, reply, suggestions }: Answer): readonly string[] {
  const isWanted = (kind === "not-found" || kind === "help") && reply === undefined;
  return isWanted ? suggestions.slice(0, MOST_SUGGESTED) : [];
}
