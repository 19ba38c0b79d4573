/** Cases → those that have a section, or number so many items in it: conditions that no word has to meet. */

import type { Case } from "../../corpus/case.ts";
import { countedSentences } from "../../grounding/clauses.ts";
import type { ListConditions } from "../../question/lists.ts";
import type { CaseLines, Line } from "../../search/lines.ts";

export interface Laid {
  readonly of: CaseLines;
  readonly lines: readonly Line[];
}

/** The case's sections that are asked for; of measures where none is. */
export function sectionsAsked(
  { case: { sections } }: CaseLines,
  names: ReadonlySet<string>,
): Case["sections"] {
  return names.size > 0
    ? sections.filter(({ name }) => names.has(name))
    : sections.filter(({ kind }) => kind === "measures");
}

/** Those that have such a section, or lack it; null where that tells none from another. */
export function bySection(
  cases: readonly CaseLines[],
  names: ReadonlySet<string>,
  negative: boolean,
): Laid[] | null {
  const has = ({ case: { sections } }: CaseLines) =>
    sections.some(({ name, blocks }) => names.has(name) && blocks.length > 0);
  const wanted = cases.filter((of) => has(of) !== negative);
  if (wanted.length === 0 || wanted.length === cases.length) return null;
  return wanted.map((of) => ({
    of,
    lines: negative ? [] : of.lines.filter(({ passage }) => names.has(passage.section)),
  }));
}

/** Those whose section is written in items, in so many, or in the most of all. */
export function byItems(
  cases: readonly CaseLines[],
  names: ReadonlySet<string>,
  { itemCount, itemRank, negative }: ListConditions,
): Laid[] | null {
  const laid = cases.flatMap((of) => {
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
function itemsIn(of: CaseLines, sections: Case["sections"]): Line[] {
  const blocks = sections.flatMap((section) => section.blocks);
  const labelled = blocks.filter(({ label }) => label !== null);
  const firsts =
    labelled.length > 0
      ? labelled.flatMap(({ sentences }) => sentences.slice(0, 1))
      : countedSentences(blocks.flatMap(({ sentences }) => sentences.slice(0, 1)));
  const starts = new Set(firsts.map(({ start }) => start));
  return of.lines.filter(({ sentence }) => starts.has(sentence.start));
}
