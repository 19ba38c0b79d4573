/** Envelopes of Socket Mode → bodies that are committed, and only then acknowledged. */

import { SocketModeClient } from "@slack/socket-mode";
import type { Receive } from "../../chat/platform.ts";
import { createTrouble, type Stubborn, stubbornly, type TroubleLines } from "../../chat/trouble.ts";
import type { Way } from "../../chat/way.ts";
import type { Log } from "../../console/log.ts";
import { atMostEveryMinute } from "../../web/http-server.ts";
import { quietLogger } from "./bolt.ts";
import { badToken, failures, reasonOf } from "./failures.ts";
import type { SlackBody } from "./http.ts";
import { LOG } from "./wording.zh.ts";

export interface SocketParts {
  readonly appToken: string;
  /** Null for Slack's own. */
  readonly apiUrl: string | null;
  readonly way: Way;
  readonly receive: Receive<SlackBody>;
  readonly trouble: TroubleLines;
  readonly signal: AbortSignal;
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

export function createSocket(parts: SocketParts): Socket {
  const { appToken, apiUrl, way, receive, trouble: lines, signal, log } = parts;
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
  const complain = atMostEveryMinute(log.error);
  const trouble = createTrouble(log, {
    // The client gives no reason where a connection was closed before its first word.
    met: (error) => lines.met(error ?? new Error(LOG.closedAtOnce)),
    over: lines.over,
  });
  let isUp = false;

  client.on("slack_event", ({ ack, body }: Envelope) => {
    // What bears nothing was sent by something on the way, and is not acknowledged.
    if (typeof body !== "object" || body === null) return;
    receive([body]).then(
      // What is not acknowledged comes again.
      () => ack().catch((error: unknown) => log.debug(reasonOf(error))),
      (error: unknown) => complain(LOG.notKept(reasonOf(error))),
    );
  });
  client.on("disconnected", () => {
    if (!isUp) return;
    isUp = false;
    void connect(() => undefined);
  });

  async function connect(hopeless: Stubborn["hopeless"]): Promise<void> {
    const started = await stubbornly({ failures, trouble, hopeless, signal }, () => client.start());
    if (started === undefined) return;
    isUp = true;
    // A stop that came meanwhile found nothing to be closed.
    if (signal.aborted) await client.disconnect();
  }

  return {
    // A token that is refused later may be given back.
    start: () => connect((error) => (error === undefined ? undefined : badToken("SLACK_APP_TOKEN", error))),
    async stop() {
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
