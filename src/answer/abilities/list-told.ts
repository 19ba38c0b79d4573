/** Cases that meet the conditions of a list → the answer: each with the words that show it. */

import type { Claim, Listing, Quote } from "../../grounding/answer.ts";
import { caseRef, type Ground } from "../../grounding/ground.ts";
import type { ListConditions } from "../../question/lists.ts";
import type { CaseLines, Line } from "../../search/lines.ts";
import type { Terms } from "../../search/speak.ts";
import type { Shown } from "./list-shown.ts";
import { quoteLine } from "./show.ts";

/** The lines of its title, else the last of its heading. */
function headingOf({ lines, case: { title } }: CaseLines): readonly Line[] {
  const heading = lines.filter(({ passage }) => passage.sectionKind === "heading");
  const named = heading.filter(({ sentence }) => title.includes(sentence.text));
  return named.length > 0 ? named : [...heading.slice(-1), ...lines].slice(0, 1);
}

/** Of so many cases each is shown by so many lines. */
const FEW = 4;
const MOST_LINES = 4;

/** `count`: of all that were looked at. */
export async function listing(
  { asks, negative, held }: ListConditions,
  condition: string,
  shown: readonly Shown[],
  count: number,
  ground: Ground,
): Promise<Listing> {
  const entries: { of: CaseLines; claim: Claim }[] = [];
  for (const { of, lines } of shown) {
    const [first, ...rest] = lines.length > 0 ? lines : headingOf(of);
    if (!first) continue;
    // Of whoever or whatever is told of, all are asked for.
    const others = shown.length > FEW ? 0 : held ? MOST_LINES - 1 : 1;
    const quotes: [Quote, ...Quote[]] = [await quoteLine(first, ground)];
    for (const line of rest.slice(0, others)) quotes.push(await quoteLine(line, ground));
    entries.push({ of, claim: { text: first.sentence.text, quotes } });
  }
  const looked = negative ? `${condition}（看了全部 ${count} 个案例）` : condition;
  return {
    kind: "listing",
    asks,
    condition: looked,
    entries: entries.map(({ of, claim }) => ({ case: caseRef(of.case), claim })),
    suggestions: [],
    carried: null,
  };
}

export interface Met {
  readonly shown: readonly Shown[];
  readonly condition: string;
  /** Some of them tell the topic in other words than the asker's. */
  readonly byTopic?: boolean;
}

/** Whether some of them do not say all words of the topic. */
export function isByTopic(shown: readonly Shown[], topic: Terms): boolean {
  const words = topic.terms.map(({ surface }) => surface);
  return !shown.every(({ of: { named, said } }) =>
    words.every((word) => said.includes(word) || named.includes(word)),
  );
}
