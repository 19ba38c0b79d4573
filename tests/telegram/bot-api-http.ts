/** How calls of the Bot API come in, and answers go out. */

import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Answer } from "./bot-api-answers.ts";
import { fromForm } from "./wire-forms.ts";

export type ApiRequest = Context<{ Bindings: HttpBindings }>;
export type Payload = Readonly<Record<string, unknown>>;

/** From JSON, a form and the address; undefined where they cannot be read. */
export async function payloadOf({ req }: ApiRequest, method: string): Promise<Payload | undefined> {
  const fields = Object.entries(req.query());
  const type = req.header("content-type") ?? "";
  try {
    if (type.startsWith("application/json")) {
      const text = await req.text();
      return { ...fromForm(method, fields), ...(text === "" ? {} : JSON.parse(text)) };
    }
    const parts = /form/.test(type) ? Object.entries(await req.parseBody()) : [];
    const texts = parts.flatMap(([name, part]) => (typeof part === "string" ? [[name, part] as const] : []));
    const files = parts.flatMap(([name, part]) => (typeof part === "string" ? [] : [name]));
    return fromForm(method, [...fields, ...texts], files);
  } catch {
    return undefined;
  }
}

/** The error code is the status, as with Telegram. */
export function respond(request: ApiRequest, answer: Answer): Response {
  if (answer.ok) return request.json(answer);
  const seconds = answer.parameters?.retry_after;
  return request.json(
    answer,
    answer.error_code as ContentfulStatusCode,
    seconds === undefined ? {} : { "retry-after": String(seconds) },
  );
}
