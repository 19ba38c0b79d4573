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

/** An initial, if any, and a final, as toneless pinyin spells them. */
const SYLLABLE =
  /^(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uan|uai|ai|ei|ao|ou|an|en|in|un|vn|ia|ie|iu|ua|uo|ui|ue|ve|er|a|o|e|i|u|v)$/;
const LONGEST_SYLLABLE = 6;

/**
 * Lower-case Latin letters as the syllables of a word typed in pinyin (zhounian → zhou nian), longest first; undefined
 * where they are none, or fewer than two, which any short word might be.
 */
export function spelledSyllables(letters: string): string[] | undefined {
  const found = syllablesIn(letters);
  return found && found.length >= 2 ? found : undefined;
}

/** The same of letters that may be one syllable: 预yue. */
export function syllablesIn(letters: string): string[] | undefined {
  if (letters === "") return [];
  for (let length = Math.min(LONGEST_SYLLABLE, letters.length); length > 0; length -= 1) {
    const syllable = letters.slice(0, length);
    const rest = SYLLABLE.test(syllable) ? syllablesIn(letters.slice(length)) : undefined;
    if (rest) return [syllable, ...rest];
  }
  return undefined;
}
