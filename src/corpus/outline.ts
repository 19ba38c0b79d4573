/** Rows → which of them head a case, which are its body, and which belong to the document as a whole. */

import { attachedStarts, bylinedStarts, signedStarts } from "./bylines.ts";
import { documentHeads, headRun, plainHeads } from "./case-heads.ts";
import { caseLevel } from "./case-level.ts";
import type { CaseStart, Part } from "./drafts.ts";
import type { SignedRow } from "./headings.ts";
import { namedStarts, toldStarts } from "./named-starts.ts";
import { isOrganization } from "./organizations.ts";
import { paperStarts, parallelStarts } from "./parallels.ts";
import { repeatedRuns } from "./repetition.ts";
import { rollParts } from "./rolls.ts";
import { isMatterName } from "./section-names.ts";
import { serialStarts, withLabels } from "./serials.ts";
import { CHAPTERS } from "./titles.ts";

export interface Outline {
  /** The document first, where there is one; at least one case. */
  readonly parts: readonly Part[];
  /** The cases were told apart only by section names that come again. */
  readonly byRepetition: boolean;
}

/** Ways in which a file shows its cases below its Markdown levels: the first that finds two or more holds. */
const WAYS: readonly ((text: string, rows: readonly SignedRow[]) => readonly CaseStart[])[] = [
  serialStarts,
  namedStarts,
  repeatedRuns,
  parallelStarts,
  bylinedStarts,
  listedStarts,
  signedStarts,
  toldStarts,
  attachedStarts,
  paperStarts,
];

/** As the rows show it, and where a person said otherwise, as they said. */
export function outline(text: string, rows: readonly SignedRow[]): Outline {
  const inferred = inferredOutline(text, rows);
  const begins = (row: SignedRow) => row.fixed?.begins;
  const parts = rows.some((row) => begins(row) !== undefined)
    ? splitAnew(text, rows, inferred.parts)
    : inferred.parts;
  return { ...inferred, parts: parts.map((part) => withoutFixedHeads(part, rows)) };
}

function splitAnew(text: string, rows: readonly SignedRow[], parts: readonly Part[]): readonly Part[] {
  const starts = parts
    .filter(({ role }) => role === "case")
    .map(({ heads, body, named, labels }): CaseStart => {
      const own = { at: heads[0] ?? body[0] ?? 0, heads: heads.length };
      return { ...own, ...(named && { named }), ...(labels !== undefined && { labels }) };
    });
  const at = new Map(starts.map((start) => [start.at, start]));
  for (const [i, row] of rows.entries()) {
    if (row.fixed?.begins === false) at.delete(i);
    if (row.fixed?.begins && !at.has(i)) at.set(i, { at: i, heads: row.short || row.level > 0 ? 1 : 0 });
  }
  const all = [...at.values()].sort((a, b) => a.at - b.at);
  if (all.length === 0) return singleCase(text, rows);
  const clipped = all.map((start, i) => {
    const end = all[i + 1]?.at ?? rows.length;
    const isNew = rows[start.at]?.fixed?.begins === true && start.heads > 0;
    const heads = isNew ? headRun(text, rows, start.at, end, rows[start.at]?.level === 0) : start.heads;
    return { ...start, heads: Math.min(heads, end - start.at) };
  });
  return split(text, rows, clipped);
}

/** What was said to be a section or text is no heading of the case, and neither is what follows it. */
function withoutFixedHeads(part: Part, rows: readonly SignedRow[]): Part {
  const cut = part.heads.findIndex((i) => rows[i]?.fixed?.heads !== undefined);
  if (cut < 0) return part;
  const body = [...part.heads.slice(cut), ...part.body].sort((a, b) => a - b);
  return { ...part, heads: part.heads.slice(0, cut), body };
}

/** Labels 案例1 come first, then a Markdown level of cases, then the other ways; a file without any is a roll, or one case. */
function inferredOutline(text: string, rows: readonly SignedRow[]): Outline {
  const opened = rows.flatMap((row, at) => (row.opens ? [{ at, heads: 1 }] : []));
  if (opened.length > 0) return { parts: split(text, rows, opened), byRepetition: false };
  const labelled = labelledStarts(text, rows);
  if (labelled.length > 0 && areLabelsOfCases(text, rows, labelled)) {
    return { parts: split(text, rows, labelled), byRepetition: false };
  }
  const found = caseLevel(text, rows);
  if (found) return { parts: split(text, rows, levelStarts(text, rows, found)), byRepetition: false };
  const ways = WAYS.map((find) => ({ find, starts: find(text, rows) })).filter(
    ({ starts }) => starts.length > 1,
  );
  const [first] = ways;
  if (first) {
    const { find, starts } = ways.find((other) => isFiner(text, rows, other.starts, first.starts)) ?? first;
    const parts = split(text, rows, withLabels(text, rows, starts));
    return { parts, byRepetition: find === repeatedRuns };
  }
  const roll = rollParts(text, rows, plainHeads(text, rows));
  return { parts: roll ?? singleCase(text, rows), byRepetition: false };
}

/** It finds all the others find, and more: none of these within a heading that they find, nor a heading that comes again, as of sections. */
function isFiner(
  text: string,
  rows: readonly SignedRow[],
  starts: readonly CaseStart[],
  others: readonly CaseStart[],
): boolean {
  const at = new Set(starts.map((start) => start.at));
  const known = new Set(others.map((start) => start.at));
  const more = starts.filter((start) => !known.has(start.at)).map((start) => lineAt(text, rows, start.at));
  if (new Set(more).size < more.length) return false;
  const isWhole = (other: CaseStart) =>
    at.has(other.at) && !starts.some((start) => start.at > other.at && start.at < other.at + other.heads);
  return starts.length > others.length && others.every(isWhole);
}

function lineAt(text: string, rows: readonly SignedRow[], at: number): string {
  const row = rows[at];
  return row ? text.slice(row.start, row.end).trim() : "";
}

function listedStarts(_: string, rows: readonly SignedRow[]): readonly CaseStart[] {
  return rows.flatMap((row, at) => (row.listed && isPlainTitle(row) ? [{ at, heads: 1 }] : []));
}

/** A heading of chapters is numbered; articles that a list of contents names are not. */
function isPlainTitle(row: SignedRow): boolean {
  const isChapter = row.marker !== undefined || row.title?.style === CHAPTERS;
  return row.prose && row.level === 0 && !isChapter && !row.label && !row.caseLabel;
}

/** 案例1 within the parts of a case is an example: where a file has sections, those of a case stand below its label. */
function areLabelsOfCases(text: string, rows: readonly SignedRow[], starts: readonly CaseStart[]): boolean {
  if (areExamples(rows, rows[starts[0]?.at ?? 0]?.level ?? 0)) return false;
  const isSection = (row: SignedRow) => row.label !== undefined && row.label.kind !== "other";
  if (!rows.some(isSection)) return true;
  const isNamed = (row: SignedRow | undefined) =>
    row?.caseLabel !== undefined && isOrganization(text.slice(row.start + row.caseLabel.length, row.end));
  if (starts.length > 1 && starts.every(({ at }) => isNamed(rows[at]))) return true;
  const own = starts.filter(({ at }, i) => rows.slice(at, starts[i + 1]?.at ?? rows.length).some(isSection));
  return (
    own.length * 2 > starts.length ||
    (own.length * 2 === starts.length && rows.findIndex(isSection) > (starts[0]?.at ?? 0))
  );
}

/** Chapters over cases hold cases; where few of them do, what is labelled there are examples. */
function areExamples(rows: readonly SignedRow[], level: number): boolean {
  const above = rows.flatMap((row, at) => (row.level > 1 && row.level < level ? [at] : []));
  const holding = above.filter((at, i) => rows.slice(at, above[i + 1]).some((row) => row.caseLabel));
  return above.length >= LEAST_CHAPTERS && holding.length * 2 < above.length;
}

const LEAST_CHAPTERS = 3;

/** Labels of a table of contents come again further down; there they head a case. */
function labelledStarts(text: string, rows: readonly SignedRow[]): CaseStart[] {
  const all = rows.flatMap((row, at) => (row.caseLabel ? [{ at, value: row.caseLabel.value }] : []));
  // Where Markdown marks them a line that begins like one is text.
  const marked = all.filter(({ at }) => (rows[at]?.level ?? 0) > 0);
  const labels = marked.length > 1 ? marked : all;
  const lastOf = new Map(labels.map(({ at, value }) => [value, at]));
  const starts = labels.filter(({ at, value }, i) => {
    const end = labels[i + 1]?.at ?? rows.length;
    return lastOf.get(value) === at || rows.slice(at + 1, end).some((row) => row.label || !row.short);
  });
  return starts.map(({ at }, i) => {
    const end = starts[i + 1]?.at ?? rows.length;
    const bare = (rows[at]?.caseLabel?.length ?? 0) >= (rows[at]?.end ?? 0) - (rows[at]?.start ?? 0);
    return { at, heads: headRun(text, rows, at, end, bare || rows[at]?.level === 0) };
  });
}

function levelStarts(text: string, rows: readonly SignedRow[], starts: readonly number[]): CaseStart[] {
  return starts.map((at, i) => ({ at, heads: headRun(text, rows, at, starts[i + 1] ?? rows.length, false) }));
}

/** Headings above the level of cases, and matter such as 附录, belong to the document until the next case begins. */
function split(text: string, rows: readonly SignedRow[], starts: readonly CaseStart[]): Part[] {
  const { at = 0, labels = 0 } = starts[0] ?? {};
  const level = Math.max(...rows.slice(at, at + labels + 1).map((row) => row.level));
  const document: { heads: number[]; body: number[] } = { heads: [], body: [] };
  const cases: Part[] = [];
  let next = 0;
  let body = document.body;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const start = starts[next];
    if (start?.at === i) {
      body = [];
      const heads = Array.from({ length: start.heads }, (_, n) => i + n);
      cases.push({ role: "case", heads, body, named: start.named, labels: start.labels });
      next++;
      if (start.heads === 0) body.push(i);
      else i += start.heads - 1;
      continue;
    }
    const isLast = next === starts.length;
    const appended = isLast && row && next > 0 && isAppended(text, row, rows.slice(0, i));
    const isAbove = row && next > 0 && start?.at === i + 1 && headsCases(row, rows[start.at]);
    if (row && next > 0 && (leavesCases(text, row, level) || appended || isAbove)) body = document.body;
    body.push(i);
  }
  const first = starts[0]?.at ?? 0;
  const heads = documentHeads(rows, first);
  document.heads = heads;
  document.body = document.body.filter((i) => !heads.includes(i));
  const isEmpty = document.heads.length === 0 && document.body.length === 0;
  return isEmpty ? cases : [{ role: "document", ...document }, ...cases];
}

/** 二、市直单位 right above （一）…: the heading of a part of the whole, of another style than that of its cases. */
function headsCases(row: SignedRow, start: SignedRow | undefined): boolean {
  if (!row.short || row.label || row.caseLabel) return false;
  const style = (one: SignedRow | undefined) => one?.marker?.type ?? (one?.level ? `#${one.level}` : "");
  return style(row) !== "" && style(row) !== style(start);
}

const APPENDED = /^附(?:[一二三四五六七八九十]{1,2}|\d{1,2})?\s*[:：]/;

/** 附：… below the last case belongs to the whole, and so does a table that is called 附表 there and nowhere before. */
function isAppended(text: string, row: SignedRow, before: readonly SignedRow[]): boolean {
  const opensWith = (pattern: RegExp, { start }: SignedRow) => pattern.test(text.slice(start, start + 4));
  if ((row.level > 0 || row.short) && opensWith(APPENDED, row)) return true;
  const { label } = row;
  if (label && label.body >= row.end && isMatterName(label.key)) {
    return !before.some((one) => one.label?.key === label.key);
  }
  return (
    row.title !== undefined && opensWith(/^附表/, row) && !before.some((one) => opensWith(/^附[表件录]/, one))
  );
}

function leavesCases(text: string, row: SignedRow, level: number): boolean {
  if (row.level === 0 || row.level > level || row.marker) return false;
  const matter = isMatterName(text.slice(row.start, row.end));
  return row.level < level ? !row.label || matter : matter;
}

/** One case: its heading is the first run of headings, or of short lines where a file has no Markdown headings. */
function singleCase(text: string, rows: readonly SignedRow[]): Part[] {
  const first = isTitle(rows)
    ? 0
    : rows.findIndex((row) => row.level > 0 && !row.label && !(row.marker && row.marker.type !== "一、"));
  const sectionFirst = rows.findIndex((row) => row.level > 0 && row.label);
  const isHeaded = first >= 0 && (sectionFirst < 0 || first < sectionFirst) && !isFirstOfSeveral(rows, first);
  const heads = isHeaded ? headRunAt(text, rows, first) : plainHeads(text, rows);
  const kept = new Set(heads);
  const body = rows.flatMap((_, i) => (kept.has(i) ? [] : [i]));
  const above = documentAbove(text, rows, heads);
  if (above === 0) return [{ role: "case", heads, body }];
  return [
    { role: "document", heads: heads.slice(0, above), body: [] },
    { role: "case", heads: heads.slice(above), body },
  ];
}

/** 一、… with a 二、… of its level below: the first section, not what names the whole. */
function isFirstOfSeveral(rows: readonly SignedRow[], at: number): boolean {
  const { level, marker } = rows[at] ?? {};
  return (
    marker !== undefined &&
    rows.some((row) => row.level === level && row.marker?.type === marker.type && row.marker.value === 2)
  );
}

/** 3.4 考勤制度 right at the beginning, all other headings below its level: a page of a book, numbered as its chapter. */
function isTitle([first, ...others]: readonly SignedRow[]): boolean {
  if (!first || first.level === 0 || first.label) return false;
  return others.every(({ level }) => level === 0 || level > first.level);
}

function headRunAt(text: string, rows: readonly SignedRow[], first: number): number[] {
  const count = headRun(text, rows, first, rows.length, false);
  return Array.from({ length: count }, (_, n) => first + n);
}

/** The document's own heading stands above organisation and title where a file holds a single case of a selection. */
function documentAbove(text: string, rows: readonly SignedRow[], heads: readonly number[]): number {
  if (heads.length < 3) return 0;
  const organization = heads.findIndex((i) => {
    const row = rows[i];
    return row !== undefined && isOrganization(text.slice(row.start, row.end));
  });
  return organization > 0 && organization < heads.length - 1 ? organization : 0;
}
