/** A case, or parts of it → a summary in its own words, in the order of the source. */

import type { Case } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import type { Claim, Grounded, NonEmpty, Quote, Summary, SummaryLength } from "../grounding/answer.ts";
import { withoutTrailingComma } from "../grounding/clauses.ts";
import { caseRef, createGround, type Ground, type Place } from "../grounding/ground.ts";
import type { SummaryWish } from "../question/summary-wish.ts";
import { aspectClaims } from "./aspects.ts";
import { partsCalled } from "./excerpt-places.ts";
import type { Knowledge } from "./knowledge.ts";
import { partsNamed } from "./named-parts.ts";
import {
  bestRun,
  isAside,
  isWhole,
  type Limits,
  type Pick,
  picksOf,
  roleOf,
  tellingOf,
} from "./summary-picks.ts";

export interface SummaryRequest {
  readonly case: Case;
  readonly length: SummaryLength;
  /** How many points; three where a length of three says no other number. */
  readonly points?: SummaryWish["points"];
  /** Most characters of source; null where no number is said. */
  readonly characters?: SummaryWish["characters"];
  /** Only what stands in these sections, or in the part that is called so; the whole case where there is none. */
  readonly focus?: {
    readonly sections?: readonly string[];
    readonly words?: string;
    readonly part?: { readonly start: number; readonly end: number };
  };
  /** What it is to tell of; each gets the sentence that says it. */
  readonly aspects?: SummaryWish["aspects"];
}

/** Shorter sections hold a date or a sender. */
const MIN_SECTION = 15;

/** Characters of a summary in one sentence, and of each of several points. */
const ONE = 60;
const POINT = 150;
const LEAST_POINT = 80;

/** Where no number of points is said, each of so many sections gets one. */
const MOST_SECTIONS = 4;

/** Of a short case points are short, so that in full it is told of at greater length. */
const SHARE_OF_POINTS = 0.39;

/** A full summary is at most this share of the case, and so long. */
const SHARE = 0.4;
const MOST = 1_500;
/** Of a case of a few sentences so much is shown all the same. */
const LEAST = 120;

/** A part of a case that its words name so well is what is meant. */
const NAMED = 0.6;

type Point = Summary["points"][number];

/** Rejects only when the store does; a case has at least one section with words. */
export async function summaryOf(request: SummaryRequest, knowledge: Knowledge): Promise<Summary | Grounded> {
  const { case: of, length, aspects = [] } = request;
  const told =
    aspects.length > 0 ? await aspectClaims(of, request.focus?.words ?? "", aspects, knowledge) : [];
  const [first, ...rest] = told;
  if (first) return grounded([first, ...rest]);
  const ground = createGround(knowledge.store);
  const sections = sectionsWanted(request);
  const points = await pointsOf(of, sections, request, ground);
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
  { length, points, characters }: SummaryRequest,
  ground: Ground,
): Promise<Point[]> {
  if (length === "one") {
    const best = bestRun(of, sections.flat(), Math.min(characters ?? ONE, 2 * ONE));
    if (best) return compact([await pointOf(of, [best], ground)]);
  }
  if (length === "full") {
    const room = Math.min(MOST, characters ?? MOST, Math.max(LEAST, SHARE * sizeOf(sections)));
    const picks = picksOf(of, sections, { room, run: 160, lead: 60 });
    return compact(await Promise.all(sections.map((section) => pointOf(of, within(picks, section), ground))));
  }
  const open = points === null && !characters ? Math.min(MOST_SECTIONS, sections.length) : 0;
  const count = points ?? Math.max(3, open);
  const most = characters ?? Math.max(LEAST_POINT * count, SHARE_OF_POINTS * lengthOf(passagesOf(of)));
  const limits = { room: Math.min(POINT, most / count), run: POINT, lead: 30 };
  const groups = groupsFor(sections, count);
  const picked = groups.flatMap(({ passages, count: own }) => parted(of, passages, own, limits));
  return compact(await Promise.all(picked.map((picks) => pointOf(of, picks, ground))));
}

const compact = <T>(values: readonly (T | undefined)[]): T[] => values.filter((value) => value !== undefined);

function within(picks: readonly Pick[], passages: readonly Passage[]): Pick[] {
  return picks.filter(({ passage }) => passages.includes(passage));
}

/** Which sections get a point each where there are more than points, and how many where there are fewer. */
function groupsFor(sections: readonly Passage[][], count: number): { passages: Passage[]; count: number }[] {
  const ofRole = (role: string) => sections.find(([passage]) => passage && roleOf(passage) === role);
  const longest = [...sections].sort((a, b) => lengthOf(b) - lengthOf(a));
  const wanted = new Set<Passage[]>();
  for (const section of [ofRole("results"), ofRole("measures"), ofRole("opening"), ...longest])
    if (section && wanted.size < count) wanted.add(section);
  const chosen = sections.filter((section) => wanted.has(section));
  let more = count - chosen.length;
  const shares = new Map(chosen.map((section) => [section, 1]));
  while (more > 0 && chosen.length > 0) {
    const [next] = [...chosen].sort(
      (a, b) => lengthOf(b) / (shares.get(b) ?? 1) - lengthOf(a) / (shares.get(a) ?? 1),
    );
    if (next) shares.set(next, (shares.get(next) ?? 1) + 1);
    more -= 1;
  }
  return chosen.map((passages) => ({ passages, count: shares.get(passages) ?? 1 }));
}

/** A section as so many points: runs of its sentences, shared out in their order. */
function parted(of: Case, passages: readonly Passage[], count: number, limits: Limits): Pick[][] {
  const picks = picksOf(of, [[...passages]], { ...limits, room: limits.room * count });
  const size = Math.ceil(picks.length / count);
  return Array.from({ length: count }, (_, i) => picks.slice(i * size, (i + 1) * size)).filter(
    ({ length }) => length > 0,
  );
}

/** The passages of each section asked for, headings apart, in source order. */
function sectionsWanted({ case: of, focus, length }: SummaryRequest): Passage[][] {
  const spans = spansOf(of, focus);
  const inside = ({ start, end }: Passage) =>
    spans.length === 0 || spans.some((span) => span.start < end && start < span.end);
  const groups = new Map<string, Passage[]>();
  for (const passage of passagesOf(of)) {
    if (passage.sectionKind === "heading" || !inside(passage)) continue;
    const sentences = passage.sentences.filter(
      ({ start }) => spans.length === 0 || spans.some((span) => span.start <= start && start < span.end),
    );
    const key = passage.id.replace(/\.\d+(?:\.\d+)?$/, "");
    if (sentences.length > 0) groups.set(key, [...(groups.get(key) ?? []), { ...passage, sentences }]);
  }
  const all = [...groups.values()];
  const matter = all.filter(([passage]) => passage && !isAside(passage));
  const telling = (matter.length > 0 ? matter : all).filter(
    (group) => lengthOf(group) >= MIN_SECTION && group.some((one) => tellingOf(one).length > 0),
  );
  return telling.length > 0 && (length !== "full" || telling.length < all.length) ? telling : all;
}

function spansOf(of: Case, focus: SummaryRequest["focus"]): { start: number; end: number }[] {
  if (focus?.part) return [focus.part];
  const parts = partsCalled(focus?.sections ?? [], of);
  if (parts.length > 0) return parts;
  const [named] = focus?.words ? partsNamed(focus.words, "", [of]) : [];
  return named && named.fit >= NAMED && named.part.kind !== "paragraph" ? [named.part] : [];
}

const sizeOf = (sections: readonly Passage[][]) => lengthOf(sections.flat());

function lengthOf(passages: readonly Passage[]): number {
  return passages.flatMap(({ sentences }) => sentences).reduce((sum, { text }) => sum + text.length, 0);
}

async function pointOf(of: Case, picks: readonly Pick[], ground: Ground): Promise<Point | undefined> {
  const [head] = picks;
  const claim = await claimOf(of, picks, ground);
  return head && claim
    ? { section: head.passage.section, sectionKind: head.passage.sectionKind, claim }
    : undefined;
}

async function claimOf(of: Case, picks: readonly Pick[], ground: Ground): Promise<Claim | undefined> {
  const quotes: Quote[] = [];
  const texts: string[] = [];
  for (const run of wholeRuns(picks)) {
    const [first] = run;
    if (!first) continue;
    const { passage, sentence, from } = first;
    const sentences = run.map((pick) => pick.sentence);
    const areWhole = run.every((pick) => isWhole(pick));
    const to = from + withoutTrailingComma(sentence.text.slice(from, first.to)).length;
    const place: Place = { case: of, passage, sentences, ...(areWhole ? {} : { from, to }) };
    const quote = await ground.quote(place);
    quotes.push(quote);
    texts.push(`${from === 0 ? (passage.item ?? "") : ""}${quote.text}`);
  }
  const [first, ...rest] = quotes;
  if (!first) return undefined;
  const all: NonEmpty<Quote> = [first, ...rest];
  return { text: texts.join(""), quotes: all };
}

/** Whole sentences that follow one another in a passage are quoted as one; a part of a sentence by itself. */
function wholeRuns(picks: readonly Pick[]): Pick[][] {
  const runs: Pick[][] = [];
  for (const pick of picks) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const follows =
      last !== undefined &&
      last.passage === pick.passage &&
      last.sentence.number + 1 === pick.sentence.number &&
      isWhole(last) &&
      isWhole(pick);
    if (run && follows) run.push(pick);
    else runs.push([pick]);
  }
  return runs;
}
