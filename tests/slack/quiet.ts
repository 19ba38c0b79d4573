/** A logger for Slack's clients in tests that break their lines on purpose. */

import { type Logger, LogLevel } from "@slack/web-api";

export const QUIET: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
