/**
 * 甲有驿站吗 → the places of that case that speak of the thing; of a case that nowhere does, a refusal that names the cases that
 * do. Null where only some of its words are told, or more is asked.
 */

import type { Sentence } from "../corpus/case.ts";
import { type Passage, textOf } from "../corpus/passages.ts";
import type { Answer, NotFound } from "../grounding/answer.ts";
import { caseRef } from "../grounding/ground.ts";
import { cutWords } from "../language/dictionary.ts";
import { WEAK_WORDS } from "../language/stop-words.ts";
import { openTemplates } from "../language/templates.ts";
import { operationsOf, withoutOperations } from "../question/conditions.ts";
import { comparedIn } from "../question/kinds.ts";
import type { Part } from "../question/request.ts";
import { createCorpusWords } from "../search/corpus-words.ts";
import { type CaseLines, linesOf, saidForm } from "../search/lines.ts";
import { degreeIn } from "../search/speak.ts";
import { isUnsaid, type WeightedConcept, weightShare } from "../search/weigh.ts";
import { groundedOf, look } from "./abilities/ask.ts";
import { matterOf } from "./described.ts";
import type { Knowledge } from "./knowledge.ts";
import { sentencesIn } from "./pick/spans.ts";
import { notFound, notTold } from "./refuse.ts";
import { isTelling } from "./telling.ts";

const READ = openTemplates("read");
const SUMMARY = openTemplates("summary");

/** Share of a thing's words below which a text does not speak of it, and from which on it does. */
const UNTOLD = 0.5;
const TOLD = 0.8;

const MOST_PLACES = 2;
const MOST_OTHERS = 3;

export async function havingAsked({ text, rest, named }: Part, knowledge: Knowledge): Promise<Answer | null> {
  const [ordinal, ...others] = named.whose.cases;
  const thing = READ.match("having", rest.trim())?.groups?.thing;
  if (!named.firmly || ordinal === undefined || others.length > 0 || thing === undefined) return null;
  // 圆通有200万员工对吗 takes a figure for granted, and is told the true one.
  if (/\d/.test(thing)) return null;
  const concepts = await knowledge.retriever.concepts(thing);
  const all = linesOf(await knowledge.store.cases());
  const own = all[ordinal];
  if (!own || concepts.length === 0) return null;
  const shareOf = (said: string) =>
    weightShare(
      concepts,
      concepts.map((concept) => degreeIn(concept, said)),
    );
  if (shareOf(`${own.said}|${own.named}`) < UNTOLD) return lackedBy(own, concepts, all);
  const says = (sentences: readonly Sentence[]) => shareOf(saidForm(textOf(sentences))) >= TOLD;
  const accepts = ({ sentences }: Passage) => says(sentences);
  const found = await look(
    { text, asking: text, cases: new Set([ordinal]), accepts, absent: false },
    knowledge,
  );
  const ranked = found.ranked.filter(({ span }) => says(sentencesIn(span)));
  const answer = await groundedOf({ ...found, ranked }, knowledge, MOST_PLACES);
  return answer && { ...answer, certain: true };
}

/** 女职工 is not told by 职工. */
const HALF = 0.5;

/** Shorter words share their characters with too many others, or are said in other words. */
const LEAST_NAME = 3;

/**
 * 想建个母婴室, 谁家有做法: a thing of which the corpus has no trace, not even two characters of its name side by side; 哪家的
 * 游泳池最多: asked of all cases, and nothing but what none says. Null where there may be one.
 */
export async function unheardOf(part: Part, knowledge: Knowledge): Promise<NotFound | null> {
  const { text, rest, named, consults, type } = part;
  const { retriever } = knowledge;
  if (named.whose.cases.length > 0) return null;
  if (operationsOf(text).which) {
    const words = withoutOperations(rest);
    const telling = (await retriever.concepts(words)).filter(isTelling);
    if (telling.length > 0 && telling.every(isUnsaid)) return notTold(words, undefined, knowledge);
  }
  const such = READ.match("such-case", text)?.groups?.thing;
  if (such !== undefined && (await areStrange(await retriever.concepts(such), knowledge)))
    return notFound({ kind: "not-told", words: [such] });
  const seeks = consults || READ.says("seeks-example", text);
  const thing = seeks ? READ.match("wished", text)?.groups?.thing : undefined;
  for (const concept of thing === undefined ? [] : await retriever.concepts(thing)) {
    const { surface } = concept;
    if (surface.length >= LEAST_NAME && (await areStrange([concept], knowledge)))
      return notFound({ kind: "not-told", words: [surface] });
  }
  const term = seeks || type === "manner" ? await termUntold(text, knowledge) : undefined;
  return term === undefined ? null : notFound({ kind: "not-told", words: [term] });
}

/** 疗休养名额怎么分: what offices call a thing, in the clause that asks, where the corpus has at most half of its name. */
async function termUntold(text: string, knowledge: Knowledge): Promise<string | undefined> {
  for (const clause of text.split(/[,。;?!\s]+/).filter((one) => READ.says("sought", one)))
    for (const concept of await knowledge.retriever.concepts(clause)) {
      const { surface } = concept;
      const isTerm = surface.length >= LEAST_NAME && knowledge.lexicon.isTerm(surface) && isUnsaid(concept);
      if (isTerm && (await traceOf(surface, knowledge)) <= HALF && !(await isHeadTold(surface, knowledge)))
        return surface;
    }
  return undefined;
}

/** 货车司机, where 司机 are told of: the word that a name ends in is what it is about. */
async function isHeadTold(name: string, { store }: Knowledge): Promise<boolean> {
  const head = cutWords(name).at(-1) ?? "";
  return head !== name && head.length > 1 && (await createCorpusWords(store).holds(head, "written"));
}

/** Words of which the corpus says none, and has no trace of any; false where there are none. */
async function areStrange(concepts: readonly WeightedConcept[], knowledge: Knowledge): Promise<boolean> {
  if (concepts.length === 0 || !concepts.every(isUnsaid)) return false;
  const traces = await Promise.all(concepts.map(({ surface }) => traceOf(surface, knowledge)));
  return traces.every((trace) => trace === 0);
}

/** The share of its pairs of characters that stand somewhere, be it in a heading that has no text of its own. */
export async function traceOf(name: string, { store }: Knowledge): Promise<number> {
  const corpus = createCorpusWords(store);
  const pairs = [...name].slice(1).map((_, i) => name.slice(i, i + 2));
  const held = await Promise.all(pairs.map((pair) => corpus.holds(pair, "written")));
  const cases = await store.cases();
  const isNamed = (pair: string) =>
    cases.some(({ sections }) => sections.some(({ name: of }) => of.includes(pair)));
  return pairs.filter((pair, i) => held[i] || isNamed(pair)).length / pairs.length;
}

/**
 * 引用火星的应用成效, 总结火星的案例, 比较圆通和火星: something is to be told of somebody of whom the corpus has no word; null where
 * it may have one.
 */
export async function strangerNamed(part: Part, knowledge: Knowledge): Promise<NotFound | null> {
  for (const name of namesToldOf(part)) {
    const telling = (await knowledge.retriever.concepts(name)).filter(isTelling);
    if (await areStrange(telling, knowledge))
      return notFound({ kind: "unknown-case", name: telling.map(({ surface }) => surface).join("、") });
  }
  return null;
}

/** What a message calls those of whom it wants something told, where it names no case. */
function namesToldOf({ kind, text, content, named, slots }: Part): readonly string[] {
  const sides = comparedIn(text);
  if (sides.length > 0 && named.cases.length < sides.length) return sides;
  if (named.whose.cases.length > 0) return [];
  if (kind === "summary") return [SUMMARY.without("characters", matterOf(text))];
  return kind === "quote" && slots.sections.length > 0 ? [content] : [];
}

function lackedBy(own: CaseLines, concepts: readonly WeightedConcept[], all: readonly CaseLines[]): NotFound {
  const words = concepts
    .filter((concept) => !WEAK_WORDS.has(concept.surface) && degreeIn(concept, own.said) < UNTOLD)
    .map(({ surface }) => surface);
  const toldBy = all
    .filter(({ case: { role }, said }) => role === "case" && words.every((word) => said.includes(word)))
    .slice(0, MOST_OTHERS)
    .map((other) => caseRef(other.case));
  return notFound({ kind: "not-told", words, case: caseRef(own.case), toldBy });
}
