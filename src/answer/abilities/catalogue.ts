/** The corpus → all its cases, or those chosen, each with its title. */

import type { Case } from "../../corpus/case.ts";
import { type Passage, passagesOf, textOf } from "../../corpus/passages.ts";
import type { Listing } from "../../grounding/answer.ts";
import { caseRef, createGround, type Place } from "../../grounding/ground.ts";
import type { Knowledge } from "../knowledge.ts";

export async function listCatalogue(
  { store }: Pick<Knowledge, "store">,
  chosen?: readonly Case[],
): Promise<Listing> {
  const cases = chosen ?? (await store.cases()).filter(({ role }) => role === "case");
  const ground = createGround(store);
  const entries: Listing["entries"][number][] = [];
  for (const unionCase of cases) {
    const place = headingPlace(unionCase);
    if (!place) continue;
    const quote = await ground.quote(place);
    entries.push({ case: caseRef(unionCase), claim: { text: quote.text, quotes: [quote] } });
  }
  return {
    kind: "listing",
    asks: chosen ? "count" : "catalogue",
    condition: "",
    entries,
    suggestions: [],
    carried: null,
  };
}

/** The heading line with a case's title, else the last of them, or whatever its text begins with; of a file without words there is none. */
export function headingPlace(unionCase: Case): Place | undefined {
  const passages = passagesOf(unionCase);
  const lines = passages.filter(({ sectionKind }) => sectionKind === "heading");
  const isTitle = ({ sentences }: Passage) =>
    unionCase.title !== "" && textOf(sentences).includes(unionCase.title);
  const passage = lines.findLast(isTitle) ?? lines.at(-1) ?? passages[0];
  return passage && { case: unionCase, passage, sentences: passage.sentences.slice(0, 1) };
}
