/** Words of a case → how much they tell of what it is about: what was done, what came of it, and since when. */

import type { Case } from "../corpus/case.ts";
import { passagesOf } from "../corpus/passages.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { termsOf } from "../search/terms.ts";
import type { Role } from "./summary-cells.ts";

/** How often each word occurs in what a case tells: what it repeats, it is about. Tables repeat words without end. */
export type Weights = ReadonlyMap<string, number>;

/** Words of the title count so often. */
const TITLE = 3;
/** More occurrences of a word say nothing more. */
const MOST_WEIGHT = 6;
/** Shorter words tell less. */
const BRIEF = 20;

/** What each figure, coined name and verb adds to the mean weight of the words. */
const FIGURE = 0.3;
const NAME = 0.2;
const CHANGE = 0.8;
const DEED = 0.35;
const OUTCOME = 0.5;
const START = 0.3;
/** What somebody says, asks or lived through is no measure and no result. */
const ANECDOTE = 0.3;
/** What begins so needs the words before it. */
const DEPENDENT = 0.6;

const templates = openTemplates("summary");

const known = new WeakMap<Case, Weights>();
const told = new WeakMap<Weights, Map<string, number>>();

export function weightsOf(unionCase: Case): Weights {
  let weights = known.get(unionCase);
  if (!weights) {
    weights = countedIn(unionCase);
    known.set(unionCase, weights);
  }
  return weights;
}

function countedIn(unionCase: Case): Weights {
  const weights = new Map<string, number>();
  const add = (text: string, factor: number) => {
    for (const [term, frequency] of termsOf(text).terms) {
      if (term.startsWith("w:")) weights.set(term, (weights.get(term) ?? 0) + factor * frequency);
    }
  };
  add(`${unionCase.organization} ${unionCase.title}`, TITLE);
  for (const { sentences } of passagesOf(unionCase))
    for (const { text } of sentences) if (!/[|\t]/.test(text)) add(text, 1);
  return weights;
}

/** Mean weight of the words (after Luhn 1958), raised by figures, coined names, and verbs of change, deed and beginning. */
export function salienceOf(text: string, weights: Weights): number {
  const saliences = told.get(weights) ?? new Map<string, number>();
  told.set(weights, saliences);
  const salience = saliences.get(text) ?? measured(text, weights);
  saliences.set(text, salience);
  return salience;
}

function measured(text: string, weights: Weights): number {
  const words = [...termsOf(text).terms.keys()].filter((term) => term.startsWith("w:"));
  if (words.length === 0) return 0;
  const mean =
    words.reduce((sum, word) => sum + Math.min(MOST_WEIGHT, weights.get(word) ?? 0), 0) / words.length;
  const said = readable(text);
  const figures = Math.min(4, withoutNames(text).match(/\d+(?:\.\d+)?/g)?.length ?? 0);
  const names = Math.min(2, text.match(/[“"「《]/g)?.length ?? 0);
  const adds = (group: string, worth: number) => (templates.says(group, said) ? worth : 0);
  return (
    mean *
    Math.min(1, text.length / BRIEF) *
    (1 +
      FIGURE * figures +
      NAME * names +
      (figures > 0 ? adds("tells-change", CHANGE) : 0) +
      adds("tells-deed", DEED) +
      adds("tells-outcome", OUTCOME) +
      adds("tells-start", START)) *
    (templates.says("anecdote", said) ? ANECDOTE : 1) *
    (templates.says("dependent", said) ? DEPENDENT : 1)
  );
}

/** How likely a clause is to be what others would say of the case: a logit fitted on 115 summaries of 32 corpora, one left out at a time. */
export function worthOf(clause: string, { role, sentence, isFirst }: Place, weights: Weights): number {
  const adds = (says: boolean, weight: number) => (says ? weight : 0);
  const logit =
    -2.45 +
    adds(role === "results", 0.79) +
    adds(role === "opening", -0.68) +
    adds(/\d/.test(clause), 0.26) +
    adds(isFirst, 0.39) +
    adds(/[“"「《]/.test(clause), 0.45) +
    adds(templates.says("tells-change", readable(clause)), 0.31) +
    adds(/[：“].*[，。？]”/.test(clause), -0.6) -
    0.18 * Math.min(5, sentence) +
    0.215 * Math.min(8, salienceOf(clause, weights));
  return 1 / (1 + Math.exp(-logit));
}

/** Where a clause stands. */
interface Place {
  readonly role: Role;
  /** Of its passage, from 0. */
  readonly sentence: number;
  /** It opens its sentence. */
  readonly isFirst: boolean;
}

/** Short coined names have figures that count nothing: “0”, “三个精神”. */
function withoutNames(text: string): string {
  return text.replace(/[“"「][^“”"「」]{1,8}[”"」]/g, "、");
}
