/** Question and the words chosen for it → whether they answer it, or why not. */

import type { Asks } from "../search/asks.ts";
import { matchConcept, subjectOf } from "../search/query.ts";
import type { Hit } from "../search/rank.ts";
import { isWord } from "../search/terms.ts";
import type { WeightedConcept } from "../search/weigh.ts";
import type { Choice } from "./choose.ts";
import { clausesOf } from "./clauses.ts";
import { likelihoodRight, likelihoodTold, type Signals, signalsOf } from "./signals.ts";

/** An answer has to be at least this likely. Chosen on the building half of the gold set; `eval` draws the curve. */
export const MIN_SCORE = 0.6;

/** Words chosen at a lower likelihood of being right are shown with others beside them. */
const MIN_CERTAINTY = 0.75;

/** A concept said in the chosen sentence, or at least in the passage around it, has this degree or more. */
const IN_SENTENCE = 0.6;
const IN_PASSAGE = 0.35;

/** Words that turn a statement round; a question with one of a pair is not answered by words with the other. */
const OPPOSITES: readonly (readonly [RegExp, RegExp])[] = [
  [
    /减少|下降|降低|下滑|缩减|降了|降到|少了|掉到|掉了|跌到|跌了|流失了/,
    /增加|提升|提高|增长|上升|增至|提升至/,
  ],
  [/增加|提升|提高|增长|上升|上涨|多了/, /下降|减少|降低|下滑/],
];

/** 620, 620个, 1.2万, 33.3%, 2023年; a coined word such as 5件事 is none. */
const FIGURE = /^\d+(?:\.\d+)?[余多]?[万亿千百]?[余多]?(?:%|[年月日个家名人件项间次场份元])?$/;

/**
 * Why the words chosen are no answer:
 * - `too-little`: they speak of too small a share of the question
 * - `nothing-fits`: none of them is the kind of thing asked for
 * - `name`: a name asked about stands in another sentence
 * - `private`, `extreme`, `not-each`: a detail of a person; a greatest, least or mean; a figure for each thing named — untold
 * - `figure`, `reversed`: a false premise: a figure that belongs elsewhere; a rise where the source tells of a fall
 */
export type Reason =
  | "too-little"
  | "nothing-fits"
  | "name"
  | "private"
  | "extreme"
  | "not-each"
  | "figure"
  | "reversed";

export interface Verdict {
  /** How likely the words answer, 0 to 1; refused below `MIN_SCORE`. */
  readonly score: number;
  /** The question's figures, of which at least one is false where `reason` is `figure`. */
  readonly figures: readonly string[];
  /** Null for an answer. */
  readonly reason: Reason | null;
  /** The words chosen are most likely the right ones; else several places are worth a look. */
  readonly certain: boolean;
  readonly signals: Signals;
}

export interface GateInput {
  /** Folded and digitized. */
  readonly question: string;
  readonly concepts: readonly WeightedConcept[];
  readonly chosen: readonly Choice[];
  /** Judged in place of `chosen` where nothing was chosen, to say what is missing. */
  readonly nearest: Choice | null;
  readonly asks: Asks;
  readonly hits: readonly Hit[];
  /** The question names its case. */
  readonly named: boolean;
}

/** Judges the chosen runs together. */
export function judge({ question, concepts, chosen, nearest, asks, hits, named }: GateInput): Verdict {
  const judged = chosen.length > 0 ? chosen : nearest ? [nearest] : [];
  const best = concepts.map((_, k) => Math.max(0, ...judged.map(({ degrees }) => degrees[k] ?? 0)));
  const signals = signalsOf({ question, asks, concepts, hits, judged, named });
  const score = likelihoodTold(signals);
  const missing = concepts.filter((_, k) => (best[k] ?? 0) < 0.2).map(({ surface }) => surface);
  const figures = concepts.map(({ surface }) => surface).filter((surface) => FIGURE.test(surface));
  const reasonOf = (): Reason | null => {
    if (judged.length === 0 || score < MIN_SCORE) return "too-little";
    if (falseNumber(concepts, best, judged)) return "figure";
    if (reversed(question, judged)) return "reversed";
    if (chosen.length === 0) return "nothing-fits";
    if (nameElsewhere(concepts, best)) return "name";
    if (missing.some((word) => PRIVATE.test(word))) return "private";
    if (extremeUntold(question, chosen)) return "extreme";
    return eachAsked(question) && !eachCounted(concepts, chosen) ? "not-each" : null;
  };
  return { score, figures, reason: reasonOf(), certain: likelihoodRight(signals) >= MIN_CERTAINTY, signals };
}

/** Details of persons, which a document about work tells only where it says so in these words. */
const PRIVATE =
  /手机号|电话|身份证|住址|微信|邮箱|年龄|岁数|多大年纪|出生|籍贯|照片|学历|毕业|任职|就职|供职|工资条|银行卡|密码/;

/** The greatest, the least, the mean of something is told by a sentence that says so. */
function extremeUntold(question: string, chosen: readonly Choice[]): boolean {
  const asked = question.match(/最[大高多少低小]|平均|人均|户均/)?.[0];
  if (asked === undefined || !/多少|几/.test(question)) return false;
  const mean = /均/.test(asked);
  return !chosen.some(({ sentence }) => (mean ? /均/ : /最/).test(sentence.text));
}

function eachAsked(question: string): boolean {
  return /各(?:有|是|为)?(?:多少|几)|分别(?:有|是|为)?(?:多少|几)/.test(question);
}

/** Asked 甲和乙各多少: each has a clause with a figure of its own. */
function eachCounted(concepts: readonly WeightedConcept[], chosen: readonly Choice[]): boolean {
  const things = concepts
    .map(({ surface, weight }, k) => ({ k, counts: !FIGURE.test(surface) && weight >= 0.3 }))
    .filter(({ counts }) => counts);
  return things.every(({ k }) => chosen.some(({ said, fits }) => fits && (said[k] ?? 0) >= 0.4));
}

/** Asked why something fell where the source says that it rose, or the other way round. */
function reversed(question: string, judged: readonly Choice[]): boolean {
  const text = judged.map((choice) => choice.text).join("");
  return OPPOSITES.some(([asked, told]) => asked.test(question) && told.test(text) && !asked.test(text));
}

/**
 * A figure of the question has to stand where the answer stands, in one clause with another word of the question:
 * a figure that the source gives to something else is a false premise. A year has to be the sentence's, where it has one.
 */
function falseNumber(
  concepts: readonly WeightedConcept[],
  best: readonly number[],
  judged: readonly Choice[],
): boolean {
  return concepts.some(({ surface, quoted }, k) => {
    if (quoted || !FIGURE.test(surface)) return false;
    if (/^\d{4}年?$/.test(surface)) {
      return (best[k] ?? 0) < IN_SENTENCE && judged.some(({ sentence }) => /\d{4}年/.test(sentence.text));
    }
    return (best[k] ?? 0) < IN_PASSAGE || judged.some((choice) => givenToAnother(surface, choice, concepts));
  });
}

/** The number stands in the chosen sentence, in a clause with no other word of the question. */
function givenToAnother(number: string, { sentence }: Choice, concepts: readonly WeightedConcept[]): boolean {
  const others = concepts.filter(({ surface, weight }) => !FIGURE.test(surface) && weight >= 0.2);
  const clauses = clausesOf(sentence.text)
    .map(({ text }) => subjectOf(text))
    .filter(({ text }) => text.includes(number));
  return (
    others.length > 0 &&
    clauses.length > 0 &&
    clauses.every((clause) => others.every((concept) => matchConcept(concept, clause).degree < 0.5))
  );
}

/** Names of persons and the like, which no dictionary has, are asked about themselves: their sentence has to be quoted. */
function nameElsewhere(concepts: readonly WeightedConcept[], best: readonly number[]): boolean {
  return concepts.some(({ surface, known, quoted, variants }, k) => {
    const degree = best[k] ?? 0;
    if (quoted) return degree < IN_PASSAGE;
    const isName =
      known && variants.length === 0 && /^\p{Script=Han}{2,3}$/u.test(surface) && !isWord(surface);
    return isName && degree < IN_SENTENCE;
  });
}
