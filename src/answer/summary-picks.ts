/** A case → the runs of its sentences that say most of it within a length, every section represented. */

import type { Case, Sentence } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import { termsOf } from "../search/terms.ts";
import type { SummaryLength } from "./answer.ts";
import { clausesOf, countedSentences } from "./clauses.ts";
import { openingsOf } from "./enumerations.ts";

export interface Pick {
  readonly passage: Passage;
  readonly sentence: Sentence;
  /** UTF-16 offsets into the sentence's text, at ends of clauses. */
  readonly from: number;
  readonly to: number;
}

interface Limits {
  /** Characters that one sentence may fill; a longer one is shown by its weightiest clauses. */
  readonly run: number;
  /** Characters that the lead of an item may fill. */
  readonly lead: number;
  /** Characters of results with figures that go before all else. */
  readonly results: number;
  /** Share of the source that the summary may fill, and characters at least and at most, marks of citations included. */
  readonly share: number;
  readonly least: number;
  readonly most: number;
}

const LIMITS: Readonly<Record<SummaryLength, Limits>> = {
  one: { run: 70, lead: 24, results: 60, share: 0.2, least: 200, most: 280 },
  three: { run: 130, lead: 60, results: 150, share: 0.55, least: 420, most: 620 },
  full: { run: 180, lead: 90, results: 300, share: 0.9, least: 600, most: 1_400 },
};

/** What the marks of a citation add to a line. */
const MARKS = 10;

/** A further sentence of a passage is worth this much of what it would be by itself. */
const REPEATED = 0.6;

/** What a case achieved is what a reader wants to know of it. */
const RESULTS = 1.6;

/** In source order; of each section, and of each item while there is room, at least one. */
export function picksOf(
  unionCase: Case,
  sections: readonly (readonly Passage[])[],
  length: SummaryLength,
): Pick[] {
  const limits = LIMITS[length];
  const weights = termWeights(unionCase);
  const picks = new Map<Sentence, Pick>();
  const passages = sections.flat();
  const size = passages.flatMap(({ sentences }) => sentences).reduce((sum, { text }) => sum + text.length, 0);
  const room = Math.min(limits.most, Math.max(limits.least, limits.share * size));
  const used = () => [...picks.values()].reduce((sum, { from, to }) => sum + to - from + MARKS, 0);
  const add = (pick: Pick) => {
    const before = picks.get(pick.sentence);
    const from = Math.min(pick.from, before?.from ?? pick.from);
    const to = Math.max(pick.to, before?.to ?? pick.to);
    picks.set(pick.sentence, { ...pick, from, to });
  };
  const fits = ({ from, to }: Pick) => used() + to - from + MARKS <= room;

  for (const section of sections) {
    const [first, ...more] = byWorth(introductionOf(section), weights, limits, picks);
    const leads = leadsOf(section, limits);
    if (first && leads.length === 0) add(first);
    if (first && leads[0] && first.to - first.from <= limits.run / 2) add(first);
    if (leads[0]) add(leads[0]);
    if (section[0]?.sectionKind !== "results") continue;
    let left = limits.results;
    for (const pick of [...(leads.length > 0 ? byWorth(section, weights, limits, picks) : more)]) {
      left -= pick.to - pick.from;
      if (left >= 0 && FIGURE.test(plainOf(pick))) add(pick);
    }
  }
  const leads = sections.flatMap((section) => leadsOf(section, limits));
  for (const lead of leads) if (used() + MARKS < limits.most) add(lead);
  const counted = length === "one" ? [] : passages.flatMap((passage) => countedOf(passage, limits));
  for (const pick of counted) if (fits(pick)) add(pick);
  for (;;) {
    const next =
      byWorth(passages, weights, limits, picks).find(fits) ??
      byWorth(passages, weights, { ...limits, run: limits.run / 2 }, picks).find(fits);
    if (!next) break;
    add(next);
  }
  return [...picks.values()].sort((a, b) => a.sentence.start - b.sentence.start);
}

/** What a section says before its items, or all of it where it has none. */
function introductionOf(section: readonly Passage[]): Passage[] {
  const openings = new Set(openingsOf(section).map(({ passage }) => passage));
  const first = section.findIndex((passage) => passage.item !== null || openings.has(passage));
  return first < 0 ? [...section] : section.slice(0, first);
}

const FIGURE = /\d/;

/** Without short coined names, whose figures count nothing: “0”, “三个精神”. */
function plainOf({ sentence, from, to }: Pick): string {
  return plain(sentence.text.slice(from, to));
}

function plain(text: string): string {
  return text.replace(/[“"「][^“”"「」]{1,8}[”"」]/g, "、");
}

/** The openings of a section's items, and of paragraphs that open like items. */
function leadsOf(section: readonly Passage[], { lead }: Limits): Pick[] {
  const openings = new Set(openingsOf(section).map(({ passage }) => passage));
  return section
    .filter(
      (passage, i) =>
        openings.has(passage) || (passage.item !== null && !sameItem(passage.id, section[i - 1]?.id)),
    )
    .flatMap((passage) => {
      const [sentence] = passage.sentences;
      return sentence ? [{ passage, sentence, from: 0, to: clauseEnd(sentence.text, lead) }] : [];
    });
}

/** What a passage counts up (一是 …) by the first clause of each. */
function countedOf(passage: Passage, { lead }: Limits): Pick[] {
  return countedSentences(passage.sentences).map((sentence) => ({
    passage,
    sentence,
    from: 0,
    to: clauseEnd(sentence.text, Math.min(lead, 40)),
  }));
}

/** Runs of a long block are passages of one item. */
function sameItem(a: string, b: string | undefined): boolean {
  return b !== undefined && a.split(".").slice(0, 2).join(".") === b.split(".").slice(0, 2).join(".");
}

/** A run of each sentence not shown whole, weightiest first. */
function byWorth(
  passages: readonly Passage[],
  weights: ReadonlyMap<string, number>,
  limits: Limits,
  picks: ReadonlyMap<Sentence, Pick>,
): Pick[] {
  return passages
    .flatMap((passage) => {
      const shown = passage.sentences.filter(
        (sentence, i) => picks.has(sentence) && (i > 0 || passage.item === null),
      );
      return passage.sentences
        .filter((sentence) => !isSpent(picks.get(sentence), sentence))
        .map((sentence) => ({
          pick: runOf(passage, sentence, weights, limits.run),
          worth:
            worthOf(sentence.text, weights) *
            (passage.sectionKind === "results" ? RESULTS : 1) *
            REPEATED ** shown.length,
        }));
    })
    .filter(({ pick }) => {
      const before = picks.get(pick.sentence);
      return !before || pick.from < before.from || before.to < pick.to;
    })
    .sort((a, b) => b.worth - a.worth)
    .map(({ pick }) => pick);
}

function isSpent(pick: Pick | undefined, { text }: Sentence): boolean {
  return pick !== undefined && pick.from === 0 && pick.to === text.length;
}

/** The weightiest clauses in a row that fit, at least one. */
function runOf(
  passage: Passage,
  sentence: Sentence,
  weights: ReadonlyMap<string, number>,
  most: number,
): Pick {
  const { text } = sentence;
  if (text.length <= most) return { passage, sentence, from: 0, to: text.length };
  const clauses = clausesOf(text);
  const worths = clauses.map((clause) => clause.text.length * worthOf(clause.text, weights));
  let best = { from: 0, to: clauses[0]?.to ?? text.length, worth: 0 };
  clauses.forEach(({ from }, first) => {
    let worth = 0;
    for (const [i, clause] of clauses.slice(first).entries()) {
      if (clause.to - from > most) break;
      worth += worths[first + i] ?? 0;
      if (worth > best.worth) best = { from, to: clause.to, worth };
    }
  });
  return { passage, sentence, from: best.from, to: best.to };
}

/** The end of the last clause within the budget, or of the first clause. */
function clauseEnd(text: string, budget: number): number {
  if (text.length <= budget) return text.length;
  const clauses = clausesOf(text);
  return clauses.findLast(({ to }) => to <= budget)?.to ?? clauses[0]?.to ?? text.length;
}

/** How often each word occurs in the case, words of its headings counted thrice: what a case repeats, it is about. */
function termWeights(unionCase: Case): Map<string, number> {
  const weights = new Map<string, number>();
  const add = (text: string, factor: number) => {
    for (const [term, frequency] of termsOf(text).terms) {
      if (term.startsWith("w:")) weights.set(term, (weights.get(term) ?? 0) + factor * frequency);
    }
  };
  add(`${unionCase.organization} ${unionCase.title}`, 3);
  for (const passage of passagesOf(unionCase))
    for (const sentence of passage.sentences) add(sentence.text, 1);
  return weights;
}

/** Mean weight of the words (after Luhn 1958); figures and coined names tell most, a few words little. */
function worthOf(text: string, weights: ReadonlyMap<string, number>): number {
  const words = [...termsOf(text).terms.keys()].filter((term) => term.startsWith("w:"));
  if (words.length === 0) return 0;
  const mean = words.reduce((sum, word) => sum + Math.min(6, weights.get(word) ?? 0), 0) / words.length;
  const brevity = Math.min(1, text.length / 25);
  const figures = plain(text).match(/\d+(?:\.\d+)?/g)?.length ?? 0;
  const names = text.match(/[“"「《]/g)?.length ?? 0;
  return mean * brevity * (1 + 0.4 * Math.min(4, figures)) * (1 + 0.2 * Math.min(3, names));
}
