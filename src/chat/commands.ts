/** The commands that people may give, by name. */

import { DESCRIPTIONS } from "./request-wording.zh.ts";

export type ListedCommand = keyof typeof DESCRIPTIONS;

export const LISTED = Object.keys(DESCRIPTIONS) as readonly ListedCommand[];

export const UNLISTED = ["forget", "start", "pair", "unpair"] as const;

/** Of whoever looks after the cases. */
export const CURATOR_COMMANDS = ["reindex", "unanswered", "feedback", "pin", "unpin"] as const;

export type CuratorCommand = (typeof CURATOR_COMMANDS)[number];

/** "unknown" stands for a command that is none of ours. */
export type CommandName = ListedCommand | CuratorCommand | (typeof UNLISTED)[number] | "unknown";

export function isForCurators(command: string | null): command is CuratorCommand {
  return CURATOR_COMMANDS.some((name) => name === command);
}
