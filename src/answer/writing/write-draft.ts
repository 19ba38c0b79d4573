/** Words to cite for a text that is wished for → a draft of it by a model, its own sentences apart from the source's. */

import { z } from "zod";
import type { Answer, Excerpt } from "../../grounding/answer.ts";
import { createGround } from "../../grounding/ground.ts";
import { askModel } from "./ask-model.ts";
import { draftedFrom } from "./drafted.ts";
import { createEvidence } from "./evidence.ts";
import { DRAFTED } from "./leads.zh.ts";
import { historyText, questionText } from "./readable.ts";
import { RETRIEVED_TOKENS, retrieved } from "./write-answer.ts";
import { type Draft, unwritten, type Writing } from "./writer.ts";

const draftShape = z.object({ text: z.string() });

/** Some 1,500 characters. */
const MAX_TOKENS = 2_000;

export async function writeDraft(
  citable: Excerpt,
  draft: Draft,
  { writer, knowledge, asking }: Writing,
): Promise<Answer> {
  const prompt = writer.prompts.draft;
  const evidence = createEvidence(Math.min(writer.room, RETRIEVED_TOKENS), writer.countTokens);
  await retrieved(draft, knowledge, evidence);
  const input = prompt.fill({
    evidence: withoutNumbers(evidence.text),
    history: historyText(draft.history),
    wish: questionText(draft.question),
  });
  const worthOf = ({ text }: { text: string }) =>
    ({ outcome: text.trim() === "" ? "insufficient" : "drafted" }) as const;
  const request = { prompt, input, shape: draftShape, rescue: textIn, maxTokens: MAX_TOKENS, worthOf };
  const reply = await askModel(writer, request, asking);
  if (reply.kind === "none") return unwritten(citable, reply.fallback);
  const drafted = await draftedFrom(reply.value.text, evidence, createGround(knowledge.store));
  if (!drafted) return unwritten(citable, "unwritten");
  const { paragraphs, quotes } = drafted;
  const { case: of } = quotes[0].citation;
  return { ...citable, case: of, quotes, says: DRAFTED, drafted: { by: reply.by, paragraphs } };
}

/** A sentence a line: whoever copies clauses from several lines joins them wrongly. */
function withoutNumbers(evidence: string): string {
  return evidence.replace(/\n?^S\d+\.(\d+) /gm, (_, clause: string) => (clause === "1" ? "\n" : ""));
}

/** A reply that breaks off, or is no object at all, is a text as well: whatever stands in it is the model's. */
function textIn(reply: string): { text: string } | undefined {
  const [, begun] = reply.match(/"text"\s*:\s*"([\s\S]*)/) ?? [];
  const text = (begun ?? reply).replace(/\\n/g, "\n").replace(/"?\s*\}?\s*(?:```)?\s*$/, "");
  return text.trim() === "" ? undefined : { text };
}
