/** The stop button of Slack → the thread shown as at rest; what was under way there was given up when the press came in. */

import type { AgentSessionStoppedEvent } from "@slack/types";
import { SILENCE } from "../../chat/desk.ts";
import type { Outcome } from "../../chat/journal.ts";
import type { SlackDesk } from "./desk.ts";

/** By itself Slack goes on to show that something is under way. */
export async function onStopped(
  { client, log }: SlackDesk,
  { channel, thread_ts }: AgentSessionStoppedEvent,
): Promise<Outcome> {
  await client.agents.sessions
    .setStatus({ channel_id: channel, thread_ts, status: "active" })
    .catch((error: unknown) => log.debug(String(error)));
  return SILENCE;
}
