/** Events, commands and interactions as signed requests to an app's address. */

import { createHmac } from "node:crypto";
import type { Payload, Raw } from "./slack-types.ts";

export interface Outcome {
  /** As the app answered; 0 where it did not. */
  readonly status: number;
  /** What Slack would say of a failure when it tries again. */
  readonly reason?:
    | "http_timeout"
    | "too_many_redirects"
    | "connection_failed"
    | "http_error"
    | "unknown_error";
  readonly mayRetry: boolean;
  readonly response?: Payload | string;
}

export interface Requester {
  readonly signingSecret: string;
  readonly answerWithinMs: number;
  readonly signal: AbortSignal;
}

/** "v0:timestamp:body", hashed with the secret that the app shares with Slack. */
export function signatureOf(signingSecret: string, timestamp: number | string, body: string): string {
  return `v0=${createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
}

/** Events come as JSON, commands as a form, interactions as a form of which one field is JSON. */
export function formOf({ type, payload }: Raw): { readonly body: string; readonly contentType: string } {
  if (type === "slash_commands" && typeof payload === "object" && payload !== null)
    return { body: new URLSearchParams(payload as Record<string, string>).toString(), contentType: FORM };
  if (type === "interactive")
    return { body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), contentType: FORM };
  return { body: JSON.stringify(payload), contentType: "application/json" };
}

const FORM = "application/x-www-form-urlencoded";

/** One attempt to bring one of them. */
export async function request(
  { signingSecret, answerWithinMs, signal }: Requester,
  url: string,
  raw: Raw,
  retry?: { readonly num: number; readonly reason: string },
): Promise<Outcome> {
  const { body, contentType } = formOf(raw);
  const timestamp = Math.floor(Date.now() / 1000);
  const headers = {
    "content-type": contentType,
    "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    "x-slack-request-timestamp": String(timestamp),
    "x-slack-signature": signatureOf(signingSecret, timestamp, body),
    ...(retry ? { "x-slack-retry-num": String(retry.num), "x-slack-retry-reason": retry.reason } : {}),
  };
  const limit = AbortSignal.timeout(answerWithinMs);
  try {
    const within = AbortSignal.any([signal, limit]);
    const response = await fetch(url, { method: "POST", headers, body, signal: within, redirect: "manual" });
    const text = await response.text();
    const mayRetry = response.headers.get("x-slack-no-retry") !== "1";
    const { status, ok } = response;
    if (ok) return { status, mayRetry, ...(text === "" ? {} : { response: parsed(text) }) };
    return { status, mayRetry, reason: status >= 300 && status < 400 ? "too_many_redirects" : "http_error" };
  } catch {
    return { status: 0, mayRetry: true, reason: limit.aborted ? "http_timeout" : "connection_failed" };
  }
}

/** Whether the address gives back the challenge, without which Slack does not take it. */
export async function verifyUrl(requester: Requester, url: string): Promise<boolean> {
  const challenge = `challenge-${Date.now()}`;
  const payload = { token: "local", challenge, type: "url_verification" };
  const { status, response } = await request(requester, url, { type: "events_api", payload });
  const given = typeof response === "object" ? response.challenge : response;
  return status === 200 && given === challenge;
}

function parsed(text: string): Payload | string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Payload) : text;
  } catch {
    return text;
  }
}
