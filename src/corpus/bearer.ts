/** The heading and body rows of a case → the organisation that did what it tells, where no heading line is its name. */

import { wordPattern } from "../language/document-words.ts";
import type { SignedRow } from "./headings.ts";
import { isOrganization, leadingOrganization, organizationLine } from "./organizations.ts";

/** Rows from either end of a text in which it says whose it is. */
const NEAR = 4;
/** A form's table is longer. */
const NEAR_TABLE = 12;
const DECLARED = new RegExp(
  `^[（(*]{0,2}${wordPattern("bearer")}(?:\\*\\*)?\\s*[:：](?:\\*\\*)?\\s*(.+?)\\*{0,2}$`,
);
const SOURCE = /^(?:来源|來源|供稿|作者)\s*[:：|｜]\s*(.+)$/;
const SHORT_FORM = /^[（(](?:以下)?(?:简称|簡稱|下称)/;

/** The first that holds: stated in so many words, in the title, at the text's beginning, in its credits, below it. */
export function bearerOf(
  text: string,
  titles: readonly string[],
  body: readonly SignedRow[],
): { readonly name: string; readonly line: number } | undefined {
  const near = [...body.slice(0, NEAR), ...body.slice(Math.max(NEAR, body.length - NEAR))];
  const say = (row: SignedRow) => text.slice(row.start, Math.min(row.end, row.start + 120));
  for (const row of body.slice(0, NEAR_TABLE)) {
    const name = row.table && statedBearer(text, row);
    if (name) return { name, line: row.number };
  }
  for (const row of near) {
    const name = statedBearer(text, row);
    if (name) return { name, line: row.number };
  }
  for (const title of [...titles].reverse()) {
    const name = leadingOrganization(title);
    if (name) return { name, line: body[0]?.number ?? 1 };
  }
  for (const row of body.slice(0, 2)) {
    const name = row.end - row.start <= 60 ? organizationLine(say(row).replace(/^\*|\*$/g, "")) : undefined;
    if (name && !row.label && !row.title) return { name, line: row.number };
  }
  const opening = body.find((row) => row.prose && row.end - row.start > 20 && !/[:：]$/.test(say(row)));
  const first = opening && say(opening).replace(/^(?:截至)?[\d年月日底末，,]*/, "");
  const name = first && leadingOrganization(first);
  if (name && opening && SHORT_FORM.test(first.slice(name.length))) return { name, line: opening.number };
  for (const row of near) {
    const source = stated(SOURCE, say(row).split(/\s{1,}|\u3000/)[0] ?? "");
    if (source) return { name: source, line: row.number };
  }
  const signature = body.findLast(
    (row, i) => i >= body.length - NEAR && organizationLine(say(row)) && !row.marker,
  );
  const signed = signature && organizationLine(say(signature));
  if (signed && signature) return { name: signed, line: signature.number };
  return name && opening && name.length >= 5 ? { name, line: opening.number } : undefined;
}

/** The organisation that a labelled line names: 推荐单位：…. */
export function statedBearer(text: string, row: SignedRow): string | undefined {
  const line = text.slice(row.start, Math.min(row.end, row.start + 120));
  return row.label ? undefined : stated(DECLARED, row.table ? cellsOf(line).slice(0, 2).join("：") : line);
}

/** Of a table's row that is set with bars or tabs. */
function cellsOf(row: string): readonly string[] {
  return row
    .replace(/^\||\|$/g, "")
    .split(/[|\t]/)
    .map((cell) => cell.trim());
}

/** Until the next wide gap, comma or bracket. */
function stated(pattern: RegExp, line: string): string | undefined {
  const whole = line.trim().replace(/^[（(](.*)[）)]$/, "$1");
  const value = pattern
    .exec(whole)?.[1]
    ?.split(/\s{2,}|\u3000|[，,；;]|[（(](?=.{4})/)[0]
    ?.trim();
  return value && (isOrganization(value) || leadingOrganization(`${value}：`) === value) ? value : undefined;
}
