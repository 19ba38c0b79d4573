/** Several cases → the same part of each side by side, word for word. */

import type { Case, SectionKind } from "../corpus/case.ts";
import { passagesOf } from "../corpus/passages.ts";
import type { Ambiguous, CaseRef, Comparison, NonEmpty, NotFound, Quote } from "./answer.ts";
import { ask } from "./ask.ts";
import { caseRef, createGround, type Ground } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";
import { openingOf } from "./overview.ts";
import type { SectionWish } from "./part-wish.ts";
import { ambiguous, notFound } from "./refuse.ts";
import type { Request } from "./request.ts";
import { sectionsMeant } from "./sections.ts";
import type { Understanding } from "./understand.ts";

/** As many cases as a table on a screen can hold. */
export const MAX_COMPARED = 5;

/** Characters of one cell; a longer section shows the opening sentences of its paragraphs and items. */
const CELL = 260;

const ROWS: readonly SectionKind[] = ["development", "measures", "results"];

type Row = Comparison["rows"][number];

/** The cases named, by what the question asks of each; by their sections where it asks nothing in particular. */
export async function compareAsked(
  request: Request,
  knowledge: Knowledge,
): Promise<Comparison | Ambiguous | NotFound> {
  const { understanding, target } = request;
  const vague = understanding.referents.find(({ cases }) => cases.length > 1);
  if (vague) return ambiguous(vague.name, target.cases);
  const [first, ...rest] = target.cases.slice(0, MAX_COMPARED);
  if (!first) return notFound({ kind: "empty" });
  const row = await contentRow([first, ...rest], request, knowledge);
  const compared = row
    ? comparison([first, ...rest], [row])
    : await compareSections([first, ...rest], understanding.section, knowledge);
  return { ...compared, omitted: target.cases.slice(MAX_COMPARED).map(caseRef) };
}

/** Rows: the section asked for; else background, measures and results. */
export async function compareSections(
  cases: NonEmpty<Case>,
  section: SectionWish | null,
  { store }: Knowledge,
): Promise<Comparison> {
  const ground = createGround(store);
  const rows: Row[] = [];
  for (const wish of section ? [section] : ROWS.map((kind) => ({ words: "", kind, explicit: true }))) {
    const cells: Row["cells"][number][] = [];
    for (const unionCase of cases) cells.push(await sectionCell(unionCase, wish, ground));
    const name = cells.flatMap(({ quotes }) => quotes)[0]?.citation.section;
    if (name) rows.push({ section: name, cells });
  }
  return comparison(cases, rows);
}

/** What each case answers by itself; undefined where the question has no content or none of them answers. */
async function contentRow(
  cases: NonEmpty<Case>,
  request: Request,
  knowledge: Knowledge,
): Promise<Row | undefined> {
  const { understanding, content } = request;
  if (!understanding.hasContent) return undefined;
  const all = await knowledge.store.cases();
  const own = await ownContents(understanding, knowledge);
  const ground = createGround(knowledge.store);
  const cells: { case: CaseRef; quotes: Quote[] }[] = [];
  for (const unionCase of cases) {
    const caseOrdinal = all.findIndex(({ id }) => id === unionCase.id);
    const answer = await ask(
      {
        understanding: { ...understanding, parts: 1 },
        content: own.get(caseOrdinal) ?? content,
        caseOrdinal,
      },
      knowledge,
      ground,
    );
    const quotes = answer.kind === "grounded" ? answer.claims.flatMap((claim) => claim.quotes) : [];
    cells.push({ case: caseRef(unionCase), quotes });
  }
  const label = understanding.section?.words ?? content.replace(/[\s,，、和与?？]+/g, " ").trim();
  return cells.some(({ quotes }) => quotes.length > 0) ? { section: label, cells } : undefined;
}

/** What is asked of each case alone (A的甲和B的乙), by ordinal: empty unless every case named has words of its own. */
async function ownContents(
  { referents }: Understanding,
  { retriever }: Knowledge,
): Promise<Map<number, string>> {
  const own = new Map<number, string>();
  for (const { cases, segment } of referents) {
    if ((await retriever.concepts(segment)).length === 0) return new Map();
    for (const ordinal of cases) own.set(ordinal, segment);
  }
  return own;
}

async function sectionCell(unionCase: Case, wish: SectionWish, ground: Ground) {
  const names = new Set(sectionsMeant(wish, unionCase).map(({ name }) => name));
  const passages = passagesOf(unionCase).filter(({ section }) => names.has(section));
  const length = passages.reduce((sum, passage) => sum + passage.end - passage.start, 0);
  const quotes: Quote[] = [];
  for (const passage of passages) {
    const sentences =
      length <= CELL ? passage.sentences : openingOf(passage, Math.max(60, CELL / passages.length));
    quotes.push(await ground.quote({ case: unionCase, passage, sentences }));
  }
  return { case: caseRef(unionCase), quotes };
}

function comparison(cases: NonEmpty<Case>, rows: readonly Row[]): Comparison {
  const [first, ...rest] = cases;
  return {
    kind: "comparison",
    cases: [caseRef(first), ...rest.map(caseRef)],
    rows,
    omitted: [],
    suggestions: [],
    carried: null,
  };
}
