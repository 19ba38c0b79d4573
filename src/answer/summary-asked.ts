/** A request for a summary → the summary of the case that is named or described. */

import type { Case } from "../corpus/case.ts";
import type { Answer, SummaryLength } from "./answer.ts";
import type { Knowledge } from "./knowledge.ts";
import { questionAsked } from "./question-asked.ts";
import { ambiguous, notFound } from "./refuse.ts";
import type { Request } from "./request.ts";
import { isTelling } from "./telling.ts";
import { describedCases } from "./resolve-case.ts";
import { summarize } from "./summarize.ts";

export async function summaryAsked(request: Request, knowledge: Knowledge): Promise<Answer> {
  const { understanding, content, target } = request;
  const { text, hasContent, section, item, referents } = understanding;
  const [unionCase, ...others] = target.cases;
  if (unionCase && others.length > 0) return ambiguous(referents[0]?.name ?? "", target.cases);
  const length = lengthAsked(text);
  if (unionCase && !target.weakly) {
    const part = item !== null || (section?.explicit && !hasContent);
    if (part || (hasContent && !(await isOfWhole(request, unionCase, knowledge))))
      return questionAsked(request, knowledge);
    return summarize(unionCase, length, knowledge);
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

/** Share of the content's weight that heading and opening have to speak of. */
const SPOKEN_OF = 0.5;

/** The content says hardly more than the case's own heading and opening do: it names the case once more. */
async function isOfWhole(
  { content }: Request,
  unionCase: Case,
  { retriever }: Knowledge,
): Promise<boolean> {
  const concepts = await retriever.concepts(content);
  const telling = concepts.filter(isTelling);
  if (telling.length === 0) return true;
  const opening = unionCase.sections[0]?.blocks[0]?.sentences.map(({ text }) => text).join("") ?? "";
  const matches = retriever.match(`${unionCase.organization} ${unionCase.title} ${opening}`, telling);
  const share =
    matches.reduce((sum, { degree, concept }) => sum + concept.weight * Math.min(1, degree / SPOKEN_OF), 0) /
    telling.reduce((sum, { weight }) => sum + weight, 0);
  return share >= SPOKEN_OF;
}
