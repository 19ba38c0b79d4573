/** A call of a platform's interface, with JSON → the object that it answers, and how. */

import { type Fields, objectIn } from "./json.ts";
import type { Way } from "./way.ts";

export interface Call {
  /** POST unless told otherwise. */
  readonly method?: string;
  readonly body?: object | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export interface Called extends Pick<Response, "ok" | "status" | "headers"> {
  /** Undefined where the answer is no object, as from a gateway in between. */
  readonly said: Fields | undefined;
}

const CALL_MS = 10_000;

/** Rejects as the way does; never goes on to another address, which may be anybody's. */
export async function called(way: Way, address: string, call: Call): Promise<Called> {
  const { method = "POST", body, headers, signal } = call;
  const limit = AbortSignal.timeout(CALL_MS);
  const response = await way.fetch(address, {
    method,
    redirect: "error",
    headers: { "content-type": "application/json; charset=utf-8", accept: "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: signal ? AbortSignal.any([limit, signal]) : limit,
  });
  const { ok, status } = response;
  return { ok, status, headers: response.headers, said: objectIn(await response.text()) };
}
