/** Blocks → plain text, as a terminal and the contract's `text` show it. */

import type { Citation, Difference } from "../answer/answer.ts";
import type { Block } from "./blocks.ts";
import { SUGGESTIONS, TRUNCATED } from "./wording.zh.ts";

/** Statements a line each; citations and lists set apart by a blank line. No control characters of the source remain. */
export function textOfBlocks(blocks: readonly Block[]): string {
  const parts: string[] = [];
  let previous: Block["kind"] | undefined;
  for (const block of blocks) {
    const apart = block.kind === "quote" || block.kind === "suggestions" || previous === "quote";
    if (parts.length > 0) parts.push(apart ? "\n\n" : "\n");
    parts.push(blockText(block));
    previous = block.kind;
  }
  return parts.join("");
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "text":
      return block.text;
    case "claim":
      return `${block.label}${block.label && block.text ? "：" : ""}${block.text}${block.numbers.map((number) => `[${number}]`).join("")}`;
    case "quote":
      return `[${block.citation.number}] ${citationLabel(block.citation)}\n“${visible(block.text)}”${block.citation.truncated ? TRUNCATED : ""}`;
    case "list":
      return block.entries.map((entry, i) => `${i + 1}. ${entry}`).join("\n");
    case "difference":
      return differenceText(block.parts);
    case "suggestions":
      return [SUGGESTIONS, ...block.questions.map((question) => `· ${question}`)].join("\n");
  }
}

/** 圆通速递有限公司工会 · 主要内容(三) */
export function citationLabel({
  case: of,
  section,
  item,
}: Pick<Citation, "case" | "section" | "item">): string {
  return `${of.organization} · ${section}${item ?? ""}`;
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
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "");
}
