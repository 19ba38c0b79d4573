/** Text → the quantities in it: value, unit, kind and hedge of every figure, date, time, ratio and numbered name. */

import { calendarAt, fullYearAt } from "./calendar.ts";
import { foldAligned } from "./fold.ts";
import { type Hedge, hedgeAround } from "./hedges.ts";
import { openMeasures, type QuantityKind } from "./measures.ts";
import { digitOf, type NumberRead, numberAt, sticky } from "./numerals.ts";

export interface Quantity {
  /** UTF-16 offsets into the text given, half-open. */
  readonly start: number;
  readonly end: number;
  /** Exact: 1.2万 is 12000, 百分之八十七点五 is 87.5. The lower end of a range. */
  readonly value: number;
  /** The upper end of a range. */
  readonly to?: number;
  /** The usual name of the unit: 元 for 块, 人 for 名; empty without one. */
  readonly unit: string;
  /** `ordinal`: 第三名, 一等奖; `label`: numbers in names, codes and headings. */
  readonly kind: QuantityKind;
  readonly hedge?: Hedge;
  readonly date?: { readonly year?: number; readonly month?: number; readonly day?: number };
  readonly text: string;
}

/** A quantity before the text that it stands in is known. */
export type QuantityRead = Omit<Quantity, "text">;

/** Whether a value in one unit answers a question for the other: 家, 个 and 处 count alike, 人 and 人次 do not. */
export function sameUnit(a: string, b: string): boolean {
  return openMeasures().alike(a).includes(b);
}

const BEGINS =
  /[0-9]|[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]|百分之|千分之|第|好?几(?=[十百千万亿])|数(?=[十百千万亿])|[上成](?=[百千万亿])|半|过半|对半|翻(?:了|.)?番/g;

/** In order, not overlapping. The text may be as typed or folded, but not digitized. */
export function quantitiesIn(text: string): Quantity[] {
  const folded = foldAligned(text);
  const found: Quantity[] = [];
  const begins = new RegExp(BEGINS);
  for (let match = begins.exec(folded); match; match = begins.exec(folded)) {
    const read = quantityAt(folded, match.index, found.at(-1));
    if (read) found.push({ ...read, text: text.slice(read.start, read.end) });
    begins.lastIndex = read
      ? read.end
      : match.index + (/^\d+/.exec(folded.slice(match.index))?.[0].length ?? 1);
  }
  return found;
}

function quantityAt(folded: string, start: number, before: Quantity | undefined): QuantityRead | undefined {
  const read = numberAt(folded, start);
  return (
    fullYearAt(folded, start) ??
    (read && calendarAt(folded, read, before)) ??
    ratioAt(folded, start) ??
    numberedAt(folded, start) ??
    fractionAt(folded, start, read) ??
    countAt(folded, start, read)
  );
}

function ratioAt(folded: string, start: number): QuantityRead | undefined {
  const doubled = sticky(DOUBLED, folded, start);
  if (doubled) {
    const times = digitOf(doubled[1]) ?? 1;
    return { start, end: start + doubled[0].length, value: 2 ** times, unit: "倍", kind: "ratio" };
  }
  const parts = sticky(RATIO, folded, start);
  if (!parts) return undefined;
  const [first, second] = parts[0].split(/[:∶比]/).map(Number);
  return {
    start,
    end: start + parts[0].length,
    value: (first ?? 0) / (second || 1),
    unit: "",
    kind: "ratio",
  };
}

/** 第三名 is an ordinal, 第3条 the name of a part. */
function numberedAt(folded: string, start: number): QuantityRead | undefined {
  if (folded[start] !== "第") return undefined;
  const read = numberAt(folded, start + 1);
  if (!read) return undefined;
  const part = sticky(PART, folded, read.end)?.[0];
  const measure = openMeasures().at(folded, read.end);
  const end = read.end + (measure?.length ?? part?.length ?? 0);
  const unit = measure?.unit ?? part ?? "";
  return { start, end, value: read.value, unit, kind: part ? "label" : "ordinal" };
}

/** 百分之八十七点五, 三分之一, 一半, 过半. */
function fractionAt(folded: string, start: number, read: NumberRead | undefined): QuantityRead | undefined {
  const half = sticky(HALF, folded, start);
  if (half) {
    const over = /过/.test(half[0]) || folded[start - 1] === "过";
    const end = start + half[0].length;
    return { start, end, value: 50, unit: "%", kind: "share", ...(over ? { hedge: "over" } : {}) };
  }
  const whole = sticky(BASE, folded, start);
  const base = whole
    ? { value: { 百: 100, 千: 1_000, 万: 10_000 }[whole[1] ?? ""] ?? 100, end: start + 1 }
    : read;
  if (!base || !folded.startsWith("分之", base.end)) return undefined;
  const part = numberAt(folded, base.end + 2);
  if (!part) return undefined;
  const share = (value: number) => Number(((100 * value) / base.value).toPrecision(12));
  const points = whole?.[1] === "百" && /^个百?分?点/.test(folded.slice(part.end));
  return hedged(folded, {
    start,
    end: part.end,
    value: share(part.value),
    ...(part.to === undefined ? {} : { to: share(part.to) }),
    unit: points ? "个百分点" : "%",
    kind: "share",
  });
}

const DOUBLED = /翻(?:了)?(.)?番/y;
const RATIO = /\d+(?:\.\d+)?(?:[:∶]\d+(?:\.\d+)?)+|\d{1,2}比\d{1,2}(?![\d年月日.])/y;
const PART = /[条章节款项案号回编篇]/y;
const HALF = /(?:超?过)?(?:一半|半数|对半|过半)(?![天夜路年个月小])/y;
const BASE = /([百千万])分之/y;
const HALF_TIME = /半个?(年|月|天|小时|钟头|学期)(?![前后底初末])/y;
const WITHIN = / ?(?:个(?=[半多来把])|(?=半[个年月天小]))(?:[多来把]|半(?=个?[年月天小钟]))?/y;
const BLANK = / (?=\S)/y;
const HALF_MORE = /半(?![天夜年月个小])/y;
const TO = /(?:至|到|-{1,2}|—{1,2}|–|~|〜|−)/y;

/** With the words around it that say how exact it is. */
function hedged(folded: string, read: QuantityRead): QuantityRead {
  if (read.kind === "label" || read.kind === "ordinal") return read;
  const hedge = hedgeAround(folded, read.start, read.end, read.kind === "duration") ?? read.hedge;
  return hedge ? { ...read, hedge } : read;
}

function countAt(folded: string, start: number, read: NumberRead | undefined): QuantityRead | undefined {
  const half = sticky(HALF_TIME, folded, start);
  if (half) {
    const unit = openMeasures().named(half[1] ?? "")?.unit ?? "";
    return { start, end: start + half[0].length, value: 0.5, unit, kind: "duration" };
  }
  if (!read || begunBefore(folded, read)) return undefined;
  const first = measured(folded, read);
  const joint = sticky(TO, folded, first?.end ?? read.end);
  const joined = (first?.end ?? read.end) + (joint?.[0].length ?? 0);
  if (joint && !/[从由自]/.test(folded[start - 1] ?? "")) {
    const upper = numberAt(folded, joined);
    const second = upper && measured(folded, upper);
    if (second && second.value > read.value && (!first?.unit || first.unit === second.unit)) {
      const factor = first?.unit || read.value > 1_000 ? 1 : scaleOf(folded, upper);
      const value = first?.unit ? first.value : read.value * factor * (second.value / upper.value);
      return hedged(folded, { ...second, start, value, to: second.value });
    }
  }
  return first && hedged(folded, { ...first, start });
}

/** 3至5万 is 30000 to 50000. */
function scaleOf(folded: string, { start, end }: NumberRead): number {
  const number = folded.slice(start, end);
  return number.includes("亿") ? 1e8 : number.includes("万") ? 1e4 : 1;
}

/** A number that goes on from the characters before it: 星期三, 初一, A4, 5.3.1. */
function begunBefore(folded: string, { start, spelt }: NumberRead): boolean {
  const before = folded.slice(Math.max(0, start - 2), start);
  return spelt ? /(?:[周初]|星期|礼拜)$/.test(before) : /[\d.]$/.test(before) && /\d\.?$/.test(before);
}

/** A number with what it counts; undefined where its characters count nothing. */
function measured(folded: string, read: NumberRead): QuantityRead | undefined {
  const measures = openMeasures();
  const { start, spelt, large } = read;
  // 两个半小时, 三年半; 3个多月.
  const inner = sticky(WITHIN, folded, read.end);
  const half = inner?.[0].includes("半") ? 0.5 : 0;
  const more = inner && /[多来把]/.test(inner[0]) ? ("over" as const) : read.hedge;
  const from = read.end + (inner?.[0].length ?? sticky(BLANK, folded, read.end)?.[0].length ?? 0);
  const measure =
    measures.at(folded, from) ??
    (inner?.[0].endsWith("多") ? measures.named(`个${folded[from]}`) : undefined);
  const end = measure ? from + Math.min(measure.length, folded.length - from) : read.end;
  if (spelt && (measures.isWordAt(folded, start, end) || (!measure && !large))) return undefined;
  const named = isName(folded, read, measure?.kind);
  // 五成八 is 58 %.
  const tenth = measure?.unit === "%" && measure.factor === 10 ? (digitOf(folded[end]) ?? 0) : 0;
  const later = measure?.kind === "duration" && sticky(HALF_MORE, folded, end) ? 0.5 : 0;
  const factor = measure?.factor ?? 1;
  return {
    start,
    end: named ? read.end : end + (later || tenth ? 1 : 0),
    value: Number(((read.value + half + later) * factor + tenth).toPrecision(14)),
    ...(read.to === undefined ? {} : { to: read.to * factor }),
    unit: named ? "" : (measure?.unit ?? ""),
    kind: named ? "label" : kindOf(folded, read, measure?.kind, end),
    ...(more ? { hedge: more } : {}),
  };
}

/** What counts is said before a number: 分三组, 办两期; 焊装二组 is a name. */
const COUNTING = /[分成建设共有为了出办开连报编每这那各的前后近约超满过达第和与及]/;

/** 三期工程 and 焊装二组 name a stage and a team. */
function kindOf(
  folded: string,
  { start, spelt, end: numberEnd }: NumberRead,
  kind: QuantityKind | undefined,
  end: number,
): QuantityKind {
  if (!spelt) return kind ?? "count";
  const form = folded.slice(numberEnd, end);
  if (form === "块") return "count";
  const numbered = /[期组队部所]/.test(form) && /[\p{Script=Han}]/u.test(folded[start - 1] ?? "");
  const stage = form === "期" && /^(?:工程|项目|建设|改造)/.test(folded.slice(end, end + 2));
  return stage || (numbered && !COUNTING.test(folded[start - 1] ?? "")) ? "ordinal" : (kind ?? "count");
}

/** Numbers beside letters, after 案例 or 热线, at the head of a line, in brackets of a file number, and long codes. */
function isName(folded: string, { start, end, spelt }: NumberRead, kind: QuantityKind | undefined): boolean {
  const [before, after] = [folded[start - 1] ?? "", folded[end] ?? ""];
  if (!spelt && (/[a-z#_]/.test(before) || (kind === undefined && /[a-z_+]/.test(after)))) return true;
  if (kind !== undefined) return false;
  if (openMeasures().isLabelledAt(folded, start)) return true;
  if (spelt) return false;
  const number = folded.slice(start, end);
  const heads = before === "" || /[\s#*:：;；。]/.test(before);
  if (heads && number.length < 3 && /^[.、)．](?!\d)./.test(folded.slice(end, end + 2))) return true;
  if (/[〔[(【]/.test(before) && /[〕\])】]/.test(after)) return true;
  const alone = folded.trim().length === end - start;
  return !alone && /^(?:\d{5,}|19[5-9]\d|20[0-4]\d)$/.test(number);
}
