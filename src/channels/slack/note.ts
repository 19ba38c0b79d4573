/** A line of the program's own → a message in which nothing is a mention or markup. */

import type { KnownBlock } from "@slack/types";
import { escaped } from "./entities.ts";
import type { Content } from "./send.ts";

export function note(text: string): Pick<Content, "text" | "blocks"> {
  const blocks: KnownBlock[] = [
    {
      type: "rich_text",
      elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
    },
  ];
  return { text: escaped(text), blocks };
}
