/** An address and proxies → a `fetch` that connects soon, follows no redirect unasked, and reads no more than it should. */

import { isIP } from "node:net";
import type { Dispatcher } from "undici";
import { failureOf, ModelError, type Subject, TOO_LONG } from "./failure.ts";
import { parsedOf } from "./structure.ts";

export interface FetchLimits {
  readonly connectMs: number;
  /** Between pieces of a reply that has begun. */
  readonly stallMs: number;
  /** Of one reply, as it is sent and unpacked. */
  readonly maxBytes: number;
}

/** A reply of four thousand tokens takes some 1.5 MB where each comes as an event of its own. */
export const USUAL_LIMITS: FetchLimits = { connectMs: 5_000, stallMs: 15_000, maxBytes: 4 << 20 };

export interface FetchParts {
  readonly baseUrl: string;
  /** `HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`; this machine itself is always reached directly. */
  readonly proxies: Readonly<Record<string, string>>;
  readonly subject: Subject;
  readonly limits: FetchLimits;
  /** Redirections are followed: for what is public, as whoever is sent elsewhere takes a question along. */
  readonly mayBeSentOn?: boolean;
}

export type ModelFetch = typeof globalThis.fetch;

/** The HTTP client is loaded at the first request. */
export function createModelFetch(parts: FetchParts): ModelFetch {
  const { subject, limits, mayBeSentOn = false } = parts;
  let loading: Promise<[typeof import("undici"), Dispatcher]> | undefined;

  return async (address, init) => {
    loading ??= import("undici").then((undici) => [undici, dispatcherOf(undici, parts)]);
    const [undici, dispatcher] = await loading;
    const { url, headers } = withoutCredentials(String(address), init?.headers);
    const response = await undici.fetch(url, {
      ...(init as object),
      headers: [...headers],
      redirect: mayBeSentOn ? "follow" : "manual",
      dispatcher,
    });
    const { status } = response;
    if (status >= 300 && status < 400)
      throw new ModelError("refused", subject, `地址转向别处（${status}），请直接填写最终的地址`, { status });
    const plain = response as unknown as Response;
    return plain.headers.has("content-encoding") ? unpacked(plain, limits.maxBytes, subject) : plain;
  };
}

/** The HTTP client counts what is sent: 300 KB of it may unpack to 300 MB. */
function unpacked({ body, status, headers }: Response, maxBytes: number, subject: Subject): Response {
  let bytes = 0;
  const counted = body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        bytes += piece.length;
        if (bytes > maxBytes) controller.error(new ModelError("endless", subject, TOO_LONG));
        else controller.enqueue(piece);
      },
    }),
  );
  return new Response(counted, { status, headers });
}

/** `fetch` takes no address with a name and a password; they go where a key would go, unless there is one. */
function withoutCredentials(address: string, given: RequestInit["headers"]) {
  const url = new URL(address);
  const headers = new Headers(given);
  const { username, password } = url;
  if (username !== "" && !headers.has("authorization")) {
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    headers.set("authorization", `Basic ${Buffer.from(credentials).toString("base64")}`);
  }
  url.username = "";
  url.password = "";
  return { url, headers };
}

function dispatcherOf(undici: typeof import("undici"), { baseUrl, proxies, limits }: FetchParts): Dispatcher {
  const { connectMs, stallMs, maxBytes } = limits;
  const options = {
    connect: { timeout: connectMs },
    // Whole replies have a limit of their own.
    headersTimeout: 0,
    bodyTimeout: stallMs,
    maxResponseSize: maxBytes,
  };
  if (isLoopback(new URL(baseUrl).hostname)) return new undici.Agent(options);
  return new undici.EnvHttpProxyAgent({
    ...options,
    // What is not given is not looked for in the environment.
    httpProxy: proxies.HTTP_PROXY ?? "",
    httpsProxy: proxies.HTTPS_PROXY ?? "",
    noProxy: proxies.NO_PROXY ?? "",
  });
}

export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "");
  return bare === "localhost" || bare === "::1" || (isIP(bare) === 4 && bare.startsWith("127."));
}

export interface ModelServer {
  /** As in `https://example.org/v1`. */
  readonly baseUrl: string;
  /** Servers on one's own machine need none. */
  readonly apiKey: string | null;
  readonly proxies?: Readonly<Record<string, string>>;
  readonly limits?: Partial<FetchLimits>;
}

/** Sends an object to a path of the server; rejects with a `ModelError` where it is not taken. */
export type Post = (path: string, body: object, signal: AbortSignal) => Promise<Response>;

export function createPost({ baseUrl, apiKey, proxies = {}, limits }: ModelServer, subject: Subject): Post {
  const fetch = createModelFetch({ baseUrl, proxies, subject, limits: { ...USUAL_LIMITS, ...limits } });
  const headers = {
    "content-type": "application/json",
    ...(apiKey !== null && { authorization: `Bearer ${apiKey}` }),
  };
  return async (path, body, signal) => {
    try {
      const address = baseUrl.replace(/\/*$/, path);
      const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(body), signal });
      if (response.ok) return response;
      const said = await response.text();
      const { error } = (parsedOf(said) ?? {}) as { readonly error?: { message?: string; code?: string } };
      const { status, headers: told } = response;
      throw { status, headers: told, code: error?.code, message: error?.message ?? said };
    } catch (error) {
      throw failureOf(error, subject);
    }
  };
}
