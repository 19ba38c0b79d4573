/** Hits → the smallest words among them that answer. */

import type { Sentence } from "../corpus/case.ts";
import { isQuestion, type Passage } from "../corpus/passages.ts";
import type { Asks } from "../search/asks.ts";
import { holdsAsked, type Wish } from "../search/fits.ts";
import { matchConcept, subjectOf } from "../search/match.ts";
import type { Hit } from "../search/rank.ts";
import { type WeightedConcept, weightShare } from "../search/weigh.ts";
import { type Clause, clausesOf } from "./clauses.ts";

/** A run of clauses of one sentence. */
export interface Choice {
  readonly hit: Hit;
  readonly sentence: Sentence;
  /** UTF-16 offsets into the sentence's text. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Degree to which each concept is said here or, at less worth, in the words around; parallel to the concepts. */
  readonly degrees: readonly number[];
  /** Degree within the clauses themselves. */
  readonly said: readonly number[];
  /** Share of the concepts' weight in `degrees`. */
  readonly coverage: number;
  /** The same, counting only what the run's own sentence says. */
  readonly near: number;
  /** Holds the kind of thing asked for: a number, a time, a name. */
  readonly fits: boolean;
  readonly score: number;
}

/** A run that fits what is asked is preferred to the best one when its sentence speaks of at least this share of the question. */
export const MIN_FITTING = 0.3;

/** No answer to a single question needs more clauses in a row than this. */
const MAX_CLAUSES = 4;

/** What it is worth that a concept is said not here but in the same sentence, or elsewhere in the passage or its headings. */
const SENTENCE_WORTH = 0.75;
const PASSAGE_WORTH = 0.5;

/** All runs of clauses in the hits, best first. */
export function choices(hits: readonly Hit[], wish: Wish): Choice[] {
  const top = hits[0]?.score ?? 1;
  return hits
    .flatMap((hit) =>
      toldIn(hit.passage).flatMap((sentence) => sentenceChoices(hit, sentence, wish, hit.score / top)),
    )
    .sort((a, b) => b.score - a.score);
}

/** What a text asks itself is told by its answer; a passage of nothing but questions tells them. */
export function toldIn({ sentences }: Passage): readonly Sentence[] {
  const told = sentences.filter((sentence) => !isQuestion(sentence));
  return told.length > 0 ? told : sentences;
}

function sentenceChoices(hit: Hit, sentence: Sentence, wish: Wish, standing: number): Choice[] {
  const { concepts } = wish;
  const clauses = clausesOf(sentence.text);
  const inClause = clauses.map(({ text }) => degreesIn(text, concepts));
  const inSentence = degreesIn(sentence.text, concepts);
  const inPassage = hit.matches.map(({ degree }) => degree);
  const asked = hit.passage.sentences.find(isQuestion);
  const inQuestion = asked ? degreesIn(asked.text, concepts) : [];
  const found: Choice[] = [];
  for (let first = 0; first < clauses.length; first += 1) {
    for (let last = first; last < Math.min(clauses.length, first + MAX_CLAUSES); last += 1) {
      const run = clauses.slice(first, last + 1);
      const said = concepts.map((_, k) =>
        Math.max(...inClause.slice(first, last + 1).map((degrees) => degrees[k] ?? 0)),
      );
      const degrees = concepts.map((_, k) =>
        Math.max(
          said[k] ?? 0,
          SENTENCE_WORTH * Math.max(inSentence[k] ?? 0, inQuestion[k] ?? 0),
          PASSAGE_WORTH * (inPassage[k] ?? 0),
        ),
      );
      const text = run.map((clause) => clause.text).join("");
      const fits = holdsAsked(text, wish);
      const coverage = weightShare(concepts, degrees);
      const near = weightShare(
        concepts,
        concepts.map((_, k) => Math.max(said[k] ?? 0, SENTENCE_WORTH * (inSentence[k] ?? 0))),
      );
      const score =
        0.5 * coverage +
        0.5 * weightShare(concepts, said) +
        (fits ? TYPE_WORTH[wish.asks] : 0) +
        (first === 0 && isAbout(text, wish) ? SUBJECT_WORTH : 0) +
        (wish.asks === "manner" && hit.passage.sectionKind === "measures" ? MEASURES_WORTH : 0) +
        0.15 * standing -
        lengthCost(run);
      found.push({
        hit,
        sentence,
        from: run[0]?.from ?? 0,
        to: run.at(-1)?.to ?? 0,
        text,
        degrees,
        said,
        coverage,
        near,
        fits,
        score,
      });
    }
  }
  return found;
}

/** What it is worth that a run holds the kind of thing asked for. */
const TYPE_WORTH: Readonly<Record<Asks, number>> = {
  number: 0.35,
  time: 0.35,
  person: 0.2,
  place: 0.1,
  name: 0.2,
  reason: 0.15,
  manner: 0,
  list: 0.35,
  meaning: 0.3,
  choice: 0.1,
  matter: 0,
};

/** How something is done stands in the measures rather than in their recommendation or background. */
const MEASURES_WORTH = 0.12;

/** What something is, a sentence tells that begins with it. */
const SUBJECT_WORTH = 0.12;

function isAbout(text: string, { asks, concepts }: Wish): boolean {
  const [only, ...others] = concepts;
  return (
    asks === "choice" &&
    only !== undefined &&
    others.length === 0 &&
    subjectOf(text).text.startsWith(only.surface)
  );
}

/** Each further clause and each twenty characters have to earn their place. */
function lengthCost(run: readonly Clause[]): number {
  const length = run.reduce((sum, { text }) => sum + text.length, 0);
  return 0.03 * (run.length - 1) + 0.01 * (length / 20);
}

/** How far a text says each concept. */
export function degreesIn(text: string, concepts: readonly WeightedConcept[]): number[] {
  const subject = subjectOf(text);
  return concepts.map((concept) =>
    Math.max(matchConcept(concept, subject).degree, spelledOut(concept.surface, text)),
  );
}

/** 三化 is said by 公开化、项目化、体系化, 五大员 by five words in 员: so many side by side that end alike. */
function spelledOut(surface: string, text: string): number {
  const [, count, ending] = surface.match(/^([2-9])(?:大|个|种)?(\p{Script=Han})$/u) ?? [];
  if (!count || !ending) return 0;
  const alike = text.split(/[、,，和“”"]/).filter((part) => part.endsWith(ending) && part.length > 1);
  return alike.length === Number(count) ? 0.9 : 0;
}

/** The words before which a run would be unintelligible are none here: it is quoted as it stands, closing comma left out. */
export function withoutTrailingComma(text: string): string {
  return text.replace(/[，,；;：:、]$/, "");
}

/** Whether two runs share words. */
export function overlap(a: Choice, b: Choice): boolean {
  return a.sentence === b.sentence && a.from < b.to && b.from < a.to;
}
