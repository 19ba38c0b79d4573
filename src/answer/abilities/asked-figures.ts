/** A question for figures → the years, cases or documents that it asks of, and each number that it asks for. */

import { SIDES } from "../../language/fact-words.ts";
import { type UnitAsked, unitAsked } from "../../language/units-asked.ts";
import { withoutYears, yearsAsked } from "../../language/years-asked.ts";
import {
  asksOfWhole,
  type Operations,
  ofBothDocuments,
  operationsOf,
  withoutMore,
  withoutOperations,
} from "../../question/conditions.ts";
import type { CaseLines } from "../../search/lines.ts";

export interface Side {
  readonly year: number | null;
  /** All where none. */
  readonly cases: readonly number[];
}

export interface Asked {
  /** What is asked of every side, without what is done with it. */
  readonly words: string;
  readonly unit: UnitAsked;
  /** 多少人, as it was said. */
  readonly number: string;
  /** What is to be made of the figures: 一共 in one clause adds nothing up in the next. */
  readonly operations: Operations;
}

/** The years that it names, the documents that it speaks of together, or the cases that it names. */
export function sidesOf(text: string, named: readonly number[], all: readonly CaseLines[]): Side[] {
  const years = yearsAsked(text);
  const yearOf = (ordinal: number) => all[ordinal]?.case.year ?? null;
  const texts = all.filter(({ case: { role } }) => role !== "document").map(({ ordinal }) => ordinal);
  if (years.length > 1)
    return years.toSorted().map((year) => {
      const ofYear = (ordinals: readonly number[]) => ordinals.filter((one) => yearOf(one) === year);
      const own = ofYear(named);
      return { year, cases: own.length > 0 ? own : ofYear(texts) };
    });
  const both = years.length === 0 && ofBothDocuments(text) ? documentsOf(named, texts, all) : [];
  if (both.length === 2) return both.map((ordinal) => ({ year: yearOf(ordinal), cases: [ordinal] }));
  const [year = null] = years;
  return named.length > 1 ? named.map((ordinal) => ({ year, cases: [ordinal] })) : [];
}

/** The documents of whoever is named, else all that are of a year. */
function documentsOf(
  named: readonly number[],
  texts: readonly number[],
  all: readonly CaseLines[],
): number[] {
  const [first, ...others] = named;
  const dated = texts.filter((one) => all[one]?.case.year !== null);
  if (first === undefined) return dated;
  const whose = all[first]?.case.organization;
  return others.length > 0 ? [...named] : texts.filter((one) => all[one]?.case.organization === whose);
}

/** Words that say by themselves what is counted: 钱和人分别少了多少. */
const UNIT_WORDS: readonly (readonly [readonly string[], UnitAsked["kind"], string])[] = [
  [["钱", "资金", "经费", "金额", "款"], "money", "元"],
  [["人", "人数", "人员"], "count", "人"],
];

const wordOfUnit = (said: string) => UNIT_WORDS.find(([words]) => words.some((word) => said.endsWith(word)));

/** 花钱, 员工人数: what the last of the words says is counted; undefined where it says nothing of it. */
export function unitOfWord(said: string): UnitOfWord | undefined {
  const [, kind, unit] = wordOfUnit(said) ?? [];
  return kind && unit ? { kind, unit } : undefined;
}

export interface UnitOfWord {
  readonly kind: UnitAsked["kind"];
  readonly unit: string;
}

/** Each number that it asks for, with the words of its clause, or of those before where it says nothing itself. */
export function askedIn(text: string): Asked[] {
  const all = operationsOf(text);
  const asked: Asked[] = [];
  let before = "";
  for (const clause of text.split(/[,;?。!]/)) {
    const units = unitAsked(clause).filter(({ kind }) => !["date", "time", "label"].includes(kind));
    const { add, together } = operationsOf(clause);
    const operations = { ...all, add, together: together || (all.together && asksOfWhole(clause)) };
    let from = 0;
    for (const unit of units) {
      const said = withoutMore(withoutOperations(withoutYears(clause.slice(from, unit.start))));
      from = unit.end;
      const pieces = said.split(SIDES).map((piece) => ({ piece, word: wordOfUnit(piece.trim()) }));
      const isSplit =
        pieces.length > 1 &&
        (pieces.every(({ word }) => word !== undefined) ||
          (all.each && pieces.every(({ piece }) => piece.trim().length > 1)));
      for (const { piece, word } of isSplit ? pieces : [{ piece: said, word: undefined }]) {
        const words = `${before} ${piece} ${unit.noun ?? ""}`.trim();
        const own = word ? { ...unit, kind: word[1], units: [word[2]] } : unit;
        asked.push({ words, unit: own, number: numberOf(own, clause), operations });
      }
      before = `${before} ${said}`.trim();
    }
    if (units.length === 0 && asked.length === 0) before += ` ${withoutOperations(withoutYears(clause))}`;
  }
  return asked;
}

/** 高几个点 asks what share each has; 几 leaves out what is counted. */
function numberOf({ units: [unit = ""], kind, start, end }: UnitAsked, clause: string): string {
  if (unit === "个百分点") return "%";
  const said = clause.slice(start, end);
  return kind === "count" && !said.includes(unit) ? `${said}${unit}` : said;
}
