/** Requests of people who had to be let in → whether they may ask again now. */

import { createRateLimit } from "../chat/rate-limit.ts";
import type { WebRequest } from "./routes.ts";

export interface AskingLimitParts {
  /** Most questions a minute of one person; null where one person has the program to themselves. */
  readonly perPerson: number | null;
  readonly now?: () => number;
}

export type MayAsk = (from: Pick<WebRequest, "person">) => boolean;

export function createAskingLimit({ perPerson, now = Date.now }: AskingLimitParts): MayAsk {
  if (perPerson === null) return () => true;
  const limit = createRateLimit({ perPerson, perChat: Number.POSITIVE_INFINITY });
  return ({ person }) => limit.take("web", person, now()) === "go";
}
