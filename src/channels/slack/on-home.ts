/** The app's own tab, opened → what one asked last, and the catalogue of cases; the agent's → questions to begin with. */

import type { AppHomeOpenedEvent, AssistantThreadStartedEvent, KnownBlock } from "@slack/types";
import { onBehalfAt, onBehalfOf } from "../../chat/asker.ts";
import { conversationOf, type Place, SILENCE } from "../../chat/desk.ts";
import type { Outcome } from "../../chat/journal.ts";
import type { SlackDesk } from "./desk.ts";
import { note, slackMessages } from "./messages.ts";
import { HOME, PROMPTS_TITLE } from "./wording.zh.ts";

/** Of the hundred blocks that a view may have. */
const MOST_BLOCKS = 90;

const MOST_LATEST = 5;
const MAX_LATEST = 2_000;

export async function onHome(
  desk: SlackDesk,
  { user: person, channel }: Pick<AppHomeOpenedEvent, "user" | "channel">,
): Promise<Outcome> {
  const { client, access, log } = desk;
  // Who was let in alone was so in the messages beside this tab.
  const isOpen = (await access.allows(person, person)) || (await access.allows(channel, person));
  const blocks: KnownBlock[] = [
    { type: "header", text: { type: "plain_text", text: HOME.title } },
    ...note(HOME.intro).blocks,
    ...(isOpen
      ? await onBehalfAt(desk, placeOf(channel), person, (place) => contentsFor(desk, place, person))
      : []),
  ];
  await client.views
    .publish({ user_id: person, view: { type: "home", blocks: blocks.slice(0, MOST_BLOCKS) } })
    // Whoever opens the tab again gets it anew.
    .catch((error: unknown) => log.debug(String(error)));
  return SILENCE;
}

function placeOf(chat: string): Place {
  return { chat, room: "", isPrivate: true, message: "home" };
}

/** What was asked lately in the messages beside this tab, and the catalogue of what can be asked about. */
async function contentsFor(desk: SlackDesk, alone: Place, person: string): Promise<KnownBlock[]> {
  const { abilities, journal, publicUrl } = desk;
  const latest = await journal.latest(conversationOf(desk, alone, person), {
    since: 0,
    limit: MOST_LATEST,
  });
  const questions = latest.map(({ question }) => `· ${question}`);
  const { id, fileCount } = await abilities.version();
  const catalogue = await abilities.answer({ question: "有哪些案例？" });
  return [
    ...(questions.length > 0 ? note([HOME.latest, ...questions].join("\n").slice(0, MAX_LATEST)).blocks : []),
    ...slackMessages(catalogue, { publicUrl }).flatMap((message) => message.blocks),
    ...note(HOME.version(id, fileCount)).blocks,
  ];
}

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
