/** Proxies by their usual names → how a platform is reached: by calls, and by connections that last. */

import { type Agent, Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { EnvHttpProxyAgent, fetch as fetchThrough } from "undici";
import { objectIn } from "./json.ts";

export interface Way {
  readonly fetch: typeof fetch;
  /** Undefined where no proxy is named. */
  readonly dispatcher: EnvHttpProxyAgent | undefined;
  /** For a WebSocket to that address. */
  readonly agentFor: (address: string) => Agent;
}

/** Of the environment itself nothing is read: what is not named is not used. */
export function wayBy(proxies: Readonly<Record<string, string>> = {}): Way {
  const { HTTP_PROXY: httpProxy = "", HTTPS_PROXY: httpsProxy = "", NO_PROXY: noProxy = "" } = proxies;
  const agentFor = (address: string) =>
    /^wss:/i.test(address) ? new HttpsAgent({ proxyEnv: proxies }) : new HttpAgent({ proxyEnv: proxies });
  if (httpProxy === "" && httpsProxy === "") return { fetch, dispatcher: undefined, agentFor };
  const dispatcher = new EnvHttpProxyAgent({ httpProxy, httpsProxy, noProxy });
  // The same function, declared by its maker a little differently than by Node.
  const through = fetchThrough as unknown as (url: unknown, init: object) => ReturnType<typeof fetch>;
  return { dispatcher, fetch: (url, init) => through(url, { ...init, dispatcher }), agentFor };
}

/** With JSON. */
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

/** So long a file may take. */
const DOWNLOAD_MS = 120_000;

/** The bytes at an address; rejects without naming it, which may hold a secret. What is sent elsewhere is not followed. */
export async function downloaded(
  way: Pick<Way, "fetch">,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(DOWNLOAD_MS);
  const response = await way.fetch(url, { headers, signal, redirect: "error" });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.bytes();
}
