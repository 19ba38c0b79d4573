/** Cases → those that have a section, or number so many items in it: conditions that no word has to meet. */

import { countedSentences } from "../../grounding/clauses.ts";
import type { ListConditions } from "../../question/lists.ts";
import type { Line } from "../../search/lines.ts";
import type { Unit } from "./list-units.ts";

export interface Laid {
  readonly of: Unit;
  readonly lines: readonly Line[];
}

/** Names of the unit's sections that are asked for; of measures where none is. */
export function sectionsAsked(unit: Unit, names: ReadonlySet<string>): Unit["sections"] {
  return names.size > 0
    ? unit.sections.filter(({ name }) => names.has(name))
    : unit.sections.filter(({ kind }) => kind === "measures");
}

/** Those that have such a section, or lack it; null where that tells none from another. */
export function bySection(
  units: readonly Unit[],
  names: ReadonlySet<string>,
  negative: boolean,
): Laid[] | null {
  const has = (unit: Unit) => unit.sections.some(({ name, blocks }) => names.has(name) && blocks.length > 0);
  const wanted = units.filter((unit) => has(unit) !== negative);
  if (wanted.length === 0 || wanted.length === units.length) return null;
  return wanted.map((of) => ({
    of,
    lines: negative ? [] : of.lines.filter(({ passage }) => names.has(passage.section)),
  }));
}

/** Those whose section is written in items, in so many, or in the most of all. */
export function byItems(
  units: readonly Unit[],
  names: ReadonlySet<string>,
  { itemCount, itemRank, negative }: ListConditions,
): Laid[] | null {
  const laid = units.flatMap((of) => {
    const sections = sectionsAsked(of, names);
    return sections.length > 0 ? [{ of, items: itemsIn(of, sections) }] : [];
  });
  const counts = laid.map(({ items }) => items.length);
  const best = itemRank === "most" ? Math.max(...counts) : Math.min(...counts.filter((count) => count > 0));
  const meets = (count: number) =>
    itemRank !== null ? count === best : itemCount !== null ? count === itemCount : count > 0;
  const left = laid.filter(({ items }) => meets(items.length) !== negative);
  if (left.length === 0 || (left.length === laid.length && itemCount === null)) return null;
  return left.map(({ of, items }) => ({
    of,
    lines:
      items.length > 0 ? items : of.lines.filter(({ passage }) => names.has(passage.section)).slice(0, 1),
  }));
}

/** The first line of each labelled item; else of what sentences count up. */
function itemsIn(of: Unit, sections: Unit["sections"]): Line[] {
  const blocks = sections.flatMap((section) => section.blocks);
  const labelled = blocks.filter(({ label }) => label !== null);
  const firsts =
    labelled.length > 0
      ? labelled.flatMap(({ sentences }) => sentences.slice(0, 1))
      : countedSentences(blocks.flatMap(({ sentences }) => sentences.slice(0, 1)));
  const starts = new Set(firsts.map(({ start }) => start));
  return of.lines.filter(({ sentence }) => starts.has(sentence.start));
}
