/** A question for cases → those that meet its conditions, each with the words that show it; over all cases of the corpus. */

import type { Listing, NotFound } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import { isUsualWord } from "../../language/dictionary.ts";
import { withoutYears, yearsAsked } from "../../language/years-asked.ts";
import { type ListConditions, listAsked, withoutAsking, wordsOfList } from "../../question/lists.ts";
import { type SectionSlots, sectionSlots } from "../../question/section-slots.ts";
import type { CaseLines, Line } from "../../search/lines.ts";
import { shareIn, type Terms } from "../../search/speak.ts";
import { createTurns } from "../../search/turns.ts";
import { isUnsaid } from "../../search/weigh.ts";
import type { Knowledge } from "../knowledge.ts";
import { notFound } from "../refuse.ts";
import { byItems, bySection } from "./list-layout.ts";
import { type Scope, scopeOf } from "./list-scope.ts";
import { holdsFigure, ofYears, type Shown, topicShown, wordsShown } from "./list-shown.ts";
import { isByTopic, listing, type Met } from "./list-told.ts";
import { isUnheard, waysOf } from "./list-ways.ts";
import { isByKind } from "./organization-asked.ts";

/** Null where the question is not for cases, a condition is not understood, or none is found to list. `text`: folded and digitized. */
export async function listedCases(
  text: string,
  lines: readonly CaseLines[],
  { retriever, finder }: Pick<Knowledge, "retriever" | "finder">,
  ground: Ground,
): Promise<Listing | NotFound | null> {
  const cases = lines.filter(({ case: { role } }) => role === "case");
  const conditions = listAsked(text);
  if (!conditions) return null;
  if (conditions.ordinal !== null) {
    const one = cases.at(conditions.ordinal < 0 ? -1 : conditions.ordinal - 1);
    return one ? listing(conditions, "", [{ of: one, lines: [] }], cases.length, ground) : null;
  }
  const scope = await scopeOf(text, conditions, cases, finder);
  if (!scope) return null;
  // Of a single case none can be chosen.
  if (scope.cases.length < 2 && conditions.except === null) return null;
  const found = await meeting(conditions, scope, text, retriever);
  if (found && found.shown.length > 0) {
    const told = await listing(conditions, found.condition, found.shown, scope.cases.length, ground);
    return found.byTopic ? { ...told, byTopic: true } : told;
  }
  return (conditions.says || conditions.ofCases) && !conditions.negative
    ? nowhereSaid(wordsOfList(scope.rest, conditions), retriever)
    : null;
}

/** 哪些单位提到了驿站, 跟驿站有关的 where no document has the word in any form: that is the answer. Null where one has. */
async function nowhereSaid(
  words: readonly string[],
  retriever: Knowledge["retriever"],
): Promise<NotFound | null> {
  const ways = (await Promise.all(words.map((one) => waysOf(one, retriever)))).flat();
  const concepts = ways.flatMap(({ terms }) => terms);
  // 有具体 of 有具体金额 is a shred that nobody would look for.
  const named = concepts.map(({ surface }) => surface).filter(isUsualWord);
  return named.length > 0 && concepts.every(isUnsaid) ? notFound({ kind: "not-told", words: named }) : null;
}

const SECTION = "”一节";

/** Chosen by what sections there are: no words tell that, least of all of one that is not there. */
export function isBySection({ condition }: Pick<Listing, "condition">): boolean {
  return condition.includes(SECTION);
}

async function meeting(
  asked: ListConditions,
  { cases, ofKind, rest, mentioned }: Scope,
  text: string,
  retriever: Knowledge["retriever"],
): Promise<Met | null> {
  const conditions = {
    ...asked,
    words: [...asked.words.filter((word) => rest.includes(word)), ...mentioned],
  };
  const slots = slotsOf(rest, cases, conditions);
  const sections = new Set(slots.sections);
  const all: Terms[] = [];
  const { yearBound } = conditions;
  const years = yearBound ? [] : yearsAsked(text);
  const undated = years.length > 0 && !conditions.says ? withoutYears(rest) : rest;
  const looked = wordsOfList(withoutWords(undated, slots.words), conditions);
  for (const words of looked) all.push(...(await waysOf(words, retriever)));
  const ways = all.filter((terms) => !isUnheard(terms) && terms.terms.length > 0);
  const { words, held, bounds, items, itemCount, itemRank, negative } = conditions;
  // What nothing in the corpus is called can be no condition.
  if (words.length === 0 && all.some(isUnheard) && ways.length === 0) return null;
  const tells = ways.some(({ total }) => total > LEAST);
  const bare = words.length === 0 && held === null && bounds.length === 0;
  if (
    sections.size > 0 &&
    (conditions.hasSection || (bare && !tells && !items && itemCount === null && !itemRank))
  ) {
    const laid = bySection(cases, sections, negative);
    return (
      laid && { shown: laid, condition: `${negative ? "没有" : "有"}“${slots.words[0] ?? ""}${SECTION}` }
    );
  }
  if ((items || itemCount !== null || itemRank !== null) && words.length === 0) {
    const laid = byItems(cases, sections, conditions);
    return laid && { shown: laid, condition: "" };
  }
  const isWhole = !conditions.title && sections.size === 0 && years.length === 0 && yearBound === null;
  const kept = cases.flatMap((of): Shown[] => {
    if (ofKind && !isByKind(of.case, ofKind.meets)) return [];
    if (isWhole && of.said !== "") return [shownWhole(of)];
    const own = linesAsked(of, conditions, sections);
    // 从2020年开始的: a document of that year, or a line that says it.
    const ofYear = !conditions.says && of.case.year !== null && years.includes(of.case.year);
    const saysYear = ({ said }: Line) =>
      years.some((year) => said.includes(`${year}年`)) &&
      (!tells || ways.some((terms) => shareIn(terms, said) >= 0.5));
    const told = years.length === 0 || ofYear ? own : own.filter(saysYear);
    const bounded = yearBound ? ofYears({ of, lines: told }, yearBound) : { of, lines: told };
    return bounded && told.length > 0 ? [bounded] : [];
  });
  const narrowed = ofKind !== null || years.length > 0 || yearBound !== null;
  const shown = await shownBy(kept, conditions, ways, narrowed);
  if (!shown) return null;
  const [topic, ...others] = ways;
  const byTopic = topic && others.length === 0 && !negative && !held && bounds.length === 0;
  return { shown, condition: topic?.said ?? "", byTopic: byTopic === true && isByTopic(shown, topic) };
}

/** The sections that the question names; what only asks for cases is none of their words. */
function slotsOf(
  rest: string,
  all: readonly CaseLines[],
  { title, words, says, held, hasSection, items, itemCount, itemRank, negative }: ListConditions,
): SectionSlots {
  const cases = all.map((of) => of.case);
  const slots = sectionSlots(withoutAsking(rest), cases);
  const quoted = hasSection ? sectionSlots(words.join(" "), cases) : null;
  if (quoted && quoted.sections.length > 0) return quoted;
  // 成效 may as well be what is asked about.
  const firm =
    slots.explicit ||
    hasSection ||
    words.length > 0 ||
    says ||
    held !== null ||
    items ||
    itemCount !== null ||
    itemRank ||
    negative;
  return title || !firm ? { ...slots, sections: [], words: [] } : slots;
}

function withoutWords(text: string, words: readonly string[]): string {
  return words.reduce((rest, word) => rest.replace(word, " "), text);
}

function linesAsked(
  { case: unionCase, lines }: CaseLines,
  { title }: ListConditions,
  sections: ReadonlySet<string>,
): readonly Line[] {
  if (title) {
    const last = unionCase.heading.blocks.at(-1)?.start;
    return lines.filter(({ passage }) => passage.sectionKind === "heading" && passage.start === last);
  }
  return sections.size === 0 ? lines : lines.filter(({ passage }) => sections.has(passage.section));
}

/** All lines of a case; they are read when they are looked at. */
function shownWhole(of: CaseLines): Shown {
  return {
    of,
    get lines() {
      return of.lines;
    },
  };
}

/** Words that weigh less tell no case from another. */
const LEAST = 0.15;

/** Words beside others that stand there to the letter narrow them only where some case clearly says them. */
const CLEARLY = 0.75;

async function inTurns(all: readonly Shown[], meets: (one: Shown) => Shown | null): Promise<Shown[]> {
  const turn = createTurns();
  const met: Shown[] = [];
  for (const one of all) {
    await turn();
    const shown = meets(one);
    if (shown) met.push(shown);
  }
  return met;
}

/** Null where the conditions single no case out. */
async function shownBy(
  found: readonly Shown[],
  conditions: ListConditions,
  ways: readonly Terms[],
  narrowed: boolean,
): Promise<Shown[] | null> {
  const { words, held, negative, bounds } = conditions;
  // What a case lacks is shown by what stands in its place.
  const kept = (all: readonly Shown[], met: readonly Shown[]) =>
    negative
      ? all
          .filter(({ of }) => !met.some((one) => one.of === of))
          .map(({ of, lines }) => ({ of, lines: lines.slice(0, 1) }))
      : met;
  let left = found;
  const literal = words.length > 0;
  if (literal) left = kept(left, await inTurns(left, (one) => wordsShown(one, conditions)));
  const tells = ways.some(({ total }) => total > LEAST);
  if (held || bounds.length > 0) {
    left = kept(
      left,
      await inTurns(left, (one) => holdsFigure(one, held, bounds, tells ? ways[0] : undefined)),
    );
  } else if (tells && !(literal && negative)) {
    // That words of a topic are weak in a case does not say that it lacks it.
    if (negative && !conditions.says) return null;
    const clearly = literal ? CLEARLY : 0;
    const told =
      (await topicShown(left, ways, conditions, clearly)) ??
      // Of none that is about it those that speak of it.
      (conditions.about ? await topicShown(left, ways, { ...conditions, about: false }, clearly) : null);
    if (told === null) return literal || narrowed ? [...left] : null;
    left = kept(left, told);
  } else if (!literal && !narrowed) return null;
  // That all of them say it is an answer, too, where words are asked for.
  const decided = narrowed || literal || held !== null || bounds.length > 0 || (conditions.says && !negative);
  return left.length < found.length || decided ? [...left] : null;
}
