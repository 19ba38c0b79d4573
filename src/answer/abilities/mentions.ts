/** Words that cases are to mention → the cases whose text has them all, each with the sentence that says most of them. */

import { textOf } from "../../corpus/passages.ts";
import { unitAsked } from "../../language/units-asked.ts";
import { asksForMentions, withoutMentioning } from "../../question/kinds.ts";
import type { Listing } from "../answer.ts";
import { caseRef, createGround } from "../ground.ts";
import type { Knowledge } from "../knowledge.ts";
import { sentencesByWords } from "../pick/by-words.ts";

/** Degree from which a word is said in its own or another wording. */
const SAID = 0.8;
/** Words that weigh less stand all over the corpus. */
const LEAST_WEIGHT = 0.2;
/** Passages looked at: far more than any list rests on. */
const PASSAGES = 2_000;

/** Null where no words are asked for, or no case has them: then the question is asked as any other. */
export async function casesMentioning(
  text: string,
  rest: string,
  { store, retriever }: Pick<Knowledge, "store" | "retriever">,
): Promise<Listing | null> {
  if (!asksForMentions(text)) return null;
  const content = withoutMentioning(rest)
    .replace(/[?？。!！]/g, " ")
    .trim();
  const concepts = (await retriever.concepts(content)).filter(
    ({ weight, quoted }) => quoted || weight >= LEAST_WEIGHT,
  );
  if (concepts.length === 0) return null;
  const hits = await retriever.retrieve(content, { limit: PASSAGES });
  const saying = hits.filter(
    ({ case: of, passage }) =>
      of.role === "case" &&
      retriever.match(textOf(passage.sentences), concepts).every(({ degree }) => degree >= SAID),
  );
  const ground = createGround(store);
  const entries: Listing["entries"][number][] = [];
  for (const unionCase of await store.cases()) {
    const own = saying.filter(({ case: of }) => of === unionCase);
    const [best] = sentencesByWords(own, concepts, retriever);
    if (!best) continue;
    const quote = await ground.quote({
      case: unionCase,
      passage: best.hit.passage,
      sentences: [best.sentence],
    });
    entries.push({ case: caseRef(unionCase), claim: { text: quote.text, quotes: [quote] } });
  }
  if (entries.length === 0) return null;
  const asks = unitAsked(text).length > 0 ? "count" : "which";
  return { kind: "listing", asks, condition: content, entries, suggestions: [], carried: null };
}
