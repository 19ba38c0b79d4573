/** Texts of prompt files → prompts that can be filled, or one clear line for each that cannot be used. */

import { createHash } from "node:crypto";

/** The names of the prompts, which are those of their files, with the places that each is filled at. */
export const PLACEHOLDERS = {
  answer: ["evidence", "history", "question"],
  draft: ["evidence", "history", "wish"],
  summary: ["case", "evidence", "length"],
  research: ["question"],
} as const;

export type PromptName = keyof typeof PLACEHOLDERS;

export interface Prompt<Name extends PromptName = PromptName> {
  readonly name: Name;
  /** The first eight hex digits of the sha256 of its file. */
  readonly version: string;
  /** The same for every question. */
  readonly instructions: string;
  /** What is to be worked on. Values are put in as they are: what looks like a placeholder in one is not filled. */
  fill(values: Readonly<Record<(typeof PLACEHOLDERS)[Name][number], string>>): string;
}

export type Prompts = { readonly [Name in PromptName]: Prompt<Name> };

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** `text`: the file's, with `\n` or `\r\n`. Throws one clear line: which file, what was expected, what was found. */
export function parsePrompt<Name extends PromptName>(name: Name, text: string): Prompt<Name> {
  const clean = text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
  const parts = clean.split(/^---[^\S\n]*$/m).map((part) => part.trim());
  const [instructions = "", input = ""] = parts;
  const expected = PLACEHOLDERS[name].map((placeholder) => `{{${placeholder}}}`);
  const found: readonly string[] = input.match(PLACEHOLDER) ?? [];
  const missing = expected.filter((placeholder) => !found.includes(placeholder));
  const unknown = found.filter((placeholder) => !expected.includes(placeholder));
  const strayed = instructions.match(PLACEHOLDER) ?? [];
  const fail = (problem: string): never => {
    throw new Error(`prompts/${name}.md：${problem}`);
  };
  if (parts.length !== 2) fail(`应为一行“---”隔开的两部分（指令、输入），却有 ${parts.length} 部分`);
  if (instructions === "") fail("“---”以上的指令是空的");
  if (strayed.length > 0) fail(`“---”以上的指令中不应有占位符，却有 ${strayed.join("、")}`);
  if (missing.length > 0) fail(`占位符应为 ${expected.join("、")}，却缺少 ${missing.join("、")}`);
  if (unknown.length > 0) fail(`占位符应为 ${expected.join("、")}，却多出 ${unknown.join("、")}`);
  return {
    name,
    version: createHash("sha256").update(clean).digest("hex").slice(0, 8),
    instructions,
    fill: (values) =>
      input.replace(PLACEHOLDER, (_, placeholder: keyof typeof values) => values[placeholder]),
  };
}
