/** Bodies of Slack → Bolt, which knows their kinds, and by which they are committed. */

import { App, type Receiver } from "@slack/bolt";
import { type Logger, LogLevel } from "@slack/web-api";
import { quietly } from "../../chat/failures.ts";
import type { Receive } from "../../chat/platform.ts";
import type { Log } from "../../console/log.ts";
import type { SlackBody } from "./intake.ts";

/** What Bolt is given arrives by Socket Mode or HTTP, and is acknowledged there once it is committed. */
const RECEIVER: Receiver = { init: () => {}, start: async () => {}, stop: async () => {} };

/** Rejects where a body cannot be committed. One that Bolt cannot read comes to nothing. */
export function throughBolt(botToken: string, receive: Receive<SlackBody>, log: Log): Receive<SlackBody> {
  const logger = quietLogger(log);
  const app = new App({ receiver: RECEIVER, authorize: async () => ({ botToken }), logger });
  app.use(async ({ context }) => context.commit());
  // What else it complains of is the body's shape.
  app.error(async (error) => log.debug(error.message));
  return async (bodies) => {
    for (const body of bodies) {
      let committed: Promise<void> | undefined;
      const commit = () => {
        committed = receive([body]);
        return committed;
      };
      await quietly(log, app.processEvent({ body, ack: async () => {}, customProperties: { commit } }));
      await committed;
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
