/** A question → the words of the corpus that answer it, or a refusal. */

import { isQuestion, type Passage } from "../corpus/passages.ts";
import type { Asks } from "../search/asks.ts";
import type { Wish } from "../search/fits.ts";
import type { Scope } from "../search/retrieve.ts";
import type { Claim, Grounded, NonEmpty, NotFound, Quote } from "./answer.ts";
import { type Choice, withoutTrailingComma } from "./choose.ts";
import { judge } from "./gate.ts";
import { createGround, type Ground } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";
import { nearestWords } from "./near.ts";
import { falsePremise, notTold } from "./refuse.ts";
import { consecutive } from "./runs.ts";
import { select } from "./select.ts";
import type { Understanding } from "./understand.ts";

/** Passages looked at for an answer. */
const HITS = 8;

/** A sentence of at most this many characters is quoted whole, so that a clause is read with its neighbours. */
const SHORT_SENTENCE = 140;
/** The same for a figure or a date, which reads well alone. */
const SHORT_FIGURE_SENTENCE = 70;
/** Runs that stand for themselves are quoted as they were chosen. */
const AS_CHOSEN = 0;

export interface AskRequest {
  readonly understanding: Understanding;
  /** Words to look for; the question's content, or what a follow-up made of it. */
  readonly content: string;
  /** The one case that is asked about, by ordinal into `store.cases()`. */
  readonly caseOrdinal?: number;
  /** Restricts the answer to passages of a section or item that the question names. */
  readonly accepts?: (passage: Passage) => boolean;
}

/** Suggestions and what was carried over are added by `respond`. `ground` numbers the citations of the answer it is part of. */
export async function ask(
  request: AskRequest,
  knowledge: Knowledge,
  ground: Ground = createGround(knowledge.store),
): Promise<Grounded | NotFound> {
  const { understanding, content, caseOrdinal, accepts } = request;
  const { retriever, store } = knowledge;
  const unionCase = caseOrdinal === undefined ? undefined : (await store.cases())[caseOrdinal];
  const scope: Scope = {
    ...(caseOrdinal === undefined ? {} : { cases: new Set([caseOrdinal]) }),
    accepts: accepts ?? ((passage) => passage.sectionKind !== "heading"),
  };
  const hits = await retriever.retrieve(content, {
    limit: HITS,
    scope,
    rankLanes: knowledge.witness !== undefined,
  });
  const concepts = await retriever.concepts(content);
  if (concepts.length === 0) return notTold(concepts, unionCase);
  const question = understanding.text;
  const wish: Wish = { asks: understanding.asks, listed: understanding.listed, question, concepts };
  const { chosen, nearest, whole } = select(hits, wish, understanding.parts);
  const verdict = judge({
    question,
    concepts,
    chosen,
    nearest,
    asks: understanding.asks,
    hits,
    named: caseOrdinal !== undefined,
  });
  knowledge.witness?.attempted({ content, concepts, hits, chosen, verdict });
  if (verdict.reason === "figure" || verdict.reason === "reversed")
    return falsePremise(verdict.figures, unionCase);
  if (verdict.reason) return notTold(concepts, unionCase, verdict);

  const { certain } = verdict;
  const claims = !certain
    ? await claimsOf(nearestWords(hits, wish, chosen), AS_CHOSEN, ground)
    : whole
      ? [await wholeClaim(chosen, ground)]
      : await claimsOf(chosen, shortSentence(understanding.asks), ground);
  const [first, ...rest] = claims;
  if (!first) return notTold(concepts, unionCase);
  const answer: NonEmpty<Claim> = [first, ...rest];
  return { kind: "grounded", by: "extractive", certain, claims: answer, suggestions: [], carried: null };
}

function shortSentence(asks: Asks): number {
  return asks === "number" || asks === "time" ? SHORT_FIGURE_SENTENCE : SHORT_SENTENCE;
}

/** One claim a run; a sentence of at most `short` characters is quoted whole. */
async function claimsOf(chosen: readonly Choice[], short: number, ground: Ground): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const choice of chosen) claims.push(await claimOf(choice, short, ground));
  return claims;
}

/** The item's lead, or its first sentence, says what the sentences quoted below it are about. */
async function wholeClaim(chosen: readonly Choice[], ground: Ground): Promise<Claim> {
  const [first] = chosen;
  if (!first) throw new Error("ask: expected chosen sentences, found none");
  const { passage } = first.hit;
  const quotes: Quote[] = [];
  for (const run of consecutive(chosen.map(({ sentence }) => sentence))) {
    quotes.push(await ground.quote({ case: first.hit.case, passage, sentences: run }));
  }
  const [quote, ...rest] = quotes;
  if (!quote) throw new Error("ask: expected chosen sentences, found none");
  const lead =
    passage.lead !== null && !isQuestion({ text: passage.lead }) ? passage.lead : first.sentence.text;
  return { text: lead, quotes: [quote, ...rest] };
}

/** The claim says the run itself; its quote shows it within its sentence where that is short. */
async function claimOf(choice: Choice, short: number, ground: Ground): Promise<Claim> {
  const { hit, sentence } = choice;
  const place = { case: hit.case, passage: hit.passage, sentences: [sentence] };
  const whole = sentence.text.length <= short;
  const trimmed = withoutTrailingComma(choice.text);
  const quote: Quote = await ground.quote(
    whole ? place : { ...place, from: choice.from, to: choice.from + trimmed.length },
  );
  const quotes: NonEmpty<Quote> = [quote];
  return { text: trimmed.trim(), quotes };
}
