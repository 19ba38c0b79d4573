/**
 * A question for one figure of several years, cases or parts → what each of them says, and what that comes to. Null where not all
 * that it speaks of is told, or nothing says that these are all.
 */

import type { Case } from "../../corpus/case.ts";
import type { Claim } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import { SIDES } from "../../language/fact-words.ts";
import { sameUnit } from "../../language/quantities.ts";
import { type UnitAsked, unitAsked } from "../../language/units-asked.ts";
import { withoutYears, yearsAsked } from "../../language/years-asked.ts";
import {
  asksOfWhole,
  countIn,
  type Operations,
  ofBothDocuments,
  operationsOf,
  wholeGiven,
  withoutMore,
  withoutOperations,
} from "../../question/conditions.ts";
import { type Fact, factsOf } from "../../search/facts.ts";
import type { CaseLines } from "../../search/lines.ts";
import { changeOf, partsBeside } from "../../search/side-by-side.ts";
import { alike, echoed, spokenBy, type Terms, termsOf } from "../../search/speak.ts";
import type { Knowledge } from "../knowledge.ts";
import { sentencesIn } from "../pick/spans.ts";
import { type Found, look } from "./ask.ts";
import { computed, isSumOf } from "./computed.ts";
import { claimOf, labelsOf, sayingOf } from "./show.ts";

interface Side {
  readonly year: number | null;
  /** All where none. */
  readonly cases: readonly number[];
}

interface Asked {
  /** What is asked of every side, without what is done with it. */
  readonly words: string;
  readonly unit: UnitAsked;
  /** 多少人, as it was said. */
  readonly number: string;
  /** What is to be made of the figures: 一共 in one clause adds nothing up in the next. */
  readonly operations: Operations;
}

/** Sides, and questions to each, beyond which this is no question of this kind. */
const MOST_SIDES = 4;
const MOST_ASKED = 3;

/** Spans that are looked at for figures: of one side, and of all that a question counts. */
const SPANS = 2;
const SPANS_OF_ALL = 6;

/** Figures whose words are less alike are not of one thing. */
const MIN_ALIKE = 0.5;

export async function figuresAsked(
  { text, named }: { readonly text: string; readonly named: readonly number[] },
  all: readonly CaseLines[],
  knowledge: Knowledge,
  ground: Ground,
): Promise<Claim[] | null> {
  const operations = operationsOf(text);
  const given = await partsOfGiven(text, operations, all, ground);
  if (given) return given;
  const sides = sidesOf(text, named, all);
  const asked = askedIn(text);
  if (sides.length > MOST_SIDES || asked.length === 0 || asked.length > MOST_ASKED) return null;
  const claims: Claim[] = [];
  for (const one of asked) {
    const told =
      sides.length > 1
        ? await ofSides(one, sides, all, knowledge, ground)
        : await ofParts(one, { year: null, cases: named }, countIn(text), all, knowledge, ground);
    claims.push(...(told ?? []));
  }
  return claims.length > 0 ? [...new Map(claims.map((claim) => [claim.text, claim])).values()] : null;
}

/** 那42.3万里哪项最多: the figures that a sentence counts up behind it, and that make it up. */
async function partsOfGiven(
  text: string,
  operations: Operations,
  all: readonly CaseLines[],
  ground: Ground,
): Promise<Claim[] | null> {
  const given = wholeGiven(text);
  if (!given) return null;
  const facts = all.flatMap(({ lines }) => lines.flatMap(factsOf));
  const wholes = facts.filter(
    ({ value, unit }) => value === given.value && (given.unit === "" || sameUnit(given.unit, unit)),
  );
  for (const fact of wholes) {
    const { whole, parts } = partsBeside(fact);
    if (whole === fact && isSumOf(whole, parts)) return computed([fact], operations, ground);
  }
  return null;
}

/** The years that it names, the documents that it speaks of together, or the cases that it names. */
function sidesOf(text: string, named: readonly number[], all: readonly CaseLines[]): Side[] {
  const years = yearsAsked(text);
  const yearOf = (ordinal: number) => all[ordinal]?.case.year ?? null;
  const texts = all.filter(({ case: { role } }) => role !== "document").map(({ ordinal }) => ordinal);
  if (years.length > 1)
    return years.toSorted().map((year) => {
      const ofYear = (ordinals: readonly number[]) => ordinals.filter((one) => yearOf(one) === year);
      const own = ofYear(named);
      return { year, cases: own.length > 0 ? own : ofYear(texts) };
    });
  const both = years.length === 0 && ofBothDocuments(text) ? documentsOf(named, texts, all) : [];
  if (both.length === 2) return both.map((ordinal) => ({ year: yearOf(ordinal), cases: [ordinal] }));
  const [year = null] = years;
  return named.length > 1 ? named.map((ordinal) => ({ year, cases: [ordinal] })) : [];
}

/** The documents of whoever is named, else all that are of a year. */
function documentsOf(
  named: readonly number[],
  texts: readonly number[],
  all: readonly CaseLines[],
): number[] {
  const [first, ...others] = named;
  const dated = texts.filter((one) => all[one]?.case.year !== null);
  if (first === undefined) return dated;
  const whose = all[first]?.case.organization;
  return others.length > 0 ? [...named] : texts.filter((one) => all[one]?.case.organization === whose);
}

/** Words that say by themselves what is counted: 钱和人分别少了多少. */
const UNIT_WORDS: readonly (readonly [readonly string[], UnitAsked["kind"], string])[] = [
  [["钱", "资金", "经费", "金额", "款"], "money", "元"],
  [["人", "人数", "人员"], "count", "人"],
];

const wordOfUnit = (said: string) => UNIT_WORDS.find(([words]) => words.some((word) => said.endsWith(word)));

/** Each number that it asks for, with the words of its clause, or of those before where it says nothing itself. */
function askedIn(text: string): Asked[] {
  const all = operationsOf(text);
  const asked: Asked[] = [];
  let before = "";
  for (const clause of text.split(/[,;?。!]/)) {
    const units = unitAsked(clause).filter(({ kind }) => !["date", "time", "label"].includes(kind));
    const { add, together } = operationsOf(clause);
    const operations = { ...all, add, together: together || (all.together && asksOfWhole(clause)) };
    let from = 0;
    for (const unit of units) {
      const said = withoutMore(withoutOperations(withoutYears(clause.slice(from, unit.start))));
      from = unit.end;
      const pieces = said.split(SIDES).map((piece) => ({ piece, word: wordOfUnit(piece.trim()) }));
      const isSplit =
        pieces.length > 1 &&
        (pieces.every(({ word }) => word !== undefined) ||
          (all.each && pieces.every(({ piece }) => piece.trim().length > 1)));
      for (const { piece, word } of isSplit ? pieces : [{ piece: said, word: undefined }]) {
        const words = `${before} ${piece} ${unit.noun ?? ""}`.trim();
        const own = word ? { ...unit, kind: word[1], units: [word[2]] } : unit;
        asked.push({ words, unit: own, number: numberOf(own, clause), operations });
      }
      before = `${before} ${said}`.trim();
    }
    if (units.length === 0 && asked.length === 0) before += ` ${withoutOperations(withoutYears(clause))}`;
  }
  return asked;
}

/** 高几个点 asks what share each has; 几 leaves out what is counted. */
function numberOf({ units: [unit = ""], kind, start, end }: UnitAsked, clause: string): string {
  if (unit === "个百分点") return "%";
  const said = clause.slice(start, end);
  return kind === "count" && !said.includes(unit) ? `${said}${unit}` : said;
}

/** Figures of the unit asked for in the words picked for a side, best first. */
async function toldBy(
  asked: Asked,
  side: Side,
  spans: number,
  all: readonly CaseLines[],
  knowledge: Knowledge,
): Promise<Candidate[]> {
  const { words, number, unit, operations } = asked;
  const question = `${side.year === null ? "" : `${side.year}年`}${words}${number}`.trim();
  const cases = side.cases.length > 0 ? new Set(side.cases) : undefined;
  const found = await look({ text: question, asking: question, cases, absent: false }, knowledge);
  if (found.verdict?.kind !== "answer") return [];
  const terms = termsOf(words, await knowledge.retriever.concepts(words));
  return figuresIn(found, unit, terms, side, spans, operations, all);
}

async function ofSides(
  asked: Asked,
  sides: readonly Side[],
  all: readonly CaseLines[],
  knowledge: Knowledge,
  ground: Ground,
): Promise<Claim[] | null> {
  const told: Candidate[][] = [];
  for (const side of sides) {
    const figures = await toldBy(asked, side, SPANS, all, knowledge);
    if (figures.length === 0) return null;
    told.push(figures);
  }
  const facts = mostAlike(told);
  // Years of two organisations say nothing of either; their documents may be called by their years.
  const years = new Set(sides.map(({ year }) => year));
  const isOfOne = (nameOf: (of: Case) => string) =>
    new Set(facts?.map(({ line }) => withoutYears(nameOf(line.case)))).size < 2;
  if (years.size > 1 && !isOfOne(({ organization }) => organization) && !isOfOne(({ title }) => title))
    return null;
  const { operations } = asked;
  const result = facts && (await computed(facts, { ...operations, most: false, least: false }, ground));
  const { each, difference, compare, add } = operations;
  if (result || !facts || !each || difference || compare || add) return result;
  const labels = labelsOf(facts);
  return Promise.all(facts.map((fact, i) => claimOf(`${labels[i]}：${sayingOf(fact)}`, [fact], ground)));
}

/** What one place counts up, or `count` places tell alike, or the one change that is told. */
async function ofParts(
  asked: Asked,
  side: Side,
  count: number | null,
  all: readonly CaseLines[],
  knowledge: Knowledge,
  ground: Ground,
): Promise<Claim[] | null> {
  const told = await toldBy(asked, side, SPANS_OF_ALL, all, knowledge);
  const [best] = told;
  if (!best) return null;
  const { operations } = asked;
  const { whole, parts } = partsBeside(best.fact);
  const counted = told.find(({ fact }) => partsBeside(fact).parts.length === count);
  if (counted) return computed([counted.fact], operations, ground);
  const like = told.filter(({ fact }) => isOne(fact, best.fact)).map(({ fact }) => fact);
  const places = [...new Map(like.toReversed().map((fact) => [placeOf(fact), fact])).values()];
  if (places.length > 1) return places.length === count ? computed(places, operations, ground) : null;
  if (!best.isClear) return null;
  // 拢共几个 asks what is told as a sum; what makes it up is no answer.
  if (count === null && !operations.together && parts.length > 1 && isSumOf(whole, parts))
    return computed([best.fact], operations, ground);
  return operations.difference && changeOf(best.fact) ? computed([best.fact], operations, ground) : null;
}

const placeOf = ({ line: { case: of, passage, table }, row }: Fact) =>
  `${of.id} ${passage.section} ${passage.item ?? ""} ${table ? row : ""}`;

interface Candidate {
  readonly fact: Fact;
  /** Its words say most of what is asked. */
  readonly isClear: boolean;
  readonly worth: number;
}

function figuresIn(
  { ranked }: Found,
  unit: UnitAsked,
  terms: Terms,
  side: Side,
  spans: number,
  operations: Operations,
  all: readonly CaseLines[],
): Candidate[] {
  const told = ranked.slice(0, spans).flatMap(({ span }, rank) => {
    const starts = new Set(sentencesIn(span).map(({ start }) => start));
    const lines = all.find(({ case: { id } }) => id === span.hit.case.id)?.lines ?? [];
    return lines
      .filter(({ sentence }) => starts.has(sentence.start))
      .flatMap((line) => factsOf(line))
      .filter((fact) => fits(fact, unit) && isOfYear(fact, side))
      .filter((fact) => (!fact.planned || operations.aim) && changeOf(fact)?.[0] !== fact)
      .map((fact) => {
        const { own, focus, share, told } = spokenBy(terms, fact);
        const ofSum = (operations.add || operations.together) && fact.total ? OF_SUM : 0;
        const ofEach = (fact.rate && !operations.rate) || fact.delta ? OF_EACH : 0;
        const worth =
          share + OWN * own + FOCUS * focus + ECHO * echoed(fact.thing, terms.said) + ofSum - ofEach;
        const isClear = share >= MIN_SHARE && told >= MIN_TOLD;
        return { fact, isClear, worth: worth - LATER * Math.min(rank, 1) };
      });
  });
  // 多少件 is told by 个 only where nothing is told by 件.
  const exact = told.filter(({ fact }) => unit.units.includes(fact.unit));
  return (exact.length > 0 ? exact : told).sort((a, b) => b.worth - a.worth);
}

/** Of a case that is named a figure may be of no year. */
function isOfYear({ year: told }: Fact, { year, cases }: Side): boolean {
  return year === null || told === year || (told === null && cases.length === 1);
}

/** Whether a figure is of a unit that answers. */
function fits(fact: Fact, { kind, units }: UnitAsked): boolean {
  if (units[0] === "个百分点" && fact.unit === "%") return true;
  if (units.length > 0)
    return (
      units.some((one) => sameUnit(one, fact.unit)) ||
      (fact.unit === "" && fact.line.table !== null && kind === "count")
    );
  return kind === "count" ? fact.kind !== "duration" : fact.kind === kind;
}

/** One figure of each side, all of one thing and unit; those that are worth most. Null where no such figures are told. */
function mostAlike(told: readonly (readonly Candidate[])[]): Fact[] | null {
  const [first = [], ...others] = told;
  let best: { facts: Fact[]; worth: number } | null = null;
  for (const { fact, worth } of first) {
    const facts = [fact];
    let sum = worth;
    for (const candidates of others) {
      const like = candidates
        .filter((one) => isOne(one.fact, fact))
        .map((one) => ({ ...one, worth: one.worth + likeness(one.fact, fact) }))
        .sort((a, b) => b.worth - a.worth)[0];
      if (!like) break;
      facts.push(like.fact);
      sum += like.worth;
    }
    if (facts.length === told.length && new Set(facts).size === facts.length && sum > (best?.worth ?? 0))
      best = { facts, worth: sum };
  }
  return best?.facts ?? null;
}

const isOne = (a: Fact, b: Fact) =>
  a.unit === b.unit &&
  a.part === b.part &&
  a.planned === b.planned &&
  a.rate === b.rate &&
  a.delta === b.delta &&
  ((a.total && b.total) || likeness(a, b) >= MIN_ALIKE);

/** How alike what two figures count is, from 0 to 1. */
function likeness(a: Fact, b: Fact): number {
  if (a.thing === b.thing) return 1;
  const [short, long] = a.thing.length < b.thing.length ? [a.thing, b.thing] : [b.thing, a.thing];
  return 2 * short.length >= long.length && long.includes(short) ? 0.8 : alike(a.thing, b.thing);
}

/** Less of the question's weight, and of what it asks beside names of cases, is told by chance. */
const MIN_SHARE = 0.55;
const MIN_TOLD = 0.35;

/** What the figure's own words, the term nearest to the number, and the characters are worth beside what is said around it. */
const OWN = 0.2;
const FOCUS = 0.4;
const ECHO = 0.2;

/** What a total is worth where a sum is asked for, and what it costs to hold of each one where the whole is. */
const OF_SUM = 0.3;
const OF_EACH = 0.6;

/** What it costs to stand in any but the first words picked. */
const LATER = 0.1;
