/** What is to be said → messages of Feishu: cards, and the same in words alone. */

import type { Sign } from "../../chat/desk.ts";
import type { GivenAnswer } from "../../chat/journal.ts";
import type { Content as SentContent } from "../../chat/sending.ts";
import { withSignsInPlace } from "../../chat/signs.ts";
import type { Form } from "../../chat/stage.ts";
import { plainPage } from "../../render/chat-plain.ts";
import { cutEnd } from "../../render/cut.ts";
import { type Page, pagesFor } from "../../render/pages.ts";
import { piecesOf } from "../../render/pieces.ts";
import { underWay } from "../../render/stages.zh.ts";
import { buttonsOf } from "./buttons.ts";
import type { FeishuDesk, FeishuPlace } from "./desk.ts";
import { type Card, type Element, elementsOf, MOST_OF_PIECE, plain } from "./elements.ts";
import { helpTail } from "./wording.zh.ts";

/** A message as it waits to be sent; `text` is for where its card is not taken. */
export interface Content extends SentContent {
  readonly card?: Card;
  /** The message to which it is a reply. */
  readonly replyTo?: string;
}

type FormDesk = Pick<FeishuDesk, "abilities" | "api" | "publicUrl" | "isPlain" | "log">;

/** A group is not to be flooded: the rest of an answer is a button away. */
const GROUP_PAGE = 900;
const PRIVATE_PAGE = 6_000;

/** A citation line takes no more than half of a page. */
const LEAST_PAGE = 900;

/** Of the 30 KB of a request in which the card is a string, and of its 200 elements; the rest is for buttons. */
const MOST_BYTES = 24_000;
const MOST_ELEMENTS = 110;

const SIGNS = { afterMs: 1_000, most: 3 } as const;

/** Of a list of chats, and of notifications. */
const MOST_OF_SUMMARY = 60;

export function formOf(desk: FormDesk): Form<FeishuPlace, Content> {
  const note = (place: FeishuPlace, text: string) => contentOf(desk, place, text, [plain(text)]);
  return {
    note,
    answer: (place, given) => contentsOf(desk, place, given),
    react: (place, sign) => react(desk, place, sign),
    working(waiting, task) {
      const contentOf = (stage: Parameters<typeof underWay>[0]): Content => ({
        ...note(waiting.place, underWay(stage)),
        isSign: true,
      });
      return withSignsInPlace({ ...SIGNS, contentOf, log: desk.log }, waiting, task);
    },
  };
}

/** That page of an answer in a group; undefined where there is none. */
export async function pageOf(
  desk: FormDesk,
  place: FeishuPlace,
  given: GivenAnswer,
  at: number,
): Promise<Content | undefined> {
  const pages = pagesGiven(desk, given, false);
  const page = pages[at];
  return page && pageContent(desk, place, given, page, [at, pages.length]);
}

/** Alone, all of an answer in as many messages as it takes; in a group its first page. Words alone have no buttons. */
async function contentsOf(desk: FormDesk, place: FeishuPlace, given: GivenAnswer): Promise<Content[]> {
  const pages = pagesGiven(desk, given, place.isPrivate);
  const shown = place.isPrivate || desk.isPlain ? pages : pages.slice(0, 1);
  const turning = shown.length < pages.length ? ([0, pages.length] as const) : null;
  return Promise.all(
    shown.map((page, at) =>
      at < shown.length - 1
        ? pageContent(desk, place, undefined, page, null)
        : pageContent(desk, place, given, page, turning),
    ),
  );
}

/** `given`: whose buttons stand under it; undefined for none. */
async function pageContent(
  desk: FormDesk,
  place: FeishuPlace,
  given: GivenAnswer | undefined,
  { placed, last, citations }: Page,
  page: readonly [number, number] | null,
): Promise<Content> {
  const buttons = given && !desk.isPlain ? await buttonsOf(desk, place, { given, citations, page }) : [];
  return contentOf(desk, place, plainPage({ placed, last }), [...elementsOf(placed, last), ...buttons]);
}

function contentOf(
  { isPlain }: Pick<FormDesk, "isPlain">,
  { replyTo }: FeishuPlace,
  text: string,
  elements: readonly Element[],
): Content {
  return {
    text,
    ...(replyTo === null ? {} : { replyTo }),
    ...(isPlain ? {} : { card: cardOf(text, elements) }),
  };
}

function cardOf(text: string, elements: readonly Element[]): Card {
  const [line = ""] = text.split("\n");
  const content = line.slice(0, cutEnd(line, 0, Math.min(MOST_OF_SUMMARY, line.length)));
  return { schema: "2.0", config: { update_multi: true, summary: { content } }, body: { elements } };
}

/** The same pages whenever they are made, so that a button finds its page. They get smaller until a card holds them. */
function pagesGiven(
  { publicUrl }: Pick<FormDesk, "publicUrl">,
  { answer, head }: GivenAnswer,
  isPrivate: boolean,
): readonly Page[] {
  const isHelp = answer.kind === "help" && answer.says === undefined;
  const pieces = piecesOf(answer, {
    publicUrl,
    ...(head === null ? {} : { head }),
    ...(isHelp ? { tail: helpTail } : {}),
  });
  for (let most = isPrivate ? PRIVATE_PAGE : GROUP_PAGE; ; most = Math.floor(most * 0.8)) {
    const pages = pagesFor(pieces, {
      limit: Math.max(most, LEAST_PAGE),
      aroundWords: 0,
      scarce: [MOST_ELEMENTS],
      costOf: ({ kind }) => [kind === "text" ? 2 : MOST_OF_PIECE],
    });
    if (most < LEAST_PAGE || pages.every(({ placed, last }) => bytesOf(placed, last) <= MOST_BYTES))
      return pages;
  }
}

/** Written out as JSON twice, as it is sent. */
function bytesOf(...page: Parameters<typeof elementsOf>): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(elementsOf(...page))));
}

const REACTIONS = { waits: "OneSecond", thanked: "THUMBSUP" } as const;

async function react({ api, log }: FormDesk, { replyTo }: FeishuPlace, sign: Sign): Promise<void> {
  if (replyTo === null) return;
  await api
    .call("POST", `/im/v1/messages/${replyTo}/reactions`, { reaction_type: { emoji_type: REACTIONS[sign] } })
    // The app may not have that permission.
    .catch((error: unknown) => log.debug(String(error)));
}
