/** A figure → those that its sentence counts up beside it, the whole that they are parts of, and the change that it belongs to. */

import { CHANGED_FROM, CHANGED_TO, EACH, PART } from "../language/fact-words.ts";
import { type Fact, factsOf } from "./facts.ts";

/** The figures of one unit that a sentence counts up side by side with this one, and the whole that they are parts of. */
export function partsBeside(fact: Fact): { readonly whole: Fact | null; readonly parts: readonly Fact[] } {
  const all = factsOf(fact.line).filter(({ unit, delta }) => unit === fact.unit && delta === fact.delta);
  const firstPart = all.findIndex(({ part, thing }) => part && PART.test(thing.slice(0, 2)));
  if (firstPart >= 0 && all.indexOf(fact) >= firstPart - 1) {
    const parts = all.slice(firstPart).filter(({ total }) => !total);
    return parts.length > 1 ? { whole: all[firstPart - 1] ?? null, parts } : { whole: null, parts: [] };
  }
  const run = runAround(
    fact,
    all.filter(({ total }) => !total || fact.total),
  );
  const total = all.find((one) => one.total && !run.includes(one)) ?? null;
  // The first of a list that adds up to it is the whole.
  const [first, ...rest] = run;
  const sum = rest.reduce((value, one) => value + one.value, 0);
  if (!total && first && rest.length > 1 && Math.abs(sum - first.value) < 1e-6)
    return { whole: first, parts: rest };
  return { whole: total, parts: run.length > 1 ? run : [] };
}

/** Characters between two figures that are counted up side by side. */
const SIDE_BY_SIDE = 16;

function runAround(fact: Fact, all: readonly Fact[]): Fact[] {
  const { text } = fact.line.sentence;
  const joined = (a: Fact | undefined, b: Fact | undefined) => {
    if (!a || !b) return false;
    const between = text.slice(a.end, b.start);
    // Cells of a line that is laid out by blanks are of two things.
    return (
      /\S/.test(between) && between.length <= SIDE_BY_SIDE && !/[。；]/.test(between) && !EACH.test(between)
    );
  };
  let [first, last] = [all.indexOf(fact), all.indexOf(fact)];
  while (joined(all[first - 1], all[first])) first -= 1;
  while (joined(all[last], all[last + 1])) last += 1;
  return all.slice(first, last + 1);
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
    const before = text.slice(Math.max(0, from.start - 8), from.start);
    if (
      between.length <= 12 &&
      !/[。；，]/.test(between) &&
      CHANGED_TO.test(between) &&
      CHANGED_FROM.test(before)
    )
      return [from, to];
  }
  return null;
}
