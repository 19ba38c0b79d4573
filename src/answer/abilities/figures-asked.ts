/**
 * A question for one figure of several years, cases or parts → what each of them says, and what that comes to. Null where not all
 * that it speaks of is told, or nothing says that these are all.
 */

import type { Case } from "../../corpus/case.ts";
import type { Claim } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import { sameUnit } from "../../language/quantities.ts";
import { withoutYears } from "../../language/years-asked.ts";
import { countIn, type Operations, operationsOf, wholeGiven } from "../../question/conditions.ts";
import { type Fact, factsOf } from "../../search/facts.ts";
import type { CaseLines } from "../../search/lines.ts";
import { changeOf, partsBeside } from "../../search/side-by-side.ts";
import { termsOf } from "../../search/speak.ts";
import type { Knowledge } from "../knowledge.ts";
import { look } from "./ask.ts";
import { type Asked, askedIn, type Side, sidesOf } from "./asked-figures.ts";
import { computed, isSumOf } from "./computed.ts";
import { type Candidate, figuresIn, isOne, mostAlike } from "./figures-told.ts";
import { claimOf, labelsOf, sayingOf } from "./show.ts";

/** Sides, and questions to each, beyond which this is no question of this kind. */
const MOST_SIDES = 4;
const MOST_ASKED = 3;

/** Spans that are looked at for figures: of one side, and of all that a question counts. */
const SPANS = 2;
const SPANS_OF_ALL = 6;

export async function figuresAsked(
  { text, named }: { readonly text: string; readonly named: readonly number[] },
  all: readonly CaseLines[],
  knowledge: Knowledge,
  ground: Ground,
): Promise<Claim[] | null> {
  const operations = operationsOf(text);
  const given = await partsOfGiven(text, operations, all, ground);
  if (given) return given;
  const sides = sidesOf(text, named, all);
  const asked = askedIn(text);
  if (sides.length > MOST_SIDES || asked.length === 0 || asked.length > MOST_ASKED) return null;
  const claims: Claim[] = [];
  for (const one of asked) {
    const told =
      sides.length > 1
        ? await ofSides(one, sides, all, knowledge, ground)
        : await ofParts(one, { year: null, cases: named }, countIn(text), all, knowledge, ground);
    claims.push(...(told ?? []));
  }
  return claims.length > 0 ? [...new Map(claims.map((claim) => [claim.text, claim])).values()] : null;
}

/** 那42.3万里哪项最多: the figures that a sentence counts up behind it, and that make it up. */
async function partsOfGiven(
  text: string,
  operations: Operations,
  all: readonly CaseLines[],
  ground: Ground,
): Promise<Claim[] | null> {
  const given = wholeGiven(text);
  if (!given) return null;
  const facts = all.flatMap(({ lines }) => lines.flatMap(factsOf));
  const wholes = facts.filter(
    ({ value, unit }) => value === given.value && (given.unit === "" || sameUnit(given.unit, unit)),
  );
  for (const fact of wholes) {
    const { whole, parts } = partsBeside(fact);
    if (whole === fact && isSumOf(whole, parts)) return computed([fact], operations, ground);
  }
  return null;
}

/** Figures of the unit asked for in the words picked for a side, best first. */
async function toldBy(
  asked: Asked,
  side: Side,
  spans: number,
  all: readonly CaseLines[],
  knowledge: Knowledge,
): Promise<Candidate[]> {
  const { words, number, unit, operations } = asked;
  const question = `${side.year === null ? "" : `${side.year}年`}${words}${number}`.trim();
  const cases = side.cases.length > 0 ? new Set(side.cases) : undefined;
  const found = await look({ text: question, asking: question, cases, absent: false }, knowledge);
  if (found.verdict?.kind !== "answer") return [];
  const terms = termsOf(words, await knowledge.retriever.concepts(words));
  return figuresIn(found, unit, terms, side, spans, operations, all);
}

async function ofSides(
  asked: Asked,
  sides: readonly Side[],
  all: readonly CaseLines[],
  knowledge: Knowledge,
  ground: Ground,
): Promise<Claim[] | null> {
  const told: Candidate[][] = [];
  for (const side of sides) {
    const figures = await toldBy(asked, side, SPANS, all, knowledge);
    if (figures.length === 0) return null;
    told.push(figures);
  }
  const facts = mostAlike(told);
  // Years of two organisations say nothing of either; their documents may be called by their years.
  const years = new Set(sides.map(({ year }) => year));
  const isOfOne = (nameOf: (of: Case) => string) =>
    new Set(facts?.map(({ line }) => withoutYears(nameOf(line.case)))).size < 2;
  if (years.size > 1 && !isOfOne(({ organization }) => organization) && !isOfOne(({ title }) => title))
    return null;
  const { operations } = asked;
  const result = facts && (await computed(facts, { ...operations, most: false, least: false }, ground));
  const { each, difference, compare, add } = operations;
  if (result || !facts || !each || difference || compare || add) return result;
  const labels = labelsOf(facts);
  return Promise.all(facts.map((fact, i) => claimOf(`${labels[i]}：${sayingOf(fact)}`, [fact], ground)));
}

/** What one place counts up, or `count` places tell alike, or the one change that is told. */
async function ofParts(
  asked: Asked,
  side: Side,
  count: number | null,
  all: readonly CaseLines[],
  knowledge: Knowledge,
  ground: Ground,
): Promise<Claim[] | null> {
  const told = await toldBy(asked, side, SPANS_OF_ALL, all, knowledge);
  const [best] = told;
  if (!best) return null;
  const { operations } = asked;
  const { whole, parts } = partsBeside(best.fact);
  const counted = told.find(({ fact }) => partsBeside(fact).parts.length === count);
  if (counted) return computed([counted.fact], operations, ground);
  const like = told.filter(({ fact }) => isOne(fact, best.fact)).map(({ fact }) => fact);
  const places = [...new Map(like.toReversed().map((fact) => [placeOf(fact), fact])).values()];
  if (places.length > 1) return places.length === count ? computed(places, operations, ground) : null;
  if (!best.isClear) return null;
  // 拢共几个 asks what is told as a sum; what makes it up is no answer.
  if (count === null && !operations.together && parts.length > 1 && isSumOf(whole, parts))
    return computed([best.fact], operations, ground);
  return operations.difference && changeOf(best.fact) ? computed([best.fact], operations, ground) : null;
}

const placeOf = ({ line: { case: of, passage, table }, row }: Fact) =>
  `${of.id} ${passage.section} ${passage.item ?? ""} ${table ? row : ""}`;
