/** A clock for one program that can be put back and on while it runs: only its time of day, as when somebody sets a machine's clock. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder } from "./start.ts";

export function settableClock() {
  const file = join(newFolder(), "ahead");
  const set = (aheadMs: number) => writeFileSync(file, String(aheadMs));
  set(0);
  return {
    args: ["--import", join(import.meta.dirname, "clock-ahead.ts")],
    environment: { CLOCK_AHEAD: file },
    /** So far ahead of the machine's (ms); within some hundredths of a second. */
    set,
  };
}
