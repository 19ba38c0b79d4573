/** The sentences of the real corpus, as received. */

import { readFileSync } from "node:fs";
import { parseDocument } from "../../src/corpus/parse.ts";

const FILE = "2024-top-ten-innovations.md";

export function realSentences(): string[] {
  const text = readFileSync(new URL(`../../corpus/${FILE}`, import.meta.url), "utf8");
  return parseDocument(FILE, text)
    .cases.flatMap(({ heading, sections }) => [heading, ...sections])
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ sentences }) => sentences)
    .map((sentence) => sentence.text);
}
