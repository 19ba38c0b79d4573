/** A model behind an OpenAI-compatible address → an object of the shape asked for. */

import type { OpenAI } from "openai";
import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";
import { type Reply, readReply } from "./chat-stream.ts";
import { type Dialect, firstDialect, LESS_FORMAL, limitIn, otherDialect, parametersOf } from "./dialect.ts";
import { failureOf, ModelError, type Subject, subjectOf } from "./failure.ts";
import type { ChatModel, Generation } from "./model.ts";
import { createModelFetch, type FetchLimits, USUAL_LIMITS } from "./model-fetch.ts";
import { createCall, type Patience, type Persist, USUAL_PATIENCE } from "./patience.ts";
import { describeShape, shaped } from "./structure.ts";
import { createLimit, loadTokenCounter } from "./tokens.ts";

export interface OpenAiParts extends OpenAiServer {
  readonly patience?: Partial<Patience>;
  readonly limits?: Partial<FetchLimits>;
}

/** The server is not asked for anything before the first `generate`, nor is its library loaded. */
export function createOpenAiChatModel({ patience, limits, ...server }: OpenAiParts): ChatModel {
  const subject = subjectOf("语言模型", server.model, server.baseUrl ?? OPENAI_ADDRESS, server.apiKey);
  const call = createCall(subject, { ...USUAL_PATIENCE, ...patience });
  // Remembered from one question to the next: what the server refused it would refuse again.
  let dialect = firstDialect(server.baseUrl ?? OPENAI_ADDRESS);
  let opening: Promise<OpenAI> | undefined;

  /** Asks in the way the server is known to take, and finds another where it refuses. */
  async function ask(
    messages: readonly ChatCompletionMessageParam[],
    request: Generation<unknown>,
    signal: AbortSignal,
    persist: Persist,
  ): Promise<Reply> {
    opening ??= createOpenAiClient(server, subject, { ...USUAL_LIMITS, ...limits });
    const client = await opening;
    const schema = await strictSchemaOf(request);
    for (let spoken = dialect; ; ) {
      try {
        const reply = await persist(() => askOnce({ client, messages, request, signal, schema }, spoken));
        dialect = spoken;
        return reply;
      } catch (error) {
        const other = error instanceof ModelError ? otherDialect(spoken, error) : undefined;
        if (!other) throw error;
        spoken = other;
      }
    }
  }

  async function askOnce(
    { client, messages, request, signal, schema }: Asking,
    spoken: Dialect,
  ): Promise<Reply> {
    const countTokens = await loadTokenCounter();
    const { instructions, shape } = request;
    const isHeldTo = spoken.format === "schema" && schema !== undefined;
    const system = isHeldTo ? instructions : `${instructions}\n\n${describeShape(shape)}`;
    const sent: ChatCompletionMessageParam[] = [{ role: "system", content: system }, ...messages];
    let heard = 0;
    const charge = (said: string) =>
      request.onUsage?.({
        promptTokens: countTokens(sent.map(({ content }) => content).join("\n")),
        completionTokens: said === "" ? heard : countTokens(said),
      });
    try {
      const response = await client.chat.completions
        .create({ model: server.model, messages: sent, ...parametersOf(spoken, request, schema) }, { signal })
        .asResponse();
      const limits = [false, true].map((thinks) =>
        createLimit(limitIn({ thinks: thinks || spoken.thinks }, request), countTokens),
      );
      const reply = await readReply(response, subject, {
        heard(characters) {
          heard = characters;
          request.onProgress?.(characters);
        },
        isBeyond: (said, isThinking) => limits[isThinking ? 1 : 0]?.(said) === true,
      });
      // A stream that was broken off ends as if it were whole.
      signal.throwIfAborted();
      if (reply.usage) request.onUsage?.(reply.usage);
      else charge(reply.thoughts + reply.text);
      return reply;
    } catch (error) {
      // Whatever was heard was paid for; a character is a token at the most.
      if (heard > 0) charge("");
      throw failureOf(error, subject);
    }
  }

  function generate<T>(request: Generation<T>, signal: AbortSignal, persist: Persist): Promise<T> {
    return shaped<T, Reply>(request, {
      subject,
      say: (input, again) => {
        const messages: ChatCompletionMessageParam[] = [{ role: "user", content: input }];
        if (again)
          messages.push({ role: "assistant", content: again.shown }, { role: "user", content: again.wish });
        return ask(messages, request, signal, persist);
      },
      onUnshaped({ text, isCut, hasThoughts }) {
        if (isCut && hasThoughts) dialect = { ...dialect, thinks: true };
        // A server that does not keep to the schema it took needs to be told of it in words.
        else if (dialect.format === "schema" && text !== "") dialect = lessFormal(dialect);
      },
    });
  }

  return {
    id: `openai:${server.model}`,
    generate: (request) => call(request, (signal, persist) => generate(request, signal, persist)),
  };
}

interface Asking {
  readonly client: OpenAI;
  /** What follows the instructions. */
  readonly messages: readonly ChatCompletionMessageParam[];
  readonly request: Generation<unknown>;
  readonly signal: AbortSignal;
  readonly schema: Record<string, unknown> | undefined;
}

function lessFormal(dialect: Dialect): Dialect {
  return { ...dialect, format: LESS_FORMAL[dialect.format] };
}

/** Undefined for a shape that strict schemas cannot say, such as one with optional fields. */
async function strictSchemaOf({
  shape,
  name,
}: Generation<unknown>): Promise<Record<string, unknown> | undefined> {
  const { zodResponseFormat } = await import("openai/helpers/zod");
  try {
    return zodResponseFormat(shape, name).json_schema.schema;
  } catch {
    return undefined;
  }
}

export const OPENAI_ADDRESS = "https://api.openai.com/v1";

export interface OpenAiServer {
  readonly model: string;
  /** As in `https://example.org/v1`; OpenAI's own where it is null. */
  readonly baseUrl: string | null;
  /** Servers on one's own machine need none. */
  readonly apiKey: string | null;
  readonly proxies?: Readonly<Record<string, string>>;
}

/** The package is loaded here and nowhere else. Nothing is retried, waited for or read from the environment by it. */
export async function createOpenAiClient(
  { baseUrl, apiKey, proxies = {} }: OpenAiServer,
  subject: Subject,
  limits: FetchLimits,
): Promise<OpenAI> {
  const { OpenAI } = await import("openai");
  const address = baseUrl ?? OPENAI_ADDRESS;
  return new OpenAI({
    baseURL: address,
    apiKey: apiKey ?? "none",
    ...(apiKey === null && { defaultHeaders: { Authorization: null } }),
    organization: null,
    project: null,
    logLevel: "off",
    maxRetries: 0,
    fetch: createModelFetch({ baseUrl: address, proxies, subject, limits }),
  });
}
