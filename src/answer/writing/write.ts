/** An answer found without a model → the same by the clauses that a model points at, or a draft; else as it is, saying why. */

import type { Answer } from "../../grounding/answer.ts";
import { openTemplates } from "../../language/templates.ts";
import { asksForMentions, asksOverCases } from "../../question/kinds.ts";
import { tellsSomething } from "../../question/read.ts";
import type { Part } from "../../question/request.ts";
import { isBySection } from "../abilities/listed-cases.ts";
import { wholeEvidence } from "./evidence.ts";
import { writeAnswer } from "./write-answer.ts";
import { writeDraft } from "./write-draft.ts";
import { writeResearched } from "./write-researched.ts";
import { writeSummary } from "./write-summary.ts";
import type { Draft, Writing } from "./writer.ts";

/** What was looked up word for word stays as it is. Rejects only with the signal's reason, and when the store does. */
export async function write(draft: Draft, writing: Writing): Promise<Answer> {
  const { answer, part } = draft;
  if (answer.kind === "excerpt" && answer.reply === "draft") return writeDraft(answer, draft, writing);
  if (isLookUp(draft)) return answer;
  if (answer.kind === "summary") return writeSummary(answer, writing);
  const { writer, knowledge } = writing;
  const isWhole = wholeEvidence(await knowledge.store.cases(), writer.room, writer.countTokens) !== null;
  return !isWhole && writer.researcher && asksOverCases(part)
    ? writeResearched(draft, writing)
    : writeAnswer(draft, writing);
}

/** The source's words to the letter, cases that hold them (and not those only near to them), the catalogue; and what nobody asked the cases, as it seems. */
function isLookUp({ answer, part }: Draft): boolean {
  const { kind, reply } = answer;
  if (kind === "excerpt") return !isDescribed(part);
  if (kind === "verification" || kind === "help") return true;
  if (kind === "not-found") return answer.reason.kind === "unknown-case";
  if (reply !== undefined || part.kind === "catalogue") return true;
  return kind === "listing" && !answer.byTopic && (asksForMentions(part.text) || isBySection(answer));
}

const SECTIONS = openTemplates("sections");

/** 那位主席签字时说的那句: by what it is about, and neither by a heading or number nor by its own words. */
function isDescribed({ slots, text, content, pointsBack }: Part): boolean {
  const isAddressed = slots.sections.length > 0 || slots.item !== null || slots.sentence !== null;
  return (
    !isAddressed &&
    !pointsBack &&
    !/[“"「『《]/u.test(text) &&
    tellsSomething(SECTIONS.without("the-same", content))
  );
}
