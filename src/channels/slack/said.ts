/** What somebody wrote in Slack, in Slack's notation → the words. */

import type { MessageEvent } from "./message-event.ts";
import { escaped, unescaped } from "./note.ts";

/** Without mentions of the bot; other mentions, channels and links as they are read. */
export function wordsOf(text: string, botUserId: string): string {
  const plain = text
    .replace(new RegExp(`<@${botUserId}(?:\\|[^>]*)?>`, "g"), " ")
    .replace(/<@[A-Z0-9]+(?:\|([^>]*))?>/g, (_, name: string | undefined) => (name ? `@${name}` : " "))
    .replace(/<#[A-Z0-9]+(?:\|([^>]*))?>/g, (_, name: string | undefined) => (name ? `#${name}` : " "))
    .replace(
      /<!(?:subteam\^[A-Z0-9]+|date[^|>]*|[a-z]+)(?:\|([^>]*))?>/g,
      (_, label: string | undefined) => label ?? " ",
    )
    .replace(
      /<((?:https?|mailto|tel):[^|>]+)(?:\|([^>]*))?>/g,
      (_, url: string, label: string | undefined) => label ?? url,
    );
  return unescaped(plain)
    .replace(/[^\S\n]+/g, " ")
    .trim()
    .replace(/^[，,：:、\s]+/, "");
}

/** The words of a message, without those that were struck out. */
export function saidIn(
  { text = "", blocks }: Pick<MessageEvent, "text" | "blocks">,
  botUserId: string,
): string {
  return wordsOf(withoutStruck(text, struckIn(blocks)), botUserId);
}

/** Of `3~5 人` the sign is a part; what is struck out is told by the blocks of the message alone. */
function withoutStruck(text: string, struck: readonly string[]): string {
  return struck.reduce((rest, words) => rest.replace(`~${escaped(words)}~`, " "), text);
}

function struckIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(struckIn);
  if (typeof value !== "object" || value === null) return [];
  const { type, text, style, elements } = value as Readonly<Record<string, unknown>>;
  const isStruck = type === "text" && (style as { readonly strike?: boolean } | undefined)?.strike === true;
  return isStruck ? [String(text)] : struckIn(elements);
}

export function mentionsUser(text: string, userId: string): boolean {
  return new RegExp(`<@${userId}(?:\\|[^>]*)?>`).test(text);
}

/** Speaks to somebody else: 先说一声 @某人. */
export function beginsWithOther(text: string, botUserId: string): boolean {
  const first = text.trim().match(/^<@([A-Z0-9]+)(?:\|[^>]*)?>/)?.[1];
  return first !== undefined && first !== botUserId;
}
