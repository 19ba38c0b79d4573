/** The entities that Telegram finds by itself in what people type. */

import type { MessageEntity } from "grammy/types";

/**
 * tdlib, match_mentions and match_bot_commands: neither counts where it touches a letter or a digit, and a Chinese
 * character is a letter. “请@anlitong_bot查” mentions nobody, “请 @anlitong_bot 查” does, and so does “@anlitong_bot，”.
 */
const MENTION = /(?<![\p{L}\p{N}_])@[a-z0-9_]{4,32}(?![\p{L}\p{N}_])/giu;
const COMMAND = /(?<![\p{L}\p{N}_/<>])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\p{L}\p{N}_/<>])/giu;
const URL_LIKE = /https?:\/\/[^\s\p{L}]*[a-z0-9/][^\s，。；、！？）」』”]*/giu;

export function entitiesIn(text: string): MessageEntity[] {
  const links = found(text, URL_LIKE, "url");
  const commands = found(text, COMMAND, "bot_command").filter(
    (one) => !links.some((link) => holds(link, one)),
  );
  const taken = [...links, ...commands];
  const mentions = found(text, MENTION, "mention").filter((one) => !taken.some((other) => holds(other, one)));
  return [...taken, ...mentions].sort((a, b) => a.offset - b.offset);
}

function found(text: string, pattern: RegExp, type: "url" | "bot_command" | "mention"): MessageEntity[] {
  return [...text.matchAll(pattern)].map(({ index, 0: match }) => ({
    type,
    offset: index,
    length: match.length,
  }));
}

function holds(outer: MessageEntity, inner: MessageEntity): boolean {
  return outer.offset <= inner.offset && inner.offset + inner.length <= outer.offset + outer.length;
}
