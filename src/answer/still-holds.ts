/** An answer given earlier → whether the corpus still says what it quotes, and where it says that it does. */

import type { Case } from "../corpus/case.ts";
import { passagesOf } from "../corpus/passages.ts";
import { type Answer, type CaseRef, type Citation, quotesOf } from "../grounding/answer.ts";
import { isVerbatim } from "../grounding/ground.ts";
import type { Store } from "../stores/store.ts";

/** True of an answer without quotes. */
export async function stillHolds(answer: Answer, store: Pick<Store, "cases" | "text">): Promise<boolean> {
  const cases = await store.cases();
  for (const quote of quotesOf(answer)) {
    const { citation } = quote;
    const source = (await store.text(citation.source.file)) ?? "";
    if (!isVerbatim(quote, source) || !stands(citation, cases)) return false;
  }
  return true;
}

/** Whether the words at the citation's offsets would be cited so today. */
function stands({ case: of, section, item, sentences, source }: Citation, cases: readonly Case[]): boolean {
  const unionCase = cases.find((known) => isCase(known, of));
  const passages = unionCase ? passagesOf(unionCase) : [];
  return passages.some((passage) => {
    if (passage.file !== source.file || passage.section !== section || passage.item !== item) return false;
    const cited = passage.sentences.filter(({ start, end }) => start < source.end && source.start < end);
    return cited[0]?.number === sentences[0] && cited.at(-1)?.number === sentences[1];
  });
}

function isCase({ id, organization, title }: Case, of: CaseRef): boolean {
  return id === of.id && organization === of.organization && title === of.title;
}
