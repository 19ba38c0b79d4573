/** The heading rows of a case → its organisation and title, and the year that a document speaks for. */

import { bearerOf, statedTitle, unionNamed } from "./bearer.ts";
import type { Span } from "./case.ts";
import { type Notes, quoted } from "./findings.ts";
import type { SignedRow } from "./headings.ts";
import { isAccount } from "./imprint.ts";
import {
  isOrganization,
  organizationLine,
  splitOrganization,
  trailingOrganization,
} from "./organizations.ts";

/** Rows in which a document states its title. */
const NEAR = 8;

/** 某市工会条例 is about unions, and made by none of them: what such a title begins with, and the text names most, is not whose it is. So are charters, and bulletins beside their authors. */
const LAW =
  /(?:条例|章程|统计公报|(?:中华人民共和国|工会|保护|合同|保险|仲裁|促进|生产)[^，。]{0,12}(?<!办)法)\s*(?:[（(][^（()）]*[)）])?》?(?:\[\d{1,2}\])?$/;

export interface Naming {
  /** Empty where no heading names one. */
  readonly organization: string;
  readonly title: string;
  /** A line that says so names the organisation. */
  readonly isOwn?: true;
  /** The heading lines, or parts of one, in source order. */
  readonly parts: readonly (Span & { readonly line: number })[];
}

/** Lines of a heading that are no title: numbers and dates of documents, issues, remarks, the labels of attachments. */
const NO_TITLE =
  /^(?:[【[（(]\s*\d{1,3}\s*\/\s*\d{1,3}\s*[】\])）].*|[（(【][^（()）]*[)）】]|[^，。]{0,12}[〔[(（【]\d{4}[〕\])）】]\s*第?\d{1,4}号|(?:\d{4}年)?第?\d{0,4}年?第?\d{1,3}期.*|\d{4}\s*[年./-]\s*\d{1,2}.*|附[件表录]\s*[\d一二三四五六七八九十]{0,2}|第[一二三四五六七八九十\d]{1,3}[篇则]|[\d\s:：./-]+)$/;

/** `labels`: how many of the heads only number it. The organisation's own line, the rest is the title; one line can hold both, and a title or the text can name it. */
export function nameCase(
  text: string,
  heads: readonly SignedRow[],
  body: readonly SignedRow[],
  notes: Notes,
  labels = 0,
): Naming {
  const parts = heads.flatMap((row, i) => {
    const start = row.start + (i === 0 ? labelLength(row, heads.length > 1) : 0);
    return start < row.end ? [{ start, end: row.end, line: row.number }] : [];
  });
  const say = (span: Span) => text.slice(span.start, span.end);
  const titleIn = (row: SignedRow) => statedTitle(text.slice(row.start, Math.min(row.end, row.start + 120)));
  const only = parts.length === 1 ? parts[0] : undefined;
  const halves = only && (splitOrganization(say(only)) ?? trailingOrganization(say(only)));
  if (only && halves) {
    const [name, title] = halves.map(({ start, end }) => ({
      start: only.start + start,
      end: only.start + end,
      line: only.line,
    })) as [Naming["parts"][number], Naming["parts"][number]];
    const inOrder = [name, title].toSorted((a, b) => a.start - b.start);
    notes.inference(only.line, `单位与标题写在同一行，已按${quoted(say(name))}与${quoted(say(title))}分开`);
    return { organization: say(name), title: say(title), isOwn: true, parts: inOrder };
  }
  const owners = parts.filter((part) => isOrganization(say(part)) || isOrganization(bare(say(part))));
  // A line that goes on from another's whole name is a title, whatever it ends with.
  const goesOn = (part: Span) =>
    owners.some((one) => one !== part && bare(say(part)).startsWith(bare(say(one))));
  const named =
    owners.find((part) => !goesOn(part)) ??
    owners[0] ??
    parts.find((part) => organizationLine(say(part)) !== undefined);
  const titles = parts.filter((part, i) => i >= labels && part !== named && isTitle(say(part)));
  const stated = titles.length > 0 ? undefined : body.slice(0, NEAR).map(titleIn).find(Boolean);
  const title = stated ?? titles.map(say).map(unmarked).join(" ");
  const isLaw = LAW.test(title || (parts[0] ? say(parts[0]) : ""));
  const part = isLaw && titles.length > 0 ? undefined : named;
  if (part) {
    const line = bare(say(part));
    const organization = isOrganization(line) ? line : (organizationLine(say(part)) ?? line);
    const first = titles[0];
    if (first && first.line < part.line) {
      notes.inference(part.line, `标题写在单位之前，已将${quoted(organization)}作为单位名称`);
    }
    const start = part.start + say(part).indexOf(line);
    const own = { ...part, start, end: start + line.length };
    return {
      organization,
      title,
      isOwn: true,
      parts: parts.map((one) => (one === part ? own : one)),
    };
  }
  const isOfOne = title !== "" && !/^附/.test(title) && !isLaw;
  const bearer =
    bearerOf(text, isLaw ? [] : stated ? [stated] : titles.map(say), body) ??
    (isOfOne ? unionNamed(text, body) : undefined);
  if (bearer && bearer.name !== title) {
    notes.inference(
      titles[0]?.line ?? bearer.line,
      `标题未单列单位，已按文中的${quoted(bearer.name)}作为单位名称`,
    );
    return { organization: bearer.name, title, isOwn: true, parts };
  }
  if (isLaw && titles.length > 0) return { organization: title, title: "", parts };
  if (stated) return { organization: "", title: stated, parts };
  const [first, ...others] = titles.length > 0 ? titles : parts;
  return { organization: first ? say(first) : "", title: others.map(say).map(unmarked).join(" "), parts };
}

function isTitle(line: string): boolean {
  return !NO_TITLE.test(line.normalize("NFKC").trim()) && !isAccount(line);
}

/** Without the dash that parts it from the title, and without marks of emphasis. */
function bare(line: string): string {
  return line.replace(/^(?:——?|－－?|--?)\s*|^[*_](?=[^*_])|(?<=[^*_])[*_]$/g, "");
}

/** Without marks of emphasis around it. */
function unmarked(line: string): string {
  return line.replace(/^[*_]{1,3}(?=[^*_\s])|(?<=[^*_\s])[*_]{1,3}$/g, "");
}

/** Characters of 案例一： or of a numbering before the name; a label that is all the heading there is stays. */
function labelLength(row: SignedRow, hasMore: boolean): number {
  const length = row.end - row.start;
  const label = row.caseLabel?.length ?? 0;
  if (label >= length) return hasMore ? length : 0;
  if (label > 0) return label;
  const marker = row.marker?.length ?? 0;
  return marker < length ? marker : 0;
}

/** The document's own headings come first: a file name only counts where it opens with a year or has 年 after it. */
export function yearOf(headings: readonly string[], file: string): number | null {
  const heading = headings
    .join(" ")
    .replace(/[二][〇○零Ｏ][一二三四五六七八九〇○零]{2}(?=年)/g, (year) =>
      [...year].map((digit) => Math.max(0, "〇一二三四五六七八九".indexOf(digit))).join(""),
    );
  const patterns = [/(?<!\d)(20\d\d)年度/, /(?<!\d)(20\d\d)年/, /(?<!\d)(20\d\d)(?!\d)/];
  for (const pattern of patterns) {
    const year = pattern.exec(heading)?.[1];
    if (year) return Number(year);
  }
  const inName = /(?:(?:^|\/)(20\d\d)(?!\d)|(?<!\d)(20\d\d)年)[^/]*$/.exec(file);
  const year = inName?.[1] ?? inName?.[2];
  return year ? Number(year) : null;
}
