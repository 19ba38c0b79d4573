/** A reader's sign under an answer → a vote; any other sign, and one under anything else, comes to nothing. */

import { type ChatDesk, SILENCE } from "./desk.ts";
import { answerIn } from "./history.ts";
import type { Outcome } from "./journal.ts";
import { voteOn } from "./presses.ts";

/** Emoji, and their names where a platform has names, in small letters. */
const GOOD = new Set([
  ..."👍 ❤ 🔥 👏 🎉 🤩 👌 💯 😍 🏆 🤝 +1 thumbsup heart fire clap tada ok_hand 100 white_check_mark trophy".split(
    " ",
  ),
  ..."applause fingerheart jiayi ok thanks done checkmark".split(" "),
]);
const BAD = new Set("👎 💩 🤮 🤬 -1 thumbsdown x minusone crossmark".split(" "));

/** Undefined for a sign that says neither. */
export function isGoodSign(sign: string): boolean | undefined {
  // Hearts come with and without the mark of an emoji, thumbs with the colour of a skin.
  const bare = sign.toLowerCase().replace(/\uFE0F|::skin-tone-\d|[\u{1F3FB}-\u{1F3FF}]/gu, "");
  if (GOOD.has(bare)) return true;
  return BAD.has(bare) ? false : undefined;
}

export interface Reaction {
  readonly chat: string;
  readonly person: string;
  /** The message under which it stands, by the platform's id. */
  readonly message: string;
  readonly sign: string;
}

export async function onReaction(
  { journal, access }: Pick<ChatDesk, "journal" | "access">,
  { chat, person, message, sign }: Reaction,
): Promise<Outcome> {
  const isGood = isGoodSign(sign);
  const given = await answerIn(journal, chat, message);
  if (isGood === undefined || !given || !(await access.allows(chat, person))) return SILENCE;
  return { vote: voteOn(given, journal.pseudonym(person), isGood) };
}
