/** What all commands have in common: their options, open knowledge, an answer printed. */

import type { Command } from "commander";
import type { Answer } from "../../grounding/answer.ts";
import { warnOfIndexing } from "../open-knowledge.ts";
import { type CommonOptions, inSession, printAnswer, type Session, type Surroundings } from "./session.ts";

export interface Commands {
  /** A command without options; `signature` names its arguments. */
  addBare(signature: string, description: string, examples: readonly string[]): Command;
  /** With the options that most have. */
  add(signature: string, description: string, examples: readonly string[]): Command;
  /** The same for a command that reads cases, which may be done as readers of them would. */
  addReading: Commands["add"];
  /** Opens the knowledge and runs; what is amiss with the corpus is the work's to say. `tryOut` asks each model something first. */
  open(options: CommonOptions, work: (session: Session) => Promise<void>, tryOut?: boolean): Promise<void>;
  /** The same for a command that answers: it warns of what is amiss with the corpus, and answers all the same. */
  run(options: CommonOptions, work: (session: Session) => Promise<void>): Promise<void>;
  /** Runs an ability and prints its answer. */
  answer(options: CommonOptions, ability: (session: Session) => Promise<Answer>): Promise<void>;
  /** To be called when a command did its work and found something broken: the exit code is then 1. */
  broken(): void;
  /** Where progress is shown. */
  readonly errors: Surroundings["errors"];
  readonly input: Surroundings["input"];
}

export function createCommands(program: Command, surroundings: Surroundings, broken: () => void): Commands {
  const open: Commands["open"] = (options, work, tryOut) => inSession(surroundings, options, work, tryOut);

  const run: Commands["run"] = (options, work) =>
    open(options, (session) => {
      warnOfIndexing(session.knowledge, session.log);
      return work(session);
    });

  const addBare: Commands["add"] = (signature, description, examples) =>
    program
      .command(signature)
      .description(description)
      .addHelpText("after", `\n例：\n${examples.map((example) => `  anlitong ${example}`).join("\n")}`);

  const add: Commands["add"] = (...named) =>
    addBare(...named)
      .option(
        "--corpus <文件夹>",
        "案例文档所在的文件夹（默认 corpus，没有则用自带的案例；也可用 CORPUS_DIR 设置）",
      )
      .option("--data <文件夹>", "存放索引的文件夹（默认 var，也可用 DATA_DIR 设置）")
      .option("--json", "输出一行 JSON");

  return {
    addBare,
    add,
    addReading: (signature, description, examples) =>
      add(signature, description, examples).option(
        "--as <读者>",
        "只用这位读者能查阅的案例，写法同读者文件，如 飞书：ou_123（见 docs/collections.md）",
      ),
    open,
    run,
    answer: (options, ability) =>
      run(options, async (session) => {
        await printAnswer(await ability(session), options, session);
      }),
    broken,
    errors: surroundings.errors,
    input: surroundings.input,
  };
}
