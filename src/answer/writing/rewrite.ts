/** A follow-up that nobody understands by itself → a whole question, for looking things up with; it is never shown. */

import { askModel, promptTokens } from "./ask-model.ts";
import type { Draft, Writing } from "./draft.ts";
import { rewriteShape } from "./proposal.ts";
import { historyText, questionText } from "./readable.ts";

const MAX_TOKENS = 200;

/** Nobody asks at such length. */
const LONGEST = 300;

/** Undefined where there is no model to be had, or nothing to be rewritten. */
export async function rewriteFollowUp(
  { question, history }: Draft,
  { writer, asking }: Writing,
): Promise<string | undefined> {
  const prompt = writer.prompts.rewrite;
  const input = prompt.fill({ history: historyText(history), question: questionText(question) });
  const reply = await askModel(
    writer,
    {
      prompt,
      input,
      shape: rewriteShape,
      maxTokens: MAX_TOKENS,
      mostTokens: promptTokens(writer, prompt.instructions, input) + MAX_TOKENS,
    },
    asking,
  );
  if (reply.kind === "none") return undefined;
  const rewritten = reply.value.question.replace(/\s+/g, " ").trim();
  const isUsable = rewritten !== "" && rewritten.length <= LONGEST && rewritten !== question.trim();
  reply.report({ outcome: isUsable ? "written" : "insufficient" });
  return isUsable ? rewritten : undefined;
}
