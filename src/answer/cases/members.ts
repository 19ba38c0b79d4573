/** Conditions and a topic → the cases that meet them all, each with the sentences that show it. */

import type { Case, Sentence } from "../../corpus/case.ts";
import type { Passage } from "../../corpus/passages.ts";
import { subjectOf } from "../../search/match.ts";
import type { Knowledge } from "../knowledge.ts";
import type { Request } from "../request.ts";
import type { CaseQuestion, Condition } from "./conditions.ts";
import { holdsFigure } from "./figures.ts";
import { laidOutSection } from "./layout.ts";
import { passagesInList, sectionsInList } from "./list-scope.ts";
import { saysWord, type WordsCondition } from "./literal-words.ts";
import { isOfKind } from "./organization-kinds.ts";
import type { Spot } from "./spots.ts";
import { isIdle, passagesSpeaking, type Speaking, saidIn, type Topic, topicOf } from "./topic.ts";

export interface Member {
  readonly case: Case;
  /** Sentences that show it; none where it shows in the heading, or in words that are not there. */
  readonly spots: readonly Spot[];
}

/** At least two characters beside those that any question may hold. */
const WORDS = /[^\s的了是有在都和哪些个家几里中呢吗]\s*[^\s的了是有在都和哪些个家几里中呢吗]/u;

/** A case speaks of a topic when one of its passages speaks of this share of it … */
const MIN_SHARE = 0.5;
/** … where a number of cases is asked for, of this share … */
const MIN_SHARE_OF_EXPECTED = 0.4;
/** … and of nearly as much as the case that speaks of it most. */
const NEAR_BEST = 0.8;
/** Words beside others that stand there to the letter narrow them only where some case clearly says them. */
const CLEARLY = 0.75;

/** In the order of the cases given. */
export async function members(
  question: CaseQuestion,
  cases: readonly Case[],
  request: Request,
  knowledge: Knowledge,
): Promise<Member[]> {
  const { conditions, expected } = question;
  const inScope = scopeOf(request);
  const standing = cases.flatMap((unionCase): Member[] => {
    const spots = conditions.map((condition) =>
      shown(condition, unionCase, inScope(unionCase).passages, request),
    );
    return spots.includes(null) ? [] : [{ case: unionCase, spots: spots.flatMap((each) => each ?? []) }];
  });
  const topic = await topicOf(question.topic, knowledge.retriever);
  // Words that are asked about but tell nothing single no case out.
  if (!topic && conditions.length === 0 && question.extreme === null && WORDS.test(question.topic)) return [];
  if (!topic || (conditions.length > 0 && isIdle(topic))) return inOneSentence(standing);
  const speaking = await passagesSpeaking(topic, knowledge.retriever, ({ id }, unionCase) =>
    inScope(unionCase).ids.has(id),
  );
  const best = bestOf(standing, speaking, expected);
  const told = Math.max(0, ...best.map(({ share }) => share));
  if (told < CLEARLY && conditions.some(({ kind }) => kind === "words")) return inOneSentence(standing);
  return inOneSentence(
    best.map(({ member, own }) => ({
      case: member.case,
      spots: [...member.spots, ...topicSpots(topic, member.case, own)],
    })),
  );
}

interface Scope {
  readonly passages: readonly Passage[];
  readonly ids: ReadonlySet<string>;
}

/** The passages asked about, laid out only for the cases that are looked at: a corpus may hold very many. */
function scopeOf(request: Request): (unionCase: Case) => Scope {
  const scopes = new Map<string, Scope>();
  return (unionCase) => {
    const known = scopes.get(unionCase.id);
    if (known) return known;
    const passages = passagesInList(request, unionCase);
    const scope = { passages, ids: new Set(passages.map(({ id }) => id)) };
    scopes.set(unionCase.id, scope);
    return scope;
  };
}

interface Ranked {
  readonly member: Member;
  readonly own: readonly Speaking[];
  readonly share: number;
}

/** Those that speak of the topic enough; where so many are asked for, the best so many and those as good. */
function bestOf(
  standing: readonly Member[],
  speaking: ReadonlyMap<string, readonly Speaking[]>,
  expected: number | null,
): Ranked[] {
  const ranked = standing
    .map((member): Ranked => {
      const own = speaking.get(member.case.id) ?? [];
      return { member, own, share: own[0]?.share ?? 0 };
    })
    .sort((a, b) => b.share - a.share);
  const best = ranked[0]?.share ?? 0;
  const last = expected === null ? undefined : ranked[expected - 1]?.share;
  const least =
    last === undefined
      ? Math.max(MIN_SHARE, NEAR_BEST * best)
      : Math.max(MIN_SHARE_OF_EXPECTED, 0.5 * best, last - 0.001);
  const kept = new Set(ranked.filter(({ share }) => share >= least).map(({ member }) => member));
  return ranked
    .filter(({ member }) => kept.has(member))
    .sort((a, b) => standing.indexOf(a.member) - standing.indexOf(b.member));
}

/**
 * Words, a figure and a topic are asked for together: where a case says all of them in one sentence, those that say
 * them apart are not meant. Spots of one sentence become one.
 */
function inOneSentence(found: readonly Member[]): Member[] {
  const merged = found.map(({ case: unionCase, spots }) => ({ case: unionCase, spots: mergedSpots(spots) }));
  const count = ({ spots }: Member) => Math.max(0, ...spots.map(({ shown }) => shown.size));
  const most = Math.max(0, ...merged.map(count));
  return most < 2 ? merged : merged.filter((member) => count(member) === most);
}

function mergedSpots(spots: readonly Spot[]): Spot[] {
  const bySentence = new Map<number, Spot>();
  for (const spot of spots) {
    const known = bySentence.get(spot.sentence.start);
    const merged: Spot = known
      ? {
          ...known,
          worth: known.worth + spot.worth,
          shown: new Set([...known.shown, ...spot.shown]),
          shows: (clause) => known.shows(clause) + spot.shows(clause),
        }
      : spot;
    bySentence.set(spot.sentence.start, merged);
  }
  const merged = [...bySentence.values()];
  // A sentence that only speaks of the topic shows nothing where another holds the words or the figure.
  const exact = merged.filter(({ shown }) => shown.has("words") || shown.has("figure"));
  return exact.length > 0 ? exact : merged;
}

/** Sentences that show the condition; null where it is not met; none where it is met by what is not there. */
function shown(
  condition: Condition,
  unionCase: Case,
  passages: readonly Passage[],
  request: Request,
): Spot[] | null {
  switch (condition.kind) {
    case "organization":
      return isOfKind(unionCase.organization, condition) ? [] : null;
    case "layout": {
      const section = laidOutSection(sectionsInList(request, unionCase) ?? unionCase.sections, condition);
      const passage = passages.find(({ section: name }) => name === section?.name);
      const sentence = passage?.sentences[0];
      return passage && sentence ? [beginning(unionCase, passage, sentence)] : null;
    }
    case "words":
      return wordSpots(condition, unionCase, passages);
    case "figure": {
      if (passages.length === 0) return null;
      if (condition.ofDocument && condition.range && unionCase.year !== null) {
        const { from, to } = condition.range;
        return from <= unionCase.year && unionCase.year <= to ? [] : null;
      }
      const spots = spotsOf(unionCase, passages, "figure", (text) => (holdsFigure(text, condition) ? 1 : 0));
      return condition.negated ? (spots.length === 0 ? opening(unionCase, passages) : null) : orNull(spots);
    }
  }
}

function wordSpots(
  { words, every, negated, at }: WordsCondition,
  unionCase: Case,
  passages: readonly Passage[],
): Spot[] | null {
  if (passages.length === 0) return null;
  const bySentence = words.map((word) =>
    spotsOf(unionCase, endsOf(passages, at), "words", (text) =>
      saysWord(subjectOf(text), word, at) ? 1 : 0,
    ),
  );
  const spots = bySentence.flat();
  if (negated) return spots.length === 0 ? opening(unionCase, passages) : null;
  return every && bySentence.some((own) => own.length === 0) ? null : orNull(spots);
}

/** The passages with their first or last sentences alone, where words have to stand at one end. */
function endsOf(passages: readonly Passage[], at: WordsCondition["at"]): readonly Passage[] {
  if (at === null) return passages;
  return passages.map((passage) => ({
    ...passage,
    sentences: at === "start" ? passage.sentences.slice(0, 1) : passage.sentences.slice(-1),
  }));
}

const orNull = (spots: Spot[]): Spot[] | null => (spots.length > 0 ? spots : null);

function spotsOf(
  unionCase: Case,
  passages: readonly Passage[],
  shown: "words" | "figure",
  shows: Spot["shows"],
): Spot[] {
  return passages.flatMap((passage) =>
    passage.sentences.flatMap((sentence): Spot[] =>
      shows(sentence.text) > 0
        ? [{ case: unionCase, passage, sentence, shows, shown: new Set([shown]), worth: 1 }]
        : [],
    ),
  );
}

/** What lacks something is shown by how it begins. */
function opening(unionCase: Case, [passage]: readonly Passage[]): Spot[] {
  const sentence = passage?.sentences[0];
  return passage && sentence ? [beginning(unionCase, passage, sentence)] : [];
}

function beginning(unionCase: Case, passage: Passage, sentence: Sentence): Spot {
  return { case: unionCase, passage, sentence, shows: () => 0, shown: new Set(), worth: 0.1 };
}

/** Sentences of the passages that speak of the topic most, each by how far it does itself. */
function topicSpots(topic: Topic, unionCase: Case, speaking: readonly Speaking[]): Spot[] {
  const shows = (text: string) => saidIn(topic, subjectOf(text));
  const spots = speaking
    .filter(({ share }) => share >= 0.9 * (speaking[0]?.share ?? 0))
    .flatMap(({ hit: { passage } }) =>
      passage.sentences.map(
        (sentence): Spot => ({
          case: unionCase,
          passage,
          sentence,
          shows,
          shown: new Set(["topic"]),
          worth: shows(sentence.text),
        }),
      ),
    );
  const best = Math.max(0, ...spots.map(({ worth }) => worth));
  return spots.filter(({ worth }) => worth >= 0.75 * best);
}
