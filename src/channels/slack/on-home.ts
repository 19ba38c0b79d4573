/** The app's own tab, opened → what one asked last, and the catalogue of cases. */

import type { AppHomeOpenedEvent, KnownBlock } from "@slack/types";
import { onBehalfAt } from "../../chat/asker.ts";
import { conversationOf, type Place, SILENCE } from "../../chat/desk.ts";
import type { Outcome } from "../../chat/journal.ts";
import type { SlackDesk } from "./desk.ts";
import { slackMessages } from "./messages.ts";
import { note } from "./note.ts";
import { HOME } from "./wording.zh.ts";

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
