/** A question answered with passages → the same in a model's words, each claim with the sentences that carry it. */

import type { Case } from "../../corpus/case.ts";
import type { Passage } from "../../corpus/passages.ts";
import { type Answer, type NonEmpty, quotesOf } from "../answer.ts";
import type { Knowledge } from "../knowledge.ts";
import { quotedPassages } from "../quoted-passages.ts";
import { caseScope } from "../request.ts";
import { askModel, promptTokens } from "./ask-model.ts";
import { type Draft, unwritten, type Writing } from "./draft.ts";
import { createEvidence, type Evidence } from "./evidence.ts";
import { type GroundedClaims, groundClaims } from "./ground-claims.ts";
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
  if (reply.kind === "none") return unwritten(draft.answer, reply.fallback);
  if (!reply.value.sufficient) {
    reply.report({ outcome: "insufficient" });
    return unwritten(draft.answer, "unwritten");
  }
  const grounded = await groundClaims(reply.value, evidence, knowledge);
  // That they speak of the question cannot be asked of its words: of the right sentences for questions that are put
  // in other words, two in three share less than 30 % of the weight with the question, as many as of wrong ones.
  const isAnswer = grounded.claims.length > 0;
  reply.report({
    outcome: isAnswer ? "written" : "unsupported",
    kept: grounded.claims.length,
    flaws: grounded.flaws,
  });
  return isAnswer ? writtenAnswer(draft, grounded, writer.model.id) : unwritten(draft.answer, "unwritten");
}

export function writtenAnswer({ answer }: Draft, { claims }: GroundedClaims, by: string): Answer {
  const [first, ...rest] = claims;
  if (!first) return answer;
  const written: NonEmpty<(typeof claims)[number]> = [first, ...rest];
  return { kind: "grounded", by, certain: true, claims: written, suggestions: [], carried: answer.carried };
}

/** What the answer quotes first, then what retrieval finds for the question, best first. */
async function showPassages(
  { answer, request }: Draft,
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
  const { target, content, understanding } = request;
  const wanted = content.trim() === "" ? understanding.text : content;
  const { caseOrdinal } = target.weakly ? {} : await caseScope(target, knowledge);
  const hits = await retriever.retrieve(wanted, {
    limit: HITS,
    scope: {
      ...(caseOrdinal === undefined ? {} : { cases: new Set([caseOrdinal]) }),
      accepts: ({ sectionKind }) => sectionKind !== "heading",
    },
  });
  for (const { case: of, passage } of hits) show(of, passage);
}
