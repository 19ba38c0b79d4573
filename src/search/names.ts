/** Cases → the names people call them by. */

import type { Case } from "../corpus/case.ts";
import { isOrganization } from "../corpus/organizations.ts";
import { isWord } from "../language/dictionary.ts";
import { digitize, foldTight } from "../language/fold.ts";
import {
  bareName,
  firstIn,
  isGeneric,
  isPlaced,
  namesSay,
  organizationAtStart,
  shortForms,
} from "../language/organizations.ts";
import type { Places } from "../language/places.ts";
import { isOrdinary, type NamingContext, partsOf, placesEnd } from "./name-parts.ts";
import { linesOf, type NamingLines } from "./naming-lines.ts";

/**
 * - `organization`: all of its name, or its name without 工会, 有限公司 … or without the places around it
 * - `short`: a part of the name that can stand for it (齐河, 圆通), or its abbreviation (市二院)
 * - `programme`: a term that the title puts in quotation marks, or that the text gives as a short form
 * - `person`: somebody in the title (张某)
 * - `number`: what it goes by in its document, or what the document goes by (案例三, 18号文)
 * - `region`: the province or the larger region that it belongs to
 * - `title`: the file name or heading of a case that names no organisation
 */
export type NameKind = "organization" | "short" | "programme" | "person" | "number" | "region" | "title";

export interface Name {
  /** Folded, without blanks. */
  readonly text: string;
  readonly kind: NameKind;
  /** A word of the language, or a term that others may use too: it means the case only where the corpus uses it of no other. */
  readonly common: boolean;
  /** Too short to be meant where it is written otherwise. */
  readonly exact: boolean;
  /** A place between the case's own and the largest one: others are called by it before this one is. */
  readonly minor: boolean;
}

/** The names of a case, each once, the one that people use most first among those of its kind. */
export function namesOf(
  unionCase: Case,
  places: Places,
  {
    isCoined = () => false,
    lines = linesOf(unionCase, false),
  }: { isCoined?: NamingContext["isCoined"]; lines?: NamingLines } = {},
): Name[] {
  const names = new Map<string, Name>();
  const add = (text: string, kind: NameKind, more: Partial<Name> = {}) => {
    if (text.length < 2 || names.has(text) || isGeneric(text)) return;
    if (kind !== "number" && isOrdinal(text)) return;
    names.set(text, { common: false, exact: false, minor: false, ...more, text, kind });
  };
  const whole = foldTight(unionCase.organization);
  const own = organizationIn(whole, places);
  const others = [...lines.organizations, ...lines.headings].map((line) => organizationOf(line));
  for (const full of new Set([own, ...others]))
    if (full !== undefined) addOrganization(full, { places, isCoined }, add);
  if (own !== whole) for (const title of titlesOf(whole)) add(title, "title", { common: true });
  for (const line of lines.headings) addPaper(line, { isNameless: own === undefined, places, isCoined }, add);
  addTerms(lines, add);
  return [...names.values()];
}

/** 上塬村村规民约(简本), without its bracket, and with 村村 said once. */
function titlesOf(whole: string): ReadonlySet<string> {
  const bare = whole.replace(/\([^()]*\)$/, "");
  return new Set([whole, bare, bare.replace(/(\p{Script=Han})\1/u, "$1")]);
}

/** 第二 of 第二人民医院, 三 */
function isOrdinal(text: string): boolean {
  return /^\p{L}?\d+$/u.test(digitize(text));
}

type Add = (text: string, kind: NameKind, more?: Partial<Name>) => void;

function addOrganization(full: string, { places, isCoined }: NamingContext, add: Add): void {
  const bare = bareName(full);
  add(full, "organization");
  add(bare, "organization", { common: isOrdinary(bare, places) });
  const { own, around, starts, tails } = partsOf(bare, { places, isCoined });
  for (const { text, kind, ...more } of [...own, ...around]) add(text, kind, more);
  // 镇江市总工会, 镇江市: without the places that come before.
  for (const start of starts) {
    add(full.slice(start), "organization");
    if (bare.length - start > 2) add(bare.slice(start), "organization");
  }
  for (const start of new Set([0, starts.at(-1) ?? 0]))
    for (const form of shortForms(full.slice(start)))
      add(form, "short", { exact: true, common: isOrdinary(form, places) });
  // 市第二人民医院, 市二院, 第二人民医院, 二院
  for (const { level, start } of tails.slice(-1)) {
    const tail = full.slice(start);
    if (isGeneric(tail) || bareName(tail) === "") continue;
    for (const form of [tail, ...shortForms(tail)]) {
      add(form, "short", { exact: true, common: true });
      if (/^\p{Script=Han}$/u.test(level)) add(level + form, "short", { exact: true });
    }
  }
}

interface PaperContext extends NamingContext {
  /** Nothing else says whose it is. */
  readonly isNameless: boolean;
}

/** 2026年河北省政府工作报告 goes by 政府工作报告, and by 河北 where its heading names no organisation. */
function addPaper(line: string, { isNameless, ...context }: PaperContext, add: Add): void {
  const paper = firstIn("paper", line)?.[1];
  if (paper === undefined) return;
  const end = placesEnd(paper, context.places);
  const title = paper.slice(end);
  if (title.length >= LEAST_TITLE && !namesSay("paper-general", title))
    for (const form of [title, ...shortForms(title)]) add(form, "programme");
  if (!isNameless || end === 0) return;
  const { own, around } = partsOf(paper.slice(0, end), context);
  for (const { text, kind, ...more } of [...own, ...around]) add(text, kind, more);
}

/** 劳动法; shorter ones are words. */
const LEAST_TITLE = 3;

function addTerms({ marked, persons, numbers, called }: NamingLines, add: Add): void {
  for (const text of marked) add(text, "programme", { common: true });
  for (const text of called) add(text, "short", { exact: true, common: true });
  for (const text of persons) add(text, "person", { exact: true });
  for (const text of numbers) add(text, "number", { exact: true });
}

/**
 * The organisation that a heading or file name names, or begins with; undefined where it has none. 图书馆 has the form
 * of one, but is a word like any other.
 */
function organizationIn(heading: string, places: Places): string | undefined {
  if (places.namesOf(heading).length > 0) return heading;
  if (isOrganization(heading) && !(isWord(heading) && places.placesIn(heading).length === 0)) return heading;
  return organizationOf(heading);
}

/** The same of a line that may as well be a sentence: one that ends surely, or nothing but places. */
function organizationOf(line: string): string | undefined {
  if (isPlaced(line)) return line;
  const beginning = organizationAtStart(line) ?? "";
  const bare = bareName(beginning);
  const names = bare.length >= 2 && !isGeneric(bare) && !namesSay("nameless", beginning);
  return names && isOrganization(beginning) ? beginning : undefined;
}
