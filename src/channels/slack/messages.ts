/** An answer → the Slack messages that carry it: rich_text blocks, and the same as plain text. */

import type { KnownBlock } from "@slack/types";
import type { Answer, NonEmpty } from "../../grounding/answer.ts";
import { type Page, pagesFor } from "../../render/pages.ts";
import { piecesOf } from "../../render/pieces.ts";
import { PAPER } from "./budget.ts";
import { fallbackOf } from "./fallback.ts";
import { blocksOf } from "./rich-text.ts";

export interface SlackMessage {
  /** Escaped mrkdwn, for notifications and screen readers. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** The numbers of the citations whose words, or a part of them, stand in it. */
  readonly citations: readonly number[];
}

export interface MessageOptions {
  /** Where readers of the web channel find it. */
  readonly publicUrl: string | null;
  /** A line of the program's own on top of the first message. */
  readonly head?: string;
}

/** Quoted words stand in quotes alone, each under its citation line; not one of them is lost or doubled. */
export function slackMessages(
  answer: Answer,
  { publicUrl, head = "" }: MessageOptions,
): NonEmpty<SlackMessage> {
  const [first, ...rest] = pagesFor(piecesOf(answer, { publicUrl: linkable(publicUrl), head }), PAPER);
  return [messageOf(first), ...rest.map(messageOf)];
}

function messageOf({ placed, last, citations }: Page): SlackMessage {
  return { text: fallbackOf(placed, last), blocks: blocksOf(placed, last), citations };
}

/** Slack refuses the whole message for an address that is none. */
function linkable(publicUrl: string | null): string | null {
  return /^https?:$/.test(URL.parse(publicUrl ?? "")?.protocol ?? "") ? publicUrl : null;
}
