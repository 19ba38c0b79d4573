/** Several cases → the same part of each side by side, word for word. */

import type { Case, SectionKind } from "../../corpus/case.ts";
import { passagesOf } from "../../corpus/passages.ts";
import type { WeightedConcept } from "../../search/weigh.ts";
import type { Ambiguous, CaseRef, Comparison, NonEmpty, NotFound, Quote } from "../answer.ts";
import { caseRef, createGround, type Ground } from "../ground.ts";
import type { Knowledge } from "../knowledge.ts";
import { openingOf } from "../overview.ts";
import type { SectionWish } from "../part-wish.ts";
import { ambiguous, notFound, notTold } from "../refuse.ts";
import type { Request } from "../request.ts";
import { sectionsMeant } from "../sections.ts";
import { cellPlaces, type Subject, subjectAsked } from "./compare-subject.ts";

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
  const all = await knowledge.store.cases();
  const meant = understanding.referents.filter(({ cases }) => cases.length === 1);
  const vague = understanding.referents.find(({ cases }) => cases.length > 1);
  // 甲市的乙县和丙区: the city says where both are.
  if (vague && meant.length < 2) return ambiguous(vague.name, target.cases);
  const compared = vague ? meant.flatMap(({ cases: [ordinal = -1] }) => all[ordinal] ?? []) : target.cases;
  const [first, ...rest] = compared.slice(0, MAX_COMPARED);
  if (!first) return notFound({ kind: "empty" });
  const subject = await subjectAsked(request, [first, ...rest], knowledge);
  const row = subject ? await subjectRow(subject, request, knowledge) : undefined;
  const unheard = subject && !row ? unheardOf(subject) : [];
  if (unheard.length > 0) return notTold(unheard);
  const table = row
    ? comparison([first, ...rest], [row])
    : await compareSections([first, ...rest], understanding.section, knowledge);
  return { ...table, omitted: compared.slice(MAX_COMPARED).map(caseRef) };
}

/** Things the corpus has no word for: to be compared in these, the cases cannot. */
function unheardOf({ of }: Subject): WeightedConcept[] {
  const concepts = of.flatMap(({ topic }) => topic?.ways.flat(2) ?? []);
  const unheard = concepts.filter(
    ({ known, variants, weight }) => !known && variants.length === 0 && weight > 0.3,
  );
  return [...new Map(unheard.map((concept) => [concept.surface, concept])).values()];
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

async function subjectRow(
  subject: Subject,
  request: Request,
  knowledge: Knowledge,
): Promise<Row | undefined> {
  const ground = createGround(knowledge.store);
  const cells: { case: CaseRef; quotes: Quote[] }[] = [];
  for (const one of subject.of) {
    const quotes: Quote[] = [];
    for (const place of await cellPlaces(one, subject, request, knowledge))
      quotes.push(await ground.quote(place));
    cells.push({ case: caseRef(one.case), quotes });
  }
  const label = subject.label || (request.understanding.section?.words ?? "");
  return cells.some(({ quotes }) => quotes.length > 0) ? { section: label, cells } : undefined;
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
