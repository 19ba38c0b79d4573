/** Envelopes of Socket Mode → bodies that are committed, and only then acknowledged. */

import { setTimeout as sleep } from "node:timers/promises";
import { SocketModeClient } from "@slack/socket-mode";
import type { Log } from "../../console/log.ts";
import { atMostEveryMinute } from "../../web/http-server.ts";
import { failureOf, reasonOf } from "./failures.ts";
import type { SlackBody } from "./http.ts";
import { quietLogger } from "./quiet-logger.ts";
import type { Way } from "./way.ts";
import { LOG } from "./wording.zh.ts";

export interface SocketParts {
  readonly appToken: string;
  /** Null for Slack's own. */
  readonly apiUrl: string | null;
  readonly way: Way;
  readonly receive: (body: SlackBody) => Promise<void>;
  readonly log: Log;
}

/** Not yet connected; once it is, it stays so, whatever becomes of single connections. */
export interface Socket {
  /** Resolves when there is a connection; rejects when the token is not valid. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface Envelope {
  readonly ack: (response?: Record<string, unknown>) => Promise<void>;
  readonly body: SlackBody;
}

const LONGEST_WAIT_MS = 30_000;

export function createSocket({ appToken, apiUrl, way, receive, log }: SocketParts): Socket {
  const client = new SocketModeClient({
    appToken,
    logger: quietLogger(log),
    // By itself it waits five seconds for each, and ends the process when Slack cannot be reached by then.
    autoReconnectEnabled: false,
    ...(way.dispatcher ? { dispatcher: way.dispatcher } : {}),
    clientOptions: {
      fetch: way.fetch,
      ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
  });
  survive(client, log);
  const stopping = new AbortController();
  const complain = atMostEveryMinute(log.error);
  let isUp = false;

  client.on("slack_event", ({ ack, body }: Envelope) => {
    receive(body).then(
      // What is not acknowledged comes again.
      () => ack().catch((error: unknown) => log.debug(reasonOf(error))),
      (error: unknown) => complain(LOG.notKept(reasonOf(error))),
    );
  });
  client.on("disconnected", () => {
    if (!isUp) return;
    isUp = false;
    void connect(false);
  });

  async function connect(isStart: boolean): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      try {
        await client.start();
        isUp = true;
        // A stop that came meanwhile found nothing to be closed.
        if (stopping.signal.aborted) await client.disconnect();
        else if (failures > 0) log.info(LOG.reachedAgain);
        return;
      } catch (error) {
        // The client gives no reason where a connection was closed before its first word.
        const reason = reasonOf(error ?? new Error(LOG.closedAtOnce));
        if (isStart && error !== undefined && /^(?:token|refused)$/.test(failureOf(error).kind)) throw error;
        failures += 1;
        if (failures === 1) log.warn(LOG.notReached(reason));
        const wait = Math.min(500 * 2 ** failures, LONGEST_WAIT_MS);
        await sleep(wait, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  }

  return {
    start: () => connect(true),
    async stop() {
      stopping.abort();
      if (isUp) await client.disconnect();
    },
  };
}

/** By itself the client ends the process with a message that is none of those it knows. */
function survive(client: SocketModeClient, log: Log): void {
  for (const take of client.listeners("ws_message")) {
    client.off("ws_message", take);
    client.on("ws_message", async (...message: unknown[]) => {
      try {
        await take(...message);
      } catch (error) {
        log.debug(reasonOf(error));
      }
    });
  }
}
