/** Rows → where cases begin, told by headings of one style that name an organisation each, by forms, or by datelines. */

import { wordPattern } from "../language/document-words.ts";
import { statedBearer, statedTitle } from "./bearer.ts";
import type { CaseStart } from "./drafts.ts";
import type { SignedRow } from "./headings.ts";
import { leadingOrganization, organizationLine, splitOrganization } from "./organizations.ts";

/** Of the headings of a style at least this share name an organisation, or stand above one. */
const SHARE = 0.5;
const LONGEST_NAME = 60;
const TEXT_LENGTH = 30;

interface Head {
  readonly at: number;
  readonly organization: string | undefined;
  /** Rows of the heading: with the organisation's own line below. */
  readonly heads: number;
}

/** The first of these that finds two cases or more; none where a file is one case. */
export function namedStarts(text: string, rows: readonly SignedRow[]): readonly CaseStart[] {
  for (const find of [headedStarts, countedStarts, formStarts, datedStarts]) {
    const starts = find(text, rows);
    if (starts.length > 1) return starts;
  }
  return [];
}

/** 一、某某工会：题目, or ◎ 题目 above 某某工会: every heading of that style begins a case, those that name none too. */
function headedStarts(text: string, rows: readonly SignedRow[], isToldBelow = false): CaseStart[] {
  const styles = new Map<string, Head[]>();
  for (const [at, row] of rows.entries()) {
    const style = styleOf(text, row);
    if (style === undefined) continue;
    const head = headAt(text, rows, at);
    const heads = styles.get(style);
    if (heads) heads.push(head);
    else styles.set(style, [head]);
  }
  for (const [style, found] of styles) {
    const heads = isToldBelow
      ? found.map((head, i) =>
          namedBelow(text, rows, head, found[i + 1]?.at ?? endOfLast(rows, found, style)),
        )
      : found;
    const named = heads.filter(({ organization }) => organization !== undefined);
    const names = new Set(named.map(({ organization }) => organization));
    if (names.size >= 2 && named.length >= heads.length * SHARE) return heads;
  }
  return [];
}

/** Where the text of the last heading ends: at the next one of a level above it. */
function endOfLast(rows: readonly SignedRow[], heads: readonly Head[], style: string): number {
  const at = heads.at(-1)?.at ?? 0;
  const level = style.startsWith("#") ? Number(style[1]) : 0;
  const above = rows.findIndex((row, i) => i > at && row.level > 0 && row.level < level);
  return above < 0 ? rows.length : above;
}

/** What marks a heading; undefined for text, and for lines that nothing marks. */
function styleOf(text: string, row: SignedRow): string | undefined {
  if (!row.prose || row.label || row.caseLabel || row.bracket) return undefined;
  if (row.level > 0) return `#${row.level}`;
  if (row.bullet !== "") {
    const isLine = row.end - row.start <= LONGEST_NAME && !/[。；，：]$/.test(text.slice(row.start, row.end));
    return isLine && !/^[-*+]/.test(row.bullet) ? row.bullet.trim() : undefined;
  }
  if (!row.short) return undefined;
  return row.marker ? row.marker.type : row.bold ? "bold" : undefined;
}

/** The same, where the title or the text of each says whose it is: 推荐单位：…, a signature. */
export function toldStarts(text: string, rows: readonly SignedRow[]): readonly CaseStart[] {
  return headedStarts(text, rows, true);
}

/** Rows from either end of a case in which it says whose it is. */
const NEAR = 3;

/** `end` is the next heading of the style. */
function namedBelow(text: string, rows: readonly SignedRow[], head: Head, end: number): Head {
  if (head.organization !== undefined) return head;
  const body = rows.slice(head.at + head.heads, end);
  const near = [...body.slice(0, NEAR), ...body.slice(Math.max(NEAR, body.length - NEAR))];
  const isLong = body.some((row) => row.end - row.start >= TEXT_LENGTH);
  const row = rows[head.at];
  const title = row
    ? leadingOrganization(text.slice(row.start + (row.marker?.length ?? 0), row.end))
    : undefined;
  const name =
    title ??
    (isLong ? near.map((row) => statedBearer(text, row) ?? signedBy(text, row)).find(Boolean) : undefined);
  return name ? { ...head, organization: name } : head;
}

/** A short line that is an organisation's name, in brackets or beside a date as a rule. */
function signedBy(text: string, row: SignedRow): string | undefined {
  if (!row.prose || row.label || row.marker || row.level > 0 || row.end - row.start > LONGEST_NAME)
    return undefined;
  return organizationLine(text.slice(row.start, row.end).replace(/^\*|\*$/g, ""));
}

function headAt(text: string, rows: readonly SignedRow[], at: number): Head {
  const row = rows[at];
  const next = rows[at + 1];
  const own = row ? text.slice(row.start + (row.marker?.length ?? 0), row.end) : "";
  const split = splitOrganization(own)?.[0];
  if (split) return { at, organization: own.slice(split.start, split.end), heads: 1 };
  const isLine =
    next?.prose === true &&
    next.level === 0 &&
    !next.label &&
    !next.marker &&
    next.end - next.start <= LONGEST_NAME;
  const below = isLine
    ? organizationLine(text.slice(next.start, next.end).replace(/^\*|\*$/g, ""))
    : undefined;
  return { at, organization: below, heads: below ? 2 : 1 };
}

/** 【2/6】 of an export of articles: how many there are stands with the number of each. */
const COUNTER = /^[【[（(]\s*(\d{1,3})\s*\/\s*(\d{1,3})\s*[】\])）]/;
const LONGEST_RUN = 3;

function countedStarts(text: string, rows: readonly SignedRow[]): CaseStart[] {
  const all = new Set<string>();
  const starts = rows.flatMap((row, at): CaseStart[] => {
    const counter = row.prose ? COUNTER.exec(text.slice(row.start, row.start + 12)) : null;
    if (!counter) return [];
    all.add(counter[2] ?? "");
    let heads = 1;
    while (heads <= LONGEST_RUN && rows[at + heads]?.short && !rows[at + heads]?.bold) heads++;
    return [{ at, heads }];
  });
  return all.size === 1 ? starts : [];
}

/** What a form says of itself, before a colon. */
const FIELD = /^[（(*_]{0,3}[^：:。，,]{2,10}?(?:\*\*|__)?\s*[：:]/;
const BEARER = new RegExp(
  `^[（(*_]{0,3}${wordPattern("bearer")}(?:\\*\\*|__)?\\s*[：:](?:\\*\\*|__)?\\s*(.+)$`,
);

/** A form begins with a run of fields, one of them the organisation that fills it in. */
function formStarts(text: string, rows: readonly SignedRow[]): CaseStart[] {
  const starts: CaseStart[] = [];
  const names = new Set<string>();
  const isField = (row: SignedRow | undefined) =>
    row?.prose === true &&
    row.level === 0 &&
    (row.label === undefined || row.label.kind === "other") &&
    FIELD.test(text.slice(row.start, Math.min(row.end, row.start + 60)));
  for (let at = 0; at < rows.length; at++) {
    let end = at;
    while (isField(rows[end]) && (end === at || !rows[end]?.parted)) end++;
    if (end - at >= 2) {
      const fields = rows.slice(at, end).map(({ start, end }) => text.slice(start, end));
      const organization = fields.flatMap((field) => BEARER.exec(field)?.[1]?.trim() ?? [])[0];
      if (organization !== undefined) {
        names.add(organization);
        starts.push({
          at,
          heads: end - at,
          named: { organization, title: fields.map(statedTitle).find(Boolean) ?? "" },
        });
      }
    }
    at = Math.max(at, end - 1);
  }
  return names.size >= 2 ? starts : [];
}

const DATELINE = new RegExp(`^[（(]?${wordPattern("dateline")}\\s*[：:]`);

/** Pages saved one after another: a title with the line below it that says when and where it came out. */
function datedStarts(text: string, rows: readonly SignedRow[]): CaseStart[] {
  return rows.flatMap((row, at): CaseStart[] => {
    const next = rows[at + 1];
    const isTitle = row.prose && row.short && !row.label && !row.marker && !row.bracket;
    const isDated = next?.prose === true && DATELINE.test(text.slice(next.start, next.end));
    return isTitle && isDated ? [{ at, heads: 1 }] : [];
  });
}
