/** Rows of a file without a level of cases → where cases begin, told by section names that come again. */

import type { CaseStart } from "./drafts.ts";
import type { SignedRow } from "./headings.ts";
import { isOrganization } from "./organizations.ts";

const LONGEST_RUN = 4;

/**
 * A case begins with the run of short lines or unknown headings right before a section, where that section's name has
 * come before in the case at hand. Fewer than two starts: the file is one case.
 */
export function repeatedRuns(text: string, rows: readonly SignedRow[]): CaseStart[] {
  const hasHeadings = rows.some((row) => row.level > 0 && !row.label);
  /** Runs of heads, possibly longer than the cases' own headings. */
  const found: number[][] = [];
  let seen = new Set<string>();
  let run: number[] = [];
  let named: number[] = [];
  for (const [i, row] of rows.entries()) {
    if (row.label && row.label.kind !== "other") {
      const candidate = run.length > 0 ? run : named;
      if (found.length === 0 || (seen.has(row.label.key) && candidate.length > 0)) {
        found.push(candidate);
        seen = new Set();
      }
      seen.add(row.label.key);
      run = [];
      named = [];
    } else if (
      isHead(text, row, hasHeadings) ||
      (run.length > 0 && row.short && !row.marker && !row.bracket)
    ) {
      run.push(i);
    } else {
      if (run.length > 0) named = run.some((at) => isNamed(text, rows[at], hasHeadings)) ? run : named;
      run = [];
    }
  }
  return found.length > 1 ? trimmed(found) : [];
}

/** The first run may open with the document's own heading: a case's heading is as long as those of the others. */
function trimmed(found: readonly (readonly number[])[]): CaseStart[] {
  const usual = Math.max(1, ...found.slice(1).map(({ length }) => Math.min(length, LONGEST_RUN)));
  const starts = found.flatMap((run, i) => {
    const own = run.slice(i === 0 ? -usual : -LONGEST_RUN);
    return own[0] === undefined ? [] : [{ at: own[0], heads: own.length }];
  });
  return starts.length > 1 ? starts : [];
}

function isHead(text: string, row: SignedRow, hasHeadings: boolean): boolean {
  if (row.label || row.bracket || (row.marker && row.marker.type !== "一、")) return false;
  if (!hasHeadings) return row.short;
  return row.level > 0 || (row.short && (row.bold || isOrganization(text.slice(row.start, row.end))));
}

/** A run that stands apart from the first section, text between, must show by itself that it heads a case. */
function isNamed(text: string, row: SignedRow | undefined, hasHeadings: boolean): boolean {
  if (!row) return false;
  return (hasHeadings && row.level > 0) || isOrganization(text.slice(row.start, row.end));
}
