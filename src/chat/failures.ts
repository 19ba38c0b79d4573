/** What a call to a platform threw → what it means, in words that are the same for all platforms. */

import type { Log } from "../console/log.ts";

export type Failure =
  /** Too many calls; the platform says how long to wait. */
  | { readonly kind: "flood"; readonly afterMs: number }
  /** The secret is not valid (any more). */
  | { readonly kind: "token" }
  /** Another program receives for this bot. */
  | { readonly kind: "conflict" }
  /** The platform did not take the call, and may take it later. */
  | { readonly kind: "unavailable" }
  /** The call may have been carried out or not. */
  | { readonly kind: "unsure" }
  | { readonly kind: "moved"; readonly to: string }
  /** The bot was removed, blocked or muted, or the chat is no more. */
  | { readonly kind: "gone" }
  /** Nothing more is taken where this was to stand; elsewhere in the chat there may be. */
  | { readonly kind: "closed" }
  /** The message to be changed is not there. */
  | { readonly kind: "missing" }
  /** The message is already as it should be. */
  | { readonly kind: "done" }
  /** What was to be answered is there no more, and wants no answer. */
  | { readonly kind: "unwanted" }
  /** There is something wrong with the call itself. */
  | { readonly kind: "refused" };

/** How a platform's errors are read. */
export interface Failures {
  readonly failureOf: (error: unknown) => Failure;
  /** One line for the log, without secrets and without what was said. */
  readonly reasonOf: (error: unknown) => string;
}

/** What a platform answered, where its client is ours. */
export class PlatformError extends Error {
  override readonly name = "PlatformError";
  readonly failure: Failure;
  /** By which the platform names it. */
  readonly code: number | undefined;

  constructor(failure: Failure, reason: string, code?: number) {
    super(reason);
    this.failure = failure;
    this.code = code;
  }
}

/** Whether a platform named an error by one of these. */
export function isCoded(error: unknown, ...codes: readonly number[]): boolean {
  return error instanceof PlatformError && codes.some((code) => code === error.code);
}

/** What a platform's codes mean, by what they mean → by code. */
export function byCode<K extends string, C>(codes: Readonly<Record<K, readonly C[]>>): ReadonlyMap<C, K> {
  return new Map(
    (Object.keys(codes) as K[]).flatMap((kind) => codes[kind].map((code): [C, K] => [code, kind])),
  );
}

/** Codes of errors that come before a request has left. */
const NOT_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ENETDOWN",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** Of a platform whose client is ours. `clean` takes out of a message what the log must not have. */
export function failuresOf(clean: (message: string) => string = (message) => message): Failures {
  return {
    failureOf: (error) => (error instanceof PlatformError ? error.failure : lostOnTheWay(error)),
    reasonOf: (error) => codeOf(error) ?? clean(messageOf(error)),
  };
}

/** Of an error on the way to the platform: whether the call can have got there. */
export function lostOnTheWay(error: unknown): Failure {
  return { kind: NOT_CONNECTED.has(codeOf(error) ?? "") ? "unavailable" : "unsure" };
}

/** What a call needs is asked for before it leaves: whatever goes wrong there, the call was not carried out. */
export async function neededFor<T>({ failureOf, reasonOf }: Failures, asked: Promise<T>): Promise<T> {
  return asked.catch((error: unknown) => {
    if (failureOf(error).kind !== "unsure") throw error;
    throw new PlatformError({ kind: "unavailable" }, reasonOf(error));
  });
}

/** Seconds that a platform asks for as a rule; hours where a bot went much too far. */
export function floodFor(seconds: number): Failure {
  return { kind: "flood", afterMs: Math.min(Math.max(seconds, 1), 3_600) * 1_000 };
}

/** By the status of an answer that says no more; undefined where that tells nothing. `waitS`: how long a flood lasts. */
export function byStatus(status: number, waitS: number): Failure | undefined {
  if (status === 429) return floodFor(waitS);
  // A gateway in between may have lost the answer to a call that was carried out.
  if (status === 502 || status === 504) return { kind: "unsure" };
  return status >= 500 || status === 408 ? { kind: "unavailable" } : undefined;
}

/** By which a system names an error, in the error itself or in what caused it. */
export function codeOf(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && typeof cause.code === "string" && /^[A-Z][A-Z_]+$/.test(cause.code))
      return cause.code;
  return undefined;
}

/** A sign or a convenience: no loss where it fails, and nobody is told. */
export async function quietly({ debug }: Pick<Log, "debug">, call: Promise<unknown>): Promise<void> {
  await call.catch((error: unknown) => debug(String(error)));
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
