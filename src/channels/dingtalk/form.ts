/** What is to be said → messages of DingTalk: Markdown where quoted words survive it, otherwise plain text. */

import { HELP_TAIL } from "../../chat/channel-wording.zh.ts";
import type { GivenAnswer } from "../../chat/journal.ts";
import { isHelp, offersUnder, votesOn } from "../../chat/offers.ts";
import type { Form } from "../../chat/stage.ts";
import { chatPages, escaped } from "../../render/chat-markdown.ts";
import { clipped } from "../../render/cut.ts";
import { askLines, askLinks, asksUnder, asksWithin } from "./asks.ts";
import { cardOf } from "./card.ts";
import type { Content } from "./send.ts";
import type { DingtalkDesk, DingtalkPlace } from "./updates.ts";
import { ASKS } from "./wording.zh.ts";

/** Characters of a page; and bytes of it as JSON, of the 15,000 that there may be: the rest is for what stands under it. */
const PAGE = 3_500;
const MOST_BYTES = 11_000;
const MOST_UNDER = 3_500;

/** What is shown of a message where there is no room for it. */
const MOST_TITLE = 30;

/** A message cannot be taken back, nor changed: there is one sign, and only for who waits long. */
const SIGNS = { afterMs: 8_000, most: 1 } as const;

interface FormDesk extends Pick<DingtalkDesk, "abilities" | "publicUrl"> {
  /** Whether there is a template for cards. */
  readonly hasCards?: boolean;
}

export function formOf(desk: FormDesk): Form<DingtalkPlace, Content> {
  return {
    edits: false,
    note: (place, text) => contentOf(place, 0, text),
    answer: (place, given) => contentsOf(desk, place, given),
    working: { ...SIGNS, note: (place, text) => contentOf(place, 1, text) },
  };
}

/** Who asked in a group is called by the first message. */
function contentOf({ isPrivate, staffId, webhook }: DingtalkPlace, part: number, text: string): Content {
  return { text, isPrivate, staffId, isCall: !isPrivate && part === 0, webhook };
}

async function contentsOf(desk: FormDesk, place: DingtalkPlace, given: GivenAnswer): Promise<Content[]> {
  const { answer, head } = given;
  const { isPrivate } = place;
  const { publicUrl, hasCards, abilities } = desk;
  const tail = isHelp(answer) ? HELP_TAIL : "";
  const pages = chatPages(answer, { limit: PAGE, most: MOST_BYTES, weigh, publicUrl, head, tail });
  const offers = hasCards ? [...(await offersUnder(abilities, given, ASKS)), ...votesOn(given, ASKS)] : [];
  const asks = asksWithin(MOST_UNDER, await asksUnder(desk, given), given);
  const lines = askLines(asks, given, isPrivate);
  const links = isPrivate ? askLinks(asks, given) : escaped(lines);
  return pages.map((page, part) => {
    const isLast = part === pages.length - 1;
    const under = (text: string, more: string) => (isLast && more !== "" ? `${text}\n\n${more}` : text);
    const content = contentOf(place, part, under(page.text, lines));
    const markdown = { title: titleOf(page.text), text: spaced(under(page.markdown, links)) };
    // What stands in a card is Markdown.
    const hasCard = isLast && page.isPlain && offers.length > 0;
    return {
      ...content,
      isFollowed: !isLast,
      isNext: part > 0,
      markdown: page.isPlain ? markdown : undefined,
      card: hasCard ? cardOf(place, spaced(page.markdown), offers) : undefined,
    };
  });
}

/** In DingTalk's Markdown a line ends only where an empty one follows. */
function spaced(markdown: string): string {
  return markdown.replace(/\n+/g, "\n\n");
}

function weigh(page: string): number {
  return Buffer.byteLength(JSON.stringify(spaced(page)));
}

function titleOf(text: string): string {
  return clipped(text.split("\n", 1)[0] ?? "", MOST_TITLE);
}
