/** A question → a fact, a section, an item or the whole case, as far as its words go. */

import type { Case } from "../corpus/case.ts";
import { passagesOf } from "../corpus/passages.ts";
import type { Answer, Grounded } from "./answer.ts";
import { ask } from "./ask.ts";
import { countedSentences } from "./clauses.ts";
import { createGround } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";
import { overview } from "./overview.ts";
import { ambiguous, notFound, unknownPart } from "./refuse.ts";
import { caseScope, type Request, sectionFilter, sectionsAsked } from "./request.ts";
import { itemOf, wishLabel } from "./sections.ts";
import { summarize } from "./summarize.ts";

export async function questionAsked(request: Request, knowledge: Knowledge): Promise<Answer> {
  return request.content.trim() !== "" &&
    (request.understanding.hasContent || request.content !== request.understanding.content)
    ? contentAsked(request, knowledge)
    : partAsked(request, knowledge);
}

/** No words of content: the question is for a part, or for the case itself. */
async function partAsked(request: Request, knowledge: Knowledge): Promise<Answer> {
  const { understanding, target, topic } = request;
  const { section, item, referents } = understanding;
  const [unionCase, ...others] = target.cases;
  if (!unionCase) return notFound({ kind: "empty" });
  if (others.length > 0) return ambiguous(referents[0]?.name ?? "", target.cases);
  const sections = sectionsAsked(request, unionCase);
  if (item !== null) {
    const found = itemOf(unionCase, sections, item, topic ?? undefined);
    if (found) return overview(unionCase, [found.section], found.block, knowledge);
    return (await countedAsked(request, unionCase, knowledge)) ?? unknownPart(unionCase, wishLabel(item));
  }
  if (sections.length > 0) return overview(unionCase, sections, null, knowledge);
  if (section) return unknownPart(unionCase, section.words);
  return summarize(unionCase, "full", knowledge);
}

/** 第三个呢, of the passage talked about: its sentence that counts 三是. */
async function countedAsked(
  { understanding, topic }: Request,
  unionCase: Case,
  { store }: Knowledge,
): Promise<Grounded | undefined> {
  const [quote] = topic?.quotes ?? [];
  const { item } = understanding;
  if (!quote || item === null) return undefined;
  const { start } = quote.citation.source;
  const passage = passagesOf(unionCase).find(
    (candidate) => candidate.start <= start && start < candidate.end,
  );
  const counted = countedSentences(passage?.sentences ?? []);
  const sentence = "number" in item ? counted[item.number - 1] : "last" in item ? counted.at(-1) : undefined;
  if (!passage || !sentence) return undefined;
  const cited = await createGround(store).quote({ case: unionCase, passage, sentences: [sentence] });
  return {
    kind: "grounded",
    by: "extractive",
    certain: true,
    claims: [{ text: sentence.text, quotes: [cited] }],
    suggestions: [],
    carried: null,
  };
}

async function contentAsked(request: Request, knowledge: Knowledge): Promise<Answer> {
  const { understanding, content, target, topic } = request;
  const [unionCase, ...others] = target.cases;
  if (others.length > 0) return ambiguous(understanding.referents[0]?.name ?? "", target.cases);
  if (
    unionCase &&
    target.cases.length === 1 &&
    understanding.asks === "manner" &&
    understanding.item === null
  ) {
    const measures = unionCase.sections.filter(({ kind }) => kind === "measures");
    const whole = measures.length > 0 && (await isTopic(content, unionCase, knowledge));
    if (whole) return overview(unionCase, measures, null, knowledge);
  }
  const scope = await caseScope(target, knowledge);
  const found =
    understanding.item !== null && unionCase
      ? itemOf(unionCase, sectionsAsked(request, unionCase), understanding.item, topic ?? undefined)
      : undefined;
  const accepts = found
    ? (passage: { section: string; item: string | null }) =>
        passage.section === found.section.name && passage.item === found.block.label
    : sectionFilter(request);
  const answer = await ask({ understanding, content, ...scope, ...(accepts ? { accepts } : {}) }, knowledge);
  if (answer.kind === "grounded") return answer;
  const wider = accepts ? await ask({ understanding, content, ...scope }, knowledge) : answer;
  if (wider.kind === "grounded" || !target.weakly) return wider;
  const anywhere = await ask({ understanding, content }, knowledge);
  return anywhere.kind === "grounded" ? anywhere : wider;
}

/** The content asks for nothing but what the case's title already names: 东城怎么治理欠薪. */
async function isTopic(
  content: string,
  { title, organization }: Case,
  { retriever }: Knowledge,
): Promise<boolean> {
  const concepts = await retriever.concepts(content);
  const matches = retriever.match(`${organization} ${title}`, concepts);
  return matches.length > 0 && matches.every(({ concept, degree }) => degree >= 0.5 || concept.weight < 0.15);
}
