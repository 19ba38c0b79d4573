/** Words → a line of the program's own, or mrkdwn, in which nothing is a mention or markup; and mrkdwn → words. */

import type { KnownBlock } from "@slack/types";

export function note(text: string): { readonly text: string; readonly blocks: readonly KnownBlock[] } {
  const blocks: KnownBlock[] = [
    {
      type: "rich_text",
      elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
    },
  ];
  return { text: escaped(text), blocks };
}

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

export function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => SIGNS[sign] ?? sign);
}

export function unescaped(mrkdwn: string): string {
  return mrkdwn.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
}
