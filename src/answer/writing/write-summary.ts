/** A summary made of the source's words → the same in a model's, section by section. */

import type { Case } from "../../corpus/case.ts";
import { type Passage, passagesOf } from "../../corpus/passages.ts";
import type { Answer, Claim, NonEmpty, Summary, SummaryLength } from "../../grounding/answer.ts";
import type { Asking } from "../asking.ts";
import type { Knowledge } from "../knowledge.ts";
import { openingOf } from "../overview.ts";
import { askModel, promptTokens } from "./ask-model.ts";
import { unwritten, type Writing } from "./draft.ts";
import { createEvidence, type Evidence } from "./evidence.ts";
import { groundClaims } from "./ground-claims.ts";
import { proposalShape } from "./proposal.ts";
import { PROMPT_TOKENS } from "./write-answer.ts";

const MAX_TOKENS = 1_000;

const WISHES: Readonly<Record<SummaryLength, string>> = {
  one: "只写一条：一句话概括背景、做法和成效。",
  three: "写三条：背景、做法、成效各一条。",
  full: "每个部分写一到三条，每条只讲一件事。",
};

/** Any answer but a summary stays as it is, and so does that where there is no model. */
export async function summaryInWords(answer: Answer, knowledge: Knowledge, asking: Asking): Promise<Answer> {
  const { writer } = knowledge;
  return writer && answer.kind === "summary" ? writeSummary(answer, { writer, knowledge, asking }) : answer;
}

export async function writeSummary(
  summary: Summary,
  { writer, knowledge, asking }: Writing,
): Promise<Answer> {
  const unionCase = (await knowledge.store.cases()).find(({ id }) => id === summary.case.id);
  if (!unionCase) return summary;
  const prompt = writer.prompts.summary;
  const values = { case: summary.case.organization, length: WISHES[summary.length] };
  const room =
    PROMPT_TOKENS - promptTokens(writer, prompt.instructions, prompt.fill({ ...values, evidence: "" }));
  const evidence = createEvidence(room, writer.countTokens);
  showCase(unionCase, room, evidence);
  const reply = await askModel(
    writer,
    {
      prompt,
      input: prompt.fill({ ...values, evidence: evidence.text }),
      shape: proposalShape,
      maxTokens: MAX_TOKENS,
      mostTokens: PROMPT_TOKENS + MAX_TOKENS,
    },
    asking,
  );
  if (reply.kind === "none") return unwritten(summary, reply.fallback);
  const { claims, passages, flaws } = await groundClaims(reply.value, evidence, knowledge);
  reply.report({ outcome: claims.length > 0 ? "written" : "unsupported", kept: claims.length, flaws });
  return claims.length > 0
    ? inSections(summary, claims, passages, writer.model.id)
    : unwritten(summary, "unwritten");
}

/** The whole case where it fits; else the opening sentences of each passage, so that no section is left out. */
function showCase(unionCase: Case, room: number, evidence: Evidence): void {
  const passages = passagesOf(unionCase).filter(({ sectionKind }) => sectionKind !== "heading");
  const length = passages
    .flatMap(({ sentences }) => sentences)
    .reduce((sum, { text }) => sum + text.length, 0);
  for (const passage of passages)
    evidence.add(
      unionCase,
      length <= room ? passage : { ...passage, sentences: openingOf(passage, room / passages.length) },
    );
}

/** A claim belongs to the section that its first sentence stands in. */
function inSections(
  summary: Summary,
  claims: readonly Claim[],
  passages: readonly Passage[],
  by: string,
): Summary {
  const points = claims.map((claim, i) => ({
    section: passages[i]?.section ?? claim.quotes[0].citation.section,
    sectionKind: passages[i]?.sectionKind ?? ("other" as const),
    claim,
  }));
  const [first, ...rest] = points.sort((a, b) => startOf(a.claim) - startOf(b.claim));
  if (!first) return summary;
  const sorted: NonEmpty<(typeof points)[number]> = [first, ...rest];
  return { ...summary, by, points: sorted };
}

function startOf({ quotes: [{ citation }] }: Claim): number {
  return citation.source.start;
}
