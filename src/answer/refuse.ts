/** A reason → the answer that there is none. */

import type { Case } from "../corpus/case.ts";
import type { Ambiguous, NotFound, NotFoundReason } from "../grounding/answer.ts";
import { caseRef } from "../grounding/ground.ts";
import { frequencyOf, isPlaceName, isUsualWord, kindOf } from "../language/dictionary.ts";
import { WEAK_WORDS } from "../language/stop-words.ts";
import { chaptersOf, isChapter } from "../question/chapters.ts";
import { type ItemSlot, isArticle, isClause } from "../question/item-slot.ts";
import { isUnsaid } from "../search/weigh.ts";
import { articleClauses } from "./article-clauses.ts";
import type { Knowledge } from "./knowledge.ts";
import { LISTENING } from "./replies.ts";
import { wishLabel } from "./sections.ts";

/** Suggestions are added by `respond`. */
export function notFound(reason: NotFoundReason): NotFound {
  return { kind: "not-found", reason, suggestions: [], carried: null };
}

/** Names the words of the dictionary that the question has and the corpus nowhere says in any folded form. */
export async function notTold(
  content: string,
  unionCase: Case | undefined,
  { retriever }: Pick<Knowledge, "retriever">,
): Promise<NotFound> {
  const concepts = await retriever.concepts(content);
  const words = concepts
    .filter((concept) => isUnsaid(concept) && isNamed(concept.surface))
    .map(({ surface }) => surface);
  return notFound({ kind: "not-told", words, ...(unionCase ? refOf(unionCase) : {}) });
}

/** Occurrences from which on a word is said of anything: 实际, 前者. */
const COMMON = 1_500;

/** 市里, 台上: where something is, not what. */
const WHEREABOUTS = /[里上下中内外]$/;

/** A word that somebody would miss: no shred of a sentence, and none that only says what kind of statement is wanted. */
function isNamed(word: string): boolean {
  return (
    word.length >= 2 &&
    !WEAK_WORDS.has(word) &&
    !WHEREABOUTS.test(word) &&
    isUsualWord(word) &&
    (frequencyOf(word) < COMMON || isPlaceName(word)) &&
    kindOf(word) === "noun"
  );
}

/** `words`: the figures that the source does not give so; none where it says the opposite of the question. */
export function falsePremise(words: readonly string[], unionCase?: Case): NotFound {
  return notFound({ kind: "premise", words, ...(unionCase ? refOf(unionCase) : {}) });
}

/** Names the parts that there are; a heading without words is none. */
export function unknownPart(unionCase: Case, part: string): NotFound {
  const parts = unionCase.sections.filter(({ blocks }) => blocks.length > 0).map(({ name }) => name);
  if (part === "" || parts.length === 0)
    return notFound({ kind: "not-told", words: [], ...refOf(unionCase) });
  return notFound({ kind: "unknown-part", case: caseRef(unionCase), part, parts });
}

/** The same of what is counted; of chapters, and of paragraphs of an article, those that there are. */
export function unknownItem(unionCase: Case, item: ItemSlot): NotFound {
  const parts = siblingsOf(unionCase, item);
  const part = wishLabel(item);
  return parts.length > 0
    ? notFound({ kind: "unknown-part", case: caseRef(unionCase), part, parts })
    : unknownPart(unionCase, part);
}

/** What a document counts with one number throughout: its chapters, the paragraphs of an article. */
export function siblingsOf(of: Case, item: ItemSlot): string[] {
  if (isChapter(item)) return chaptersOf(of).map(({ name }) => name);
  if (!isArticle(item) || !isClause(item)) return [];
  return articleClauses(of, item.number).map((_, i) => wishLabel({ ...item, clause: i + 1 }));
}

/** Several cases go by the name; not-found where there is none. */
export function ambiguous(name: string, cases: readonly Case[]): Ambiguous | NotFound {
  const [first, ...rest] = cases.map(caseRef);
  if (!first) return notFound({ kind: "unknown-case", name });
  return { kind: "ambiguous", name, candidates: [first, ...rest], suggestions: [], carried: null };
}

/** So many cases can be chosen from. */
const MOST_OFFERED = 12;

/** A section by its name alone, of no case: asks back where several have it; null where one or none has. */
export function ofWhichCase(
  sections: readonly string[],
  cases: readonly Case[],
): Ambiguous | NotFound | null {
  const having = cases.filter(
    (one) => one.role === "case" && one.sections.some(({ name }) => sections.includes(name)),
  );
  if (having.length < 2) return null;
  return having.length > MOST_OFFERED ? LISTENING : ambiguous(sections.join("、"), having);
}

function refOf(unionCase: Case) {
  return unionCase.role === "case" ? { case: caseRef(unionCase) } : {};
}
