/** A message, with what was asked before it → an answer. The one way from every channel to the abilities. */

import type { Addressed } from "../question/acts.ts";
import type { Answer } from "./answer.ts";
import type { Asking } from "./asking.ts";
import { compareAsked } from "./cases/compare.ts";
import { listAsked } from "./cases/list-cases.ts";
import { carriedOf, carryOver, type Topic, targetOf, topicAfter } from "./conversation.ts";
import { assertGrounded } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";
import { questionAsked } from "./question-asked.ts";
import { quoteAsked } from "./quote-asked.ts";
import { notFound } from "./refuse.ts";
import type { Request } from "./request.ts";
import { suggest } from "./suggest.ts";
import { summaryAsked } from "./summary-asked.ts";
import { talkOf } from "./talk.ts";
import { type PartAnswered, together } from "./together.ts";
import type { TopicMemory } from "./topic-memory.ts";
import { understand } from "./understand.ts";
import { verify } from "./verify.ts";
import { write } from "./writing/write.ts";

export interface Message {
  readonly question: string;
  /** What the same person asked before in this conversation, oldest first. */
  readonly history?: readonly string[];
  /** How the program was spoken to, where the channel knows. */
  readonly addressed?: Addressed | undefined;
  /** The text of the message that this one replies to. */
  readonly replyTo?: string | undefined;
}

/** At least so many of the last questions, where there are so many, are gone through to understand the next. */
const REMEMBERED = 6;

/** A longer message is answered by its beginning: nobody types so much, and every pattern reads it. */
const MAX_MESSAGE = 4_000;

export interface Responding {
  /** With one, a question that goes on from one answered lately takes no longer than a first one; the answer is the same. */
  readonly memory?: TopicMemory | undefined;
  readonly asking?: Asking | undefined;
}

/**
 * Rejects with a `GroundingError` when a quote is not the source's; then there is nothing to send. Rejects with the
 * signal's reason when whoever asks gives up.
 */
export async function respond(
  { question, history = [], addressed, replyTo }: Message,
  knowledge: Knowledge,
  { memory, asking = {} }: Responding = {},
): Promise<Answer> {
  asking.onStage?.("retrieving");
  const cases = await knowledge.store.cases();
  const questions = [...history.slice(firstRemembered(history.length)), question].map((text) =>
    text.slice(0, MAX_MESSAGE),
  );
  const recalled = memory?.recall(cases, questions.slice(0, -1));
  let topic = recalled?.topic ?? null;
  let last: Taken | undefined;
  for (let i = recalled?.length ?? 0; i < questions.length; i += 1) {
    asking.signal?.throwIfAborted();
    const isLast = i === questions.length - 1;
    const spoken = { question: questions[i] ?? "", ...(isLast ? { addressed, replyTo } : {}) };
    const talk = await talkOf(spoken, topic, knowledge);
    if (talk.kind === "answered") {
      last = { answer: talk.answer };
      if (talk.forgets) topic = null;
    } else {
      const taken = await takeParts(talk.said, knowledge.writer ? [talk.said] : talk.parts, topic, knowledge);
      last = taken;
      // What a model makes of an answer has no part in what follow-ups mean.
      topic = taken.topic;
    }
    if (topic) memory?.keep(cases, questions.slice(0, i + 1), topic);
  }
  const written = last ? await inWords(last, questions, knowledge, asking) : notFound({ kind: "empty" });
  asking.onStage?.("grounding");
  return complete(written, knowledge);
}

/** In steps, so that a conversation that grows by a question begins where it began before, as a rule. */
function firstRemembered(count: number): number {
  return Math.max(0, Math.floor(count / REMEMBERED) - 1) * REMEMBERED;
}

/** The last step of every answer, whichever ability gave it: each quote is checked once more, suggestions are added. */
export async function complete(answer: Answer, knowledge: Knowledge): Promise<Answer> {
  await assertGrounded(answer, knowledge.store);
  return { ...answer, suggestions: await suggest(answer, knowledge) };
}

/** A question as it was understood, and its answer. */
interface Taken {
  /** None where nothing was asked. */
  readonly request?: Request;
  readonly answer: Answer;
}

/** `questions`: of the conversation, the one that was taken last. */
async function inWords(
  taken: Taken,
  questions: readonly string[],
  knowledge: Knowledge,
  asking: Asking,
): Promise<Answer> {
  const { writer } = knowledge;
  const { request, answer } = taken;
  if (!writer || !request) return answer;
  const draft = { request, answer, question: questions.at(-1) ?? "", history: questions.slice(0, -1) };
  return write(draft, { writer, knowledge, asking }, (question) => takeTurn(question, null, knowledge));
}

/** Each part goes on from the one before; all of it is taken at once where the answers do not go together. */
async function takeParts(
  said: string,
  parts: readonly string[],
  before: Topic | null,
  knowledge: Knowledge,
): Promise<Required<Taken> & { readonly topic: Topic }> {
  const answers: PartAnswered[] = [];
  let topic = before;
  let last: Required<Taken> | undefined;
  for (const part of parts) {
    last = await takeTurn(part, topic, knowledge);
    topic = topicAfter(topic, last.request, last.answer);
    answers.push({ part, answer: last.answer });
  }
  if (last && topic && parts.length === 1) return { ...last, topic };
  const joined = together(answers);
  if (last && topic && joined) return { request: last.request, answer: joined, topic };
  const whole = await takeTurn(said, before, knowledge);
  return { ...whole, topic: topicAfter(before, whole.request, whole.answer) };
}

async function takeTurn(
  question: string,
  topic: Topic | null,
  knowledge: Knowledge,
): Promise<Required<Taken>> {
  const turn = carryOver(await understand(question, knowledge), topic);
  const target = targetOf(turn, await knowledge.store.cases());
  const request: Request = { ...turn, target };
  knowledge.witness?.understood(request);
  const answer = await dispatch(request, knowledge);
  return { request, answer: { ...answer, carried: carriedOf(turn, target) } };
}

async function dispatch(request: Request, knowledge: Knowledge): Promise<Answer> {
  const { understanding, content } = request;
  const { intent, unknown, referents, pasted } = understanding;
  switch (intent) {
    case "empty":
      return notFound({ kind: intent });
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
