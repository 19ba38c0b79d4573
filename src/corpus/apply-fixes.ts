/** Corrections whose words stand in the text → rows, names and lists of changes that take them into account. */

import type { Finding } from "./case.ts";
import type { DraftCase } from "./drafts.ts";
import { quoted } from "./findings.ts";
import type { Fix, FixKind, LostFix, PlacedFix } from "./fixes.ts";
import { lineAt } from "./layout.ts";
import { type Line, linesOf } from "./lines.ts";
import { marked, plain, type Row, type RowFix } from "./markup.ts";

/** What those say of the row at which they stand, or that they make there. */
const MARKS: Partial<Record<FixKind, RowFix>> = {
  case: { begins: true },
  "no-case": { begins: false },
  "no-section": { heads: false },
  join: { joins: true },
  part: { joins: false },
};
/** Of what was taken for a beginning it is said that it is none. */
const OF_WHOLE_ROWS: ReadonlySet<FixKind> = new Set(["no-case", "no-section"]);

/** Rows are parted where a correction begins within one. No word of them is changed. */
export function fixedRows(text: string, inferred: readonly Row[], placed: readonly PlacedFix[]) {
  let rows = [...inferred];
  let lines: readonly Line[] | undefined;
  const unfit = placed.filter((one) => !apply(one)).map(({ fix }): LostFix => ({ fix, why: "unfit" }));
  return { rows, unfit };

  function apply({ fix, start, end }: PlacedFix): boolean {
    if (fix.kind === "drop") return drop(start, end);
    if (fix.kind === "keep") return keep(start, end);
    const what = fix.kind === "section" ? { heads: { end, level: fix.level } } : MARKS[fix.kind];
    if (!what) return true;
    return mark(OF_WHOLE_ROWS.has(fix.kind) ? rowAt(rows, start) : beginAt(text, rows, start), what);
  }

  function mark(at: number | undefined, what: RowFix): boolean {
    const row = at === undefined ? undefined : rows[at];
    if (at === undefined || !row?.prose) return false;
    const { joins } = what;
    const parted = joins === undefined ? {} : { parted: true, cut: joins };
    rows[at] = { ...row, ...parted, fixed: { ...row.fixed, ...what } };
    return true;
  }

  function drop(start: number, end: number): boolean {
    const left = [...rows];
    const first = beginAt(text, left, start);
    const last = left.findLastIndex((row) => row.outerStart < end);
    const isWithin = end < (left[last]?.end ?? 0);
    const after = isWithin ? beginAt(text, left, end + blanksAt(text, end)) : last + 1;
    if (first === undefined || after === undefined || after <= first) return false;
    left.splice(first, after - first);
    const next = left[first];
    if (next) left[first] = { ...next, parted: true, cut: true };
    rows = left;
    return true;
  }

  function keep(start: number, end: number): boolean {
    lines ??= linesOf(text);
    const left = lines.filter(
      (line) =>
        line.end > start &&
        line.start < end &&
        !rows.some((row) => row.outerStart < line.end && line.start < row.outerEnd),
    );
    for (const line of left) {
      const after = rows.findIndex((row) => row.start > line.start);
      const row = marked(line, text.slice(line.start, line.end));
      if (row.end > row.start) rows.splice(after < 0 ? rows.length : after, 0, row);
    }
    return left.length > 0;
  }
}

function rowAt(rows: readonly Row[], offset: number): number | undefined {
  const at = rows.findLastIndex((row) => row.outerStart <= offset);
  return offset < (rows[at]?.outerEnd ?? 0) ? at : undefined;
}

/** The row that begins at an offset, made by parting the one within which it lies; of tables none is parted. */
function beginAt(text: string, rows: Row[], offset: number): number | undefined {
  const at = rowAt(rows, offset);
  const row = at === undefined ? undefined : rows[at];
  if (at === undefined || !row || offset >= row.end) return undefined;
  if (offset <= row.start) return at;
  if (!row.prose) return undefined;
  const end = row.start + text.slice(row.start, offset).trimEnd().length;
  const { number, indent, outerEnd } = row;
  const tail = plain({ start: offset, end: row.end, number, indent, parted: true }, true);
  rows.splice(at, 1, { ...row, end, outerEnd: end }, { ...tail, outerEnd });
  return at + 1;
}

function blanksAt(text: string, offset: number): number {
  return /^\s*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0;
}

/** `parts`: cases and what belongs to the document, each with where it begins, in source order. */
export interface NamedAnew {
  readonly draft: DraftCase;
  readonly year: number | null;
  /** What was corrected in it, as readers are told: a Chinese line each. */
  readonly corrections: readonly string[];
}

/** Names and years are labels of a case, and no words of it: they alone are other than the text has them. */
export function namedAnew(
  drafts: readonly { readonly draft: DraftCase; readonly start: number }[],
  year: number | null,
  placed: readonly PlacedFix[],
): readonly NamedAnew[] {
  return drafts.map(({ start, draft: inferred }, i) => {
    const next = drafts[i + 1]?.start ?? Number.POSITIVE_INFINITY;
    const isFirst = i === 0;
    const own = placed.filter((one) => (isFirst || one.start >= start) && one.start < next);
    let draft = inferred;
    let ownYear = year;
    const corrections: string[] = [];
    for (const { fix } of own) {
      const { naming } = draft;
      if (fix.kind === "organization" || fix.kind === "title") {
        corrections.push(`${saidOf(fix)}，原为${quoted(naming[fix.kind])}`);
        draft = { ...draft, naming: { ...naming, [fix.kind]: fix.to } };
      } else {
        corrections.push(fix.kind === "year" ? saidOf(fix) : TOLD[fix.kind]);
        if (fix.kind === "year") ownYear = fix.to;
      }
    }
    return { draft, year: ownYear, corrections: [...new Set(corrections)] };
  });
}

/** To readers, without the words: those that are left out may be left out because nobody shall read them. */
const TOLD: Readonly<Record<Exclude<FixKind, "organization" | "title" | "year">, string>> = {
  case: "更正了案例从哪里起",
  "no-case": "更正了案例从哪里起",
  section: "更正了章节的划分",
  "no-section": "更正了章节的划分",
  join: "更正了段落的分合",
  part: "更正了段落的分合",
  drop: "略去了不是正文的文字",
  keep: "收入了原先略去的文字",
  replace: "人工校正了扫描识别的文字",
};

/** So many characters name a place to a person. */
const SHOWN = 24;

const SAID: Readonly<Record<FixKind, (words: string, to: string) => string>> = {
  organization: (_, to) => `单位更正为${to}`,
  title: (_, to) => `题名更正为${to}`,
  year: (_, to) => `年份更正为${to}`,
  case: (words) => `从${words}起是一个案例`,
  "no-case": (words) => `${words}不是另一个案例的开头`,
  section: (words) => `从${words}起是一节`,
  "no-section": (words) => `${words}不是小标题`,
  join: (words) => `${words}与上一段接成一段`,
  part: (words) => `从${words}起另成一段`,
  drop: (words) => `略去${words}`,
  keep: (words) => `收入${words}`,
  replace: (words, to) => `扫描识别的${words}，人工校正为${to}`,
};

/** A correction in Chinese words, for those who look after documents. */
export function saidOf(fix: Fix): string {
  const to = "to" in fix ? (typeof fix.to === "number" ? `${fix.to}年` : quoted(fix.to)) : "";
  const short = fix.words.length > SHOWN ? `${[...fix.words].slice(0, SHOWN).join("")}……` : fix.words;
  return SAID[fix.kind](quoted(short.replace(/\s+/g, " ")), to);
}

const WHY: Readonly<Record<LostFix["why"], string>> = {
  gone: "文中已没有这些字",
  twice: "文中有几处相同，分不清是哪一处",
  unfit: "那里是表格、代码，或不能这样更正",
};

export function saidOfLost({ fix, why }: LostFix): string {
  return `更正不再适用（${WHY[why]}）：${saidOf(fix)}`;
}

export function fixFindings(
  file: string,
  text: string,
  applied: readonly PlacedFix[],
  lost: readonly LostFix[],
): Finding[] {
  return [
    ...lost.map((one): Finding => ({ kind: "outdated", file, line: 1, message: saidOfLost(one) })),
    ...applied.map(({ fix, start }): Finding => {
      return { kind: "correction", file, line: lineAt(text, start), message: `已更正：${saidOf(fix)}` };
    }),
  ];
}
