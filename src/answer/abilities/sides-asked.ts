/**
 * A question for one figure of several years, cases or documents → one ordinary question for each of them, answered by the words
 * that are picked for it; what the figures come to together is computed where all are of one thing and unit.
 */

import type { Claim } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import { SIDES } from "../../language/fact-words.ts";
import { type UnitAsked, unitAsked } from "../../language/units-asked.ts";
import { withoutYears, yearsAsked } from "../../language/years-asked.ts";
import {
  type Operations,
  ofBothDocuments,
  operationsOf,
  withoutMore,
  withoutOperations,
} from "../../question/conditions.ts";
import { type Fact, factsOf } from "../../search/facts.ts";
import type { CaseLines } from "../../search/lines.ts";
import { echoed, spokenBy, type Terms, termsOf } from "../../search/speak.ts";
import type { Knowledge } from "../knowledge.ts";
import { sentencesIn } from "../pick/spans.ts";
import { type Found, look } from "./ask.ts";
import { fits, likeness } from "./asked-figures.ts";
import { computed } from "./computed.ts";
import { wordOfUnit } from "./read-parts.ts";
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
}

/** Sides, and questions to each, beyond which this is no question of this kind. */
const MOST_SIDES = 4;
const MOST_ASKED = 3;

/** Spans of a side that are looked at for its figure. */
const SPANS = 2;

/** Figures whose words are less alike are not of one thing. */
const MIN_ALIKE = 0.5;

/** Null where it asks of one side alone, or not every side tells it. */
export async function sidesAsked(
  { text, named }: { readonly text: string; readonly named: readonly number[] },
  all: readonly CaseLines[],
  knowledge: Knowledge,
  ground: Ground,
): Promise<Claim[] | null> {
  const sides = sidesOf(text, named, all);
  const asked = askedIn(text);
  if (sides.length < 2 || sides.length > MOST_SIDES || asked.length === 0 || asked.length > MOST_ASKED)
    return null;
  const operations = operationsOf(text);
  const claims: Claim[] = [];
  for (const one of asked) {
    const told = await tellFigures(one, sides, operations, all, knowledge, ground);
    if (!told) return null;
    claims.push(...told);
  }
  return claims;
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
  return named.length > 1 ? named.map((ordinal) => ({ year: null, cases: [ordinal] })) : [];
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

/** Each number that it asks for, with the words of its clause, or of those before where it says nothing itself. */
function askedIn(text: string): Asked[] {
  const asked: Asked[] = [];
  let before = "";
  for (const clause of text.split(/[,;?。!]/)) {
    const units = unitAsked(clause).filter(({ kind }) => !["date", "time", "label"].includes(kind));
    let from = 0;
    for (const unit of units) {
      const said = withoutMore(withoutOperations(withoutYears(clause.slice(from, unit.start))));
      from = unit.end;
      const pieces = said.split(SIDES).map((piece) => ({ piece, word: wordOfUnit(piece.trim()) }));
      const isSplit = pieces.length > 1 && pieces.every(({ word }) => word !== undefined);
      for (const { piece, word } of isSplit ? pieces : [{ piece: said, word: undefined }]) {
        const words = `${before} ${piece} ${unit.noun ?? ""}`.trim();
        const own = word ? { ...unit, kind: word[1], units: [word[2]] } : unit;
        asked.push({ words, unit: own, number: numberOf(own, clause) });
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

async function lookAt({ words, number }: Asked, side: Side, knowledge: Knowledge): Promise<Found | null> {
  const year = side.year === null ? "" : `${side.year}年`;
  const question = `${year}${words}${number}`.trim();
  const cases = side.cases.length > 0 ? new Set(side.cases) : undefined;
  const found = await look({ text: question, asking: question, cases, absent: false }, knowledge);
  return found.verdict?.kind === "answer" ? found : null;
}

async function tellFigures(
  asked: Asked,
  sides: readonly Side[],
  operations: Operations,
  all: readonly CaseLines[],
  knowledge: Knowledge,
  ground: Ground,
): Promise<Claim[] | null> {
  const told: Candidate[][] = [];
  for (const side of sides) {
    const found = await lookAt(asked, side, knowledge);
    const terms = termsOf(asked.words, await knowledge.retriever.concepts(asked.words));
    const figures = found ? figuresIn(found, asked.unit, terms, side, operations, all) : [];
    if (figures.length === 0) return null;
    told.push(figures);
  }
  const alike = mostAlike(told);
  // Years of two organisations say nothing of either.
  const whose = new Set(alike?.map(({ line }) => line.case.organization));
  if (sides.every(({ year }) => year !== null) && whose.size > 1) return null;
  const result = alike && (await computed(alike, { ...operations, most: false, least: false }, ground));
  if (result) return result;
  // Figures that are not of one thing may stand beside each other, where nothing is to be made of them.
  const { difference, compare, each, add } = operations;
  if (!each || difference || compare || add) return null;
  const facts = alike ?? told.flatMap(([best]) => best?.fact ?? []);
  const labels = labelsOf(facts);
  const claims: Claim[] = [];
  for (const [i, fact] of facts.entries())
    claims.push(await claimOf(`${labels[i]}：${sayingOf(fact)}`, [fact], ground));
  return claims;
}

interface Candidate {
  readonly fact: Fact;
  readonly worth: number;
}

/** Figures of the unit asked for in the first words picked, best first. */
function figuresIn(
  { ranked }: Found,
  unit: UnitAsked,
  terms: Terms,
  { year }: Side,
  operations: Operations,
  all: readonly CaseLines[],
): Candidate[] {
  return ranked
    .slice(0, SPANS)
    .flatMap(({ span }, rank) => {
      const starts = new Set(sentencesIn(span).map(({ start }) => start));
      const lines = all.find(({ case: { id } }) => id === span.hit.case.id)?.lines ?? [];
      return lines
        .filter(({ sentence }) => starts.has(sentence.start))
        .flatMap((line) => factsOf(line))
        .filter((fact) => fits(fact, unit) && (year === null || fact.year === year))
        .filter(({ planned }) => !planned || operations.aim)
        .map((fact) => {
          const { own, focus, share } = spokenBy(terms, fact);
          const ofSum = (operations.add || operations.together) && fact.total ? OF_SUM : 0;
          const ofEach = (fact.rate && !operations.rate) || fact.delta ? OF_EACH : 0;
          const worth = share + own + focus + echoed(fact.thing, terms.said) + ofSum - ofEach;
          return { fact, worth: worth - LATER * rank };
        });
    })
    .sort((a, b) => b.worth - a.worth);
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

/** What a total is worth where a sum is asked for, and what it costs to hold of each one where the whole is. */
const OF_SUM = 0.5;
const OF_EACH = 1;

/** What it costs to stand in the second words picked. */
const LATER = 0.3;
