/** What all calls go through: checked, hit by faults, done, noted and answered. */

import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { sleep } from "../wire/clock.ts";
import type { Calls } from "./slack-calls.ts";
import { answerOf, type createSlackFaults } from "./slack-faults.ts";
import { type ApiRequest, payloadOf, reply } from "./slack-http.ts";
import type { Answer, Payload } from "./slack-types.ts";
import { checkCall } from "./wire.ts";

export interface Handling {
  readonly log: Calls;
  readonly faults: ReturnType<typeof createSlackFaults>;
  readonly violations: string[];
  readonly signal: AbortSignal;
}

/** Answers a call that nothing is wrong with, and refuses one for its token or the like. */
type Work = (payload: Payload) => Promise<Answer>;

export interface Errand {
  readonly request: ApiRequest;
  readonly method: string;
  /** Why it is not even looked at. */
  readonly refused: (payload: Payload) => string | undefined;
  readonly work: Work;
  readonly channel?: string;
}

export async function handle(
  { log, faults, violations, signal }: Handling,
  { request, method, refused, work, channel: meant }: Errand,
): Promise<Response> {
  const at = Date.now();
  const done = log.begin();
  const payload = await payloadOf(request, method);
  const wrong = payload ? checkCall(method, payload) : [`${method}: malformed body`];
  violations.push(...wrong);
  const given = payload ?? {};
  const channel = meant ?? textOf(given.channel) ?? textOf(given.channel_id);
  const fault = faults.next(method, channel);
  const early = fault && answerOf(fault);
  const isDone = !early && fault?.kind !== "reset";
  const result = early ?? (isDone ? await answer() : undefined);
  if (fault?.kind === "slow") await sleep(fault.ms, signal);
  const isCut = fault?.kind === "reset" || fault?.kind === "lost-response";
  const body: unknown = early ? early.body : result;
  const { ok = false, error, ts: sent } = (typeof body === "object" && body ? body : {}) as Payload;
  const ts = textOf(sent) ?? textOf(given.ts) ?? textOf(given.timestamp);
  done({
    at,
    method,
    payload: given,
    status: isCut ? 0 : early ? early.status : 200,
    ok: ok === true && !isCut,
    ...(error === undefined ? {} : { error: String(error) }),
    ...(channel === undefined ? {} : { channel }),
    ...(ts === undefined ? {} : { ts }),
    wasApplied: isDone && ok === true,
  });
  if (isCut || !result) {
    request.env.incoming.socket.resetAndDestroy();
    return RESPONSE_ALREADY_SENT;
  }
  return reply(request, result);

  async function answer(): Promise<Answer> {
    const refusal = refused(given);
    if (refusal) return { ok: false, error: refusal };
    if (wrong.length > 0) return { ok: false, error: errorOf(wrong), response_metadata: { messages: wrong } };
    try {
      return await work(given);
    } catch (failure) {
      // A defect of the local Slack itself, which is not to look like one of the network.
      violations.push(`${method}: failed here: ${failure}`);
      return { ok: false, error: "internal_error" };
    }
  }
}

/** In Slack's words, as far as it has one for what is wrong. */
function errorOf(violations: readonly string[]): string {
  if (violations.some((one) => one.endsWith("no such method"))) return "unknown_method";
  if (violations.some((one) => one.includes("msg_blocks_too_long"))) return "msg_blocks_too_long";
  if (violations.some((one) => /: (?:text|markdown_text): \d+ characters/.test(one))) return "msg_too_long";
  return violations.some((one) => /: (?:blocks|chunks)\b/.test(one)) ? "invalid_blocks" : "invalid_arguments";
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
