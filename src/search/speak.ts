/** Terms of a question → how far a few words, a line or a fact speak of them. */

import type { Passage } from "../corpus/passages.ts";
import { ITEM_LABEL } from "../language/fact-words.ts";
import type { Fact } from "./facts.ts";
import { type Line, saidForm } from "./lines.ts";
import type { WeightedConcept } from "./weigh.ts";

/** What the words of a term are worth where the corpus lacks them: mostly the asker's way of speaking. */
const STRANGE = 0.35;

/** A word of less weight stands all over the corpus. */
const TELLING = 0.25;

/** Words around a figure count less, the farther they stand from it. */
const NEAR = 0.9;
const SENTENCE = 0.8;
const NAMED = 0.8;
const ABOVE = 0.6;

export interface Terms {
  readonly terms: readonly WeightedConcept[];
  readonly weights: readonly number[];
  /** Of all weights. */
  readonly total: number;
  /** The words themselves in the form of `said`. */
  readonly said: string;
  /** The term that stands nearest to the number asked for; null where none does. */
  readonly focus: WeightedConcept | null;
  /** What the words before this part speak of: no condition, but what decides between figures. */
  readonly before?: Terms;
}

export function termsOf(words: string, concepts: readonly WeightedConcept[]): Terms {
  const weights = concepts.map(({ weight, known, variants, quoted }) =>
    known || variants.length > 0 || quoted ? weight : weight * STRANGE,
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    terms: concepts,
    weights,
    total,
    said: saidForm(words),
    focus: concepts.findLast(({ weight }) => weight >= TELLING) ?? concepts.at(-1) ?? null,
  };
}

/** From 0 to 1. `brief`: the text is so short that characters in the same order are no chance: 调成 in 调解成功. */
export function degreeIn({ surface, variants }: WeightedConcept, said: string, brief = false): number {
  if (/^[\d.]/.test(surface)) return hasNumber(said, surface) ? 1 : 0;
  if (said.includes(surface)) return 1;
  let best = 0;
  for (const { word, worth } of variants) if (worth > best && said.includes(word)) best = worth;
  if (best > 0.6) return best;
  if (surface.length >= 3) {
    let pairs = 0;
    for (let i = 1; i < surface.length; i += 1) if (said.includes(surface.slice(i - 1, i + 1))) pairs += 1;
    best = Math.max(best, (0.8 * pairs) / (surface.length - 1));
  }
  return brief && surface.length >= 2 && surface.length <= 4 && inOrder(surface, said)
    ? Math.max(best, 0.6)
    : best;
}

function hasNumber(said: string, number: string): boolean {
  for (let at = said.indexOf(number); at >= 0; at = said.indexOf(number, at + 1)) {
    const last = said[at + number.length] ?? "";
    if (!/[\d.]/.test(said[at - 1] ?? "") && !(/\d$/.test(number) && /[\d.]/.test(last))) return true;
  }
  return false;
}

/** Whether the characters stand in a text in this order, the last at most `within` characters after the first. */
export function inOrder(surface: string, said: string, within = 2 * surface.length): boolean {
  let at = -1;
  const first = said.indexOf(surface[0] ?? "");
  for (const character of surface) {
    at = said.indexOf(character, at + 1);
    if (at < 0) return false;
  }
  return at - first <= within;
}

/** Share of the terms' weight that a text speaks of. */
export function shareIn({ terms, weights, total }: Terms, said: string, brief = false): number {
  if (total === 0) return 0;
  return terms.reduce((sum, term, i) => sum + (weights[i] ?? 0) * degreeIn(term, said, brief), 0) / total;
}

/** 投入：甲85万元，乙60万元 */
export const HEAD = /^([^，。；]{1,12})[：:]/;

/** A sentence of so many characters names what the next one tells. */
const SHORT = 40;

const contexts = new WeakMap<Line, string>();
const openings = new WeakMap<Passage, string>();

/** What stands above a line: the case, the section, the item's lead, the caption of a table. */
export function contextOf(line: Line): string {
  let context = contexts.get(line);
  if (context === undefined) {
    const { passage, table, named, sentence } = line;
    const at = passage.sentences.findIndex(({ start }) => start >= sentence.start);
    const before = passage.sentences.slice(0, at < 0 ? passage.sentences.length : at);
    const label = before.findLast(({ text }) => ITEM_LABEL.test(text))?.text ?? "";
    const last = before.at(-1)?.text ?? "";
    const near = last.length <= SHORT ? last : "";
    const own = [label.slice(0, 30), near, table?.caption ?? ""].filter((words) => words !== "");
    const above = own.reduce((said, words) => joined(said, saidForm(words)), openingOf(passage));
    context = `${named}\n${above}`;
    contexts.set(line, context);
  }
  return context;
}

/** The same for all lines of a passage. */
function openingOf(passage: Passage): string {
  let opening = openings.get(passage);
  if (opening === undefined) {
    const first = passage.sentences[0]?.text ?? "";
    opening = saidForm([passage.section, passage.lead ?? "", first.slice(0, 60)].join(" "));
    openings.set(passage, opening);
  }
  return opening;
}

/** Two texts in the form of `said` as one, as if a blank had stood between them: figures stay apart. */
function joined(said: string, more: string): string {
  return /\d$/.test(said) && /^\d/.test(more) ? `${said}|${more}` : said + more;
}

export interface Spoken {
  readonly share: number;
  /** Share that the figure's own words and row speak of. */
  readonly own: number;
  /** How far they speak of the term nearest to the number asked for. */
  readonly focus: number;
  /** How far its clause, or what the line begins with before a colon, speaks of that term. */
  readonly around: number;
  /** The row of a table that the figure stands in is one that the question names. */
  readonly row: boolean;
  /** Share of what is asked beside names of cases that is said here: a figure of the right case may be of anything. */
  readonly told: number;
}

/** The words of a figure, of its clause and its sentence up to it, in the form of `said`. */
interface FactWords {
  readonly row: string;
  readonly thing: string;
  readonly near: string;
  readonly around: string;
}

const factWords = new WeakMap<Fact, FactWords>();

function wordsOf(fact: Fact): FactWords {
  const known = factWords.get(fact);
  if (known) return known;
  const { text } = fact.line.sentence;
  const begin = Math.max(text.lastIndexOf("。", fact.start), text.lastIndexOf("；", fact.start)) + 1;
  const row = fact.row === "" ? "" : saidForm(fact.row);
  const head = text.match(HEAD)?.[1] ?? "";
  const words = {
    row,
    thing: `${row}|${fact.thing}`,
    near: saidForm(text.slice(begin, fact.clause.to)),
    around: saidForm(`${head} ${text.slice(fact.clause.from, fact.clause.to)}`),
  };
  factWords.set(fact, words);
  return words;
}

/** `sure`: the figure is of the very unit asked for, so that words that the corpus lacks need not be told. */
export function spokenBy(asked: Terms, fact: Fact, sure = false): Spoken {
  const { terms, weights, total, focus } = asked;
  if (total === 0) return { share: 0, own: 0, focus: 0, around: 0, row: false, told: 0 };
  const { line } = fact;
  const { row, thing, near, around } = wordsOf(fact);
  const above = contextOf(line);
  let [share, own, besideNames, told] = [0, 0, 0, 0];
  terms.forEach((term, i) => {
    const weight = weights[i] ?? 0;
    const inThing = degreeIn(term, thing, true);
    own += weight * inThing;
    const here = Math.max(
      inThing,
      NEAR * degreeIn(term, near),
      SENTENCE * degreeIn(term, line.said),
      ABOVE * degreeIn(term, above),
    );
    const named = degreeIn(term, line.named);
    if (named < 0.5 && (!sure || term.known || weight >= TELLING)) {
      besideNames += weight;
      told += weight * here;
    }
    share += weight * Math.max(here, NAMED * named);
  });
  return {
    share: share / total,
    own: own / total,
    focus: focus ? degreeIn(focus, thing, true) : 0,
    around: focus ? degreeIn(focus, around) : 0,
    row: row !== "" && terms.some((term) => degreeIn(term, row) >= 0.5),
    told: besideNames === 0 ? 1 : told / besideNames,
  };
}

/** How alike two wordings are: the share of adjacent pairs that they have in common. */
export function alike(a: string, b: string): number {
  if (a === b) return 1;
  const pairs = (text: string) =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)));
  const [first, second] = [pairs(a), pairs(b)];
  const shared = [...first].filter((pair) => second.has(pair)).length;
  return first.size + second.size === 0 ? 0 : (2 * shared) / (first.size + second.size);
}

/** Share of the characters of a figure's words that the question has too: what decides between neighbours. */
export function echoed(thing: string, question: string): number {
  if (thing === "") return 0;
  const said = new Set(question);
  return [...thing].filter((character) => said.has(character)).length / [...thing].length;
}
