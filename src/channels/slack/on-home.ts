/** The app's own tab, opened → what one asked last, and the catalogue of cases; the agent's → questions to begin with. */

import type { KnownBlock } from "@slack/types";
import { onBehalfAt, onBehalfOf } from "../../chat/asker.ts";
import { conversationOf, type Place, SILENCE } from "../../chat/desk.ts";
import { quietly } from "../../chat/failures.ts";
import type { Outcome } from "../../chat/journal.ts";
import type { SlackDesk } from "./desk.ts";
import { note, slackMessages } from "./messages.ts";
import { HOME, PROMPTS_TITLE } from "./wording.zh.ts";

/** Of the hundred blocks that a view may have. */
const MOST_BLOCKS = 90;

const MOST_LATEST = 5;
const MAX_LATEST = 2_000;

export async function onHome(desk: SlackDesk, person: string, channel: string): Promise<Outcome> {
  const { client, access, log } = desk;
  // Who was let in alone was so in the messages beside this tab.
  const isOpen = (await access.allows(person, person)) || (await access.allows(channel, person));
  const place: Place = { chat: channel, room: "", isPrivate: true, message: "home" };
  const blocks: KnownBlock[] = [
    { type: "header", text: { type: "plain_text", text: HOME.title } },
    ...note(HOME.intro).blocks,
    ...(isOpen ? await onBehalfAt(desk, place, person, (own) => contentsFor(desk, own, person)) : []),
  ];
  const view = { type: "home" as const, blocks: blocks.slice(0, MOST_BLOCKS) };
  // Whoever opens the tab again gets it anew.
  await quietly(log, client.views.publish({ user_id: person, view }));
  return SILENCE;
}

/** What was asked lately in the messages beside this tab, and the catalogue of what can be asked about. */
async function contentsFor(desk: SlackDesk, alone: Place, person: string): Promise<KnownBlock[]> {
  const { abilities, journal, publicUrl } = desk;
  const limits = { since: 0, limit: MOST_LATEST };
  const latest = await journal.latest(conversationOf(desk, alone, person), limits);
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

/** An agent names no thread: with one nothing is shown, and no error given. */
export async function offerPrompts(
  { abilities, access, client, log }: SlackDesk,
  user_id: string,
  where: { readonly channel_id: string; readonly thread_ts?: string },
): Promise<Outcome> {
  const { channel_id } = where;
  if (!(await access.allows(channel_id, user_id))) return SILENCE;
  const suggestions = await onBehalfOf([user_id, channel_id], abilities.reader.beginnings);
  const [first, ...rest] = suggestions.slice(0, MOST_PROMPTS).map((message) => ({ title: message, message }));
  if (!first) return SILENCE;
  const offered = { ...where, title: PROMPTS_TITLE };
  await quietly(log, client.assistant.threads.setSuggestedPrompts({ ...offered, prompts: [first, ...rest] }));
  return SILENCE;
}
