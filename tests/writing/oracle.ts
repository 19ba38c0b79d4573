/** What no reader may be shown, looked for in an answer by means of its own: other patterns than the program's. */

import type { Answer } from "../../src/grounding/answer.ts";
import { contractOf } from "../../src/render/contract.ts";

/** What the program itself says in a claim: that it worked something out, and how. */
const COMPUTED = /〔本程序计算〕$/;

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
    const quotes = numbers.flatMap((number) => citations.find((one) => one.number === number)?.quote ?? []);
    if (quotes.length === 0) found.push(`claim without a quote: ${text}`);
    if (COMPUTED.test(text)) continue;
    const carried = bare(quotes.join(""));
    for (const words of text.split("……"))
      if (!carried.includes(bare(words))) found.push(`words that are not the source's: ${words}`);
  }
  return found;
}

function bare(text: string): string {
  return text.replace(/\s+/g, "");
}
