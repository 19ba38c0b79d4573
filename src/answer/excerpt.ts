/** A part of a case, distinctive words, or words quoted before → the source's own words. */

import type { Case, Section } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import type { Excerpt, NonEmpty, NotFound, Quote } from "./answer.ts";
import { choices } from "./choose.ts";
import { caseRef, createGround } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";
import type { ItemWish, SectionWish, SentenceWish } from "./part-wish.ts";
import { notFound, notTold, unknownPart } from "./refuse.ts";
import { itemOf, type Standing, sentencesOf, wishLabel } from "./sections.ts";

export interface PartRequest {
  readonly case: Case;
  /** The sections asked for; the whole case where there are none and `section` is null. */
  readonly sections: readonly Section[];
  readonly section: SectionWish | null;
  readonly item: ItemWish | null;
  /** Only this sentence of the part. */
  readonly sentence?: SentenceWish | null;
  readonly standing?: Standing | null;
}

/** The whole section or item, or, where neither is named, the whole case, in source order, one quote a paragraph or item. */
export async function excerptPart(request: PartRequest, { store }: Knowledge): Promise<Excerpt | NotFound> {
  const { case: unionCase, sections, section, item, sentence, standing } = request;
  if (section && sections.length === 0 && (section.explicit || item === null))
    return unknownPart(unionCase, section.words);
  const found = item === null ? undefined : itemOf(unionCase, sections, item, standing ?? undefined);
  if (item !== null && !found) return unknownPart(unionCase, wishLabel(item));
  const names = new Set(sections.map(({ name }) => name));
  const wanted = (passage: Passage) => {
    if (found) return sentencesOf(found, passage);
    const isWanted = names.size > 0 ? names.has(passage.section) : passage.sectionKind !== "heading";
    return isWanted ? passage.sentences : [];
  };
  const parts = passagesOf(unionCase)
    .map((passage) => ({ passage, sentences: wanted(passage) }))
    .filter(({ sentences }) => sentences.length > 0);
  const ground = createGround(store);
  const quotes: Quote[] = [];
  for (const { passage, sentences } of sentence ? onlySentence(parts, sentence) : parts) {
    quotes.push(await ground.quote({ case: unionCase, passage, sentences }));
  }
  const [first, ...rest] = quotes;
  return first ? excerpt(unionCase, [first, ...rest]) : unknownPart(unionCase, section?.words ?? "");
}

type Part = Pick<Passage, "sentences"> & { readonly passage: Passage };

function onlySentence(parts: readonly Part[], wish: SentenceWish): Part[] {
  const all = parts.flatMap(({ passage, sentences }) =>
    sentences.map((sentence) => ({ passage, sentences: [sentence] })),
  );
  const one = "last" in wish ? all.at(-1) : all[wish.number - 1];
  return one ? [one] : [];
}

/** Words asked for are nearly all there, or they are others: share of their weight. */
const MIN_WORDS = 0.55;

export interface WordsRequest {
  readonly content: string;
  /** The question, folded and digitized. */
  readonly text: string;
  readonly caseOrdinal?: number;
  readonly accepts?: (passage: Passage) => boolean;
  /** The paragraph or item that holds the words, not the sentence alone. */
  readonly wholePassage: boolean;
}

/** The sentence, paragraph or item that holds the words asked for; a heading only where nothing else does. */
export async function excerptWords(request: WordsRequest, knowledge: Knowledge): Promise<Excerpt | NotFound> {
  if (request.accepts) return wordsIn(request, knowledge);
  const accepts = ({ sectionKind }: Passage) => sectionKind !== "heading";
  const inText = await wordsIn({ ...request, accepts }, knowledge);
  return inText.kind === "excerpt" ? inText : wordsIn(request, knowledge);
}

async function wordsIn(request: WordsRequest, { retriever, store }: Knowledge): Promise<Excerpt | NotFound> {
  const { content, text, caseOrdinal, accepts, wholePassage } = request;
  const concepts = await retriever.concepts(content);
  const hits = await retriever.retrieve(content, {
    limit: 6,
    scope: {
      ...(caseOrdinal === undefined ? {} : { cases: new Set([caseOrdinal]) }),
      ...(accepts ? { accepts } : {}),
    },
  });
  const ranked = choices(hits, { asks: "matter", listed: null, question: text, concepts });
  const marked = concepts.filter(({ quoted }) => quoted);
  // Words in quotation marks are the ones that are to be found.
  const verbatim = ranked.find(
    ({ sentence }) =>
      marked.length > 0 && retriever.match(sentence.text, marked).every(({ degree }) => degree === 1),
  );
  const best = verbatim ?? ranked[0];
  if (!best || (!verbatim && best.coverage < MIN_WORDS)) {
    return notTold(concepts, caseOrdinal === undefined ? undefined : (await store.cases())[caseOrdinal]);
  }
  const { hit, sentence } = best;
  const sentences = wholePassage ? hit.passage.sentences : [sentence];
  return excerpt(hit.case, [
    await createGround(store).quote({ case: hit.case, passage: hit.passage, sentences }),
  ]);
}

/** The whole sentences of words that were quoted in part before (那句话的原文). */
export async function excerptAgain(
  quotes: readonly Quote[],
  { store }: Knowledge,
): Promise<Excerpt | NotFound> {
  const ground = createGround(store);
  const again: Quote[] = [];
  const [first] = quotes;
  const unionCase = (await store.cases()).find(({ id }) => id === first?.citation.case.id);
  if (!unionCase) return notFound({ kind: "empty" });
  for (const { citation } of quotes.filter((quote) => quote.citation.case.id === unionCase.id)) {
    const { start, end } = citation.source;
    for (const passage of passagesOf(unionCase)) {
      const sentences = passage.sentences.filter((sentence) => sentence.start < end && start < sentence.end);
      if (sentences.length > 0) again.push(await ground.quote({ case: unionCase, passage, sentences }));
    }
  }
  const [head, ...rest] = again;
  return head ? excerpt(unionCase, [head, ...rest]) : notFound({ kind: "empty" });
}

/** Suggestions are added by `complete`. */
export function excerpt(unionCase: Case, quotes: NonEmpty<Quote>): Excerpt {
  return { kind: "excerpt", case: caseRef(unionCase), quotes, suggestions: [], carried: null };
}
