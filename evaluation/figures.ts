/** Outcomes → figures, plain data that can be kept and compared. */

import type { ChatOutcome, Outcome } from "./evaluate.ts";

/** Shares are from 0 to 1; null where there is nothing to share out. */
export interface Figures {
  readonly count: number;
  readonly right: number;
  readonly strict: number;
  /** Of what was answered and has evidence: some citation stands where it does. */
  readonly place: number | null;
  /** Of what the corpus tells: refused. */
  readonly falseRefusals: number | null;
  /** Of the citations. */
  readonly verbatim: number | null;
  /** Median of the characters of `text`. */
  readonly length: number;
}

export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const scores = outcomes.map(({ score }) => score);
  const answerable = outcomes.filter(({ question }) => question.answerable);
  return {
    count: outcomes.length,
    right: share(scores.map(({ right }) => right)) ?? 0,
    strict: share(scores.map(({ strict }) => strict)) ?? 0,
    place: share(scores.flatMap(({ place }) => place ?? [])),
    falseRefusals: share(answerable.map(({ score }) => score.refused)),
    verbatim: share(scores.flatMap(({ verbatim }) => verbatim)),
    length: quantile(
      scores.map(({ length }) => length),
      0.5,
    ),
  };
}

export interface ChatFigures {
  readonly count: number;
  readonly right: number;
  readonly strict: number;
  /** What came where it is wrong, with how often. */
  readonly wrong: Readonly<Record<string, number>>;
}

export function chatFiguresOf(outcomes: readonly ChatOutcome[]): ChatFigures {
  const wrong: Record<string, number> = {};
  for (const { score } of outcomes) if (!score.right) wrong[score.came] = (wrong[score.came] ?? 0) + 1;
  return {
    count: outcomes.length,
    right: share(outcomes.map(({ score }) => score.right)) ?? 0,
    strict: share(outcomes.map(({ score }) => score.strict)) ?? 0,
    wrong,
  };
}

/** Of what is true; null of none. */
export function share(values: readonly boolean[]): number | null {
  return values.length === 0 ? null : values.filter(Boolean).length / values.length;
}

/** Nearest-rank quantile; 0 of none. */
export function quantile(values: readonly number[], at: number): number {
  const ascending = values.toSorted((a, b) => a - b);
  return ascending[Math.max(0, Math.ceil(at * ascending.length) - 1)] ?? 0;
}
