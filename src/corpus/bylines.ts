/** Rows of a file without a level of cases → where cases begin, told by titles with an organisation's line beside them. */

import type { CaseStart } from "./drafts.ts";
import type { SignedRow } from "./headings.ts";
import { organizationLine } from "./organizations.ts";

const LONGEST_RUN = 4;
/** A headline can be a question. */
const HEADLINE = /^.{4,30}[？?！!]$/;
const TEXT_LENGTH = 30;

/**
 * Runs of two to four short lines, one of them an organisation's name, with text or a section below. Fewer than two of
 * them, or one organisation for all: the file is one case.
 */
export function bylinedStarts(text: string, rows: readonly SignedRow[]): CaseStart[] {
  const starts: CaseStart[] = [];
  const names = new Set<string>();
  for (let i = 0; i < rows.length; i++) {
    const run = runAt(text, rows, i);
    const name = run.length >= 2 ? run.map((row) => nameOf(text, row)).find(Boolean) : undefined;
    const next = rows[i + run.length];
    if (name && next && isBody(text, next)) {
      starts.push({ at: i, heads: run.length });
      names.add(name);
    }
    i += Math.max(0, run.length - 1);
  }
  return names.size >= 2 ? starts : [];
}

/** A run ends before a blank line, unless its title or its name has yet to come. */
function runAt(text: string, rows: readonly SignedRow[], from: number): SignedRow[] {
  const run: SignedRow[] = [];
  for (let i = from; i < rows.length && run.length < LONGEST_RUN; i++) {
    const row = rows[i];
    if (!row || !isHead(text, row, run.length === 0)) break;
    if (row.parted && run.length >= 2 && run.some((one) => nameOf(text, one))) break;
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
  return row.end - row.start <= 60 ? organizationLine(text.slice(row.start, row.end)) : undefined;
}

function isBody(text: string, row: SignedRow): boolean {
  if (row.label || row.title || row.bracket) return true;
  return (
    row.prose &&
    row.level === 0 &&
    (row.end - row.start >= TEXT_LENGTH || /[。；]$/.test(text.slice(row.start, row.end)))
  );
}
