/** Earlier questions of a conversation → what a follow-up takes over from them. */

import type { Case } from "../corpus/case.ts";
import { type Answer, type Carried, type Quote, quotesOf } from "./answer.ts";
import type { Standing } from "./sections.ts";
import type { Understanding } from "./understand.ts";

/** What is being talked about after a question and its answer. */
export interface Topic extends Standing {
  readonly understanding: Understanding;
  /** The content that was looked for, carried content included. */
  readonly content: string;
  /** Id of the case talked about, where there is exactly one. */
  readonly caseId: string | null;
  readonly quotes: readonly Quote[];
}

/** A question with what it takes over. */
export interface Turn {
  readonly understanding: Understanding;
  readonly content: string;
  readonly topic: Topic | null;
  /** The earlier question that is asked again. */
  readonly repeated: string | null;
}

/** The topic after an answer; the case stays as it was where the answer is about none. */
export function topicAfter(before: Topic | null, turn: Turn, answer: Answer): Topic {
  const { understanding, content } = turn;
  const quotes = quotesOf(answer);
  const cases = new Set(quotes.map(({ citation }) => citation.case.id));
  const places = quotes.map(({ citation }) => citation).filter(({ section }) => section !== "标题");
  const refused = answer.kind === "not-found" && "case" in answer.reason ? answer.reason.case?.id : undefined;
  const stays = understanding.referents.length === 0 ? (before?.caseId ?? null) : null;
  return {
    understanding,
    content,
    caseId: only(cases) ?? refused ?? stays,
    section: only(new Set(places.map(({ section }) => section))) ?? null,
    item: only(new Set(places.map(({ item }) => item))) ?? null,
    quotes,
  };
}

/** Completes a question from the topic: the earlier question for another case, its words, or the kind of its answer. */
export function carryOver(asked: Understanding, topic: Topic | null): Turn {
  const alone: Turn = { understanding: asked, content: asked.content, topic, repeated: null };
  if (!topic) return alone;
  const before = topic.understanding;
  const bare =
    asked.intent === "question" && !asked.hasContent && asked.section === null && asked.item === null;
  if (bare && asked.referents.length > 0 && asksSomething(before)) {
    const { referents, unknown, question, text } = asked;
    const understanding = {
      ...before,
      referents,
      unknown,
      question: `${before.question} ${question}`,
      text: `${before.text} ${text}`,
      pointsBack: false,
    };
    return { understanding, content: topic.content, topic: null, repeated: before.question };
  }
  if (asked.referents.length > 0) return alone;
  if (bare && !["matter", "choice"].includes(asked.asks)) return { ...alone, content: topic.content };
  if (asked.intent === "question" && asked.pointsBack && asked.asks === "matter" && asked.section === null) {
    return { ...alone, understanding: { ...asked, asks: before.asks, text: `${before.text} ${asked.text}` } };
  }
  return alone;
}

function asksSomething({ hasContent, section, item, intent }: Understanding): boolean {
  if (intent === "quote" || intent === "summary") return true;
  return intent === "question" && (hasContent || section !== null || item !== null);
}

/** Which cases a question is about. */
export interface Target {
  /** Empty when the question names none and none is carried. */
  readonly cases: readonly Case[];
  /** Taken over from the conversation. */
  readonly carried: boolean;
  /** Carried, but the question may as well be about another case. */
  readonly weakly: boolean;
}

const ABOUT_ALL_CASES = new Set([
  "which",
  "count",
  "catalogue",
  "compare",
  "verify",
  "help",
  "off-topic",
  "empty",
]);

export function targetOf({ understanding, topic }: Turn, cases: readonly Case[]): Target {
  const named = [...new Set(understanding.referents.flatMap((referent) => referent.cases))];
  if (named.length > 0) {
    return { cases: named.flatMap((ordinal) => cases[ordinal] ?? []), carried: false, weakly: false };
  }
  if (understanding.section?.kind === "front") {
    const fronts = cases.filter(({ role }) => role === "document");
    if (fronts.length === 1) return { cases: fronts, carried: false, weakly: false };
  }
  const before = topic?.caseId ? cases.find(({ id }) => id === topic.caseId) : undefined;
  if (!before || ABOUT_ALL_CASES.has(understanding.intent))
    return { cases: [], carried: false, weakly: false };
  return { cases: [before], carried: true, weakly: understanding.hasContent && !understanding.pointsBack };
}

export function carriedOf(turn: Turn, target: Target): Carried | null {
  const organization = target.carried ? target.cases[0]?.organization : undefined;
  const section =
    target.carried && turn.understanding.item !== null && turn.understanding.section === null
      ? turn.topic?.section
      : null;
  const carried: Carried = {
    ...(organization === undefined ? {} : { case: organization }),
    ...(section ? { section } : {}),
    ...(turn.repeated === null ? {} : { question: turn.repeated }),
  };
  return Object.keys(carried).length > 0 ? carried : null;
}

function only<T>(values: ReadonlySet<T>): T | undefined {
  return values.size === 1 ? [...values][0] : undefined;
}
