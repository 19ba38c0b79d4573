/** JSON objects on standard input, one a line → what is made of each, one a line, in order. */

import { z } from "zod";
import { linesOf } from "../../console/lines.ts";
import { logError } from "../../console/log.ts";
import { jsonLine, ReaderLeftError } from "../../console/output.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage.ts";

/** A line longer than this is not taken into memory. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;

const anyObject = z.looseObject({ id: z.unknown().optional() });

/**
 * Every line that is not blank has its line of output: `{id, elapsedMs, …}`, or `{id, error}` where it could not be
 * used, which harms no other line. False when there was such a line. `shape`: what a line must hold beside its id, the
 * messages of whose issues are shown; `handle` gives what is put beside the id, and may throw a `UsageError`.
 */
export async function answerJsonLines<T>(
  { input, output, log }: Pick<Session, "input" | "output" | "log">,
  shape: z.ZodType<T>,
  handle: (request: T) => Promise<object>,
): Promise<boolean> {
  let allUsed = true;
  for await (const { number, text, flaw } of linesOf(input, MAX_LINE_BYTES)) {
    if (text?.trim() === "") continue;
    let id: unknown = null;
    try {
      const value = parseObject(text, flaw);
      id = value.id ?? null;
      const begun = performance.now();
      const made = await handle(checked(value, shape));
      const elapsedMs = Math.round((performance.now() - begun) * 10) / 10;
      await output.write(jsonLine({ id, elapsedMs, ...made }));
    } catch (error) {
      if (error instanceof ReaderLeftError) throw error;
      allUsed = false;
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof UsageError) log.error(`标准输入第 ${number} 行：${message}`);
      else logError(log, error);
      await output.write(jsonLine({ id, error: message }));
    }
  }
  return allUsed;
}

function parseObject(text: string | undefined, flaw: string | undefined): z.infer<typeof anyObject> {
  if (text === undefined) {
    throw new UsageError(
      flaw === "not-utf-8"
        ? "应为 UTF-8 编码的文字"
        : `一行最长 ${MAX_LINE_BYTES / 1024 / 1024} MB，这一行更长`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`应为一个 JSON 对象，却是“${text.slice(0, 40)}${text.length > 40 ? "…" : ""}”`);
  }
  const parsed = anyObject.safeParse(value);
  if (!parsed.success) throw new UsageError('应为一个 JSON 对象，例如 {"id":"1","question":"…"}');
  return parsed.data;
}

function checked<T>(value: unknown, shape: z.ZodType<T>): T {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UsageError([...new Set(parsed.error.issues.map(({ message }) => message))].join("；"));
}
