/** Texts of prompt files → prompts that can be filled, or one clear line for each that cannot be used. */

import { createHash } from "node:crypto";

/** The names of the prompts, which are those of their files, with the places that each is filled at. */
export const PLACEHOLDERS = {
  answer: ["evidence", "history", "question"],
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

/** The message says which file, what was expected and what was found. */
export class PromptError extends Error {
  override readonly name = "PromptError";
}

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** `text`: the file's, with `\n` or `\r\n`. Throws a `PromptError`. */
export function parsePrompt<Name extends PromptName>(name: Name, text: string): Prompt<Name> {
  const file = `prompts/${name}.md`;
  const clean = text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
  const parts = clean.split(/^---[^\S\n]*$/m).map((part) => part.trim());
  const [instructions = "", input = ""] = parts;
  if (parts.length !== 2)
    throw new PromptError(
      `${file}：应为一行“---”隔开的两部分（指令、输入），却${parts.length === 1 ? "只有一部分" : `有 ${parts.length} 部分`}`,
    );
  if (instructions === "") throw new PromptError(`${file}：“---”以上的指令是空的`);
  const strayed = instructions.match(PLACEHOLDER);
  if (strayed) throw new PromptError(`${file}：“---”以上的指令中不应有占位符，却有 ${strayed.join("、")}`);
  const expected: readonly string[] = PLACEHOLDERS[name];
  const found = [...input.matchAll(PLACEHOLDER)].map((match) => match[1] ?? "");
  const missing = expected.filter((placeholder) => !found.includes(placeholder));
  const unknown = found.filter((placeholder) => !expected.includes(placeholder));
  if (missing.length > 0 || unknown.length > 0)
    throw new PromptError(
      `${file}：占位符应为 ${expected.map(braced).join("、")}，却${[
        missing.length > 0 ? `缺少 ${missing.map(braced).join("、")}` : "",
        unknown.length > 0 ? `多出 ${unknown.map(braced).join("、")}` : "",
      ]
        .filter(Boolean)
        .join("，")}`,
    );
  return {
    name,
    version: createHash("sha256").update(clean).digest("hex").slice(0, 8),
    instructions,
    fill: (values) =>
      input.replace(PLACEHOLDER, (_, placeholder: keyof typeof values) => values[placeholder]),
  };
}

function braced(placeholder: string): string {
  return `{{${placeholder}}}`;
}
