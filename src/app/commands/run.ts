/** Arguments → one command of the command line done, and its exit code: 0 an answer, 1 something broke, 2 wrong usage. */

import { Command, CommanderError } from "commander";
import packageJson from "../../../package.json" with { type: "json" };
import { createLog } from "../../console/log.ts";
import { exitCodeOf } from "../exit-code.ts";
import { readEnvFile } from "../settings.ts";
import { addAsk } from "./ask.ts";
import { addBackup } from "./backup.ts";
import { addCaseCommands } from "./cases.ts";
import { createCommands } from "./command.ts";
import { addExport } from "./export.ts";
import { addMcp } from "./mcp.ts";
import { addRecords } from "./records.ts";
import { addSearch } from "./search.ts";
import type { Surroundings } from "./session.ts";
import { addSetup } from "./setup.ts";
import { addUpkeep } from "./upkeep.ts";
import { speakChinese, UsageError, usageMessage } from "./usage.ts";
import { addUsers } from "./users.ts";

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

/** `broken` is called when a command did its work and found something broken. */
function createProgram(surroundings: Surroundings, broken: () => void): Command {
  const program = speakChinese(new Command("anlitong"))
    .description("案例通：查询工会创新案例，每句话都注明出处并附原文。")
    .version(packageJson.version, "-V, --version", "显示版本")
    .configureOutput({
      writeOut: (text) => surroundings.output.write(text),
      // An error becomes one line where the program ends.
      writeErr: () => {},
    })
    .exitOverride();
  const commands = createCommands(program, surroundings, broken);
  addAsk(commands);
  addCaseCommands(commands);
  addSearch(commands);
  addMcp(commands, surroundings.output);
  addSetup(commands, surroundings);
  addUpkeep(commands);
  addExport(commands);
  addBackup(commands, surroundings);
  addRecords(commands, surroundings);
  addUsers(commands, surroundings);
  return program;
}
