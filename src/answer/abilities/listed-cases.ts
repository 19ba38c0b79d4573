/** A question for cases → those that meet its conditions, each with the words that show it; over all cases of the corpus. */

import type { Case } from "../../corpus/case.ts";
import { type OrganizationKind, organizationKindOf } from "../../language/organizations.ts";
import { yearsAsked } from "../../language/years-asked.ts";
import { type ListConditions, listAsked, wordsOfList } from "../../question/lists.ts";
import { type CaseLines, type Line, saidForm } from "../../search/lines.ts";
import type { Retriever } from "../../search/retrieve.ts";
import { shareIn, type Terms } from "../../search/speak.ts";
import type { Claim, Listing } from "../answer.ts";
import { caseRef, type Ground } from "../ground.ts";
import type { SectionWish } from "../part-wish.ts";
import { sectionWish } from "../part-wish.ts";
import { bareName, sectionsMeant } from "../sections.ts";
import { holdsFigure, type Shown, topicShown, wordsShown } from "./list-shown.ts";
import { isUnheard, waysOf } from "./list-ways.ts";
import { organizationAsked } from "./organization-asked.ts";
import { quoteLine } from "./show.ts";

export interface ListAsked {
  readonly text: string;
  /** Without the names of cases. */
  readonly rest: string;
  readonly named: readonly number[];
}

/** Null where the question is not for cases, or none is found to list. */
export async function listedCases(
  { text, rest, named }: ListAsked,
  lines: readonly CaseLines[],
  { retriever }: { readonly retriever: Pick<Retriever, "concepts"> },
  ground: Ground,
): Promise<Listing | null> {
  const conditions = listAsked(text);
  if (!conditions) return null;
  // 属于市总工会的有几家 names no case, though cases go by that name.
  const ofKind = organizationAsked(rest) ?? organizationAsked(text);
  const names = ofKind && !conditions.ofCases ? [] : named;
  // A question for one case is none for cases.
  if (names.length === 1 && !conditions.except && !conditions.ofCases) return null;
  const cases = lines.filter(({ case: { role } }) => role === "case");
  if (conditions.ordinal !== null) {
    const one = cases.at(conditions.ordinal < 0 ? -1 : conditions.ordinal - 1);
    return one ? listing(conditions, "", [{ of: one, lines: [] }], cases.length, ground) : null;
  }
  const scope = scopeOf(conditions, names, cases);
  const heading = sectionAsked(saidForm(text), scope);
  const all: Terms[] = [];
  for (const words of wordsOfList(ofKind?.rest ?? rest, conditions))
    all.push(...(await waysOf(words, retriever)));
  const ways = all.filter((terms) => !isUnheard(terms));
  const [topic] = ways;
  if (conditions.words.length === 0 && all.length > 0 && ways.length === 0) return null;
  if (heading && (!topic || onlyHeading(topic, heading, conditions)))
    return bySection(heading, conditions, scope, ground);
  const wish = sectionWish(text);
  const years = yearsAsked(text);
  const found = scope.flatMap((of): Shown[] => {
    if (ofKind && !meets(of.case, ofKind.meets)) return [];
    const asked = linesAsked(of, conditions, wish, heading);
    // 从2020年开始的: a document of that year, or a line that says it.
    const ofYear = years.length === 0 || (of.case.year !== null && years.includes(of.case.year));
    const saysYear = ({ said }: Line) =>
      years.some((year) => said.includes(`${year}年`)) && ways.some((terms) => shareIn(terms, said) >= 0.5);
    const told = ofYear ? asked : asked.filter(saysYear);
    return told.length > 0 ? [{ of, lines: told }] : [];
  });
  const topics = ways.map((terms) => withoutSection(terms, wish, heading));
  const put = ofKind !== null || (years.length > 0 && found.length < scope.length);
  const shown = shownBy(found, conditions, topics, put, wish);
  if (!shown || shown.length === 0) return null;
  return listing(conditions, topic?.said ?? "", shown, cases.length, ground);
}

/** The cases named are left out, or are the documents to look in; else all. */
function scopeOf(
  { except }: ListConditions,
  named: readonly number[],
  cases: readonly CaseLines[],
): readonly CaseLines[] {
  if (named.length === 0) return cases;
  if (except) return cases.filter(({ ordinal }) => !named.includes(ordinal));
  const files = new Set(
    cases.filter(({ ordinal }) => named.includes(ordinal)).map(({ case: { file } }) => file),
  );
  return named.length > 1 || files.size > 0 ? cases.filter(({ case: { file } }) => files.has(file)) : cases;
}

const meets = ({ organization, title }: Case, asked: (kind: OrganizationKind) => boolean) =>
  [organization, title].some((name) => {
    const kind = organizationKindOf(name);
    return kind !== undefined && asked(kind);
  });

function linesAsked(
  { case: unionCase, lines }: CaseLines,
  { title }: ListConditions,
  wish: SectionWish | null,
  heading: string | null,
): readonly Line[] {
  if (title) {
    const last = unionCase.heading.blocks.at(-1)?.start;
    return lines.filter(({ passage }) => passage.sectionKind === "heading" && passage.start === last);
  }
  const names = new Set(wish?.explicit ? sectionsMeant(wish, unionCase).map(({ name }) => name) : []);
  if (heading)
    for (const { name } of unionCase.sections)
      if (saidForm(bareName(name)).includes(heading)) names.add(name);
  return names.size === 0 ? lines : lines.filter(({ passage }) => names.has(passage.section));
}

/** What remains to be looked for where words name a section. */
function withoutSection(topic: Terms, wish: SectionWish | null, heading: string | null): Terms {
  const names = `${saidForm(wish?.explicit ? wish.words : "")} ${heading ?? ""}`;
  const kept = topic.terms
    .map((term, i) => [term, topic.weights[i] ?? 0] as const)
    .filter(([term]) => !names.includes(term.surface));
  const terms = kept.map(([term]) => term);
  const weights = kept.map(([, weight]) => weight);
  return { ...topic, terms, weights, total: weights.reduce((sum, weight) => sum + weight, 0) };
}

/** Words that weigh less tell no case from another. */
const LEAST = 0.15;

/** Words beside others that stand there to the letter narrow them only where some case clearly says them. */
const CLEARLY = 0.75;

/** Null where the conditions single no case out. */
function shownBy(
  found: readonly Shown[],
  conditions: ListConditions,
  topics: readonly Terms[],
  organized: boolean,
  wish: SectionWish | null,
): Shown[] | null {
  const { words, held, items, negative, bounds } = conditions;
  // What a case lacks is shown by what stands in its place.
  const kept = (all: readonly Shown[], met: readonly Shown[]) =>
    negative
      ? all
          .filter(({ of }) => !met.some((one) => one.of === of))
          .map(({ of, lines }) => ({ of, lines: lines.slice(0, 1) }))
      : met;
  if (items && words.length === 0) {
    const laidOut = ({ of }: Shown) =>
      sectionsMeant(wish ?? { words: "", kind: "measures", explicit: true }, of.case).some(({ blocks }) =>
        blocks.some(({ label }) => label !== null),
      );
    const left = kept(found, found.filter(laidOut));
    return left.length < found.length ? [...left] : null;
  }
  let left = found;
  const literal = words.length > 0;
  if (literal)
    left = kept(
      left,
      left.flatMap((one) => wordsShown(one, conditions) ?? []),
    );
  if (held || bounds.length > 0) {
    left = kept(
      left,
      left.flatMap((one) => holdsFigure(one, held, bounds, topics[0]) ?? []),
    );
  } else if (topics.some(({ total }) => total > LEAST) && !(literal && negative)) {
    const told = topicShown(left, topics, conditions, literal ? CLEARLY : 0);
    if (told === null) return literal || organized ? [...left] : null;
    left = kept(left, told);
  } else if (!literal && !organized) return null;
  return left.length < found.length || organized || literal ? [...left] : null;
}

/** Of so many cases each is shown by so many lines. */
const FEW = 4;

async function listing(
  { asks, negative }: ListConditions,
  condition: string,
  shown: readonly Shown[],
  count: number,
  ground: Ground,
): Promise<Listing> {
  const entries: { case: ReturnType<typeof caseRef>; claim: Claim }[] = [];
  for (const { of, lines } of shown) {
    const heading = of.lines.findLast(({ passage }) => passage.sectionKind === "heading") ?? of.lines[0];
    const [first, ...rest] = lines.length > 0 ? lines : heading ? [heading] : [];
    if (!first) continue;
    const quotes = [await quoteLine(first, ground)] as const;
    const more = shown.length <= FEW && rest[0] ? [await quoteLine(rest[0], ground)] : [];
    entries.push({
      case: caseRef(of.case),
      claim: { text: first.sentence.text, quotes: [...quotes, ...more] },
    });
  }
  const looked = negative ? `${condition}（看了全部 ${count} 个案例）` : condition;
  return { kind: "listing", asks, condition: looked, entries, suggestions: [], carried: null };
}

const sectionsOf = ({ case: { sections } }: CaseLines) =>
  sections.map(({ name }) => saidForm(bareName(name))).filter((name) => name.length >= 2 && name !== "正文");

/** The longest heading of the corpus that the question names. */
function sectionAsked(question: string, cases: readonly CaseLines[]): string | null {
  const names = new Set(cases.flatMap(sectionsOf));
  return [...names].filter((name) => question.includes(name)).sort((a, b) => b.length - a.length)[0] ?? null;
}

const onlyHeading = ({ terms }: Terms, heading: string, { words, held, items }: ListConditions) =>
  held === null &&
  !items &&
  (words.length === 0 || words.every((word) => saidForm(word).includes(heading))) &&
  terms.every(({ surface, weight, known }) => heading.includes(surface) || weight < 0.3 || !known);

/** Cases that have a section of this name, or lack one. */
async function bySection(
  heading: string,
  conditions: ListConditions,
  scope: readonly CaseLines[],
  ground: Ground,
): Promise<Listing | null> {
  const { negative } = conditions;
  const has = (one: CaseLines) =>
    sectionsOf(one).some((name) => name.includes(heading) || heading.includes(name));
  const wanted = scope.filter((one) => has(one) !== negative);
  if (wanted.length === 0 || wanted.length === scope.length) return null;
  const shown = wanted.map((of): Shown => {
    const line = of.lines.find(({ passage }) => saidForm(bareName(passage.section)).includes(heading));
    return { of, lines: negative || !line ? [] : [line] };
  });
  return listing(conditions, `${negative ? "没有" : "有"}“${heading}”一节`, shown, scope.length, ground);
}
