/** Bodies of Slack → Bolt, which knows their kinds, and by which they are committed. */

import { App, type Receiver } from "@slack/bolt";
import { type Logger, LogLevel } from "@slack/web-api";
import type { Receive } from "../../chat/platform.ts";
import type { Log } from "../../console/log.ts";
import { reasonOf } from "./failures.ts";
import type { SlackBody } from "./intake.ts";

export interface BoltParts {
  readonly botToken: string;
  readonly receive: Receive<SlackBody>;
  readonly log: Log;
}

/** What Bolt is given arrives by Socket Mode or HTTP, and is acknowledged there once it is committed. */
const RECEIVER: Receiver = {
  init: () => {},
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
};

/** Rejects where a body cannot be committed. One that Bolt cannot read comes to nothing. */
export function throughBolt({ botToken, receive, log }: BoltParts): Receive<SlackBody> {
  const app = new App({
    receiver: RECEIVER,
    authorize: async () => ({ botToken }),
    logger: quietLogger(log),
  });
  const uncommitted = new WeakMap<object, { readonly error: unknown }>();
  app.use(async ({ body }: { readonly body: object }) =>
    receive([body as SlackBody]).catch((error: unknown) => void uncommitted.set(body, { error })),
  );
  // Its own complaints are about the body's shape.
  app.error(async (error) => log.debug(error.message));
  return async (bodies) => {
    for (const body of bodies) {
      await app
        .processEvent({ body, ack: async () => {} })
        .catch((error: unknown) => log.debug(reasonOf(error)));
      const failed = uncommitted.get(body);
      if (failed) throw failed.error;
    }
  };
}

export function quietLogger(log: Log): Logger {
  const nothing = () => {};
  const say = (...parts: unknown[]) => log.debug(parts.map(String).join(" "));
  return {
    debug: nothing,
    info: nothing,
    warn: say,
    error: say,
    setLevel: nothing,
    getLevel: () => LogLevel.ERROR,
    setName: nothing,
  };
}
