/** What a model said → the object of a shape that is somewhere in it, or what is wrong with it, in words for the model. */

import { z } from "zod";
import { ModelError, type Subject } from "./failure.ts";
import type { Generation } from "./model.ts";

/** More places than this are not tried as the beginning of an object. */
const MOST_BEGINNINGS = 40;
const LONGEST_PROBLEM = 400;

interface Wanted<T> {
  readonly shape: z.ZodType<T>;
  readonly rescue?: (reply: string) => T | undefined;
}

/**
 * The last object of the shape counts: models think first. Prose, code fences and thoughts around it do not matter.
 * Where there is none, `rescue` may make something of what was said.
 */
export function parseReply<T>(
  reply: string,
  { shape, rescue }: Wanted<T>,
): { readonly value: T } | { readonly problem: string } {
  const said = withoutThoughts(reply);
  if (said.trim() === "") return { problem: "回复是空的" };
  let problem = /[{[]/.test(said) ? "JSON 不完整或有语法错误" : "回复中没有 JSON 对象";
  for (const object of objectsIn(said).reverse()) {
    const parsed = shape.safeParse(object);
    if (parsed.success) return { value: parsed.data };
    problem = `不符合所要求的格式（${z.prettifyError(parsed.error).replace(/\s+/g, " ").slice(0, LONGEST_PROBLEM)}）`;
  }
  const rescued = rescue?.(said);
  return rescued === undefined ? { problem } : { value: rescued };
}

export interface Said {
  readonly text: string;
  /** The limit was reached. */
  readonly isCut?: boolean;
  /** Whoever said it goes on without end. */
  readonly isBroken?: boolean;
}

/** Of a reply that cannot be used the model is shown no more than this. */
const LONGEST_SHOWN_AGAIN = 4_000;

export type Message = { readonly role: "user" | "assistant"; readonly content: string };

export interface Speaker<S extends Said> {
  readonly subject: Subject;
  /** The last of the messages is what is asked. */
  readonly say: (messages: readonly Message[]) => Promise<S>;
  /** Is told of the first reply where it cannot be used. */
  readonly onUnshaped?: (said: S) => void;
}

/** The object of the shape in what is said; what holds none is said again once. */
export async function shaped<T, S extends Said>(
  request: Generation<T>,
  { subject, say, onUnshaped }: Speaker<S>,
): Promise<T> {
  const asked: Message = { role: "user", content: request.input };
  const said = await say([asked]);
  const first = parseReply(said.text, request);
  if ("value" in first) return first.value;
  if (said.isBroken) throw new ModelError("endless", subject, "回复超出长度限制仍不停止，已中断");
  onUnshaped?.(said);
  const problem = said.isCut ? "太长，没有写完就被截断，请写得更短" : first.problem;
  const wish = `上一条回复不能使用：${problem}。请重新回答。${describeShape(request.shape)}`;
  const shown = said.text.slice(0, LONGEST_SHOWN_AGAIN);
  // Some servers refuse two messages of one side in a row, and empty ones.
  const again: Message[] =
    shown === ""
      ? [{ role: "user", content: `${request.input}\n\n${wish}` }]
      : [asked, { role: "assistant", content: shown }, { role: "user", content: wish }];
  const repaired = parseReply((await say(again)).text, request);
  if ("value" in repaired) return repaired.value;
  throw new ModelError("unshaped", subject, `两次都没有按要求的格式回复：${repaired.problem}`);
}

/** Reasoning models think aloud in `<think>`; some servers leave out the opening mark, some replies the closing one. */
function withoutThoughts(reply: string): string {
  const closed = reply.lastIndexOf("</think>");
  const said = closed < 0 ? reply : reply.slice(closed + "</think>".length);
  return said.replace(/<think>[\s\S]*$/, "");
}

/** In the order of their beginnings; what lies within an object is not looked at again. */
function objectsIn(text: string): unknown[] {
  const found: unknown[] = [];
  let from = text.indexOf("{");
  for (let tried = 0; from >= 0 && tried < MOST_BEGINNINGS; tried += 1) {
    const end = endOfObject(text, from);
    const object = end === undefined ? undefined : parsedOf(text.slice(from, end));
    if (object !== undefined) found.push(object);
    from = text.indexOf("{", object === undefined || end === undefined ? from + 1 : end);
  }
  return found;
}

/** Where the brace that opens here is closed; undefined where it is not. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  for (const { 0: mark, index } of text.slice(start).matchAll(/"(?:\\[\s\S]|[^"\\])*"?|[{}]/g)) {
    if (mark === "{") depth += 1;
    else if (mark === "}" && --depth === 0) return start + index + 1;
  }
  return undefined;
}

export function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The shape in words, for a model whose server does not hold it to a schema. */
export function describeShape(shape: z.ZodType): string {
  return `只输出一个 JSON 对象，前后不要有任何别的文字，也不要用代码块。它须符合这个 JSON Schema：${JSON.stringify(schemaOf(shape))}`;
}

export function schemaOf(shape: z.ZodType): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(shape);
  return schema;
}
