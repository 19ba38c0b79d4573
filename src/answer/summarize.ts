/** A case, or parts of it → a summary in its own words, in the order of the source. */

import type { Case } from "../corpus/case.ts";
import { lengthOf, lengthOfAll, type Passage, passagesOf, textOf } from "../corpus/passages.ts";
import type { Claim, Grounded, NonEmpty, Quote, Summary, SummaryLength } from "../grounding/answer.ts";
import { withoutTrailingComma } from "../grounding/clauses.ts";
import { caseRef, createGround, type Ground, type Place } from "../grounding/ground.ts";
import { readable } from "../language/templates.ts";
import type { SectionKindAsked, SummaryWish } from "../question/summary-wish.ts";
import { aspectClaims } from "./aspects.ts";
import type { Knowledge } from "./knowledge.ts";
import { isHeadedAs, roleOf, tellingOf } from "./summary-cells.ts";
import { divisionPicks, divisionsOf } from "./summary-divisions.ts";
import { bestRun, picksOf } from "./summary-picks.ts";
import { isWhole, joinedRuns, type Pick } from "./summary-runs.ts";
import { type Focus, MIN_SECTION, sectionsWanted } from "./summary-sections.ts";

export interface SummaryRequest {
  readonly case: Case;
  readonly length: SummaryLength;
  /** How many points; three where a length of three says no other number. */
  readonly points?: SummaryWish["points"];
  /** Most characters of source; null where no number is said. */
  readonly characters?: SummaryWish["characters"];
  /** The whole case where there is none. */
  readonly focus?: Focus;
  /** What the aspects are aspects of. */
  readonly topic?: string;
  /** One point for each section whose heading has this word; null for none. */
  readonly each?: SummaryWish["each"];
  /** It may go into detail. */
  readonly detailed?: SummaryWish["detailed"];
  readonly only?: SummaryWish["only"];
  /** What it is to tell of; each gets the sentence that says it. */
  readonly aspects?: SummaryWish["aspects"];
}

/** Characters of a summary in one sentence, and of each of several points. */
const ONE = 60;
const POINT = 110;

/** Of a short case points are short, so that in full it is told of at greater length. */
const SHARE_OF_POINTS = 0.39;

/** A full summary is at most this share of the case, and so long; one that is to go into detail so long. */
const SHARE = 0.4;
const MOST = 650;
/** So long is one of a few sentences. */
const FEW = 490;
const DETAILED = 1_500;
/** A long document is told of with a line for each of its parts. */
const LONGEST = 1_200;
/** Of a case of a few sentences so much is shown all the same. */
const LEAST = 220;

type Point = Summary["points"][number];

/** Rejects only when the store does; a case has at least one section with words. */
export async function summaryOf(request: SummaryRequest, knowledge: Knowledge): Promise<Summary | Grounded> {
  const { case: of, length, aspects = [] } = request;
  const told = aspects.length > 0 ? await aspectClaims(of, request.topic ?? "", aspects, knowledge) : [];
  const [first, ...rest] = told;
  if (first) return grounded([first, ...rest]);
  const ground = createGround(knowledge.store);
  const { focus = [] } = request;
  const focused = sectionsWanted(of, focus, length === "full");
  // Lines that only repeat the title are no words to tell a part by.
  if (focused.length === 0 && focus.length > 0) return summaryOf({ ...request, focus: [] }, knowledge);
  const sections = focus.length > 0 ? focused : nothingBut(focused, request.only ?? []);
  const word = request.each ?? null;
  const each =
    word === null ? [] : sections.filter(([first]) => readable(first?.section ?? "").includes(word));
  const points =
    each.length > 1 ? await onePointEach(of, each, ground) : await pointsOf(of, sections, request, ground);
  const [point, ...others] = points;
  if (!point) throw new Error(`${of.file}:${of.line}: expected a case with words, found none`);
  return {
    kind: "summary",
    by: "extractive",
    case: caseRef(of),
    length,
    points: [point, ...others],
    suggestions: [],
    carried: null,
  };
}

function grounded(claims: NonEmpty<Claim>): Grounded {
  return { kind: "grounded", by: "extractive", certain: true, claims, suggestions: [], carried: null };
}

async function pointsOf(
  of: Case,
  sections: readonly Passage[][],
  { length, points, characters, detailed, focus = [] }: SummaryRequest,
  ground: Ground,
): Promise<Point[]> {
  const divisions = focus.length > 0 || length === "one" ? [] : divisionsOf(of, sections);
  if (divisions.length > 0) {
    const count = length === "full" ? divisions.length : (points ?? 3);
    const most = characters ?? Math.min(LONGEST, Math.max(length === "full" ? MOST : FEW, count * POINT));
    const told = divisionPicks(of, divisions, Math.min(most, SHARE * sizeOf(sections)), count);
    return inOrder(told, ({ name, picks }) => pointOf(of, picks, ground, name));
  }
  if (length === "one") {
    const best = bestRun(of, sections.flat(), Math.min(characters ?? ONE, 2 * ONE));
    if (best) return inOrder([best], (pick) => pointOf(of, [pick], ground));
  }
  const isFew = length === "three" && points === null && !characters;
  if (length === "full" || isFew) {
    const most = characters ?? (isFew ? FEW : detailed ? DETAILED : MOST);
    const all = focus.length > 0 ? lengthOfAll(passagesOf(of)) : sizeOf(sections);
    // So many characters as are wished for are told, where there are so many.
    const room = Math.min(most, Math.max(LEAST, (characters ? 1 : SHARE) * all));
    const picks = picksOf(of, sections.flat(), room);
    return inOrder(sections, (section) => pointOf(of, within(picks, section), ground));
  }
  const count = points ?? 3;
  const most = characters ?? Math.max(LEAST, SHARE_OF_POINTS * lengthOfAll(passagesOf(of)));
  const room = Math.min(POINT, most / count);
  const picked = groupsFor(sections, count).flatMap(({ passages, count: own }) =>
    parted(of, passages, own, room),
  );
  return inOrder(picked, (picks) => pointOf(of, picks, ground));
}

async function onePointEach(of: Case, sections: readonly Passage[][], ground: Ground): Promise<Point[]> {
  const best = sections.map((section) => bestRun(of, section, POINT));
  return inOrder(best, (pick) => pointOf(of, pick ? [pick] : [], ground));
}

/** The sections that are nothing but what is asked for; all where there are none. */
function nothingBut(
  sections: readonly Passage[][],
  kinds: readonly SectionKindAsked[],
): readonly Passage[][] {
  const own = sections.filter(([first]) => first && kinds.some((kind) => isHeadedAs(kind, first)));
  return own.length > 0 ? own : sections;
}

/** One after the other: quotes get their numbers as they are made. */
async function inOrder<T>(
  items: readonly T[],
  make: (item: T) => Promise<Point | undefined>,
): Promise<Point[]> {
  const points: Point[] = [];
  for (const item of items) {
    const point = await make(item);
    if (point) points.push(point);
  }
  return points;
}

function within(picks: readonly Pick[], passages: readonly Passage[]): Pick[] {
  return picks.filter(({ passage }) => passages.includes(passage));
}

/** Which sections get a point each where there are more than points, and how many where there are fewer. */
function groupsFor(sections: readonly Passage[][], count: number): { passages: Passage[]; count: number }[] {
  const ofRole = (role: string) => sections.find(([passage]) => passage && roleOf(passage) === role);
  const opening = ofRole("opening") ?? sections.find((section) => toldLength(section) >= 2 * MIN_SECTION);
  const longest = [...sections].sort((a, b) => lengthOfAll(b) - lengthOfAll(a));
  const wanted = new Set<Passage[]>();
  const isAfter = (section: Passage[]) => section[0] !== undefined && roleOf(section[0]) === "after";
  const others = [...longest.filter((one) => !isAfter(one)), ...longest.filter(isAfter)];
  for (const section of [ofRole("results"), ofRole("measures"), opening, ...others])
    if (section && wanted.size < count) wanted.add(section);
  const chosen = sections.filter((section) => wanted.has(section));
  let more = count - chosen.length;
  const shares = new Map(chosen.map((section) => [section, 1]));
  while (more > 0 && chosen.length > 0) {
    const [next] = [...chosen].sort(
      (a, b) => lengthOfAll(b) / (shares.get(b) ?? 1) - lengthOfAll(a) / (shares.get(a) ?? 1),
    );
    if (next) shares.set(next, (shares.get(next) ?? 1) + 1);
    more -= 1;
  }
  return chosen.map((passages) => ({ passages, count: shares.get(passages) ?? 1 }));
}

/** A section as so many points: runs of its sentences, shared out in their order. */
function parted(of: Case, passages: readonly Passage[], count: number, room: number): Pick[][] {
  const picks = picksOf(of, passages, room * count);
  const size = Math.ceil(picks.length / count);
  return Array.from({ length: count }, (_, i) => picks.slice(i * size, (i + 1) * size)).filter(
    ({ length }) => length > 0,
  );
}

function toldLength(passages: readonly Passage[]): number {
  return lengthOf(passages.flatMap(tellingOf));
}

const sizeOf = (sections: readonly Passage[][]) => lengthOfAll(sections.flat());

/** `called`: the part that it tells of, where that is more than its section. */
async function pointOf(
  of: Case,
  picks: readonly Pick[],
  ground: Ground,
  called?: string,
): Promise<Point | undefined> {
  const [head] = picks;
  const claim = await claimOf(of, picks, ground);
  return head && claim
    ? { section: called ?? head.passage.section, sectionKind: head.passage.sectionKind, claim }
    : undefined;
}

async function claimOf(of: Case, picks: readonly Pick[], ground: Ground): Promise<Claim | undefined> {
  const quotes: Quote[] = [];
  const texts: string[] = [];
  const labelled = new Set<Passage>();
  for (const run of joinedRuns(picks)) {
    const [first] = run;
    const last = run.at(-1);
    if (!first || !last) continue;
    const { passage, from } = first;
    const sentences = run.map((pick) => pick.sentence);
    const joined = textOf(sentences);
    const end = joined.length - (last.sentence.text.length - last.to);
    const to = from + withoutTrailingComma(joined.slice(from, end)).length;
    const place: Place = { case: of, passage, sentences, ...(run.every(isWhole) ? {} : { from, to }) };
    const quote = await ground.quote(place);
    quotes.push(quote);
    const isFirst = passage.item !== null && !labelled.has(passage);
    labelled.add(passage);
    texts.push(`${isFirst ? passage.item : ""}${quote.text}`);
  }
  const [first, ...rest] = quotes;
  if (!first) return undefined;
  const all: NonEmpty<Quote> = [first, ...rest];
  return { text: texts.join(""), quotes: all };
}
