/** A question for cases → the conditions that they have to meet: words, figures, layout, years, a topic. */

import { OR } from "../language/fact-words.ts";
import { type Quantity, quantitiesIn } from "../language/quantities.ts";
import { openTemplates } from "../language/templates.ts";

const templates = openTemplates("lists");

/** A kind of figure that a case has to tell, whatever its value. */
export type HeldFigure = "money" | "share" | "year" | "person" | "number";

export interface YearBound {
  readonly year: number;
  readonly side: "before" | "from";
}

export interface ListConditions {
  readonly asks: "which" | "count";
  readonly negative: boolean;
  /** The words that name what is left out; empty where what is named beside is left out; null where nothing is. */
  readonly except: string | null;
  /** It says itself that it asks for cases, whoever it names beside. */
  readonly ofCases: boolean;
  /** What cases are about, not what they mention. */
  readonly about: boolean;
  /** Words that cases say, in whatever they are about. */
  readonly says: boolean;
  readonly title: boolean;
  /** A section itself is asked for, not what it says. */
  readonly hasSection: boolean;
  /** Whether numbered items are asked for, or so many of them, or the most. */
  readonly items: boolean;
  readonly itemCount: number | null;
  readonly itemRank: "most" | "least" | null;
  /** Words in quotation marks, or figures, that have to stand there to the letter: one of them, or all. */
  readonly words: readonly string[];
  readonly every: boolean;
  readonly at: "start" | "end" | null;
  readonly held: HeldFigure | null;
  readonly bounds: readonly Quantity[];
  readonly yearBound: YearBound | null;
  /** Ordinal of the case asked for, -1 for the last; null where none is. */
  readonly ordinal: number | null;
  /** How many cases the question says that there are; null for any number. */
  readonly expected: number | null;
  /** 哪个: one is asked for. */
  readonly single: boolean;
}

const QUOTED = /["“「『《‘']([^"“”「」『』《》‘’']{1,30})["”」』》’']/g;

/** Null where the question is not for cases. `text`: folded and digitized. */
export function listAsked(text: string): ListConditions | null {
  const plain = text.replace(QUOTED, "“”");
  const ordinal = ordinalIn(plain);
  const counts = templates.says("count", plain);
  const rank = templates.match("item-most", plain);
  if (!counts && !rank && !templates.says("which", plain)) return null;
  const quoted = [...text.matchAll(QUOTED)].map(([, words = ""]) => words);
  const between = text.match(/[”」』》"][^“「『《"]*[“「『《"]/)?.[0] ?? "";
  const items = templates.match("item-count", plain)?.[1];
  return {
    asks: counts ? "count" : "which",
    negative: templates.says("negative", plain),
    except: exceptIn(plain),
    ofCases: templates.says("of-cases", plain),
    about: templates.says("about", plain),
    says: templates.says("says", plain),
    title: templates.says("title", plain),
    hasSection: templates.says("has-section", plain),
    items: templates.says("items", plain),
    itemCount: items === undefined ? null : Number(items),
    itemRank: rank ? ((rank[1] ?? rank[2]) === MOST ? "most" : "least") : null,
    words: quoted,
    every: quoted.length > 1 && !templates.says("or", text) && templates.says("both", between),
    at: templates.says("start", plain) ? "start" : templates.says("end", plain) ? "end" : null,
    held: HELD.find((figure) => templates.says(`${figure}-held`, plain)) ?? null,
    bounds: boundsIn(plain),
    yearBound: yearBoundIn(plain),
    ordinal,
    expected: expectedIn(plain),
    single: templates.says("single", plain),
  };
}

const HELD: readonly HeldFigure[] = ["money", "share", "year", "person", "number"];
const MOST = "多";

function ordinalIn(text: string): number | null {
  if (templates.says("last", text)) return -1;
  const [, before, after] = templates.match("ordinal", text) ?? [];
  return Number(before ?? after) || null;
}

function yearBoundIn(text: string): YearBound | null {
  const [, before, from] = templates.match("year-bound", text) ?? [];
  const year = Number(before ?? from);
  return year > 0 ? { year, side: before === undefined ? "from" : "before" } : null;
}

function exceptIn(text: string): string | null {
  const named = templates.match("except-of", text)?.[1];
  return named ?? (templates.says("except", text) ? "" : null);
}

function expectedIn(text: string): number | null {
  return Number(templates.match("expected", text)?.[1]) || null;
}

/** What is left of a question when whom it leaves out is gone. */
export function withoutExcept(text: string): string {
  return templates.without("except-of", text);
}

/** Whether what stands behind these words is what cases have to say: 写到(石埠镇). */
export function isMentioned(before: string): boolean {
  return templates.says("mentions", before);
}

/** The words without those that ask which and how many. */
export function withoutAsking(words: string): string {
  return templates.without("strip-asks", words);
}

/**
 * The words to look for: without what asks for cases, and without quoted words. Words in brackets that say it in other
 * ways (外卖平台或外卖员) are ways of their own.
 */
export function wordsOfList(rest: string, { held }: Pick<ListConditions, "held"> = { held: null }): string[] {
  // What is said behind the question is no condition.
  const [question = ""] = rest.split(/(?<=\?)/);
  const unquoted = question.replace(QUOTED, " ");
  const bare = withoutFigures(unquoted);
  const plain = held ? templates.without(`${held}-held`, bare) : bare;
  const inside = [...plain.matchAll(/\(([^()]*)\)/g)].map(([, words = ""]) => words);
  const ways = [plain.replace(/\([^()]*\)/g, " "), ...inside.filter((words) => templates.says("or", words))];
  return ways
    .map((words) => templates.without("strip", withoutAsking(words)).replace(/\s+/g, " ").trim())
    .filter((words) => words !== "");
}

/** Bounds are conditions of their own. */
function withoutFigures(text: string): string {
  let rest = templates.without("year-bound", text);
  for (const { start, end } of boundsIn(rest).reverse()) rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
  return rest;
}

function boundsIn(text: string): Quantity[] {
  return quantitiesIn(text).filter(
    ({ hedge, kind }) =>
      hedge !== undefined && hedge !== "about" && (kind === "count" || kind === "money" || kind === "share"),
  );
}

/** The sides of 甲或乙; the text alone where it has no alternatives. */
export function alternativesIn(words: string): string[] {
  return words.split(OR).map((side) => side.trim());
}

/** 哪些案例讲了, and not how many: what introduces the cases tells of none of them. */
export function asksWhichCases(text: string): boolean {
  const list = listAsked(text);
  return list?.asks === "which" && list.ofCases;
}
