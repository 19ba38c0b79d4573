/** A request for the source's words → a section, an item, or the sentence that is meant. */

import { sectionSlots } from "../question/section-slots.ts";
import type { Answer } from "./answer.ts";
import { excerptOf } from "./excerpt.ts";
import { excerptAgain } from "./excerpt-words.ts";
import type { Knowledge } from "./knowledge.ts";
import { ambiguous } from "./refuse.ts";
import type { Request } from "./request.ts";

export async function quoteAsked(request: Request, knowledge: Knowledge): Promise<Answer> {
  const { understanding, content, target, topic } = request;
  const { text, referents } = understanding;
  const [, ...others] = target.cases;
  const all = await knowledge.store.cases();
  const cases = target.weakly ? [...new Set([...target.cases, ...all])] : target.cases;
  const slots = sectionSlots(text, cases.length > 0 ? cases : all);
  const asksPart = slots.item !== null || slots.sections.length > 0 || referents.length > 0;
  if (!understanding.hasContent && !asksPart && topic && topic.quotes.length > 0)
    return excerptAgain(topic.quotes, knowledge);
  if (!understanding.hasContent && others.length > 0)
    return ambiguous(referents[0]?.name ?? "", target.cases);
  return excerptOf({ ...slots, cases, content, text, standing: topic }, knowledge);
}
