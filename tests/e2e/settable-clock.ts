/** A clock for one program that can be put back and on while it runs: only its time of day, as when somebody sets a machine's clock. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../wire/clock.ts";
import { newFolder } from "./start.ts";

export function settableClock() {
  const file = join(newFolder(), "ahead");
  const taken = `${file}.taken`;
  writeFileSync(file, "0");
  return {
    args: ["--import", join(import.meta.dirname, "clock-ahead.ts")],
    environment: { CLOCK_AHEAD: file },
    /** So far ahead of the machine's (ms); resolves when the program goes by it. */
    async set(aheadMs: number): Promise<void> {
      writeFileSync(file, String(aheadMs));
      await until(
        () => existsSync(taken) && readFileSync(taken, "utf8") === String(aheadMs),
        "the program to go by its clock",
      );
    },
  };
}
