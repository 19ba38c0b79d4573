/** Rows → those at which cases begin, all of one Markdown level, where a file holds several under headings. */

import type { SignedRow } from "./headings.ts";
import { isSurelyOrganization, splitOrganization } from "./organizations.ts";
import { isMatterName, sectionKey } from "./section-names.ts";

/** What stands below one heading, up to the next of its level or above. */
interface Branch {
  readonly at: number;
  readonly name: string;
  /** Keys of known sections, and of unknown deeper headings. */
  readonly known: Set<string>;
  readonly deeper: Set<string>;
  /** A known section comes twice: the branch holds several cases rather than being one. */
  repeats: boolean;
  hasText: boolean;
}

/**
 * The smallest level with two or more headings that each have sections below: sections the genre knows, or unknown
 * ones whose names come again in other branches or whose branches are named for organisations.
 */
export function caseLevel(text: string, rows: readonly SignedRow[]): readonly number[] | undefined {
  for (let level = 1; level <= 6; level++) {
    const { branches, sections } = branchesAt(text, rows, level);
    // Sections at this level: what lies deeper is their parts.
    if (sections > 0 && sections * 3 >= branches.length) return undefined;
    if (branches.length >= 2 && areCases(branches, isNamedAbove(text, rows, level)))
      return withoutFront(branches);
  }
  return undefined;
}

/** A document's own heading can stand at the level of its cases; unlike them it has no sections. */
function withoutFront(branches: readonly Branch[]): number[] {
  const isLikeOther = (branch: Branch) =>
    [...branch.deeper].some((key) => branches.some((other) => other !== branch && other.deeper.has(key)));
  const isCase = (branch: Branch) => branch.known.size > 0 || isNamed(branch) || isLikeOther(branch);
  const first = branches.findIndex(isCase);
  return branches.slice(Math.max(0, first)).map(({ at }) => at);
}

function isNamed({ name }: Branch): boolean {
  return isNameLike(name);
}

function isNameLike(heading: string): boolean {
  return isSurelyOrganization(heading) || splitOrganization(heading) !== undefined;
}

/** Below a heading that names an organisation stand its sections, even where they look like names: 职工服务中心. */
function isNamedAbove(text: string, rows: readonly SignedRow[], level: number): boolean {
  const above = rows.filter((row) => row.level > 0 && row.level < level);
  return above.length === 1 && above.every((row) => isNameLike(text.slice(row.start, row.end)));
}

function areCases(branches: readonly Branch[], isBelowName: boolean): boolean {
  const half = branches.length / 2;
  const known = branches.filter(({ known }) => known.size > 0);
  const repeating = known.filter(({ repeats }) => repeats);
  if (known.length >= 2 && known.length >= half) return repeating.length * 2 < known.length;
  const named = branches.filter(isNamed);
  const filled = branches.filter(({ hasText, deeper }) => hasText || deeper.size > 0);
  if (filled.length < 2 || isBelowName) return false;
  if (named.length >= 2 && named.length >= branches.length * 0.8) return true;
  const split = branches.filter(({ deeper }) => deeper.size > 0);
  return split.length >= 2 && split.length >= half && areShared(split);
}

/** Most deeper headings stand in several branches: cases are told alike, chapters have two or three words in common. */
function areShared(branches: readonly Branch[]): boolean {
  const all = branches.flatMap(({ deeper }) => [...deeper]);
  const again = [...Map.groupBy(all, (key) => key).values()].filter(({ length }) => length > 1).flat();
  return again.length > 0 && again.length * 2 >= all.length;
}

function branchesAt(text: string, rows: readonly SignedRow[], level: number) {
  const branches: Branch[] = [];
  let sections = 0;
  let branch: Branch | undefined;
  let empty = false;
  for (const [at, row] of rows.entries()) {
    const content = row.level > 0 ? text.slice(row.start, row.end) : "";
    if (row.level > 0 && row.level < level) {
      branch = undefined;
    } else if (row.level === level && isMatterName(content)) {
      branch = undefined;
      continue;
    } else if (row.level === level && !row.label) {
      if (!branch || !empty) {
        branch = { at, name: content, known: new Set(), deeper: new Set(), repeats: false, hasText: false };
        branches.push(branch);
        empty = true;
      }
      continue;
    } else if (row.label && (row.level > 0 || row.label.kind !== "other")) {
      if (row.level === level && row.label.kind !== "other") sections++;
      if (branch) {
        branch.repeats ||= branch.known.has(row.label.key);
        branch.known.add(row.label.key);
      }
    } else if (row.level > level && !row.marker) {
      branch?.deeper.add(sectionKey(content));
    } else if (row.bracket) {
      branch?.deeper.add(sectionKey(text.slice(row.bracket.start, row.bracket.end)));
    } else if (branch) {
      branch.hasText = true;
    }
    empty = false;
  }
  return { branches, sections };
}
