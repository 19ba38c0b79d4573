/** Rows of a file without a level of cases → where cases begin, told by titles with an organisation's line beside them. */

import { wordPattern } from "../language/document-words.ts";
import type { CaseStart } from "./drafts.ts";
import type { SignedRow } from "./headings.ts";
import { isImprint, isSpeaker, wireLength } from "./imprint.ts";
import { namedLine } from "./organizations.ts";

const LONGEST_RUN = 4;
/** A headline can be a question. */
const HEADLINE = /^.{4,30}[？?！!]$/;
const TEXT_LENGTH = 30;
/** A signature is set to the right, in columns. */
const RIGHT = 8;
const REPORTER = new RegExp(`^(?:${wordPattern("reporter")}|[（(]?${wordPattern("dateline")}\\s*[：:])`);

/**
 * Runs of one to four short lines with text or a section below, which tell whose text it is: a line of the run is an
 * organisation's name, or the line after it says who wrote it (本报讯, 通讯员 …) or when it came out. Fewer than two of them, or one
 * organisation for all: the file is one case.
 */
export function bylinedStarts(text: string, rows: readonly SignedRow[]): CaseStart[] {
  const starts: CaseStart[] = [];
  const names = new Set<string>();
  let reports = 0;
  for (let i = 0; i < rows.length; i++) {
    const run = runAt(text, rows, i);
    const name = run.length >= 2 ? run.map((row) => nameOf(text, row)).find(Boolean) : undefined;
    const next = rows[i + run.length];
    const isReport = run.length > 0 && next !== undefined && isReported(text, next);
    const opens = next && (isBody(text, next) || headsBody(text, next, rows[i + run.length + 1]));
    if (next && (isReport || (name && opens)) && !run.some((row) => isIssue(text, row))) {
      starts.push({ at: i, heads: run.length });
      if (name) names.add(name);
      if (isReport) reports++;
    }
    i += Math.max(0, run.length - 1);
  }
  if (names.size < 2 && reports < 2) return [];
  return [...starts, ...apartStarts(text, rows, starts)].sort((a, b) => a.at - b.at);
}

/** Its first words say who reports, or the whole line does. */
function isReported(text: string, row: SignedRow): boolean {
  if (!row.prose || row.level > 0 || row.label) return false;
  const words = text.slice(row.start, Math.min(row.end, row.start + 120));
  return wireLength(words) > 0 || isSpeaker(words) || (row.end - row.start <= 80 && REPORTER.test(words));
}

/** Where a gap as wide as before every other article parts a heading from the text above it, it heads an article, too. */
function apartStarts(
  text: string,
  rows: readonly SignedRow[],
  starts: readonly CaseStart[],
): readonly CaseStart[] {
  const gapBefore = (at: number) => (rows[at]?.number ?? 0) - (rows[at - 1]?.number ?? -9);
  const gap = Math.min(...starts.map(({ at }) => gapBefore(at)));
  const taken = (at: number) => starts.some((start) => at >= start.at && at <= start.at + start.heads);
  if (gap < 2) return [];
  const after = starts[0]?.at ?? 0;
  return rows.flatMap((row, at): CaseStart[] => {
    if (at <= after || taken(at) || gapBefore(at) < gap || !row.prose || row.marker) return [];
    const next = rows[at + 1];
    const isHead =
      row.short ||
      row.bracket !== undefined ||
      (row.label !== undefined && row.end - row.start <= TEXT_LENGTH);
    const isApart = next !== undefined && gapBefore(at + 1) <= 2 && !(gap === 2 && next.short);
    return isHead && isApart && text.slice(row.start, row.end).length <= 40 ? [{ at, heads: 1 }] : [];
  });
}

/** The number of an issue stands in a periodical's own heading. */
function isIssue(text: string, row: SignedRow): boolean {
  return /第\s*\d{1,4}\s*期/.test(text.slice(row.start, Math.min(row.end, row.start + 60)).normalize("NFKC"));
}

/**
 * Texts one after another, each signed below: a line that is an organisation's name, with or without the date, after a
 * sentence's end, and below it a title, or the next number of paragraphs that have none.
 */
export function signedStarts(text: string, rows: readonly SignedRow[]): CaseStart[] {
  const last = rows.findLastIndex(({ start, end }) => !isImprint(text.slice(start, end)));
  const signed = rows.flatMap((row, at) => {
    const before = rows[at - 1];
    const name = row.prose && row.level === 0 && !row.label && !row.marker && nameOf(text, row);
    if (!name || !before || !/[。！？”）)]$/.test(text.slice(before.start, before.end))) return [];
    const below = rows[at + 1];
    const end = at + (below && isImprint(text.slice(below.start, below.end)) ? 2 : 1);
    const head = rows[end];
    const isApart = head?.parted === true || row.indent >= RIGHT;
    if (end > last) return [{ name, end: rows.length }];
    return isApart && head && (isHead(text, head, true) || head.marker) ? [{ name, end }] : [];
  });
  if (new Set(signed.map(({ name }) => name)).size < 2) return [];
  const body = rows.findIndex((row) => isBody(text, row) && !row.title);
  let first = body;
  while (first > 0 && !rows[first]?.parted && rows[first - 1]?.short) first--;
  if (first === body && rows[body - 1]?.short && !rows[body]?.marker) first = body - 1;
  const starts = first < 0 ? [] : [first, ...signed.map(({ end }) => end).filter((at) => at < rows.length)];
  return starts.map((at, i) => {
    const row = rows[at];
    if (!row?.marker || row.short) return { at, heads: 1 };
    const lead = /^[^。；]{4,40}(?=。)/.exec(text.slice(row.start + row.marker.length, row.end))?.[0] ?? "";
    return { at, heads: 0, named: { organization: signed[i]?.name ?? "", title: lead } };
  });
}

/** A file of attachments alone: each has a title of its own below its label. */
export function attachedStarts(_: string, rows: readonly SignedRow[]): CaseStart[] {
  const at = rows.flatMap(({ title }, i) => (title?.style === "附件" ? [i] : []));
  if (at[0] !== 0) return [];
  return at.map((i) => {
    let end = i + 1;
    while (
      end < i + LONGEST_RUN &&
      rows[end]?.short &&
      !rows[end]?.label &&
      !rows[end]?.marker &&
      !rows[end]?.title
    )
      end++;
    return { at: i, heads: end - i };
  });
}

/** A run ends before a blank line, unless the name has yet to come. */
function runAt(text: string, rows: readonly SignedRow[], from: number): SignedRow[] {
  const run: SignedRow[] = [];
  for (let i = from; i < rows.length && run.length < LONGEST_RUN; i++) {
    const row = rows[i];
    if (!row || !isHead(text, row, run.length === 0)) break;
    const isNamed = run.some((one) => nameOf(text, one));
    if (row.parted && run.length > 0 && (isNamed || !nameOf(text, row))) break;
    run.push(row);
  }
  return run;
}

function isHead(text: string, row: SignedRow, isFirst: boolean): boolean {
  if (
    !row.prose ||
    row.label ||
    row.marker ||
    row.bracket ||
    row.title ||
    row.bullet !== "" ||
    row.level > 0
  ) {
    return false;
  }
  return (
    row.short || nameOf(text, row) !== undefined || (isFirst && HEADLINE.test(text.slice(row.start, row.end)))
  );
}

function nameOf(text: string, row: SignedRow): string | undefined {
  return row.end - row.start <= 60 ? namedLine(text.slice(row.start, row.end)) : undefined;
}

/** A line apart from the run above it, right above text: the name of a section. */
function headsBody(text: string, row: SignedRow, below: SignedRow | undefined): boolean {
  return row.short && row.parted && below !== undefined && !below.parted && isBody(text, below);
}

function isBody(text: string, row: SignedRow): boolean {
  if (row.label || row.title || row.bracket) return true;
  return (
    row.prose &&
    row.level === 0 &&
    (row.flows || row.end - row.start >= TEXT_LENGTH || /[。；]$/.test(text.slice(row.start, row.end)))
  );
}
