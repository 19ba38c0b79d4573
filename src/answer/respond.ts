/** A message, with what was asked before it → an answer. The one way from every channel to the abilities. */

import type { Answer } from "./answer.ts";
import { compareAsked } from "./cases/compare.ts";
import { listAsked } from "./cases/list-cases.ts";
import { carriedOf, carryOver, type Topic, type Turn, targetOf, topicAfter } from "./conversation.ts";
import { assertGrounded } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";
import { questionAsked } from "./question-asked.ts";
import { quoteAsked } from "./quote-asked.ts";
import { notFound } from "./refuse.ts";
import type { Request } from "./request.ts";
import { suggest } from "./suggest.ts";
import { summaryAsked } from "./summary-asked.ts";
import { understand } from "./understand.ts";
import { verify } from "./verify.ts";

export interface Message {
  readonly question: string;
  /** What the same person asked before in this conversation, oldest first. */
  readonly history?: readonly string[];
}

/** Earlier questions beyond these say nothing about the one now. */
const REMEMBERED = 6;

/** A longer message is answered by its beginning: nobody types so much, and every pattern reads it. */
const MAX_MESSAGE = 4_000;

/** Rejects with a `GroundingError` when a quote is not the source's; then there is nothing to send. */
export async function respond({ question, history = [] }: Message, knowledge: Knowledge): Promise<Answer> {
  let topic: Topic | null = null;
  for (const earlier of history.slice(-REMEMBERED)) {
    const { turn, answer } = await takeTurn(earlier.slice(0, MAX_MESSAGE), topic, knowledge);
    topic = topicAfter(topic, turn, answer);
  }
  const { answer } = await takeTurn(question.slice(0, MAX_MESSAGE), topic, knowledge);
  return complete(answer, knowledge);
}

/** The last step of every answer, whichever ability gave it: each quote is checked once more, suggestions are added. */
export async function complete(answer: Answer, knowledge: Knowledge): Promise<Answer> {
  await assertGrounded(answer, knowledge.store);
  return { ...answer, suggestions: await suggest(answer, knowledge) };
}

async function takeTurn(
  question: string,
  topic: Topic | null,
  knowledge: Knowledge,
): Promise<{ turn: Turn; answer: Answer }> {
  const turn = carryOver(await understand(question, knowledge), topic);
  const target = targetOf(turn, await knowledge.store.cases());
  const request: Request = { ...turn, target };
  knowledge.witness?.understood(request);
  const answer = await dispatch(request, knowledge);
  return { turn, answer: { ...answer, carried: carriedOf(turn, target) } };
}

async function dispatch(request: Request, knowledge: Knowledge): Promise<Answer> {
  const { understanding, content } = request;
  const { intent, unknown, referents, pasted } = understanding;
  switch (intent) {
    case "empty":
    case "off-topic":
      return notFound({ kind: intent });
    case "help":
      return { kind: "help", suggestions: [], carried: null };
    case "verify":
      return verify(pasted ?? content, knowledge);
    case "catalogue":
      return listAsked(request, knowledge);
    default:
  }
  if (unknown.length > 0) return notFound({ kind: "unknown-case", name: unknown.join("、") });
  if (intent === "which" || intent === "count")
    return orElse(await listAsked(request, knowledge), request, knowledge);
  if (intent === "compare" || (intent === "question" && referents.length >= 2))
    return compareAsked(request, knowledge);
  if (intent === "quote") return orElse(await quoteAsked(request, knowledge), request, knowledge);
  if (intent === "summary") return summaryAsked(request, knowledge);
  return questionAsked(request, knowledge);
}

/** What is neither listed nor quoted by its words may be told in others. */
async function orElse(answer: Answer, request: Request, knowledge: Knowledge): Promise<Answer> {
  if (answer.kind !== "not-found" || answer.reason.kind !== "not-told") return answer;
  const told = await questionAsked(request, knowledge);
  // Who asks for the very words is not served by words that are merely near.
  const strict = /引用|引述|摘录|摘抄|照抄|原文|原话|原句/.test(request.understanding.text);
  return told.kind === "grounded" && (told.certain || !strict) ? told : answer;
}
