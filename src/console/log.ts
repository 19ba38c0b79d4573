/** Lines for the person who runs the program, or for what collects them → a stream, from a level on, without secrets. */

import type { Writable } from "node:stream";
import { jsonLine, oneLine } from "./output.ts";

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export const LOG_FORMATS = ["text", "json"] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** One line each, whatever the message holds. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface LogForm {
  /** `json`: an object a line, with `time` (ISO 8601), `level` and `message`. */
  readonly format?: (typeof LOG_FORMATS)[number];
  /** Values that no line may hold, wherever they come from. */
  readonly secrets?: readonly string[];
  readonly now?: () => number;
}

const PREFIX = { debug: "调试：", info: "", warn: "注意：", error: "错误：" } as const;

const HIDDEN = "（已隐藏）";

/** Tokens as the services make them, also those that the settings do not name: an address of Telegram's interface holds one. */
const TOKENS =
  /(?<!\d)\d{6,}:[\w-]{30,}|\b(?:(?:xox[a-z]|xapp|xwfp)-[\w-]{8,}|sk-[\w-]{16,})|(?<=Bearer )[\w.~+/-]{8,}/g;

/** A shorter value stands in too many words by chance. */
const SHORTEST_SECRET = 6;

export function createLog(stream: Writable, level: LogLevel, form: LogForm = {}): Log {
  const { format = "text", secrets = [], now = Date.now } = form;
  const hidden = secrets.filter(({ length }) => length >= SHORTEST_SECRET);
  const clean = (message: string) =>
    hidden.reduce((text, secret) => text.replaceAll(secret, HIDDEN), message).replace(TOKENS, HIDDEN);
  const at = (own: LogLevel) => (given: string) => {
    if (LOG_LEVELS.indexOf(own) < LOG_LEVELS.indexOf(level)) return;
    const message = oneLine(clean(given));
    stream.write(
      format === "json"
        ? jsonLine({ time: new Date(now()).toISOString(), level: own, message })
        : `${PREFIX[own]}${message}\n`,
    );
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** Says what went wrong in one line; where it happened in the program only to those who asked for that. */
export function logError(log: Log, error: unknown): void {
  log.error(error instanceof Error ? error.message : String(error));
  if (error instanceof Error && error.stack) log.debug(error.stack);
}

/** Passes on the first message of each minute: what others can cause at will must not fill the log. */
export function atMostEveryMinute(say: (message: string) => void): (message: string) => void {
  let next = 0;
  return (message) => {
    const now = performance.now();
    if (now < next) return;
    next = now + 60_000;
    say(message);
  };
}
