/** An answer → the Slack messages that carry it: rich_text blocks, and the same as plain text. */

import type { KnownBlock } from "@slack/types";
import type { Answer, NonEmpty } from "../../grounding/answer.ts";
import { plainPage } from "../../render/chat-plain.ts";
import { cutEnd } from "../../render/cut.ts";
import { type Page, pagesFor } from "../../render/pages.ts";
import { type PieceOptions, piecesOf } from "../../render/pieces.ts";
import { blocksOf, MOST, PAPER } from "./rich-text.ts";
import { CUT_SHORT } from "./wording.zh.ts";

export interface SlackMessage {
  /** Escaped mrkdwn, for notifications and screen readers. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** The numbers of the citations whose words, or a part of them, stand in it. */
  readonly citations: readonly number[];
}

/** Quoted words stand in quotes alone, each under its citation line; not one of them is lost or doubled. */
export function slackMessages(answer: Answer, { publicUrl, head }: PieceOptions): NonEmpty<SlackMessage> {
  const [first, ...rest] = pagesFor(piecesOf(answer, { publicUrl: linkable(publicUrl), head }), PAPER);
  return [messageOf(first), ...rest.map(messageOf)];
}

/** In words alone what is quoted stands in quotation marks, as nothing else sets it off there. */
function messageOf({ placed, last, citations }: Page): SlackMessage {
  const words = plainPage({ placed, last }, ["“", "”"]);
  return { text: within(words, MOST.text, (text) => text.length), blocks: blocksOf(placed, last), citations };
}

/** Slack refuses the whole message for an address that is none. */
function linkable(publicUrl: string | null): string | null {
  return /^https?:$/.test(URL.parse(publicUrl ?? "")?.protocol ?? "") ? publicUrl : null;
}

/** Of a message's text as much as chat.update takes. */
export function textForUpdate(text: string): string {
  return within(unescaped(text), MOST.updatedBytes, Buffer.byteLength);
}

/** Escaped; where that weighs too much, the beginning, with a line that says so. */
function within(text: string, most: number, weightOf: (escaped: string) => number): string {
  const whole = escaped(text);
  if (weightOf(whole) <= most) return whole;
  let room = most - weightOf(CUT_SHORT);
  let units = 0;
  for (const character of text) {
    room -= weightOf(escaped(character));
    if (room < 0) break;
    units += character.length;
  }
  return escaped(text.slice(0, cutEnd(text, 0, units))) + CUT_SHORT;
}

export function note(text: string): { readonly text: string; readonly blocks: readonly KnownBlock[] } {
  const section = { type: "rich_text_section" as const, elements: [{ type: "text" as const, text }] };
  return { text: escaped(text), blocks: [{ type: "rich_text", elements: [section] }] };
}

export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

export function unescaped(mrkdwn: string): string {
  return mrkdwn.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
