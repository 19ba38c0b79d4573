/** What Slack's own clients say, which is for developers and may hold what was said → our log, for who asked for that. */

import { type Logger, LogLevel } from "@slack/web-api";
import type { Log } from "../../console/log.ts";

export function quietLogger(log: Log): Logger {
  const nothing = () => {};
  const say = (...parts: unknown[]) => log.debug(parts.map(String).join(" "));
  return {
    debug: nothing,
    info: nothing,
    warn: say,
    error: say,
    setLevel: nothing,
    getLevel: () => LogLevel.ERROR,
    setName: nothing,
  };
}
