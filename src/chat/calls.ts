/** A call of a platform's interface, with JSON → the object that it answers, and how. */

import { objectIn } from "./json.ts";
import type { Way } from "./way.ts";

export interface Call {
  /** POST unless told otherwise. */
  readonly method?: string;
  readonly body?: object | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

const CALL_MS = 10_000;

/**
 * Rejects as the way does; never goes on to another address, which may be anybody's. What is `said` is undefined where it is
 * no object, as from a gateway in between.
 */
export async function called(
  way: Pick<Way, "fetch">,
  address: string,
  { method = "POST", body, headers, signal }: Call,
) {
  const limit = AbortSignal.timeout(CALL_MS);
  const response = await way.fetch(address, {
    method,
    redirect: "error",
    headers: { "content-type": "application/json; charset=utf-8", accept: "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: signal ? AbortSignal.any([limit, signal]) : limit,
  });
  const { ok, status } = response;
  const text = await response.text();
  return { ok, status, headers: response.headers, text, said: objectIn(text) };
}
