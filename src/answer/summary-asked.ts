/** A request for a summary → the summary of the case that is named or described. */

import type { Case } from "../corpus/case.ts";
import { type Passage, textOf } from "../corpus/passages.ts";
import type { WeightedConcept } from "../search/weigh.ts";
import type { Answer, SummaryLength } from "./answer.ts";
import type { Knowledge } from "./knowledge.ts";
import { overviewOf } from "./overview.ts";
import { sectionWishes } from "./part-wish.ts";
import { questionAsked } from "./question-asked.ts";
import { ambiguous, notFound } from "./refuse.ts";
import { caseScope, type Request } from "./request.ts";
import { describedCases } from "./resolve-case.ts";
import { summarize } from "./summarize.ts";
import { isTelling } from "./telling.ts";

export async function summaryAsked(request: Request, knowledge: Knowledge): Promise<Answer> {
  const { understanding, content, target } = request;
  const { text, hasContent, section, item, referents } = understanding;
  const [unionCase, ...others] = target.cases;
  if (unionCase && others.length > 0) return ambiguous(referents[0]?.name ?? "", target.cases);
  const length = lengthAsked(text);
  if (unionCase && !target.weakly) {
    const part = item !== null || (section?.explicit && !hasContent && sectionWishes(text).length < 2);
    if (part) return questionAsked(request, knowledge);
    const beyond = hasContent ? await beyondHeading(content, unionCase, knowledge) : [];
    if (beyond.length === 0) return summarize(unionCase, length, knowledge);
    const answer = await questionAsked(request, knowledge);
    if (answer.kind !== "grounded") return answer;
    const passages = await passagesOn(beyond, request, knowledge);
    if (passages.length > 0) return overviewOf(unionCase, passages, knowledge);
    // What is told in other words somewhere in the case, its summary tells too.
    return answer.certain ? answer : summarize(unionCase, length, knowledge);
  }
  if (!hasContent) return unionCase ? summarize(unionCase, length, knowledge) : notFound({ kind: "empty" });
  const described = await describedCases(content, knowledge);
  if (described.length > 1) return ambiguous(content.trim(), described);
  if (described[0]) return summarize(described[0], length, knowledge);
  return questionAsked(request, knowledge);
}

/** Fewer characters than these are one sentence's, or three sentences'. */
const ONE_SENTENCE = 120;
const THREE_SENTENCES = 280;

/** Later words go first, as a follow-up stands after the question that it completes. */
function lengthAsked(text: string): SummaryLength {
  const wishes = [
    ...text.matchAll(/1句话|[2-9](?:点|条|句)|几句话|(\d{2,4})个?字|详细|具体|展开|完整|全面/g),
  ];
  const [wish, characters] = wishes.at(-1) ?? [];
  if (wish === undefined) return "full";
  if (characters) {
    const most = Number(characters);
    return most <= ONE_SENTENCE ? "one" : most <= THREE_SENTENCES ? "three" : "full";
  }
  return wish === "1句话" ? "one" : /点|条|句/.test(wish) ? "three" : "full";
}

/** Share of the content's weight that heading and opening speak of where it names the case once more. */
const SPOKEN_OF = 0.75;

/** The words that say more than the case's own heading and opening do; none where the case itself is meant. */
async function beyondHeading(
  content: string,
  unionCase: Case,
  { retriever }: Knowledge,
): Promise<WeightedConcept[]> {
  const telling = (await retriever.concepts(content)).filter(isTelling);
  const opening = unionCase.sections[0]?.blocks[0]?.sentences.map(({ text }) => text).join("") ?? "";
  const matches = retriever.match(`${unionCase.organization} ${unionCase.title} ${opening}`, telling);
  const weightOf = (some: readonly { concept: WeightedConcept }[]) =>
    some.reduce((sum, { concept }) => sum + concept.weight, 0);
  const named = matches.filter(({ degree }) => degree >= 0.5);
  return weightOf(named) >= SPOKEN_OF * weightOf(matches)
    ? []
    : telling.filter((_, i) => (matches[i]?.degree ?? 0) < 0.5);
}

/** Passages shown of a part of a case that no heading names. */
const PASSAGES = 3;

/** The passages that say one of the words, best first cut off, in source order. */
async function passagesOn(
  concepts: readonly WeightedConcept[],
  { content, target }: Request,
  knowledge: Knowledge,
): Promise<Passage[]> {
  const { caseOrdinal } = await caseScope(target, knowledge);
  if (caseOrdinal === undefined) return [];
  const hits = await knowledge.retriever.retrieve(content, {
    limit: 2 * PASSAGES,
    scope: {
      cases: new Set([caseOrdinal]),
      accepts: ({ sectionKind }) => sectionKind !== "heading",
    },
  });
  const says = ({ sentences }: Passage) =>
    knowledge.retriever.match(textOf(sentences), concepts).some(({ degree }) => degree >= 0.8);
  return hits
    .map(({ passage }) => passage)
    .filter(says)
    .slice(0, PASSAGES)
    .sort((a, b) => a.start - b.start);
}
