/** What a message replies to, and what was asked before it → the questions that make it understood. */

import { isReadable } from "./asker.ts";
import { type ChatDesk, type Place, roomTalkOf, turnNameOf } from "./desk.ts";
import {
  answerIn,
  focusOf,
  type History,
  MAX_ADDED,
  MAX_TURN_AGE_MS,
  MAX_TURNS,
  type RepliedTo,
} from "./history.ts";
import type { Turn } from "./journal.ts";
import type { Request } from "./requests.ts";

export interface Said<P extends Place> {
  readonly place: P;
  readonly person: string;
  /** When (ms since 1970). */
  readonly at: number;
  readonly request: Request;
  /** A picture, a voice message and the like, without a word. */
  readonly isWordless?: boolean;
  /** Of a message that was there before. */
  readonly isEdit?: boolean;
  /** The message of ours that is replied to, by its id, and the part of it that is marked. */
  readonly repliesTo?: { readonly message: string; readonly quote: string | null } | null;
  /** Somebody who may not ask where others do, and is told so without them. */
  readonly isGuest?: boolean;
  /** Said in a thread in which the bot is asked, without calling it. */
  readonly isFollowUp?: boolean;
  /** Somebody else's words that the message points at: replied to, forwarded, said above it in a thread. */
  readonly above?: string | undefined;
}

/**
 * What is replied to outweighs what the person talked about before; who has asked nothing yet in a room goes on from
 * what was asked there last.
 */
export async function contextOf<P extends Place>(
  desk: ChatDesk<P>,
  said: Said<P>,
  conversation: string,
): Promise<History> {
  const { place } = said;
  const turnsOf = (of: string) =>
    desk.journal.turns(of, {
      since: desk.now() - MAX_TURN_AGE_MS,
      limit: MAX_TURNS,
      except: turnNameOf(desk, place),
    });
  const mine = await turnsOf(conversation);
  const replied = await repliedTo(desk, said);
  if (replied) {
    const { given } = replied;
    const turns = given.conversation === conversation ? mine : await turnsOf(given.conversation);
    const asked = [...ledTo(turns, turnNameOf(desk, given), replied)];
    const isLast = asked.join("\n") === questionsOf(mine).slice(-asked.length).join("\n");
    return { history: asked, added: isLast ? [] : asked.slice(-MAX_ADDED) };
  }
  if (mine.length > 0 || place.isPrivate || place.room === "")
    return { history: questionsOf(mine), added: [] };
  const talked = questionsOf(await turnsOf(roomTalkOf(desk, place))).slice(-MAX_ADDED);
  return { history: talked, added: talked };
}

/** The questions up to that of an answer, and what its marked part is about. */
function ledTo(turns: readonly Turn[], message: string, { given, quote }: RepliedTo): readonly string[] {
  const at = turns.findLastIndex((turn) => turn.message === message);
  const led = at < 0 ? [focusOf({ given, quote: null })] : questionsOf(turns.slice(0, at + 1));
  const marked = focusOf({ given, quote });
  return marked === focusOf({ given, quote: null }) ? led : [...led, marked];
}

function questionsOf(turns: readonly Turn[]): readonly string[] {
  return turns.flatMap(({ questions }) => questions);
}

async function repliedTo<P extends Place>(
  desk: Pick<ChatDesk<P>, "journal" | "abilities">,
  { place, repliesTo }: Said<P>,
): Promise<RepliedTo | null> {
  if (!repliesTo) return null;
  const given = await answerIn(desk.journal, place.chat, repliesTo.message);
  return given && (await isReadable(desk, given)) ? { given, quote: repliesTo.quote } : null;
}
