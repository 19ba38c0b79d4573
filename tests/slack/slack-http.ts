/** How calls of the Web API come in, and answers go out. */

import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { FaultAnswer } from "./slack-faults.ts";
import type { Answer, Payload } from "./slack-types.ts";
import { fromForm } from "./wire-forms.ts";

export type ApiRequest = Context<{ Bindings: HttpBindings }>;

/** From JSON, a form and the address; undefined where they cannot be read. */
export async function payloadOf({ req }: ApiRequest, method: string): Promise<Payload | undefined> {
  const fields = Object.entries(req.query());
  const type = req.header("content-type") ?? "";
  try {
    if (type.startsWith("application/json")) {
      const text = await req.text();
      const given = text === "" ? {} : JSON.parse(text);
      return typeof given === "object" && given !== null
        ? { ...fromForm(method, fields), ...given }
        : undefined;
    }
    const parts = type.startsWith("application/x-www-form-urlencoded")
      ? [...new URLSearchParams(await req.text())]
      : Object.entries(await req.parseBody());
    const texts = parts.flatMap(([name, part]) => (typeof part === "string" ? [[name, part] as const] : []));
    return fromForm(method, [...fields, ...texts]);
  } catch {
    return undefined;
  }
}

export function tokenOf({ req }: ApiRequest, payload: Payload | undefined): string | undefined {
  const [, bearer] = /^Bearer (.+)$/i.exec(req.header("authorization") ?? "") ?? [];
  return bearer ?? (typeof payload?.token === "string" ? payload.token : undefined);
}

/** Refusals have status 200, as with Slack. */
export function reply(request: ApiRequest, answer: Answer | FaultAnswer): Response {
  if (!("status" in answer)) return request.json(answer);
  const { status, body, headers = {} } = answer as FaultAnswer;
  const code = status as ContentfulStatusCode;
  return typeof body === "string" ? request.html(body, code, headers) : request.json(body, code, headers);
}
