/** What is to be said → messages of Telegram, with buttons for what they leave out. */

import type { Sign } from "../../chat/desk.ts";
import type { GivenAnswer } from "../../chat/journal.ts";
import type { Form } from "../../chat/stage.ts";
import { keyboardOf } from "./buttons.ts";
import type { Desk, TelegramPlace } from "./desk.ts";
import { pagesOf } from "./pages.ts";
import { withProgress } from "./progress.ts";
import { type Content, contentOf } from "./send.ts";
import { helpTail } from "./wording.zh.ts";

type FormDesk = Pick<Desk, "abilities" | "api" | "me" | "publicUrl" | "log">;

/** A group is not to be flooded: the rest of an answer is a button away. */
const GROUP_LIMIT = 900;

const REACTION_MS = 4_000;

/** Of the 4,096 that Telegram takes, the rest is left for notes of our own. */
const PRIVATE_LIMIT = 3_900;

/** A line for one person alone would be shown for seconds, and not to who is away: all of a group see it. */
export function formOf(desk: FormDesk): Form<TelegramPlace, Content> {
  return {
    note: (place, text) => contentOf({ text, entities: [] }, place, []),
    answer: (place, given) => contentsOf(desk, place, given),
    react: (place, sign) => react(desk, place, sign),
    working: (waiting, task) => withProgress(desk, waiting, task),
  };
}

const REACTIONS = { waits: "👀", thanked: "👍" } as const;

async function react({ api, log }: FormDesk, { chat, replyTo }: TelegramPlace, sign: Sign): Promise<void> {
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
async function contentsOf(desk: FormDesk, place: TelegramPlace, given: GivenAnswer): Promise<Content[]> {
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
