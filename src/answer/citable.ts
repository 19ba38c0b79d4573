/** What a text is to be written about, or words cited before → the source's words, to be cited; the program writes none. */

import type { Case } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import type { Excerpt, Quote } from "../grounding/answer.ts";
import { caseRef, createGround } from "../grounding/ground.ts";
import { rewrites, subjectOfText } from "../question/acts.ts";
import type { Topic } from "../question/topic.ts";
import type { Knowledge } from "./knowledge.ts";
import { openingOf } from "./overview.ts";
import { isTelling } from "./telling.ts";

/** Passages of which the beginning is shown, and characters of each. */
const PASSAGES = 4;
const BUDGET = 220;

/** Share of the subject that the best passage speaks of, where no case is named: what nobody tells of has nothing to cite. */
const LEAST_COVERAGE = 0.5;

/** Passages by which the case is found that a subject is about. */
const HITS = 8;

/** Null where the wish names no subject that the corpus knows, and nothing was cited before. */
export async function citableFor(
  said: string,
  topic: Topic | null,
  says: string,
  knowledge: Knowledge,
): Promise<Excerpt | null> {
  const { store, finder, retriever } = knowledge;
  const cases = await store.cases();
  const { mentions, rest } = await finder.find(subjectOfText(said));
  const named = [...new Set(mentions.flatMap((mention) => mention.cases))];
  if (topic && named.length === 0 && rewrites(said)) return excerptOfQuotes(topic.quotes, says);
  const telling = (await retriever.concepts(rest)).filter(isTelling);
  const known = telling.filter((concept) => concept.known || concept.variants.length > 0);
  if (known.length > 0) {
    const scope = named.length > 0 ? { scope: { cases: new Set(named) } } : {};
    // How it is to sound (别太官腔) is no subject.
    const subject = known.map(({ surface }) => surface).join(" ");
    const hits = await retriever.retrieve(subject, { limit: HITS, ...scope });
    const told = named.length > 0 || (hits[0]?.coverage ?? 0) >= LEAST_COVERAGE;
    const best = told ? mostSpeaking(hits) : undefined;
    const passages = hits
      .filter((hit) => hit.case === best && !isHeading(hit.passage))
      .map(({ passage }) => passage);
    if (best && passages.length > 0) return excerptOf(best, passages.slice(0, PASSAGES), says, knowledge);
  }
  const unionCase = cases[named[0] ?? -1];
  if (unionCase) return excerptOf(unionCase, tellingPassages(unionCase), says, knowledge);
  return topic ? excerptOfQuotes(topic.quotes, says) : null;
}

/** The words cited before, of one case, numbered anew. */
export function excerptOfQuotes(quotes: readonly Quote[], says: string): Excerpt | null {
  const unionCase = quotes[0]?.citation.case;
  const own = quotes.filter(({ citation }) => citation.case.id === unionCase?.id);
  const [first, ...rest] = own.map((quote, i) => ({
    ...quote,
    citation: { ...quote.citation, number: i + 1 },
  }));
  if (!unionCase || !first) return null;
  return { kind: "excerpt", case: unionCase, quotes: [first, ...rest], says, suggestions: [], carried: null };
}

/** The case whose passages together speak most of it; the first ones count most. */
function mostSpeaking(hits: readonly { readonly case: Case; readonly score: number }[]): Case | undefined {
  const sums = new Map<Case, number>();
  hits.forEach(({ case: of, score }, i) => {
    if (of.role === "case") sums.set(of, (sums.get(of) ?? 0) + score / (i + 1));
  });
  return [...sums].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** One passage of each section, then further ones of measures and results. */
function tellingPassages(unionCase: Case): Passage[] {
  const passages = passagesOf(unionCase).filter((passage) => !isHeading(passage));
  const firsts = passages.filter(
    ({ section }, i) => passages.findIndex((other) => other.section === section) === i,
  );
  const others = passages.filter((passage) => !firsts.includes(passage) && passage.sectionKind !== "other");
  const chosen = [...firsts, ...others].slice(0, PASSAGES);
  return passages.filter((passage) => chosen.includes(passage));
}

function isHeading({ sectionKind }: Passage): boolean {
  return sectionKind === "heading";
}

async function excerptOf(
  unionCase: Case,
  passages: readonly Passage[],
  says: string,
  { store }: Knowledge,
): Promise<Excerpt | null> {
  const ground = createGround(store);
  const quotes: Quote[] = [];
  for (const passage of passages)
    quotes.push(await ground.quote({ case: unionCase, passage, sentences: openingOf(passage, BUDGET) }));
  const [first, ...rest] = quotes;
  if (!first) return null;
  const of = caseRef(unionCase);
  return { kind: "excerpt", case: of, quotes: [first, ...rest], says, suggestions: [], carried: null };
}
