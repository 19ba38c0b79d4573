/** A message, with what was asked before it → an answer. The one way from every channel to the abilities. */

import { type Answer, type Grounded, quotesOf } from "../grounding/answer.ts";
import { assertGrounded } from "../grounding/ground.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { withYearsBeside } from "../language/years-asked.ts";
import type { Addressed } from "../question/acts.ts";
import { asksOverCases } from "../question/kinds.ts";
import { ofListed, ofPair } from "../question/listed.ts";
import { partsWithin } from "../question/parts.ts";
import { readPart } from "../question/read.ts";
import type { Part } from "../question/request.ts";
import { askedAgain, type Topic, yearTalkedAbout } from "../question/topic.ts";
import { isOfManner, withPlaces } from "./abilities/several.ts";
import { answerPart } from "./answer-part.ts";
import type { Asking } from "./asking.ts";
import { notWithheld, withTimeLeft } from "./early.ts";
import type { Answered } from "./in-words.ts";
import type { Knowledge } from "./knowledge.ts";
import { pinnedAnswer } from "./pinned.ts";
import { notFound } from "./refuse.ts";
import { FOR_OTHERS, RULES_TELL } from "./replies.ts";
import { suggest } from "./suggest.ts";
import { talkOf } from "./talk.ts";
import { isSure, type PartAnswered, together } from "./together.ts";
import { carriedOf, topicAfter } from "./topic-after.ts";
import type { TopicMemory } from "./topic-memory.ts";
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

export interface Responding {
  /** With one, a question that goes on from one answered lately takes no longer than a first one; the answer is the same. */
  readonly memory?: TopicMemory | undefined;
  readonly asking?: Asking | undefined;
}

/** At least so many of the last questions, where there are so many, are gone through to understand the next. */
const REMEMBERED = 6;

/** A longer message is answered by its beginning: nobody types so much, and every pattern reads it. */
const MAX_MESSAGE = 4_000;

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
  const begun = performance.now();
  const cases = await knowledge.store.cases();
  const questions = [...history.slice(firstRemembered(history.length)), question].map((text) =>
    text.slice(0, MAX_MESSAGE),
  );
  const recalled = memory?.recall(cases, questions.slice(0, -1));
  let topic = recalled?.topic ?? null;
  let last: Taken = { answer: notFound({ kind: "empty" }), topic };
  for (let i = recalled?.length ?? 0; i < questions.length; i += 1) {
    asking.signal?.throwIfAborted();
    const isLast = i === questions.length - 1;
    const spoken = { question: questions[i] ?? "", ...(isLast ? { addressed, replyTo } : {}) };
    last = (await pinned(spoken.question, topic, knowledge)) ?? (await takeTurn(spoken, topic, knowledge));
    // What a model makes of an answer has no part in what follow-ups mean.
    topic = last.topic;
    if (topic) memory?.keep(cases, questions.slice(0, i + 1), topic);
  }
  const written = await inWords(last, questions, knowledge, asking, begun);
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
  const scope = knowledge.scope && { scope: knowledge.scope.name };
  return { ...answer, suggestions: await suggest(answer, knowledge), ...scope };
}

/** A message as it was understood, and its answer. */
interface Taken {
  /** The question; none where nothing was asked. */
  readonly part?: Part;
  readonly answer: Answer;
  readonly topic: Topic | null;
}

async function takeTurn(
  spoken: Omit<Message, "history">,
  before: Topic | null,
  knowledge: Knowledge,
): Promise<Taken> {
  const talk = await talkOf(spoken, before, knowledge);
  if (talk.kind === "answered") {
    const { answer, perhaps, forgets } = talk;
    const part = perhaps && (await readPart(perhaps, knowledge.finder, await knowledge.store.cases()));
    return { ...(part && { part }), answer, topic: forgets ? null : before };
  }
  const answers: (PartAnswered & { readonly taken: Taken })[] = [];
  let taken: Taken = { answer: notFound({ kind: "empty" }), topic: before };
  for (const part of talk.parts) {
    taken = await takePart(part, taken.topic, knowledge, talk.parts.length === 1);
    answers.push({ part, answer: taken.answer, taken });
  }
  if (talk.orElse !== undefined) {
    for (const one of answers) {
      const told = talk.forOthers ? forOthersTold(one.answer) : ruleTold(one.answer);
      if (told) return { ...one.taken, answer: told };
    }
    return { ...taken, answer: talk.orElse, topic: before };
  }
  if (answers.length === 1) return (await inParts(taken, talk.said, before, knowledge)) ?? taken;
  const joined = together(answers);
  if (!joined) return takePart(talk.said, before, knowledge);
  const isOpen = !before && joined.kind === "grounded" && !answers.every(isOfOneCase);
  const answer = isOpen ? await ofAll(talk.said, joined, knowledge) : joined;
  return { ...taken, answer };
}

/** What is not told as one, by the questions in it; undefined where the first, on which the others go on, is not surely told. */
async function inParts(
  { answer, topic }: Taken,
  said: string,
  before: Topic | null,
  knowledge: Knowledge,
): Promise<Taken | undefined> {
  if (answer.kind !== "not-found" || answer.reason.kind !== "not-told") return undefined;
  const answers: PartAnswered[] = [];
  let taken: Taken = { answer, topic: before };
  for (const part of partsWithin(said)) {
    taken = await takePart(part, taken.topic, knowledge, false);
    const answered = { part, answer: taken.answer };
    if (answers.length === 0 && !isSure(answered)) return undefined;
    answers.push(answered);
  }
  const joined = together(answers);
  return joined && { ...taken, answer: joined, topic };
}

/** A question that names a case and is told of it needs no places of others: 甲哪年成立的？乙有多少间？ */
function isOfOneCase({ answer, taken }: PartAnswered & { readonly taken: Taken }): boolean {
  const told = answer.kind === "excerpt" || (answer.kind === "grounded" && answer.certain);
  return told && taken.part?.named.whose.cases.length === 1;
}

/** The place chosen for a question, unless that goes on from what was asked before; a model has no part in it. */
async function pinned(
  question: string,
  before: Topic | null,
  knowledge: Knowledge,
): Promise<Taken | undefined> {
  const answer = await pinnedAnswer(question, knowledge);
  if (!answer) return undefined;
  const part = await readPart(question, knowledge.finder, await knowledge.store.cases());
  return before && part.pointsBack ? undefined : { answer, topic: topicAfter(before, part, { answer }) };
}

/** What somebody in trouble asks, where articles of a law or a regulation tell it and nothing else does. */
function ruleTold(answer: Answer): Answer | undefined {
  if (answer.kind !== "grounded") return undefined;
  const isRule = quotesOf(answer).every(({ citation }) =>
    SECTIONS.says("opens-article", readable(citation.section)),
  );
  return isRule ? { ...answer, says: RULES_TELL } : undefined;
}

/** The same, or the cases that tell of it, for whoever is to help somebody in trouble. */
function forOthersTold(answer: Answer): Answer | undefined {
  const told = answer.kind === "listing" ? answer : ruleTold(answer);
  return told && { ...told, says: FOR_OTHERS };
}

const SECTIONS = openTemplates("sections");

/** The answers to the parts with what tells of them taken together, where they ask of several sides. */
async function ofAll(said: string, answer: Grounded, knowledge: Knowledge): Promise<Grounded> {
  const part = await readPart(said, knowledge.finder, await knowledge.store.cases());
  // Of cases that are named, what is not told of one is told by no more places of the others.
  const isSettled = answer.untold !== undefined && part.named.firmly;
  return asksOverCases(part) && !isOfManner(part) && !isSettled
    ? withPlaces(answer, part, knowledge)
    : answer;
}

/** `alone`: the only question of its message; others are answered by one place each. */
async function takePart(
  said: string,
  topic: Topic | null,
  knowledge: Knowledge,
  alone = true,
): Promise<Taken> {
  const cases = await knowledge.store.cases();
  const year = topic && yearTalkedAbout(topic, cases);
  const own = await readPart(year ? withYearsBeside(said, year) : said, knowledge.finder, cases);
  const listed = ofPair(own, topic, cases) ?? (await ofListed(own, topic, knowledge.finder, cases));
  const again = listed ? null : topic && askedAgain(topic, own, cases);
  const part = listed ?? again ?? own;
  knowledge.witness?.understood(part);
  const answered: Answered = await answerPart(part, topic, knowledge, alone);
  const carried = again && topic ? { question: topic.part.said } : carriedOf(topic, answered);
  const answer = { ...answered.answer, carried };
  return { part, answer, topic: topicAfter(topic, part, answered, listed !== null) };
}

/** `questions`: of the conversation, the one that was taken last; `begun`: when that came, by the clock of `performance`. */
async function inWords(
  { part, answer }: Taken,
  questions: readonly string[],
  knowledge: Knowledge,
  asking: Asking,
  begun: number,
): Promise<Answer> {
  if (!knowledge.writer || !part) return answer;
  const writer = withTimeLeft(knowledge.writer, begun);
  const draft = { part, answer, question: questions.at(-1) ?? "", history: questions.slice(0, -1) };
  return notWithheld(asking, {
    afterMs: writer.withheldMs,
    ready: () => complete(answer, knowledge),
    work: () => write(draft, { writer, knowledge, asking }),
  });
}
