/** Several cases → the same part of each side by side, word for word. */

import type { Case, SectionKind } from "../../corpus/case.ts";
import { passagesOf } from "../../corpus/passages.ts";
import { withoutOperations } from "../../question/conditions.ts";
import { tellsSomething } from "../../question/read.ts";
import type { Part } from "../../question/request.ts";
import type { SectionSlots } from "../../question/section-slots.ts";
import type { Comparison, NonEmpty, Quote } from "../answer.ts";
import { caseRef, createGround, type Ground } from "../ground.ts";
import type { Knowledge } from "../knowledge.ts";
import { openingOf } from "../overview.ts";
import { type SectionWish, sectionsMeant } from "../sections.ts";
import { groundedOf, look } from "./ask.ts";

/** As many cases as a table on a screen can hold. */
export const MAX_COMPARED = 5;

/** Characters of one cell; a longer section shows the opening sentences of its paragraphs and items. */
const CELL = 260;
const LEAST = 60;

const ROWS: readonly SectionKind[] = ["development", "measures", "results"];

type Row = Comparison["rows"][number];

/** By the sections asked for, or by what each case says of the thing asked for; null where none says anything of it. */
export async function compareAsked(
  { content, rest, text, slots }: Part,
  named: NonEmpty<Case>,
  knowledge: Knowledge,
): Promise<Comparison | null> {
  const row = tellsSomething(withoutOperations(content))
    ? await subjectRow(withoutOperations(rest), text, named.slice(0, MAX_COMPARED), knowledge)
    : undefined;
  if (row === null) return null;
  const compared = row ? comparison(named, [row]) : await compareSections(named, wishesOf(slots), knowledge);
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

/** Each case is looked through by itself, so that none is silent because another says more. */
async function subjectRow(
  words: string,
  asking: string,
  cases: readonly Case[],
  knowledge: Knowledge,
): Promise<Row | null> {
  const all = await knowledge.store.cases();
  const ground = createGround(knowledge.store);
  const cells: Row["cells"][number][] = [];
  for (const unionCase of cases) {
    const scope = new Set([all.findIndex(({ id }) => id === unionCase.id)]);
    const found = await look({ text: words, asking, cases: scope, absent: false }, knowledge);
    const isTold = found.verdict !== null && found.verdict.kind !== "refuse";
    const told = isTold ? await groundedOf(found, knowledge, 1, ground) : null;
    cells.push({ case: caseRef(unionCase), quotes: told?.claims[0].quotes ?? [] });
  }
  return cells.some(({ quotes }) => quotes.length > 0) ? { section: subjectOf(words), cells } : null;
}

/** What is compared, as the head of its row: the words of the question without what joins them. */
function subjectOf(words: string): string {
  return words
    .split(/[^\p{L}\p{N}%]+/u)
    .filter((word) => word.length > 1)
    .join("、");
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
    quotes.push(...(await ground.quotes({ case: unionCase, passage, sentences })));
  }
  return { case: caseRef(unionCase), quotes };
}
