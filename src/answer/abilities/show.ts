/** Facts and lines → claims that quote them, and the closed phrases of what was computed from them. */

import type { Case, Sentence } from "../../corpus/case.ts";
import type { Passage } from "../../corpus/passages.ts";
import type { Claim, Grounded, NonEmpty, Quote } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import { LEADING } from "../../language/fact-words.ts";
import type { Fact } from "../../search/facts.ts";
import { rowName } from "../../search/facts.ts";
import { type Line, linesOf } from "../../search/lines.ts";

/** A sentence that is longer is quoted by the clauses around its figure. */
const LONG = 140;

/** The words around a figure: its sentence, or the clauses around it where that is long. */
export async function quoteFact({ line, clause, start }: Fact, ground: Ground): Promise<Quote> {
  const { text } = line.sentence;
  if (line.table || text.length <= LONG) return quoteLine(line, ground);
  const begin = Math.max(text.lastIndexOf("。", start), text.lastIndexOf("；", start)) + 1;
  const stop = text.slice(clause.to).search(/[。；]/);
  const end = stop < 0 ? text.length : clause.to + stop;
  const [from, to] = end - begin <= LONG ? [begin, end] : [clause.from, clause.to];
  return ground.quote({ case: line.case, passage: line.passage, sentences: [line.sentence], from, to });
}

export function quoteLine(line: Line, ground: Ground): Promise<Quote> {
  return ground.quote({ case: line.case, passage: line.passage, sentences: [line.sentence] });
}

export async function claimOf(text: string, facts: readonly Fact[], ground: Ground): Promise<Claim> {
  const quotes: Quote[] = [];
  for (const fact of facts) {
    const quote = await quoteFact(fact, ground);
    if (!quotes.includes(quote)) quotes.push(quote);
  }
  return { text, quotes: nonEmpty(quotes) };
}

export async function claimOfLine(text: string, line: Line, ground: Ground): Promise<Claim> {
  return { text, quotes: [await quoteLine(line, ground)] };
}

/** A claim that says what its quotes say. */
export function sayingAll(quotes: NonEmpty<Quote>): Claim {
  return { text: quotes.map(({ text }) => text).join(""), quotes };
}

export function nonEmpty<T>(all: readonly T[]): NonEmpty<T> {
  const [first, ...rest] = all;
  if (first === undefined) throw new Error("expected words to quote, found none");
  return [first, ...rest];
}

export function grounded(claims: readonly Claim[]): Grounded {
  return {
    kind: "grounded",
    by: "extractive",
    certain: true,
    claims: nonEmpty(claims),
    suggestions: [],
    carried: null,
  };
}

/** 1650件, 115万元, 6.6个百分点. In 万 or 亿 where all the figures it was made from are. */
export function shownValue(value: number, like: readonly Fact[]): string {
  const texts = like.map(({ quantity, line }) => quantity.text + (line.table ? "" : ""));
  const unit = like[0]?.unit ?? "";
  const scale = texts.every((text) => text.includes("亿"))
    ? (["亿", 1e8] as const)
    : texts.every((text) => /[万亿]/.test(text)) ||
        (unit === "元" && like.every((fact) => fact.value >= 1e4 && fact.value % 100 === 0))
      ? (["万", 1e4] as const)
      : (["", 1] as const);
  return `${Number((value / scale[1]).toPrecision(12))}${scale[0]}${unit}`;
}

/** 68.0%: a share with one decimal. */
export function shownShare(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)}%`;
}

/** What the words of the source say of the figure, with the row or case that it belongs to. */
export function sayingOf(fact: Fact): string {
  const { line, clause } = fact;
  if (line.table) return `${fact.row} ${fact.quantity.text}（${headerOf(fact)}）`;
  return line.sentence.text.slice(clause.from, clause.to).trim();
}

/** Of the column that a figure of a table stands in. */
export function headerOf({ line, start }: Fact): string {
  const index = line.cells.findIndex((cell) => cell.start <= start && start < cell.end);
  return line.table?.header[index] ?? "";
}

/** 单位 · 项目 of a row. */
export const rowLabel = (line: Line) => rowName(line) || line.sentence.text;

/** The sentences that are rows of a table, each cell of which its heading tells what it is. */
export function rowsAmong(
  of: Case,
  places: readonly { readonly passage: Passage; readonly sentences: readonly Sentence[] }[],
): Line[] {
  const own = places.flatMap(({ passage: { header }, sentences }) => (header === undefined ? [] : sentences));
  const starts = new Set(own.map(({ start }) => start));
  if (starts.size === 0) return [];
  return linesOf([of]).flatMap(({ lines }) =>
    lines.filter((line) => starts.has(line.sentence.start) && line.table?.rows.includes(line)),
  );
}

interface Row {
  readonly cells: Line["cells"];
  readonly table: { readonly header: readonly string[] } | null;
}

/** A row in words: header and cell, for those that are not empty; a name in the first is known without. */
export function rowText({ cells, table }: Row): string {
  const headed = (text: string, i: number) =>
    i === 0 && !/\d/.test(text) ? text : `${table?.header[i] ?? ""} ${text}`.trim();
  return cells.flatMap(({ text }, i) => (text === "" ? [] : [headed(text, i)])).join("，");
}

/** By what the facts differ: their rows, cases, years, sections; else their own words. */
export function labelsOf(facts: readonly Fact[]): string[] {
  const ways: ((fact: Fact) => string)[] = [
    ({ row }) => row,
    ({ year }) => (year === null ? "" : `${year}年`),
    ({ line }) => line.case.organization || line.case.title,
    ({ line }) => line.passage.section,
    nameOf,
  ];
  const telling = ways.find(
    (way) => new Set(facts.map(way)).size === facts.length && facts.every((fact) => way(fact) !== ""),
  );
  const way = telling ?? ways[4];
  return facts.map((fact) => (way ? way(fact) : ""));
}

/** The words of a clause beside its figure: 劳模 of 由4名劳模, 西园班 of 西园班131名. */
function nameOf(fact: Fact): string {
  const { text } = fact.line.sentence;
  const before = text.slice(fact.clause.from, fact.start).replace(LEADING, "").trim();
  const after = text.slice(fact.end, fact.clause.to).match(/^\p{Script=Han}{1,4}/u)?.[0] ?? "";
  return before.length >= 2 ? before : after || fact.quantity.text;
}
