/** Rows → signed rows: which of them open an item, name a section, label a case, or could be a heading. */

import { wordPattern } from "../language/document-words.ts";
import type { Span } from "./case.ts";
import { isSpeaker } from "./imprint.ts";
import { isListBullet, type Row } from "./markup.ts";
import { type CaseLabel, caseLabelAt, type Marker, markerAt } from "./numbering.ts";
import { type NamedKind, sectionKey, sectionKind } from "./section-names.ts";
import { TABLE_NAME, type Title, titlesOf } from "./titles.ts";
import { flowsOn, inferWrapWidth, isEnded } from "./wrapping.ts";

/** A section name at the beginning of a row: alone (主要内容), or before its text (推荐词:…, 【摘要】…). */
export interface Label {
  /** The name as the source writes it, its numbering included, marks and colon left out. */
  readonly name: Span;
  readonly key: string;
  readonly kind: NamedKind;
  /** Where its text begins, in the same row; the row's end where the name stands alone. */
  readonly body: number;
  /** Before its text, without brackets or bold type: in a part with a heading of its own it opens no section. */
  readonly isLoose: boolean;
  /** Of the numbering in the name. */
  readonly marker: Marker | undefined;
}

export interface SignedRow extends Row {
  readonly marker: Marker | undefined;
  readonly label: Label | undefined;
  readonly caseLabel: CaseLabel | undefined;
  /** 【经验之一】 and the like: a name in brackets that the genre does not know. */
  readonly bracket: Span | undefined;
  /** It heads a part by a marking that comes again, whatever its words. */
  readonly title: Title | undefined;
  /** A short line without closing punctuation, such as a name or a title. */
  readonly short: boolean;
  /** The text runs on in the next row: a hard-wrapped line. */
  readonly flows: boolean;
}

/** The longest line that can be a heading without Markdown marks, in characters. */
const LONGEST_SHORT = 50;
/** With a comma in it, a line that long is rather text. */
const LONGEST_WITH_COMMA = 28;
const LONGEST_LABEL = 20;
/** 案例4 before a title of two clauses. */
const LONGEST_LABELLED = 60;
const ENDED = /[。！？；…!?;：:，,、｡.．][”’」』"'）)》〉】\]]{0,3}$/;
const INNER_END = /[。！？；｡]/;
/** Where and when a text came out: 海港发布　2025-03-18 17:30. */
const DATELINE =
  /\d{4}[-.]\d{2}[-.]\d{2}|(?:\s{2}|\u3000)\d{4}年\d{1,2}月|\d{4}年\d{1,2}月(?:\d{1,2}日)?(?:\s{2}|\u3000)/;
/** Whom or when a text comes from: such lines are no headings. */
const CREDIT = new RegExp(
  `^[*_]{0,2}(?:[（(]|\\d{4}年\\d{1,2}月|\\d{4}[-./]\\d|(?:${wordPattern("credit")}|${wordPattern("bearer")})(?:[^\\S\\r\\n]*[:：|｜/]|[^\\S\\r\\n]+\\S{2,4}(?:[^\\S\\r\\n]|$)|$))`,
);

/** Titles of official papers are as long as the names that they hold: …转发…《…的通知》的通知. */
const LONG_TITLE =
  /^[^。！？；:：]{2,30}(?:关于|转发|印发|批转)[^。！？；:：]+(?:通知|意见|决定|通报|报告|批复|办法|方案|函)(?:[（(][^（()）]{1,6}[）)])?$/;
const LONGEST_TITLE = 100;

/** What the rows of a file say about themselves. */
export function signRows(text: string, all: readonly Row[]): SignedRow[] {
  const rows = all.map((row, i) => (namesTable(text, all, i) ? { ...row, level: 0 } : row));
  const title = titleRow(rows);
  const wrapWidth = inferWrapWidth(text, rows);
  const labels = rows.map((row) =>
    row.prose && row !== title ? labelOf(text.slice(row.start, row.end), row) : undefined,
  );
  let isFlowedInto = false;
  const signed = rows.map((row, i): Omit<SignedRow, "title"> => {
    const content = text.slice(row.start, row.end);
    const next = rows[i + 1];
    const label = labels[i];
    const isHeading = label !== undefined && label.body >= row.end;
    const flows =
      wrapWidth !== undefined &&
      !isHeading &&
      next !== undefined &&
      !labels[i + 1] &&
      flowsOn(text, row, next, wrapWidth);
    // A marker in the middle of a wrapped sentence is none: …覆盖\n一、二线城市.
    const marker =
      row.prose && !(isFlowedInto && !endsBefore(text, rows[i - 1])) ? boldMarkerAt(content) : undefined;
    const short = row.prose && !row.quoted && !flows && !isFlowedInto && !label && isShort(content);
    const isLine = content.length <= LONGEST_LABELLED && !ENDED.test(content) && !INNER_END.test(content);
    const caseLabel = row.prose && (short || isLine || row.level > 0) ? caseLabelOf(content, row) : undefined;
    isFlowedInto = flows;
    return { ...row, label, caseLabel, marker, bracket: bracketOf(content, row), short, flows };
  });
  const { titles, skipped } = titlesOf(text, signed);
  return signed.flatMap((row, i): SignedRow[] => {
    if (skipped.has(i)) return [];
    return [{ ...row, short: row.short && row.bullet === "", title: titles.get(i) }];
  });
}

/** A heading over a table alone: what comes below the table goes on with the section that holds both. */
function namesTable(text: string, rows: readonly Row[], at: number): boolean {
  const row = rows[at];
  if (!row || row.level === 0 || !TABLE_NAME.test(text.slice(row.start, row.end))) return false;
  const first = [at + 1, at + 2].find((i) => rows[i]?.table !== undefined);
  if (first === undefined) return false;
  let end = first;
  while (rows[end]?.table !== undefined) end++;
  const below = rows[end];
  return below !== undefined && below.level === 0 && isEnded(text, below);
}

function endsBefore(text: string, row: Row | undefined): boolean {
  return row === undefined || isEnded(text, row);
}

/** The only heading of the file's top level, where others follow: it names the document, whatever its words. */
function titleRow(rows: readonly Row[]): Row | undefined {
  const headings = rows.filter((row) => row.level > 0);
  const [first, ...others] = headings;
  return first && others.length > 0 && others.every((row) => row.level > first.level) ? first : undefined;
}

function isShort(content: string): boolean {
  if (LONG_TITLE.test(content) && content.length <= LONGEST_TITLE) return true;
  if (
    content.length > LONGEST_SHORT ||
    ENDED.test(content) ||
    INNER_END.test(content) ||
    DATELINE.test(content) ||
    !/[\p{L}\p{N}]/u.test(content) ||
    isSpeaker(content) ||
    (CREDIT.test(content) && !markerAt(content))
  ) {
    return false;
  }
  return content.length <= LONGEST_WITH_COMMA || !/[,，;]/.test(content);
}

/** The marker also where bold type opens before it: **（一）加强领导。** */
function boldMarkerAt(content: string): Marker | undefined {
  const bold = /^(?:\*\*|__)/.exec(content)?.[0].length ?? 0;
  const marker = markerAt(content.slice(bold, bold + 40));
  return marker && { ...marker, length: marker.length + bold };
}

function caseLabelOf(content: string, row: Row): CaseLabel | undefined {
  if (isListBullet(row.bullet) || (row.level === 0 && content.length > LONGEST_SHORT + 30)) return undefined;
  return caseLabelAt(content);
}

/** Bold marks, and the pictographs that some put before a heading. */
const OPEN = /^(?:\*\*|__)?[^\S\r\n]*(?:\p{Extended_Pictographic}\ufe0f?)*[^\S\r\n]*/u;
const NAME =
  /^[^【】〔〕［］〖〗[\]:：*_#\s，。；！？,;!?“”"]{1,16}(?:[^\S\r\n]{0,4}[^【】〔〕［］〖〗[\]:：*_#\s，。；！？,;!?“”"]{1,8})?/;
const CLOSE = /^[^\S\r\n]*[】〕\]］〗]?[^\S\r\n]*[:：]?(?:\*\*|__)?[^\S\r\n]*[:：]?[^\S\r\n]*/;

function labelOf(content: string, row: Row): Label | undefined {
  if (isListBullet(row.bullet)) return undefined;
  const head = content.slice(0, LONGEST_LABEL + 20);
  let at = OPEN.exec(head)?.[0].length ?? 0;
  const bracketed = /^[【〔[［〖]/.test(head.slice(at));
  if (bracketed) at++;
  const marker = markerAt(head.slice(at));
  const isBracketAfter = marker !== undefined && /^[【〔]/.test(head.slice(at + marker.length));
  const nameStart = isBracketAfter ? at + marker.length + 1 : at;
  at += (marker?.length ?? 0) + (isBracketAfter ? 1 : 0);
  const name = NAME.exec(head.slice(at))?.[0] ?? "";
  const kind = sectionKind(name);
  if (!kind) return undefined;
  const nameEnd = at + name.length;
  // 1.主要做法。2024年…
  const stop = marker && sectionKey(name).length >= 4 ? /^。(?=.)/.exec(head.slice(nameEnd))?.[0] : undefined;
  const close = stop ?? CLOSE.exec(head.slice(nameEnd))?.[0] ?? "";
  const body = nameEnd + close.length;
  const alone = body >= content.length;
  if (!alone && !isInline(name, close, bracketed || isBracketAfter)) return undefined;
  const key = sectionKey(name);
  // 附件：… before its words lists what is attached.
  if (!alone && key === "附件") return undefined;
  // 一、起因：一袋化肥的两种算法.
  const isTitled = row.level > 0 || (marker?.type === "一、" && isShort(content));
  if (!alone && isTitled && !ENDED.test(content)) {
    const name = { start: row.start + nameStart, end: row.end };
    return { name, key, kind, body: row.end, marker, isLoose: false };
  }
  return {
    name: { start: row.start + nameStart, end: row.start + nameEnd },
    key,
    kind,
    body: row.start + Math.min(body, content.length),
    marker,
    isLoose:
      !alone &&
      !stop &&
      !bracketed &&
      !isBracketAfter &&
      !/^(?:\*\*|__)/.test(content) &&
      !isLabelByNature(kind, key),
  };
}

/** Before text in the same row a name counts only with a bracket or colon, and then it must be a label by nature. */
function isInline(name: string, close: string, bracketed: boolean): boolean {
  if (bracketed) return /[】〕\]］〗]/.test(close);
  if (!/[:：。]/.test(close)) return false;
  return sectionKey(name).length >= 2;
}

/** These stand before their text in the same line as a rule; other names may be words of a paragraph: 问题:… */
function isLabelByNature(kind: NamedKind, key: string): boolean {
  return kind === "recommendation" || /^(?:关键词|摘要|内容摘要|案例摘要|编者按|导语|案例简介)$/.test(key);
}

/** 【附件1】 heads what is attached, with a name of its own beside it. */
const ATTACHED = /^附[件表录图]/;

/** Names in 【】 or ［］ before text, up to twelve characters, or longer ones alone. */
function bracketOf(content: string, row: Row): Span | undefined {
  if (!row.prose || /^[-*+]/.test(row.bullet)) return undefined;
  const match =
    /^(?:\*\*|__)?[【［〖]([^【】［］〖〗]{2,12})[】］〗]/.exec(content.slice(0, 18)) ??
    /^【([^【】。]{2,30})】$/.exec(content);
  if (!match?.[1] || ATTACHED.test(match[1]) || DATELINE.test(content)) return undefined;
  const start = row.start + match[0].indexOf(match[1]);
  return { start, end: start + match[1].length };
}
