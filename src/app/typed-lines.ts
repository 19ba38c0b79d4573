/** What is typed at the terminal → a file, from which the next session takes it: for whoever may read the data folder. */

import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TypedLines } from "../channels/terminal/terminal.ts";

/** What cannot be kept is not there in the next session, and nothing else is amiss. */
export function readTyped(dataDir: string): TypedLines {
  const path = join(dataDir, "terminal-history.txt");
  let writing = Promise.resolve();
  return {
    lines: linesIn(path),
    keep(lines) {
      const text = `${lines.join("\n")}\n`;
      writing = writing.then(() => writeFile(path, text, { mode: 0o600 })).catch(() => {});
    },
  };
}

function linesIn(path: string): string[] {
  try {
    return readFileSync(path, "utf8").split("\n").filter(Boolean);
  } catch {
    return [];
  }
}
