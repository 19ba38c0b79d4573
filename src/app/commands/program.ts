/** The whole of the command line: its commands, its help, its version. */

import { Command } from "commander";
import packageJson from "../../../package.json" with { type: "json" };
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
import { speakChinese } from "./usage.ts";

/** `broken` is called when a command did its work and found something broken. */
export function createProgram(surroundings: Surroundings, broken: () => void): Command {
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
  return program;
}
