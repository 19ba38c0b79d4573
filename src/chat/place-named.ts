/** A place named in words, as people and citations name one → its words: 某单位·应用成效·第2句. */

import type { Abilities } from "../answer/abilities.ts";
import { type Quote, quotesOf } from "../grounding/answer.ts";

const SENTENCES = /^第(\d{1,3})(?:[-~至](\d{1,3}))?句$/;

/** None where there is no such place, or a case alone is named; several where it holds more than one paragraph, and no sentence is named. */
export async function placeNamed(
  { quoteNamed, reader }: Pick<Abilities, "quoteNamed" | "reader">,
  named: string,
): Promise<readonly Quote[]> {
  const words = named
    .replace(/[〔〕]/g, " ")
    .trim()
    .split(/[\s·]+/);
  const [, from, to = from] = words.at(-1)?.match(SENTENCES) ?? [];
  const [name = "", section, item] = from === undefined ? words : words.slice(0, -1);
  // A sentence that stands nowhere may name a case all the same.
  if (section === undefined) return [];
  const quotes = quotesOf(await quoteNamed(name, section, item));
  if (from === undefined) return quotes;
  const [first, last] = [Number(from), Number(to)];
  const holding = quotes.find(({ citation: { sentences } }) => sentences[0] <= first && last <= sentences[1]);
  if (!holding) return [];
  const { case: of, section: within, item: label } = holding.citation;
  const address = { caseId: of.id, section: within, item: label, first, last, fingerprint: null };
  const open = await reader.openAt(address);
  return open ? [open.quote] : [];
}
