/** Words typed into a search, perhaps not to their end → cases whose name they fit, and the sentences that say them. */

import type { Sentence } from "../corpus/case.ts";
import type { Quote } from "../grounding/answer.ts";
import { assertQuotes, createGround, type Place } from "../grounding/ground.ts";
import { tight } from "../language/fold.ts";
import { findPassages } from "../search/find-passages.ts";
import { subjectOf } from "../search/match.ts";
import type { Hit } from "../search/rank.ts";
import { MAX_QUERY_CHARACTERS } from "../search/retrieve.ts";
import { headingPlace } from "./abilities/catalogue.ts";
import { casesTyped } from "./find-cases.ts";
import type { Knowledge } from "./knowledge.ts";
import { sentencesByWords } from "./pick/by-words.ts";

/** Which of the things found are wanted: at most `limit`, from `offset`. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
}

export interface FoundEntry {
  readonly kind: "case" | "words";
  /** The title of a case, or a whole sentence; its citation is number 1. */
  readonly quote: Quote;
}

export interface Found {
  readonly entries: readonly FoundEntry[];
  /** So many of all entries have the very words or bear the name; they stand before the others. */
  readonly literalCount: number;
  /** Others follow. */
  readonly more: boolean;
}

/** Passages found for one search: as many as retrieval looks at closely, so that their order is the same on every page. */
const MOST_PASSAGES = 60;

/** A sentence says this share of what is typed by itself, or its passage holds the very words: a heading above it tells no more. */
const LEAST_SPOKEN = 0.3;

interface Entry {
  readonly kind: FoundEntry["kind"];
  /** It has the very words, or is a case of that name. */
  readonly isLiteral: boolean;
  /** Undefined for a file without words. */
  readonly place: () => Place | undefined;
}

/**
 * Cases first; then passages, those with the very words before others, among each those of no case last. The whole
 * catalogue where no words are typed.
 */
export async function findWords(words: string, page: Page, knowledge: Knowledge): Promise<Found> {
  const typed = words.slice(0, MAX_QUERY_CHARACTERS);
  const cases = await casesTyped(typed, knowledge);
  const entries: Entry[] = cases.map((found) => ({
    kind: "case",
    isLiteral: true,
    place: () => headingPlace(found),
  }));
  if (/[\p{L}\p{N}]/u.test(typed)) entries.push(...(await passagesTyped(typed, knowledge)));
  const end = page.offset + page.limit;
  const found: FoundEntry[] = [];
  for (const { kind, place } of entries.slice(page.offset, end)) {
    const where = place();
    if (where) found.push({ kind, quote: await createGround(knowledge.store).quote(where) });
  }
  await assertQuotes(
    found.map(({ quote }) => quote),
    knowledge.store,
  );
  const literalCount = entries.filter(({ isLiteral }) => isLiteral).length;
  return { entries: found, literalCount, more: end < entries.length };
}

async function passagesTyped(typed: string, knowledge: Knowledge): Promise<Entry[]> {
  const { finder, retriever, store } = knowledge;
  const { mentions, rest, text: question } = await finder.find(typed);
  const cases = await store.cases();
  const named = new Set(mentions.flatMap((mention) => mention.cases.map((ordinal) => cases[ordinal])));
  // What is typed beside a case's name is what is looked for in it.
  const content = /[\p{L}\p{N}]/u.test(rest) ? rest : question;
  const concepts = await retriever.concepts(content);
  const typedWords = content
    .split(/[^\p{L}\p{N}.%]+/u)
    .map(tight)
    .filter(Boolean);
  const holdsTyped = ({ text }: Pick<Sentence, "text">) =>
    typedWords.every((word) => subjectOf(text).text.includes(word));
  const isLiteral = ({ case: of, passage }: Hit) =>
    (named.size === 0 || named.has(of)) && passage.sentences.some(holdsTyped);
  const rankOf = (hit: Hit) => (isLiteral(hit) ? 0 : 2) + (hit.case.role === "document" ? 1 : 0);
  const hits = await findPassages(typed, knowledge, { limit: MOST_PASSAGES });
  return (
    hits
      .filter((hit) => hit.passage.sentences.some(holdsTyped) || (ranked(hit)[0]?.said ?? 0) >= LEAST_SPOKEN)
      // The title of a case is found with the case.
      .filter(({ case: of, passage }) => passage.sectionKind !== "heading" || of.role === "document")
      .sort((a, b) => rankOf(a) - rankOf(b))
      .map((hit) => {
        const { case: of, passage } = hit;
        return {
          kind: "words",
          isLiteral: isLiteral(hit),
          place: () => ({ case: of, passage, sentences: [mostFitting(hit, holdsTyped)] }),
        };
      })
  );

  function ranked(hit: Hit) {
    return sentencesByWords([hit], concepts, retriever);
  }

  /** The best sentence of those that hold the very words typed, else the best of all. */
  function mostFitting(hit: Hit, holdsTyped: (sentence: Sentence) => boolean): Sentence {
    const sentences = ranked(hit).map(({ sentence }) => sentence);
    const best = sentences.find(holdsTyped) ?? sentences[0];
    if (!best) throw new Error(`${hit.passage.id}: expected a passage with sentences, found none`);
    return best;
  }
}
