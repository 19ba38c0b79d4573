/** Lines for the person who runs the program → a stream, from a level on. */

import type { Writable } from "node:stream";
import { oneLine } from "./output.ts";

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** One line each, whatever the message holds. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

const PREFIX = { debug: "调试：", info: "", warn: "注意：", error: "错误：" } as const;

export function createLog(stream: Writable, level: LogLevel): Log {
  const at = (own: keyof typeof PREFIX) => (message: string) => {
    if (LOG_LEVELS.indexOf(own) >= LOG_LEVELS.indexOf(level))
      stream.write(`${PREFIX[own]}${oneLine(message)}\n`);
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** Says what went wrong in one line; where it happened in the program only to those who asked for that. */
export function logError(log: Log, error: unknown): void {
  log.error(error instanceof Error ? error.message : String(error));
  if (error instanceof Error && error.stack) log.debug(error.stack);
}
