/** Characters → toneless pinyin syllables, for names and words typed by ear. */

import { pinyin } from "pinyin-pro";

const syllables = new Map<string, string>();

/**
 * The most usual syllable of one Han character, or undefined for anything else. Readings that depend on the word are
 * ignored on purpose: both sides of a comparison are read the same way.
 */
export function syllableOf(character: string): string | undefined {
  let syllable = syllables.get(character);
  if (syllable === undefined) {
    syllable = /^\p{Script=Han}$/u.test(character)
      ? pinyin(character, { toneType: "none", type: "string", v: true })
      : "";
    syllables.set(character, syllable);
  }
  return syllable || undefined;
}

/** The syllables of a text's Han characters in reading order, read in context (重庆 → chong qing). */
export function syllablesOf(text: string): string[] {
  return pinyin(text, { toneType: "none", type: "array", nonZh: "removed", v: true });
}
