/** A question and what is talked about → where to look for its answer, in order; the first place that answers ends it. */

import type { Case } from "../corpus/case.ts";
import { tellsSomething } from "../question/read.ts";
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
  /** Names of which one has to stand with the words found. */
  readonly names?: readonly string[];
}

export function plan(part: Part, topic: Topic | null, cases: readonly Case[]): readonly Attempt[] {
  const { named } = part;
  const own = { words: "own", text: part.text, asking: part.text } as const;
  const inNamed = named.cases.length > 0 && ({ where: "named", cases: new Set(named.cases) } as const);
  const everywhere = { where: "everywhere" } as const;
  const others = new Set([...cases.keys()].filter((ordinal) => !named.cases.includes(ordinal)));
  // Where the case named does not tell, its name may stand in another document; never without its name.
  const alone: Attempt[] = inNamed
    ? [
        { ...own, ...inNamed },
        { ...own, ...everywhere, cases: others, names: named.words.split("、") },
      ]
    : [{ ...own, ...everywhere }];
  if (!topic) return alone;
  const talkedAbout = cases.findIndex(({ id }) => id === topic.caseId);
  const inTopic = talkedAbout >= 0 && ({ where: "talked-about", cases: new Set([talkedAbout]) } as const);
  const both = { words: "joined", ...joined(topic, part), fresh: part.text } as const;
  if (inNamed)
    return saysOnlyWhatDiffers(part)
      ? // 那齐河呢 asks nothing by itself: what of Qihe has its name is no answer.
        [{ ...both, ...inNamed }, ...(tellsSomething(part.content) ? alone : [])]
      : [...alone, { ...both, ...inNamed }];
  const here: Attempt[] = inTopic
    ? [
        { ...both, ...inTopic },
        { ...own, ...inTopic },
      ]
    : [];
  const wide = [...here, { ...both, ...everywhere }];
  // 它, 该单位: without its name another case's words are no answer.
  return part.ofSame && inTopic ? wide : [...wide, ...alone];
}
