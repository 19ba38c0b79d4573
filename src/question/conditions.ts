/** A question → what it does with cases, rows and figures, the years it names, and the words that are left to look for. */

import { quantitiesIn, type Quantity } from "../language/quantities.ts";
import { unitAsked } from "../language/units-asked.ts";
import { openTemplates } from "../language/templates.ts";

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
  readonly each: boolean;
  readonly compare: boolean;
  readonly which: boolean;
  readonly negative: boolean;
  /** 没填: a cell without a value. */
  readonly empty: boolean;
  /** 一个都没有: a value of 0. */
  readonly none: boolean;
  readonly ongoing: boolean;
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
  "each",
  "compare",
  "which",
  "negative",
  "empty",
  "none",
  "ongoing",
] as const;

const templates = openTemplates("conditions");

/** `text`: folded and digitized. */
export function operationsOf(text: string): Operations {
  return Object.fromEntries(GROUPS.map((group) => [group, templates.says(group, text)])) as unknown as Operations;
}

/** Whether the words ask for something over several cases, rows or figures; null where they ask a plain question. */
export function casesQuestion(text: string): CasesKind | null {
  const asked = operationsOf(text);
  if (asked.most || asked.least || asked.earliest || asked.latest) return "rank";
  if (asked.add || asked.share) return "sum";
  if (asked.difference || asked.remainder) return "difference";
  if (asked.compare) return "compare";
  if (asked.each) return "compare";
  if (asked.which) return "list";
  if (asked.together) return "sum";
  return unitAsked(text).filter(({ kind }) => kind !== "date").length > 1 ? "compare" : null;
}

/** The words of a question without those that only say what to do with what is found, without years and bounds. */
export function withoutOperations(text: string): string {
  let rest = text.replace(BARE_YEAR, " ").replace(YEARS, " ");
  for (const bound of boundsOf(rest).reverse()) rest = `${rest.slice(0, bound.start)} ${rest.slice(bound.end).replace(/^(?:及?以[上下内])/, " ")}`;
  return templates.without("strip", rest).replace(/\s+/g, " ").trim();
}

/** 2024经费收了多少 */
const BARE_YEAR = /(?<![\d.])(20[0-4]\d)(?=\p{Script=Han})(?![年个家人元份件名项次场户万亿])/gu;

const YEARS =
  /(?<!\d)(?:(?:19|20)?\d{2}(?:年(?:度|年初|年底|年末|底|初|末)?|(?=[、和跟与](?:19|20)?\d{2}(?:年|2年|两年)))|(?:这)?(?:两|2|3)年)(?:来)?/g;

/** The years that the question names: 23、24两年 are 2023 and 2024. */
export function yearsAsked(text: string): number[] {
  const spelt = text
    .replace(/(?<!\d)(\d{2}|\d{4})(?=两年|2年(?!\d))/g, "$1年")
    .replace(/(?<!\d)(\d{2}|\d{4})(?=[、和跟与比](?:\d{2}|\d{4})年)/g, "$1年")
    .replace(BARE_YEAR, "$1年");
  const years = quantitiesIn(spelt).flatMap(({ kind, date }) => (kind === "date" && date?.year ? [date.year] : []));
  return [...new Set(years)];
}

/** Figures that the question gives as bounds: 60万以上, 超过100人. */
export function boundsOf(text: string): Quantity[] {
  return quantitiesIn(text).filter(
    ({ hedge, kind }) =>
      (hedge === "least" || hedge === "most" || hedge === "over" || hedge === "under") &&
      (kind === "count" || kind === "money" || kind === "share" || kind === "duration"),
  );
}
