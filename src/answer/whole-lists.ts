/** A passage and its case → the list that it leads to or is one item of, whole. */

import type { Case, Sentence } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";

/** Some sentences of a passage, to be quoted. */
export interface ListedPlace {
  readonly passage: Passage;
  readonly sentences: readonly Sentence[];
}

/** Characters of what a paragraph leads to and is shown with it. */
const LONGEST_UNDER = 400;

/** Characters of a list that is asked for whole. */
const LONGEST_LIST = 700;

/** The items or the table that follow a paragraph which only leads to them: by itself it tells nothing. */
export function listUnder(lead: Passage, unionCase: Case): ListedPlace[] {
  if (!leadsOn(lead)) return [];
  const { after } = around(lead, unionCase);
  const [next] = after;
  if (next?.header !== undefined && next.section === lead.section)
    return lengthOf([next]) <= LONGEST_UNDER ? [wholly(next)] : [];
  const items = itemsBelow(lead, after);
  return lengthOf(items) <= LONGEST_UNDER ? items.map(wholly) : [];
}

/** All items of the list that the passage is one of, or their first sentences where it is long; none where it is no item. */
export function listAround(one: Passage, unionCase: Case): ListedPlace[] {
  if (one.item === null) return [];
  const { earlier, after } = around(one, unionCase);
  const items = [...itemsBelow(one, earlier.toReversed()).toReversed(), one, ...itemsBelow(one, after)];
  if (items.length < 2) return [];
  if (lengthOf(items) <= LONGEST_LIST) return items.map(wholly);
  const leads = items.map((passage) => ({ passage, sentences: passage.sentences.slice(0, 1) }));
  const length = leads.reduce((sum, { sentences }) => sum + (sentences[0]?.text.length ?? 0), 0);
  return length <= LONGEST_LIST ? leads : [];
}

function around({ id }: Passage, unionCase: Case) {
  const passages = passagesOf(unionCase);
  const at = passages.findIndex((passage) => passage.id === id);
  return { earlier: passages.slice(0, Math.max(0, at)), after: passages.slice(at + 1) };
}

/** Whether it ends in a colon. */
export function leadsOn({ sentences }: Passage): boolean {
  return /[：:]\s*$/.test(sentences.at(-1)?.text ?? "");
}

/** Of the passages that follow one, or that stand before it, nearest first: the items next to it in its section. */
export function itemsBelow({ section }: Passage, following: readonly Passage[]): readonly Passage[] {
  const end = following.findIndex((one) => one.item === null || one.section !== section);
  return following.slice(0, end < 0 ? following.length : end);
}

function wholly(passage: Passage): ListedPlace {
  return { passage, sentences: passage.sentences };
}

function lengthOf(passages: readonly Passage[]): number {
  return passages.reduce((sum, { start, end }) => sum + end - start, 0);
}
