/** The words of documents that are no words of a case → patterns by name. */

import { readFileSync } from "node:fs";

const FILE = "document-words.zh.txt";
const LINES = readFileSync(new URL(`./${FILE}`, import.meta.url), "utf8").split(/\r?\n/);

/** The patterns of a line of the file, to be put into a regular expression as one group. */
export function wordPattern(name: string): string {
  const line = LINES.find((entry) => entry.startsWith(`${name}:`));
  if (!line) throw new Error(`${FILE}: expected a line "${name}: …", found none`);
  const patterns = line
    .slice(name.length + 1)
    .split(" | ")
    .map((pattern) => pattern.trim());
  return `(?:${patterns.join("|")})`;
}
