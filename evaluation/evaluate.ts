/** Questions put to the program → for each what became of it, and which step is to blame for a wrong answer. */

import { createAbilities } from "../src/answer/abilities.ts";
import { type Tried, watch } from "../src/answer/explain.ts";
import type { Knowledge } from "../src/answer/knowledge.ts";
import { sentencesIn, spanText } from "../src/answer/pick/spans.ts";
import { answerTyped } from "../src/app/commands/ask.ts";
import { textOf as wordsOf } from "../src/corpus/passages.ts";
import { type ContractAnswer, contractOf } from "../src/render/contract.ts";
import { asTyped, type ChatMessage, type ChatScore, scoreChat } from "./chat.ts";
import type { OpenCorpus } from "./open-corpus.ts";
import { goldAt, type Question } from "./question.ts";
import { type Score, score } from "./score.ts";
import { folded, holds } from "./tokens.ts";

/**
 * - `retrieval`: no passage found holds the answer
 * - `spans`: one does, but no span of it
 * - `pick`: a span does, and others went before it
 * - `judge`: refused, though the words were there; or answered what is not told
 * - `shown`: the right span came first, and the answer is not right all the same
 * - `ability`: no words were chosen: a list, a quote, a summary, a refusal by name
 */
export type Cause = "retrieval" | "spans" | "pick" | "judge" | "shown" | "ability";

export interface Outcome {
  readonly question: Question;
  readonly answer: ContractAnswer;
  readonly score: Score;
  /** Null for what is strictly right. */
  readonly cause: Cause | null;
  readonly elapsedMs: number;
}

export interface ChatOutcome {
  readonly message: ChatMessage;
  readonly answer: ContractAnswer;
  readonly score: ChatScore;
}

export async function evaluate(
  questions: readonly Question[],
  { knowledge, textOf }: Pick<OpenCorpus, "knowledge" | "textOf">,
  onProgress: () => void = () => {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    const begun = performance.now();
    const { answer: given, tried } = await watch(
      { question: question.question, history: question.history },
      knowledge,
    );
    const answer = contractOf(given);
    const elapsedMs = performance.now() - begun;
    const scored = score(question, answer, textOf);
    const cause = scored.strict ? null : causeOf(question, tried, scored);
    outcomes.push({ question, answer, score: scored, cause, elapsedMs });
    onProgress();
  }
  return outcomes;
}

export async function evaluateChat(
  messages: readonly ChatMessage[],
  knowledge: Knowledge,
): Promise<ChatOutcome[]> {
  const abilities = createAbilities(knowledge);
  const outcomes: ChatOutcome[] = [];
  for (const message of messages) {
    const answer = contractOf(await answerTyped(asTyped(message), abilities));
    outcomes.push({ message, answer, score: scoreChat(message, answer) });
  }
  return outcomes;
}

/** Whether words that begin at this place of a file are by themselves a right answer. */
export function isRight(
  question: Question,
  { file, start, text }: { readonly file: string; readonly start: number; readonly text: string },
): boolean {
  const bare = folded(text);
  return (
    question.mustContain.every((token) => holds(bare, token)) &&
    goldAt(question, question.sections, { file, start, end: start }) !== undefined
  );
}

function causeOf(question: Question, tried: readonly Tried[], { refused }: Score): Cause {
  if (tried.length === 0) return "ability";
  if (!question.answerable) return "judge";
  const places = tried.map(({ found }) =>
    found.ranked.findIndex(({ span }) =>
      isRight(question, {
        file: span.hit.passage.file,
        start: sentencesIn(span)[0]?.start ?? 0,
        text: spanText(span),
      }),
    ),
  );
  const found = places.some((place) => place >= 0);
  if (found && refused) return "judge";
  if (found) return places.includes(0) ? "shown" : "pick";
  const retrieved = tried.some((one) =>
    one.found.hits.some(({ passage: { file, start, sentences } }) =>
      isRight(question, { file, start, text: wordsOf(sentences) }),
    ),
  );
  return retrieved ? "spans" : "retrieval";
}
