/** A link to the reader, posted by somebody → a card with the words that it leads to. */

import type { KnownBlock, LinkSharedEvent } from "@slack/types";
import { SILENCE } from "../../chat/desk.ts";
import { quietly } from "../../chat/failures.ts";
import type { Outcome } from "../../chat/journal.ts";
import { quotesOf } from "../../grounding/answer.ts";
import { placeOfUrl } from "../../render/reader-url.ts";
import type { SlackDesk } from "./desk.ts";
import { slackMessages } from "./messages.ts";

/** A card is to be looked at, not read through. */
const MOST_BLOCKS = 10;

export async function onLink(
  desk: SlackDesk,
  { channel, message_ts, links, user, unfurl_id, source }: LinkSharedEvent,
): Promise<Outcome> {
  const { client, abilities, access, publicUrl, log } = desk;
  if (publicUrl === null || !(await access.allows(channel, user))) return SILENCE;
  const unfurls: Record<string, { blocks: KnownBlock[] }> = {};
  for (const { url } of links) {
    const place = placeOfUrl(publicUrl, url);
    if (!place) continue;
    const { caseId, section, item } = place;
    const summary = await abilities.summaryOf(caseId);
    if (summary.kind !== "summary") continue;
    const answer =
      section === null ? summary : await abilities.wholeOf({ case: summary.case, section, item });
    if (quotesOf(answer).length === 0) continue;
    const [message] = slackMessages(answer, { publicUrl });
    unfurls[url] = { blocks: message.blocks.slice(0, MOST_BLOCKS) };
  }
  if (Object.keys(unfurls).length === 0) return SILENCE;
  // While it is still being written a message has no place in a channel.
  const { chat } = client;
  const isWritten = source === "composer" || source === "conversations_history";
  const shown =
    unfurl_id !== undefined && isWritten
      ? chat.unfurl({ unfurl_id, source, unfurls })
      : chat.unfurl({ channel, ts: message_ts, unfurls });
  await quietly(log, shown);
  return SILENCE;
}
