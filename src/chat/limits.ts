/** How long a message may be in every channel: what would not be read to its end is refused, not answered by half. */

/** A question, a name, a query; retrieval reads no further. */
export const MAX_QUESTION = 1_000;

/** A text to be verified. */
export const MAX_VERIFIED = 4_000;

/** What to say of a text that is too long; undefined for one that is not. */
export function tooLong(what: string, text: string, most: number): string | undefined {
  if (text.length <= most) return undefined;
  return `${what}有 ${text.length} 字，最多 ${most} 字，请精简后再试。`;
}
