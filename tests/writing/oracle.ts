/** What no reader may be shown, looked for in an answer by means of its own: other patterns than the program's. */

import type { Answer } from "../../src/grounding/answer.ts";
import { contractOf } from "../../src/render/contract.ts";

const MARKS = /[“"「『《‘']([^”"」』》’']*)[”"」』》’']/g;

/** Chinese numerals that count something: those before a measure, or of two characters and more. */
const NUMERAL =
  /[一二三四五六七八九十百千]+(?=[个家名次件项间座处万亿元余多起人场份])|百分之[一二三四五六七八九十百]+/g;

/** Each violation in one line; none for an answer that may be shown. `files`: the texts of the corpus by name. */
export function violationsIn(answer: Answer, files: ReadonlyMap<string, string>): string[] {
  const { by, claims, citations, kind } = contractOf(answer);
  const found: string[] = [];
  for (const { quote, source } of citations) {
    const cut = (files.get(source.file) ?? "").slice(source.start, source.end);
    if (bare(cut) !== bare(quote)) found.push(`quote that is not the source's: ${quote}`);
  }
  if (by === "extractive") return found;
  if (kind !== "grounded" && kind !== "summary") found.push(`a model's words in a ${kind}`);
  for (const { text, citations: numbers } of claims) {
    const quotes = citations.filter(({ number }) => numbers.includes(number)).map(({ quote }) => quote);
    const carried = bare(quotes.join("\n"));
    if (quotes.length === 0) found.push(`claim without a quote: ${text}`);
    for (const [, words = ""] of text.matchAll(MARKS))
      if (!carried.includes(bare(words))) found.push(`words in quotation marks: ${words}`);
    const plain = carried.normalize("NFKC").replaceAll(",", "");
    const said = bare(text).normalize("NFKC").replaceAll(",", "");
    for (const [digits] of said.matchAll(/\d+(?:\.\d+)?%?/g))
      if (!new RegExp(`(?<![\\d.])${digits.replace(".", "\\.")}(?![\\d])`).test(plain))
        found.push(`figure: ${digits} in ${text}`);
    for (const [numeral] of said.matchAll(NUMERAL))
      if (!plain.includes(numeral)) found.push(`numeral: ${numeral} in ${text}`);
    if (/https?:|www\.|[<>@#]|S\d+/.test(text)) found.push(`address or markup: ${text}`);
    if (/[\p{Cc}\p{Cf}]/u.test(text)) found.push(`unseen characters: ${text}`);
  }
  return found;
}

function bare(text: string): string {
  return text.replace(/\s+/g, "");
}
