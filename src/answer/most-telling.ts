/** Words and cases → the case, or of one the section, that clearly speaks most of them. */

import type { Case } from "../corpus/case.ts";
import { withoutAsking } from "../language/stop-words.ts";
import { readable } from "../language/templates.ts";
import { withoutYears } from "../language/years-asked.ts";
import { fitsOf, pairsOf } from "../question/part-words.ts";
import { tellsSomething } from "../question/read.ts";
import type { Hit } from "../search/rank.ts";
import type { Knowledge } from "./knowledge.ts";
import type { Focus } from "./summary-sections.ts";

/** So many passages tell which one speaks of something, where it has so many times what the next has. */
const HITS = 12;
const MORE = 2;
/** Of a case of fewer sections all is told. */
const MANY_SECTIONS = 4;
/** Words of which the heading holds so much describe the case. */
const TITLED = 0.5;

/** Of cases that the words fit alike the one that speaks of them clearly more than any other. */
export async function tellingMost(
  topic: string,
  cases: readonly Case[],
  knowledge: Knowledge,
): Promise<Case | undefined> {
  return clearlyMost(await hitsIn(topic, cases, knowledge), (hit) => hit.case);
}

/** The section that tells most of a theme, where one clearly does and the words describe no whole case. */
export async function sectionTelling(
  words: string,
  of: Case,
  knowledge: Knowledge,
): Promise<Focus | undefined> {
  const theme = withoutYears(withoutAsking(words));
  if (!tellsSomething(theme)) return undefined;
  const [heading] = fitsOf(theme, [pairsOf(readable(`${of.organization} ${of.title} ${of.file}`))]);
  if ((heading?.covered ?? 0) >= TITLED || of.sections.length < MANY_SECTIONS) return undefined;
  const section = clearlyMost(await hitsIn(theme, [of], knowledge), ({ passage }) => passage.section);
  return section === undefined ? undefined : { sections: [section] };
}

async function hitsIn(words: string, cases: readonly Case[], { retriever, store }: Knowledge) {
  const all = await store.cases();
  const scope = { cases: new Set(cases.map((of) => all.indexOf(of))) };
  return retriever.retrieve(words, { limit: HITS, scope });
}

/** What the hits with the highest scores together belong to, where the next has far less. */
function clearlyMost<T>(hits: readonly Hit[], bearerOf: (hit: Hit) => T): T | undefined {
  const sums = new Map<T, number>();
  for (const hit of hits) sums.set(bearerOf(hit), (sums.get(bearerOf(hit)) ?? 0) + hit.score);
  const [best, next] = [...sums].sort(([, a], [, b]) => b - a);
  return best && (!next || best[1] >= MORE * next[1]) ? best[0] : undefined;
}
