/** Words that an answer has to hold → whether a text holds them, whatever its width, white space and line breaks. */

export function squeeze(text: string): string {
  return text.replace(/\s+/g, "");
}

/** NFKC without white space; cells of a row, which tabs part, stay apart. */
export function folded(text: string): string {
  return squeeze(text.normalize("NFKC").replaceAll("\t", "|"));
}

/** `text`: folded. `token`: one of several alternatives, which | parts, is enough. */
export function holds(text: string, token: string): boolean {
  return token.split("|").some((one) => holdsWhole(text, folded(one)));
}

/** A digit at the edge of what is looked for touches no further digit or decimal point: 23 is not in 123, nor in 23.5. */
export function holdsWhole(text: string, wanted: string): boolean {
  if (wanted === "") return false;
  const left = /^\d/.test(wanted) ? "(?<![0-9.])" : "";
  const right = /\d$/.test(wanted) ? "(?![0-9]|\\.[0-9])" : "";
  return new RegExp(`${left}${wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}${right}`).test(text);
}
