/** What commander says in English → what the person at the keyboard reads. */

import { type Command, type CommanderError, Option } from "commander";
import { MAX_QUESTION, tooLong } from "../../chat/limits.ts";
import { displayWidth } from "../../corpus/lines.ts";

/** Wrong usage found by a command itself; the message says what would be right. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** One line. */
export function usageMessage({ code, message }: CommanderError): string {
  const named = message.match(/'([^']*)'/)?.[1] ?? "";
  const similar = message.match(/Did you mean (?:one of )?(.+?)\?/)?.[1];
  const hint = similar === undefined ? "" : `，是不是 ${similar}`;
  switch (code) {
    case "commander.help":
      return "缺少命令；用 --help 查看全部命令";
    case "commander.unknownCommand":
      return `没有“${named}”这个命令${hint}；用 --help 查看全部命令`;
    case "commander.unknownOption":
      return `没有 ${named} 这个选项${hint}；用 --help 查看用法`;
    case "commander.missingArgument":
      return `缺少“${named}”；用 --help 查看用法`;
    case "commander.optionMissingArgument":
      return `选项 ${named} 后面缺少内容；用 --help 查看用法`;
    case "commander.excessArguments":
      return "参数太多；带空格的内容请放在引号里，用 --help 查看用法";
    case "commander.invalidArgument":
      return `${named} 的内容不对：${message.match(/(?:is invalid|for argument '[^']*')\.\s*(.*)$/s)?.[1] ?? message}`;
    default:
      return message.replace(/^error: /, "");
  }
}

export interface LinesOption {
  readonly jsonl?: boolean;
}

export function linesOption(example: string): Option {
  return new Option("--jsonl", `从标准输入逐行读取 JSON，逐行输出，例如 ${example}`);
}

/** Either the text itself or lines of standard input. */
export function demandOne(what: string, text: string | undefined, { jsonl }: LinesOption): void {
  if (text === undefined && !jsonl) throw new UsageError(`缺少${what}；也可以用 --jsonl 从标准输入读取`);
  if (text !== undefined && jsonl) throw new UsageError(`${what}和 --jsonl 只能用一个`);
  if (text !== undefined) demandShort(what, text, MAX_QUESTION);
}

export function demandShort(what: string, text: string, most: number): void {
  const problem = tooLong(what, text, most);
  if (problem) throw new UsageError(problem);
}

const TITLES: Readonly<Record<string, string>> = {
  "Usage:": "用法：",
  "Arguments:": "参数：",
  "Options:": "选项：",
  "Commands:": "命令：",
};

/** To be called before subcommands are added: they inherit it. */
export function speakChinese(program: Command): Command {
  return program
    .configureHelp({
      styleTitle: (title) => TITLES[title] ?? title,
      styleUsage: (usage) => usage.replaceAll("[options]", "[选项]").replace("[command]", "<命令>"),
      subcommandTerm: (command) =>
        [command.name(), ...command.registeredArguments.map(argumentTerm)].join(" "),
      optionDescription: ({ description }) => description,
      argumentDescription: ({ description }) => description,
      displayWidth,
      // It would break lines at blanks, which Chinese has none of; a terminal breaks them itself.
      helpWidth: 1_000,
    })
    .helpOption("-h, --help", "显示用法")
    .helpCommand("help [命令]", "显示用法");
}

function argumentTerm(argument: Command["registeredArguments"][number]): string {
  const term = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${term}>` : `[${term}]`;
}
