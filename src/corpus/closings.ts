/** Rows → which of them stand at the foot of a text: notes, attachments, who signed it and when. */

import type { SignedRow } from "./headings.ts";
import { isOrganization } from "./organizations.ts";

const FOOTNOTE = /^[[［〔]\d{1,2}[\]］〕]/;
/** A remark on the table or the list above it. */
export const REMARK = /^(?:备?注释?|说明)\s*\d?\s*[:：]/;

/** [1] …, which something above refers to; or 注： above the first of them. */
export function isFootnote(
  text: string,
  row: SignedRow,
  next: SignedRow | undefined,
  before: SignedRow | undefined,
): boolean {
  const mark =
    row.prose && row.level === 0 ? FOOTNOTE.exec(text.slice(row.start, row.start + 6))?.[0] : undefined;
  if (mark) return before !== undefined || text.lastIndexOf(mark, row.start - 1) > 0;
  const isHead = row.end - row.start <= 4 && REMARK.test(text.slice(row.start, row.end));
  return isHead && next !== undefined && FOOTNOTE.test(text.slice(next.start, next.start + 6));
}

const ATTACHED = /^附件?\s*[:：]/;
const DATE =
  /^(?:\d{4}|二[〇○零Ｏ][一二三四五六七八九〇○零]{2})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日$/;

/** 附件: … below a text, an organisation above a date, a date in a line of its own. */
export function closesText(text: string, row: SignedRow, next: SignedRow | undefined): boolean {
  if (!row.prose || row.level > 0 || row.end - row.start > 60) return false;
  const content = text.slice(row.start, row.end).normalize("NFKC");
  if (ATTACHED.test(content) || DATE.test(content)) return true;
  if (!isOrganization(content)) return false;
  return next !== undefined && DATE.test(text.slice(next.start, next.end).normalize("NFKC"));
}
