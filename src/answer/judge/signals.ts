/** The best spans for a question → what speaks for and against the corpus telling it, each from 0 to 1. */

import { cutWords, frequencyOf } from "../../language/dictionary.ts";
import { openTemplates, readable } from "../../language/templates.ts";
import { clausesOf } from "../clauses.ts";
import type { Ranked } from "../pick/pick.ts";
import type { PickQuery } from "../pick/query.ts";
import { readingOf, type Span, sentencesIn } from "../pick/spans.ts";

const JUDGE = openTemplates("judge");

export const SIGNALS = ["missing", "otherYear", "elsewhere", "lead", "part", "ended", "absent"] as const;

export type Signal = (typeof SIGNALS)[number];
export type Signals = Readonly<Record<Signal, number>>;

export interface JudgeInput {
  readonly query: PickQuery;
  /** Best first, at least one. */
  readonly ranked: readonly Ranked[];
  /** How much better the best passage of another case tells the rest of the question than the case named, 0 to 1. */
  readonly elsewhere: number;
  /** The question names an organisation or place of which the corpus knows nothing. */
  readonly absent: boolean;
}

export function signalsOf({ query, ranked, elsewhere, absent }: JudgeInput): Signals {
  const [first, second] = ranked;
  if (!first) throw new Error("signalsOf: expected a span, found none");
  const around = surroundings(first.span);
  const missing = query.words.filter(({ text, weight }) => weight > 0 && !around.includes(text));
  return {
    missing: Math.max(0, ...missing.map(({ text }) => heaviness(text))),
    otherYear: query.year !== null && !around.includes(String(query.year)) ? 1 : 0,
    elsewhere,
    lead: second ? Math.min(1, (first.score - second.score) / 3) : 1,
    part: query.part !== null && !hasFigure(query.part, first.span) ? 1 : 0,
    ended: query.ended && !saysEnded(first.span) ? 1 : 0,
    absent: absent ? 1 : 0,
  };
}

/** Whether the part stands in a clause with a figure. */
function hasFigure(part: string, span: Span): boolean {
  const words = cutWords(part).filter((word) => word.length > 1);
  return sentencesIn(span).some(({ text }) =>
    clausesOf(text).some((clause) => {
      const letters = readable(clause.text);
      return /\d/.test(letters) && words.length > 0 && words.every((word) => letters.includes(word));
    }),
  );
}

function saysEnded(span: Span): boolean {
  return span.hit.passage.sentences.some(({ text }) => JUDGE.says("ended", readable(text)));
}

/** How much a word says, from 0 to 1: the rarer in the language, the more. A word that the dictionary lacks says most. */
function heaviness(word: string): number {
  const count = frequencyOf(word);
  return Math.max(0, 1 - Math.log(1 + count) / Math.log(200_000));
}

/** The span with the sentences beside it, and what stands above it. */
function surroundings({ hit, from, to }: Span): string {
  const { passage, case: of } = hit;
  const near = passage.sentences.slice(Math.max(0, from - 2), to + 2);
  return [
    ...near.map((sentence) => readingOf(sentence).letters),
    readingOf({
      text: `${of.organization}；${of.title}；${passage.section}；${passage.lead ?? ""}；${of.year ?? ""}`,
    }).letters,
  ].join("|");
}
