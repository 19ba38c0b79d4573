/** Words of content → how far texts speak of them, alternatives (甲或乙, 甲(乙或丙)) counting as one. */

import type { Case } from "../../corpus/case.ts";
import { type Passage, textOf } from "../../corpus/passages.ts";
import { matchConcept, type Subject, subjectOf } from "../../search/match.ts";
import { VARIANT_WORTH, type Variant } from "../../search/query.ts";
import type { Hit } from "../../search/rank.ts";
import type { Retriever } from "../../search/retrieve.ts";
import type { WeightedConcept } from "../../search/weigh.ts";

/** Concepts of which a text has to speak of one. */
type Group = readonly WeightedConcept[];

/** Ways of putting the topic, each a list of groups. */
export interface Topic {
  readonly content: string;
  readonly ways: readonly (readonly Group[])[];
}

/** Null where the content holds no concept. */
export async function topicOf(
  content: string,
  { concepts }: Pick<Retriever, "concepts">,
): Promise<Topic | null> {
  const outside = content.replace(/\([^()]*\)/g, " ");
  const inside = [...content.matchAll(/\(([^()]*(?:或|、|包括)[^()]*)\)/g)].map((match) => match[1] ?? "");
  const ways: Group[][] = [];
  for (const way of [outside, ...inside]) ways.push(...(await waysOf(way, concepts)));
  return ways.length === 0 ? null : { content, ways: ways.map(withoutStrangers) };
}

/** A word of the corpus that weighs this much carries a topic by itself … */
const CARRIES = 0.45;
/** … and one that the corpus lacks counts so much of it: 手机APP is told by APP. */
const STRANGER = 0.6;

function withoutStrangers(groups: readonly Group[]): readonly Group[] {
  const isStranger = ({ known, variants }: WeightedConcept) => !known && variants.length === 0;
  const carrying = Math.max(
    0,
    ...groups
      .flat()
      .filter(({ known }) => known)
      .map(({ weight }) => weight),
  );
  if (carrying < CARRIES) return groups;
  return groups.map((group) =>
    group.map((one) =>
      isStranger(one) ? { ...one, weight: Math.min(one.weight, STRANGER * carrying) } : one,
    ),
  );
}

/** A concept that stands alone after 或 is a way of its own where it tells as much as this. */
const MIN_TELLING = 0.3;

/** The last concept before 或 and the first after it are alternatives. */
async function waysOf(content: string, conceptsOf: Retriever["concepts"]): Promise<Group[][]> {
  const groups: WeightedConcept[][] = [];
  const alone: Group[][] = [];
  const any = /或|还是|之类|这类|这些|等/.test(content);
  for (const part of content.split(any ? /或者?|还是|、|\/|之类|这类|这些/ : /或者?/)) {
    const [first, ...rest] = (await conceptsOf(part)).map(withDirections);
    if (!first) continue;
    const last = groups.at(-1);
    if (last && rest.length === 0 && first.weight >= MIN_TELLING && groups.length > 1) alone.push([[first]]);
    if (last) last.push(first);
    else groups.push([first]);
    for (const concept of rest) groups.push([concept]);
  }
  return groups.length === 0 ? [] : [groups, ...alone];
}

/** 下降 is told by 由…降至… as well; which way something went is no matter of other words. */
const DIRECTIONS: readonly (readonly string[])[] = [
  ["下降", "降低", "减少", "降下来", "降了", "降", "降到", "降至", "降为", "缩短", "下滑"],
  ["提高", "提升", "上升", "增长", "增加", "升到", "升至", "增至", "提高到", "提高至", "上涨"],
];

function withDirections(concept: WeightedConcept): WeightedConcept {
  const words = DIRECTIONS.find((direction) => direction.includes(concept.surface)) ?? [];
  const variants = words.map((word): Variant => ({ word, worth: VARIANT_WORTH }));
  return words.length === 0 ? concept : { ...concept, variants: [...concept.variants, ...variants] };
}

/** The weight of a group: no more than that of the alternative most easily met. */
const weightOf = (group: Group) => Math.min(...group.map(({ weight }) => weight));

/** Share of the topic that is spoken of, given how far each concept is. */
export function spokenOf({ ways }: Topic, degreeOf: (concept: WeightedConcept) => number): number {
  return Math.max(
    ...ways.map((groups) => {
      const total = groups.reduce((sum, group) => sum + weightOf(group), 0) || 1;
      const spoken = groups.reduce(
        (sum, group) => sum + weightOf(group) * Math.max(...group.map(degreeOf)),
        0,
      );
      return spoken / total;
    }),
  );
}

/** Share of the topic that these words themselves speak of. */
export function saidIn(topic: Topic, subject: Subject): number {
  return spokenOf(topic, (concept) => matchConcept(concept, subject).degree);
}

/** A topic of words that the corpus does not have and that name nothing: hardly more than a way of asking. */
export function isIdle({ ways }: Topic): boolean {
  return ways
    .flat(2)
    .every(({ known, weight, variants }) => !known && variants.length === 0 && weight <= 0.3);
}

export interface Speaking {
  readonly hit: Hit;
  readonly share: number;
}

/** Passages of each case that speak of the topic at all, the one that does most first. */
export async function passagesSpeaking(
  topic: Topic,
  retriever: Pick<Retriever, "retrieve">,
  accepts: (passage: Passage, unionCase: Case) => boolean,
  scope?: ReadonlySet<number>,
): Promise<Map<string, Speaking[]>> {
  const found = new Map<string, Speaking[]>();
  const hits = await retriever.retrieve(topic.content, {
    limit: EVERY_PASSAGE,
    ...(scope ? { scope: { cases: scope } } : {}),
  });
  for (const hit of hits) {
    if (hit.case.role !== "case" || !accepts(hit.passage, hit.case)) continue;
    const share = shareOf(topic, hit);
    if (share > 0) found.set(hit.case.id, [...(found.get(hit.case.id) ?? []), { hit, share }]);
  }
  for (const own of found.values()) own.sort((a, b) => b.share - a.share);
  return found;
}

/** What the headings say counts too, as far as retrieval lets it. */
function shareOf(topic: Topic, { matches, passage }: Hit): number {
  const degrees = new Map(matches.map(({ concept, degree }) => [concept.surface, degree]));
  const subject = subjectOf(textOf(passage.sentences));
  return spokenOf(topic, (concept) =>
    Math.max(degrees.get(concept.surface) ?? 0, matchConcept(concept, subject).degree),
  );
}

/** Far more passages than any list of cases rests on. */
const EVERY_PASSAGE = 5_000;
