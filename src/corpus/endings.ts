/** How a paragraph ends: closed, whole though no full stop closes it, or within a word. */

import { cutWords, isWord, taggedWords } from "../language/dictionary.ts";
import { fold } from "../language/fold.ts";
import type { Span } from "./case.ts";
import { isImprint } from "./imprint.ts";

const CLOSERS = "”’」』\"'）)》〉】]〕";
const TERMINALS = "。！？；…!?;：:｡.";
export const COMMAS = "，,、";
export const INNER_END = /[。！？；｡]/;

/** Closing punctuation stands at the end, quotes and brackets after it included. */
export function endsClosed(text: string, span: Span): boolean {
  let end = span.end;
  while (end > span.start && end > span.end - 6 && `${CLOSERS}*_`.includes(text[end - 1] ?? "")) end--;
  return TERMINALS.includes(text[end - 1] ?? "");
}

/** An amount, a percentage, an address: no page break cuts them as a rule. */
const AMOUNT = /(?:\d\p{Script=Han}|[%％]|https?:\/\/\S+)$/u;

/** Nothing is missing: it is closed, or ends with a bracket, an amount, or with who wrote it. */
export function endsWhole(text: string, span: Span): boolean {
  const said = text.slice(Math.max(span.start, span.end - 60), span.end);
  if (endsClosed(text, span) || CLOSERS.includes(said.at(-1) ?? "") || AMOUNT.test(said)) return true;
  const last = said.slice(said.search(/[^。！？；｡]*$/)).trim();
  return last.length < span.end - span.start && (last.startsWith("——") || isImprint(last));
}

/** What ends open ends within a word, or before what it counts up. */
export function endsWithin(text: string, span: Span, next?: Span): boolean {
  const said = text.slice(Math.max(span.start, span.end - 12), span.end);
  if (COMMAS.includes(said.at(-1) ?? "")) return true;
  if (/[a-z]$/i.test(said)) return next !== undefined && /[a-z]/i.test(text[next.start] ?? "");
  const last = /\p{Script=Han}$/u.test(said) ? cutWords(fold(said)).at(-1) : undefined;
  return last !== undefined && (last.length === 1 || !isWord(last));
}

/** Prepositions, conjunctions, pronouns, dates: what opens a paragraph rather than goes on with one. */
const OPENS: ReadonlySet<string> = new Set(["p", "c", "r", "t", "l"]);

/** What ends open goes on with what comes next. */
export function goesOn(text: string, span: Span, next: Span): boolean {
  if (endsWithin(text, span, next)) return true;
  const [first] = taggedWords(fold(text.slice(next.start, Math.min(next.end, next.start + 12))));
  return first !== undefined && !OPENS.has(first.tag);
}
