/** Rows → which of them head a case, which are its body, and which belong to the document as a whole. */

import { attachedStarts, bylinedStarts } from "./bylines.ts";
import { caseLevel } from "./case-level.ts";
import type { CaseStart, Part } from "./drafts.ts";
import type { SignedRow } from "./headings.ts";
import { namedStarts } from "./named-starts.ts";
import { isOrganization, organizationLine } from "./organizations.ts";
import { repeatedRuns } from "./repetition.ts";
import { rollParts } from "./rolls.ts";
import { isMatterName } from "./section-names.ts";

export interface Outline {
  /** The document first, where there is one; at least one case. */
  readonly parts: readonly Part[];
  /** The cases were told apart only by section names that come again. */
  readonly byRepetition: boolean;
}

const LONGEST_RUN = 4;
/** With number, date and issue of a letterhead. */
const LONGEST_HEADING = 6;
const LONGEST_REMARK = 60;

/** The first of these that applies: 案例1 labels, a Markdown level of cases, section names that repeat, one case. */
export function outline(text: string, rows: readonly SignedRow[]): Outline {
  const opened = rows.flatMap((row, at) => (row.opens ? [{ at, heads: 1 }] : []));
  if (opened.length > 0) return { parts: split(text, rows, opened, 1), byRepetition: false };
  const labelled = labelledStarts(text, rows);
  if (labelled.length > 0 && areLabelsOfCases(text, rows, labelled)) {
    return { parts: split(text, rows, labelled, levelAt(rows, labelled)), byRepetition: false };
  }
  const found = caseLevel(text, rows);
  if (found) {
    const starts = levelStarts(text, rows, found.starts);
    return { parts: split(text, rows, starts, found.level), byRepetition: false };
  }
  const named = namedStarts(text, rows);
  if (named.length > 1) return { parts: split(text, rows, named, levelAt(rows, named)), byRepetition: false };
  const repeated = repeatedRuns(text, rows);
  if (repeated.length > 1) return { parts: split(text, rows, repeated, 0), byRepetition: true };
  const roll = rollParts(text, rows, plainHeads(text, rows));
  if (roll) return { parts: roll, byRepetition: false };
  const bylined = bylinedStarts(text, rows);
  if (bylined.length > 1) return { parts: split(text, rows, bylined, 0), byRepetition: false };
  const attached = attachedStarts(rows);
  if (attached.length > 1) return { parts: split(text, rows, attached, 0), byRepetition: false };
  return { parts: singleCase(text, rows), byRepetition: false };
}

function levelAt(rows: readonly SignedRow[], starts: readonly CaseStart[]): number {
  return rows[starts[0]?.at ?? 0]?.level ?? 0;
}

/** 案例1 within the parts of a case is an example: where a file has sections, those of a case stand below its label. */
function areLabelsOfCases(text: string, rows: readonly SignedRow[], starts: readonly CaseStart[]): boolean {
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

/** Labels of a table of contents come again further down; there they head a case. */
function labelledStarts(text: string, rows: readonly SignedRow[]): CaseStart[] {
  const labels = rows.flatMap((row, at) => (row.caseLabel ? [{ at, value: row.caseLabel.value }] : []));
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

/**
 * Rows of a case's heading from `at`: consecutive headings without text between. A heading that has siblings of its
 * level in the case, or that stands below a title rather than a name, is a section, unless a section follows at once.
 */
function headRun(text: string, rows: readonly SignedRow[], at: number, end: number, plain: boolean): number {
  const counts = new Map<number, number>();
  for (let i = at; i < end; i++) {
    const level = rows[i]?.level ?? 0;
    counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  const isNamed = nameAt(text, rows[at]) !== undefined;
  const isSection = (row: SignedRow, next: SignedRow | undefined) =>
    (counts.get(row.level) ?? 0) > 1 || (!isNamed && next !== undefined && next.level === 0);
  let i = at + 1;
  for (; i < end && i - at < LONGEST_RUN; i++) {
    const row = rows[i];
    const next = i + 1 < end ? rows[i + 1] : undefined;
    if (!row || row.label || row.marker || row.bracket) break;
    if (row.level === 0) {
      const isName = isOrganization(text.slice(row.start, row.end));
      const isTitle = i === at + 1 && (next?.label !== undefined || isName);
      if (!row.short || !(isTitle || (plain && closesRun(rows, i, end)))) break;
    } else if (row.level !== rows[at]?.level && !next?.label && isSection(row, next)) {
      if (!isSubtitle(text.slice(row.start, row.end), text.slice(rows[at]?.start, rows[at]?.end))) break;
    }
  }
  return i - at;
}

/** A subtitle has siblings, yet it is no section; neither is the organisation below a title. */
function isSubtitle(line: string, first: string): boolean {
  return /^(?:——|--|－－)/.test(line) || (isOrganization(line) && !isOrganization(first));
}

/** Plain short lines head a case only where a section or text follows them, not another list of short lines. */
function closesRun(rows: readonly SignedRow[], from: number, end: number): boolean {
  for (let i = from; i < Math.min(end, from + LONGEST_RUN); i++) {
    const row = rows[i];
    if (!row?.short || row.marker) return true;
  }
  return false;
}

/** Headings above the level of cases, and matter such as 附录, belong to the document until the next case begins. */
function split(
  text: string,
  rows: readonly SignedRow[],
  starts: readonly CaseStart[],
  level: number,
): Part[] {
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
      cases.push({ role: "case", heads, body, ...(start.named ? { named: start.named } : {}) });
      i += start.heads - 1;
      next++;
      continue;
    }
    const isLast = next === starts.length;
    if (row && next > 0 && (leavesCases(text, row, level) || (isLast && isAppended(text, row))))
      body = document.body;
    body.push(i);
  }
  const first = starts[0]?.at ?? 0;
  const heads = documentHeads(rows, first);
  document.heads = heads;
  document.body = document.body.filter((i) => !heads.includes(i));
  const isEmpty = document.heads.length === 0 && document.body.length === 0;
  return isEmpty ? cases : [{ role: "document", ...document }, ...cases];
}

/** 附：… or 附表 … below the last case belongs to the whole. */
function isAppended(text: string, row: SignedRow): boolean {
  return (
    (row.level > 0 || row.short) &&
    /^附(?:\s*[:：]|[表录](?:[\s:：]|[一二三四五六七八九十\d]))/.test(text.slice(row.start, row.start + 4))
  );
}

function leavesCases(text: string, row: SignedRow, level: number): boolean {
  if (row.level === 0 || row.level > level || row.marker) return false;
  const matter = isMatterName(text.slice(row.start, row.end));
  return row.level < level ? !row.label || matter : matter;
}

function documentHeads(rows: readonly SignedRow[], end: number): number[] {
  const heads: number[] = [];
  const marked = rows.slice(0, end).some((row) => row.level > 0);
  for (let i = 0; i < end && heads.length < LONGEST_RUN; i++) {
    const row = rows[i];
    if (!row || row.label || row.bracket) break;
    if (marked ? row.level === 0 : !row.short) {
      if (heads.length > 0 || !marked) break;
      continue;
    }
    heads.push(i);
  }
  return heads;
}

/** One case: its heading is the first run of headings, or of short lines where a file has no Markdown headings. */
function singleCase(text: string, rows: readonly SignedRow[]): Part[] {
  const first = rows.findIndex(
    (row) => row.level > 0 && !row.label && !(row.marker && row.marker.type !== "一、"),
  );
  const sectionFirst = rows.findIndex((row) => row.level > 0 && row.label);
  const isHeaded = first >= 0 && (sectionFirst < 0 || first < sectionFirst);
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

/** Short lines at the beginning of a plain text, or right before its first section. */
function plainHeads(text: string, rows: readonly SignedRow[]): number[] {
  const section = rows.findIndex((row) => row.label || row.title || row.bracket);
  const leading = leadingRun(text, rows);
  if (section > 0) {
    if (leading.length > 0) return leading;
    let from = section;
    while (from > 0 && section - from < LONGEST_RUN && isHead(rows[from - 1])) from--;
    return Array.from({ length: section - from }, (_, n) => from + n);
  }
  // Without sections first lines are taken for a heading only where text follows them, and several only with a name.
  const first = rows[leading[0] ?? 0];
  const follower = rows[(leading.at(-1) ?? -1) + 1];
  if (leading.length === 0 || section === 0 || !first || !follower) return [];
  const names = leading.filter((i) => nameAt(text, rows[i]) !== undefined);
  const isText = !follower.short && follower.prose && follower.bullet === "";
  if (leading.length > 2) return names.length > 0 && isText ? leading : [];
  return isText || names.length > 0 ? leading : [];
}

function nameAt(text: string, row: SignedRow | undefined): string | undefined {
  return row && row.end - row.start <= 60 ? organizationLine(text.slice(row.start, row.end)) : undefined;
}

/** From the first short line; a remark or a date between, or before the line of a name, belongs to the run. */
function leadingRun(text: string, rows: readonly SignedRow[]): number[] {
  const run: number[] = [];
  const from = rows.slice(0, 3).findIndex((row) => isHead(row));
  if (from < 0 || rows.slice(0, from).some((row) => row.end - row.start > LONGEST_REMARK)) return [];
  for (let i = from; i < rows.length; i++) {
    const row = rows[i];
    const next = rows[i + 1];
    const isRemark =
      row !== undefined && /^[（(].*[）)]$/.test(text.slice(row.start, Math.min(row.end, row.start + 80)));
    if (isHead(row) || (nameAt(text, row) && !row?.title)) run.push(i);
    else if (!(run.length > 0 && isRemark && isHead(next))) break;
    else run.push(i);
  }
  return run.length <= LONGEST_HEADING ? run : [];
}

function isHead(row: SignedRow | undefined): boolean {
  if (!row?.short) return false;
  return !row.label && !row.marker && !row.bracket && !row.title;
}
