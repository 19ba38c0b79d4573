/** What Telegram makes of a text before it stores it. */

import type { TelegramMessageEntity } from "@gramio/types";

export interface FormattedText {
  readonly text: string;
  readonly entities: readonly TelegramMessageEntity[];
}

/** Control characters but for line feed and carriage return: each becomes a space. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const BLANKED = /[\x00-\x09\x0B\x0C\x0E-\x1F]/;

/** Carriage returns, line and paragraph separators and bidirectional controls, combining vertical lines. */
const DROPPED = /[\r\u2028-\u202E]|\u0333|\u033F|\u030A/;

/**
 * tdlib, clean_input_string_with_entities and fix_formatted_text: some characters are replaced, some dropped, the text
 * is trimmed, and entities move along; what an entity has lost all characters of is gone. Links, mentions and commands
 * that Telegram finds by itself are not added.
 */
export function cleaned(text: string, entities: readonly TelegramMessageEntity[] = []): FormattedText {
  if (!BLANKED.test(text) && !DROPPED.test(text) && !/^[ \n]|[ \n]$/.test(text)) return { text, entities };
  // For each place in the text as sent, where it lies in the text as kept.
  const places = new Int32Array(text.length + 1);
  let kept = "";
  for (let at = 0; at < text.length; at++) {
    places[at] = kept.length;
    const unit = text[at] ?? "";
    if (!DROPPED.test(unit)) kept += unit.replace(BLANKED, " ");
  }
  places[text.length] = kept.length;
  const lead = kept.length - kept.replace(/^[ \n]+/, "").length;
  const trimmed = kept.slice(lead).replace(/[ \n]+$/, "");
  const placeOf = (at: number) => Math.min(Math.max((places[at] ?? 0) - lead, 0), trimmed.length);
  return {
    text: trimmed,
    entities: entities.flatMap((entity) => {
      const offset = placeOf(entity.offset);
      const length = placeOf(entity.offset + entity.length) - offset;
      return length > 0 ? [{ ...entity, offset, length }] : [];
    }),
  };
}
