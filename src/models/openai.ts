/** A model behind an OpenAI-compatible address → an object of the shape asked for. */

import { type Reply, readReply } from "./chat-stream.ts";
import { type Dialect, firstDialect, limitIn, otherDialect, parametersOf } from "./dialect.ts";
import { failureOf, ModelError, subjectOf } from "./failure.ts";
import type { ChatModel, Generation } from "./model.ts";
import { createPost, type ModelServer } from "./model-fetch.ts";
import { createCall, type Patience, type Persist, USUAL_PATIENCE } from "./patience.ts";
import { describeShape, type Message, shaped } from "./structure.ts";
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
    messages: readonly Message[],
    request: Generation<unknown>,
    signal: AbortSignal,
    persist: Persist,
  ): Promise<Reply> {
    for (let spoken = dialect; ; ) {
      try {
        const reply = await persist(() => askOnce(messages, request, signal, spoken));
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
    messages: readonly Message[],
    request: Generation<unknown>,
    signal: AbortSignal,
    spoken: Dialect,
  ): Promise<Reply> {
    const countTokens = await loadTokenCounter();
    const { instructions, shape } = request;
    const system = spoken.format === "schema" ? instructions : `${instructions}\n\n${describeShape(shape)}`;
    const sent = [{ role: "system", content: system }, ...messages];
    let heard = 0;
    const charge = (said: string) =>
      request.onUsage?.({
        promptTokens: countTokens(sent.map(({ content }) => content).join("\n")),
        completionTokens: said === "" ? heard : countTokens(said),
      });
    try {
      const body = { model, messages: sent, ...parametersOf(spoken, request) };
      const response = await post("/chat/completions", body, signal);
      const isLonger = createLimit(countTokens);
      const reply = await readReply(response, subject, (said, hasThoughts) => {
        heard = said.length;
        request.onProgress?.(heard);
        return isLonger(said, limitIn({ thinks: hasThoughts || spoken.thinks }, request));
      });
      // A stream that was broken off ends as if it were whole.
      signal.throwIfAborted();
      if (reply.usage) request.onUsage?.(reply.usage);
      else charge(reply.said);
      return reply;
    } catch (error) {
      // Whatever was heard was paid for; a character is a token at the most.
      if (heard > 0) charge("");
      throw failureOf(error, subject);
    }
  }

  function onUnshaped({ text, isCut, hasThoughts }: Reply): void {
    if (isCut && hasThoughts) dialect = { ...dialect, thinks: true };
    // A server that does not keep to the schema it took needs to be told of it in words.
    else if (dialect.format === "schema" && text !== "") dialect = { ...dialect, format: "object" };
  }

  return {
    id: `openai:${model}`,
    generate: (request) =>
      call(request, (signal, persist) => {
        const say = (messages: readonly Message[]) => ask(messages, request, signal, persist);
        return shaped(request, { subject, say, onUnshaped });
      }),
  };
}
