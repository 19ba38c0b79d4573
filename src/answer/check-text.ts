/** A text to be checked → whether the corpus has it; of a claim that it has in other words, the words that come nearest. */

import type { Answer } from "../grounding/answer.ts";
import { claimedIn } from "../question/claims.ts";
import { readPart } from "../question/read.ts";
import { checkClaim } from "./check-claim.ts";
import { inWords } from "./in-words.ts";
import type { Knowledge } from "./knowledge.ts";
import { line, NOT_IN_THESE_WORDS, NOT_SO, SO, TOO_SHORT_TO_CHECK } from "./replies.ts";
import { verify } from "./verify.ts";

/** Letters and digits; fewer stand in any text. */
const LEAST = 4;

/** Characters of what somebody says of his own; what is longer was copied. */
const CLAIM = 40;

export async function checkText(text: string, knowledge: Knowledge): Promise<Answer> {
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (letters < LEAST) return line("courtesy", TOO_SHORT_TO_CHECK);
  const checked = await verify(text, knowledge);
  if (checked.verdict !== "absent" || letters > CLAIM) return checked;
  const { finder, store } = knowledge;
  const part = await readPart(text, finder, await store.cases());
  if (part.asks) return checked;
  const claim = await checkClaim({ ...part, said: claimedIn(text) }, [], knowledge);
  if (claim.says === SO || claim.says === NOT_SO) return claim;
  const { answer } = await inWords(part, null, knowledge, true);
  // Of several places none surely says it.
  if (answer.kind !== "grounded" || !answer.certain || answer.claims.length > 1) return checked;
  return answer.corrects ? answer : { ...answer, nearest: true, says: NOT_IN_THESE_WORDS };
}
