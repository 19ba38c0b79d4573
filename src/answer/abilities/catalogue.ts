/** The corpus → all its cases, each with its title. */

import type { Case } from "../../corpus/case.ts";
import { type Passage, passagesOf, textOf } from "../../corpus/passages.ts";
import type { Listing } from "../../grounding/answer.ts";
import { caseRef, createGround, type Place } from "../../grounding/ground.ts";
import type { Knowledge } from "../knowledge.ts";

export async function listCatalogue({ store }: Pick<Knowledge, "store">): Promise<Listing> {
  const cases = (await store.cases()).filter(({ role }) => role === "case");
  const ground = createGround(store);
  const entries: Listing["entries"][number][] = [];
  for (const unionCase of cases) {
    const quote = await ground.quote(headingPlace(unionCase));
    entries.push({ case: caseRef(unionCase), claim: { text: quote.text, quotes: [quote] } });
  }
  return { kind: "listing", asks: "catalogue", condition: "", entries, suggestions: [], carried: null };
}

/** The heading line with a case's title, else the last of them, or whatever its text begins with. */
export function headingPlace(unionCase: Case): Place {
  const passages = passagesOf(unionCase);
  const lines = passages.filter(({ sectionKind }) => sectionKind === "heading");
  const isTitle = ({ sentences }: Passage) =>
    unionCase.title !== "" && textOf(sentences).includes(unionCase.title);
  const passage = lines.findLast(isTitle) ?? lines.at(-1) ?? passages[0];
  if (!passage)
    throw new Error(`${unionCase.file}:${unionCase.line}: expected a case with words, found none`);
  return { case: unionCase, passage, sentences: passage.sentences.slice(0, 1) };
}
