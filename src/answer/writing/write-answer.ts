/** A question → the clauses of the corpus that a model points at for it. */

import type { Case } from "../../corpus/case.ts";
import type { Passage } from "../../corpus/passages.ts";
import { type Answer, quotesOf } from "../../grounding/answer.ts";
import type { Knowledge } from "../knowledge.ts";
import { quotedPassages } from "../quoted-passages.ts";
import { askModel } from "./ask-model.ts";
import { concluded } from "./concluded.ts";
import { createEvidence, type Evidence, wholeEvidence } from "./evidence.ts";
import { pointingInto } from "./pointing.ts";
import { historyText, questionText } from "./readable.ts";
import type { Draft, Writing } from "./writer.ts";

/** Tokens of evidence from a corpus that is not shown whole. */
export const RETRIEVED_TOKENS = 6_000;

/** Passages shown to the model, as far as they fit. */
const HITS = 30;

export async function writeAnswer(draft: Draft, writing: Writing): Promise<Answer> {
  const { writer, knowledge, asking } = writing;
  const prompt = writer.prompts.answer;
  const evidence =
    wholeEvidence(await knowledge.store.cases(), writer.room, writer.countTokens) ??
    (await retrieved(
      draft,
      knowledge,
      createEvidence(Math.min(writer.room, RETRIEVED_TOKENS), writer.countTokens),
    ));
  if (evidence.text === "") return draft.answer;
  const input = prompt.fill({
    history: historyText(draft.history),
    question: questionText(draft.question),
    evidence: evidence.text,
  });
  const reply = await askModel(writer, { prompt, input, ...pointingInto(evidence) }, asking);
  return concluded(reply, draft, evidence, writing);
}

/** What the answer quotes first, then what retrieval finds for the question, best first. */
export async function retrieved(
  { answer, part, history }: Draft,
  knowledge: Knowledge,
  evidence: Evidence,
): Promise<Evidence> {
  const { store, retriever } = knowledge;
  const shown = new Set<string>();
  const show = (of: Case, passage: Passage) => {
    if (!shown.has(passage.id)) evidence.add(of, passage);
    shown.add(passage.id);
  };
  const quotes = quotesOf(answer);
  const cited = new Set(quotes.map(({ citation }) => citation.case.id));
  for (const unionCase of await store.cases())
    if (cited.has(unionCase.id))
      for (const passage of quotedPassages(quotes, unionCase)) show(unionCase, passage);
  const { cases: named, firmly } = part.named;
  // What a follow-up leaves out stands in the question before it.
  const hits = await retriever.retrieve([...history.slice(-1), part.text].join(" "), {
    limit: HITS,
    scope: firmly && named.length > 0 ? { cases: new Set(named) } : {},
  });
  for (const { case: of, passage } of hits) show(of, passage);
  return evidence;
}
