/** The commands that people may give, by name. */

/** In the order of menus. */
export const LISTED = [
  "ask",
  "quote",
  "verify",
  "case",
  "compare",
  "cases",
  "new",
  "stop",
  "help",
  "privacy",
] as const;

export type ListedCommand = (typeof LISTED)[number];

export const UNLISTED = ["forget", "start", "pair", "unpair"] as const;

/** Of whoever looks after the cases. */
export const CURATOR_COMMANDS = ["reindex", "unanswered", "feedback", "pin", "unpin"] as const;

export type CuratorCommand = (typeof CURATOR_COMMANDS)[number];

/** "unknown" stands for a command that is none of ours. */
export type CommandName = ListedCommand | CuratorCommand | (typeof UNLISTED)[number] | "unknown";

export function isForCurators(command: string | null): command is CuratorCommand {
  return CURATOR_COMMANDS.some((name) => name === command);
}
