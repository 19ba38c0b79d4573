/** What a terminal shows: answers, set off by colour where there is colour, and how far one is that is under way. */

import type { Writable } from "node:stream";
import { styleText } from "node:util";
import type { AnswerStage } from "../../answer/asking.ts";
import type { Block } from "../../render/blocks.ts";
import { piecesOf, textOfBlocks, visible } from "../../render/text.ts";
import { waitingFor } from "./wording.zh.ts";

/** Without colour the text is the contract's own. */
export function createPainter(colours: boolean): (blocks: readonly Block[]) => string {
  if (!colours) return textOfBlocks;
  return (blocks) =>
    piecesOf(blocks)
      .map(({ kind, gap, text }) => gap + painted(kind, visible(text)))
      .join("");
}

function painted(kind: Block["kind"], text: string): string {
  if (kind === "suggestions") return style("dim", text);
  if (kind !== "quote") return text;
  const [line = "", ...words] = text.split("\n");
  return [style("cyan", line), ...(words.length > 0 ? [style("dim", words.join("\n"))] : [])].join("\n");
}

function style(format: "cyan" | "dim", text: string): string {
  return styleText(format, text, { validateStream: false });
}

/** Most answers are there before anybody wonders. */
const PATIENCE_MS = 800;

/** To the line's beginning, and nothing on it. */
export const CLEAR = "\r\u001b[2K";

export function showWaiting(screen: Writable) {
  let stage: AnswerStage = "retrieving";
  let isShown = false;
  const show = () => {
    isShown = true;
    screen.write(`${CLEAR}${waitingFor(stage)}`);
  };
  const patience = setTimeout(show, PATIENCE_MS);
  return {
    reached(next: AnswerStage): void {
      stage = next;
      if (isShown) show();
    },
    /** Leaves the line empty. */
    end(): void {
      clearTimeout(patience);
      if (isShown) screen.write(CLEAR);
    },
  };
}
