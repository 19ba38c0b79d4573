/** What is to be said → messages of WeCom: Markdown, with a card of buttons under an answer. */

import { createHash } from "node:crypto";
import { HELP_TAIL } from "../../chat/channel-wording.zh.ts";
import type { GivenAnswer } from "../../chat/journal.ts";
import { suggestedBeside } from "../../chat/offers.ts";
import { withSignsInPlace } from "../../chat/signs.ts";
import type { Form } from "../../chat/stage.ts";
import { chatPages, escaped } from "../../render/chat-markdown.ts";
import { cardOf } from "./card.ts";
import type { Content } from "./send.ts";
import type { WecomDesk, WecomPlace } from "./updates.ts";
import { goingOn } from "./wording.zh.ts";

/** Of the 20,480 bytes that a message may have; a character of Chinese has three. */
const MOST_BYTES = 18_000;
const PAGE = 5_500;

/** Every frame counts against the thirty of a minute. */
const SIGNS = { afterMs: 1_000, most: 3 } as const;

type FormDesk = Pick<WecomDesk, "abilities" | "publicUrl" | "log">;

export function formOf(desk: FormDesk): Form<WecomPlace, Content> {
  const note = (place: WecomPlace, text: string): Content => ({ text: escaped(text), ...at(place, 0) });
  return {
    note,
    answer: (place, given, isEarly) => contentsOf(desk, place, given, isEarly),
    // WeCom has no such thing for robots.
    react: async () => {},
    working(waiting, task) {
      // A message that is no answer to a callback cannot be changed.
      if (waiting.place.requestId === null) return task(() => {});
      return withSignsInPlace({ ...SIGNS, note, log: desk.log }, waiting, task);
    },
  };
}

/** The first message answers the callback, which the platform shows under the question; others stand by themselves. */
function at({ chat, message, requestId }: WecomPlace, part: number): Pick<Content, "id" | "requestId"> {
  const id = createHash("sha256").update(`${chat} ${message} ${part}`).digest("base64url").slice(0, 32);
  return { id, ...(requestId === null || part > 0 ? {} : { requestId }) };
}

async function contentsOf(
  desk: FormDesk,
  place: WecomPlace,
  given: GivenAnswer,
  isEarly: boolean,
): Promise<Content[]> {
  const { answer, head } = given;
  const isHelp = answer.kind === "help" && answer.says === undefined;
  const tail = isHelp ? HELP_TAIL : goingOn(suggestedBeside(answer));
  const pages = chatPages(answer, {
    limit: PAGE,
    most: MOST_BYTES,
    publicUrl: desk.publicUrl,
    ...(head === null ? {} : { head }),
    ...(tail === "" ? {} : { tail }),
  });
  const first = at(place, 0);
  const card =
    isEarly || first.requestId === undefined
      ? undefined
      : await cardOf(desk, given, `${given.id}-${first.id}`);
  // Only the first can be changed when the other answer comes.
  return pages.slice(0, isEarly ? 1 : undefined).map(({ markdown }, part) => ({
    text: markdown,
    ...at(place, part),
    ...(part === 0 && isEarly ? { isUnfinished: true } : {}),
    ...(part === 0 && card ? { card } : {}),
  }));
}
