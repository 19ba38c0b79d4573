/** What stands after a slash, or before the Tab key → the command or the names that are meant. */

export type TerminalCommand = "help" | "new" | "cases" | "quit";

const NAMES: Readonly<Record<string, TerminalCommand>> = {
  "/帮助": "help",
  "/help": "help",
  "/新话题": "new",
  "/new": "new",
  "/案例": "cases",
  "/cases": "cases",
  "/退出": "quit",
  "/quit": "quit",
  "/exit": "quit",
};

export function commandNamed(text: string): TerminalCommand | undefined {
  return NAMES[text.replace(/^／/, "/").toLowerCase()];
}

/** In the shape that readline asks for: the completions, and the end of the line that they complete. */
export function completionsOf(line: string, names: readonly string[]): [string[], string] {
  if (line.startsWith("/")) return [Object.keys(NAMES).filter((name) => name.startsWith(line)), line];
  for (let start = 0; start < line.length; start += 1) {
    const begun = line.slice(start);
    const fitting = names.filter((name) => name.startsWith(begun) && name !== begun);
    if (fitting.length > 0) return [fitting, begun];
  }
  return [[], line];
}
