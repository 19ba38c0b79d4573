/** A passage and its case → the list that it leads to or is one item of, whole. */

import type { Case, Sentence, Span } from "../corpus/case.ts";
import { isImprint } from "../corpus/imprint.ts";
import { isQuestion, type Passage, passagesOf } from "../corpus/passages.ts";
import { openTemplates, readable } from "../language/templates.ts";

/** Some sentences of a passage, to be quoted. */
export interface ListedPlace {
  readonly passage: Passage;
  readonly sentences: readonly Sentence[];
}

/** Characters of paragraphs or of a table that words lead to and that are shown with them. */
const LONGEST_UNDER = 400;

/** Characters of a list that is told or asked for whole. */
const LONGEST_LIST = 800;

/** Characters of the first sentences of a longer one. */
const LONGEST_LEADS = 1_200;

/** A longer paragraph tells something by itself. */
const LONG_LINE = 80;

const templates = openTemplates("sections");

/**
 * What follows words that only lead to it, which by themselves tell nothing: the answer to a question, the rest of their passage, the
 * items, the table, or the lines below. `said`: the last of them, of the passage.
 */
export function listUnder(lead: Passage, unionCase: Case, said = lead.sentences): ListedPlace[] {
  const last = said.at(-1);
  const asks = last !== undefined && said.every(isQuestion);
  if (!last || !(asks || leadsOn(last))) return [];
  const rest = upTo(LONGEST_UNDER, lead.sentences.slice(lead.sentences.indexOf(last) + 1));
  if (rest.length > 0) return [{ passage: lead, sentences: rest }];
  const { after } = around(lead, unionCase);
  const [next] = after;
  if (asks)
    return next?.section === lead.section
      ? [{ passage: next, sentences: upTo(LONGEST_UNDER, next.sentences) }]
      : [];
  if (next?.header !== undefined && next.section === lead.section)
    return lengthOf([next]) <= LONGEST_UNDER ? [wholly(next)] : [];
  const items = itemsBelow(lead, after);
  if (items.length > 0) return wholeOrLeads(items);
  const lines = endsInColon(last) ? linesBelow(lead, after) : [];
  return lengthOf(lines) <= LONGEST_UNDER ? lines.map(wholly) : [];
}

/** The words that lead to the list that the passage is an item of; undefined where none do. */
export function leadOf(one: Passage, unionCase: Case): Passage | undefined {
  if (one.item === null) return undefined;
  const { earlier } = around(one, unionCase);
  const lead = earlier.at(-1 - itemsBelow(one, earlier.toReversed()).length);
  const last = lead?.sentences.at(-1);
  return lead && last && lead.section === one.section && leadsOn(last) ? lead : undefined;
}

/** All items of the list that the passage is one of, or their first sentences where it is long; none where it is no item. */
export function listAround(one: Passage, unionCase: Case): ListedPlace[] {
  if (one.item === null) return [];
  const { earlier, after } = around(one, unionCase);
  const items = [...itemsBelow(one, earlier.toReversed()).toReversed(), one, ...itemsBelow(one, after)];
  return items.length < 2 ? [] : wholeOrLeads(items);
}

function wholeOrLeads(items: readonly Passage[]): ListedPlace[] {
  if (lengthOf(items) <= LONGEST_LIST) return items.map(wholly);
  // A long item is several passages.
  const leads = items
    .filter(({ item }, i) => item !== items[i - 1]?.item)
    .map((passage) => ({ passage, sentences: passage.sentences.slice(0, 1) }));
  return lengthOf(leads.flatMap(({ sentences }) => sentences)) <= LONGEST_LEADS ? leads : [];
}

function around({ id }: Passage, unionCase: Case) {
  const passages = passagesOf(unionCase);
  const at = passages.findIndex((passage) => passage.id === id);
  return { earlier: passages.slice(0, Math.max(0, at)), after: passages.slice(at + 1) };
}

/** Whether it ends in a colon, or says that what it speaks of follows: 有下列情形之一的，合同终止。 */
export function leadsOn(said: Sentence): boolean {
  return endsInColon(said) || templates.says("announces", readable(said.text));
}

/** Whom a letter is to leads to nothing. */
function endsInColon({ text }: Sentence): boolean {
  return /[：:]\s*$/.test(text) && !isImprint(text);
}

/** Paragraphs of its section up to the first that is a full sentence, it included where it is the first or short. */
function linesBelow({ section }: Passage, following: readonly Passage[]): readonly Passage[] {
  const isLine = ({ section: own, item, header }: Passage) =>
    own === section && item === null && header === undefined;
  const end = following.findIndex((one) => !isLine(one));
  const lines = end < 0 ? following : following.slice(0, end);
  const full = lines.findIndex(({ sentences }) => FULL.test(sentences.at(-1)?.text ?? ""));
  if (full < 0) return lines;
  // 填单：…。 领物：…。: each opens with its own name.
  const named = lines.findIndex(({ sentences }) => !NAMED.test(sentences[0]?.text ?? ""));
  if (full === 0 && named !== 0) return named < 0 ? lines : lines.slice(0, named);
  return lines.slice(0, full === 0 || lengthOf(lines.slice(full, full + 1)) <= LONG_LINE ? full + 1 : full);
}

const NAMED = /^[^：:。，；、\s]{2,8}[：:]./;
const FULL = /[。！？]["”’」』）)]*\s*$/;

/** Of the passages that follow one, or that stand before it, nearest first: the items next to it in its section. */
export function itemsBelow({ section }: Passage, following: readonly Passage[]): readonly Passage[] {
  const end = following.findIndex((one) => one.item === null || one.section !== section);
  return following.slice(0, end < 0 ? following.length : end);
}

/** As many as have room, but the first. */
function upTo(most: number, sentences: readonly Sentence[]): readonly Sentence[] {
  const first = sentences[0]?.start ?? 0;
  return sentences.filter(({ end }, i) => i === 0 || end - first <= most);
}

function wholly(passage: Passage): ListedPlace {
  return { passage, sentences: passage.sentences };
}

function lengthOf(passages: readonly Span[]): number {
  return passages.reduce((sum, { start, end }) => sum + end - start, 0);
}
