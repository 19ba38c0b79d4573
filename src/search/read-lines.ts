/** A case → its lines, the rows of tables with their cells and headers. */

import type { Sentence } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import { YEAR_CELL, YEAR_LEAD } from "../language/fact-words.ts";
import { quantitiesIn } from "../language/quantities.ts";
import type { CaseLines, Cell, Line, Table } from "./lines.ts";

export type Lines = Pick<CaseLines, "lines" | "tables">;

export function readLines(of: CaseLines): Lines {
  const said = of.said.split("\n");
  const bare = passagesOf(of.case)
    .flatMap((passage) => passage.sentences.map((sentence) => ({ passage, sentence })))
    .map((one, i): Bare => ({ ...one, said: said[i] ?? "", cells: cellsOf(one.sentence.text) }));
  const lines: Line[] = [];
  const tables: Table[] = [];
  for (let at = 0; at < bare.length; ) {
    const end = tableEnd(bare, at);
    if (end > at) {
      const grid = bare[at]?.passage.grid;
      const header = grid?.columns ?? (bare[at]?.cells ?? []).map(({ text }) => text);
      const section = bare[at]?.passage.section;
      const above = bare
        .slice(Math.max(0, at - 3), at)
        .filter(({ cells, passage }) => cells.length === 0 && passage.section === section);
      const caption = above
        .map(({ sentence }) => sentence.text)
        .filter((text) => text.length <= 40 && !/。/.test(text));
      const rows: Line[] = [];
      const table: Table = { header, caption: caption.join("\n"), rows };
      for (const [i, one] of bare.slice(at, end).entries()) {
        const isRow = one.cells.length > 1;
        // A row that leaves out its first cells, as those of sums do, ends where the others end.
        const { skipped = 0, text } = one.sentence;
        const missing = isRow && !/[|\t]/.test(text) ? header.length - one.cells.length : skipped;
        const padding = Array.from(
          { length: Math.max(0, missing) },
          (): Cell => ({ text: "", start: 0, end: 0 }),
        );
        const whole = { ...one, cells: [...padding, ...one.cells] };
        const line = lineOf(of, whole, isRow ? table : null);
        lines.push(line);
        if (isRow && i >= (grid?.headerRows ?? 1)) rows.push(line);
      }
      tables.push(table);
      at = end;
    } else {
      const one = bare[at];
      if (one) lines.push(lineOf(of, one, null));
      at += 1;
    }
  }
  return { lines, tables };
}

interface Bare {
  readonly passage: Passage;
  readonly sentence: Sentence;
  readonly said: string;
  readonly cells: readonly Cell[];
}

function lineOf({ ordinal, case: unionCase, named }: CaseLines, bare: Bare, table: Table | null): Line {
  const { passage, sentence, said } = bare;
  return { ordinal, case: unionCase, passage, sentence, said, cells: table ? bare.cells : [], table, named };
}

const isFigure = ({ text }: Cell) => /^[\d０-９]/.test(text);

const isMarked = ({ sentence }: Bare) => /^\s*\|.*\|\s*$/.test(sentence.text);

/** 2024年, 2024年班数 and 1—6月完成 head a column, they count nothing. */
const isHeading = (cell: Cell) =>
  !isFigure(cell) ||
  YEAR_CELL.test(cell.text) ||
  YEAR_LEAD.test(cell.text) ||
  2 * cell.text.replace(/[^\d０-９]/g, "").length < cell.text.length;

/** Where the table ends that has its header at `from`; `from` itself where none begins there. */
function tableEnd(lines: readonly Bare[], from: number): number {
  const header = lines[from];
  const grid = header?.passage.grid;
  if (grid) {
    const past = lines.findIndex(({ passage }, at) => at > from && passage.grid !== grid);
    return past < 0 ? lines.length : past;
  }
  const first = lines[from + 1];
  if (!header || !first || header.cells.length < 2 || !header.cells.every(isHeading)) return from;
  // Marked as a table it is one whatever its cells say.
  const marked = isMarked(header) && isMarked(first);
  if (first.cells.length < 2 || !(marked || first.cells.some(isFigure))) return from;
  let end = from + 1;
  for (let at = end; at < lines.length; at += 1) {
    const count = lines[at]?.cells.length ?? 0;
    // A row that the source breaks goes on in a line without cells.
    const goesOn = count === 0 && (lines[at + 1]?.cells.length ?? 0) >= header.cells.length - 1;
    if (goesOn && at > from + 1) continue;
    if (count < 2 || count > header.cells.length + 1) break;
    // Another header: no figures, and figures below it.
    const opens = !lines[at]?.cells.some(isFigure) && lines[at + 1]?.cells.some(isFigure);
    const isElsewhere = lines[at]?.passage.section !== header.passage.section;
    // Its header is known: of another table.
    const own = lines[at]?.passage.header;
    const isOthers = own !== undefined && first.passage.header !== undefined && own !== first.passage.header;
    if (at > from + 1 && (isOthers || (!marked && opens) || (marked && isElsewhere))) break;
    end = at + 1;
  }
  return end;
}

/** Cells parted by bars, by tabs, by tags, or by wide blanks; none where the text is no row. */
export function cellsOf(text: string): Cell[] {
  const parting = text.includes("</t")
    ? /<\/t[dh]>\s*<t[dh]\b[^>]*>/g
    : /^\s*[|│║┃].*[|│║┃]\s*$/.test(text)
      ? /[|│║┃]/g
      : text.includes("\t")
        ? /\t/g
        : (text.trim().match(/(?: {2,}|\u3000{2,})/g)?.length ?? 0) >= 2
          ? /(?: {2,}|\u3000{2,})/g
          : null;
  if (!parting) return [];
  const cells: Cell[] = [];
  let start = 0;
  const add = (end: number) => {
    const raw = text.slice(start, end);
    const lead = raw.length - raw.trimStart().length;
    const trimmed = raw.trim();
    cells.push({ text: trimmed, start: start + lead, end: start + lead + trimmed.length });
  };
  for (const match of text.matchAll(parting)) {
    add(match.index);
    start = match.index + match[0].length;
  }
  add(text.length);
  if (parting.source.startsWith("[|")) return cells.slice(1, -1);
  if (!parting.source.includes("{2,}")) return cells;
  const [first, second, ...rest] = cells.filter(({ text: words }) => words !== "");
  if (!first || !second) return first ? [first] : [];
  // 合  计 is set wide in its column.
  const isWide = [first, second].every(({ text: words }) => /^\p{Script=Han}$/u.test(words));
  return isWide
    ? [{ text: first.text + second.text, start: first.start, end: second.end }, ...rest]
    : [first, second, ...rest];
}

/** What a column counts in: 投入（万元） gives money in units of 10,000; undefined where the header says none. */
export function columnUnit(header: string): { unit: string; kind: string; factor: number } | undefined {
  const inside = header.match(/[（(]([^（）()]{1,6})[）)]\s*$/)?.[1];
  if (inside === undefined) return undefined;
  const one = quantitiesIn(`1${inside}`)[0];
  // 到馆人次（万） counts what its own words say.
  return one && (one.unit !== "" || /^[万亿]$/.test(inside))
    ? { unit: one.unit, kind: one.kind, factor: one.value }
    : undefined;
}
