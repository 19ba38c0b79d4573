/** Commands of whoever looks after the cases. */

import { CHINESE_NAMES } from "./request-wording.zh.ts";

export const CURATOR_COMMANDS = ["reindex", "unanswered", "feedback", "pin", "unpin"] as const;

export type CuratorCommand = (typeof CURATOR_COMMANDS)[number];

export interface CuratorRequest {
  readonly kind: "curate";
  readonly command: CuratorCommand;
  /** Of `pin` and `unpin`: the question, the place. */
  readonly text: string;
}

export function isForCurators(command: string | null): command is CuratorCommand {
  return CURATOR_COMMANDS.some((name) => name === command);
}

/** By the Chinese word alone, without a slash; behind one that takes nothing more, more makes a question of it. */
export function curatorRequest(said: string): CuratorRequest | undefined {
  const [word = "", text = ""] = said.split(/[\s:：]+([\s\S]*)/);
  const command = CHINESE_NAMES.get(word) ?? null;
  const isOne = isForCurators(command) && (text === "" || command === "pin" || command === "unpin");
  return isOne ? { kind: "curate", command, text } : undefined;
}
