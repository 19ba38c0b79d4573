/** A question and what is talked about → where to look for its answer, in order; the first place that answers ends it. */

import type { Case } from "../corpus/case.ts";
import type { Part } from "../question/request.ts";
import { joined, saysOnlyWhatDiffers, type Topic } from "../question/topic.ts";

export interface Attempt {
  /** For those who ask why: whose words are looked for, and in which cases. */
  readonly words: "own" | "joined";
  readonly where: "named" | "talked-about" | "everywhere";
  /** Words to look for, folded and digitized. */
  readonly text: string;
  readonly asking: string;
  /** Words that count more than those taken over. */
  readonly fresh?: string;
  /** Only these cases, by ordinal; all where absent. */
  readonly cases?: ReadonlySet<number>;
  readonly prefer?: ReadonlySet<number>;
}

export function plan(part: Part, topic: Topic | null, cases: readonly Case[]): readonly Attempt[] {
  const { named } = part;
  const own = { words: "own", text: part.text, asking: part.text } as const;
  const inNamed = named.cases.length > 0 && ({ where: "named", cases: new Set(named.cases) } as const);
  const everywhere = { where: "everywhere" } as const;
  const alone: Attempt[] = inNamed
    ? [
        { ...own, ...inNamed },
        ...(named.firmly ? [] : [{ ...own, ...everywhere, prefer: new Set(named.cases) }]),
      ]
    : [{ ...own, ...everywhere }];
  if (!topic) return alone;
  const talkedAbout = cases.findIndex(({ id }) => id === topic.caseId);
  const inTopic = talkedAbout >= 0 && ({ where: "talked-about", cases: new Set([talkedAbout]) } as const);
  const both = { words: "joined", ...joined(topic, part), fresh: part.text } as const;
  const differs = saysOnlyWhatDiffers(part);
  if (inNamed) return differs ? [{ ...both, ...inNamed }, ...alone] : [...alone, { ...both, ...inNamed }];
  const here: Attempt[] = inTopic ? [{ ...own, ...inTopic }] : [];
  const hereJoined: Attempt[] = inTopic ? [{ ...both, ...inTopic }] : [];
  const wide: Attempt = { ...both, ...everywhere };
  if (differs) return [...hereJoined, wide, ...here, ...alone];
  return part.pointsBack
    ? [...hereJoined, ...here, wide, ...alone]
    : [...here, ...alone, ...hereJoined, wide];
}
