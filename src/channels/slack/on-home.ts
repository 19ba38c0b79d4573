/** The app's own tab, opened → the catalogue of cases. */

import type { AppHomeOpenedEvent, KnownBlock } from "@slack/types";
import { SILENCE } from "../../chat/desk.ts";
import type { Outcome } from "../../chat/journal.ts";
import type { SlackDesk } from "./desk.ts";
import { slackMessages } from "./messages.ts";
import { note } from "./stage.ts";
import { HOME } from "./wording.zh.ts";

/** Of the hundred blocks that a view may have. */
const MOST_BLOCKS = 90;

export async function onHome(
  desk: SlackDesk,
  { user: person, channel }: Pick<AppHomeOpenedEvent, "user" | "channel">,
): Promise<Outcome> {
  const { client, abilities, access, publicUrl, log } = desk;
  // Who was let in alone was so in the messages beside this tab.
  const isOpen = (await access.allows(person, person)) || (await access.allows(channel, person));
  const answer = isOpen ? await abilities.answer({ question: "有哪些案例？" }) : null;
  const messages = answer ? slackMessages(answer, { publicUrl }) : [];
  const blocks: KnownBlock[] = [
    { type: "header", text: { type: "plain_text", text: HOME.title } },
    ...note(HOME.intro).blocks,
    ...messages.flatMap((message) => message.blocks),
  ];
  await client.views
    .publish({ user_id: person, view: { type: "home", blocks: blocks.slice(0, MOST_BLOCKS) } })
    // Whoever opens the tab again gets it anew.
    .catch((error: unknown) => log.debug(String(error)));
  return SILENCE;
}
