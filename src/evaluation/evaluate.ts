/** Questions put to the bot → for each what became of it, and where it went wrong. */

import { watch } from "../answer/explain.ts";
import type { Knowledge } from "../answer/knowledge.ts";
import type { Request } from "../answer/request.ts";
import type { Signals } from "../answer/signals.ts";
import type { Attempt } from "../answer/witness.ts";
import { type ContractAnswer, contractOf } from "../render/contract.ts";
import { findPassages } from "../search/find-passages.ts";
import type { Hit, RankedLane } from "../search/rank.ts";
import { holdsSpot, isOrganization, type Spot, type Spots, spotsOf } from "./evidence.ts";
import { chosenRight, type Grade, grade } from "./grade.ts";
import type { Question } from "./question.ts";

/** What of the program is to blame for a wrong answer. */
export type Cause = "case resolution" | "follow-up" | "retrieval" | "sentence choice" | "refusal" | "length";

export type Lane = RankedLane | "fused";

export interface Outcome {
  readonly question: Question;
  readonly answer: ContractAnswer;
  readonly grade: Grade;
  /** Null for a right answer. */
  readonly cause: Cause | null;
  readonly elapsedMs: number;
  /** Rank of the first passage with evidence, from 1, when the question alone is searched for; null where none is found. */
  readonly ranks: Readonly<Record<Lane, number | null>> | null;
  /** Of the last search; null where the answer needed no gate (lists, quotes, summaries …). */
  readonly gate: Gated | null;
}

/** What the gate said of the words chosen for an answer. */
export interface Gated {
  readonly score: number;
  /** Why it refused; null for an answer. */
  readonly reason: string | null;
  /** The answer shows the chosen words alone; else several places that are worth a look. */
  readonly certain: boolean;
  /** The chosen words alone hold what a right answer has to. */
  readonly chosenRight: boolean;
  readonly signals: Signals;
}

/** Passages looked at for the rank of the evidence. */
const RANKED = 200;

export async function evaluate(
  questions: readonly Question[],
  knowledge: Knowledge,
  onProgress: (done: number) => void = () => {},
): Promise<Outcome[]> {
  const cases = await knowledge.store.cases();
  const spots = spotsOf(cases);
  const texts = new Map<string, string>();
  for (const { file } of cases)
    if (!texts.has(file)) texts.set(file, (await knowledge.store.text(file)) ?? "");
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    outcomes.push(await evaluateOne(question, knowledge, { spots, textOf: (file) => texts.get(file) ?? "" }));
    onProgress(outcomes.length);
  }
  return outcomes;
}

async function evaluateOne(
  question: Question,
  knowledge: Knowledge,
  source: { spots: Spots; textOf: (file: string) => string },
): Promise<Outcome> {
  const begun = performance.now();
  const { answer: given, request, attempt } = await watch(question, knowledge);
  const answer = contractOf(given);
  const elapsedMs = performance.now() - begun;
  const graded = grade({ question, answer, ...source });
  const evidence = source.spots.ofQuestion(question);
  return {
    question,
    answer,
    grade: graded,
    cause: graded.right ? null : causeOf({ question, answer, grade: graded, request, attempt, evidence }),
    elapsedMs,
    ranks: evidence.size > 0 ? await ranksOf(question, evidence, knowledge) : null,
    gate: attempt ? gatedOf(question, attempt) : null,
  };
}

function gatedOf(question: Question, { verdict, chosen }: Attempt): Gated {
  const { score, reason, certain, signals } = verdict;
  return { score, reason, certain, chosenRight: chosenRight(question, chosen), signals };
}

interface Failure {
  readonly question: Question;
  readonly answer: ContractAnswer;
  readonly grade: Grade;
  readonly request: Request | undefined;
  readonly attempt: Attempt | undefined;
  readonly evidence: ReadonlySet<Spot>;
}

function causeOf({ question, answer, grade: { fault }, request, attempt, evidence }: Failure): Cause {
  if (fault === "answered") return "refusal";
  if (fault === "too long") return "length";
  const target = request?.target.cases ?? [];
  const misled =
    fault === "ambiguous" ||
    (target.length > 0 &&
      !question.organizations.some((label) =>
        target.some((unionCase) => isOrganization(label, unionCase)),
      )) ||
    (fault === "refused" && (request?.understanding.unknown.length ?? 0) > 0);
  if (misled) return question.type === "followup" ? "follow-up" : "case resolution";
  const found = attempt?.hits.some(({ passage }) => holdsSpot(passage, evidence)) ?? true;
  if (!found) return question.type === "followup" && target.length === 0 ? "follow-up" : "retrieval";
  return answer.kind === "not-found" ? "refusal" : "sentence choice";
}

/** A follow-up is searched for with the question before it, as nothing else is known of it here. */
async function ranksOf(
  { question, history }: Question,
  evidence: ReadonlySet<Spot>,
  knowledge: Knowledge,
): Promise<Record<Lane, number | null>> {
  const query = [...history.slice(-1), question].join(" ");
  const hits = await findPassages(query, knowledge, { limit: RANKED, rankLanes: true });
  const right = hits.filter(({ passage }) => holdsSpot(passage, evidence));
  const best = (rank: (hit: Hit) => number | null) => {
    const ranks = right.flatMap((hit) => rank(hit) ?? []);
    return ranks.length > 0 ? Math.min(...ranks) : null;
  };
  return {
    terms: best(({ lanes }) => lanes.terms?.rank ?? null),
    vectors: best(({ lanes }) => lanes.vectors?.rank ?? null),
    fused: best((hit) => hits.indexOf(hit) + 1),
  };
}
