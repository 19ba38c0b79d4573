/** A part of a question that asks a number → the figures that answer it, one of each place that tells one. */

import { sameUnit } from "../../language/quantities.ts";
import type { UnitAsked } from "../../language/units-asked.ts";
import { type Fact, factsOf } from "../../search/facts.ts";
import { type CaseLines, saidForm } from "../../search/lines.ts";
import { alike, echoed, spokenBy, type Terms } from "../../search/speak.ts";

export interface Ask {
  readonly asked: Terms;
  readonly unit: UnitAsked | null;
  readonly years: readonly number[];
}

export interface Found {
  readonly fact: Fact;
  readonly share: number;
  readonly worth: number;
}

/** Less of the question's weight is told by chance. */
const MIN_SHARE = 0.55;

/** What the figure's own words and its characters are worth beside what is said around it. */
const OWN = 0.35;
const ECHO = 0.2;

/** All figures that may answer, best first. */
export function figuresFor({ asked, unit, years }: Ask, cases: readonly CaseLines[]): Found[] {
  const found: Found[] = [];
  for (const { lines } of cases)
    for (const line of lines) {
      for (const fact of factsOf(line)) {
        if (!fits(fact, unit) || (years.length > 0 && fact.year !== null && !years.includes(fact.year))) continue;
        const { share, own } = spokenBy(asked, fact);
        if (share < MIN_SHARE) continue;
        found.push({ fact, share, worth: share + OWN * own + ECHO * echoed(fact.thing, asked.said) });
      }
    }
  return found.sort((a, b) => b.worth - a.worth);
}

function fits(fact: Fact, unit: UnitAsked | null): boolean {
  if (!unit) return fact.kind !== "duration" && fact.kind !== "ratio";
  if (unit.kind === "date" || unit.kind === "time" || unit.kind === "label") return false;
  if (unit.units.length > 0) return unit.units.some((one) => sameUnit(one, fact.unit)) || (fact.unit === "" && fact.line.table !== null);
  return unit.kind === "count" ? fact.kind !== "duration" : fact.kind === unit.kind;
}

/** Figures that say the same of other places have at least so much of the best one's worth, and words so much alike. */
const NEAR_BEST = 0.78;
const MIN_ALIKE = 0.4;

/** The best figure and its like of other places: cases, years, sections, rows. */
export function columnOf(found: readonly Found[], years: number): Fact[] {
  const best = found[0];
  if (!best) return [];
  const near = found.filter(
    ({ fact, worth }) =>
      worth >= NEAR_BEST * best.worth &&
      fact.unit === best.fact.unit &&
      fact.total === best.fact.total &&
      (fact === best.fact || likeness(fact, best.fact) >= MIN_ALIKE),
  );
  const cases = new Set(near.map(({ fact }) => fact.line.ordinal)).size;
  const places = new Map<string, Fact>();
  for (const { fact } of near) {
    const { line } = fact;
    const place =
      years > 1
        ? String(fact.year)
        : line.table
          ? `${line.ordinal} ${fact.row}`
          : cases > 1
            ? `${line.ordinal}`
            : line.passage.section + (line.passage.item ?? "");
    if (!places.has(place)) places.set(place, fact);
  }
  return [...places.values()].sort(inOrder);
}

const inOrder = (a: Fact, b: Fact) =>
  (a.year ?? 0) - (b.year ?? 0) || a.line.ordinal - b.line.ordinal || a.line.sentence.start - b.line.sentence.start || a.start - b.start;

function likeness(a: Fact, b: Fact): number {
  if (a.thing === b.thing) return 1;
  const [short, long] = a.thing.length < b.thing.length ? [a.thing, b.thing] : [b.thing, a.thing];
  return short.length >= 2 && long.includes(short) ? 0.8 : alike(a.thing, b.thing);
}

/** The figures of one unit that a sentence counts up side by side with this one, and the whole that they are parts of. */
export function partsBeside(fact: Fact): { readonly whole: Fact | null; readonly parts: readonly Fact[] } {
  const all = factsOf(fact.line).filter(({ unit }) => unit === fact.unit);
  const firstPart = all.findIndex(({ part, thing }) => part && /^其中/.test(thing));
  if (firstPart >= 0) {
    const parts = all.slice(firstPart).filter(({ total }) => !total);
    const whole = all[firstPart - 1] ?? null;
    return { whole, parts: parts.length > 1 ? parts : [] };
  }
  const listed = all.filter(({ total }) => !total);
  const total = all.find((one) => one.total) ?? null;
  // The first of a list that adds up to it is the whole.
  const [first, ...rest] = listed;
  const sum = rest.reduce((value, one) => value + one.value, 0);
  if (!total && first && rest.length > 1 && Math.abs(sum - first.value) < 1e-6) return { whole: first, parts: rest };
  return { whole: total, parts: listed.length > 1 ? listed : [] };
}

/** 由38分钟压到16分钟: both figures of one change, in its order; null where the figure is no part of one. */
export function changeOf(fact: Fact): readonly [Fact, Fact] | null {
  const all = factsOf(fact.line);
  const at = all.indexOf(fact);
  for (const [from, to] of [
    [all[at], all[at + 1]],
    [all[at - 1], all[at]],
  ] as const) {
    if (!from || !to || from.unit !== to.unit) continue;
    const { text } = from.line.sentence;
    const between = text.slice(from.end, to.start);
    const before = text.slice(Math.max(0, from.start - 6), from.start);
    if (between.length <= 12 && !/[。；，]/.test(between) && /到|至|为|成/.test(between) && /[由从自]/.test(before)) return [from, to];
  }
  return null;
}

export const saidOf = saidForm;
