/** Envelopes of Socket Mode → bodies that are committed, and only then acknowledged. */

import type { WebClient } from "@slack/web-api";
import { isObject, objectIn } from "../../chat/json.ts";
import { type Connection, createLine, type Line, type LineParts } from "../../chat/line.ts";
import type { Receive } from "../../chat/platform.ts";
import { atMostEveryMinute } from "../../web/http-server.ts";
import { badToken, failures, reasonOf } from "./failures.ts";
import type { SlackBody } from "./http.ts";
import { LOG } from "./wording.zh.ts";

export interface SocketParts extends Pick<LineParts, "way" | "log" | "trouble"> {
  /** With the token of the app. */
  readonly client: WebClient;
  readonly receive: Receive<SlackBody>;
}

const BEAT_MS = 30_000;

/** From its good-bye on until Slack cuts the line it is some ten seconds. */
const KEEP_MS = 10_000;

export function createSocket({ client, receive, way, log, trouble }: SocketParts): Line {
  const complain = atMostEveryMinute(log.error);

  function take(data: Buffer, connection: Connection): void {
    const { type, envelope_id, payload } = objectIn(data) ?? {};
    if (type === "disconnect") connection.retire(KEEP_MS);
    // What bears nothing was sent by something on the way, and is not acknowledged.
    if (!isObject(payload)) return;
    receive([payload]).then(
      () => acknowledge(envelope_id, connection),
      // What is not acknowledged comes again.
      (error: unknown) => complain(LOG.notKept(reasonOf(error))),
    );
  }

  function acknowledge(envelope_id: unknown, connection: Connection): void {
    try {
      connection.send(JSON.stringify({ envelope_id }));
    } catch (error) {
      log.debug(reasonOf(error));
    }
  }

  return createLine({
    ...{ way, log, trouble, failures, take },
    hopeless: (error) => badToken("SLACK_APP_TOKEN", error),
    address: async () => (await client.apps.connections.open()).url ?? "",
    beat: { everyMs: () => BEAT_MS, send: (connection) => connection.ping() },
  });
}
