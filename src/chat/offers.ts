/** An answer → what can be had beside it by a button, whatever the platform makes of one. */

import { type Answer, type Citation, isCase, quotesOf } from "../grounding/answer.ts";
import { nameAmong } from "../render/chosen.ts";
import { type Pressed, pressData } from "./presses.ts";

/** Labels of buttons may be longer; phones cut them. */
const MAX_LABEL = 40;

const MOST_CANDIDATES = 8;
const MOST_SUGGESTED = 3;
const MOST_SUGGESTED_BESIDE_ANSWER = 2;

export interface Offer {
  readonly label: string;
  /** What the button carries. */
  readonly data: string;
}

/** Of citations of the same section or item the first, in the order of their numbers. */
export function partsCited(citations: readonly Citation[]): Citation[] {
  const parts = new Map<string, Citation>();
  for (const citation of citations.toSorted((a, b) => a.number - b.number)) {
    const { case: of, section, item } = citation;
    const key = `${of.id}\n${section}\n${item ?? ""}`;
    if (!parts.has(key)) parts.set(key, citation);
  }
  return [...parts.values()];
}

/** An answer about one case leads to its summary, unless it is one. */
export function offersSummary(answer: Answer): boolean {
  const cases = new Map(quotesOf(answer).map(({ citation }) => [citation.case.id, citation.case]));
  return cases.size === 1 && cases.values().every(isCase) && answer.kind !== "summary";
}

/** The cases that may be meant, and what can be asked next. */
export function offersToGoOn(id: string, answer: Answer): Offer[] {
  const offer = (label: string, pressed: Pressed): Offer => ({
    label: shortened(label),
    data: pressData(pressed),
  });
  if (answer.kind === "ambiguous")
    return answer.candidates
      .slice(0, MOST_CANDIDATES)
      .map((candidate, index) =>
        offer(nameAmong(answer.candidates, candidate), { kind: "candidate", id, index }),
      );
  const isAll = answer.kind === "not-found" || answer.kind === "help";
  return answer.suggestions
    .slice(0, isAll ? MOST_SUGGESTED : MOST_SUGGESTED_BESIDE_ANSWER)
    .map((question, index) => offer(question, { kind: "suggestion", id, index }));
}

/** Cut between characters as people see them. */
function shortened(text: string): string {
  if (text.length <= MAX_LABEL) return text;
  let cut = "";
  for (const { segment } of new Intl.Segmenter("zh").segment(text)) {
    if (cut.length + segment.length > MAX_LABEL - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}
