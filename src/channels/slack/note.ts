/** A line of the program's own → a message in which nothing is a mention or markup. */

import type { KnownBlock } from "@slack/types";
import type { Content } from "./send.ts";

export function note(text: string): Pick<Content, "text" | "blocks"> {
  const blocks: KnownBlock[] = [
    {
      type: "rich_text",
      elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
    },
  ];
  return { text: text.replace(/[&<>]/g, (sign) => ESCAPED[sign] ?? sign), blocks };
}

const ESCAPED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
