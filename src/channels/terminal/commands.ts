/** What stands before the Tab key → the commands or the names that are meant. */

import { CHINESE_NAMES } from "../../chat/request-wording.zh.ts";
import { LISTED } from "../../chat/requests.ts";

/** Known here alone: the other commands are those of every chat. */
export const QUIT: readonly string[] = ["/退出", "/quit", "/exit"];

const COMMANDS = [...[...CHINESE_NAMES.keys(), ...LISTED].map((name) => `/${name}`), ...QUIT];

/** In the shape that readline asks for: the completions, and the end of the line that they complete. */
export function completionsOf(line: string, names: readonly string[]): [string[], string] {
  if (line.startsWith("/")) return [COMMANDS.filter((name) => name.startsWith(line)), line];
  for (let start = 0; start < line.length; start += 1) {
    const begun = line.slice(start);
    const fitting = names.filter((name) => name.startsWith(begun) && name !== begun);
    if (fitting.length > 0) return [fitting, begun];
  }
  return [[], line];
}
