/** A pasted page with a question beside it → the question, and the page as what it is about. */

import { MAX_QUESTION, MAX_VERIFIED } from "./limits.ts";
import { wishesCheck } from "./requests.ts";

export interface Divided {
  readonly question: string;
  readonly above: string;
}

/** What somebody types beside what they paste. */
const MAX_TYPED = 120;

/** Undefined where nothing before or behind the page asks. */
export function dividedQuestion(text: string): Divided | undefined {
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
