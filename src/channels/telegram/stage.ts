/** What is to be said → messages of Telegram, with buttons for what they leave out. */

import { besides, type Sign, type Stage } from "../../chat/desk.ts";
import type { Delivery, GivenAnswer } from "../../chat/journal.ts";
import { keyboardOf } from "./buttons.ts";
import { type Content, contentOf } from "./content.ts";
import type { Desk, TelegramPlace } from "./desk.ts";
import { pagesOf } from "./pages.ts";
import { withProgress } from "./progress.ts";
import { helpTail } from "./wording.zh.ts";

type StageDesk = Pick<Desk, "abilities" | "api" | "me" | "journal" | "publicUrl" | "log">;

/** A group is not to be flooded: the rest of an answer is a button away. */
const GROUP_LIMIT = 900;

const REACTION_MS = 4_000;

/** Of the 4,096 that Telegram takes, the rest is left for notes of our own. */
const PRIVATE_LIMIT = 3_900;

export function createStage(desk: StageDesk): Stage<TelegramPlace> {
  return {
    note: (place, text) => inPlace(desk, place, [contentOf({ text, entities: [] }, place, [])]),
    answer: async (place, given) => inPlace(desk, place, await contentsOf(desk, place, given)),
    // Others of the group see it, too: a line for one person alone is shown for seconds, and not to who is away.
    aside: (place, _, text) => inPlace(desk, besides(place), [contentOf({ text, entities: [] }, place, [])]),
    react: (place, sign) => react(desk, place, sign),
    nothing: (place) => inPlace(desk, place, []),
    working: (waiting, task) => withProgress(desk, waiting, task),
  };
}

const REACTIONS = { waits: "👀", thanked: "👍" } as const;

async function react({ api, log }: StageDesk, { chat, replyTo }: TelegramPlace, sign: Sign): Promise<void> {
  if (replyTo === null) return;
  await api.raw
    .setMessageReaction(
      {
        chat_id: Number(chat),
        message_id: replyTo,
        reaction: [{ type: "emoji", emoji: REACTIONS[sign] }],
      },
      AbortSignal.timeout(REACTION_MS) as never,
    )
    // A group may not have that reaction.
    .catch((error: unknown) => log.debug(String(error)));
}

/** Alone, all of an answer in as many messages as it takes; in a group its first page. */
async function contentsOf(desk: StageDesk, place: TelegramPlace, given: GivenAnswer): Promise<Content[]> {
  const { isPrivate } = place;
  const pages = pagesGiven(desk, given, isPrivate);
  const shown = isPrivate ? pages : pages.slice(0, 1);
  const keyboard = await keyboardOf(desk, { given, pages, page: isPrivate ? null : 0, isPrivate });
  return shown.map((page, i) => contentOf(page, place, i === shown.length - 1 ? keyboard : []));
}

/** The same pages whenever they are made, so that a button finds its page. */
export function pagesGiven(
  { publicUrl, me }: Pick<Desk, "publicUrl" | "me">,
  { answer, head }: GivenAnswer,
  isPrivate: boolean,
) {
  const limit = isPrivate ? PRIVATE_LIMIT : GROUP_LIMIT;
  const tail =
    answer.kind === "help" && answer.says === undefined ? { tail: helpTail(me.username, isPrivate) } : {};
  return pagesOf(answer, { limit, publicUrl, ...(head === null ? {} : { head }), ...tail });
}

/** In the slots of the message answered; what stood in further ones, of a longer answer before, goes away. */
async function inPlace(
  { journal }: StageDesk,
  { chat, message }: TelegramPlace,
  contents: readonly Content[],
): Promise<Delivery[]> {
  const before = await journal.partsOf(chat, message);
  return Array.from({ length: Math.max(before, contents.length) }, (_, part) => {
    const content = contents[part];
    return { chat, message, part, content: content ? JSON.stringify(content) : null };
  });
}
