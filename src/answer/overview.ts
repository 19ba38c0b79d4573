/** A section or item asked about as a whole (圆通的成效怎么样, 第二点具体说说) → what it says, word for word. */

import type { Case, Section } from "../corpus/case.ts";
import { lengthOfAll, type Passage, passagesOf } from "../corpus/passages.ts";
import type { Claim, Grounded, NotFound } from "../grounding/answer.ts";
import { clausesOf, withoutTrailingComma } from "../grounding/clauses.ts";
import { createGround } from "../grounding/ground.ts";
import type { Knowledge } from "./knowledge.ts";
import { unknownPart } from "./refuse.ts";
import { type FoundItem, sentencesOf } from "./sections.ts";

/** Characters of source that an overview quotes: a long section's items are shown by their opening sentences. */
const BUDGET = 560;

/** `found`: only this item of the sections. */
export async function overview(
  unionCase: Case,
  sections: readonly Section[],
  found: FoundItem | null,
  knowledge: Knowledge,
): Promise<Grounded | NotFound> {
  const names = new Set(sections.map(({ name }) => name));
  const passages = passagesOf(unionCase).flatMap((passage): Passage[] => {
    if (!found) return names.has(passage.section) ? [passage] : [];
    const sentences = sentencesOf(found, passage);
    return sentences.length > 0 ? [{ ...passage, sentences }] : [];
  });
  return overviewOf(unionCase, passages, knowledge);
}

export async function overviewOf(
  unionCase: Case,
  passages: readonly Passage[],
  { store }: Knowledge,
): Promise<Grounded | NotFound> {
  const length = lengthOfAll(passages);
  const ground = createGround(store);
  const claims: Claim[] = [];
  for (const passage of passages) {
    const sentences = length <= BUDGET ? passage.sentences : openingOf(passage, BUDGET / passages.length);
    const quotes = await ground.quotes({ case: unionCase, passage, sentences });
    claims.push({ text: headline(passage), quotes });
  }
  const [first, ...rest] = claims;
  if (!first) return unknownPart(unionCase, passages[0]?.section ?? "");
  return {
    kind: "grounded",
    by: "extractive",
    certain: true,
    claims: [first, ...rest],
    suggestions: [],
    carried: null,
  };
}

/** The first sentences of a passage that fit, at least one. */
export function openingOf(passage: Passage, budget: number) {
  let left = budget;
  return passage.sentences.filter(({ text }, i) => {
    left -= text.length;
    return i === 0 || left >= 0;
  });
}

/** An item's lead; of a paragraph its first clause or two. */
function headline(passage: Passage): string {
  if (passage.lead && passage.sentences[0]?.text.startsWith(passage.lead))
    return `${passage.item ?? ""}${passage.lead}`;
  const text = passage.sentences[0]?.text ?? "";
  const end = clausesOf(text).find(({ to }) => to >= 8)?.to ?? text.length;
  return withoutTrailingComma(text.slice(0, end));
}
