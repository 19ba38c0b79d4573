/** A model behind an OpenAI-compatible address → an object of the shape asked for. */

import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";
import { type Reply, readReply } from "./chat-stream.ts";
import { type Dialect, firstDialect, LESS_FORMAL, limitIn, otherDialect, parametersOf } from "./dialect.ts";
import { failureOf, ModelError, subjectOf } from "./failure.ts";
import type { ChatModel, Generation } from "./model.ts";
import { createPost, type ModelServer } from "./model-fetch.ts";
import { createCall, type Patience, type Persist, USUAL_PATIENCE } from "./patience.ts";
import { describeShape, shaped } from "./structure.ts";
import { createLimit, loadTokenCounter } from "./tokens.ts";

export interface OpenAiParts extends ModelServer {
  readonly model: string;
  readonly patience?: Partial<Patience>;
}

/** The server is not asked for anything before the first `generate`, nor is its library loaded. */
export function createOpenAiChatModel({ model, patience, ...server }: OpenAiParts): ChatModel {
  const subject = subjectOf("语言模型", model, server.baseUrl, server.apiKey);
  const post = createPost(server, subject);
  const call = createCall(subject, { ...USUAL_PATIENCE, ...patience });
  // Remembered from one question to the next: what the server refused it would refuse again.
  let dialect = firstDialect(server.baseUrl);

  /** Asks in the way the server is known to take, and finds another where it refuses. */
  async function ask(
    messages: readonly ChatCompletionMessageParam[],
    request: Generation<unknown>,
    signal: AbortSignal,
    persist: Persist,
  ): Promise<Reply> {
    for (let spoken = dialect; ; ) {
      try {
        const reply = await persist(() => askOnce({ messages, request, signal }, spoken));
        dialect = spoken;
        return reply;
      } catch (error) {
        const other = error instanceof ModelError ? otherDialect(spoken, error) : undefined;
        if (!other) throw error;
        spoken = other;
      }
    }
  }

  async function askOnce({ messages, request, signal }: Asking, spoken: Dialect): Promise<Reply> {
    const countTokens = await loadTokenCounter();
    const { instructions, shape } = request;
    const system = spoken.format === "schema" ? instructions : `${instructions}\n\n${describeShape(shape)}`;
    const sent: ChatCompletionMessageParam[] = [{ role: "system", content: system }, ...messages];
    let heard = 0;
    const charge = (said: string) =>
      request.onUsage?.({
        promptTokens: countTokens(sent.map(({ content }) => content).join("\n")),
        completionTokens: said === "" ? heard : countTokens(said),
      });
    try {
      const body = { model, messages: sent, ...parametersOf(spoken, request) };
      const response = await post("/chat/completions", body, signal);
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
    id: `openai:${model}`,
    generate: (request) => call(request, (signal, persist) => generate(request, signal, persist)),
  };
}

interface Asking {
  /** What follows the instructions. */
  readonly messages: readonly ChatCompletionMessageParam[];
  readonly request: Generation<unknown>;
  readonly signal: AbortSignal;
}

function lessFormal(dialect: Dialect): Dialect {
  return { ...dialect, format: LESS_FORMAL[dialect.format] };
}
