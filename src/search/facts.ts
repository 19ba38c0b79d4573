/** Lines → their facts: each figure with what it counts, of which whole it is a part, and for which year it holds. */

import {
  AIM,
  CHANGES,
  DELTA,
  EACH,
  FIGURE_LIKE,
  GROWTH_COLUMN,
  HEADING_YEAR,
  LAST_YEAR,
  LAST_YEAR_COLUMN,
  MINUS,
  NOUN_AFTER,
  NUMBERING,
  PART,
  REMARKS,
  SUM,
  SUM_NAME,
  TABLE_UNIT,
  UNIT_COLUMN,
  YEAR_CELL,
  YEAR_LEAD,
} from "../language/fact-words.ts";
import { foldAligned } from "../language/fold.ts";
import type { QuantityKind } from "../language/measures.ts";
import { type Quantity, quantitiesIn } from "../language/quantities.ts";
import { type Line, saidForm } from "./lines.ts";
import { columnUnit } from "./read-lines.ts";

export interface Fact extends Figure {
  readonly line: Line;
}

/** A figure of any text: what somebody claims is read as documents are. */
export interface Figure {
  /** UTF-16 offsets of the figure into the sentence's text, half-open. */
  readonly start: number;
  readonly end: number;
  readonly value: number;
  readonly unit: string;
  readonly kind: QuantityKind;
  readonly quantity: Quantity;
  /**
   * Words between the figure, or comma, before this one and it, and the noun after it; in a table the column's header.
   * In the form of `said`.
   */
  readonly thing: string;
  /** In a table the words of the row that name it; empty elsewhere. */
  readonly row: string;
  /** The clause as it stands, from the last comma to the next: what is quoted for the figure. */
  readonly clause: { readonly from: number; readonly to: number };
  /** 其中: a part of the whole told before. */
  readonly part: boolean;
  /** The row or column of a sum. */
  readonly total: boolean;
  readonly year: number | null;
  /** Aimed at, not reached. */
  readonly planned: boolean;
  /** Holds of each one: 每人200元. */
  readonly rate: boolean;
  /** Says by how much something has changed, not how much it is: 比上年少1652人次. */
  readonly delta: boolean;
}

const known = new WeakMap<Line, readonly Fact[]>();

export function factsOf(line: Line): readonly Fact[] {
  let facts = known.get(line);
  if (!facts) {
    facts = line.table ? cellFacts(line) : sentenceFacts(line);
    known.set(line, facts);
  }
  return facts;
}

const COUNTS: ReadonlySet<QuantityKind> = new Set(["count", "money", "share", "duration", "ratio"]);

const quantities = new WeakMap<Line, readonly Quantity[]>();

/** The figures and dates of a line, in its order; read once. */
export function quantitiesOf(line: Line): readonly Quantity[] {
  let found = quantities.get(line);
  if (!found) {
    const { text } = line.sentence;
    found = FIGURE_LIKE.test(text) ? quantitiesIn(text) : [];
    quantities.set(line, found);
  }
  return found;
}

function sentenceFacts(line: Line): Fact[] {
  const figures = figuresOf(line.sentence.text, quantitiesOf(line), yearOf(line));
  const isAim = AIM.test(line.passage.section);
  return figures.map((figure) => ({ ...figure, line, planned: figure.planned || isAim }));
}

/** `year`: for which the text speaks where it names none. */
export function figuresOf(
  text: string,
  quantities: readonly Quantity[] = quantitiesIn(text),
  year: number | null = null,
): Figure[] {
  if (quantities.length === 0) return [];
  const folded = foldAligned(text);
  let said = year;
  let whole = false;
  let lastLead = "";
  return quantities.flatMap((quantity, i): Figure[] => {
    if (quantity.kind === "date") said = quantity.date?.year ?? said;
    if (!COUNTS.has(quantity.kind)) return [];
    const from = clauseStart(folded, quantity.start);
    const dates = quantities.filter(
      ({ kind, start }) => kind === "date" && start >= from && start < quantity.start,
    );
    const counted = quantities.slice(0, i).findLast(({ kind }) => COUNTS.has(kind));
    const before = Math.max(from, counted?.end ?? 0);
    const next = Math.min(clauseEnd(folded, quantity.end), quantities[i + 1]?.start ?? folded.length);
    const lead = dates.reduce(
      (words, { text: date }) => words.replace(foldAligned(date), ""),
      folded.slice(before, quantity.start),
    );
    // 由甲增加到乙: both are figures of one thing.
    const goesOn =
      counted !== undefined && counted.end > from && counted.unit === quantity.unit && CHANGES.test(lead);
    const sentence = Math.max(folded.lastIndexOf("。", from), folded.lastIndexOf("；", from), 0);
    const shown = goesOn ? lastLead : lead;
    lastLead = shown;
    whole = PART.test(folded.slice(sentence, quantity.start));
    const relative = LAST_YEAR.test(folded.slice(from, quantity.start)) && year !== null;
    return [
      {
        start: quantity.start,
        end: quantity.end,
        value: quantity.value,
        unit: quantity.unit,
        kind: quantity.kind,
        quantity,
        thing: saidForm(
          `${goesOn ? shown : ""} ${lead} ${NOUN_AFTER.exec(folded.slice(quantity.end, next))?.[0] ?? ""}`,
        ),
        row: "",
        clause: { from, to: clauseEnd(folded, quantity.end) },
        part: whole,
        total: SUM.test(lead),
        year: relative ? year - 1 : said,
        planned: AIM.test(folded.slice(sentence, quantity.start)),
        rate: EACH.test(folded.slice(from, quantity.start)),
        delta: DELTA.test(folded.slice(from, quantity.start)),
      },
    ];
  });
}

/** Outside figures and brackets of units, commas and stops part clauses. */
function clauseStart(folded: string, at: number): number {
  for (let i = at - 1; i >= 0; i -= 1) {
    const character = folded[i] ?? "";
    if (/[，、。；;：:！!？?]/.test(character)) return i + 1;
    if (character === "," && !/\d/.test(folded[i + 1] ?? "")) return i + 1;
  }
  return 0;
}

function clauseEnd(folded: string, at: number): number {
  for (let i = at; i < folded.length; i += 1) {
    const character = folded[i] ?? "";
    if (/[，、。；;：:！!？?]/.test(character)) return i;
    if (character === "," && !/\d/.test(folded[i + 1] ?? "")) return i;
  }
  return folded.length;
}

const bare = (text: string) => text.replace(/\s+/g, "");

/** A figure in a cell counts what its column's header says, of what the row's other cells name. */
function cellFacts(line: Line): Fact[] {
  const header = line.table?.header ?? [];
  const row = rowName(line);
  const ofRow = line.cells[0]?.text.match(YEAR_CELL)?.[1];
  const measured = unitCell(line);
  return line.cells.flatMap((cell, column): Fact[] => {
    const [quantity] = quantitiesIn(cell.text);
    const heading = header[column] ?? "";
    if (!quantity || quantity.start > 1 || NUMBERING.test(heading)) return [];
    if (!COUNTS.has(quantity.kind) || quantity.text.length < cell.text.length - 2) return [];
    const sign = MINUS.test(cell.text) ? -1 : 1;
    const own = quantity.unit === "" ? (columnUnit(heading) ?? measured) : undefined;
    // In a table turned by 90 degrees the row says the unit.
    const turned = quantity.unit === "" && !own ? columnUnit(line.cells[0]?.text ?? "") : undefined;
    const unit = own ?? turned;
    const start = sign < 0 ? cell.start : cell.start + quantity.start;
    const end = cell.start + quantity.end;
    const year = heading.match(YEAR_CELL)?.[1];
    const lead = heading.match(YEAR_LEAD)?.[1];
    // Of a column that holds of a year the row says what is counted.
    const byRow = turned !== undefined || year !== undefined;
    const sameNow = LAST_YEAR_COLUMN.test(heading) ? besideLastYear(line, column) : undefined;
    const ofTable = yearOf(line);
    return [
      {
        line,
        start,
        end,
        value: sign * Number((quantity.value * (unit?.factor ?? 1)).toPrecision(14)),
        unit: unit?.unit ?? quantity.unit,
        kind: (unit?.kind as QuantityKind) ?? quantity.kind,
        quantity: { ...quantity, text: line.sentence.text.slice(start, end) },
        thing: saidForm(
          byRow ? (line.cells[0]?.text ?? "") : (header[sameNow ?? column] ?? "").replace(YEAR_LEAD, ""),
        ),
        row: turned && year === undefined ? heading : row,
        clause: { from: start, to: end },
        part: PART.test(heading),
        total:
          SUM_NAME.test(bare(line.cells.find(({ text }) => text !== "")?.text ?? "")) ||
          (turned !== undefined && SUM_NAME.test(bare(heading))),
        year: Number(year ?? lead ?? ofRow) || (ofTable && ofTable - (sameNow === undefined ? 0 : 1)),
        planned: AIM.test(heading),
        rate: EACH.test(heading),
        delta: GROWTH_COLUMN.test(heading),
      },
    ];
  });
}

/** The column to the left that tells of this year what 上年同期 tells of the last: the nearest that is no share of anything. */
export function besideLastYear({ table, cells }: Line, column: number): number | undefined {
  for (let at = column - 1; at > 0; at -= 1) {
    const cell = cells[at]?.text ?? "";
    if (/\d/.test(cell) && !/[%％]/.test(cell) && !GROWTH_COLUMN.test(table?.header[at] ?? "")) return at;
  }
  return undefined;
}

/** What the row, or the table as a whole, is counted in: 件, 万人, 单位：亿元. */
function unitCell({ table, cells, passage }: Line): ReturnType<typeof columnUnit> {
  const column = table?.header.findIndex((heading) => UNIT_COLUMN.test(heading)) ?? -1;
  if (column >= 0) return columnUnit(`(${cells[column]?.text ?? ""})`);
  const [, unit] = `${table?.caption ?? ""}\n${passage.section}`.match(TABLE_UNIT) ?? [];
  if (unit !== undefined) return columnUnit(`(${unit})`);
  return columnUnit(passage.section) ?? columnUnit(table?.caption ?? "");
}

/** The cells of a row that name it: those without figures, marks and remarks. */
export function rowName(line: Line): string {
  const header = line.table?.header ?? [];
  return line.cells
    .filter(
      ({ text }, column) =>
        text !== "" &&
        !/^[\d０-９—\-/]/.test(text) &&
        !REMARKS.test(header[column] ?? "") &&
        !(UNIT_COLUMN.test(header[column] ?? "") && columnUnit(`(${text})`)),
    )
    .slice(0, 2)
    .map(({ text }) => text)
    .join(" · ");
}

/** The year that the caption, the section, or the document as a whole speaks for. */
function yearOf({ table, passage, case: unionCase }: Line): number | null {
  for (const text of [table?.caption ?? "", passage.section, passage.lead ?? ""]) {
    const year = foldAligned(text).match(HEADING_YEAR)?.[1];
    if (year) return Number(year);
  }
  return unionCase.year;
}
