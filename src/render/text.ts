/** Blocks → plain text, as a terminal and the contract's `text` show it. */

import type { Difference, Quote } from "../answer/answer.ts";
import type { Block } from "./blocks.ts";
import { citationLabel } from "./render.ts";
import { SUGGESTIONS, TRUNCATED } from "./wording.zh.ts";

/** Statements a line each; citations and lists set apart by a blank line. No control characters remain, whoever wrote them. */
export function textOfBlocks(blocks: readonly Block[]): string {
  const parts: string[] = [];
  let previous: Block["kind"] | undefined;
  for (const block of blocks) {
    const opens = block.kind === "quote" || block.kind === "suggestions";
    const apart = opens || previous === "quote" || (previous === "claim" && block.kind === "text");
    if (parts.length > 0) parts.push(apart ? "\n\n" : "\n");
    parts.push(blockText(block));
    previous = block.kind;
  }
  return visible(parts.join(""));
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "text":
      return block.text;
    case "claim":
      return `${block.text}${marks(block.numbers)}`;
    case "cited":
      return `${block.label}：${block.quotes.map((quote) => citedWords(quote, block)).join("")}`;
    case "quote":
      return `[${block.citation.number}] ${citationLabel(block.citation)}\n“${block.text}”${block.citation.truncated ? TRUNCATED : ""}`;
    case "list":
      return block.entries.map((entry, i) => `${i + 1}. ${entry}`).join("\n");
    case "difference":
      return differenceText(block.parts);
    case "suggestions":
      return [SUGGESTIONS, ...block.questions.map((question) => `· ${question}`)].join("\n");
  }
}

/** (二)“……”[3], with the item where the label does not say it already. */
function citedWords({ text, citation }: Quote, { label, quotes }: Extract<Block, { kind: "cited" }>): string {
  const item = quotes.length > 1 && !label.endsWith(citation.item ?? "") ? (citation.item ?? "") : "";
  return `${item}“${text}”${citation.truncated ? TRUNCATED : ""}${marks([citation.number])}`;
}

function marks(numbers: readonly number[]): string {
  return numbers.map((number) => `[${number}]`).join("");
}

function differenceText(parts: readonly Difference[]): string {
  return parts
    .map(({ kind, text }) =>
      kind === "same" ? text : kind === "missing" ? `〔原文有：${text}〕` : `〔原文无：${text}〕`,
    )
    .join("");
}

/** Terminal escapes and bidirectional controls could make a terminal show other words than the source's. */
export function visible(text: string): string {
  return text.replace(/(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "");
}
