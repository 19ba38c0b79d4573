/** The agent's tab, opened for a new conversation → questions to begin with, made from real cases. */

import type { AppHomeOpenedEvent, AssistantThreadStartedEvent } from "@slack/types";
import { onBehalfOf } from "../../chat/asker.ts";
import { SILENCE } from "../../chat/desk.ts";
import type { Outcome } from "../../chat/journal.ts";
import type { SlackDesk } from "./desk.ts";
import { PROMPTS_TITLE } from "./wording.zh.ts";

/** As many as Slack shows. */
const MOST_PROMPTS = 4;

/** Of an app that is an assistant, as those were that came before agents. */
export function onAssistant(
  desk: SlackDesk,
  { assistant_thread: { channel_id, thread_ts, user_id } }: AssistantThreadStartedEvent,
): Promise<Outcome> {
  return offerPrompts(desk, user_id, { channel_id, thread_ts });
}

/** An agent is told that its messages were opened, and names no thread: with one nothing is shown, and no error given. */
export function onMessagesTab(
  desk: SlackDesk,
  { user, channel }: Pick<AppHomeOpenedEvent, "user" | "channel">,
): Promise<Outcome> {
  return offerPrompts(desk, user, { channel_id: channel });
}

async function offerPrompts(
  { abilities, access, client, log }: SlackDesk,
  user_id: string,
  where: { readonly channel_id: string; readonly thread_ts?: string },
): Promise<Outcome> {
  const { channel_id } = where;
  if (!(await access.allows(channel_id, user_id))) return SILENCE;
  const { suggestions } = await onBehalfOf([user_id, channel_id], () =>
    abilities.answer({ question: "帮助" }),
  );
  const [first, ...rest] = suggestions.slice(0, MOST_PROMPTS).map((message) => ({ title: message, message }));
  if (!first) return SILENCE;
  await client.assistant.threads
    .setSuggestedPrompts({ ...where, title: PROMPTS_TITLE, prompts: [first, ...rest] })
    .catch((error: unknown) => log.debug(String(error)));
  return SILENCE;
}
