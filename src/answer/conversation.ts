/** Earlier questions of a conversation → what a follow-up takes over from them. */

import type { Case } from "../corpus/case.ts";
import type { Asks } from "../search/asks.ts";
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
  /** The case talked about before that one. */
  readonly earlierCaseId: string | null;
  /** How many things were asked for, or said to be there. */
  readonly counted: number | null;
  readonly quotes: readonly Quote[];
  /** All that was quoted since this case is talked about. */
  readonly told: readonly Quote[];
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
  const caseId = only(cases) ?? refused ?? stays;
  const sameCase = before?.caseId === caseId;
  return {
    understanding,
    content,
    caseId,
    earlierCaseId: (sameCase ? before?.earlierCaseId : before?.caseId) ?? null,
    counted: understanding.counted ?? (understanding.item === null ? null : (before?.counted ?? null)),
    section: only(new Set(places.map(({ section }) => section))) ?? null,
    item: only(new Set(places.map(({ item }) => item))) ?? null,
    quotes,
    told: [...(sameCase ? (before?.told ?? []) : []), ...(isCertain(answer) ? quotes : quotes.slice(0, 1))],
  };
}

/** An answer in other words shows places to look at, of which the first is most likely what was asked. */
function isCertain(answer: Answer): boolean {
  return answer.kind !== "grounded" || answer.certain;
}

/** Completes a question from the topic: the earlier question for another case, its words, or the kind of its answer. */
export function carryOver(question: Understanding, topic: Topic | null): Turn {
  if (!topic) return { understanding: question, content: question.content, topic, repeated: null };
  const asked = withinCase(question, topic);
  const alone: Turn = { understanding: asked, content: asked.content, topic, repeated: null };
  const before = topic.understanding;
  const bare =
    asked.intent === "question" && !asked.hasContent && asked.section === null && asked.item === null;
  const names = asked.referents.some(({ isProgramme }) => !isProgramme);
  if (bare && asked.referents.length > 0 && asksSomething(before)) {
    const { referents, unknown, question: words, text } = asked;
    const understanding = {
      ...before,
      intent: before.intent === "compare" ? ("question" as const) : before.intent,
      referents,
      unknown,
      question: `${before.question} ${words}`,
      text: `${withoutNames(before)} ${text}`,
      pointsBack: false,
    };
    return { understanding, content: topic.content, topic: null, repeated: before.question };
  }
  if (names || asked.intent !== "question") return alone;
  if (bare && !["matter", "choice"].includes(asked.asks)) return { ...alone, content: topic.content };
  if (asked.pointsBack && asked.asks === "matter" && asked.section === null) {
    const asks = CARRIED.has(before.asks) ? before.asks : asked.asks;
    const understanding = { ...asked, asks, text: `${withoutNames(before)} ${asked.text}` };
    return { ...alone, understanding };
  }
  return alone;
}

/** 那线下呢 after a list asks what is there, be it a list or not. */
const CARRIED: ReadonlySet<Asks> = new Set([
  "number",
  "time",
  "person",
  "place",
  "reason",
  "manner",
  "meaning",
]);

/** Says that cases are asked for, and not what the case talked about has to do with. */
const OF_ALL_CASES = /案例|经验|工会|地方|地区|城市|[省市区县]|别的|其[他它]|还有/;

/** 哪几家单位 within a conversation about a case asks within it. */
function withinCase(asked: Understanding, { caseId }: Topic): Understanding {
  const ofCases = asked.intent === "which" || asked.intent === "count";
  return ofCases && caseId !== null && !OF_ALL_CASES.test(asked.text)
    ? { ...asked, intent: "question" }
    : asked;
}

/** The case of an earlier question is not what the words say about another. */
function withoutNames({ text, referents }: Understanding): string {
  return referents
    .filter(({ isProgramme }) => !isProgramme)
    .reduce((rest, { name }) => rest.replaceAll(name, " "), text);
}

function asksSomething({ hasContent, section, item, intent }: Understanding): boolean {
  if (intent === "quote" || intent === "summary") return true;
  return (intent === "question" || intent === "compare") && (hasContent || section !== null || item !== null);
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

const ABOUT_ALL_CASES = new Set(["which", "count", "catalogue", "compare", "verify", "empty"]);

export function targetOf({ understanding, topic }: Turn, cases: readonly Case[]): Target {
  const named = [...new Set(understanding.referents.flatMap((referent) => referent.cases))];
  const before = caseBefore(understanding.text, topic, cases);
  const ofProgramme = understanding.referents.every(({ isProgramme }) => isProgramme);
  // A programme of the case talked about is what is asked about, not another case.
  if (before && ofProgramme && named.some((ordinal) => cases[ordinal] === before))
    return { cases: [before], carried: true, weakly: false };
  const document = named.length === 1 ? undefined : documentMeant(understanding.text, cases);
  if (document) return { cases: [document], carried: false, weakly: false };
  if (named.length > 0) {
    return { cases: named.flatMap((ordinal) => cases[ordinal] ?? []), carried: false, weakly: false };
  }
  if (understanding.section?.kind === "front") {
    const fronts = cases.filter(({ role }) => role === "document");
    if (fronts.length === 1) return { cases: fronts, carried: false, weakly: false };
  }
  if (!before || ABOUT_ALL_CASES.has(understanding.intent))
    return { cases: [], carried: false, weakly: false };
  return { cases: [before], carried: true, weakly: understanding.hasContent && !understanding.pointsBack };
}

/** 这本选编: the document itself, by the word for it in its heading. */
function documentMeant(text: string, cases: readonly Case[]): Case | undefined {
  const word = text.match(/(?:这|该|本)(?:1)?(?:本|份|套|部|篇|期)?(选编|汇编|选登|案例集|专辑|简报)/)?.[1];
  if (word === undefined) return undefined;
  const documents = cases.filter(
    ({ role, organization, title }) => role === "document" && `${organization} ${title}`.includes(word),
  );
  return documents.length === 1 ? documents[0] : undefined;
}

const EARLIER =
  /(?:前面|之前|先前|最早|最开始|1开始|开头)(?:提到|说|问|讲)?(?:过)?的?(?:那|1)?(?:个|家)|前者|(?:上1个|第1个)案例/;

/** The case talked about, or the one before it where the question says so. */
function caseBefore(text: string, topic: Topic | null, cases: readonly Case[]): Case | undefined {
  const id = (EARLIER.test(text) ? topic?.earlierCaseId : null) ?? topic?.caseId;
  return id ? cases.find((unionCase) => unionCase.id === id) : undefined;
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
