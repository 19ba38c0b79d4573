/** The response to a chat request, as a stream of events or whole → what the model said, and what it cost. */

import type { ChatCompletion, ChatCompletionChunk } from "openai/resources/chat/completions";
import { failureTold, notAReply, type Subject } from "./failure.ts";
import type { Usage } from "./model.ts";
import { parsedOf } from "./structure.ts";

export interface Reply {
  readonly text: string;
  /** With what was thought before it. */
  readonly said: string;
  /** The limit was reached. */
  readonly isCut: boolean;
  /** The server went on beyond it. */
  readonly isBroken: boolean;
  /** Something was thought that is no part of the text. */
  readonly hasThoughts: boolean;
  /** As the server counted, where it did. */
  readonly usage: Usage | undefined;
}

type Chunk = ChatCompletionChunk | (Partial<ChatCompletion> & { readonly error?: unknown });

/**
 * `isBeyond`: is told of everything that was said as it grows, and whether it goes beyond the limit: no more is read of a
 * server that keeps to none. Rejects where what comes is no reply of a model.
 */
export async function readReply(
  response: Response,
  subject: Subject,
  isBeyond: (said: string, hasThoughts: boolean) => boolean,
): Promise<Reply> {
  let [text, said] = ["", ""];
  let [isCut, isBroken, isReply, hasThoughts] = [false, false, false, false];
  let usage: Usage | undefined;
  for await (const chunk of chunksOf(response, subject)) {
    if ("error" in chunk && chunk.error) throw failureTold(chunk.error, subject);
    usage = usageOf(chunk) ?? usage;
    const [choice] = chunk.choices ?? [];
    if (!choice) continue;
    isReply = true;
    const piece = ("delta" in choice ? choice.delta : choice.message) as Piece | undefined;
    const thought = piece?.reasoning_content ?? piece?.reasoning ?? "";
    text += piece?.content ?? "";
    const before = said.length;
    said += thought + (piece?.content ?? "");
    hasThoughts ||= thought !== "" || text.includes("<think>");
    isCut ||= choice.finish_reason === "length";
    isBroken = said.length > before && isBeyond(said, hasThoughts);
    if (isBroken) break;
  }
  if (!isReply) throw notAReply("", subject);
  return { text, said, isCut: isCut || isBroken, isBroken, hasThoughts, usage };
}

interface Piece {
  readonly content?: string | null;
  /** What servers of reasoning models call their thoughts. */
  readonly reasoning_content?: string | null;
  readonly reasoning?: string | null;
}

async function* chunksOf(response: Response, subject: Subject): AsyncGenerator<Chunk> {
  const type = response.headers.get("content-type") ?? "";
  if (/event-stream/.test(type)) {
    const { Stream } = await import("openai/streaming");
    // Ends the reading alone: the connection is closed by whoever asked.
    yield* Stream.fromSSEResponse<Chunk>(response, new AbortController());
    return;
  }
  // Some servers do not stream, and some answer an error with status 200.
  const body = await response.text();
  const whole = parsedOf(body);
  if (typeof whole !== "object" || whole === null)
    throw notAReply(/<[a-z!]/i.test(body) ? "一个网页" : body, subject);
  yield whole as Chunk;
}

function usageOf({ usage }: Chunk): Usage | undefined {
  if (!usage || !Number.isFinite(usage.prompt_tokens) || !Number.isFinite(usage.completion_tokens))
    return undefined;
  return { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens };
}
