/** What others wrote → the one line of it that a prompt shows. */

/** Without what is not seen, and what chat templates take for marks of their own. */
export function readable(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, "")
    .replace(/<(?=[|/])/g, "＜")
    .trim();
}

/** Nobody asks at greater length. */
const LONGEST_QUESTION = 600;

export function questionText(question: string): string {
  return readable(question).slice(0, LONGEST_QUESTION);
}

/** Older questions hardly matter, and no question is understood by its end. */
const SHOWN = 4;
const LONGEST_SHOWN = 200;

export function historyText(history: readonly string[]): string {
  const shown = history.slice(-SHOWN).map((question) => readable(question).slice(0, LONGEST_SHOWN));
  return shown.length > 0 ? shown.map((question) => `- ${question}`).join("\n") : "（无）";
}
