/** A span and what a question asks numbers of → the values in it that would answer. */

import type { Quantity } from "../../language/quantities.ts";
import { sameUnit } from "../../language/quantities.ts";
import type { UnitAsked } from "../../language/units-asked.ts";
import { type Given, isGiven, type PickQuery } from "./query.ts";
import { readingOf, type Span, sentencesIn } from "./spans.ts";

export function answeringIn(span: Span, query: Pick<PickQuery, "wanted" | "given">): Quantity[] {
  return sentencesIn(span).flatMap((sentence) => answeringOf(sentence, span, query));
}

/** The same in some words of the span alone. */
export function answeringOf(
  words: { readonly text: string },
  { hit }: Span,
  { wanted, given }: Pick<PickQuery, "wanted" | "given">,
): Quantity[] {
  const { header } = hit.passage;
  return newIn(words, given).filter((value) => {
    const isBare = header !== undefined && value.unit === "" && !NAMES.has(value.kind);
    // The unit of a cell stands in the header of its column.
    if (isBare) return wanted.some(({ kind }) => !NAMES.has(kind)) && isFigureCell(words.text, value, header);
    return wanted.some((one) => answers(value, one));
  });
}

/** Numbers of these kinds count nothing. */
const NAMES: ReadonlySet<Quantity["kind"]> = new Set(["label", "ordinal"]);

/** What the question says itself is no answer to it; 每一位 counts nobody. */
function newIn(words: { readonly text: string }, given: Given): Quantity[] {
  const isEach = ({ start, value, kind }: Quantity) =>
    kind === "count" && value === 1 && words.text[start - 1] === "每";
  return readingOf(words).quantities.filter((one) => !isGiven(one, given) && !isEach(one));
}

/** Bars, tags, tabs and wide blanks part cells. */
const CELL_BEFORE = /(?:^|[|│┃║\t>\u3000]|\s{2})\s*[#+*−-]?\s*$/;
const CELL_BEHIND = /^(?:\s*(?:$|[|│┃║\t<(（\u3000])|\s{2})/;

/** A figure opens a cell, and the cell says no more than it; the number of the row is none. */
function isFigureCell(row: string, { start, end }: Quantity, header: string): boolean {
  const before = row.slice(0, start);
  const isNumbering = /^[|\s]*$/.test(before) && /^[|\s]*(?:序|编)号/.test(header);
  return !isNumbering && CELL_BEFORE.test(before) && CELL_BEHIND.test(row.slice(end));
}

/** The measure for whatever has none of its own. */
const MEASURE = "个";

/** The unit of how many years. */
const YEARS = "年";

/** 保存10年: written like the year 2010, and read so where nothing beside it says that it lasts. */
function isBareYear({ kind, date, text }: Quantity): boolean {
  return kind === "date" && date?.month === undefined && /^\d{2}年$/.test(text);
}

function answers(value: Quantity, { kind, units, noun, orTime }: UnitAsked): boolean {
  if (kind === "label") return value.kind === "label";
  const isOfUnit = units.length === 0 || units.some((unit) => sameUnit(value.unit, unit));
  if (kind === "ordinal" || value.kind === "ordinal") return kind === value.kind && isOfUnit;
  if (value.kind === "label") return false;
  // 55万员工 counts 名; 委员15名 answers 几个; 降了几个点 is answered by 19.8%.
  const counted = value.kind === "count" && kind === "count";
  if (counted && (value.unit === "" || (units[0] === MEASURE && noun === undefined))) return true;
  if (kind === "share" && value.kind === "share") return true;
  if (orTime && value.kind === "time") return true;
  if (kind === "duration" && units[0] === YEARS && isBareYear(value)) return true;
  const counts = kind === "count" && units.length === 0 && (value.kind === "money" || value.kind === "share");
  return (value.kind === kind || counts) && isOfUnit;
}
