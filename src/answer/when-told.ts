/** 这是哪一年的数 → the words cited just now where they say it, else the nearest place before them in the case that names a year. */

import type { Case } from "../corpus/case.ts";
import { passagesOf } from "../corpus/passages.ts";
import type { Answer } from "../grounding/answer.ts";
import { createGround, excerpt } from "../grounding/ground.ts";
import { quantitiesIn } from "../language/quantities.ts";
import { openTemplates, readable } from "../language/templates.ts";
import type { Part } from "../question/request.ts";
import type { Topic } from "../question/topic.ts";
import { excerptOfQuotes } from "./citable.ts";
import type { Knowledge } from "./knowledge.ts";
import { notFound } from "./refuse.ts";
import { AS_THE_SOURCE_SAYS, YEAR_SAID_BEFORE } from "./replies.ts";

const READ = openTemplates("read");

/** Null where something else is asked, or nothing was cited. */
export async function whenTold(
  { text, named }: Part,
  topic: Topic | null,
  { store }: Knowledge,
): Promise<Answer | null> {
  const [quote] = topic?.quotes ?? [];
  if (!quote || named.cases.length > 0 || !READ.says("when-of-it", text)) return null;
  if (namesYear(quote.text)) return excerptOfQuotes([quote], AS_THE_SOURCE_SAYS);
  const { start } = quote.citation.source;
  const unionCase = (await store.cases()).find(({ id }) => id === quote.citation.case.id);
  const place = unionCase && placesOf(unionCase).findLast((one) => one.start <= start && namesYear(one.text));
  if (!place) return notFound({ kind: "not-told", words: [], case: quote.citation.case });
  const { passage, sentence } = place;
  const said = await createGround(store).quote({ case: unionCase, passage, sentences: [sentence] });
  return { ...excerpt(unionCase, [said]), says: YEAR_SAID_BEFORE };
}

/** The sentences of a case in its order. */
function placesOf(unionCase: Case) {
  return passagesOf(unionCase).flatMap((passage) =>
    passage.sentences.map((sentence) => ({ passage, sentence, start: sentence.start, text: sentence.text })),
  );
}

function namesYear(text: string): boolean {
  return quantitiesIn(readable(text)).some(({ date }) => date?.year !== undefined);
}
