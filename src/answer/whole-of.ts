/** A citation → the whole item or section in which it stands, word for word. */

import type { Case, Span } from "../corpus/case.ts";
import { passagesOf } from "../corpus/passages.ts";
import type { CaseRef, Citation, Excerpt, NotFound, Quote } from "../grounding/answer.ts";
import { createGround, excerpt } from "../grounding/ground.ts";
import type { Knowledge } from "./knowledge.ts";
import { notFound, unknownPart } from "./refuse.ts";

/** Of sections or items of one name those are meant that hold the `source`; without it all of them. */
export type Cited = Pick<Citation, "case" | "section" | "item"> & Partial<Pick<Citation, "source">>;

/** One quote a paragraph or item. Suggestions are added by `complete`. */
export async function wholeOf(cited: Cited, { store }: Knowledge): Promise<Excerpt | NotFound> {
  const { case: of, section, item } = cited;
  const unionCase = caseMeant(of, await store.cases());
  if (!unionCase) return notFound({ kind: "unknown-case", name: of.organization });
  const blocks = blocksMeant(cited, unionCase);
  const ground = createGround(store);
  const quotes: Quote[] = [];
  for (const passage of passagesOf(unionCase)) {
    if (blocks.some((block) => holds(block, passage.start)))
      quotes.push(await ground.quote({ case: unionCase, passage, sentences: passage.sentences }));
  }
  const [first, ...rest] = quotes;
  return first ? excerpt(unionCase, [first, ...rest]) : unknownPart(unionCase, `${section}${item ?? ""}`);
}

/** The case of that name, the one in its place where several have it; what now stands there by another name is not meant. */
function caseMeant({ id, organization, title }: CaseRef, cases: readonly Case[]): Case | undefined {
  const named = cases.filter((known) => known.organization === organization);
  const titled = named.filter((known) => known.title === title);
  return titled.find((known) => known.id === id) ?? titled[0] ?? named.find((known) => known.id === id);
}

function blocksMeant({ section, item, source }: Cited, unionCase: Case): readonly Span[] {
  const at = source?.file === unionCase.file ? source.start : undefined;
  const sections = [unionCase.heading, ...unionCase.sections].filter(({ name }) => name === section);
  const own = sections.filter(({ blocks }) => blocks.some((block) => holds(block, at)));
  const blocks = (own.length > 0 ? own : sections).flatMap((meant) => meant.blocks);
  if (item === null) return blocks;
  const items = blocks.filter(({ label }) => label === item);
  const holding = items.filter((block) => holds(block, at));
  return holding.length > 0 ? holding : items;
}

function holds({ start, end }: Span, at: number | undefined): boolean {
  return at !== undefined && start <= at && at < end;
}
