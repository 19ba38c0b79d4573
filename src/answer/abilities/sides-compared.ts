/**
 * 甲和乙谁的会员多, 甲比乙多花多少钱 → the figure of each that tells of the same thing, which of them it is, and by how much. Null where not
 * both are told, or what is told of them is of two kinds.
 */

import type { Claim, Grounded } from "../../grounding/answer.ts";
import { createGround, type Ground } from "../../grounding/ground.ts";
import { kindOf } from "../../language/dictionary.ts";
import { sameUnit } from "../../language/quantities.ts";
import { withoutYears, yearsAsked } from "../../language/years-asked.ts";
import { operationsOf, rankOf, type SidesBy, sidesBy, wantsLess } from "../../question/conditions.ts";
import { type Fact, factsOf } from "../../search/facts.ts";
import { figureWords } from "../../search/figure-words.ts";
import { saidForm } from "../../search/lines.ts";
import { changeOf } from "../../search/side-by-side.ts";
import { alike, contextOf, degreeIn, shareIn, type Terms, termsOf } from "../../search/speak.ts";
import type { Knowledge } from "../knowledge.ts";
import { linesNear } from "../lines-near.ts";
import { unitOfWord } from "./asked-figures.ts";
import { computed, differenceOf } from "./computed.ts";
import { claimOf, grounded, headerOf, sayingOf } from "./show.ts";

/** Less of a side, or of the thing, said at a figure, and it is of something else. */
const OF_SIDE = 0.75;
const OF_THING = 0.5;
/** What it is worth to be said in the line, or in the heading of its case, and not by the figure's own words. */
const IN_LINE = 0.9;
const IN_NAME = 0.95;
/** The same of the thing above a table. */
const ABOVE = 0.6;

const PAUSE = /[，、；。：,;:”“]/;

/** Characters on each side of a figure among which what it counts stands. */
const COUNTED = 8;

/** By how much the figure of a later year goes before. */
const LATER = 1e-3;

/** What it is worth that both stand in one column, or in words alike. */
const ONE_COLUMN = 0.6;
const MIN_ALIKE = 0.4;

interface Candidate {
  readonly fact: Fact;
  /** Its case goes by the name of the side: another's may be of another case. */
  readonly isOfCase: boolean;
  readonly worth: number;
}

export async function sidesCompared(
  text: string,
  knowledge: Knowledge,
  ofYears: boolean,
): Promise<Grounded | null> {
  const sides = sidesBy(text);
  const asked = sides && areYears(sides) === ofYears ? sides : null;
  const ranked = ofYears ? null : rankOf(text);
  if (!asked && !ranked) return null;
  const ground = createGround(knowledge.store);
  const claim = asked
    ? await sideBySide(asked, knowledge, ground)
    : ranked && (await rankTold(ranked, knowledge, ground));
  return claim && grounded([claim]);
}

function areYears({ first, second }: SidesBy): boolean {
  return yearsAsked(first).length > 0 && yearsAsked(second).length > 0;
}

async function sideBySide(asked: SidesBy, knowledge: Knowledge, ground: Ground): Promise<Claim | null> {
  const { first, second, thing } = asked;
  const [year, otherYear] = [yearsAsked(first)[0], yearsAsked(second)[0]];
  // 会员2024年比2021年多: what is said beside the first year is of both.
  const both = `${withoutYears(first)} ${thing}`;
  const isOfYears = year !== undefined && otherYear !== undefined;
  const sides: readonly [Side, Side] = isOfYears
    ? [
        { thing: both, year },
        { thing: both, year: otherYear },
      ]
    : [
        { own: first, other: second, thing },
        { own: second, other: first, thing },
      ];
  const pair = likestOf(
    await figuresOf(sides[0], knowledge),
    await figuresOf(sides[1], knowledge),
    isOfYears || thing !== "",
  );
  if (!pair || !isOfYears) return pair && compared(pair, asked, ground);
  const [claim = null] = (await computed(pair, { ...operationsOf(""), compare: true }, ground)) ?? [];
  return claim;
}

/** 冬暖屋的评议分排第几: its place in the column of a table. */
async function rankTold(
  asked: Pick<SidesBy, "first" | "thing">,
  knowledge: Knowledge,
  ground: Ground,
): Promise<Claim | null> {
  const told = await figuresOf({ own: asked.first, thing: asked.thing }, knowledge);
  const fact = told.find((one) => one.fact.line.table)?.fact;
  const column = (fact?.line.table?.rows ?? [])
    .flatMap(factsOf)
    .filter((one) => !one.total && one.year === fact?.year && headerOf(one) === (fact && headerOf(fact)));
  if (!fact || !column.includes(fact) || column.length < 2) return null;
  const place = 1 + column.filter(({ value }) => value > fact.value).length;
  return claimOf(`从高到低排第${place}（共${column.length}）：${sayingOf(fact)}`, [fact], ground);
}

/** What is asked of one of the two: of whom, and not of whom, or of which year. */
interface Side {
  readonly own?: string;
  readonly other?: string;
  readonly thing: string;
  readonly year?: number;
}

/** Figures that tell the thing of one side and not of the other, best first. */
async function figuresOf(
  { own = "", other = "", thing, year }: Side,
  knowledge: Knowledge,
): Promise<Candidate[]> {
  const lines = await linesNear(`${own} ${thing}`, knowledge);
  const termsIn = async (words: string) => termsOf(words, await knowledge.retriever.concepts(words));
  const [things, mine, theirs] = [await termsIn(thing), await termsIn(own), await termsIn(other)];
  const unit = unitOfWord(thing.trim());
  return lines
    .flatMap(factsOf)
    .filter(
      (fact) => !fact.planned && (year === undefined || fact.year === year) && changeOf(fact)?.[0] !== fact,
    )
    .filter(
      (fact) => !unit || (fact.kind === unit.kind && (fact.unit === "" || sameUnit(fact.unit, unit.unit))),
    )
    .flatMap((fact): Candidate[] => {
      const words = figureWords(fact);
      const ofSide = own === "" ? 1 : sideSaid(mine, fact, words);
      const ofThing = things.total === 0 ? 1 : thingSaid(things, fact, words);
      const isOthers = other !== "" && sideSaid(theirs, fact, words) >= ofSide;
      // Where no year is named the last one counts.
      const worth = ofSide + ofThing + LATER * (fact.year ?? 0);
      return ofSide < OF_SIDE || ofThing < OF_THING || isOthers
        ? []
        : [{ fact, isOfCase: own === "" || shareIn(mine, fact.line.named) >= OF_SIDE, worth }];
    })
    .sort((a, b) => b.worth - a.worth);
}

/** How far a figure is told of a side: by its own words and row, its line, or what stands above it. */
function sideSaid(terms: Terms, { line }: Fact, words: string): number {
  // Of several figures in a sentence each is told of what stands beside it.
  const isAlone = line.table !== null || factsOf(line).length === 1;
  return Math.max(
    shareIn(terms, words, true),
    isAlone ? IN_LINE * shareIn(terms, line.said) : 0,
    IN_NAME * shareIn(terms, `${words}|${line.named}`),
  );
}

/** The last noun of the thing has to stand with the figure itself, or above its table. */
function thingSaid(things: Terms, { line, start, end }: Fact, words: string): number {
  const noun = things.terms.findLast(({ surface }) => kindOf(surface) === "noun") ?? things.terms.at(-1);
  const share = shareIn(things, `${words}|${line.said}|${contextOf(line)}`);
  // 办好“五件事” counts no 驿站, though they are told of beside it.
  const { text } = line.sentence;
  const before = text
    .slice(Math.max(0, start - COUNTED), start)
    .split(PAUSE)
    .at(-1);
  const beside = `${before}|${text.slice(end, end + COUNTED).split(PAUSE)[0]}`;
  const own = line.table ? words : saidForm(beside);
  if (!noun || degreeIn(noun, own, true) >= OF_THING) return share;
  return degreeIn(noun, saidForm(line.table?.caption ?? "")) >= OF_THING ? ABOVE * share : 0;
}

/** One of each that are of one thing, those that are worth most. */
function likestOf(
  first: readonly Candidate[],
  second: readonly Candidate[],
  isNamed: boolean,
): readonly [Fact, Fact] | null {
  let best: { pair: readonly [Fact, Fact]; worth: number } | null = null;
  for (const a of first)
    for (const b of second) {
      const isWithin = a.fact.line.case === b.fact.line.case || (a.isOfCase && b.isOfCase);
      if (a.fact === b.fact || !isWithin || !areOfOneKind(a.fact, b.fact, isNamed)) continue;
      const worth = a.worth + b.worth + likeness(a.fact, b.fact);
      if (!best || worth > best.worth) best = { pair: [a.fact, b.fact], worth };
    }
  return best?.pair ?? null;
}

/** `isNamed`: the question says what is told, and both say that. */
function areOfOneKind(a: Fact, b: Fact, isNamed: boolean): boolean {
  const isOne = a.kind === b.kind && sameUnit(a.unit, b.unit) && a.rate === b.rate && a.delta === b.delta;
  if (!isOne || likeness(a, b) > 0) return isOne;
  // A cell is compared with cells.
  return !a.line.table && !b.line.table && (isNamed || a.unit === b.unit);
}

function likeness(a: Fact, b: Fact): number {
  if (a.line.table && a.line.table === b.line.table) return a.thing === b.thing ? ONE_COLUMN : 0;
  const same = alike(a.thing, b.thing);
  return same >= MIN_ALIKE ? same * ONE_COLUMN : 0;
}

async function compared(
  [a, b]: readonly [Fact, Fact],
  { first, second, way }: SidesBy,
  ground: Ground,
): Promise<Claim> {
  const told = (side: string, fact: Fact) => `${side.trim()}：${sayingOf(fact)}`;
  if (a.value === b.value) return claimOf(`两者相同。${told(first, a)}；${told(second, b)}`, [a, b], ground);
  const isFirst = wantsLess(way) ? a.value < b.value : a.value > b.value;
  const [name, one, otherName, other] = isFirst ? [first, a, second, b] : [second, b, first, a];
  const [high, low] = a.value > b.value ? [a, b] : [b, a];
  const isExact = [a, b].every(({ quantity: { hedge, to } }) => hedge === undefined && to === undefined);
  const gap = isExact ? `，相差${gapOf(high, low)}` : "";
  return claimOf(
    `${way}的是${name.trim()}${gap}。${told(name, one)}；${told(otherName, other)}`,
    [one, other],
    ground,
  );
}

/** Of cells that are counted in nothing but what stands above them (万), as they are shown. */
function gapOf(high: Fact, low: Fact): string {
  return high.unit === "" && high.line.table
    ? `${Number((high.quantity.value - low.quantity.value).toPrecision(12))}`
    : differenceOf(high, low);
}
