/** One question, read → its answer: the first attempt of the plan that the judge lets pass. */

import { calledOf } from "../corpus/called.ts";
import type { Case } from "../corpus/case.ts";
import type { Answer } from "../grounding/answer.ts";
import { organizationKindOf } from "../language/organizations.ts";
import { withoutAsking } from "../language/stop-words.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { unitAsked } from "../language/units-asked.ts";
import { claimIn } from "../question/claims.ts";
import { casesQuestion } from "../question/conditions.ts";
import { isArticle } from "../question/item-slot.ts";
import { asksOverCases, withoutChecking } from "../question/kinds.ts";
import { listAsked } from "../question/lists.ts";
import { pastedText, readPart, tellsSomething } from "../question/read.ts";
import type { Part } from "../question/request.ts";
import { asksSummary } from "../question/summary-wish.ts";
import { changeAsked, type Topic } from "../question/topic.ts";
import { createCorpusWords } from "../search/corpus-words.ts";
import { listCatalogue } from "./abilities/catalogue.ts";
import { compareAsked } from "./abilities/compare.ts";
import { membersAsked } from "./abilities/members-asked.ts";
import { ofKindAsked } from "./abilities/of-kind.ts";
import { isByKind, type OrganizationAsked, onlyOfKind } from "./abilities/organization-asked.ts";
import { answerOverCases } from "./abilities/over-cases.ts";
import { countedAsked } from "./abilities/parts-counted.ts";
import { besideComputed, isOfManner } from "./abilities/several.ts";
import { sidesCompared } from "./abilities/sides-compared.ts";
import { summaryAsked } from "./abilities/summary-asked.ts";
import { checkClaim } from "./check-claim.ts";
import { checkText } from "./check-text.ts";
import { clearlyFitting, fittingCases, matterOf, textOfKindSaid, wordsBeside } from "./described.ts";
import { excerptOf } from "./excerpt.ts";
import { extentOf } from "./excerpt-likely.ts";
import { onlyOfPlaces, placesNamed, sectionsOfPlaces } from "./excerpt-whose.ts";
import { excerptAgain } from "./excerpt-words.ts";
import { strangerNamed } from "./having.ts";
import { type Answered, inWords } from "./in-words.ts";
import { itemsAsked } from "./items-asked.ts";
import type { Knowledge } from "./knowledge.ts";
import { overview } from "./overview.ts";
import { ambiguous, notFound, ofWhichCase } from "./refuse.ts";
import { summaryOf } from "./summarize.ts";
import { whenTold } from "./when-told.ts";
import { wholeOf } from "./whole-of.ts";

const SECTIONS = openTemplates("sections");

/** `alone`: the only question of its message. */
export async function answerPart(
  asked: Part,
  topic: Topic | null,
  knowledge: Knowledge,
  alone = true,
): Promise<Answered> {
  const ofKind = await ofKindAsked(asked, knowledge);
  if (ofKind && "suggestions" in ofKind) return { answer: ofKind };
  const part = ofKind ?? asked;
  const { named } = part;
  if (!/[\p{L}\p{N}]/u.test(part.text)) return { answer: notFound({ kind: "empty" }) };
  if (part.kind === "verify")
    return { answer: await checkText(pastedText(part.said) ?? withoutChecking(part.content), knowledge) };
  // 这是2024年的吧 claims a year of what was just told: its own place says it, or says none.
  const dated = await whenTold(part, topic, knowledge);
  if (dated) return { answer: dated };
  const claim = await claimChecked(part, topic, knowledge);
  if (claim) return { answer: claim };
  if (part.kind === "catalogue") return { answer: await listCatalogue(knowledge) };
  // 哪些企业 behind an answer may ask for what that tells of; behind the whole of a case it asks for others.
  const isOfAnswer = topic !== null && topic.listed.length === 0 && topic.part.kind !== "summary";
  const kindAlone = isOfAnswer ? null : onlyOfKind(part.text);
  const ofKindAlone = kindAlone && (await listOfKind(kindAlone, knowledge));
  if (ofKindAlone) return { answer: ofKindAlone };
  // A case that only shares a word with the question is not the one meant: 小三级 of 成都.
  if (named.absent.length > 0 && named.whose.cases.length === 0)
    return { answer: notFound({ kind: "unknown-case", name: named.absent.join("、") }) };
  const stranger = asksForCases(part) ? null : await strangerNamed(part, knowledge);
  if (stranger) return { answer: stranger };
  const meant = casesMeant(part, topic, await knowledge.store.cases());
  const exact = await exactly(part, topic, meant, knowledge);
  return exact ? { answer: exact, ofTopic: meant.carried } : inWords(part, topic, knowledge, alone);
}

/** 甲有三个驿站,对吗; null where nothing is claimed. */
async function claimChecked(
  { said }: Part,
  topic: Topic | null,
  knowledge: Knowledge,
): Promise<Answer | null> {
  const claimed = claimIn(said);
  if (claimed === null) return null;
  const cases = await knowledge.store.cases();
  const claim = await readPart(claimed, knowledge.finder, cases);
  if (claim.kind !== "ask" || (claim.type !== "statement" && claim.type !== "whether")) return null;
  const carried = cases.flatMap(({ id }, ordinal) => (id === topic?.caseId ? [ordinal] : []));
  return checkClaim({ ...claim, said: claimed }, carried, knowledge);
}

/** Where there are none the names of all have to tell of what kind they are, or it is not sure. */
async function listOfKind({ meets, words }: OrganizationAsked, knowledge: Knowledge): Promise<Answer | null> {
  const cases = (await knowledge.store.cases()).filter(({ role }) => role === "case");
  const chosen = cases.filter((of) => isByKind(of, meets));
  if (chosen.length > 0) return listCatalogue(knowledge, chosen);
  const areKnown = cases.every(({ organization }) => organizationKindOf(organization) !== undefined);
  if (!areKnown || words === "" || (await createCorpusWords(knowledge.store).holds(words, "written")))
    return null;
  return notFound({ kind: "unknown-case", name: words });
}

/** Answers that need no choice of words: quotes, computations, summaries, sections and items; null where it is none of these. */
async function exactly(
  part: Part,
  topic: Topic | null,
  meant: Meant,
  knowledge: Knowledge,
): Promise<Answer | null> {
  const { slots, named } = part;
  const counting = await countedAsked(part, meant.cases, knowledge);
  if (counting) return counting;
  const members = await membersAsked(part, meant.cases, knowledge);
  if (members) return members;
  const isBare = unitAsked(part.text).length === 0 && !tellsSomething(besideTitle(part, meant.cases));
  const having = meant.cases.filter(({ sections }) =>
    sections.some(({ name }) => slots.sections.includes(name)),
  );
  if (isBare && !named.several && having.length > 1) return ambiguous(named.words, having);
  const [talkedAbout] = meant.carried ? meant.cases : [];
  const counted = topic && talkedAbout && (await itemsAsked(part, topic, talkedAbout, knowledge));
  if (counted) return counted;
  if (part.kind === "quote" && !asksForCases(part)) {
    const [quote] = topic?.quotes ?? [];
    return quote && asksForTheSame(part)
      ? extentOf(part.text) === "sentence" && SECTIONS.says("a-sentence", part.text)
        ? excerptAgain(topic?.quotes ?? [], knowledge)
        : wholeOf(quote.citation, knowledge)
      : quoteAsked(part, topic, meant, knowledge);
  }
  const changed = topic && (await changeBetween(topic, part, knowledge));
  if (changed) return changed;
  const compared = await sidesCompared(part.text, knowledge, false);
  if (compared) return compared;
  const asked = asksSummary(part.text) && !part.ordinals ? null : casesQuestion(part.text);
  // 办结率老垫底,怎么扶一把: who is last is known.
  const over = asked === "rank" && isOfManner(part) ? null : asked;
  if (over !== null) {
    const request = {
      kind: over,
      text: part.text,
      content: part.rest,
      named: named.cases,
      several: named.several,
      sections: slots.sections,
    };
    const listed = await answerOverCases(request, knowledge);
    if (listed?.kind === "grounded" && !topic && asksOverCases(part))
      return besideComputed(listed, part, knowledge);
    if (listed) return listed;
    const years = await sidesCompared(part.text, knowledge, true);
    if (years) return years;
  }
  const [unionCase, ...others] = meant.cases;
  const isSeveral = named.several && unionCase !== undefined && others.length > 0;
  if (isSeveral && (over === "compare" || isBare)) {
    const sections = await compareAsked(part, [unionCase, ...others], knowledge);
    if (sections) return sections;
  }
  if (isBare && !unionCase && isArticle(slots.item)) {
    const article = await quoteAsked(part, topic, meant, knowledge);
    if (article.kind !== "not-found" || article.reason.kind === "unknown-part") return article;
  }
  if (part.kind === "summary") return summaryAsked(part, meant.cases, knowledge, topic === null);
  if (!isBare) return null;
  if (!unionCase) {
    const isAlone = !topic && part.kind === "ask" && !slots.item;
    return isAlone ? ofWhichCase(slots.sections, await knowledge.store.cases()) : null;
  }
  if (slots.item || slots.sections.length > 0) {
    const sections = slots.item ? [] : unionCase.sections.filter(({ name }) => slots.sections.includes(name));
    if (sections.length > 0) return overview(unionCase, sections, null, knowledge);
    const excerpt = await quoteAsked(part, topic, meant, knowledge);
    return excerpt.kind === "excerpt" ? excerpt : null;
  }
  // 某工会做了哪些事, where no section is headed so.
  if (named.firmly && others.length === 0 && slots.kinds.length === 1 && slots.kinds[0] === "measures")
    return summaryOf({ case: unionCase, length: "full" }, knowledge);
  if (topic || part.asks) return null;
  if (others.length > 0) return ambiguous(named.words, meant.cases);
  return summaryOf({ case: unionCase, length: "full" }, knowledge);
}

/** What two years differ by, the one talked about and the one asked for now: over all documents of whom is talked about. */
async function changeBetween(topic: Topic, part: Part, knowledge: Knowledge): Promise<Answer | null> {
  const cases = await knowledge.store.cases();
  const text = changeAsked(topic, part, cases);
  if (text === null) return null;
  const of = cases.find(({ id }) => id === topic.caseId);
  const named = cases.flatMap(({ organization }, ordinal) =>
    organization === of?.organization ? [ordinal] : [],
  );
  const asked = { kind: "difference", text, content: text, named, several: false, sections: [] } as const;
  return answerOverCases(asked, knowledge);
}

/** The words of content that say more than the title of the one case whose section is asked for: 东城治理欠薪有哪些措施. */
function besideTitle({ content: said, slots }: Part, [unionCase, ...others]: readonly Case[]): string {
  const content = isArticle(slots.item) ? SECTIONS.without("of-article", said) : said;
  if (!unionCase || others.length > 0 || slots.sections.length === 0) return content;
  const called = readable(calledOf(unionCase));
  return wordsBeside(withoutAsking(content), called);
}

/** 哪几家写到外包,都怎么说的 asks for cases, and for their words beside. */
function asksForCases({ named, text }: Part): boolean {
  return named.cases.length === 0 && listAsked(text) !== null;
}

/** 引用那一段, 原文发我: names nothing, so that the item or section just cited is meant. */
function asksForTheSame({ named, slots, content, text }: Part): boolean {
  const isOwn = named.cases.length > 0 || slots.sections.length > 0 || slots.item || slots.sentence;
  return !isOwn && !tellsSomething(SECTIONS.without("the-same", content)) && extentOf(text) !== "case";
}

/** The cases that are asked about, and whether they were taken over. */
interface Meant {
  readonly cases: readonly Case[];
  readonly carried: boolean;
}

function casesMeant({ named }: Part, topic: Topic | null, cases: readonly Case[]): Meant {
  const own = named.cases.flatMap((ordinal) => cases[ordinal] ?? []);
  if (own.length > 0 || !topic?.caseId) return { cases: own, carried: false };
  return { cases: cases.filter(({ id }) => id === topic.caseId), carried: true };
}

async function quoteAsked(part: Part, topic: Topic | null, { cases: meant }: Meant, knowledge: Knowledge) {
  const { slots, content, text, named } = part;
  const all = await knowledge.store.cases();
  const described =
    meant.length > 0
      ? undefined
      : (textOfKindSaid(text, all) ?? clearlyFitting(fittingCases(matterOf(text), all)));
  const cases = described ? [described] : meant;
  const places = placesNamed(text);
  const ofPlaces = slots.sections.length > 0 || slots.item ? [] : sectionsOfPlaces(places, cases);
  const found = await excerptOf(
    {
      cases,
      sections: [...slots.sections, ...ofPlaces],
      explicit: slots.explicit || ofPlaces.length > 0,
      item: slots.item,
      sentence: slots.sentence,
      content,
      words: slots.words,
      text,
      names: named.firmly ? named.whose.words : [],
      standing: topic,
    },
    knowledge,
  );
  return onlyOfPlaces(places, found, all);
}
