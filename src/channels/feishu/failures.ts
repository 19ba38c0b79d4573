/** What Feishu answered, or what a call threw → what it means. */

import { byCode, byStatus, failuresOf, floodFor, isCoded, PlatformError } from "../../chat/failures.ts";
import { hintOf } from "./wording.zh.ts";

/** open.feishu.cn/document: im-v1/message/reply, generic-error-code, and the codes of the long connection. */
const KINDS = byCode({
  /** The app or its secret is unknown or switched off, lacks the ability of a robot or a permission. */
  token: [403, 514, 10_003, 10_012, 10_014, 11_205, 230_006, 230_027, 99_991_672],
  /** Busy; or the tenant_access_token is good no more, though it was asked for anew. */
  unavailable: [
    1, 1_500, 2_200, 99_991_661, 99_991_663, 99_991_664, 99_991_671, 1_000_040_343, 1_000_040_350,
  ],
  /** Not (any more) in the group, not in the range of the app, stopped by the person, group dissolved. */
  gone: [230_002, 230_013, 230_053, 232_009],
  /** Muted; only some may speak; the topic is no more. */
  closed: [230_018, 230_019, 230_035],
  /** Recalled, deleted, not found, not to be seen. */
  missing: [230_011, 230_050, 230_110, 230_111, 231_003],
  /** Too fast in a chat, or on the whole; or the same message is being sent just now. */
  flood: [230_020, 230_049, 99_991_400],
});

/** Where Feishu does not say how long to wait (s). */
const USUAL_FLOOD_S = 1;

/** `resetS`: how long to wait, where Feishu says so. Of a code that is not known the status says whether another try may do. */
export function errorOf(code: number, msg: unknown, status: number, resetS = USUAL_FLOOD_S): PlatformError {
  const kind = KINDS.get(code);
  const failure = kind === "flood" ? floodFor(resetS) : kind && { kind };
  // Behind the words stand addresses, ids and what was sent.
  const [words = ""] = String(msg ?? "").split(/[,;:\n]|\bext=/);
  const reason = `${code} ${words.slice(0, 100)}`.trim() + hintOf(code);
  return new PlatformError(failure ?? byStatus(status, resetS) ?? { kind: "refused" }, reason, code);
}

/** Of an answer that is none of Feishu's own. */
export function errorOfStatus(status: number, resetS = USUAL_FLOOD_S): PlatformError {
  const kind = status < 400 ? "unsure" : "unavailable";
  return new PlatformError(byStatus(status, resetS) ?? { kind }, `HTTP ${status}`);
}

export const isStaleToken = (error: unknown) =>
  isCoded(error, 99_991_661, 99_991_663, 99_991_664, 99_991_671);

/** The message is no words, or no card, and cannot become the other. */
export const isOtherKind = (error: unknown) => isCoded(error, 230_054);

export const failures = failuresOf();
