/** A row, and what opened the section at hand → whether the row opens the next section. */

import type { SectionKind, Span } from "./case.ts";
import type { DraftSection } from "./drafts.ts";
import type { Label, SignedRow } from "./headings.ts";
import type { RowFix } from "./markup.ts";
import type { Marker, MarkerType } from "./numbering.ts";
import { sectionKind } from "./section-names.ts";
import { CHAPTERS, type Title } from "./titles.ts";

/** What the section at hand was opened by: that decides what the next row can be. */
export interface Opening {
  readonly section: DraftSection;
  /** Markdown level; 7 for a plain line or label. */
  readonly level: number;
  readonly style: "numbered" | "bracket" | "bold" | "heading" | "inline" | "plain" | "none";
  /** Of markings that come again, the one that opened it; the numbering, or else the style. */
  readonly marking: string;
  readonly marker: MarkerType | undefined;
  readonly value: number;
  /** A name of the genre opened it. */
  readonly isKnown: boolean;
  itemType: MarkerType | undefined;
}

type HeadFix = Exclude<NonNullable<RowFix["heads"]>, false>;

/** Of a section that a plain line or label opens. */
export const PLAIN_LEVEL = 7;
/** Parts of a case whose numbered lines are items, even where one carries the name of a section. */
const ITEMISED: ReadonlySet<SectionKind> = new Set(["development", "measures", "results"]);

/** Ways in which a section heading has a line of its own. */
const OWN_LINE: ReadonlySet<Opening["style"]> = new Set(["heading", "numbered", "bold", "plain"]);

export interface Heading extends Omit<Opening, "section" | "itemType"> {
  readonly section: Omit<DraftSection, "blocks">;
  /** Where the section's text begins in the row. */
  readonly body: number;
}

/**
 * The section that `row` opens, or nothing where the row is text of the section at hand. `markings` holds those of the
 * case so far, outer before inner.
 */
export function sectionHeading(
  text: string,
  row: SignedRow,
  opening: Opening | undefined,
  markings: readonly string[],
): Heading | undefined {
  const { fixed } = row;
  if (fixed?.heads) return headedByHand(text, row, fixed.heads);
  if (fixed?.heads === false || fixed?.joins) return undefined;
  if (row.label) {
    const isText = isItemOf(row, opening) || isWordOf(row.label, opening);
    return isText ? undefined : labelled(text, row, row.label);
  }
  if (row.level > 0) return opensMarkdown(row, opening) ? named(text, row, "heading", row.end) : undefined;
  if (!row.prose) return undefined;
  if (row.title && opensTitle(row, opening, markings)) return titled(text, row, row.title);
  if (row.bracket) {
    return named(text, row, "bracket", afterBracket(text, row, row.bracket), row.bracket);
  }
  if (row.bullet !== "") return undefined;
  const inline = row.short ? undefined : continued(text, row, opening);
  if (inline || !row.short) return inline;
  if (row.marker) {
    return opensNumbered(row, opening, markings.length === 0)
      ? named(text, row, "numbered", row.end)
      : undefined;
  }
  if (row.bold && opening?.style === "bold" && opening.section.kind !== "measures") {
    return named(text, row, "bold", row.end);
  }
  return undefined;
}

/** What holds tables, each a section by its name. */
const ABOVE_TABLES: ReadonlySet<string> = new Set(["表", "附件", ""]);

/** A marking of the case's outer levels opens a part wherever it stands; a new one is an inner level, and one within a known part is the part's own. */
function opensTitle(row: SignedRow, opening: Opening | undefined, markings: readonly string[]): boolean {
  const { title } = row;
  if (!title) return false;
  // The name of a table within a section; the text after the table is the section's.
  if (title.style === "表" && opening && opening.style !== "none" && !ABOVE_TABLES.has(opening.marking))
    return false;
  if (title.style === "附件" || title.style === CHAPTERS || !opening || opening.style === "none")
    return !title.isItem;
  if (row.marker && opening.itemType === row.marker.type) return false;
  const at = markings.indexOf(title.style);
  if (at >= 0 && at <= markings.indexOf(opening.marking)) return true;
  if (title.isItem) return false;
  return (
    !opening.isKnown ||
    opening.style === "inline" ||
    (opening.style === "bracket" && row.marker?.type === "一、")
  );
}

/** (六)严管理,经费平稳。全市… where the parts before have (五) in a line of its own. */
function continued(text: string, row: SignedRow, opening: Opening | undefined): Heading | undefined {
  const { marker } = row;
  if (
    !marker ||
    !opening ||
    opening.isKnown ||
    opening.marker !== marker.type ||
    opening.style !== "numbered"
  )
    return undefined;
  if (marker.value !== opening.value + 1 || opening.itemType === marker.type) return undefined;
  const said = text.slice(row.start, row.end);
  const lead = (/^[^。；;]{2,30}(?=[。；;])/.exec(said) ?? /^[^，,]{2,16}(?=[，,])/.exec(said))?.[0];
  if (!lead) return undefined;
  return named(text, row, "numbered", row.start + marker.length, {
    start: row.start,
    end: row.start + lead.length,
  });
}

/** 问题:… opens a paragraph rather than a section where the sections have headings in lines of their own. */
function isWordOf(label: Label, opening: Opening | undefined): boolean {
  if (!label.isLoose || !opening || !OWN_LINE.has(opening.style)) return false;
  return label.key.length < 4 || label.kind === "other" || label.kind === opening.section.kind;
}

/** A numbered name in a list of items, such as (二)工作背景 among the items of 主要做法, is an item. */
function isItemOf(row: SignedRow, opening: Opening | undefined): boolean {
  const marker = row.label?.marker;
  if (!marker || !opening || opening.style === "inline" || !ITEMISED.has(opening.section.kind)) return false;
  if (opening.marker === marker.type) return false;
  return (
    opening.itemType === marker.type ||
    (marker.type !== "一、" && (row.level === 0 || row.level > opening.level))
  );
}

/** Deeper headings within a known part are its own subheadings; elsewhere every heading opens a section. */
function opensMarkdown(row: SignedRow, opening: Opening | undefined): boolean {
  if (!opening || opening.style === "none") return true;
  const isKnown = opening.section.kind !== "other" && opening.section.kind !== "front";
  if (
    row.marker &&
    !isOutline(row.marker) &&
    row.marker.type !== opening.marker &&
    (isKnown || row.level > opening.level)
  ) {
    return false;
  }
  return row.level <= opening.level ? !(isKnown && opening.level === PLAIN_LEVEL && row.marker) : !isKnown;
}

/** 1.2　 numbers headings, not items. */
function isOutline({ type }: Marker): boolean {
  return type === "1 " || type === "1.1";
}

/** 一、… alone in a line is a heading where the numbering is that of the sections, and an item where it is not. */
function opensNumbered(row: SignedRow, opening: Opening | undefined, isFirst: boolean): boolean {
  const { marker } = row;
  if (!marker) return false;
  if (opening?.itemType === marker.type) return false;
  if (opening?.marker === marker.type) return marker.value === opening.value + 1;
  if (marker.type !== "一、") return false;
  return isFirst || opening?.style === "inline" || opening?.style === "bracket" || opening?.style === "none";
}

const DIVISIONS = [
  /^第[^章节条\s]{1,5}(?:编|篇|部分)/,
  /^第[^节条]{1,5}(?:章|讲|单元)/,
  /^第[^条]{1,5}节/,
  /^第[^条]{1,5}条/,
];

/** How far below a heading of its level: chapters hold articles though both are marked the same. */
export function divisionOf(name: string): number {
  return (DIVISIONS.findIndex((division) => division.test(name)) + 1) / 10;
}

/** A name of the genre keeps its kind; the marks between a name and the text in its row go. */
function headedByHand(text: string, row: SignedRow, { end, level }: HeadFix): Heading {
  const own = { ...row, level: level ?? row.level };
  const name = end < row.end ? { start: row.start, end } : undefined;
  const gap = name ? (/^(?:\*\*|__)?[。:：\s]*/.exec(text.slice(end, row.end))?.[0].length ?? 0) : 0;
  const heading = named(text, own, "heading", name ? end + gap : row.end, name);
  const kind = sectionKind(heading.section.name) ?? "other";
  return { ...heading, section: { ...heading.section, kind }, isKnown: kind !== "other" };
}

function labelled(text: string, row: SignedRow, label: Label): Heading {
  const alone = label.body >= row.end;
  const isBracketed = /[【［〖]/.test(text[label.name.start - 1] ?? "");
  const plain = row.bold ? "bold" : label.marker ? "numbered" : "plain";
  const style = isBracketed ? "bracket" : row.level > 0 ? "heading" : alone ? plain : "inline";
  return {
    section: { name: text.slice(label.name.start, label.name.end), kind: label.kind, line: row.number },
    level: row.level || PLAIN_LEVEL,
    style,
    marking: row.level > 0 ? `#${row.level}` : (label.marker?.type ?? style),
    isKnown: true,
    marker: label.marker?.type,
    value: label.marker?.value ?? 0,
    body: label.body,
  };
}

function named(text: string, row: SignedRow, style: Opening["style"], body: number, span?: Span): Heading {
  const name = span ?? withoutColon(text, row);
  return {
    section: { name: text.slice(name.start, name.end), kind: "other", line: row.number },
    level: row.level || PLAIN_LEVEL,
    style,
    marking: row.level > 0 ? `#${row.level}` : (row.marker?.type ?? style),
    isKnown: false,
    marker: row.marker?.type,
    value: row.marker?.value ?? 0,
    body,
  };
}

function titled(text: string, row: SignedRow, title: Title): Heading {
  const style = row.marker ? "numbered" : row.bold ? "bold" : title.body < row.end ? "inline" : "plain";
  const heading = named(text, row, style, title.body, title.name);
  const { section } = heading;
  const kind = sectionKind(section.name) ?? section.kind;
  return { ...heading, section: { ...section, kind }, marking: title.style };
}

function withoutColon(text: string, row: SignedRow): Span {
  const end = /[:：]/.test(text[row.end - 1] ?? "") && row.end - row.start > 1 ? row.end - 1 : row.end;
  return { start: row.start, end };
}

function afterBracket(text: string, row: SignedRow, bracket: Span): number {
  const close =
    /^[】］〗](?:\*\*|__)?[^\S\r\n]*[:：]?[^\S\r\n]*/.exec(text.slice(bracket.end, bracket.end + 20))?.[0] ??
    "】";
  return Math.min(row.end, bracket.end + close.length);
}
