/** Several cases → the same part of each side by side, word for word. */

import type { Case, SectionKind } from "../../corpus/case.ts";
import { passagesOf } from "../../corpus/passages.ts";
import type { Comparison, NonEmpty, Quote } from "../answer.ts";
import { caseRef, createGround, type Ground } from "../ground.ts";
import type { Knowledge } from "../knowledge.ts";
import { openingOf } from "../overview.ts";
import type { SectionWish } from "../part-wish.ts";
import { sectionsMeant } from "../sections.ts";

/** As many cases as a table on a screen can hold. */
export const MAX_COMPARED = 5;

/** Characters of one cell; a longer section shows the opening sentences of its paragraphs and items. */
const CELL = 260;
const LEAST = 60;

const ROWS: readonly SectionKind[] = ["development", "measures", "results"];

type Row = Comparison["rows"][number];

/** Rows: the section asked for; else background, measures and results. Cases beyond `MAX_COMPARED` are named as left out. */
export async function compareSections(
  named: NonEmpty<Case>,
  section: SectionWish | null,
  { store }: Pick<Knowledge, "store">,
): Promise<Comparison> {
  const ground = createGround(store);
  const cases = named.slice(0, MAX_COMPARED);
  const rows: Row[] = [];
  for (const wish of section ? [section] : ROWS.map((kind) => ({ words: "", kind, explicit: true }))) {
    const cells: Row["cells"][number][] = [];
    for (const unionCase of cases) cells.push(await sectionCell(unionCase, wish, ground));
    const name = cells.flatMap(({ quotes }) => quotes)[0]?.citation.section;
    if (name) rows.push({ section: name, cells });
  }
  const [first, ...rest] = named;
  return {
    kind: "comparison",
    cases: [caseRef(first), ...rest.slice(0, MAX_COMPARED - 1).map(caseRef)],
    rows,
    omitted: named.slice(MAX_COMPARED).map(caseRef),
    suggestions: [],
    carried: null,
  };
}

async function sectionCell(unionCase: Case, wish: SectionWish, ground: Ground) {
  const names = new Set(sectionsMeant(wish, unionCase).map(({ name }) => name));
  const passages = passagesOf(unionCase).filter(({ section }) => names.has(section));
  const length = passages.reduce((sum, passage) => sum + passage.end - passage.start, 0);
  const quotes: Quote[] = [];
  for (const passage of passages) {
    const sentences =
      length <= CELL ? passage.sentences : openingOf(passage, Math.max(LEAST, CELL / passages.length));
    quotes.push(...(await ground.quotes({ case: unionCase, passage, sentences })));
  }
  return { case: caseRef(unionCase), quotes };
}
