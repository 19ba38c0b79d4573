/** How messages of DingTalk are sent, and what they can do without. */

import { setTimeout as sleep } from "node:timers/promises";
import { floodFor, isCoded, PlatformError } from "../../chat/failures.ts";
import type { OutboxItem } from "../../chat/journal.ts";
import { type Content as SentContent, type Wire, withMark, without } from "../../chat/sending.ts";
import type { Log } from "../../console/log.ts";
import type { Api } from "./api.ts";
import { type Card, deliveryOf, isDelivered } from "./card.ts";
import { failures, SESSION_GONE } from "./failures.ts";
import type { Webhook } from "./updates.ts";

/** `text` is plain. */
export interface Content extends SentContent {
  /** The same in Markdown, where that shows it as it is. */
  readonly markdown?: { readonly title: string; readonly text: string } | undefined;
  /** The same as a card with buttons, where there is a template for it. */
  readonly card?: Card | undefined;
  readonly isPrivate: boolean;
  /** Who is answered. */
  readonly staffId?: string | undefined;
  /** They are called by it. */
  readonly isCall?: boolean;
  readonly webhook?: Webhook | undefined;
  /** Another message of the same answer comes behind it, or before it. */
  readonly isFollowed?: boolean;
  readonly isNext?: boolean;
}

/** A chat takes 20 a minute; clocks and networks get two. */
const RATES = [{ most: 18, inMs: 60_000 }];

/** What comes faster may be shown in another order. */
const APART_MS = 3_000;

/** A message that is on its way with a webhook is to arrive while it lasts. */
const MARGIN_MS = 60_000;

/** `template`: of cards; null where there are none. */
export function wireBy(api: Api, log: Log, template: string | null): Wire<Content> {
  /** When the page before the next of an answer was sent (ms), by chat. */
  const pages = new Map<string, number>();

  async function post(content: Content, { chat }: OutboxItem): Promise<null> {
    const before = content.isNext ? (pages.get(chat) ?? 0) : 0;
    await sleep(Math.max(0, before + APART_MS - performance.now()));
    await send(content, chat);
    if (content.isFollowed) pages.set(chat, performance.now());
    else pages.delete(chat);
    // No message can be changed.
    return null;
  }

  /** A right that is missing is no reason to wait with an answer that can be shown in another way. */
  async function deliver(body: object): Promise<void> {
    const said = await api.call("/v1.0/card/instances/createAndDeliver", body).catch((error: unknown) => {
      const isRefused = failures.failureOf(error).kind === "token";
      throw isRefused ? new PlatformError({ kind: "refused" }, failures.reasonOf(error)) : error;
    });
    // Its words are not passed on: they may repeat what was sent.
    if (!isDelivered(said)) throw new PlatformError({ kind: "refused" }, "deliverResults");
  }

  async function send(content: Content, chat: string): Promise<void> {
    const { webhook, card, isPrivate } = content;
    if (card !== undefined && template !== null)
      return deliver(deliveryOf(card, { chat, isPrivate }, { robotCode: api.clientId, template }));
    if (webhook !== undefined && webhook.until - MARGIN_MS > Date.now())
      try {
        return await api.webhook(webhook.url, replyOf(content));
      } catch (error) {
        if (!isCoded(error, SESSION_GONE)) throw error;
        log.debug(failures.reasonOf(error));
      }
    return isPrivate ? toPerson(content, chat) : toGroup(content, chat);
  }

  async function toGroup(content: Content, openConversationId: string): Promise<void> {
    const where = { robotCode: api.clientId, openConversationId };
    await api.call("/v1.0/robot/groupMessages/send", { ...where, ...messageOf(content) });
  }

  async function toPerson(content: Content, person: string): Promise<void> {
    const robotCode = api.clientId;
    const { invalidStaffIdList, flowControlledStaffIdList } = await api.call(
      "/v1.0/robot/oToMessages/batchSend",
      { robotCode, userIds: [person], ...messageOf(content) },
    );
    const isIn = (list: unknown) => Array.isArray(list) && list.includes(person);
    if (isIn(flowControlledStaffIdList)) throw new PlatformError(floodFor(60), "flowControlledStaffIdList");
    if (isIn(invalidStaffIdList)) throw new PlatformError({ kind: "gone" }, "invalidStaffIdList");
  }

  return {
    failures,
    rates: RATES,
    plainer: [{ without: without("card") }, { without: without("markdown") }],
    // A card that is sent again bears the same id, by which DingTalk can tell it.
    marked: ({ text, markdown, ...rest }) => ({
      ...rest,
      text: withMark(text),
      markdown: markdown && { ...markdown, text: withMark(markdown.text) },
    }),
    post,
  };
}

/** DingTalk shows a name where the text holds `@` and the number of somebody who is called. */
export function replyOf({ text, markdown, isCall, staffId }: Content): object {
  const isCalling = isCall === true && staffId !== undefined;
  const at = isCalling ? { at: { atUserIds: [staffId], isAtAll: false } } : {};
  if (markdown === undefined) {
    const content = isCalling ? `@${staffId} ${text}` : text;
    return { msgtype: "text", text: { content }, ...at };
  }
  const { title, text: words } = markdown;
  return {
    msgtype: "markdown",
    markdown: { title, text: isCalling ? `@${staffId}\n\n${words}` : words },
    ...at,
  };
}

export function messageOf({ text, markdown }: Content): object {
  return markdown === undefined
    ? { msgKey: "sampleText", msgParam: JSON.stringify({ content: text }) }
    : { msgKey: "sampleMarkdown", msgParam: JSON.stringify(markdown) };
}
