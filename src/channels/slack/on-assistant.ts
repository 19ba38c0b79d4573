/** The agent's tab, opened for a new conversation → questions to begin with, made from real cases. */

import type { AssistantThreadStartedEvent } from "@slack/types";
import { SILENCE } from "../../chat/desk.ts";
import type { Outcome } from "../../chat/journal.ts";
import type { SlackDesk } from "./desk.ts";
import { PROMPTS_TITLE } from "./wording.zh.ts";

/** As many as Slack shows. */
const MOST_PROMPTS = 4;

export async function onAssistant(
  { abilities, access, client, log }: SlackDesk,
  { assistant_thread: thread }: AssistantThreadStartedEvent,
): Promise<Outcome> {
  const { channel_id, thread_ts, user_id } = thread;
  if (!(await access.allows(channel_id, user_id))) return SILENCE;
  const { suggestions } = await abilities.answer({ question: "帮助" });
  const [first, ...rest] = suggestions.slice(0, MOST_PROMPTS).map((message) => ({ title: message, message }));
  if (!first) return SILENCE;
  await client.assistant.threads
    .setSuggestedPrompts({ channel_id, thread_ts, title: PROMPTS_TITLE, prompts: [first, ...rest] })
    .catch((error: unknown) => log.debug(String(error)));
  return SILENCE;
}
