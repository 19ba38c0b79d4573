/** A question with several sides (cases, rows, years, things) → the places that tell of them, a passage each, from all of the corpus. */

import type { Sentence } from "../../corpus/case.ts";
import { lengthOf } from "../../corpus/passages.ts";
import type { Claim, Grounded, NotFound } from "../../grounding/answer.ts";
import { createGround } from "../../grounding/ground.ts";
import { SIDES } from "../../language/fact-words.ts";
import { tight } from "../../language/fold.ts";
import { readable } from "../../language/templates.ts";
import { operationsOf } from "../../question/conditions.ts";
import { asksWhich, sidesBeside } from "../../question/kinds.ts";
import { asksWhichCases } from "../../question/lists.ts";
import type { Part } from "../../question/request.ts";
import type { Knowledge } from "../knowledge.ts";
import { share } from "../pick/features.ts";
import { inTurn } from "../pick/in-turn.ts";
import { pick, type Ranked } from "../pick/pick.ts";
import { type PickQuery, pickQueryOf } from "../pick/query.ts";
import { headOf, readingOf, type Span, sentencesIn, surroundings } from "../pick/spans.ts";
import { numbered } from "../together.ts";
import { type ListedPlace, listUnder } from "../whole-lists.ts";
import { type Found, groundedOf, look } from "./ask.ts";
import { tellEach } from "./each-case.ts";
import { grounded, nonEmpty, sayingAll } from "./show.ts";

/** Passages that are looked at. */
const PASSAGES = 40;

/** Logits below the best from which on a place is no likely side of the question. */
const FAR = 6;

interface Room {
  /** Places shown, and their characters together. */
  readonly places: number;
  readonly characters: number;
}

const WHOLE: Room = { places: 12, characters: 1_500 };
/** Where several things are asked for, and not over cases. */
const OF_ONE_CASE: Room = { places: 7, characters: 900 };
/** Where nothing tells the question in its words. */
const NEAR: Room = { places: 3, characters: 500 };
/** 职工最满意的是哪家: a rank that no figure tells is not told by many places. */
const RANKED: Room = { places: 3, characters: 500 };
/** Beside figures that were computed. */
const BESIDE: Room = { places: 2, characters: 400 };

/** Null where one place tells all sides, or none is told. */
export async function tellSides(
  part: Part,
  found: Found,
  knowledge: Knowledge,
): Promise<Grounded | NotFound | null> {
  const each = await tellEach(part, knowledge);
  if (each) return each;
  if (isToldAtOnce(part, found)) return null;
  const apart = await placesApart(part, knowledge);
  if (apart) return grounded(apart);
  // No single place tells what is asked over all cases; of a case that is named it is not told.
  if (found.verdict?.kind === "refuse" && part.named.cases.length > 0) return null;
  const certain = found.verdict?.kind === "answer";
  const { most, least } = operationsOf(part.text);
  const ranks = most || least;
  const isOverCases = part.named.several || asksWhichCases(part.text) || sidesIn(part.text).length > 0;
  const room = ranks ? RANKED : !certain ? NEAR : isOverCases ? WHOLE : OF_ONE_CASE;
  const places = await placesOfSeveral(part, knowledge, room);
  return places.length > 0 ? { ...grounded(places), certain: certain && !ranks } : null;
}

/** Of the cases named, else of all. */
async function placesOfSeveral(
  { text, named }: Pick<Part, "text" | "named">,
  { retriever, store, weights = {} }: Knowledge,
  room: Room = WHOLE,
): Promise<Claim[]> {
  const ground = createGround(store);
  const ofCases = asksWhichCases(text);
  const hits = await retriever.retrieve(text, {
    limit: PASSAGES,
    scope: {
      ...(named.firmly && named.cases.length > 0 ? { cases: new Set(named.cases) } : {}),
      accepts: ({ sectionKind }) => sectionKind !== "heading" && !(ofCases && sectionKind === "front"),
    },
  });
  const query = await pickQueryOf({ text, asking: text }, await retriever.concepts(text), store);
  const ranked = bestOfEach(pick(hits, query, weights.pick, PASSAGES));
  const claims: Claim[] = [];
  for (const { span, places } of chosen(ranked, query, room)) {
    const { case: unionCase } = span.hit;
    const quotes = await Promise.all(places.map((place) => ground.quotes({ case: unionCase, ...place })));
    claims.push(sayingAll(nonEmpty(quotes.flat())));
  }
  return claims;
}

/** Rows of a table are read side by side: one of so many characters is shown whole. */
const TABLE = 900;

function shownOf(span: Span): readonly Sentence[] {
  const { header, sentences } = span.hit.passage;
  return header !== undefined && lengthOf(sentences) <= TABLE ? sentences : sentencesIn(span);
}

/**
 * 住院和体检，分别要几天: the best place for each side asked for by itself, and those of all behind; null where none are joined so,
 * or one is not told.
 */
async function placesApart(part: Part, knowledge: Knowledge): Promise<Claim[] | null> {
  const { text, named } = part;
  const beside = sidesBeside(text) ?? "";
  const sides = sidesIn(text);
  if (sides.length === 0) return null;
  const claims: Claim[] = [];
  for (const side of sides) {
    const own = text.replace(beside, side);
    const found = await look({ text: own, asking: own, absent: named.absent.length > 0 }, knowledge);
    if (found.verdict?.kind !== "answer") return null;
    const told = await groundedOf(found, knowledge, 1);
    claims.push(...(told?.claims ?? []));
  }
  return withOthers(claims, part, knowledge);
}

/** More things are hardly asked for one by one. */
const MOST_SIDES = 4;

/** The answer with the places that tell of its question's sides behind it. */
export async function withPlaces(answer: Grounded, part: Part, knowledge: Knowledge): Promise<Grounded> {
  return { ...answer, claims: nonEmpty(await withOthers(answer.claims, part, knowledge)) };
}

/** The claims, and behind them as many of the places as there is room for beside them. */
async function withOthers(claims: readonly Claim[], part: Part, knowledge: Knowledge): Promise<Claim[]> {
  const spent = claims.reduce((sum, claim) => sum + claim.text.length, 0);
  const room = { ...WHOLE, characters: WHOLE.characters - spent };
  return numbered([...claims, ...(await placesOfSeveral(part, knowledge, room))]);
}

/** What was computed, with a few places beside it where it leaves unsaid what a clause of the question is about. */
export async function besideComputed(answer: Grounded, part: Part, knowledge: Knowledge): Promise<Grounded> {
  const { text } = part;
  const { retriever, store } = knowledge;
  const { pairs } = await pickQueryOf({ text, asking: text }, await retriever.concepts(text), store);
  const said = tight(readable(answer.claims.flatMap(wordsOf).join("|")));
  const isSaid = (clause: string) => {
    const own = pairs.filter((pair) => pair.weight > 0 && clause.includes(pair.text));
    return own.length < LEAST_PAIRS || share(own, (pair) => said.includes(pair.text)) >= SAID;
  };
  const clauses = text
    .split(/[,;:?。]/)
    .map(tight)
    .filter((clause) => clause !== "");
  if (clauses.length < 2 || clauses.every(isSaid)) return answer;
  const places = await placesOfSeveral(part, knowledge, BESIDE);
  return { ...answer, claims: nonEmpty(numbered([...answer.claims, ...places])) };
}

/** Share of the weight of a clause's pairs of characters from which on it is said; one of fewer pairs says nothing of its own. */
const SAID = 0.7;
const LEAST_PAIRS = 2;

function wordsOf({ text, quotes }: Claim): string[] {
  const places = quotes.map((quote) => `${quote.text}|${quote.citation.section}`);
  return [text, ...places, ...quotes.map(({ citation }) => citation.case.organization)];
}

/** A place that says nearly all of the question, and is likely the right one, answers all its sides. */
const AT_ONCE = { right: 0.85, says: 0.75 };
/** Of a single case one place tells it, unless that is hardly the right one. */
const OF_ONE = 0.5;
/** One that names all that stand side by side need not be as sure. */
const LIKELY = 0.4;

/** Whether the first place tells all sides by itself, or how something is done is asked, which one place tells. */
function isToldAtOnce({ type, text, named }: Part, { ranked: [first], verdict, query }: Found): boolean {
  if (!first || !verdict || verdict.kind === "corrects") return true;
  if (isOfManner({ type, text })) return true;
  const sides = sidesIn(text).map(tight);
  if (sides.length > 1) {
    const said = surroundings(first.span);
    const isSaid = (side: string) => {
      const words = query.words.filter((word) => side.includes(word.text));
      return said.includes(side) || share(words, (word) => said.includes(word.text)) >= SAID;
    };
    return verdict.right >= LIKELY && sides.every(isSaid);
  }
  if (named.several) return false;
  if (named.cases.length === 1 && verdict.right >= OF_ONE) return true;
  const { characters, heading } = first.features;
  return verdict.right >= AT_ONCE.right && characters + heading >= AT_ONCE.says;
}

/** 住院, 体检 of 住院和体检，分别要几天; none where nothing is joined so, or too much. */
function sidesIn(text: string): readonly string[] {
  const sides = (sidesBeside(text) ?? "").split(SIDES).map((side) => side.trim());
  const areThings = sides.length > 1 && sides.length <= MOST_SIDES && sides.every((side) => side.length > 1);
  return areThings ? sides : [];
}

/** How or why, and not which cases. */
export function isOfManner({ type, text }: Pick<Part, "type" | "text">): boolean {
  return (type === "manner" || type === "reason") && !asksWhich(text);
}

/** The best span of each passage, best first, while they are likely. */
function bestOfEach(ranked: readonly Ranked[]): Ranked[] {
  const seen = new Set<string>();
  const least = (ranked[0]?.score ?? 0) - FAR;
  return ranked.filter(({ span, score }) => {
    const { id } = span.hit.passage;
    return score >= least && !seen.has(id) && seen.add(id);
  });
}

/** Logits that a place is worth more if it is the first of its case. */
const OF_OTHER_CASE = 1;

function chosen(ranked: readonly Ranked[], query: PickQuery, { places, characters }: Room): Candidate[] {
  return inTurn(ranked.map(candidateOf), query, ({ size, span: { hit } }, taken) => {
    const spent = taken.reduce((sum, one) => sum + one.size, 0);
    if (taken.length >= places || (taken.length > 0 && spent + size > characters)) return null;
    return taken.some(({ span }) => span.hit.case.id === hit.case.id) ? 0 : OF_OTHER_CASE;
  });
}

interface Candidate extends Pick<Ranked, "span" | "score"> {
  /** What is shown of it and stands above it; folded, letters and digits. */
  readonly said: string;
  /** What is shown of it, with what it leads to. */
  readonly places: readonly ListedPlace[];
  /** Characters of the places. */
  readonly size: number;
}

function candidateOf({ span, score }: Ranked): Candidate {
  const { case: of, passage } = span.hit;
  const sentences = shownOf(span);
  const places = [{ passage, sentences }, ...listUnder(passage, of, sentences)];
  const said = [headOf(span.hit), ...sentences.map((sentence) => readingOf(sentence).letters)].join("|");
  return { span, score, said, places, size: lengthOf(places.flatMap((place) => place.sentences)) };
}
