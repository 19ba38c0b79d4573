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

export type Called = Pick<Awaited<ReturnType<Way["fetch"]>>, "ok" | "status" | "headers"> & {
  readonly said: ReturnType<typeof objectIn>;
};

/**
 * Rejects as the way does; never goes on to another address, which may be anybody's. What is `said` is undefined where it is
 * no object, as from a gateway in between.
 */
export async function called(
  way: Way,
  address: string,
  { method = "POST", body, headers, signal }: Call,
): Promise<Called> {
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
