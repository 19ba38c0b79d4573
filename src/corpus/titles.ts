/** Rows → which of them head a part: a style of marking that comes again, with text of its own below, makes a level. */

import type { Span } from "./case.ts";
import type { SignedRow } from "./headings.ts";

/** A part's heading, which the genre need not know. */
export interface Title {
  /** What marks it, the same for all of its level: "(一)", "▼", "第章", "bold" … */
  readonly style: string;
  readonly name: Span;
  /** Where the part's text begins: the row's end, or, where the name opens its text, a place in the row. */
  readonly body: number;
  /** Its level is one of numbered items: their texts are single paragraphs. */
  readonly isItem: boolean;
}

/** A row with its signs, as far as they are known before its neighbours are looked at. */
type Sign = Omit<SignedRow, "title">;

interface Candidate extends Omit<Title, "isItem"> {
  /** It counts without a second of its kind. */
  readonly sure: boolean;
}

const CHAPTER =
  /^(?:[IVX]{1,4}[.、．]\s*)?第\s*(?:[一二三四五六七八九十百]{1,4}|\d{1,3})\s*(?:章|节|篇|编|部分|单元|讲)(?![一-鿿]{0,2}[，,])/;
/** The style of chapters, and of the parts above and below them. */
export const CHAPTERS = "第章";
const ATTACHMENT =
  /^[[【〔（(]?附\s*(?:件|表|录|图)\s*(?:[一二三四五六七八九十]{1,2}|\d{1,2})?[\]】〕）)]?(?=$|[\s:：.、—-])/;
export const TABLE_NAME = /^表\s*(?:\d{1,2}|[A-Z]|[一二三四五六七八九十]{1,2})(?=[\s:：.、\p{Script=Han}])/u;
const PART = /^(?:PART|Part|CHAPTER|Chapter)\s*[.:]?\s*(?:\d{1,2}|[IVX]{1,4})\b/;
const QUESTION =
  /^(?:\*\*)?(?:问题?\s*(?:[\d０-９]{1,3}|[一二三四五六七八九十]{1,3})?\s*(?:[:：]|\s(?=\S))|[QＱ]\s*[\d０-９]{0,3}\s*[:：.、\s])/;
const ANSWER = /^(?:\*\*)?(?:答\s*[:：]|[AＡ]\s*[\d０-９]{0,3}\s*[:：.、\s])/;
/** A heading that asks or calls out. */
const CALL = /^[^。；]{4,40}[？?！!]$/;
/** 「壹」…, 【二】…, 〔某区〕… */
const BRACKETED =
  /^(?:[「『〔【[]\s*(?:[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}|\d{1,2})\s*[」』〕】\]]|[〔「『][\u4e00-\u9fff]{2,8}[〕」』])\s*\S/;
/** 一、名额。岩头区由1,450名调整为…: each paragraph opens with what it is about. */
const NUMBERED_LEAD = /^[^。；，：、]{2,14}。(?=.)/;
/** 热点一：…, 做法二：…, 第三件　… */
const COUNTED =
  /^(?:([\u4e00-\u9fff]{2,3})(?:[一二三四五六七八九十]{1,2}|\d{1,2})|第[一二三四五六七八九十]{1,2}([件项个类招问步关]))\s*(?:[:：]|\u3000)/;
/** 2023年3月14日　晴 above what happened that day. */
const DAY =
  /^(?:(?:\d{4}|[一二三四五六七八九〇○零]{4})年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日(?:[（(]?[\s\u3000]*(?:星期|周)?\S{1,6})?$/;
const BOLD_LEAD = /^\*\*([^*]{2,14}?)[:：。]?\*\*[:：\s]/;
const GAP = /(?<=\p{Script=Han})\s+(?=\p{Script=Han})/u;
const ORDINAL_ALONE = /^0?\d{1,2}$/;

/** Lines of a text rather than headings of one, in characters. */
const TEXT_LENGTH = 24;
const LONGEST_PLAIN = 20;
/** The share of the rows of a style that must be headings with text below. */
const SHARE = 0.6;

/** By index of the row. Ordinals in a line of their own (01) go with the line below; `skipped` holds their rows. */
export function titlesOf(
  text: string,
  signs: readonly Sign[],
): { readonly titles: ReadonlyMap<number, Title>; readonly skipped: ReadonlySet<number> } {
  const candidates = new Map<number, Candidate>();
  const skipped = new Set<number>();
  const all = new Map<string, number>();
  const filled = new Map<string, number>();
  let heading = "";
  for (const [i, row] of signs.entries()) {
    const { marker, label } = row;
    if (marker) all.set(marker.type, (all.get(marker.type) ?? 0) + 1);
    // A name that the genre knows is a heading of its style.
    if (marker && label && label.body >= row.end) filled.set(marker.type, (filled.get(marker.type) ?? 0) + 1);
    const candidate = row.prose && row.level === 0 ? candidateAt(text, signs, i, heading) : undefined;
    if (row.level > 0) heading = text.slice(row.start, row.end);
    if (candidate) candidates.set(i, candidate);
  }
  for (const [i, { style, body }] of candidates) {
    const isFilled = body < (signs[i]?.end ?? 0) || hasText(text, signs, candidates, i);
    if (isFilled) filled.set(style, (filled.get(style) ?? 0) + 1);
  }
  const accepted = new Set(
    [...filled]
      .filter(([style, count]) => count >= 2 && count >= SHARE * total(style))
      .map(([style]) => style),
  );
  const items = itemStyles(signs, candidates);
  const titles = new Map<number, Title>();
  for (const [i, candidate] of candidates) {
    if (!accepted.has(candidate.style) && !candidate.sure) continue;
    if (candidate.style === "01") skipped.add(i - 1);
    const { style, name, body } = candidate;
    titles.set(i, { style, name, body, isItem: items.has(style) });
  }
  return { titles, skipped };

  function total(style: string): number {
    const own = [...candidates.values()].filter((candidate) => candidate.style === style).length;
    return Math.max(own, all.get(style) ?? 0);
  }
}

/** `heading` is the last one that Markdown marks. */
function candidateAt(
  text: string,
  signs: readonly Sign[],
  i: number,
  heading: string,
): Candidate | undefined {
  const row = signs[i];
  if (!row || row.label || row.caseLabel || row.bracket) return undefined;
  const { marker } = row;
  const content = text.slice(row.start, Math.min(row.end, row.start + 80));
  const whole = (style: string, sure = false): Candidate => {
    const end = /[:：]$/.test(content) && row.end - row.start <= 80 ? row.end - 1 : row.end;
    return { style, name: { start: row.start, end }, body: row.end, sure };
  };
  const next = signs[i + 1];
  const below = next ? text.slice(next.start, Math.min(next.end, next.start + 40)) : "";
  const isAsked = ANSWER.test(below) || (/[?？]$/.test(content) && below !== "" && !QUESTION.test(below));
  const isQuestion = QUESTION.test(content) || (marker !== undefined && ANSWER.test(below));
  if (isQuestion && isAsked) {
    return { ...whole("问"), body: row.start };
  }
  if (marker?.type === "第一条") {
    // An article is cited with its number, which may stand behind signs of bold type.
    const start = row.start + Math.max(0, content.indexOf(marker.label));
    const name = { start, end: start + marker.label.length };
    return { style: marker.type, name, body: row.start, sure: false };
  }
  const lead = BOLD_LEAD.exec(content);
  if (lead?.[1] && !marker) {
    const start = row.start + 2;
    const name = { start, end: start + lead[1].length };
    return { style: "lead", name, body: Math.min(row.end, row.start + lead[0].length), sure: false };
  }
  if (marker?.type === "一、") {
    const start = row.start + marker.length;
    const about = NUMBERED_LEAD.exec(text.slice(start, Math.min(row.end, start + 20)))?.[0];
    if (about) {
      const name = { start: row.start, end: start + about.length - 1 };
      return { style: marker.type, name, body: start + about.length, sure: false };
    }
  }
  if (DAY.test(content) && below !== "") return whole("日");
  const isLead = row.bullet !== "" && !/^[-*+]$/.test(row.bullet);
  const about = isLead ? NUMBERED_LEAD.exec(content)?.[0] : undefined;
  if (about) {
    const name = { start: row.start, end: row.start + about.length - 1 };
    return { style: [...row.bullet][0] ?? "", name, body: row.start + about.length, sure: false };
  }
  const isMarked = marker !== undefined || row.bold || row.bullet !== "" || CHAPTER.test(content);
  const isCall = isMarked && row.end - row.start <= 44;
  if (!row.short && !(isCall && CALL.test(content))) return undefined;
  if (CHAPTER.test(content)) return whole(CHAPTERS);
  if (PART.test(content)) return whole("PART");
  const isBeforeTable = next?.table !== undefined || below.includes("\t");
  if (ATTACHMENT.test(content)) {
    const isNumbered = /^附\s*.\s*[\d一二三四五六七八九十]/.test(content);
    return isNumbered || isBeforeTable || content.length <= 3 ? whole("附件", true) : undefined;
  }
  if (TABLE_NAME.test(content) && isBeforeTable) return whole("表", true);
  const counted = COUNTED.exec(content);
  if (counted) return whole(`${counted[1] ?? counted[2]}一`);
  if (row.bullet !== "") return /^[-*+]$/.test(row.bullet) ? undefined : whole([...row.bullet][0] ?? "");
  if (BRACKETED.test(content)) return whole(content[0] ?? "");
  if (marker) return whole(marker.type);
  if (row.bold) return whole("bold");
  const before = signs[i - 1];
  if (before && ORDINAL_ALONE.test(text.slice(before.start, before.end))) return whole("01");
  const isBetween =
    row.indent === 0 && (next?.indent ?? 0) >= 2 && before !== undefined && closes(text, before);
  const apart = (row.parted && next?.parted === true) || isBetween;
  const isPlain = content.length <= LONGEST_PLAIN && !/[，,、：:（(—]/.test(content);
  // Words that gaps part, two or more of them, are the cells of a row.
  if (apart && isPlain && content.split(GAP).length <= 2) {
    // 个人层面 below # 政策层面: a heading whose mark was forgotten.
    const isAlike = heading.length === content.length && heading.slice(-2) === content.slice(-2);
    return whole("plain", isAlike);
  }
  return undefined;
}

/** A sentence ends with the row, or a table does. */
function closes(text: string, row: Sign): boolean {
  return row.table !== undefined || /[。！？；][”’）)]*$/.test(text.slice(row.start, row.end));
}

/** Text stands below, before the next heading of its kind; below a chapter its articles or parts do. */
function hasText(
  text: string,
  signs: readonly Sign[],
  candidates: ReadonlyMap<number, Candidate>,
  i: number,
): boolean {
  if (candidates.get(i)?.style === CHAPTERS)
    return i + 1 < signs.length && candidates.get(i + 1)?.style !== CHAPTERS;
  // Below a number a short line can stand before the text: who asks, where.
  for (let at = i + 1; at <= i + (signs[i]?.marker ? 2 : 1); at++) {
    const next = signs[at];
    if (!next || candidates.get(at)?.style === candidates.get(i)?.style) return false;
    const { start, end, table } = next;
    const isText =
      table !== undefined ||
      next.marker !== undefined ||
      end - start >= TEXT_LENGTH ||
      /[。！？；：…]["”’）)]*$/.test(text.slice(start, end));
    if (isText) return true;
  }
  return false;
}

/** Numbered headings over one paragraph each, as a rule: the paragraph and its heading are an item. */
function itemStyles(signs: readonly Sign[], candidates: ReadonlyMap<number, Candidate>): ReadonlySet<string> {
  const lengths = new Map<string, number[]>();
  const at = [...candidates.keys()];
  for (const [n, i] of at.entries()) {
    const { style } = candidates.get(i) ?? {};
    if (
      !style ||
      style === "一、" ||
      signs[i]?.marker?.type !== style ||
      style === "第一条" ||
      style === "1 "
    )
      continue;
    const end = at[n + 1] ?? signs.length;
    const rows = lengths.get(style);
    if (rows) rows.push(end - i - 1);
    else lengths.set(style, [end - i - 1]);
  }
  return new Set(
    [...lengths]
      .filter(([, rows]) => rows.filter((count) => count < 2).length * 2 > rows.length)
      .map(([style]) => style),
  );
}
