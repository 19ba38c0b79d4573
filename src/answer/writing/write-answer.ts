/** A question answered with passages → the same in a model's words, each claim with the sentences that carry it. */

import type { Case } from "../../corpus/case.ts";
import { type Passage, textOf } from "../../corpus/passages.ts";
import { weightShare } from "../../search/weigh.ts";
import { type Answer, type NonEmpty, quotesOf } from "../answer.ts";
import type { Knowledge } from "../knowledge.ts";
import { quotedPassages } from "../quoted-passages.ts";
import { caseScope } from "../request.ts";
import { askModel, promptTokens } from "./ask-model.ts";
import { type Draft, unwritten, type Writing } from "./draft.ts";
import { createEvidence, type Evidence } from "./evidence.ts";
import { type GroundedClaims, groundClaims } from "./ground-claims.ts";
import { historyText } from "./history-text.ts";
import { proposalShape } from "./proposal.ts";

/** Tokens of a prompt, all in all. */
export const PROMPT_TOKENS = 2_500;

const MAX_TOKENS = 700;

/** Passages shown to the model, as far as they fit. */
const HITS = 12;

/** What a prompt shows of a question. */
const LONGEST_QUESTION = 600;

export async function writeAnswer(draft: Draft, writing: Writing): Promise<Answer> {
  const { writer, knowledge, asking } = writing;
  const { prompt, question, history } = {
    prompt: writer.prompts.answer,
    question: draft.question.replace(/\s+/g, " ").slice(0, LONGEST_QUESTION),
    history: historyText(draft.history),
  };
  const empty = prompt.fill({ evidence: "", history, question });
  const room = PROMPT_TOKENS - promptTokens(writer, prompt.instructions, empty);
  const evidence = createEvidence(room, writer.countTokens);
  await showPassages(draft, knowledge, evidence);
  if (evidence.text === "") return draft.answer;
  const reply = await askModel(
    writer,
    {
      prompt,
      input: prompt.fill({ evidence: evidence.text, history, question }),
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
  const isAnswer = await speaksOfQuestion(grounded, draft, knowledge);
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

/** What carries an answer speaks of this share of the question, or is what was found without a model. */
const LEAST_SPOKEN = 0.3;

/** A model that points anywhere must not turn a refusal into an answer. */
export async function speaksOfQuestion(
  { claims, passages }: GroundedClaims,
  { answer, request }: Draft,
  { retriever }: Knowledge,
): Promise<boolean> {
  if (claims.length === 0) return false;
  const places = quotesOf(answer).map(({ citation }) => citation.source);
  const cited = claims.flatMap(({ quotes }) => quotes.map(({ citation }) => citation));
  const isFound = cited.some(({ source }) =>
    places.some(({ file, start, end }) => file === source.file && source.start < end && start < source.end),
  );
  if (isFound) return true;
  const { content, understanding } = request;
  const concepts = await retriever.concepts(content.trim() === "" ? understanding.text : content);
  const around = cited.map(({ case: of, section }) => `${of.organization} ${of.title} ${section}`);
  const text = [...around, ...passages.map(({ sentences }) => textOf(sentences))].join("\n");
  const degrees = retriever.match(text, concepts).map(({ degree }) => degree);
  return weightShare(concepts, degrees) >= LEAST_SPOKEN;
}
