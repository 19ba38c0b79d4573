/** Aspects that a summary is to tell of (多少钱、住院报多少) → for each the sentence of the case that says it. */

import type { Case, Sentence } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import type { Claim } from "../grounding/answer.ts";
import { createGround } from "../grounding/ground.ts";
import { withoutAsking } from "../language/stop-words.ts";
import { casePartsOf } from "../question/case-parts.ts";
import { fitsOf, pairsOf } from "../question/part-words.ts";
import { look } from "./abilities/ask.ts";
import type { Knowledge } from "./knowledge.ts";
import { sentencesIn } from "./pick/spans.ts";

/** So much of the aspect stands in the question. */
const ASKED = 0.6;

/** In the order of the question; an aspect of which the case tells nothing has none. `topic`: what they are aspects of. */
export async function aspectClaims(
  of: Case,
  topic: string,
  aspects: readonly string[],
  knowledge: Knowledge,
): Promise<Claim[]> {
  const { store } = knowledge;
  const ground = createGround(store);
  const caseOrdinal = (await store.cases()).findIndex(({ id }) => id === of.id);
  const claims = new Map<string, Claim>();
  for (const aspect of aspects) {
    const answer = answerTo(of, aspect);
    for (const place of answer) {
      const quote = await ground.quote({ case: of, ...place });
      claims.set(quote.citation.address, { text: quote.text, quotes: [quote] });
    }
    if (answer.length > 0) continue;
    const asked = `${topic} ${aspect}`;
    const found = await look(
      { text: asked, asking: aspect, cases: new Set([caseOrdinal]), absent: false },
      knowledge,
    );
    const [best] = found.ranked;
    if (!best) continue;
    const { passage } = best.span.hit;
    const quotes = await ground.quotes({ case: of, passage, sentences: sentencesIn(best.span) });
    const [{ text, citation }] = quotes;
    claims.set(citation.address, { text, quotes });
  }
  return [...claims.values()];
}

/** A longer answer is shown by its first sentences. */
const MOST = 180;

/** A question that the document puts itself, about just this: the beginning of its answer. */
function answerTo(of: Case, aspect: string): { passage: Passage; sentences: readonly Sentence[] }[] {
  const questions = casePartsOf(of).filter(({ kind }) => kind === "question");
  const told = withoutAsking(aspect).trim();
  const fits = fitsOf(
    told.length >= 2 ? told : aspect,
    questions.map(({ name }) => pairsOf(name)),
  );
  const best = Math.max(0, ...fits.map(({ covered }) => covered));
  const question = questions[fits.findIndex(({ covered }) => covered === best)];
  if (!question || best < ASKED) return [];
  let left = MOST;
  return passagesOf(of).flatMap((passage) => {
    const sentences = passage.sentences.filter(({ start, text }) => {
      const isTold = question.body <= start && start < question.end;
      if (isTold) left -= text.length;
      return isTold && (left >= 0 || left + text.length === MOST);
    });
    return sentences.length > 0 ? [{ passage, sentences }] : [];
  });
}
