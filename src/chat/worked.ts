/** The working of an update → its outcome: also when it was given up, or went wrong, and whoever waits is told so. */

import { randomBytes } from "node:crypto";
import { type ChatDesk, type Place, SILENCE } from "./desk.ts";
import type { InboxItem, Outcome } from "./journal.ts";
import { type Reason, Stopped } from "./under-way.ts";
import { failed, STOPPED } from "./wording.zh.ts";

export interface Work<P extends Place> {
  readonly item: InboxItem;
  /** Where somebody waits; nobody is told where there is no place. */
  readonly place: P | undefined;
  readonly work: () => Promise<Outcome>;
  /** For whoever runs the program, with the number that whoever waits is told. */
  readonly logLine: (trace: string, error: unknown) => string;
}

/** Rejects only when the journal does. */
export async function worked<P extends Place>(
  desk: ChatDesk<P>,
  { item, place, work, logLine }: Work<P>,
): Promise<Outcome> {
  const { log, stage, underWay } = desk;
  try {
    return await work();
  } catch (error) {
    if (error instanceof Stopped) return place ? afterStop(desk, place, error.reason) : SILENCE;
    const trace = randomBytes(3).toString("hex");
    log.error(logLine(trace, error));
    if (error instanceof Error && error.stack) log.debug(error.stack);
    return place ? { deliveries: await stage.note(place, failed(trace)) } : SILENCE;
  } finally {
    underWay.passed(item.number);
  }
}

async function afterStop<P extends Place>(
  { stage }: ChatDesk<P>,
  place: P,
  reason: Reason,
): Promise<Outcome> {
  switch (reason) {
    case "edited":
      return SILENCE;
    case "pressed":
      return { deliveries: await stage.note(place, STOPPED) };
    case "deleted":
    case "said":
      return { deliveries: await stage.nothing(place) };
  }
}
