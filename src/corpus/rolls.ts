/** Rows of a roll of honour or a list of projects → a case for each entry, a line that opens with whom it tells of. */

import type { Part } from "./drafts.ts";
import type { SignedRow } from "./headings.ts";
import { isOrganization } from "./organizations.ts";

interface Entry {
  readonly organization: string;
  /** What was awarded, where it has a name of its own. */
  readonly title: string;
}

const FEWEST = 5;
/** Of the longer lines between the first entry and the last, at least this share are entries. */
const SHARE = 0.8;
const TEXT_LENGTH = 24;

/** “早餐合伙人”——海港区总工会。… · 海港水务公司（市直）：… */
const ENTRY =
  /^(?:[特一二三四五六]等奖\s+)?(?:([“"《][^”"》]{2,20}[”"》])\s*(?:—{1,2}|－{1,2}|-{1,2}|[:：|｜])\s*)?([^。：:，,；;\s“”"《》—]{4,30}?)([（(][^（()）]{2,12}[)）])?(?:[。：:]\s*|\s+|—{2})(?=\S)/;
/** Teams are no organisations by their names; beside a place in brackets or an award they are. */
const TEAM = /(?:班组?|[一二三四五六七八九十丙甲乙丁]班|组|队|窗口|站|室|科|部|车间|项目)$/;

/** The entries, each with what stands above them as the case of the whole; nothing where the file is no roll. */
export function rollParts(
  text: string,
  rows: readonly SignedRow[],
  heads: readonly number[],
): readonly Part[] | undefined {
  const entries = new Map<number, Entry>();
  for (const [i, row] of rows.entries()) {
    const entry = row.prose && row.level === 0 ? entryAt(text, row) : undefined;
    if (entry) entries.set(i, entry);
  }
  const first = entries.keys().next().value;
  const last = [...entries.keys()].at(-1);
  if (first === undefined || last === undefined || entries.size < FEWEST) return undefined;
  const between = rows.slice(first, last + 1);
  const texts = between.filter((row) => row.end - row.start >= TEXT_LENGTH && !row.cut);
  const isCase = between.some(({ label }) => label && label.kind !== "other");
  if (isCase || entries.size < texts.length * SHARE) return undefined;

  const top = rows.flatMap((_, i) => (i < first && !heads.includes(i) ? [i] : []));
  let waiting: number[] = [];
  while (top.length > 0 && rows[top.at(-1) ?? -1]?.short) waiting.unshift(top.pop() ?? 0);
  let group: string | undefined;
  const parts: Part[] = heads.length + top.length > 0 ? [{ role: "case", heads, body: top }] : [];
  let body: number[] | undefined;
  for (let i = first; i < rows.length; i++) {
    const row = rows[i];
    const entry = entries.get(i);
    if (entry) {
      const heading = waiting
        .map((at) => rows[at])
        .findLast((one) => one?.marker || one?.bracket || one?.title);
      if (heading) group = text.slice(heading.start, heading.end);
      body = [...waiting, i];
      parts.push({ role: "case", heads: [], body, named: entry, unheaded: group });
      waiting = [];
    } else if (row && (row.short || row.bracket) && !row.cut) waiting.push(i);
    else body?.push(i);
  }
  body?.push(...waiting);
  return parts;
}

function entryAt(text: string, row: SignedRow): Entry | undefined {
  const from = row.start + (row.marker?.length ?? 0);
  const match = ENTRY.exec(text.slice(from, Math.min(row.end, from + 90)));
  const [, title = "", organization = "", place] = match ?? [];
  const isName = isOrganization(organization) || ((place || title) && TEAM.test(organization));
  return match && isName && row.end - row.start >= TEXT_LENGTH ? { organization, title } : undefined;
}
