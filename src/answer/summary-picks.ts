/** Sections of a case → the runs of their sentences that say most of them within a length. */

import type { Case, Sentence } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import { clausesOf, countedSentences } from "../grounding/clauses.ts";
import { openTemplates } from "../language/templates.ts";
import { bareHeading } from "../question/case-parts.ts";
import { termsOf } from "../search/terms.ts";
import { openingsOf } from "./enumerations.ts";

export interface Pick {
  readonly passage: Passage;
  readonly sentence: Sentence;
  /** UTF-16 offsets into the sentence's text, at ends of clauses. */
  readonly from: number;
  readonly to: number;
}

export interface Limits {
  /** Characters of source that all picks may fill. */
  readonly room: number;
  /** Characters that one sentence may fill; a longer one is shown by its weightiest clauses. */
  readonly run: number;
  /** Characters of the opening of an item. */
  readonly lead: number;
}

/** Openings of items take at most this share of the room; they are cut shorter where they would take more. */
const LEADS_SHARE = 0.6;
const SHORTER = [0.7, 0.5, 0.35, 0.25, 0.1];

/** Results with figures go before all else within this share of the room. */
const RESULTS_SHARE = 0.35;

/** A further sentence of a passage is worth this much of what it would be by itself. */
const REPEATED = 0.6;

/** What a case achieved is what a reader wants to know of it. */
const RESULTS = 1.6;

/** A paragraph says at its beginning what it is about. */
const OPENING = 1.3;

const templates = openTemplates("sections");

export type Role = "opening" | "measures" | "results" | "other";

/** What a section is to a summary: by its heading's own words, else by its kind. */
export function roleOf({ section, sectionKind }: Passage): Role {
  const bare = bareHeading(section);
  if (sectionKind === "results" || templates.says("heads-results", bare)) return "results";
  if (sectionKind === "measures" || templates.says("heads-measures", bare)) return "measures";
  const opens = sectionKind === "recommendation" || sectionKind === "development";
  return opens || templates.says("heads-development", bare) ? "opening" : "other";
}

/** It stands beside the matter: corrections, appendices, whom to call. */
export function isAside({ section }: Passage): boolean {
  return templates.says("heads-aside", bareHeading(section));
}

/** In source order; of each section, and of each item while there is room, at least one. */
export function picksOf(unionCase: Case, sections: readonly (readonly Passage[])[], limits: Limits): Pick[] {
  const weights = termWeights(unionCase);
  const picks = new Map<Sentence, Pick>();
  const used = () => [...picks.values()].reduce((sum, { from, to }) => sum + to - from, 0);
  const add = (pick: Pick) => {
    const before = picks.get(pick.sentence);
    const from = Math.min(pick.from, before?.from ?? pick.from);
    const to = Math.max(pick.to, before?.to ?? pick.to);
    picks.set(pick.sentence, { ...pick, from, to });
  };
  const fits = ({ from, to }: Pick) => used() + to - from <= limits.room;
  const leads = leadsWithin(sections, limits);
  for (const lead of leads) if (used() < limits.room) add(lead);
  const without = sections.filter((section) => !leads.some(({ passage }) => section.includes(passage)));
  for (const section of without) {
    const share = Math.max(limits.run / 3, (limits.room - used()) / (2 * without.length));
    const runs = byWorth(section, weights, Math.min(limits.run, share), picks);
    const figures = section.some((one) => roleOf(one) === "results") ? runs.filter(hasFigure) : [];
    const first = figures[0] ?? runs[0];
    if (first && (fits(first) || picks.size === 0)) add(first);
  }
  let left = RESULTS_SHARE * limits.room;
  for (const section of sections.filter(([first]) => first && roleOf(first) === "results")) {
    for (const pick of byWorth(section, weights, limits.run, picks).filter((one) => hasFigure(one))) {
      left -= pick.to - pick.from;
      if (left >= 0 && fits(pick)) add(pick);
    }
  }
  const passages = sections.flat();
  for (const pick of passages.flatMap((passage) =>
    leadsFrom(passage, countedSentences(passage.sentences), limits),
  ))
    if (fits(pick)) add(pick);
  for (;;) {
    const next = [1, 0.6, 0.35]
      .map((share) => byWorth(passages, weights, share * limits.run, picks).find(fits))
      .find((pick) => pick !== undefined);
    if (!next) break;
    add(next);
  }
  return [...picks.values()].sort((a, b) => a.sentence.start - b.sentence.start);
}

/** One run of at most so many characters that says most of the case by itself. */
export function bestRun(unionCase: Case, passages: readonly Passage[], most: number): Pick | undefined {
  const weights = termWeights(unionCase);
  const runs = passages.flatMap((passage) =>
    passage.sentences.filter(isTold).map((sentence) => {
      const pick = runOf(passage, sentence, weights, most);
      const text = sentence.text.slice(pick.from, pick.to);
      const whole = (pick.from === 0 ? 1.3 : 1) * (pick.to === sentence.text.length ? 1.15 : 1);
      const role = roleOf(passage);
      const kind = role === "results" || role === "measures" ? 1.3 : 1;
      return {
        pick,
        worth:
          text.length > most ? 0 : whole * kind * worthOf(text, weights, ONE_WORTH) * Math.sqrt(text.length),
      };
    }),
  );
  return runs.sort((a, b) => b.worth - a.worth).find(({ worth }) => worth > 0)?.pick;
}

/** The whole of its sentence. */
export function isWhole(pick: Pick | undefined): boolean {
  return pick !== undefined && pick.from === 0 && pick.to === pick.sentence.text.length;
}

/** Rows of tables, bylines and lines of headings tell nothing by themselves. */
export function isTold({ text }: Sentence): boolean {
  if (/[|\t]/.test(text)) return false;
  return /[。！？；;!.…”」』）)]\s*$/.test(text) || /\d/.test(text) || text.length > 30;
}

/** Rows with figures tell something where a passage is nothing but a table. */
export function tellingOf({ sentences }: Passage): readonly Sentence[] {
  const told = sentences.filter(isTold);
  return told.length > 0 ? told : sentences.filter(({ text }) => /[|\t].*\d/.test(text));
}

/** Short coined names have figures that count nothing: “0”, “三个精神”. */
function hasFigure({ sentence, from, to }: Pick): boolean {
  return /\d/.test(plain(sentence.text.slice(from, to)));
}

function plain(text: string): string {
  return text.replace(/[“"「][^“”"「」]{1,8}[”"」]/g, "、");
}

/** The openings of all items, as long as their share of the room lets them be. */
function leadsWithin(sections: readonly (readonly Passage[])[], { lead, room }: Limits): Pick[] {
  const of = (most: number) => sections.flatMap((section) => leadsOf(section, most));
  const sizeOf = (leads: readonly Pick[]) => leads.reduce((sum, { from, to }) => sum + to - from, 0);
  const tried = [1, ...SHORTER].map((share) => of(share * lead));
  return tried.find((leads) => sizeOf(leads) <= LEADS_SHARE * room) ?? tried.at(-1) ?? [];
}

/** The openings of a section's items, and of paragraphs that open like items. */
function leadsOf(section: readonly Passage[], most: number): Pick[] {
  const openings = new Set(openingsOf(section).map(({ passage }) => passage));
  return section
    .filter(
      (passage, i) =>
        openings.has(passage) || (passage.item !== null && !sameItem(passage.id, section[i - 1]?.id)),
    )
    .flatMap((passage) => {
      const [sentence] = passage.sentences;
      return sentence ? [{ passage, sentence, from: 0, to: clauseEnd(sentence.text, most) }] : [];
    });
}

function leadsFrom(passage: Passage, sentences: readonly Sentence[], { lead }: Limits): Pick[] {
  return sentences.map((sentence) => ({ passage, sentence, from: 0, to: clauseEnd(sentence.text, lead) }));
}

/** Runs of a long block are passages of one item. */
function sameItem(a: string, b: string | undefined): boolean {
  return b !== undefined && a.split(".").slice(0, 2).join(".") === b.split(".").slice(0, 2).join(".");
}

/** A run of each sentence not shown whole, weightiest first. */
function byWorth(
  passages: readonly Passage[],
  weights: ReadonlyMap<string, number>,
  run: number,
  picks: ReadonlyMap<Sentence, Pick>,
): Pick[] {
  return passages
    .flatMap((passage) => {
      const shown = passage.sentences.filter(
        (sentence, i) => picks.has(sentence) && (i > 0 || passage.item === null),
      );
      return tellingOf(passage)
        .filter((sentence) => !isWhole(picks.get(sentence)))
        .map((sentence) => ({
          pick: runOf(passage, sentence, weights, run),
          worth:
            worthOf(sentence.text, weights) *
            (roleOf(passage) === "results" ? RESULTS : 1) *
            (sentence === passage.sentences[0] ? OPENING : 1) *
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

/** What a figure and a coined name add to the worth of words; one sentence is to say what was done, more than how much. */
const WORTH = { figure: 0.4, name: 0.2 };
const ONE_WORTH = { figure: 0.1, name: 0.35 };

/** Mean weight of the words (after Luhn 1958); figures and coined names tell most, a few words little. */
function worthOf(text: string, weights: ReadonlyMap<string, number>, { figure, name } = WORTH): number {
  const words = [...termsOf(text).terms.keys()].filter((term) => term.startsWith("w:"));
  if (words.length === 0) return 0;
  const mean = words.reduce((sum, word) => sum + Math.min(6, weights.get(word) ?? 0), 0) / words.length;
  const brevity = Math.min(1, text.length / 25);
  const figures = plain(text).match(/\d+(?:\.\d+)?/g)?.length ?? 0;
  const names = text.match(/[“"「《]/g)?.length ?? 0;
  return mean * brevity * (1 + figure * Math.min(4, figures)) * (1 + name * Math.min(3, names));
}
