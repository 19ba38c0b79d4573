/** A request for a summary → the summary of the case that is named or described. */

import type { Case } from "../corpus/case.ts";
import type { Answer, SummaryLength } from "./answer.ts";
import type { Knowledge } from "./knowledge.ts";
import { questionAsked } from "./question-asked.ts";
import { ambiguous, notFound } from "./refuse.ts";
import type { Request } from "./request.ts";
import { describedCases } from "./resolve-case.ts";
import { summarize } from "./summarize.ts";

export async function summaryAsked(request: Request, knowledge: Knowledge): Promise<Answer> {
  const { understanding, content, target } = request;
  const { text, hasContent, section, item, referents } = understanding;
  const [unionCase, ...others] = target.cases;
  if (unionCase && others.length > 0) return ambiguous(referents[0]?.name ?? "", target.cases);
  const length: SummaryLength = /1句话/.test(text) ? "one" : /3(?:点|条|句)/.test(text) ? "three" : "full";
  if (unionCase && !target.weakly) {
    const part = item !== null || (section?.explicit && !hasContent);
    if (part || (hasContent && !(await speaksOfHeading(content, unionCase, knowledge))))
      return questionAsked(request, knowledge);
    return summarize(unionCase, length, knowledge);
  }
  if (!hasContent) return notFound({ kind: "empty" });
  const described = await describedCases(content, knowledge);
  if (described.length > 1) return ambiguous(content.trim(), described);
  if (described[0]) return summarize(described[0], length, knowledge);
  return questionAsked(request, knowledge);
}

/** The content says hardly more than the case's own heading and opening do: it names the case once more. */
async function speaksOfHeading(content: string, unionCase: Case, { retriever }: Knowledge): Promise<boolean> {
  const concepts = await retriever.concepts(content);
  const opening = unionCase.sections[0]?.blocks[0]?.sentences.map(({ text }) => text).join("") ?? "";
  const matches = retriever.match(`${unionCase.organization} ${unionCase.title} ${opening}`, concepts);
  return matches.filter(({ degree }) => degree >= 0.5).length * 2 >= matches.length;
}
