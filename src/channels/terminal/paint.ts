/** Blocks → the text of an answer, its quotes and citations set off by colour where there is colour. */

import { styleText } from "node:util";
import type { Block } from "../../render/blocks.ts";
import { textOfBlocks, visible } from "../../render/text.ts";

/** Without colour the text is the contract's own. */
export function createPainter(colours: boolean): (blocks: readonly Block[]) => string {
  if (!colours) return (blocks) => visible(textOfBlocks(blocks));
  return (blocks) => {
    let before = "";
    return blocks
      .map((block, i) => {
        // The text of the first blocks begins the text of all.
        const text = visible(textOfBlocks(blocks.slice(0, i + 1)));
        const own = text.slice(before.length);
        before = text;
        const gap = own.match(/^\n*/)?.[0] ?? "";
        return gap + painted(block.kind, own.slice(gap.length));
      })
      .join("");
  };
}

function painted(kind: Block["kind"], text: string): string {
  switch (kind) {
    case "quote": {
      const end = text.indexOf("\n");
      if (end < 0) return style("cyan", text);
      return `${style("cyan", text.slice(0, end))}\n${style("dim", text.slice(end + 1))}`;
    }
    case "suggestions":
      return style("dim", text);
    default:
      return text;
  }
}

function style(format: "cyan" | "dim", text: string): string {
  return styleText(format, text, { validateStream: false });
}
