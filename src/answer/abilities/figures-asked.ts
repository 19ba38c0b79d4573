/** The parts of a question that ask a number each → the claims that tell them, added up, ranked or compared where it asks that. */

import type { Claim } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import { yearsAsked } from "../../language/years-asked.ts";
import {
  asksForBearer,
  asksOfWhole,
  countIn,
  type Operations,
  wholeGiven,
} from "../../question/conditions.ts";
import { type Fact, factsOf } from "../../search/facts.ts";
import { type CaseLines, saidForm } from "../../search/lines.ts";
import { partsBeside } from "../../search/side-by-side.ts";
import { degreeIn, echoed } from "../../search/speak.ts";
import type { Knowledge } from "../knowledge.ts";
import { columnOf, countedParts, type Found, figuresFor, ledColumn } from "./asked-figures.ts";
import { computed } from "./computed.ts";
import type { ListRequest } from "./over-cases.ts";
import { type Part, readParts } from "./read-parts.ts";
import { leftOf, sharesBefore } from "./shares.ts";
import { claimOf, labelsOf, sayingOf } from "./show.ts";

/** Figures of one part that are told one by one. */
const MOST_TOLD = 8;

/** What the parts before have told. */
interface Told {
  readonly claims: Claim[];
  readonly columns: (readonly Fact[])[];
  /** Of parts that one 甲和乙 asks for: the best figure of each. */
  readonly groups: Map<number, Fact[]>;
}

/** Null where a part has no figure, or the whole is a plain question for one. */
export async function figuresAsked(
  request: ListRequest,
  operations: Operations,
  cases: readonly CaseLines[],
  knowledge: Pick<Knowledge, "retriever" | "finder">,
  ground: Ground,
): Promise<Claim[] | null> {
  const told: Told = { claims: [], columns: [], groups: new Map() };
  for (const part of await readParts(request, operations, knowledge))
    if (!(await tellPart(part, request.text, cases, told, ground))) return null;
  const { claims, columns, groups } = told;
  const compares = { ...operations, most: false, least: false };
  for (const group of groups.values()) {
    const both = group.length > 1 && isAlike(group) ? await computed(group, compares, ground) : null;
    claims.unshift(...(both ?? []));
  }
  const firsts = columns.flatMap(([first]) => first ?? []);
  if (
    columns.length === 2 &&
    firsts[0] !== firsts[1] &&
    isAlike(firsts) &&
    (operations.compare || operations.difference)
  ) {
    const only = { ...compares, add: false, together: false, compare: true };
    claims.unshift(...((await computed(firsts, only, ground)) ?? []));
  }
  const distinct = [...new Map(claims.map((claim) => [claim.text, claim])).values()];
  // One figure alone is an ordinary question's answer, and none to what two years differ by.
  const plain = distinct.filter(isPlain);
  const alone = plain.length === 1 && distinct.length === 1 && columns.every((column) => column.length < 2);
  const untold = operations.difference && plain.length > 0 && yearsAsked(request.text).length > 1;
  return distinct.length === 0 || alone || untold ? null : distinct;
}

/** It only repeats the words of its one quote. */
const isPlain = ({ text, quotes: [quote, ...others] }: Claim) =>
  others.length === 0 && quote.text.includes(text);

const isAlike = (facts: readonly Fact[]) => facts.every(({ unit }) => unit === facts[0]?.unit);

/** False where the cases have no figure for the part. */
async function tellPart(
  part: Part,
  text: string,
  cases: readonly CaseLines[],
  told: Told,
  ground: Ground,
): Promise<boolean> {
  const { operations } = part;
  const { claims, columns } = told;
  const years = yearsAsked(text);
  const before = columns.at(-1) ?? [];
  if (goesOnFrom(part, before)) {
    // What a line's parts add up to is told with the case that ranks first.
    if (before.some(({ addends }) => addends)) return true;
    const result = await computed(before, operations, ground);
    claims.push(...(result ?? []));
    if (result) return true;
  }
  const found = await foundFor(part, text, cases, years, columns.flat());
  if (part.unit?.kind === "share" && operations.share && found.length === 0 && before.length > 0) {
    claims.push(...(await sharesBefore(before, ground)));
    return true;
  }
  const whole = operations.remainder ? columnOf(found, years.length, null) : [];
  const left = operations.remainder ? await leftOf(part.after, whole, before, ground) : null;
  const column = columnFor(part, found, years.length, countIn(text));
  if (left) claims.push(left);
  if (left || column.length === 0) return left !== null;
  if ((operations.most || operations.least) && asksForBearer(text) && arePartsOfOne(column)) return false;
  // What years are compared by is told of each of them.
  if (years.length > 1 && column.length < years.length && (operations.difference || operations.compare))
    return false;
  columns.push(column);
  const best = found[0]?.fact;
  if (part.grouped && best) told.groups.set(part.group, [...(told.groups.get(part.group) ?? []), best]);
  const options = { addsParts: makesUp(part, column[0]) };
  const result =
    part.grouped && years.length < 2 ? null : await computed(column, operations, ground, options);
  claims.push(...(result ?? (await eachOf(shownOf(part, column, best, years.length), ground))));
  return true;
}

/** 三年投入30万元,其中县18万元、镇12万元: parts of one bearer's figure rank no bearers. */
function arePartsOfOne(column: readonly Fact[]): boolean {
  const [first] = column;
  const isSame = column.every(({ line }) => line === first?.line);
  return first !== undefined && isSame && first.line.table === null && asksOfWhole(first.line.said);
}

function goesOnFrom({ goesOn, operations, unit }: Part, before: readonly Fact[]): boolean {
  const wanted = unit?.units[0];
  return goesOn && !operations.remainder && before.length > 1 && (!wanted || wanted === before[0]?.unit);
}

/** Figures that another part has told already answer this one only where nothing else does. */
async function foundFor(
  part: Part,
  text: string,
  cases: readonly CaseLines[],
  years: readonly number[],
  used: readonly Fact[],
): Promise<Found[]> {
  const whole = wholeGiven(text);
  const ofWhole = ({ fact }: Found) =>
    !whole || (fact.unit === whole.unit && factsOf(fact.line).some(({ value }) => value === whole.value));
  const scope = cases.filter(({ ordinal }) => part.named.length === 0 || part.named.includes(ordinal));
  const own = (await figuresFor({ ...part, years }, scope)).filter(ofWhole);
  // A part that names nobody may leave the case of the part before.
  const found =
    own.length > 0 || part.firm ? own : (await figuresFor({ ...part, years }, cases)).filter(ofWhole);
  const unused = found.filter(({ fact }) => !used.includes(fact));
  return part.goesOn || part.operations.remainder || unused.length === 0 ? found : unused;
}

function columnFor(
  part: Part,
  found: readonly Found[],
  years: number,
  count: number | null,
): readonly Fact[] {
  const { most, least } = part.operations;
  const led = most || least ? ledColumn(found, part.asked.focus?.surface) : [];
  const column = led.length > 0 ? led : columnOf(found, years, count);
  const counted =
    count !== null && column.length > 0 && column.length < count ? countedParts(found, count) : [];
  return counted.length > 0 ? counted : column;
}

/** 由4名劳模、9名工匠组成导师团: what is asked for is what the parts make up. */
function makesUp({ asked: { focus } }: Part, best: Fact | undefined): boolean {
  if (!focus || !best) return false;
  const clause = best.line.sentence.text.slice(best.clause.from, best.clause.to);
  return degreeIn(focus, best.thing, true) < 0.5 && degreeIn(focus, saidForm(clause)) > 0.5;
}

/** One figure of each place where each is asked for; else the best. */
function shownOf(
  { operations, asked, grouped }: Part,
  column: readonly Fact[],
  best: Fact | undefined,
  years: number,
): readonly Fact[] {
  const [first] = column;
  const beside =
    operations.each && best
      ? partsBeside(best).parts.filter(({ thing }) => echoed(thing, asked.said) >= 0.5)
      : [];
  if (beside.length > 1) return beside;
  if ((operations.each || years > 1) && !grouped) return column;
  return column.length === 1 && first ? [first] : best ? [best] : [];
}

async function eachOf(facts: readonly Fact[], ground: Ground): Promise<Claim[]> {
  const labels = labelsOf(facts);
  const claims: Claim[] = [];
  for (const [i, fact] of facts.slice(0, MOST_TOLD).entries()) {
    const said = sayingOf(fact);
    claims.push(await claimOf(facts.length > 1 ? `${labels[i]}：${said}` : said, [fact], ground));
  }
  return claims;
}
