/** A question → a fact, a section, an item or the whole case, as far as its words go. */

import type { Case } from "../corpus/case.ts";
import { type Passage, textOf } from "../corpus/passages.ts";
import type { Answer, Grounded } from "./answer.ts";
import { ask } from "./ask.ts";
import type { Topic } from "./conversation.ts";
import type { Knowledge } from "./knowledge.ts";
import { ordinalAsked } from "./ordinal-asked.ts";
import { overview, overviewOf } from "./overview.ts";
import { quotedPassages } from "./quoted-passages.ts";
import { ambiguous, notFound, unknownPart } from "./refuse.ts";
import { allSectionsAsked, caseScope, type Request, sectionFilter, sectionsAsked } from "./request.ts";
import { itemOf, sentencesOf, wishLabel } from "./sections.ts";
import { summaryOf } from "./summarize.ts";
import { isTelling } from "./telling.ts";

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
  const sections = item === null ? allSectionsAsked(request, unionCase) : sectionsAsked(request, unionCase);
  const ordinal = await ordinalAsked(request, unionCase, knowledge);
  if (ordinal) return ordinal;
  if (item !== null) {
    const found = itemOf(unionCase, sections, item, topic ?? undefined);
    if (found) return overview(unionCase, [found.section], found, knowledge);
    const counted = await ordinalAsked(request, unionCase, knowledge, true);
    return counted ?? unknownPart(unionCase, wishLabel(item));
  }
  if (sections.length > 0) return overview(unionCase, sections, null, knowledge);
  if (section) return unknownPart(unionCase, section.words);
  const more = MORE.test(understanding.text) ? placesToldOf(unionCase, topic) : [];
  if (more.length > 0) return overviewOf(unionCase, more, knowledge);
  return summaryOf({ case: unionCase, length: "full" }, knowledge);
}

const MORE =
  /具体|详细|展开|细[说讲]|(?:多|接着|继续|再)(?:说|讲|介绍)|说细|还有(?:呢|吗|什么|别的)|然后呢|继续|接着呢/;

/** The passages quoted before, to be told in full; none where most of the case was quoted, or nothing. */
function placesToldOf(unionCase: Case, topic: Topic | null): Passage[] {
  if (!topic || topic.caseId !== unionCase.id || topic.understanding.intent === "summary") return [];
  return quotedPassages(topic.quotes, unionCase);
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
  const ordinal = unionCase ? await ordinalAsked(request, unionCase, knowledge) : undefined;
  if (ordinal) return ordinal;
  const scope = await caseScope(target, knowledge);
  const found =
    understanding.item !== null && unionCase
      ? itemOf(unionCase, sectionsAsked(request, unionCase), understanding.item, topic ?? undefined)
      : undefined;
  const accepts = found
    ? (passage: Passage) => sentencesOf(found, passage).length > 0
    : sectionFilter(request);
  const answer = await ask({ understanding, content, ...scope, ...(accepts ? { accepts } : {}) }, knowledge);
  // What words that stand all over the corpus found is no more certain than that.
  const idle = answer.kind === "grounded" && answer.certain && !understanding.isTelling;
  if (answer.kind === "grounded" && !idle) return answer;
  const joined = await askJoined(request, scope, knowledge);
  if (joined || answer.kind === "grounded") return joined ?? answer;
  const wider = accepts ? await ask({ understanding, content, ...scope }, knowledge) : answer;
  if (wider.kind === "grounded" || !target.weakly) return wider;
  const anywhere = await ask({ understanding, content }, knowledge);
  return anywhere.kind === "grounded" ? anywhere : wider;
}

/**
 * 跟哪几家单位一块儿发的, 复杂的呢: what is asked, with what was asked before. Its own words must stand in the case, as
 * the earlier ones would carry any question.
 */
async function askJoined(
  { understanding, content, target, topic, repeated }: Request,
  scope: { caseOrdinal?: number },
  knowledge: Knowledge,
): Promise<Grounded | undefined> {
  const { caseOrdinal } = scope;
  if (!target.carried || !topic || repeated !== null || caseOrdinal === undefined) return undefined;
  if (understanding.section !== null || understanding.item !== null || topic.content.trim() === "")
    return undefined;
  const { retriever } = knowledge;
  const own = (await retriever.concepts(content)).filter(isTelling);
  if (own.length > 0 && !understanding.pointsBack) return undefined;
  const hits = await retriever.retrieve(content, { limit: HITS, scope: { cases: new Set([caseOrdinal]) } });
  const speaks = (text: string) => retriever.match(text, own).every(({ degree }) => degree >= SPOKEN);
  const speaking = new Set(
    hits
      .map(({ passage }) => passage)
      .filter(({ sentences }) => speaks(textOf(sentences)))
      .map(({ id }) => id),
  );
  if (own.length > 0 && speaking.size === 0) return undefined;
  const accepts = own.length > 0 ? { accepts: ({ id }: Passage) => speaking.has(id) } : {};
  const answer = await ask(
    { understanding, content: `${topic.content} ${content}`, ...scope, ...accepts },
    knowledge,
  );
  const told = answer.kind === "grounded" && answer.certain && answer.claims.map(({ text }) => text).join("");
  return told && speaks(told) ? answer : undefined;
}

const HITS = 6;
const SPOKEN = 0.8;

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
