/** What a server takes and what it refuses → how it is asked. Servers that call themselves compatible differ in this. */

import type { ChatCompletionCreateParamsStreaming } from "openai/resources/chat/completions";
import type { ModelError } from "./failure.ts";
import type { Generation } from "./model.ts";
import { schemaOf } from "./structure.ts";

export interface Dialect {
  /** Held to a JSON schema, held to be JSON, or asked in words alone. */
  readonly format: "schema" | "object" | "words";
  /** What the limit of a reply is called. */
  readonly limit: "max_tokens" | "max_completion_tokens";
  readonly temperature: boolean;
  readonly usage: boolean;
  /** The model thinks at the expense of the limit and is given room for it. */
  readonly thinks: boolean;
}

/** What a model that thinks may use up before it answers. */
const ROOM_FOR_THOUGHT = 4_096;

/**
 * OpenAI's newer models refuse `max_tokens`, and its older ones take both. Ollama, DeepSeek, DashScope and Zhipu know
 * `max_tokens` alone, and those of them that pass over what they do not know would then answer without a limit.
 */
export function firstDialect(address: string): Dialect {
  const isOpenAi = new URL(address).hostname.endsWith("openai.com");
  return {
    format: "schema",
    limit: isOpenAi ? "max_completion_tokens" : "max_tokens",
    temperature: true,
    usage: true,
    thinks: false,
  };
}

const LESS_FORMAL = { schema: "object", object: "words", words: "words" } as const;

/** How to ask a server that refused this way of asking; undefined where there is no other. */
export function otherDialect(dialect: Dialect, refusal: ModelError): Dialect | undefined {
  const { said, status } = refusal;
  if (status !== 400 && status !== 422) return undefined;
  if (
    /max_tokens|max_completion_tokens/.test(said) &&
    /support|unknown|unrecogni|extra|not permitted|use /i.test(said)
  ) {
    const other = /max_completion_tokens['"`]? instead/.test(said) || dialect.limit === "max_tokens";
    const limit = other ? "max_completion_tokens" : "max_tokens";
    if (limit !== dialect.limit) return { ...dialect, limit };
  }
  if (/temperature/.test(said) && dialect.temperature) return { ...dialect, temperature: false };
  if (/stream_options|include_usage/.test(said) && dialect.usage) return { ...dialect, usage: false };
  // Many servers refuse a format without naming it.
  if (dialect.format !== "words") return { ...dialect, format: LESS_FORMAL[dialect.format] };
  return undefined;
}

/** Tokens of a reply. */
export function limitIn(
  { thinks }: Pick<Dialect, "thinks">,
  { maxTokens }: Pick<Generation<unknown>, "maxTokens">,
): number {
  return maxTokens + (thinks ? ROOM_FOR_THOUGHT : 0);
}

export function parametersOf(
  dialect: Dialect,
  { maxTokens, name, shape }: Pick<Generation<unknown>, "maxTokens" | "name" | "shape">,
): Omit<ChatCompletionCreateParamsStreaming, "model" | "messages"> {
  const format =
    dialect.format === "schema"
      ? ({ type: "json_schema", json_schema: { name, strict: true, schema: schemaOf(shape) } } as const)
      : ({ type: "json_object" } as const);
  return {
    stream: true,
    [dialect.limit]: limitIn(dialect, { maxTokens }),
    ...(dialect.temperature && { temperature: 0 }),
    ...(dialect.usage && { stream_options: { include_usage: true } }),
    ...(dialect.format !== "words" && { response_format: format }),
  };
}
