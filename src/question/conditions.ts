/** A question → what it does with cases, rows and figures, the years it names, and the words that are left to look for. */

import { type Quantity, quantitiesIn } from "../language/quantities.ts";
import { openTemplates } from "../language/templates.ts";
import { unitAsked } from "../language/units-asked.ts";
import { withoutYears } from "../language/years-asked.ts";
import { listAsked } from "./lists.ts";

export type CasesKind = "list" | "count" | "sum" | "rank" | "compare" | "difference";

export interface Operations {
  readonly add: boolean;
  readonly together: boolean;
  readonly most: boolean;
  readonly least: boolean;
  readonly earliest: boolean;
  readonly latest: boolean;
  readonly difference: boolean;
  readonly remainder: boolean;
  readonly share: boolean;
  /** What has grown, or shrunk, is asked for: by its sign, or with `most` by how much. */
  readonly rises: boolean;
  readonly falls: boolean;
  /** 涨得最猛: the most or least is asked of growth. */
  readonly risesMost: boolean;
  readonly fallsMost: boolean;
  /** It is compared with what it was a year before. */
  readonly lastYear: boolean;
  readonly each: boolean;
  readonly compare: boolean;
  readonly which: boolean;
  readonly negative: boolean;
  /** 没填: a cell without a value. */
  readonly empty: boolean;
  /** 一个都没有: a value of 0. */
  readonly none: boolean;
  readonly ongoing: boolean;
  /** What is aimed at is asked for, or what holds of each one. */
  readonly aim: boolean;
  readonly rate: boolean;
}

const GROUPS = [
  "add",
  "together",
  "most",
  "least",
  "earliest",
  "latest",
  "difference",
  "remainder",
  "share",
  "rises",
  "falls",
  "risesMost",
  "fallsMost",
  "lastYear",
  "each",
  "compare",
  "which",
  "negative",
  "empty",
  "none",
  "ongoing",
  "aim",
  "rate",
] as const;

const templates = openTemplates("conditions");

/** `text`: folded and digitized. */
export function operationsOf(text: string): Operations {
  return Object.fromEntries(
    GROUPS.map((group) => [group, templates.says(group, text)]),
  ) as unknown as Operations;
}

/** Whether the words ask for something over several cases, rows or figures; null where they ask a plain question. */
export function casesQuestion(text: string): CasesKind | null {
  const asked = operationsOf(text);
  const list = listAsked(text);
  if (list?.itemRank) return "list";
  if (asked.most || asked.least || asked.earliest || asked.latest) return "rank";
  if (asked.add || asked.share) return "sum";
  if (asked.difference || asked.remainder) return "difference";
  if (list !== null) return "list";
  if (asked.compare) return "compare";
  if (asked.each) return "compare";
  if (asked.which) return "list";
  if (asked.together) return "sum";
  return unitAsked(text).filter(({ kind }) => kind !== "date").length > 1 ? "compare" : null;
}

/** Two that a question sets side by side: whose, what is told of each, and which way it is asked. */
export interface SidesBy {
  readonly first: string;
  readonly second: string;
  readonly thing: string;
  /** 多, 贵: as it is asked. */
  readonly way: string;
}

/** 甲和乙谁的会员多; null where a question sets no two side by side so. */
export function sidesBy(text: string): SidesBy | null {
  const { first, second, thing, way } = templates.match("sides-by", text)?.groups ?? {};
  return first && second && way ? { first, second, thing: thing ?? "", way } : null;
}

/** 甲的评议分排第几; null where no place among others is asked for. */
export function rankOf(text: string): Pick<SidesBy, "first" | "thing"> | null {
  const { first, thing } = templates.match("ranked", text)?.groups ?? {};
  return first && thing ? { first, thing } : null;
}

/** 少, 便宜: the smaller counts. */
export function wantsLess(way: string): boolean {
  return templates.says("less", way);
}

/** The words of a question without those that only say what to do with what is found, without years and bounds. */
export function withoutOperations(text: string): string {
  let rest = withoutYears(text);
  for (const { start, end } of boundsOf(rest).reverse()) rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
  return templates.without("strip", rest).replace(/\s+/g, " ").trim();
}

/** Figures that the question gives as bounds: 60万以上, 超过100人. */
export function boundsOf(text: string): Quantity[] {
  return quantitiesIn(text).filter(
    ({ hedge, kind }) =>
      (hedge === "least" || hedge === "most" || hedge === "over" || hedge === "under") &&
      (kind === "count" || kind === "money" || kind === "share" || kind === "duration"),
  );
}

/** 提案1907件里: the figure whose parts alone are asked for; null where none is. */
export function wholeGiven(text: string): Quantity | null {
  const within = ({ end, kind, value }: Quantity) =>
    value >= 10 && (kind === "count" || kind === "money") && templates.says("within-figure", text.slice(end));
  return quantitiesIn(text).find(within) ?? null;
}

/** How many places, parts or rows the question says that there are: 3个园, 前3类; null where it does not. */
export function countIn(text: string): number | null {
  return Number(templates.match("places", text)?.[1]) || null;
}

/** Whether figures of a clause are parts of what the clause before it asks for. */
export function asksOfWhole(text: string): boolean {
  return templates.says("of-whole", text);
}

/** 这两年, 前后两份: all documents that tell of the case, where these are as many. */
export function ofBothDocuments(text: string): boolean {
  return templates.says("both-documents", text);
}

/** 今年比去年: both as years; the words as they are where they do not name both. `latest`: the year of the newest document. */
export function withYearsSpelt(text: string, latest: number | null): string {
  if (latest === null || !templates.says("this-year", text) || !templates.says("last-year", text))
    return text;
  return templates.replace(
    "last-year",
    templates.replace("this-year", text, `${latest}年`),
    `${latest - 1}年`,
  );
}

/** 服务的人, 钱花得: as documents say of whom and what they count. */
export function asCounted(words: string): string {
  return templates.replace("spent", templates.replace("served", words, "服务职工"), "投入经费").trim();
}

/** A year in which something is told to be; 较2023年 only measures by it. */
export function yearsToldIn(said: string): number[] {
  return templates.spans("told-year", said).map(({ start }) => Number(said.slice(start, start + 4)));
}

const tells = openTemplates("summary");

/** Those since when something is, or was set up. */
export function yearsStartedIn(said: string): number[] {
  return tells.spans("tells-start", said).map(({ start }) => Number(said.slice(start, start + 4)));
}

/** Whether the words that are left of 哪个起步最早 say nothing but that something began. */
export function onlyBegins(words: string): boolean {
  return templates.without("begins", words).trim() === "";
}

/** 成功率高: what is compared, without how. */
export function withoutMore(words: string): string {
  return templates.without("more", words).trim();
}
