/** Rows → where cases begin, told by headings of one style that name an organisation each, or by forms. */

import { wordPattern } from "../language/document-words.ts";
import { statedBearer, statedTitle } from "./bearer.ts";
import type { CaseStart } from "./drafts.ts";
import type { SignedRow } from "./headings.ts";
import { leadingOrganization, namedLine, splitOrganization } from "./organizations.ts";

/** Of the headings of a style at least this share name an organisation, or stand above one. */
const SHARE = 0.5;
const LONGEST_NAME = 60;
const TEXT_LENGTH = 30;

interface Head extends CaseStart {
  readonly organization: string | undefined;
}

/** The first of these that finds two cases or more; none where a file is one case. */
export function namedStarts(text: string, rows: readonly SignedRow[]): readonly CaseStart[] {
  const starts = headedStarts(text, rows, false);
  return starts.length > 1 ? starts : formStarts(text, rows);
}

/** The same, where a title has the name among its words, or its text says whose it is: 推荐单位：…, a signature. */
export function toldStarts(text: string, rows: readonly SignedRow[]): readonly CaseStart[] {
  return headedStarts(text, rows, true);
}

/** 一、某某工会：题目, or ◎ 题目 above 某某工会: every heading of that style begins a case, those that name none too. */
function headedStarts(text: string, rows: readonly SignedRow[], isTold: boolean): readonly CaseStart[] {
  const styles = Map.groupBy(rows.keys(), (at) => styleOf(text, rows[at]));
  for (const [style, found] of styles) {
    if (style === undefined || found.length < 2) continue;
    const last = endOfLast(rows, found, style);
    const heads = found.map((at, i) => headAt(text, rows, at, found[i + 1] ?? last, isTold));
    const names = heads.flatMap(({ organization }) => organization ?? []);
    // Names one below the other are a list.
    const filled = heads.filter(({ at, heads: own }, i) => (heads[i + 1]?.at ?? last) > at + own);
    const isMost = [names, filled].every(({ length }) => length >= heads.length * SHARE);
    if (new Set(names).size >= 2 && isMost) return heads;
  }
  return [];
}

/** Where the text of the last heading ends: at the next one of a level above it. */
function endOfLast(rows: readonly SignedRow[], heads: readonly number[], style: string): number {
  const at = heads.at(-1) ?? 0;
  const level = style.startsWith("#") ? Number(style[1]) : 0;
  const above = rows.findIndex((row, i) => i > at && row.level > 0 && row.level < level);
  return above < 0 ? rows.length : above;
}

/** What marks a heading; undefined for text, and for lines that nothing marks. */
function styleOf(text: string, row: SignedRow | undefined): string | undefined {
  if (!row?.prose || row.label || row.caseLabel || row.bracket) return undefined;
  if (row.level > 0) return `#${row.level}`;
  if (row.bullet !== "") {
    const isLine = row.end - row.start <= LONGEST_NAME && !/[。；，：]$/.test(text.slice(row.start, row.end));
    return isLine && !/^[-*+]/.test(row.bullet) ? row.bullet.trim() : undefined;
  }
  if (!row.short) return undefined;
  return row.marker ? row.marker.type : row.bold ? "bold" : undefined;
}

/** Rows from either end of a case in which it says whose it is. */
const NEAR = 3;

/** `end` is the next heading of the style. */
function headAt(text: string, rows: readonly SignedRow[], at: number, end: number, isTold: boolean): Head {
  const row = rows[at];
  const next = rows[at + 1];
  const own = row ? text.slice(row.start + (row.marker?.length ?? 0), row.end) : "";
  const split = splitOrganization(own)?.[0];
  if (split) return { at, organization: own.slice(split.start, split.end), heads: 1 };
  const below = next && next.level === 0 && lineName(text, next);
  if (below) return { at, organization: below, heads: 2 };
  const body = rows.slice(at + 1, end);
  const subject = subjectOf(text, own, body[0]);
  if (subject) return { at, heads: 1, organization: subject.organization, named: subject };
  if (!isTold) return { at, heads: 1, organization: undefined };
  const isText = body.some((row) => row.end - row.start >= TEXT_LENGTH);
  const near = body.filter((row, i) => row.level === 0 && (i < NEAR || i >= body.length - NEAR));
  const told = isText ? near.map((row) => statedBearer(text, row) ?? lineName(text, row)) : [];
  return { at, heads: 1, organization: leadingOrganization(own) ?? told.find(Boolean) };
}

/** A short line that is an organisation's name, in brackets or beside a date as a rule, or a subtitle that opens with one. */
function lineName(text: string, row: SignedRow): string | undefined {
  if (!row.prose || row.label || row.marker || row.end - row.start > LONGEST_NAME) return undefined;
  return namedLine(text.slice(row.start, row.end).replace(/^\*|\*$/g, ""));
}

const SUBJECT =
  /^([\u4e00-\u9fff]{2,10}(?:[村镇乡县区市州圩渠湾岛屯寨巷街园厂店港站班]|街道|社区|小区))[：:｜|]\s*(.{4,})$/;

/** 上腊村：抓阄排的队 above 上腊村用水户协会，412户…: the text opens with whom its heading names. */
function subjectOf(text: string, heading: string, row: SignedRow | undefined): CaseStart["named"] {
  const [, name = "", title = ""] = SUBJECT.exec(heading) ?? [];
  const opening = row?.prose ? text.slice(row.start, Math.min(row.end, row.start + 60)) : "";
  if (name === "" || !opening.startsWith(name)) return undefined;
  const full = leadingOrganization(opening) ?? "";
  const isOne = full.startsWith(name) && !/[在是有与和跟离靠]/.test(full.slice(name.length));
  return { organization: isOne ? full : name, title };
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
