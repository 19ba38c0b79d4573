/** What no reader may be shown, looked for in an answer by means of its own: other patterns than the program's. */

import type { Answer } from "../../src/grounding/answer.ts";
import { contractOf } from "../../src/render/contract.ts";

/** What the program itself says in a claim: that it worked something out, and how. */
const COMPUTED = /〔本程序计算〕$/;
const CLOSED =
  /〔本程序计算〕|合计|其余|相差|两者相同|最多的是|最少的是|最早的是|最晚的是|计划|实际|平均每|与所写的|相符|年比|个百分点|[高多少共处减增加次]/g;

/** Each violation in one line; none for an answer that may be shown. `files`: the texts of the corpus by name. */
export function violationsIn(answer: Answer, files: ReadonlyMap<string, string>): string[] {
  const { by, claims, citations, kind } = contractOf(answer);
  const found: string[] = [];
  const all = bare([...files.values()].join(""));
  for (const { quote, source } of citations) {
    const cut = (files.get(source.file) ?? "").slice(source.start, source.end);
    if (bare(cut) !== bare(quote)) found.push(`quote that is not the source's: ${quote}`);
  }
  if (by === "extractive") return found;
  if (kind !== "grounded" && kind !== "summary") found.push(`a model's words in a ${kind}`);
  for (const { text, citations: numbers } of claims) {
    const quotes = numbers.flatMap((number) => citations.find((one) => one.number === number)?.quote ?? []);
    if (quotes.length === 0) found.push(`claim without a quote: ${text}`);
    if (COMPUTED.test(text)) {
      for (const [words] of text.replace(CLOSED, " ").matchAll(/[\p{L}_<@]+/gu))
        if (!all.includes(words)) found.push(`words worked out that are nobody's: ${words}`);
      continue;
    }
    const carried = bare(quotes.join(""));
    for (const words of text.split("……"))
      if (!carried.includes(bare(words))) found.push(`words that are not the source's: ${words}`);
  }
  return found;
}

function bare(text: string): string {
  return text.replace(/\s+/g, "");
}
