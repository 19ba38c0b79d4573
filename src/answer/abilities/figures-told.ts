/** Words that were found → the figures in them that are of what is asked for, best first, and those of several sides that are of one thing. */

import { sameUnit } from "../../language/quantities.ts";
import type { UnitAsked } from "../../language/units-asked.ts";
import type { Operations } from "../../question/conditions.ts";
import { type Fact, factsOf } from "../../search/facts.ts";
import type { CaseLines } from "../../search/lines.ts";
import { changeOf } from "../../search/side-by-side.ts";
import { alike, echoed, spokenBy, type Terms } from "../../search/speak.ts";
import { sentencesIn } from "../pick/spans.ts";
import type { Found } from "./ask.ts";
import type { Side } from "./asked-figures.ts";

/** Figures whose words are less alike are not of one thing. */
const MIN_ALIKE = 0.5;

export interface Candidate {
  readonly fact: Fact;
  /** Its words say most of what is asked. */
  readonly isClear: boolean;
  readonly worth: number;
  /** Share of what is asked that its own words say. */
  readonly own: number;
}

export function figuresIn(
  { ranked }: Found,
  unit: UnitAsked,
  terms: Terms,
  side: Side,
  spans: number,
  operations: Operations,
  all: readonly CaseLines[],
): Candidate[] {
  const first = ranked.slice(0, spans);
  const ids = new Set(first.map(({ span }) => span.hit.case.id));
  const ofCase = new Map(all.filter(({ case: { id } }) => ids.has(id)).map((of) => [of.case.id, of]));
  // The same sentence is told by itself and with its neighbours.
  const known = new Map<Fact, Candidate>();
  const told = first.flatMap(({ span }, rank) => {
    const starts = new Set(sentencesIn(span).map(({ start }) => start));
    const lines = ofCase.get(span.hit.case.id)?.lines ?? [];
    return lines
      .filter(({ sentence }) => starts.has(sentence.start))
      .flatMap((line) => factsOf(line))
      .filter((fact) => fits(fact, unit) && isOfYear(fact, side))
      .filter((fact) => (!fact.planned || operations.aim) && changeOf(fact)?.[0] !== fact)
      .map((fact) => {
        const candidate = known.get(fact) ?? candidateOf(fact);
        known.set(fact, candidate);
        return { ...candidate, worth: candidate.worth - LATER * Math.min(rank, 1) };
      });
  });

  function candidateOf(fact: Fact): Candidate {
    const { own, focus, share, told } = spokenBy(terms, fact);
    const ofSum = (operations.add || operations.together) && fact.total ? OF_SUM : 0;
    const ofEach = (fact.rate && !operations.rate) || fact.delta ? OF_EACH : 0;
    const worth = share + OWN * own + FOCUS * focus + ECHO * echoed(fact.thing, terms.said) + ofSum - ofEach;
    return { fact, isClear: share >= MIN_SHARE && told >= MIN_TOLD, worth, own };
  }

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
export function mostAlike(told: readonly (readonly Candidate[])[]): Fact[] | null {
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

export const isOne = (a: Fact, b: Fact) =>
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
