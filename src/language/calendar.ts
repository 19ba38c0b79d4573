/** A place in folded text → the date or the time of day that begins there: 2024年3月, 二〇二四年, 2024.5.1, 3月15日, 24年, 8:30, 晚上8点半. */

import { digitOf, type NumberRead, numberAt, sticky } from "./numerals.ts";
import type { Quantity, QuantityRead } from "./quantities.ts";

/** `read`: the number that begins there. */
export function calendarAt(
  folded: string,
  read: NumberRead,
  before: Quantity | undefined,
): QuantityRead | undefined {
  const { start } = read;
  return (
    shortYearAt(folded, start) ??
    dottedAt(folded, start) ??
    monthAt(folded, start, read) ??
    dayAt(folded, read, before) ??
    clockAt(folded, read)
  );
}

const YEARS = /((?:19|20)\d{2})(?:至|到|-|—{1,2}|–|~)((?:19|20)\d{2})\s?(?:学年|年度?)/y;
const FULL_YEAR = /([0-9〇零○一二三四五六七八九]{4})\s?年度?/y;
const SHORT_YEAR = /(\d{2})年度?/y;
const LASTING =
  /(?:从[事教业医警军]|工作|坚持|扎根|[工教党驾厂会军]龄|任教|[干跑开当做守等]了|历时|历经|连续|保存|保管|有效|约|近|满|超过?|长达|整整|累计|已有?|了|用|共|每|隔|服务|守护|至|到|[-—~])$/;
const LASTED = /^(?:[来多余间后]|以[来上内后]|之[内后久]|内|工龄|时间|如|有期|的(?:老|经|历|坚|工))/;
const DOTTED = /((?:19|20)\d{2})([./-])(\d{1,2})(?:\2(\d{1,2}))?(?![\d.]|[万亿%元人个家件])/y;
const MONTHS = /(\d{1,2})(?:至|到|-|—|–|~)(\d{1,2})月(?!薪|均)/y;
const MONTH = /\s?月(?![薪均饼])份?/y;
const DAY = /\s?[日号]/y;
const LONE_DAY = /日(?!常)/y;
const DATED = /^(?:[上中下]午|[早晚]上?|凌晨|前(?!后)|起|当[天日])/;
const CLOCK = /([01]?\d|2[0-4]):([0-5]\d)(?![\d:])/y;
const HOUR = /点(半|整|钟|\d{1,2}分|[一二三四五]?十[一-九]?分?)?|时(?![间候长段期代节机刻效常])/y;

type Calendar = NonNullable<Quantity["date"]>;

function dateOf(start: number, end: number, date: Calendar, to?: number): QuantityRead {
  const value = date.year ?? date.month ?? date.day ?? 0;
  const unit = date.year !== undefined ? "年" : date.month !== undefined ? "月" : "日";
  return { start, end, value, ...(to === undefined ? {} : { to }), unit, kind: "date", date };
}

const isYear = (value: number) => value >= 1500 && value < 2200;

/** A year in full, with the month and day after it, where there are: 2024年3月, 二〇二四年, 2023—2024学年. */
export function fullYearAt(folded: string, start: number): QuantityRead | undefined {
  const span = sticky(YEARS, folded, start);
  if (span) return dateOf(start, start + span[0].length, { year: Number(span[1]) }, Number(span[2]));
  const match = sticky(FULL_YEAR, folded, start);
  if (!match || /\d/.test(folded[start - 1] ?? "")) return undefined;
  const year = Number(
    [...(match[1] ?? "")].map((one) => (/\d/.test(one) ? one : (digitOf(one) ?? 0))).join(""),
  );
  if (!isYear(year)) return undefined;
  return withMonth(folded, start, start + match[0].length, { year });
}

/** 24年 is a year beside what tells of years; 24年 of work is a duration. */
function shortYearAt(folded: string, start: number): QuantityRead | undefined {
  const match = sticky(SHORT_YEAR, folded, start);
  const value = Number(match?.[1]);
  if (!match || value < 5 || value > 39 || /(?:[\d.]|\d,)$/.test(folded.slice(Math.max(0, start - 2), start)))
    return undefined;
  const end = start + match[0].length;
  const lasting = LASTING;
  if (lasting.test(folded.slice(Math.max(0, start - 4), start))) return undefined;
  // 比23年多 compares with a year.
  if (folded[start - 1] !== "比" && LASTED.test(folded.slice(end, end + 4))) return undefined;
  return withMonth(folded, start, end, { year: 2000 + value });
}

function withMonth(folded: string, start: number, yearEnd: number, date: Calendar): QuantityRead {
  const month = monthAt(folded, yearEnd, numberAt(folded, yearEnd));
  return month?.date ? dateOf(start, month.end, { ...date, ...month.date }) : dateOf(start, yearEnd, date);
}

/** 2024.5.1, 2024-05, 2024/5/1. */
function dottedAt(folded: string, start: number): QuantityRead | undefined {
  const match = sticky(DOTTED, folded, start);
  const [whole, year, , month, day] = match ?? [];
  if (whole === undefined || Number(month) < 1 || Number(month) > 12 || /[\d.]/.test(folded[start - 1] ?? ""))
    return undefined;
  const date = { year: Number(year), month: Number(month), ...(day ? { day: Number(day) } : {}) };
  return dateOf(start, start + whole.length, date);
}

/** 3月, 十一月份, 3月15日, 1至6月; no 3个月. */
function monthAt(folded: string, start: number, read: NumberRead | undefined): QuantityRead | undefined {
  const range = sticky(MONTHS, folded, start);
  if (range) return dateOf(start, start + range[0].length, { month: Number(range[1]) }, Number(range[2]));
  if (!read || !Number.isInteger(read.value) || read.value < 1 || read.value > 12 || read.hedge)
    return undefined;
  const mark = sticky(MONTH, folded, read.end);
  if (!mark || /[\d.个]/.test(folded[start - 1] ?? "")) return undefined;
  const monthEnd = read.end + mark[0].length;
  const day = numberAt(folded, monthEnd);
  const dayMark = day && day.value <= 31 && sticky(DAY, folded, day.end);
  if (!dayMark) return dateOf(start, monthEnd, { month: read.value });
  return dateOf(start, day.end + dayMark[0].length, { month: read.value, day: day.value });
}

/** 15日 right after another date, or before what only a date has; else it lasts so long. */
function dayAt(folded: string, read: NumberRead, before: Quantity | undefined): QuantityRead | undefined {
  const { start } = read;
  const mark = read.value <= 31 && sticky(LONE_DAY, folded, read.end);
  if (!mark) return undefined;
  const end = read.end + 1;
  const follows = before?.kind === "date" && start - before.end <= 3;
  const dated = DATED.test(folded.slice(end, end + 4));
  const each = /(?:每月|当月|本月|次月|首月|上月|下月)$/.test(folded.slice(Math.max(0, start - 4), start));
  return follows || dated || each ? dateOf(start, end, { day: read.value }) : undefined;
}

/** 8:30, 22点, 晚上8点半, 22时; 3点建议 counts points. */
function clockAt(folded: string, read: NumberRead): QuantityRead | undefined {
  const { start } = read;
  const time = (end: number, value: number): QuantityRead => ({
    start,
    end,
    value,
    unit: "点",
    kind: "time",
  });
  const digits = sticky(CLOCK, folded, start);
  if (digits && !/\d:?$/.test(folded.slice(Math.max(0, start - 2), start)))
    return time(start + digits[0].length, Number(digits[1]) + Number(digits[2]) / 60);
  if (read.hedge || !Number.isInteger(read.value) || read.value > 24) return undefined;
  const spoken = sticky(HOUR, folded, read.end);
  if (!spoken) return undefined;
  const end = read.end + spoken[0].length;
  const lead = /(?:[午晚早晨夜间]|凌晨|次日|上)$/.test(folded.slice(Math.max(0, start - 4), start));
  const follows = /^(?:[到至前后起止开下准—~-]|以前|以后|才|就|[,，。；;)）]|$)/.test(
    folded.slice(end, end + 4),
  );
  if (
    spoken[1] === undefined &&
    !lead &&
    !(follows && !/^[,，。；;]/.test(folded.slice(end, end + 4)) && spoken[0] === "点") &&
    spoken[0] !== "时"
  )
    return undefined;
  return time(end, read.value + (spoken[1] === "半" ? 0.5 : 0));
}
