/** Earlier questions → the lines that a prompt shows of them. */

/** Older ones hardly matter, and nothing of a question is left out by its end. */
const SHOWN = 4;
const LONGEST = 200;

export function historyText(history: readonly string[]): string {
  const shown = history.slice(-SHOWN).map((question) => question.replace(/\s+/g, " ").slice(0, LONGEST));
  return shown.length > 0 ? shown.map((question) => `- ${question}`).join("\n") : "（无）";
}
