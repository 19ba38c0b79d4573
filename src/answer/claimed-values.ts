/** The value that is claimed and one that the source tells → whether they agree, and whether one can be the truth about the other. */

import type { Quantity } from "../language/quantities.ts";
import { withoutAsking } from "../language/stop-words.ts";
import { readable } from "../language/templates.ts";
import { withoutYears } from "../language/years-asked.ts";
import {
  areOfOneTime,
  areOfOtherOrdinals,
  isExtreme,
  type Role,
  roleBehind,
  withoutRole,
} from "../question/claims.ts";
import type { Fact, Figure } from "../search/facts.ts";
import { startOfPart } from "../search/figure-words.ts";
import { saidForm } from "../search/lines.ts";
import { changeOf } from "../search/side-by-side.ts";
import { areOpposite } from "./judge/premises.ts";

/** A figure that is claimed, and what it is of a change. */
export interface Claimed extends Figure {
  readonly role: Role;
}

/** A fact with its own words, and the share of the claim that is said at it. */
interface Told {
  readonly fact: Fact;
  readonly words: string;
  readonly told: number;
}

/** A plan that says so much of a claim is what is claimed. */
const SURE = 0.9;

/** What is aimed at, or holds of another time, is no other value of what is claimed. */
export function isComparable({ fact, words, told }: Told, figure: Figure, claim: string): boolean {
  const { text } = fact.line.sentence;
  const clause = text.slice(fact.clause.from, fact.clause.to);
  return (
    sharePairs(nearestWords(figure, claim), `${words}|${saidForm(clause)}`) &&
    (!fact.planned || figure.planned || told >= SURE) &&
    isOfScale(fact, figure) &&
    (figure.year === null || fact.year === figure.year) &&
    areOfOneTime(readable(claim), readable(text.slice(startOfPart(text, fact.start), fact.end)))
  );
}

/** A cell of which nothing says what it is counted in may be in 万. */
const isOfScale = (fact: Fact, figure: Figure) =>
  fact.line.table === null || (fact.value < MUCH * figure.value && figure.value < MUCH * fact.value);

const MUCH = 100;

/** What is counted right behind a figure, else the last characters before it: without them nothing says that it is of that thing. */
function nearestWords({ start, end, clause }: Figure, claim: string): string {
  const words = (text: string) => saidForm(withoutYears(withoutAsking(readable(text))));
  const after = words(claim.slice(end, clause.to));
  return after === "" ? words(withoutRole(claim.slice(clause.from, start))).slice(-NEAREST) : after;
}

const NEAREST = 4;

/** Nothing to compare by is no difference. */
function sharePairs(words: string, text: string): boolean {
  return words.length < 2
    ? text.includes(words)
    : [...words].slice(1).some((_, i) => text.includes(words.slice(i, i + 2)));
}

/** Whether what is claimed of a figure behind these words can be told by the fact, and is. */
export function agrees(figure: Claimed, fact: Fact, claim: string): boolean {
  if (!isValue(figure.quantity, fact.quantity, fact.value)) return false;
  const { text } = fact.line.sentence;
  // 由19%降到11%: of what is reached 19% is where it began.
  const change = changeOf(fact);
  const told = change ? (change[0] === fact ? "began" : "reached") : roleBehind(text.slice(0, fact.start));
  if (figure.role !== "plain" && told !== "plain" && told !== figure.role) return false;
  if (figure.role === "change" && told !== "change" && !fact.delta) return false;
  const words = readable(claim.slice(figure.clause.from, figure.end));
  const clause = readable(text.slice(fact.clause.from, fact.end));
  return (
    !areOpposite(words, clause) &&
    (fact.line.table !== null || isExtreme(words) === isExtreme(clause)) &&
    !areOfOtherOrdinals(words, `${clause}${fact.thing}`)
  );
}

/** Share of a value by which 约, 左右 may be off, and what is rounded. */
const ABOUT = 0.1;

/** 三万多 is right of 30512, 近二十万 of 19.8万; exact figures have to be the same, hedged ones of the source included. */
export function isValue(claimed: Quantity, told: Quantity, value: number): boolean {
  const [low, high] = [value, told.to ?? value];
  const { value: said, to = said, hedge } = claimed;
  if (said === low && (to === high || claimed.to === undefined || told.to === undefined)) return true;
  if (told.to === undefined && claimed.to === undefined && isRounded(said, low)) return true;
  if (claimed.to !== undefined) return low >= said && high <= to && told.to === undefined;
  const step = stepOf(said);
  switch (hedge) {
    case "over":
      return low > said && low < said + step;
    case "least":
      return low >= said;
    case "under":
      return high < said && high >= said - step;
    case "most":
      return high <= said;
    case "about":
      return Math.abs(low - said) <= ABOUT * said;
    default:
      return false;
  }
}

/** 3公里 is no 2.6公里. */
const NEAR = 0.02;

/** 33% and 三分之一 of 33.3%: the one said less exactly is the other, rounded. */
function isRounded(one: number, other: number): boolean {
  const digitsOf = (value: number) => `${Number(value.toFixed(4))}`.split(".")[1]?.length ?? 0;
  const digits = Math.min(digitsOf(one), digitsOf(other));
  const isNear = Math.abs(one - other) <= NEAR * Math.abs(other);
  return (
    isNear &&
    digitsOf(one) !== digitsOf(other) &&
    Number(one.toFixed(digits)) === Number(other.toFixed(digits))
  );
}

/** One more of the last figure that is said: 3万多 is less than 4万. */
function stepOf(value: number): number {
  let step = 1;
  while (value !== 0 && value % (step * 10) === 0) step *= 10;
  return step;
}
