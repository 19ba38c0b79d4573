/** An error on the way to an answer → a line in the log, and one for whoever waits, with the same number. */

import { randomBytes } from "node:crypto";
import { type ChatDesk, type Place, SILENCE, type Stage } from "./desk.ts";
import type { Outcome } from "./journal.ts";
import { failed } from "./wording.zh.ts";

/** Nobody is told where there is no place. */
export async function tellMishap<P extends Place>(
  { log }: Pick<ChatDesk, "log">,
  stage: Stage<P>,
  place: P | undefined,
  error: unknown,
  logLine: (trace: string) => string,
): Promise<Outcome> {
  const trace = randomBytes(3).toString("hex");
  log.error(logLine(trace));
  if (error instanceof Error && error.stack) log.debug(error.stack);
  return place ? { deliveries: await stage.note(place, failed(trace)) } : SILENCE;
}
