/** Distinctive words, or words quoted before → the sentence, paragraph or item of the source that holds them. */

import type { Sentence } from "../corpus/case.ts";
import { lengthOf, type Passage, passagesOf } from "../corpus/passages.ts";
import type { Excerpt, NotFound, Quote } from "../grounding/answer.ts";
import { createGround, excerpt } from "../grounding/ground.ts";
import { readable } from "../language/templates.ts";
import { fitsOf, pairsOf } from "../question/part-words.ts";
import { excerptFrom } from "./excerpt-from.ts";
import type { Knowledge } from "./knowledge.ts";
import { sentencesByWords } from "./pick/by-words.ts";
import { notFound, notTold } from "./refuse.ts";

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

/** The sentence, paragraph or item that holds the words asked for; a heading only where nothing else does, and they say little beside it. */
export async function excerptWords(request: WordsRequest, knowledge: Knowledge): Promise<Excerpt | NotFound> {
  if (request.accepts) return wordsIn(request, knowledge);
  const accepts = ({ sectionKind }: Passage) => sectionKind !== "heading";
  const inText = await wordsIn({ ...request, accepts }, knowledge);
  if (inText.kind === "excerpt") return inText;
  const headed = await wordsIn(request, knowledge);
  if (headed.kind !== "excerpt") return headed;
  const [fit] = fitsOf(request.content, [pairsOf(headed.quotes.map(({ text }) => readable(text)).join(" "))]);
  return fit && fit.exact >= HEADED ? headed : inText;
}

/** Share of the pairs of characters asked for that a heading has to hold. */
const HEADED = 0.75;

async function wordsIn(request: WordsRequest, knowledge: Knowledge): Promise<Excerpt | NotFound> {
  const { retriever, store } = knowledge;
  const { content, caseOrdinal, accepts, wholePassage } = request;
  const concepts = await retriever.concepts(content);
  const hits = await retriever.retrieve(content, {
    limit: 6,
    scope: {
      ...(caseOrdinal === undefined ? {} : { cases: new Set([caseOrdinal]) }),
      ...(accepts ? { accepts } : {}),
    },
  });
  const ranked = sentencesByWords(hits, concepts, retriever);
  const marked = concepts.filter(({ quoted }) => quoted);
  // Words in quotation marks are the ones that are to be found.
  const verbatim = ranked.find(
    ({ sentence }) =>
      marked.length > 0 && retriever.match(sentence.text, marked).every(({ degree }) => degree === 1),
  );
  const best = verbatim ?? ranked[0];
  if (!best || (!verbatim && best.said < MIN_WORDS)) {
    return notTold(content, caseOrdinal === undefined ? undefined : (await store.cases())[caseOrdinal], {
      retriever,
    });
  }
  const { hit, sentence } = best;
  const isWhole =
    (wholePassage && lengthOf(hit.passage.sentences) <= LONGEST_WHOLE) || isLead(sentence, hit.passage);
  const { start, end } = isWhole ? hit.passage : sentence;
  return excerptFrom([{ case: hit.case, start, end }], knowledge);
}

/** A longer paragraph is more than was asked for. */
const LONGEST_WHOLE = 300;

/** A lead of so few characters only names what follows it. */
const SHORT_LEAD = 16;

function isLead(sentence: Sentence, { sentences, item }: Passage): boolean {
  return item !== null && sentence === sentences[0] && sentence.text.length <= SHORT_LEAD;
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
      if (sentences.length > 0) again.push(...(await ground.quotes({ case: unionCase, passage, sentences })));
    }
  }
  const [head, ...rest] = again;
  return head ? excerpt(unionCase, [head, ...rest]) : notFound({ kind: "empty" });
}
