/** What is asked, and words that are pointed at → what is asked with them. */

import { type CommandName, wishesCheck } from "./requests.ts";

/** What these ask may be said in a message that is pointed at. */
const BORROWING: readonly (CommandName | null)[] = [null, "ask", "quote", "case", "compare", "verify"];

/**
 * With words that are pointed at (replied to, forwarded, said above), where a message has none of its own or only
 * wishes that they be checked; undefined where it does not borrow them.
 */
export function withBorrowed(command: CommandName | null, text: string, words: string): string | undefined {
  const isWish = [null, "ask", "verify"].includes(command) && wishesCheck(text);
  if (words === "" || !BORROWING.includes(command) || (text !== "" && !isWish)) return undefined;
  return text === "" || command === "verify" ? words : `${text}“${words}”`;
}
