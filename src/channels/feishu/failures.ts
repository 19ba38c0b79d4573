/** What Feishu answered, or what a call threw → what it means. */

import {
  codeOf,
  type Failure,
  floodFor,
  lostOnTheWay,
  messageOf,
  PlatformError,
} from "../../chat/failures.ts";
import { HINTS } from "./wording.zh.ts";

type Kind = Exclude<Failure["kind"], "flood" | "moved">;

/** open.feishu.cn/document: im-v1/message/reply, generic-error-code, and the codes of the long connection. */
const CODES: Readonly<Partial<Record<Kind, readonly number[]>>> = {
  /** The app or its secret is unknown or switched off, lacks the ability of a robot or a permission. */
  token: [403, 514, 10_003, 10_014, 10_012, 11_205, 230_006, 230_027, 99_991_672],
  unavailable: [
    1, 1_500, 2_200, 99_991_661, 99_991_663, 99_991_664, 99_991_671, 1_000_040_343, 1_000_040_350,
  ],
  /** Not (any more) in the group, not in the range of the app, stopped by the person, group dissolved. */
  gone: [230_002, 230_013, 230_053, 232_009],
  /** Muted; only some may speak; the topic is no more. */
  closed: [230_018, 230_019, 230_035],
  /** Recalled, deleted, not found, not to be seen. */
  missing: [230_011, 230_050, 230_110, 230_111, 231_003],
};

/** Too fast in a chat, too fast on the whole; or the same message is being sent just now. */
const FLOODS = new Set([230_020, 99_991_400, 230_049]);

/** Of a tenant_access_token that is not valid any more: another one may do. */
const STALE_TOKEN = new Set([99_991_661, 99_991_663, 99_991_664, 99_991_671]);

const KIND_BY_CODE = new Map(
  Object.entries(CODES).flatMap(([kind, codes]) => codes.map((code): [number, Kind] => [code, kind as Kind])),
);

/** `resetS`: how long to wait, where Feishu says so. */
export function errorOf(code: number, msg: unknown, resetS: number | null): PlatformError {
  const failure = FLOODS.has(code)
    ? floodFor(resetS ?? 1)
    : ({ kind: KIND_BY_CODE.get(code) ?? "refused" } as const);
  // Behind the words stand addresses, ids and what was sent.
  const words = String(msg ?? "")
    .split(/[,;:\n]|\bext=/)[0]
    ?.slice(0, 100);
  return new PlatformError(failure, `${code} ${words}`.trim() + (HINTS.get(code) ?? ""), code);
}

/** Of an answer that is none of Feishu's own: of a gateway or a proxy. */
export function errorOfStatus(status: number, resetS: number | null): PlatformError {
  // A gateway in between may have lost the answer to a call that was carried out.
  const isLost = status < 400 || status === 502 || status === 504;
  const failure =
    status === 429 ? floodFor(resetS ?? 1) : ({ kind: isLost ? "unsure" : "unavailable" } as const);
  return new PlatformError(failure, `HTTP ${status}`);
}

/** The message is no words, or no card, and cannot become the other. */
export function isOtherKind(error: unknown): boolean {
  return error instanceof PlatformError && error.code === 230_054;
}

export function isStaleToken(error: unknown): boolean {
  return error instanceof PlatformError && STALE_TOKEN.has(error.code ?? 0);
}

export function failureOf(error: unknown): Failure {
  return error instanceof PlatformError ? error.failure : lostOnTheWay(error);
}

export function reasonOf(error: unknown): string {
  return codeOf(error) ?? messageOf(error);
}
