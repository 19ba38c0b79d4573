/** What is to be said → messages of Feishu: cards, and the same in words alone. */

import { HELP_TAIL } from "../../chat/channel-wording.zh.ts";
import type { ChatDesk } from "../../chat/desk.ts";
import type { GivenAnswer } from "../../chat/journal.ts";
import { isHelp, type Offer, offersUnder, pagesBeside, votesOn } from "../../chat/offers.ts";
import type { Content as SentContent } from "../../chat/sending.ts";
import type { Form } from "../../chat/stage.ts";
import { plainPage } from "../../render/chat-plain.ts";
import { clipped } from "../../render/cut.ts";
import { LEAST_PAGE, type Page, type Paper, pagesThatFit } from "../../render/pages.ts";
import { piecesOf } from "../../render/pieces.ts";
import {
  buttonElements,
  type Element,
  elementsOf,
  type FeishuPlace,
  MOST_OF_PIECE,
  plain,
} from "./elements.ts";
import { BUTTONS } from "./wording.zh.ts";

/** A message as it waits to be sent; `text` is for where its card is not taken. */
export interface Content extends SentContent {
  readonly card?: Card | undefined;
  /** The message to which it is a reply. */
  readonly replyTo?: string | undefined;
}

interface Card {
  readonly schema: "2.0";
  readonly config: object;
  readonly body: { readonly elements: readonly Element[] };
}

interface FormDesk extends Pick<ChatDesk, "abilities" | "publicUrl"> {
  /** Words alone, for clients that are too old for cards. */
  readonly isPlain: boolean;
}

/** A group is not to be flooded: it gets the least, and the rest of an answer is a button away. */
const PRIVATE_PAGE = 6_000;

/** Of the 30 KB of a request in which the card is a string, and of its 200 elements; the rest is for buttons. */
const MOST_BYTES = 24_000;
const MOST_ELEMENTS = 110;

const SIGNS = { afterMs: 1_000, most: 3 } as const;

/** Of a list of chats, and of notifications. */
const MOST_OF_SUMMARY = 60;

export function formOf(desk: FormDesk): Form<FeishuPlace, Content> {
  return {
    note: (place, text) => contentOf(desk, place, text, [plain(text)]),
    answer: (place, given) => contentsOf(desk, place, given),
    /** In a group. */
    async page(place, given, at) {
      const pages = pagesGiven(desk, given, false);
      const rows = await rowsOf(desk, given, at, pages.length);
      return pages[at] && pageContent(desk, { ...place, replyTo: place.message }, pages[at], rows);
    },
    working: SIGNS,
  };
}

/** Alone, all of an answer in as many messages as it takes; in a group its first page. Words alone have no buttons. */
async function contentsOf(desk: FormDesk, place: FeishuPlace, given: GivenAnswer): Promise<Content[]> {
  const pages = pagesGiven(desk, given, place.isPrivate);
  const shown = place.isPrivate || desk.isPlain ? pages : pages.slice(0, 1);
  const rows = await rowsOf(desk, given, 0, shown.length < pages.length ? pages.length : 1);
  return shown.map((page, at) => {
    const isLast = at === shown.length - 1;
    const content = pageContent(desk, place, page, isLast ? rows : []);
    // Words in the place of a card have no button to the rest.
    return isLast && shown.length < pages.length
      ? { ...content, text: pages.map((each) => plainPage(each)).join("\n\n") }
      : content;
  });
}

async function rowsOf({ abilities }: FormDesk, given: GivenAnswer, at: number, count: number) {
  return [
    await offersUnder(abilities, given, BUTTONS),
    pagesBeside(given.id, { at, count }, BUTTONS),
    votesOn(given, BUTTONS),
  ];
}

function pageContent(desk: FormDesk, place: FeishuPlace, page: Page, rows: readonly Offer[][]): Content {
  return contentOf(desk, place, plainPage(page), [...elementsOf(page), ...buttonElements(place, rows)]);
}

function contentOf(
  { isPlain }: Pick<FormDesk, "isPlain">,
  { replyTo }: FeishuPlace,
  text: string,
  elements: readonly Element[],
): Content {
  const [line = ""] = text.split("\n");
  const config = { update_multi: true, summary: { content: clipped(line, MOST_OF_SUMMARY) } };
  return {
    text,
    replyTo,
    card: isPlain ? undefined : { schema: "2.0", config, body: { elements } },
  };
}

/** The same pages whenever they are made, so that a button finds its page; each of them in one card. */
function pagesGiven(
  { publicUrl }: Pick<FormDesk, "publicUrl">,
  { answer, head }: GivenAnswer,
  isPrivate: boolean,
): readonly Page[] {
  const pieces = piecesOf(answer, { publicUrl, head, tail: isHelp(answer) ? HELP_TAIL : "" });
  const limit = isPrivate ? PRIVATE_PAGE : LEAST_PAGE;
  const costOf: Paper["costOf"] = ({ kind }) => [kind === "text" ? 2 : MOST_OF_PIECE];
  const paper = { limit, aroundWords: 0, scarce: [MOST_ELEMENTS], costOf };
  return pagesThatFit(pieces, paper, (page) => bytesOf(page) <= MOST_BYTES);
}

/** Written out as JSON twice, as it is sent. */
function bytesOf(page: Page): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(elementsOf(page))));
}
