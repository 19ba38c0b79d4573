/** A question answered with passages → the same in a model's words, each claim with the sentences that carry it. */

import type { Case } from "../../corpus/case.ts";
import type { Passage } from "../../corpus/passages.ts";
import { type Answer, quotesOf } from "../../grounding/answer.ts";
import type { Knowledge } from "../knowledge.ts";
import { quotedPassages } from "../quoted-passages.ts";
import { askModel, promptTokens } from "./ask-model.ts";
import { concluded } from "./concluded.ts";
import type { Draft, Writing } from "./draft.ts";
import { createEvidence, type Evidence } from "./evidence.ts";
import { proposalShape } from "./proposal.ts";
import { historyText, questionText } from "./readable.ts";

/** Tokens of a prompt, all in all. */
export const PROMPT_TOKENS = 2_500;

const MAX_TOKENS = 700;

/** Passages shown to the model, as far as they fit. */
const HITS = 12;

export async function writeAnswer(draft: Draft, writing: Writing): Promise<Answer> {
  const { writer, knowledge, asking } = writing;
  const prompt = writer.prompts.answer;
  const asked = { history: historyText(draft.history), question: questionText(draft.question) };
  const empty = prompt.fill({ ...asked, evidence: "" });
  const room = PROMPT_TOKENS - promptTokens(writer, prompt.instructions, empty);
  const evidence = createEvidence(room, writer.countTokens);
  await showPassages(draft, knowledge, evidence);
  if (evidence.text === "") return draft.answer;
  const reply = await askModel(
    writer,
    {
      prompt,
      input: prompt.fill({ ...asked, evidence: evidence.text }),
      shape: proposalShape,
      maxTokens: MAX_TOKENS,
      mostTokens: PROMPT_TOKENS + MAX_TOKENS,
    },
    asking,
  );
  return concluded(reply, draft, evidence, writing);
}

/** What the answer quotes first, then what retrieval finds for the question, best first. */
async function showPassages(
  { answer, part }: Draft,
  knowledge: Knowledge,
  evidence: Evidence,
): Promise<void> {
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
  const hits = await retriever.retrieve(part.text, {
    limit: HITS,
    scope: {
      ...(firmly ? { cases: new Set(named) } : {}),
      accepts: ({ sectionKind }) => sectionKind !== "heading",
    },
  });
  for (const { case: of, passage } of hits) show(of, passage);
}
