/** What ended the program → a line on standard error for each thing that is wrong, and the exit code. */

import { type Log, logError } from "../console/log.ts";
import { ReaderLeftError } from "../console/output.ts";
import { SettingsError } from "./settings.ts";

export function exitCodeOf(error: unknown, log: Log): number {
  if (error instanceof ReaderLeftError) return 0;
  if (error instanceof SettingsError) for (const line of error.message.split("\n")) log.error(line);
  else logError(log, error);
  return 1;
}
