/** Cases that meet the conditions of a list → the answer: each with the words that show it. */

import type { Claim, Grounded, Listing, Quote } from "../../grounding/answer.ts";
import { caseRef, type Ground } from "../../grounding/ground.ts";
import type { ListConditions } from "../../question/lists.ts";
import type { Line } from "../../search/lines.ts";
import type { Terms } from "../../search/speak.ts";
import type { Shown } from "./list-shown.ts";
import type { Unit } from "./list-units.ts";
import { grounded, quoteLine } from "./show.ts";

/** The lines of its title, else the last of its heading; of what a document tells of one by one the line that heads it. */
function headingOf({ label, lines, case: { title } }: Unit): readonly Line[] {
  const heading = lines.filter(({ passage }) => passage.sectionKind === "heading");
  const named = label === null ? heading.filter(({ sentence }) => title.includes(sentence.text)) : [];
  return named.length > 0 ? named : [...heading.slice(-1), ...lines].slice(0, 1);
}

/** Of so many cases each is shown by so many lines. */
const FEW = 4;
const MOST_LINES = 4;

/** A listing of cases; what documents tell of one by one is told by the names that stand there. `count`: of all that were looked at. */
export async function listing(
  { asks, negative, held }: ListConditions,
  condition: string,
  shown: readonly Shown[],
  count: number,
  ground: Ground,
): Promise<Listing | Grounded> {
  const entries: { of: Unit; claim: Claim }[] = [];
  for (const { of, lines } of shown) {
    const [first, ...rest] = lines.length > 0 ? lines : headingOf(of);
    if (!first) continue;
    // Of whoever or whatever is told of, all are asked for.
    const others = shown.length > FEW ? 0 : held ? MOST_LINES - 1 : 1;
    const quotes: [Quote, ...Quote[]] = [await quoteLine(first, ground)];
    for (const line of rest.slice(0, others)) quotes.push(await quoteLine(line, ground));
    entries.push({ of, claim: { text: first.sentence.text, quotes } });
  }
  if (entries.some(({ of }) => of.label !== null))
    return grounded(
      entries.map(({ of, claim }) => ({
        ...claim,
        text: `${of.label ?? of.case.organization}：${claim.text}`,
      })),
    );
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
  /** The topic by which they were chosen. */
  readonly topic?: Terms | undefined;
}

/** How many say the topic in the asker's words; null where all do, or none was asked for. A number is no matter of meaning. */
export function literalIn({ shown, topic }: Met): Listing["literal"] | null {
  const words = topic?.terms.map(({ surface }) => surface) ?? [];
  const isSaid = ({ of: { named, said } }: Shown) =>
    words.every((word) => said.includes(word) || named.includes(word));
  const count = shown.filter(isSaid).length;
  return words.length === 0 || count === shown.length ? null : { words, count };
}
