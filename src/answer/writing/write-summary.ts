/** A summary of what sentences say most → the same by the clauses that a model points at, section by section. */

import type { Case } from "../../corpus/case.ts";
import { lengthOfAll, passagesOf } from "../../corpus/passages.ts";
import type { Answer, Claim, Summary, SummaryLength } from "../../grounding/answer.ts";
import { createGround } from "../../grounding/ground.ts";
import { nonEmpty } from "../abilities/show.ts";
import type { Asking } from "../asking.ts";
import type { Knowledge } from "../knowledge.ts";
import { openingOf } from "../overview.ts";
import { claimsFor } from "../pointed-claims.ts";
import { askModel } from "./ask-model.ts";
import { createSummaryFit, setRight } from "./beside.ts";
import { areChosen } from "./crowd.ts";
import { createEvidence, type Evidence, type Pointer } from "./evidence.ts";
import { pointedAt, pointingInto } from "./pointing.ts";
import { RETRIEVED_TOKENS } from "./write-answer.ts";
import { unwritten, type Writing } from "./writer.ts";

const WISHES: Readonly<Record<SummaryLength, string>> = {
  one: "只选一两个分句：最能概括背景、做法和成效的。",
  three: "选三处：背景、做法、成效各一处。",
  full: "每个部分选一到三处，各讲一件事。",
};

/** Characters of the clauses that are pointed at; what goes beyond is left out from the end. */
const ROOM: Readonly<Record<SummaryLength, number>> = { one: 300, three: 450, full: 1_200 };

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
  const room = Math.min(writer.room, RETRIEVED_TOKENS);
  const evidence = createEvidence(room, writer.countTokens);
  showCase(unionCase, room, evidence);
  const input = prompt.fill({
    case: summary.case.organization,
    length: WISHES[summary.length],
    evidence: evidence.text,
  });
  const reply = await askModel(writer, { prompt, input, ...pointingInto(evidence) }, asking);
  if (reply.kind === "none") return unwritten(summary, reply.fallback);
  const pointers = pointedAt(reply.value, evidence);
  const meant = areChosen(pointers) ? setRight(pointers, evidence, createSummaryFit(summary)) : pointers;
  const claims = await claimsFor(within(ROOM[summary.length], meant), createGround(knowledge.store));
  return claims.length > 0
    ? inSections(summary, claims, unionCase, reply.by)
    : unwritten(summary, "unwritten");
}

/** The whole case where it fits; else the opening sentences of each passage, so that no section is left out. */
function showCase(unionCase: Case, room: number, evidence: Evidence): void {
  const passages = passagesOf(unionCase).filter(({ sectionKind }) => sectionKind !== "heading");
  const length = lengthOfAll(passages);
  for (const passage of passages)
    evidence.add(
      unionCase,
      2 * length <= room
        ? passage
        : { ...passage, sentences: openingOf(passage, room / (2 * passages.length)) },
    );
}

function within(room: number, pointers: readonly Pointer[]): Pointer[] {
  let left = room;
  const counted = new Set<number>();
  return pointers.filter(({ sentence }, i) => {
    if (!counted.has(sentence.start)) left -= Math.min(sentence.text.length, 80);
    counted.add(sentence.start);
    return i === 0 || left >= 0;
  });
}

/** In source order; each claim belongs to the section that its words stand in. */
function inSections(summary: Summary, claims: readonly Claim[], unionCase: Case, by: string): Summary {
  const points = claims.map((claim) => {
    const { section } = claim.quotes[0].citation;
    const sectionKind = unionCase.sections.find(({ name }) => name === section)?.kind ?? "other";
    return { section, sectionKind, claim };
  });
  return { ...summary, by, points: nonEmpty(points) };
}
