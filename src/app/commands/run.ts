/** Arguments → one command done, and its exit code: 0 an answer, 1 something broke, 2 wrong usage. */

import { CommanderError } from "commander";
import { createLog } from "../../console/log.ts";
import { exitCodeOf } from "../exit-code.ts";
import { readEnvFile } from "../settings.ts";
import { createProgram } from "./program.ts";
import type { Surroundings } from "./session.ts";
import { UsageError, usageMessage } from "./usage.ts";

/** Never rejects. */
export async function runCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  let isBroken = false;
  try {
    const { envFile } = surroundings;
    const environment = { ...(envFile ? readEnvFile(envFile) : {}), ...surroundings.environment };
    const program = createProgram({ ...surroundings, environment }, () => {
      isBroken = true;
    });
    await program.parseAsync(args, { from: "user" });
    return isBroken ? 1 : 0;
  } catch (error) {
    const log = createLog(
      surroundings.errors,
      surroundings.environment.LOG_LEVEL === "debug" ? "debug" : "error",
    );
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError || error instanceof UsageError) {
      log.error(error instanceof CommanderError ? usageMessage(error) : error.message);
      return 2;
    }
    return exitCodeOf(error, log);
  }
}
