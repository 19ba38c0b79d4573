/** 第五个是啥, 最后一个呢, 还剩一位呢: a question for one of several things → the words that tell of it. */

import type { Case } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import type { Citation, Claim, Grounded, NonEmpty } from "./answer.ts";
import { withoutTrailingComma } from "./choose.ts";
import { clausesOf } from "./clauses.ts";
import { type Enumeration, enumerationsIn, type Member, memberOf } from "./enumerations.ts";
import { createGround } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";
import type { ItemWish } from "./part-wish.ts";
import { caseScope, type Request } from "./request.ts";

const REMAINING = /(?:还剩|剩下|余下|剩|还有|另外?)(?:的)?(?:那)?[1-9]?(?:位|个|名|家|种|项|类)/;

/** A list's word alone says little; a sentence up to so many characters is quoted whole around it. */
const SHORT_SENTENCE = 140;

/** A paragraph's opening of so few characters only names what it tells. */
const SHORT_OPENING = 14;

/** Passages looked at where the question itself says what is counted. */
const HITS = 3;

/** Labels of items are asked for by these as often as what an item counts up. */
const ITEM_UNITS = new Set(["条", "点", "项", "部分", "方面", "款"]);

/**
 * Undefined where the question asks for none of several things, or nothing is counted up where it looks. Where it is
 * not known how many things there are, items go first: `anyNumber` says that there are none.
 */
export async function ordinalAsked(
  request: Request,
  unionCase: Case,
  knowledge: Knowledge,
  anyNumber = false,
): Promise<Grounded | undefined> {
  const { understanding, topic } = request;
  const { item, text, section, counted } = understanding;
  const quoted =
    topic?.caseId === unionCase.id ? passagesQuoted(unionCase, topic.quotes.map(citationOf)) : [];
  if (item === null) {
    if (!REMAINING.test(text) || !topic) return undefined;
    const rest = untold(enumerationsIn(quoted), topic.told.map(citationOf));
    return rest.length > 0 ? tellOf(unionCase, rest, knowledge) : undefined;
  }
  const labelled = "number" in item && ITEM_UNITS.has(item.unit ?? "") && counted === null;
  const expected = counted ?? (labelled ? null : (topic?.counted ?? null));
  if (section?.explicit || (expected === null && !anyNumber)) return undefined;
  if (expected !== null && unionCase.sections.some((one) => itemsOf(one) === expected)) return undefined;
  const near = counted === null ? quoted : await passagesOn(request.content, request, unionCase, knowledge);
  const found = firstMember(near, inSections(unionCase, near), item, expected);
  const earlier = found || counted !== null ? "" : (topic?.content ?? "");
  const before = earlier === "" ? [] : await passagesOn(earlier, request, unionCase, knowledge);
  const member = found ?? firstMember(before, inSections(unionCase, before), item, expected);
  return member ? tellOf(unionCase, [member], knowledge) : undefined;
}

const itemsOf = ({ blocks }: Case["sections"][number]) => blocks.filter(({ label }) => label !== null).length;

function inSections(unionCase: Case, passages: readonly Passage[]): Passage[] {
  const names = new Set(passages.map(({ section }) => section));
  return passagesOf(unionCase).filter(({ section }) => names.has(section));
}

/** Looks in each passage by itself, then, for so many things as are expected, in the paragraphs of the section. */
function firstMember(
  passages: readonly Passage[],
  around: readonly Passage[],
  wish: ItemWish,
  expected: number | null,
): Member | undefined {
  for (const some of [...passages.map((one) => [one]), ...(expected === null ? [] : [around])]) {
    const member = memberOf(enumerationsIn(some), wish, expected);
    if (member) return member;
  }
  return undefined;
}

/** The passages that tell of what the words count (五大品牌里的第一个). */
async function passagesOn(
  content: string,
  request: Request,
  unionCase: Case,
  knowledge: Knowledge,
): Promise<Passage[]> {
  const scope = await caseScope(request.target, knowledge);
  const hits = await knowledge.retriever.retrieve(content, {
    limit: HITS,
    scope: {
      ...(scope.caseOrdinal === undefined ? {} : { cases: new Set([scope.caseOrdinal]) }),
      accepts: ({ sectionKind }) => sectionKind !== "heading",
    },
  });
  return hits.filter((hit) => hit.case.id === unionCase.id).map(({ passage }) => passage);
}

const citationOf = ({ citation }: { citation: Citation }) => citation;

/** In the order of the quotes. */
function passagesQuoted(unionCase: Case, citations: readonly Citation[]): Passage[] {
  const passages = passagesOf(unionCase).filter(({ sectionKind }) => sectionKind !== "heading");
  const quoted = citations.flatMap(({ source }) =>
    passages.filter((passage) => source.start < passage.end && passage.start < source.end),
  );
  return [...new Set(quoted)];
}

/** The members not quoted yet of the enumeration of which most others were. */
function untold(enumerations: readonly Enumeration[], told: readonly Citation[]): Enumeration {
  const isTold = ({ sentence }: Member) =>
    told.some(({ source }) => source.start < sentence.end && sentence.start < source.end);
  const rests = enumerations
    .filter((members) => new Set(members.map(({ sentence }) => sentence)).size === members.length)
    .map((members) => ({ rest: members.filter((member) => !isTold(member)), size: members.length }))
    .filter(({ rest, size }) => rest.length > 0 && rest.length < size)
    .sort((a, b) => b.size - b.rest.length - (a.size - a.rest.length));
  return rests[0]?.rest ?? [];
}

async function tellOf(
  unionCase: Case,
  members: readonly Member[],
  { store }: Knowledge,
): Promise<Grounded | undefined> {
  const ground = createGround(store);
  const claims: Claim[] = [];
  for (const { passage, sentence, from, to } of members) {
    const words = sentence.text.slice(from, to);
    // A paragraph that opens with a few words tells of them in what follows.
    const opening = from === 0 && to === sentence.text.length && passage.sentences[0] === sentence;
    const sentences =
      opening && passage.item === null && words.length <= SHORT_OPENING ? passage.sentences : [sentence];
    const part =
      sentence.text.length > SHORT_SENTENCE && sentences.length === 1
        ? clausesAround(sentence.text, from, to)
        : {};
    const quote = await ground.quote({ case: unionCase, passage, sentences, ...part });
    claims.push({ text: withoutTrailingComma(words), quotes: [quote] });
  }
  const [first, ...rest] = claims;
  if (!first) return undefined;
  const all: NonEmpty<Claim> = [first, ...rest];
  return { kind: "grounded", by: "extractive", certain: true, claims: all, suggestions: [], carried: null };
}

/** The clauses that hold the words: a word of a list is read with its neighbours. */
function clausesAround(text: string, from: number, to: number): { from: number; to: number } {
  const around = clausesOf(text).filter((clause) => clause.from < to && from < clause.to);
  const end = around.at(-1)?.to ?? to;
  const start = around[0]?.from ?? from;
  return { from: start, to: start + withoutTrailingComma(text.slice(start, end)).length };
}
