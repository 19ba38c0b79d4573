/** A part of a question that asks a number → the figures that answer it, one of each place that tells one. */

import { type Quantity, sameUnit } from "../../language/quantities.ts";
import type { UnitAsked } from "../../language/units-asked.ts";
import type { Operations } from "../../question/conditions.ts";
import { type Fact, factsOf } from "../../search/facts.ts";
import { type CaseLines, type Line, saidForm } from "../../search/lines.ts";
import { changeOf, partsBeside } from "../../search/side-by-side.ts";
import {
  alike,
  contextOf,
  echoed,
  HEAD,
  type Spoken,
  shareIn,
  spokenBy,
  type Terms,
} from "../../search/speak.ts";
import { createTurns } from "../../search/turns.ts";

export interface Ask {
  readonly asked: Terms;
  readonly unit: UnitAsked | null;
  readonly years: readonly number[];
  /** Figures that the question gives itself answer nothing. */
  readonly given: readonly Quantity[];
  /** What the question does with figures, and which kind of them it wants. */
  readonly operations: Operations;
}

export interface Found {
  readonly fact: Fact;
  readonly share: number;
  readonly worth: number;
}

/** Less of the question's weight is told by chance. */
const MIN_SHARE = 0.55;

/** As much of what is asked beside names of cases. */
const MIN_TOLD = 0.35;

/** Short forms (调成 for 调解成功) are met in a figure's own words alone, so that less is asked of the words around it. */
const MAYBE = 0.4;

/** What the figure's own words, the term nearest to the number, and the characters are worth beside what is said around it. */
const OWN = 0.2;
const FOCUS = 0.4;
const ECHO = 0.2;
const SAME_UNIT = 0.25;

/** What is worth what the parts before speak of, and what it costs to be where a change began. */
const BEFORE = 0.3;
const BEGAN = 0.15;

/** What is aimed at answers a question for it, and what holds of each one a question for that. */
const OTHER_KIND = 0.6;

/** Who asks how many seldom means one. */
const ONE = 0.3;

/** A figure that is said to be of the year asked for goes before one of no year. */
const OF_YEAR = 0.25;

/** A cell counts where its row is named; the other rows are another ability's. */
const OTHER_ROW = 0.5;

/** All figures that may answer, best first. */
export async function figuresFor(
  { asked, unit, years, given, operations }: Ask,
  cases: readonly CaseLines[],
): Promise<Found[]> {
  const turn = createTurns();
  const found: Found[] = [];
  const { aim: asksPlan, rate: asksRate } = operations;
  for (const of of cases) {
    await turn();
    // What a case does not say in all its words none of its figures says.
    if (shareIn(asked, `${of.named}\n${of.said}`) < MAYBE) continue;
    for (const line of of.lines) {
      if (shareIn(asked, `${line.said}\n${contextOf(line)}`) < MAYBE) continue;
      for (const fact of factsOf(line)) {
        if (!fits(fact, unit) || (years.length > 0 && fact.year !== null && !years.includes(fact.year)))
          continue;
        if (given.some(({ value, unit: other }) => value === fact.value && sameUnit(other, fact.unit)))
          continue;
        const isExact = unit?.units[0] === fact.unit && unit.units[0] !== "个";
        const spoken = spokenBy(asked, fact, isExact);
        const { share, own, focus, row, told } = spoken;
        if (share < MIN_SHARE || told < MIN_TOLD || !speaks(spoken, unit, fact)) continue;
        const exact = isExact ? SAME_UNIT : 0;
        const other =
          (fact.planned && !asksPlan ? OTHER_KIND : 0) +
          (fact.rate && !asksRate ? OTHER_KIND : 0) +
          (fact.delta && !operations.difference ? OTHER_KIND : 0) +
          (fact.value <= 1 && fact.kind === "count" ? ONE : 0);
        const before = asked.before ? BEFORE * spokenBy(asked.before, fact).share : 0;
        const ofYear = fact.year !== null && years.includes(fact.year) ? OF_YEAR : 0;
        const began = changeOf(fact)?.[0] === fact ? BEGAN : 0;
        const worth =
          share +
          OWN * own +
          FOCUS * focus +
          ECHO * echoed(fact.thing, asked.said) +
          exact -
          other +
          before -
          began +
          ofYear;
        found.push({ fact, share, worth: fact.line.table && !row ? worth - OTHER_ROW : worth });
      }
    }
  }
  return found.sort((a, b) => b.worth - a.worth);
}

/** A figure has to be one of what is asked for: by its own words, or by a unit that little else is counted in. */
function speaks({ own, focus, around }: Spoken, unit: UnitAsked | null, fact: Fact): boolean {
  const [wanted] = unit?.units ?? [];
  if (wanted !== undefined && wanted !== "个" && fact.unit !== "") return true;
  return own >= MIN_OWN || focus >= 0.5 || around > 0.5;
}

const MIN_OWN = 0.2;

/** Whether a figure is of a unit that answers. */
export function fits(fact: Fact, unit: UnitAsked | null): boolean {
  if (!unit) return fact.kind !== "duration" && fact.kind !== "ratio";
  if (unit.kind === "date" || unit.kind === "time" || unit.kind === "label") return false;
  if (unit.units[0] === "个百分点" && fact.unit === "%") return true;
  if (unit.units.length > 0)
    return (
      unit.units.some((one) => sameUnit(one, fact.unit)) ||
      (fact.unit === "" && fact.line.table !== null && unit.kind === "count")
    );
  return unit.kind === "count" ? fact.kind !== "duration" : fact.kind === unit.kind;
}

/** Figures that say the same of other places have at least so much of the best one's worth, and words so much alike. */
const NEAR_BEST = 0.75;
const MIN_ALIKE = 0.4;

/** Of two years one document may say it in other words. */
const NEAR_OF_YEAR = 0.45;

/**
 * The best figure and its like of other places: years, cases, sections, rows. `count`: how many places the question says
 * that there are; where one document has just so many, they are meant.
 */
export function columnOf(found: readonly Found[], years: number, count: number | null): Fact[] {
  const best = found[0];
  if (!best) return [];
  const near = found.filter(
    ({ fact, worth }) =>
      worth >= (years > 1 ? NEAR_OF_YEAR : NEAR_BEST) * best.worth &&
      fact.unit === best.fact.unit &&
      fact.delta === best.fact.delta &&
      fact.total === best.fact.total &&
      (fact === best.fact || likeness(fact, best.fact) >= MIN_ALIKE),
  );
  const places = new Map<string, Fact>();
  const told = new Map<number, Fact[]>();
  for (const { fact } of near) {
    const { line } = fact;
    const place =
      years > 1
        ? String(fact.year)
        : `${line.ordinal} ${line.table ? fact.row : `${line.passage.section}${line.passage.item ?? ""}`}`;
    const others = told.get(line.ordinal) ?? [];
    const same = others.some((one) => one.value === fact.value && !line.table && one.thing === fact.thing);
    if (places.has(place) || same) continue;
    places.set(place, fact);
    told.set(line.ordinal, [...others, fact]);
  }
  const column = [...places.values()].sort(inOrder);
  const ofCase = [...Map.groupBy(column, ({ line }) => line.ordinal).values()];
  const counted =
    count === null || column.length === count ? undefined : ofCase.find((facts) => facts.length === count);
  if (counted) return counted;
  if (years > 1 || ofCase.length === 1) return column;
  // Where one document tells it of several of its parts, it is these that are alike.
  const most = Math.max(...ofCase.map((facts) => facts.length));
  const [several, ...others] = ofCase.filter((facts) => facts.length === most);
  if (most >= 3 && several && others.length === 0) return several;
  // A case tells one thing once, as a rule; that of its best place, which was met first.
  return ofCase.flatMap(([fact]) => (fact ? (told.get(fact.line.ordinal)?.[0] ?? []) : []));
}

const inOrder = (a: Fact, b: Fact) =>
  (a.year ?? 0) - (b.year ?? 0) ||
  a.line.ordinal - b.line.ordinal ||
  a.line.sentence.start - b.line.sentence.start ||
  a.start - b.start;

/** How alike what two figures count is, from 0 to 1. */
export function likeness(a: Fact, b: Fact): number {
  if (a.thing === b.thing) return 1;
  const [short, long] = a.thing.length < b.thing.length ? [a.thing, b.thing] : [b.thing, a.thing];
  return 2 * short.length >= long.length && long.includes(short) ? 0.8 : alike(a.thing, b.thing);
}

/**
 * Lines of several cases that begin with what is asked for (投入：甲85万元，乙60万元): one figure of each case, added up where
 * the line gives only its parts. Empty where fewer than two cases have such a line.
 */
export function ledColumn(found: readonly Found[], focus: string | undefined): Fact[] {
  const [best] = found;
  if (!best || focus === undefined) return [];
  const lines = new Map(found.map(({ fact }) => [fact.line.ordinal, fact.line] as const).reverse());
  for (const { fact } of [...found].reverse())
    if (isLed(fact.line, focus)) lines.set(fact.line.ordinal, fact.line);
  const led = [...lines.values()].filter((line) => isLed(line, focus));
  const column = led.flatMap((line): Fact[] => {
    const all = factsOf(line).filter(
      ({ unit, part, kind }) => unit === best.fact.unit && kind === best.fact.kind && !part,
    );
    const [first] = all;
    // 甲120万元，乙和丙合计90万元: only what stands first is the sum of all.
    if (!first || first.total || all.length === 1) return first ? [first] : [];
    const addends = all.filter(({ rate }) => !rate);
    const value = addends.reduce((sum, fact) => sum + fact.value, 0);
    const clause = { from: 0, to: addends.at(-1)?.clause.to ?? line.sentence.text.length };
    return addends.length > 1 ? [{ ...first, value, clause, addends }] : [first];
  });
  return column.length > 1 ? column.sort(inOrder) : [];
}

function isLed({ sentence }: Line, focus: string): boolean {
  const head = sentence.text.match(HEAD)?.[1];
  return head !== undefined && saidForm(head).includes(focus);
}

/** The figures of a sentence that are just so many, side by side: 三类：食宿402件、工资结算287件、安全设施251件. */
export function countedParts(found: readonly Found[], count: number): readonly Fact[] {
  for (const { fact } of found.slice(0, 12)) {
    const { parts } = partsBeside(fact);
    if (parts.length === count) return parts;
  }
  return [];
}
