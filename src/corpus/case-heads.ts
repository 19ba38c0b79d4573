/** Rows → how many of them make the heading of a case or of a document. */

import type { SignedRow } from "./headings.ts";
import { isAccount, isImprint } from "./imprint.ts";
import { divisionOf } from "./openings.ts";
import { isOrganization, organizationLine } from "./organizations.ts";
import { isMatterName } from "./section-names.ts";
import { CHAPTERS } from "./titles.ts";

const LONGEST_RUN = 4;
/** With number, date and issue of a letterhead. */
const LONGEST_HEADING = 6;
const LONGEST_REMARK = 60;

/**
 * Rows of a case's heading from `at`: consecutive headings without text between. A heading that has siblings of its
 * level in the case, or that stands below a title rather than a name, is a section, unless a section follows at once.
 */
export function headRun(
  text: string,
  rows: readonly SignedRow[],
  at: number,
  end: number,
  plain: boolean,
): number {
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
      const line = text.slice(row.start, row.end);
      // A heading that heads nothing names what the title above it is about.
      const isSecond =
        i === at + 1 && next?.level === row.level && divisionOf(line) === 0 && !isMatterName(line);
      if (!isSecond && !isSubtitle(line, text.slice(rows[at]?.start, rows[at]?.end))) break;
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

export function documentHeads(rows: readonly SignedRow[], end: number): number[] {
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

/** Short lines at the beginning of a plain text, or right before its first section. */
export function plainHeads(text: string, rows: readonly SignedRow[]): number[] {
  const leading = leadingRun(text, rows);
  const section = rows.findIndex((row, i) => !leading.includes(i) && (row.label || row.title || row.bracket));
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

/** A headline can call or ask: 锅边烫个泡，不再抹牙膏了！夜市有了“巷口药箱”; or stand beside the name of a column. */
const HEADLINE = /^(?:【[^【】]{2,8}】)?[^。；;：:【】]{4,44}(?:[：:][^。；;：:【】]{4,40})?$/;

function isHeadline(text: string, row: SignedRow | undefined, next: SignedRow | undefined): boolean {
  if (!row?.prose || row.label || row.marker || row.title || row.level > 0 || row.bullet !== "") return false;
  const line = text.slice(row.start, Math.min(row.end, row.start + 100));
  const isAlone = next !== undefined && (next.parted || next.short || row.parted);
  return isAlone && HEADLINE.test(line) && /[！？!?】]/.test(line) && !isImprint(line) && !isDated(line);
}

function isDated(line: string): boolean {
  return /\d{4}\s*[-./年]\s*\d{1,2}/.test(line);
}

/** From the first short line; a remark or a date between, or before the line of a name, belongs to the run. */
function leadingRun(text: string, rows: readonly SignedRow[]): number[] {
  const run: number[] = [];
  const say = (row: SignedRow) => text.slice(row.start, Math.min(row.end, row.start + 100));
  const from = rows
    .slice(0, 5)
    .findIndex(
      (row, i) =>
        (i < 3 && isHead(row) && !isAccount(say(row)) && !BLANK.test(say(row))) ||
        (isHeadline(text, row, rows[i + 1]) && !row.bold),
    );
  // A text that begins with a chapter has no heading of its own.
  const isBody = (row: SignedRow) => row.end - row.start > LONGEST_REMARK || row.title?.style === CHAPTERS;
  if (from < 0 || rows.slice(0, from).some(isBody)) return [];
  for (let i = from; i < rows.length; i++) {
    const row = rows[i];
    const next = rows[i + 1];
    const isRemark =
      row !== undefined && /^[（(].*[）)]$/.test(text.slice(row.start, Math.min(row.end, row.start + 80)));
    const isName = nameAt(text, row) !== undefined && !row?.title;
    const isShort = row !== undefined && isHead(row) && !BLANK.test(say(row));
    if (i === from || isShort || isName) run.push(i);
    else if (!(run.length > 0 && isRemark && isHead(next))) break;
    else run.push(i);
  }
  return run.length <= LONGEST_HEADING ? run : [];
}

/** To be filled in by hand, on a cover: 姓名______. */
const BLANK = /[_＿]{3,}/;

function isHead(row: SignedRow | undefined): boolean {
  if (!row?.short) return false;
  return !row.label && !row.marker && !row.bracket && !row.title;
}
