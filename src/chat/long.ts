/** What is asked, and a page pasted or words pointed at beside it → the question, and what it is about. */

import type { CommandName } from "./commands.ts";
import { MAX_QUESTION, MAX_VERIFIED } from "./limits.ts";
import { wishesCheck } from "./requests.ts";

/** What somebody types beside what they paste. */
const MAX_TYPED = 120;

/** Undefined where nothing before or behind the page asks. */
export function dividedQuestion(text: string) {
  if (text.length <= MAX_QUESTION || text.length > MAX_VERIFIED) return undefined;
  const parts = text.match(/[^\n。！!？?]+[。！!？?]*/g)?.map((part) => part.trim()) ?? [];
  const asking = [parts.at(-1), parts[0]].find(
    (part) => part !== undefined && part.length <= MAX_TYPED && asks(part),
  );
  if (asking === undefined) return undefined;
  const at = asking === parts.at(-1) ? text.lastIndexOf(asking) : text.indexOf(asking);
  return { question: asking, above: `${text.slice(0, at)}${text.slice(at + asking.length)}`.trim() };
}

function asks(part: string): boolean {
  return /[？?]$/.test(part) || wishesCheck(part);
}

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
