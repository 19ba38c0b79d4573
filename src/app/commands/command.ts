/** What all commands have in common: their options, open knowledge, an answer printed. */

import type { Command } from "commander";
import type { Answer } from "../../grounding/answer.ts";
import { warnOfIndexing } from "../open-knowledge.ts";
import { type CommonOptions, inSession, printAnswer, type Session, type Surroundings } from "./session.ts";

export type Commands = ReturnType<typeof createCommands>;

type Work = (session: Session) => Promise<void>;

export function createCommands(program: Command, surroundings: Surroundings, broken: () => void) {
  /** Opens the knowledge and runs; what is amiss with the corpus is the work's to say. `tryOut` asks each model something first. */
  const open = (options: CommonOptions, work: Work, tryOut?: boolean) =>
    inSession(surroundings, options, work, tryOut);

  /** The same for a command that answers: it warns of what is amiss with the corpus, and answers all the same. */
  const run = (options: CommonOptions, work: Work) =>
    open(options, (session) => {
      warnOfIndexing(session.knowledge, session.log);
      return work(session);
    });

  /** A command without options; `signature` names its arguments. */
  const addBare = (signature: string, description: string, examples: readonly string[]): Command =>
    program
      .command(signature)
      .description(description)
      .addHelpText("after", `\n例：\n${examples.map((example) => `  anlitong ${example}`).join("\n")}`);

  /** With the options that most have. */
  const add = (...named: Parameters<typeof addBare>): Command =>
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
    /** The same for a command that reads cases, which may be done as readers of them would. */
    addReading: (...named: Parameters<typeof addBare>) =>
      add(...named).option(
        "--as <读者>",
        "只用这位读者能查阅的案例，写法同读者文件，如 飞书：ou_123（见 docs/collections.md）",
      ),
    open,
    run,
    /** Runs an ability and prints its answer. */
    answer: (options: CommonOptions, ability: (session: Session) => Promise<Answer>) =>
      run(options, async (session) => {
        await printAnswer(await ability(session), options, session);
      }),
    /** To be called when a command did its work and found something broken: the exit code is then 1. */
    broken,
    /** Where progress is shown. */
    errors: surroundings.errors,
    input: surroundings.input,
  };
}
