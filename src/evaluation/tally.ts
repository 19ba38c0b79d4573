/** Outcomes → figures by type and in all, plain data that can be kept and compared. */

import type { Lane, Outcome } from "./evaluate.ts";
import { QUESTION_TYPES } from "./question.ts";

/** Shares are from 0 to 1; null where there is nothing to share out. */
export interface Figures {
  readonly count: number;
  readonly right: number;
  readonly share: number | null;
  readonly refusedRightly: number | null;
  readonly refusedWrongly: number | null;
  readonly evidenceRecall: number | null;
  readonly sectionExact: number | null;
  readonly itemExact: number | null;
  readonly citationPrecision: number | null;
  readonly listExact: number | null;
  /** Of `text`, in UTF-16 units. */
  readonly medianLength: number;
  readonly verbatim: number | null;
}

export interface LaneFigures {
  readonly count: number;
  readonly recallAt1: number;
  readonly recallAt3: number;
  readonly recallAt5: number;
  /** Mean reciprocal rank. */
  readonly mrr: number;
}

export interface Tally {
  readonly types: Readonly<Record<string, Figures>>;
  readonly all: Figures;
  /** By question type, and `all`. */
  readonly lanes: Readonly<Record<Lane, Readonly<Record<string, LaneFigures>>>>;
  readonly latencyMs: { readonly p50: number; readonly p99: number };
}

export function tallyOf(outcomes: readonly Outcome[]): Tally {
  const byType = new Map<string, Outcome[]>();
  for (const type of QUESTION_TYPES) {
    const own = outcomes.filter(({ question }) => question.type === type);
    if (own.length > 0) byType.set(type, own);
  }
  const times = outcomes.map(({ elapsedMs }) => elapsedMs).sort((a, b) => a - b);
  const lane = (name: Lane) =>
    Object.fromEntries(
      [...byType, ["all", outcomes] as const].map(([type, own]) => [type, laneFigures(own, name)]),
    );
  return {
    types: Object.fromEntries([...byType].map(([type, own]) => [type, figuresOf(own)])),
    all: figuresOf(outcomes),
    lanes: { terms: lane("terms"), vectors: lane("vectors"), fused: lane("fused") },
    latencyMs: { p50: quantile(times, 0.5), p99: quantile(times, 0.99) },
  };
}

function figuresOf(outcomes: readonly Outcome[]): Figures {
  const answerable = outcomes.filter(({ question }) => question.answerable);
  const unanswerable = outcomes.filter(({ question }) => !question.answerable);
  const grades = outcomes.map(({ grade }) => grade);
  const answered = answerable.map(({ grade }) => grade).filter(({ refused }) => !refused);
  const isRefused = ({ grade }: Outcome) => grade.refused;
  const lengths = grades.map(({ length }) => length).sort((a, b) => a - b);
  const right = grades.filter((grade) => grade.right).length;
  return {
    count: outcomes.length,
    right,
    share: mean(grades.map((grade) => grade.right)),
    refusedRightly: mean(unanswerable.map(isRefused)),
    refusedWrongly: mean(answerable.map(isRefused)),
    evidenceRecall: mean(answerable.map(({ grade }) => grade.evidenceRecall)),
    sectionExact: mean(answered.map(({ sectionExact }) => sectionExact)),
    itemExact: mean(answered.map(({ itemExact }) => itemExact)),
    citationPrecision: mean(answered.map(({ citationPrecision }) => citationPrecision)),
    listExact: mean(answerable.map(({ grade }) => grade.listExact)),
    medianLength: quantile(lengths, 0.5),
    verbatim: mean(grades.map(({ verbatim }) => verbatim)),
  };
}

function laneFigures(outcomes: readonly Outcome[], lane: Lane): LaneFigures {
  const ranks = outcomes.flatMap(({ ranks }) => (ranks ? [ranks[lane] ?? Number.POSITIVE_INFINITY] : []));
  const within = (limit: number) => mean(ranks.map((rank) => rank <= limit)) ?? 0;
  return {
    count: ranks.length,
    recallAt1: within(1),
    recallAt3: within(3),
    recallAt5: within(5),
    mrr: mean(ranks.map((rank) => 1 / rank)) ?? 0,
  };
}

/** Of what is not null; true counts 1. */
function mean(values: readonly (number | boolean | null)[]): number | null {
  const numbers = values.filter((value) => value !== null).map(Number);
  return numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

/** Nearest-rank quantile of ascending values; 0 of none. */
function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? 0;
}
