/** Several cases → the same part of each side by side, word for word. */

import type { Case, SectionKind, Sentence } from "../../corpus/case.ts";
import { type Passage, passagesOf, textOf } from "../../corpus/passages.ts";
import type { Comparison, NonEmpty, Quote } from "../../grounding/answer.ts";
import { withoutTrailingComma } from "../../grounding/clauses.ts";
import { caseRef, createGround, type Ground } from "../../grounding/ground.ts";
import { withoutOperations } from "../../question/conditions.ts";
import { tellsSomething } from "../../question/read.ts";
import type { Part } from "../../question/request.ts";
import type { SectionSlots } from "../../question/section-slots.ts";
import type { Knowledge } from "../knowledge.ts";
import { openingOf } from "../overview.ts";
import { type SectionWish, sectionsMeant } from "../sections.ts";
import { closedRuns } from "../summary-runs.ts";

/** As many cases as a table on a screen can hold. */
export const MAX_COMPARED = 5;

/** Characters of one cell; a longer section shows the opening sentences of its paragraphs and items. */
const CELL = 260;

/** Of each paragraph and item of a longer one so many at least. */
const LEAST = 60;

/** Longer words are no mere heading. */
const HEADING = 18;
/** Characters of what was done that are shown behind one, unless it says nothing in fewer. */
const DEED = 70;

const ROWS: readonly SectionKind[] = ["development", "measures", "results"];

type Row = Comparison["rows"][number];

/** By the sections asked for, else as a whole; null where something of the cases is compared that no heading names. */
export async function compareAsked(
  { content, slots }: Part,
  named: NonEmpty<Case>,
  knowledge: Knowledge,
): Promise<Comparison | null> {
  if (tellsSomething(withoutOperations(content))) return null;
  const compared = await compareSections(named, wishesOf(slots), knowledge);
  return compared.rows.length > 0 ? compared : null;
}

/** A heading by its own words, else by the kind that they stand for. */
function wishesOf({ words, kinds }: SectionSlots): SectionWish[] {
  if (kinds.length === 0) return words.map((said) => ({ words: said, kind: null }));
  return kinds.map((kind, i) => ({
    words: (words.length === kinds.length && words[i]) || "",
    kind,
  }));
}

/** Rows: the sections asked for; else background, measures and results. */
export async function compareSections(
  named: NonEmpty<Case>,
  wishes: readonly SectionWish[],
  { store }: Pick<Knowledge, "store">,
): Promise<Comparison> {
  const ground = createGround(store);
  const rows: Row[] = [];
  const all = wishes.length > 0 ? wishes : ROWS.map((kind) => ({ words: "", kind }));
  for (const wish of all) {
    const cells: Row["cells"][number][] = [];
    for (const unionCase of named.slice(0, MAX_COMPARED))
      cells.push(await sectionCell(unionCase, wish, ground));
    const name = cells.flatMap(({ quotes }) => quotes)[0]?.citation.section;
    if (name) rows.push({ section: name, cells });
  }
  return comparison(named, rows);
}

/** Cases beyond `MAX_COMPARED` are named as left out. */
function comparison(named: NonEmpty<Case>, rows: readonly Row[]): Comparison {
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
    const told = { case: unionCase, passage, sentences };
    const more = withDeed(passage, sentences);
    quotes.push(...(more ? [await ground.quote({ ...told, ...more })] : await ground.quotes(told)));
  }
  return { case: caseRef(unionCase), quotes };
}

/** A heading alone (提供工会精准服务。) compares nothing: it goes on to the first that was done; undefined where it is none. */
function withDeed({ sentences }: Passage, opening: readonly Sentence[]) {
  const next = sentences[opening.length];
  if (!next || textOf(opening).length > HEADING) return undefined;
  const runs = closedRuns(next).filter(({ from }) => from === 0);
  const { to } = runs.findLast((run) => run.to <= DEED) ?? runs[0] ?? { to: next.text.length };
  const all = [...opening, next];
  const words = withoutTrailingComma(next.text.slice(0, to));
  return { sentences: all, from: 0, to: textOf(all).length - next.text.length + words.length };
}
