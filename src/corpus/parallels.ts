/** Rows of a file without a level of cases → where cases begin, told by parts of one shape, or by titles of papers, that stand one after another. */

import { wordPattern } from "../language/document-words.ts";
import type { CaseStart } from "./drafts.ts";
import type { SignedRow } from "./headings.ts";
import { isImprint } from "./imprint.ts";
import { isOrganization, leadingOrganization } from "./organizations.ts";
import { sectionKey } from "./section-names.ts";

const LONGEST_RUN = 3;
/** A shorter line that names no organisation can head a part of a text. */
const TITLE_LENGTH = 6;
const TEXT_LENGTH = 30;
const LONGEST_PAPER = 60;

/**
 * The same heading (〔为什么要办〕, 一、从哪儿说起), each time right below lines that nothing numbers: every one of these begins a
 * case. Two cases at least, of different names.
 */
export function parallelStarts(text: string, rows: readonly SignedRow[]): CaseStart[] {
  if (rows.some((row) => row.level > 0)) return [];
  const openers = Map.groupBy(rows.keys(), (at) => openerOf(text, rows[at]));
  const found = [...openers].flatMap(([key, at]) => {
    if (key === undefined || at.length < 2) return [];
    const runs = at.map((end) => runAbove(text, rows, end));
    const names = new Set(runs.map(([first]) => text.slice(rows[first ?? 0]?.start, rows[first ?? 0]?.end)));
    const isOfCases = runs.every((run) => run.length > 0) && names.size === runs.length;
    return isOfCases
      ? [
          runs.flatMap(([first, ...more]) =>
            first === undefined ? [] : [{ at: first, heads: 1 + more.length }],
          ),
        ]
      : [];
  });
  return found.toSorted((a, b) => b.length - a.length)[0] ?? [];
}

/** What a heading says; of numbered ones the first alone, for parts of one report begin anew with other words. */
function openerOf(text: string, row: SignedRow | undefined): string | undefined {
  if (!row?.prose || row.caseLabel) return undefined;
  if (row.marker) {
    const isFirst = row.marker.type === "一、" && row.marker.value === 1 && row.short;
    return isFirst ? sectionKey(text.slice(row.start, row.end)) : undefined;
  }
  if (row.label) return row.label.kind === "other" ? undefined : row.label.key;
  const bracketed = /^[【〔［〖[]([^【】〔〕［］〖〗[\]]{2,12})[】〕］〗\]]/.exec(
    text.slice(row.start, row.start + 16),
  )?.[1];
  if (bracketed) return sectionKey(bracketed);
  return row.short && row.title ? sectionKey(text.slice(row.start, row.end)) : undefined;
}

/** The lines right above that can be the heading of a case, the first of them apart from the text before. */
function runAbove(text: string, rows: readonly SignedRow[], end: number): number[] {
  const run: number[] = [];
  for (let at = end - 1; at >= 0 && run.length < LONGEST_RUN; at--) {
    const row = rows[at];
    if (!row?.short || row.label || row.marker || row.bracket || row.title || row.table) break;
    run.unshift(at);
    if (row.parted) break;
  }
  const [first] = run.flatMap((at) => rows[at] ?? []);
  if (!first || !(first.parted || run[0] === 0)) return [];
  const says = run.map((at) => text.slice(rows[at]?.start, rows[at]?.end));
  return says.some((line) => line.length >= TITLE_LENGTH || isOrganization(line)) ? run : [];
}

const ABOUT = new RegExp(`^${wordPattern("paper")}`);
const PAPER = new RegExp(`^${wordPattern("paper-title")}(?:[（(][^（()）]{1,20}[）)])?$`);

/**
 * Papers one after another, each below its title, in a file without Markdown levels: 关于…的公告, 某局2024年工作总结. A title that
 * has no text of its own stands over the others: they are parts.
 */
export function paperStarts(text: string, rows: readonly SignedRow[]): CaseStart[] {
  if (rows.some((row) => row.level > 0)) return [];
  const starts: CaseStart[] = [];
  const titles = new Set<string>();
  for (const [at, row] of rows.entries()) {
    const line = row.end - row.start <= LONGEST_PAPER ? text.slice(row.start, row.end) : "";
    const isHead = row.short && !row.label && !row.marker && (!row.title || row.title.style === "plain");
    if (!isHead || row.bullet !== "" || !PAPER.test(line)) continue;
    const above = rows[at - 1];
    const isBelowName =
      !row.parted && above?.short === true && isOrganization(text.slice(above.start, above.end));
    const first = isBelowName ? at - 1 : at;
    const isApart = first === 0 || rows[first]?.parted;
    const articles = rows.slice(at + 1, at + 4).some(({ marker }) => marker?.type === "第一条");
    if (!isApart || !(isBelowName || articles || isOwnTitle(line))) continue;
    titles.add(line);
    starts.push({ at: first, heads: 1 + at - first });
  }
  const isTold = ({ at, heads }: CaseStart, i: number) =>
    rows.slice(at + heads, starts[i + 1]?.at).some((row) => isText(text, row));
  const isWhole = titles.size === starts.length && starts.every(isTold);
  return isWhole && (starts[0]?.at ?? 0) <= 1 ? starts : [];
}

/** Says whose, when or of what: 健全协商制度, 工作总结 head parts of a paper. */
function isOwnTitle(line: string): boolean {
  return ABOUT.test(line) || /.\d{4}/.test(line) || leadingOrganization(line) !== undefined;
}

function isText(text: string, { start, end, table, short }: SignedRow): boolean {
  return table !== undefined || end - start >= TEXT_LENGTH || (!short && !isImprint(text.slice(start, end)));
}
