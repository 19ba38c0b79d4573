/** A request for the source's words → a section, an item, or the sentence that is meant. */

import type { Case } from "../corpus/case.ts";
import type { Answer } from "./answer.ts";
import { excerptAgain, excerptPart, excerptWords } from "./excerpt.ts";
import type { Knowledge } from "./knowledge.ts";
import { ambiguous, notFound } from "./refuse.ts";
import { caseScope, type Request, sectionFilter, sectionsAsked } from "./request.ts";
import { describedCases } from "./resolve-case.ts";

export async function quoteAsked(request: Request, knowledge: Knowledge): Promise<Answer> {
  const { understanding, content, target, topic } = request;
  const { hasContent, item, section, sentence, text, referents } = understanding;
  const [unionCase, ...others] = target.cases;
  if (!hasContent) {
    if (others.length > 0) return ambiguous(referents[0]?.name ?? "", target.cases);
    const pointsAtWords = item === null && section === null && referents.length === 0;
    if (pointsAtWords && topic && topic.quotes.length > 0) return excerptAgain(topic.quotes, knowledge);
    if (!unionCase) return notFound({ kind: "empty" });
    return excerptPart(
      {
        case: unionCase,
        sections: sectionsAsked(request, unionCase),
        section,
        item,
        sentence,
        standing: topic,
      },
      knowledge,
    );
  }
  const part = (of: Case) => ({
    case: of,
    sections: sectionsAsked(request, of),
    section,
    item,
    sentence,
    standing: topic,
  });
  // 第十二条的原文: what else is said of it names it once more.
  const isPart = item !== null || (section?.explicit === true && !understanding.isTelling);
  const named = unionCase ? [unionCase] : isPart ? await describedCases(content, knowledge) : [];
  const [of, ...rivals] = named;
  if (isPart && of && others.length === 0 && rivals.length === 0 && !/(?<!第\d|头1|最后1)句/.test(text)) {
    const excerpt = await excerptPart(part(of), knowledge);
    if (excerpt.kind === "excerpt") return excerpt;
  }
  const wholePassage = /段|条|项|点|部分/.test(text) && !/句/.test(text);
  const wanted = { content, text, wholePassage };
  const scope = await caseScope(target, knowledge);
  const accepts = sectionFilter(request);
  const words = await excerptWords({ ...wanted, ...scope, ...(accepts ? { accepts } : {}) }, knowledge);
  if (words.kind === "excerpt") return words;
  if (unionCase && others.length === 0 && (section?.explicit || item !== null))
    return excerptPart(part(unionCase), knowledge);
  return target.weakly ? excerptWords(wanted, knowledge) : words;
}
