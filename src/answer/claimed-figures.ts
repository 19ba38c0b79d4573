/**
 * A figure that somebody claims → the figure of the source that it agrees with, or the one that tells of the same thing otherwise.
 * Neither where that is not sure: to call a true claim wrong is worse than to call it nothing.
 */

import { isQuestion } from "../corpus/passages.ts";
import { SUPERSEDED } from "../language/fact-words.ts";
import { sameUnit } from "../language/quantities.ts";
import { type Fact, type Figure, factsOf } from "../search/facts.ts";
import { figureWords, startOfPart } from "../search/figure-words.ts";
import { type Line, saidForm } from "../search/lines.ts";
import { degreeIn, echoed, shareIn, spokenBy, type Terms } from "../search/speak.ts";
import { agrees, type Claimed, isComparable, isValue } from "./claimed-values.ts";

export interface Checked {
  readonly figure: Claimed;
  readonly kind: "agrees" | "differs" | "unknown";
  /** What the source tells; none where nothing is near. */
  readonly fact?: Fact | undefined;
}

interface Candidate {
  readonly fact: Fact;
  /** Its own words: those between the figure, or comma, before it and the next; of a cell its row and column. */
  readonly words: string;
  readonly agrees: boolean;
  /** It says what is claimed, and that it no longer holds. */
  readonly isPast: boolean;
  /** What is claimed of is but a part of its noun. */
  readonly isLonger: boolean;
  /** How well what the fact tells of is what is claimed of. */
  readonly fit: number;
  /** Share of what is claimed, beside names of cases, that is said at the fact. */
  readonly told: number;
  /** How far its own words, or its clause, speak of the term nearest to the number. */
  readonly focus: number;
}

/** What the fact's own words, the term nearest to the number, and the characters are worth beside what is said around it. */
const OWN = 0.3;
const FOCUS = 0.5;
const ECHO = 0.3;
/** What it is worth to be counted in the very unit, and what it costs to be of a longer noun, or of a row that is not named. */
const SAME_UNIT = 0.1;
/** What it is worth to be of the year that the claim names, and of none. */
const SAME_YEAR = 0.2;
const LONGER = 0.25;
const OTHER_ROW = 0.5;
/** What it costs to be aimed at where what is reached is claimed. */
const PLANNED = 0.3;

/** A fact that says less of the claim is not what is claimed, and by far not enough to tell that it is not so. */
const AGREES = 0.65;
const DIFFERS = 0.75;
const DIFFERS_FOCUS = 0.5;

/** By how much a fact has to fit better than any that agrees to tell that the claim is not so, and what one that agrees may fit worse. */
const BETTER = 0.12;
const NO_WORSE = 0.1;
/** Beside a fact of another case, which the claim need not be about. */
const NO_WORSE_ELSEWHERE = 0.3;

/** `claim`: the text in which the figure stands; `terms`: what is claimed of it, without names of years and figures. */
export function checkFigure(figure: Claimed, claim: string, terms: Terms, lines: readonly Line[]): Checked {
  const candidates = lines
    .flatMap(factsOf)
    .filter((fact) => isOfKind(fact, figure) && isOfYear(fact, figure) && !isQuestion(fact.line.sentence))
    .map((fact): Candidate => {
      const words = figureWords(fact);
      const { share, told, row } = spokenBy(terms, fact);
      const isOther = fact.line.table !== null && fact.row !== "" && !fact.total && !row;
      const isLonger = isOfLonger(fact, words, terms);
      const focus = isOther ? 0 : focusAt(fact, words, terms);
      const fit =
        share +
        OWN * shareIn(terms, words, true) +
        FOCUS * focus +
        ECHO * echoed(words, terms.said) +
        (fact.unit === figure.unit ? SAME_UNIT : 0) +
        (figure.year !== null && fact.year === figure.year ? SAME_YEAR : 0) -
        (isLonger ? LONGER : 0) -
        (fact.planned && !figure.planned ? PLANNED : 0) -
        (isOther ? OTHER_ROW : 0);
      const isPast = !fact.line.table && SUPERSEDED.test(fact.line.sentence.text.slice(fact.end));
      const isOwn = !isPast && agrees(figure, fact, claim) && !isOfNext(fact, words, terms);
      return {
        fact,
        words,
        agrees: isOwn,
        isPast: isPast && isValue(figure.quantity, fact.quantity, fact.value),
        isLonger,
        fit,
        told,
        focus,
      };
    })
    .sort((a, b) => b.fit - a.fit);
  const differing = latest(
    candidates.filter((one) => !one.agrees && one.fact.kind === figure.kind),
    figure,
  );
  const past = candidates.some((one) => one.isPast && one.told >= AGREES && one.focus >= DIFFERS_FOCUS);
  const exact = differing && differing.focus >= DIFFERS_FOCUS && !differing.isLonger ? differing : undefined;
  const agreeing = past
    ? undefined
    : candidates.find(
        (one) =>
          one.agrees && one.told >= AGREES && !(one.isLonger && exact && one.fact.line === exact.fact.line),
      );
  const isElsewhere = differing?.fact.line.case !== agreeing?.fact.line.case;
  const margin = isElsewhere ? NO_WORSE_ELSEWHERE : NO_WORSE;
  const isBest = agreeing !== undefined && agreeing.fit >= (differing?.fit ?? 0) - margin;
  if (isBest && agreeing.focus >= (differing?.focus ?? 0) && !isDecided(differing, agreeing, terms))
    return { figure, kind: "agrees", fact: agreeing.fact };
  // 7大类公共服务24项服务事项清单: the very figure stands beside the one that is not it, of the same thing, or in its unit alone.
  const beside = candidates.filter((one) => one.agrees && one.fact.line === differing?.fact.line);
  const isToldToo = beside.some((one) => one.focus >= DIFFERS_FOCUS);
  const isOfUnit = beside.some(({ fact }) => fact.unit === figure.unit && fact.unit !== differing?.fact.unit);
  const isSure =
    differing !== undefined &&
    !isOfUnit &&
    differing.told >= DIFFERS &&
    differing.focus >= DIFFERS_FOCUS &&
    (isDecided(differing, agreeing, terms) ||
      (!isToldToo &&
        differing.fit >= (agreeing?.fit ?? 0) + BETTER &&
        differing.told > (agreeing?.told ?? 0))) &&
    isComparable(differing, figure, claim);
  return { figure, kind: isSure ? "differs" : "unknown", fact: candidates[0]?.fact };
}

/** A claim that names no year is of the last that is told: of those about as near to it the newest. */
function latest([first, ...others]: readonly Candidate[], figure: Figure): Candidate | undefined {
  if (!first || figure.year !== null) return first;
  const isNear = ({ fit, told, focus }: Candidate) =>
    fit >= first.fit - 2 * NO_WORSE && told >= DIFFERS && focus >= DIFFERS_FOCUS;
  return others.reduce(
    (best, one) =>
      isNear(one) && (one.fact.year ?? 0) > (best.fact.year ?? one.fact.year ?? 0) ? one : best,
    first,
  );
}

/** Of two figures that stand side by side one says of the claim all that the other says, and more: 线上培训, not 线下培训. */
function isDecided(one: Candidate | undefined, other: Candidate | undefined, { said }: Terms): boolean {
  if (!one || !other || one.fact.line !== other.fact.line) return false;
  const beyond = (a: string, b: string) =>
    [...a].some((character) => said.includes(character) && !b.includes(character));
  return beyond(one.words, other.words) && !beyond(other.words, one.words);
}

/** 创新工作室联盟 is no 创新工作室: what is claimed of goes on in the figure's own words. */
function isOfLonger({ line, thing }: Fact, own: string, { focus }: Terms): boolean {
  if (!focus || line.table) return false;
  const at = own.lastIndexOf(focus.surface);
  return at >= 0 && at + focus.surface.length < own.length && !thing.endsWith(focus.surface);
}

/** What is told in the same part before the figure, where no other figure of the unit is of it. */
const BEFORE = 0.6;

function focusAt(fact: Fact, own: string, { focus }: Terms): number {
  if (!focus) return 0;
  const { line, start, unit } = fact;
  const here = degreeIn(focus, own, true);
  if (here >= BEFORE || line.table) return here;
  const said = (words: string) => degreeIn(focus, words) >= 1;
  const { text } = line.sentence;
  const before = saidForm(text.slice(startOfPart(text, start), start));
  const isOthers = factsOf(line).some(
    (other) => other !== fact && other.unit === unit && said(figureWords(other)),
  );
  return said(before) && !isOthers ? BEFORE : here;
}

/** 司机出5元,装卸工不出: what is claimed of comes after the figure, in a clause of its own. */
function isOfNext({ line, clause }: Fact, own: string, { focus }: Terms): boolean {
  if (!focus || line.table || degreeIn(focus, own) >= DIFFERS_FOCUS) return false;
  const { text } = line.sentence;
  const said = (words: string) => degreeIn(focus, saidForm(words)) >= 1;
  return said(text.slice(clause.to)) && !said(text.slice(0, clause.to));
}

/** Figures of which one can be the truth about the other; a bare 181.9万 may be money, too. */
function isOfKind(fact: Fact, { unit, kind }: Figure): boolean {
  if (kind === "count" && unit === "" && fact.kind === "money") return true;
  if (fact.kind !== kind) return false;
  return sameUnit(fact.unit, unit) || ((fact.unit === "" || unit === "") && kind === "count");
}

/** A figure of no year may be of the one claimed. */
function isOfYear({ year }: Fact, figure: Figure): boolean {
  return figure.year === null || year === null || year === figure.year;
}
