/** A model behind an OpenAI-compatible address → an object of the shape asked for. */

import type { OpenAI } from "openai";
import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";
import { type Reply, readReply } from "./chat-stream.ts";
import { type Dialect, firstDialect, LESS_FORMAL, otherDialect, parametersOf } from "./dialect.ts";
import { failureOf, ModelError, subjectOf } from "./failure.ts";
import type { ChatModel, Generation } from "./model.ts";
import { type FetchLimits, USUAL_LIMITS } from "./model-fetch.ts";
import { createOpenAiClient, OPENAI_ADDRESS, type OpenAiServer } from "./openai-client.ts";
import { createCall, type Patience, type Persist, USUAL_PATIENCE } from "./patience.ts";
import { describeShape, parseReply, repairRequest } from "./structure.ts";
import { loadTokenCounter } from "./tokens.ts";

export interface OpenAiParts extends OpenAiServer {
  readonly patience?: Partial<Patience>;
  readonly limits?: Partial<FetchLimits>;
}

/** Of a reply that cannot be used the model is shown no more than this. */
const LONGEST_SHOWN_AGAIN = 4_000;

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
      const reply = await readReply(response, subject, (characters) => {
        heard = characters;
        request.onProgress?.(characters);
      });
      // A stream that was broken off ends as if it were whole.
      signal.throwIfAborted();
      if (reply.usage) request.onUsage?.(reply.usage);
      else charge(reply.text);
      return reply;
    } catch (error) {
      // Whatever was heard was paid for; a character is a token at the most.
      if (heard > 0) charge("");
      throw failureOf(error, subject);
    }
  }

  async function generate<T>(request: Generation<T>, signal: AbortSignal, persist: Persist): Promise<T> {
    const reply = await ask([{ role: "user", content: request.input }], request, signal, persist);
    const first = parseReply(reply.text, request);
    if ("value" in first) return first.value;
    if (reply.isCut && reply.hasThoughts) dialect = { ...dialect, thinks: true };
    // A server that does not keep to the schema it took needs to be told of it in words.
    else if (dialect.format === "schema" && reply.text !== "") dialect = lessFormal(dialect);
    const problem = reply.isCut ? "太长，没有写完就被截断，请写得更短" : first.problem;
    const again = repairOf(
      request,
      reply.text.slice(0, LONGEST_SHOWN_AGAIN),
      repairRequest(problem, request.shape),
    );
    const repaired = parseReply((await ask(again, request, signal, persist)).text, request);
    if ("value" in repaired) return repaired.value;
    throw new ModelError("unshaped", subject, `两次都没有按要求的格式回复：${repaired.problem}`);
  }

  return {
    id: `openai:${server.model}`,
    generate: (request) => call(request.signal, (signal, persist) => generate(request, signal, persist)),
  };
}

/** Some servers refuse two messages of one side in a row. */
function repairOf({ input }: Generation<unknown>, shown: string, wish: string): ChatCompletionMessageParam[] {
  if (shown === "") return [{ role: "user", content: `${input}\n\n${wish}` }];
  return [
    { role: "user", content: input },
    { role: "assistant", content: shown },
    { role: "user", content: wish },
  ];
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
