/** The parts of a document → Markdown, in which whatever was said is text and no mark-up. */

import { inQuotationMarks, visible } from "../text.ts";
import type { Part } from "./conversation.ts";

export function markdownOf(parts: readonly Part[]): string {
  return `${parts.map(textOfPart).join("\n\n")}\n`;
}

function textOfPart(part: Part): string {
  switch (part.kind) {
    case "title":
      return `# ${plain(part.text)}`;
    case "heading":
      return `## ${plain(part.text)}`;
    case "paragraph":
      return plain(part.text);
    case "reference": {
      const { mark, quote, reference, url } = part;
      const words = quote === null ? "" : `> ${plain(inQuotationMarks(quote))}\n>\n`;
      const link = url !== null && /^https?:/.test(url) ? ` <${url.replace(/[<>\s]/g, "")}>` : "";
      return `${words}> ${plain(mark)} ${plain(reference)}${link}`;
    }
    case "table":
      return [part.head, part.head.map(() => "---"), ...part.rows]
        .map((row, i) => `| ${row.map((cell) => (i === 1 ? cell : cellText(cell))).join(" | ")} |`)
        .join("\n");
  }
}

function cellText(text: string): string {
  return text.split("\n").map(plain).join("<br>");
}

/** One line; every sign that Markdown or HTML would take for more than itself stands behind "\". */
function plain(text: string): string {
  return visible(text)
    .toWellFormed()
    .replace(/\s*\n\s*/g, " ")
    .replace(/[\\`*_{}[\]<>#+\-|~&=$^!]/g, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2");
}
