/** Lines → rows: what a line says, apart from its Markdown marks. */

import type { Grid } from "./case.ts";
import { listedOf } from "./furniture.ts";
import { commentLines, htmlTablesOf, TAGS, withoutEdgeTags } from "./html-in-text.ts";
import type { Line } from "./lines.ts";
import { RULE as TABLE_RULE, type TableRow, tablesOf } from "./tables.ts";

/** A line of text; `start` and `end` leave out its marks (#, **, bullets, >). */
export interface Row extends Line {
  /** Where the line begins and ends with its marks. */
  readonly outerStart: number;
  readonly outerEnd: number;
  /** Of a Markdown heading, 1 to 6; 0 for other lines. */
  readonly level: number;
  /** The whole line is bold. */
  readonly bold: boolean;
  /** What stands before it as a mark, "" where nothing does: "-", "▼", "🏮", "━━". */
  readonly bullet: string;
  /** A quotation mark, ">", stands before it. */
  readonly quoted: boolean;
  /** False for rows of tables, code and HTML: they are kept line by line, and nothing is read into them. */
  readonly prose: boolean;
  readonly table: TableRow | undefined;
  /** Of the first row of a table whose format tells its columns. */
  readonly grid?: Grid;
  /** Its format says that a case begins with it. */
  readonly opens?: true;
  /** The document's list of contents names it. */
  readonly listed?: true;
  /** Of a row whose format tells its cells: how many empty ones stand before it. */
  readonly skipped?: number;
  /** A rule across the page stands between it and the row before. */
  readonly ruled?: true;
  /** A page number, running head or the like stands between it and the row before. */
  readonly cut: boolean;
  /** What a person said of it, whatever it looks like. */
  readonly fixed?: RowFix;
}

export interface RowFix {
  /** A case begins with it, or none does. */
  readonly begins?: boolean;
  /** It heads a section, whose name ends at `end`; or it is text. */
  readonly heads?: { readonly end: number; readonly level?: number | undefined } | false;
  /** It goes on with the paragraph before it, or begins one. */
  readonly joins?: boolean;
}

/** Lines longer than this are never a heading. */
const LONGEST_HEADING = 200;
const RULE = /^(?:[-—–―=_*＝－·~━═─┄┅┈┉▁▔◆◇★☆※＊～…]{3,}|(?:[-*_] ){2,}[-*_])$/;
/** ::: tip opens a box, ::: closes it. */
const BOX = /^:{3,}[^\S\r\n]*[a-z]*[^\S\r\n]*/;
const QUOTE = /^(?:>\s*)+/;
const BULLET = /^(?:[-*+][^\S\r\n]+|[•●○■□◆◇▪▫►▶▸➢➤✓✔★☆▲△▼▽▌▍▎❖✦◎※·∙]+[^\S\r\n]*)/u;
/** 🏮, 1️⃣ and the like before a heading. */
const PICTOGRAPH =
  /^(?:(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[\d#*]\ufe0f?\u20e3)(?:\ufe0f|\u200d|\p{Emoji_Modifier})*)+[^\S\r\n]*/u;
const ANY_PICTOGRAPH = "📌";
/** ━━ around a heading ━━ */
const ORNAMENT = /^([━═─＊~～=＝◇◆☆★·•－—]{2,})([^\S\r\n]*)(?=[^\s━═─＊~～=＝◇◆☆★·•－—].*[^\S\r\n]*\1$)/u;
const HEADING = /^#{1,6}(?!#)/;
const INVISIBLE = /^[\s\u200b-\u200f\u2028-\u202e\u2060-\u2069]*/;

/** A list can stand below such a mark; pictographs and ornaments stand before headings alone. */
export function isListBullet(bullet: string): boolean {
  return bullet !== "" && BULLET.test(`${bullet} `);
}

/** Rows in source order. Rules, fences, front matter and furniture have no row: they part the rows around them. */
export function rowsOf(text: string, lines: readonly Line[], furniture: ReadonlySet<number>): Row[] {
  const rows: Row[] = [];
  const frontMatterEnd = frontMatter(text, lines);
  const { fenced, fences } = fencedLines(text, lines);
  const comments = commentLines(text, lines);
  const listed = listedOf(text, lines);
  const tables = tablesOf(text, lines);
  const framed = framedRows(text, lines);
  let parted = false;
  let ruled = false;
  let cut = false;
  for (const [i, line] of lines.entries()) {
    const content = text.slice(line.start, line.end);
    const short = content.length <= LONGEST_HEADING;
    const isAside = furniture.has(i) || comments.has(i);
    rows.push(...(framed.get(i) ?? []));
    if (framed.has(i) || i < frontMatterEnd || fences.has(i) || (isAside && !fenced.has(i))) {
      parted = true;
      cut ||= furniture.has(i);
      continue;
    }
    if (!fenced.has(i) && short) {
      const underlined: Row | undefined = line.parted || parted ? undefined : underline(content, text, rows);
      if (underlined) rows[rows.length - 1] = underlined;
      if (underlined || RULE.test(content) || TABLE_RULE.test(content)) {
        parted = true;
        ruled = !underlined && RULE.test(content);
        continue;
      }
    }
    const table = fenced.has(i) ? undefined : tables.get(i);
    const own = fenced.has(i) || table ? { ...plain(line, false), table } : marked(line, content);
    const row: Row = {
      ...own,
      ...(listed.has(i) && { listed: true as const }),
      ...(ruled && { ruled: true as const }),
    };
    if (row.end > row.start) rows.push(parted || cut ? { ...row, parted: row.parted || parted, cut } : row);
    parted = row.end <= row.start;
    ruled = false;
    cut = false;
  }
  return withOneMark(rows);
}

/** Pictographs differ from heading to heading, and keycaps count: those that do not come again are one mark. */
function withOneMark(rows: readonly Row[]): Row[] {
  const counts = new Map<string, number>();
  for (const { bullet } of rows) counts.set(bullet, (counts.get(bullet) ?? 0) + 1);
  return rows.map((row) => {
    const isPictograph = row.bullet !== "" && PICTOGRAPH.test(row.bullet) && !isListBullet(row.bullet);
    const isOne = isPictograph && (counts.get(row.bullet) === 1 || row.bullet.includes("\u20e3"));
    return isOne ? { ...row, bullet: ANY_PICTOGRAPH } : row;
  });
}

/** A line without marks. */
export function plain(line: Line, prose: boolean): Row {
  return {
    ...line,
    outerStart: line.start,
    outerEnd: line.end,
    level: 0,
    bold: false,
    bullet: "",
    quoted: false,
    prose,
    table: undefined,
    cut: false,
  };
}

/** A line that is neither of a table nor of code. */
export function marked(line: Line, content: string): Row {
  if (content.startsWith("|")) return plain(line, false);
  if (/^<[a-z/!]/i.test(content)) return { ...plain(line, false), ...withoutEdgeTags(content, line.start) };
  let start = 0;
  let end = content.length;
  const skip = (pattern: RegExp): string => {
    const mark = pattern.exec(content.slice(start, start + LONGEST_HEADING))?.[0] ?? "";
    start += mark.length;
    return mark;
  };
  skip(INVISIBLE);
  skip(BOX);
  const quote = skip(QUOTE);
  let level = end - start <= LONGEST_HEADING ? skip(HEADING).length : 0;
  // "#职工之家#" is a topic, not a heading.
  if (level === 1 && /^[^\s#]+#/.test(content.slice(start))) {
    level = 0;
    start -= 1;
  }
  skip(/^\s+/);
  if (level > 0 && /\s#+$/.test(content.slice(start))) {
    while (content[end - 1] === "#") end--;
    while (end > start && /\s/.test(content[end - 1] ?? "")) end--;
  }
  const ornament = skip(ORNAMENT).trim();
  if (ornament !== "") {
    end -= ornament.length;
    while (end > start && /\s/.test(content[end - 1] ?? "")) end--;
  }
  const bullet = ornament || skip(BULLET) || skip(PICTOGRAPH);
  const bold = isBold(content.slice(start, end));
  if (bold) {
    start += 2;
    end -= 2;
    skip(/^\s+/);
    while (end > start && /\s/.test(content[end - 1] ?? "")) end--;
  }
  return {
    ...plain(line, true),
    start: line.start + Math.min(start, end),
    end: line.start + end,
    level,
    bold,
    bullet: bullet.trim(),
    quoted: quote !== "",
  };
}

function isBold(content: string): boolean {
  const mark = content.slice(0, 2);
  if ((mark !== "**" && mark !== "__") || content.length <= 4 || content.length > LONGEST_HEADING)
    return false;
  return content.endsWith(mark) && content.indexOf(mark, 2) === content.length - 2;
}

/** The row before a line of "===" or "---" is a heading, where it looks like one. */
function underline(content: string, text: string, rows: readonly Row[]): Row | undefined {
  const before = rows.at(-1);
  const isSecond = rows.length > 1 && before?.parted === false && rows.at(-2)?.number === before.number - 1;
  const level = /^=+$/.test(content) ? 1 : /^-{3,}$/.test(content) ? 2 : 0;
  // Of several lines above it, none is a heading: they stand in a frame.
  if (level === 0 || !before?.prose || isSecond || before.bullet || before.quoted || before.level > 0)
    return undefined;
  const heading = text.slice(before.start, before.end);
  if (heading.length > 60 || /[。！？；，,;]/.test(heading)) return undefined;
  return { ...before, level };
}

/** By index of the line: the rows of HTML tables that begin in it, none where one goes on. Only tags may stand beside a table. */
function framedRows(text: string, lines: readonly Line[]): ReadonlyMap<number, readonly Row[]> {
  const framed = new Map<number, Row[]>();
  const isBare = (from: number, to: number) => from >= to || TAGS.test(text.slice(from, to));
  for (const { start, end, rows, grid } of htmlTablesOf(text)) {
    const own = lines.flatMap((line, i) => (line.end > start && line.start < end ? [{ ...line, i }] : []));
    const [first, last] = [own[0], own.at(-1)];
    if (!first || !last || !isBare(first.start, start) || !isBare(end, last.end)) continue;
    for (const { i } of own) framed.set(i, []);
    for (const [n, span] of rows.entries()) {
      const line = own.findLast((one) => one.start <= span.start) ?? first;
      const row = {
        ...plain({ ...line, ...span }, false),
        table: n === 0 ? ("header" as const) : ("row" as const),
      };
      framed.get(line.i)?.push(n === 0 ? { ...row, grid } : row);
    }
  }
  return framed;
}

/** How many lines of YAML open the file. */
function frontMatter(text: string, lines: readonly Line[]): number {
  const at = (i: number) => {
    const line = lines[i];
    return line ? text.slice(line.start, Math.min(line.end, line.start + LONGEST_HEADING)) : "";
  };
  if (at(0) !== "---") return 0;
  for (let i = 1; i < Math.min(lines.length, 60); i++) {
    if (at(i) === "---") return i + 1;
    if (!/^(?:[\w-]+:|- |#)/.test(at(i)) && (lines[i]?.indent ?? 0) === 0) return 0;
  }
  return 0;
}

/** Indices of the lines within closed code fences, and of the fences themselves. */
function fencedLines(text: string, lines: readonly Line[]): { fenced: Set<number>; fences: Set<number> } {
  const fenced = new Set<number>();
  const fences = new Set<number>();
  let open = -1;
  for (const [i, line] of lines.entries()) {
    const mark = text.slice(line.start, line.start + 3);
    // A long line of tildes is a rule across the page.
    if (mark !== "```" && (mark !== "~~~" || /^~{7,}$/.test(text.slice(line.start, line.end)))) continue;
    if (open < 0) {
      open = i;
    } else {
      for (let j = open + 1; j < i; j++) fenced.add(j);
      fences.add(open).add(i);
      open = -1;
    }
  }
  return { fenced, fences };
}
