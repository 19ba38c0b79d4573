/** Words typed into a search, perhaps not to their end → the cases whose name or title they fit, best first. */

import type { Case } from "../corpus/case.ts";
import { digitize, fold, tight } from "../language/fold.ts";
import { soundOf } from "../search/catalogue.ts";
import { subjectOf } from "../search/match.ts";
import type { Knowledge } from "./knowledge.ts";

/** Fewer letters begin too many names. */
const LEAST_LETTERS = 2;

/**
 * Cases that are named, then those of which a name begins so, in characters or in pinyin, then those of which name and
 * title hold every word typed; each in the order of the corpus. All cases where no words are typed.
 */
export async function casesTyped(typed: string, { finder, store }: Knowledge): Promise<Case[]> {
  const cases = await store.cases();
  const all = cases.flatMap(({ role }, ordinal) => (role === "case" ? [ordinal] : []));
  const folded = digitize(fold(typed));
  const words = folded
    .split(/[^\p{L}\p{N}.%]+/u)
    .map(tight)
    .filter(Boolean);
  if (words.length === 0) return all.flatMap((ordinal) => cases[ordinal] ?? []);
  const { mentions } = await finder.find(typed);
  const begun: number[] = [];
  for (const [name, { cases: owners }] of await finder.names())
    if (begins(digitize(name), words.join(""))) begun.push(...owners);
  const holding = all.filter((ordinal) => {
    const { organization = "", title = "" } = cases[ordinal] ?? {};
    const { text } = subjectOf(`${organization} ${title}`);
    return words.every((word) => text.includes(word));
  });
  const found = new Set([
    ...mentions.flatMap((mention) => mention.cases),
    ...begun.sort((a, b) => a - b),
    ...holding,
  ]);
  return [...found].flatMap((ordinal) => cases[ordinal] ?? []);
}

function begins(name: string, typed: string): boolean {
  if (name.startsWith(typed)) return true;
  if (typed.length < LEAST_LETTERS || !/^[a-z]+$/.test(typed)) return false;
  return soundOf(name)?.join("").startsWith(typed) ?? false;
}
