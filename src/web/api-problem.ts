/** What went wrong with a request of the interface → a JSON answer that says so, in Chinese. */

import { randomBytes } from "node:crypto";
import type { Log } from "../console/log.ts";

/** Each code with its status. */
export const STATUSES = {
  "not-json": 400,
  "no-access": 401,
  "foreign-site": 403,
  "not-found": 404,
  "wrong-method": 405,
  changed: 409,
  "too-large": 413,
  "wrong-type": 415,
  "foreign-host": 421,
  "wrong-input": 422,
  "too-many": 429,
  failed: 500,
  unavailable: 503,
} as const;

export type ProblemCode = keyof typeof STATUSES;

export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
}

export function problemResponse({ code, message }: Problem, headers: Record<string, string> = {}): Response {
  return Response.json(
    { error: { code, message } },
    { status: STATUSES[code], headers: { "Cache-Control": "no-store", ...headers } },
  );
}

export interface FailureParts {
  readonly log: Log;
  /** Whether anything can be answered at present. */
  readonly isReady: () => Promise<boolean>;
}

/** An error on the way to an answer; what is not the asker's matter is told to the operator, under the same number. */
export async function problemOf(error: unknown, { log, isReady }: FailureParts): Promise<Problem> {
  if (error instanceof Error && error.name === "TimeoutError")
    return { code: "unavailable", message: "这个问题用时太久，没能答完，请稍后再试。" };
  const trace = randomBytes(4).toString("hex");
  log.error(`接口出错（编号 ${trace}）：${error instanceof Error ? error.message : String(error)}`);
  if (error instanceof Error && error.stack) log.debug(error.stack);
  return (await isReady())
    ? { code: "failed", message: `服务器出错，请稍后再试。（编号 ${trace}）` }
    : { code: "unavailable", message: `案例库暂时无法使用，请稍后再试。（编号 ${trace}）` };
}
