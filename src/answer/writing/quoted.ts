/** A claim → the words that it puts in quotation marks, which a reader takes for the source's own. */

const PAIRS = [
  ["“", "”"],
  ["‘", "’"],
  ["「", "」"],
  ["『", "』"],
  ["《", "》"],
  ["〈", "〉"],
  ["«", "»"],
  ["‹", "›"],
  ["〝", "〞"],
  ["﹁", "﹂"],
  ["﹃", "﹄"],
  ["„", "‟"],
  ["❝", "❞"],
  ['"', '"'],
  ["'", "'"],
  ["＂", "＂"],
  ["＇", "＇"],
] as const;

const MARK = new RegExp(`[${PAIRS.flat().join("")}\`´′″‛‚❛❜❟❠〟]|\\p{Pi}|\\p{Pf}`, "u");

/** The words of each pair; null where a mark stands alone, so that nobody can tell what it quotes. */
export function quotedIn(text: string): string[] | null {
  const found: string[] = [];
  let rest = text;
  for (const [open, close] of PAIRS) {
    rest = rest.replace(new RegExp(`${open}([^${open}${close}]*)${close}`, "gu"), (_, words: string) => {
      found.push(words);
      // Marks of another kind may stand around or within; what is in them is looked at by itself.
      return words;
    });
  }
  return MARK.test(rest) ? null : found;
}
