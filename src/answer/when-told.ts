/** 这是哪一年的数 → the words cited just now where they say it, else the nearest place before them in the case that names a year. */

import { passagesOf } from "../corpus/passages.ts";
import type { Answer } from "../grounding/answer.ts";
import { quantitiesIn } from "../language/quantities.ts";
import { openTemplates, readable } from "../language/templates.ts";
import type { Part } from "../question/request.ts";
import type { Topic } from "../question/topic.ts";
import { excerptOfQuotes } from "./citable.ts";
import { excerptFrom } from "./excerpt-from.ts";
import type { Knowledge } from "./knowledge.ts";
import { notFound } from "./refuse.ts";
import { AS_THE_SOURCE_SAYS, YEAR_SAID_BEFORE } from "./replies.ts";

const READ = openTemplates("read");

/** Null where something else is asked, or nothing was cited. */
export async function whenTold(
  { text, named }: Part,
  topic: Topic | null,
  knowledge: Knowledge,
): Promise<Answer | null> {
  const [quote] = topic?.quotes ?? [];
  if (!quote || named.cases.length > 0 || !READ.says("when-of-it", text)) return null;
  if (namesYear(quote.text)) return excerptOfQuotes([quote], AS_THE_SOURCE_SAYS);
  const { start } = quote.citation.source;
  const of = (await knowledge.store.cases()).find(({ id }) => id === quote.citation.case.id);
  const sentences = of ? passagesOf(of).flatMap((passage) => passage.sentences) : [];
  const place = sentences.findLast((one) => one.start <= start && namesYear(one.text));
  if (!of || !place) return notFound({ kind: "not-told", words: [], case: quote.citation.case });
  const said = await excerptFrom([{ case: of, start: place.start, end: place.end }], knowledge);
  return said.kind === "excerpt" ? { ...said, says: YEAR_SAID_BEFORE } : said;
}

function namesYear(text: string): boolean {
  return quantitiesIn(readable(text)).some(({ date }) => date?.year !== undefined);
}
