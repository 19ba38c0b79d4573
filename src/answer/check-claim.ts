/** What somebody says is so → whether the corpus tells it so, otherwise, of somebody else, or not; with the words that say it. */

import type { Answer, Claim, Grounded } from "../grounding/answer.ts";
import { createGround, type Ground } from "../grounding/ground.ts";
import { readable } from "../language/templates.ts";
import { withoutYears, yearsAsked } from "../language/years-asked.ts";
import {
  mayConfirm,
  negates,
  roleBehind,
  saysAtLeast,
  saysExtent,
  saysHow,
  saysTotal,
} from "../question/claims.ts";
import { onlyBegins, yearsStartedIn, yearsToldIn } from "../question/conditions.ts";
import type { Part } from "../question/request.ts";
import { type Fact, type Figure, factsOf, figuresOf } from "../search/facts.ts";
import { linesOf, saidForm } from "../search/lines.ts";
import { degreeIn, type Terms, termsOf } from "../search/speak.ts";
import { grounded, quoteFact, quoteLine, sayingAll } from "./abilities/show.ts";
import { type Checked, checkFigure } from "./claimed-figures.ts";
import type { Claimed } from "./claimed-values.ts";
import { checkWords } from "./claimed-words.ts";
import type { Knowledge } from "./knowledge.ts";
import { linesNear } from "./lines-near.ts";
import { NOT_SO, partlySo, SO, SO_IN_WORDS } from "./replies.ts";
import { isTelling } from "./telling.ts";

/** `claim`: read as a question would be; `carried`: of the case talked about, where it names none. */
export async function checkClaim(
  claim: Part,
  carried: readonly number[],
  knowledge: Knowledge,
): Promise<Answer> {
  const scope = await scopeOf(claim, carried, knowledge);
  const ground = createGround(knowledge.store);
  const began = await whenBegun(claim, scope, knowledge, ground);
  if (began) return began;
  const lines = await linesNear(claim.said, knowledge, scope.length > 0 ? new Set(scope) : undefined);
  const checked: Checked[] = [];
  for (const { figure, terms } of await figuresClaimed(claim, knowledge))
    checked.push(checkFigure(figure, claim.said, terms, lines));
  // A total may be added up from what is told; what is denied may be so for any reason.
  const isOpen = saysTotal(claim.said) || negates(claim.said);
  const differing = isBackwards(checked)
    ? checked
    : checked.filter((one) => one.kind === "differs" && !isOpen && !isWithinBound(one, claim.said));
  if (differing.length > 0) return saying(NOT_SO, differing, ground, true);
  const all = await termsClaimed(claim, knowledge);
  const confirms = ({ kind, fact, figure }: Checked) =>
    kind === "agrees" &&
    fact !== undefined &&
    mayConfirm(claim.said, fact.line.sentence.text) &&
    (fact.unit === figure.unit || !isOfTimes(fact.unit, figure.unit)) &&
    (figure.year === null || fact.year === figure.year || !tellsOfYear(fact, figure.year)) &&
    saysAll(fact, all);
  if (checked.length > 0 && !negates(claim.said) && checked.every(confirms))
    return saying(SO, checked, ground, false);
  const unknown = checked.filter(({ kind }) => kind === "unknown").map(({ figure }) => figure.quantity.text);
  return checkWords(claim, scope, unknown, knowledge);
}

/**
 * 甲是从2018年开始的: beside the first year that those tell who are named; null where something else is claimed. Only a year since
 * when something is (2020年以来) tells whether that is so: what is told first need not be what was first.
 */
async function whenBegun(
  { rest }: Part,
  scope: readonly number[],
  { store }: Knowledge,
  ground: Ground,
): Promise<Grounded | null> {
  const [year, ...others] = yearsAsked(rest);
  if (year === undefined || others.length > 0 || scope.length === 0 || !onlyBegins(withoutYears(rest)))
    return null;
  const dated = linesOf(await store.cases(), scope)
    .flatMap(({ lines }) => lines)
    .flatMap((line) => yearsToldIn(line.said).map((told) => ({ line, told })))
    .sort((a, b) => a.told - b.told);
  const [first] = dated;
  if (!first) return null;
  const isTold = dated.some(({ told }) => told === year);
  const isStart = yearsStartedIn(first.line.said).includes(first.told);
  const otherwise = isStart ? NOT_SO : partlySo([`${year}年`]);
  const says = isTold ? (isStart && first.told === year ? SO : SO_IN_WORDS) : otherwise;
  const nearest = isTold ? {} : ({ nearest: true } as const);
  return { ...grounded([sayingAll([await quoteLine(first.line, ground)])]), says, ...nearest };
}

/** 不止500份, where 578 are told: that is so, whatever else may be. */
function isWithinBound({ figure, fact }: Checked, claim: string): boolean {
  if (!fact) return false;
  const { hedge, value } = figure.quantity;
  const isLeast = hedge === "over" || hedge === "least" || saysAtLeast(claim.slice(0, figure.start));
  const isMost = hedge === "under" || hedge === "most";
  return (isLeast && fact.value >= value) || (isMost && fact.value <= value);
}

/** Somebody served three times is no three persons: 人次 tells nothing of 人. */
const isOfTimes = (...units: readonly string[]) => units.some((unit) => unit.endsWith("次"));

/** What the claim says beside its figures. */
async function termsClaimed({ said, text }: Part, { retriever }: Knowledge): Promise<Terms> {
  const words = readable(withoutYears(withoutFigures(said, figuresOf(said))));
  return termsOf(text, await retriever.concepts(words));
}

function withoutFigures(said: string, figures: readonly Figure[]): string {
  return figures.reduceRight((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`, said);
}

/** A word that does not stand there may be what is not so: 全国 of what a province awards, 上市企业 of pilot firms. */
function saysAll({ line }: Fact, { terms }: Terms): boolean {
  const place = `${line.said}|${line.named}|${saidForm(`${line.passage.section} ${line.passage.header ?? ""}`)}`;
  return terms.every(
    (term) => (saysHow(term.surface) && !saysExtent(term.surface)) || degreeIn(term, place) >= SAID,
  );
}

/** 共1347处，其中2024年486处: the first is of no year. */
function tellsOfYear(fact: Fact, year: number): boolean {
  return factsOf(fact.line).some((other) => other.year === year && other.unit === fact.unit);
}

/** Said in these words, or in others of the lexicon. */
const SAID = 0.8;

/** 由1人增加到5人, where there were 5 in the first year and 1 in the last. */
function isBackwards(checked: readonly Checked[]): boolean {
  return checked.some((end, i) => {
    const start = checked[i - 1];
    if (start?.figure.role !== "began" || end.figure.role !== "reached") return false;
    if (start.kind !== "agrees" || end.kind !== "agrees") return false;
    return (start.fact?.year ?? 0) > (end.fact?.year ?? Number.POSITIVE_INFINITY);
  });
}

/** All that those tell who are named, else whoever is talked about; everything where nobody is. */
async function scopeOf({ named }: Part, carried: readonly number[], { store }: Knowledge): Promise<number[]> {
  const cases = await store.cases();
  const own = named.firmly ? named.whose.cases : carried;
  const names = new Set(own.map((ordinal) => cases[ordinal]?.organization));
  return cases.flatMap(({ organization }, ordinal) => (names.has(organization) ? [ordinal] : []));
}

interface Told {
  readonly figure: Claimed;
  readonly terms: Terms;
}

/** 每带一名徒弟, 零点班: one of something, spelt, is no figure that anybody claims, and neither is none. */
const SPELT = /^[一零〇]/;

/** Characters between both figures of a change. */
const SIDE_BY_SIDE = 12;

/** The figures of a claim, each with what it is of a change: 由38分钟压到16分钟. */
function figuresIn(said: string): Claimed[] {
  const [year = null, ...otherYears] = yearsAsked(readable(said));
  const yearOf = (own: number | null) => own ?? (otherYears.length === 0 ? year : null);
  const all = figuresOf(said).filter(({ value, quantity }) => value > 1 || !SPELT.test(quantity.text));
  // 三年新发展5460人: how long is no more than when.
  const others = all.filter(({ kind }) => kind !== "duration");
  const figures = others.length > 0 ? others : all;
  const roles = figures.map(({ start }) => roleBehind(said.slice(0, start)));
  return figures.map((figure, i) => {
    const next = figures[i + 1];
    const goesOn = next !== undefined && next.start - figure.end <= SIDE_BY_SIDE;
    const isEnd = roles[i - 1] === "began" && figure.start - (figures[i - 1]?.end ?? 0) <= SIDE_BY_SIDE;
    return {
      ...figure,
      year: yearOf(figure.year),
      role: roles[i] === "began" && !goesOn ? "plain" : isEnd ? "reached" : (roles[i] ?? "plain"),
    };
  });
}

/** Each figure of a claim with what is claimed of it: the words up to the figure before it and to the next one. */
async function figuresClaimed({ said, named }: Part, { retriever }: Knowledge): Promise<Told[]> {
  const figures = figuresIn(said);
  const claimed: Told[] = [];
  for (const [i, figure] of figures.entries()) {
    const from = Math.max(figure.clause.from, figures[i - 1]?.end ?? 0);
    const to = Math.min(figure.clause.to, figures[i + 1]?.start ?? said.length);
    const words = (text: string) => withoutYears(readable(text));
    const own = words(`${said.slice(from, figure.start)} ${said.slice(figure.end, to)}`);
    const all = words(withoutFigures(said, figures));
    const concepts = await retriever.concepts(own);
    const isEnough = concepts.some((one) => isTelling(one) && !named.words.includes(one.surface));
    const text = figures.length > 1 && isEnough ? `${named.words} ${own}` : all;
    const terms = termsOf(text, await retriever.concepts(text));
    // What is claimed is told of a thing: 同比下降 is none.
    const things = terms.terms.filter(({ surface }) => !named.words.includes(surface) && !saysHow(surface));
    const focus = things.findLast(isTelling) ?? things.at(-1) ?? terms.focus;
    claimed.push({ figure, terms: { ...terms, focus } });
  }
  return claimed;
}

async function saying(
  says: string,
  checked: readonly Checked[],
  ground: Ground,
  nearest: boolean,
): Promise<Grounded> {
  const claims: Claim[] = [];
  for (const { fact } of checked) {
    if (!fact) continue;
    const quote = await quoteFact(fact, ground);
    if (!claims.some(({ quotes }) => quotes.includes(quote))) claims.push(sayingAll([quote]));
  }
  return { ...grounded(claims), says, ...(nearest ? { nearest: true } : {}) };
}
