/** Cases → what several of them are about, in the words that the field's lexicon and the cases share. */

import { setImmediate } from "node:timers/promises";
import type { Case } from "../corpus/case.ts";
import { digitize, fold } from "../search/fold.ts";
import type { Lexicon } from "../search/lexicon.ts";
import { STOP_WORDS, WEAK_WORDS } from "../search/stop-words.ts";
import { kindOf } from "../search/terms.ts";

export interface Subject {
  readonly name: string;
  /** Ordinals into the cases, ascending. */
  readonly cases: readonly number[];
}

/** Of a case its title, its recommendation and the names of its items say best what it is about. */
const LONGEST_SAMPLE = 600;
const TITLE_WORTH = 3;

/** A case is about a word that it says so often, the title counting for more. */
const LEAST_SAID = 2;

/** A word that most cases say tells none of them apart. */
const MOST_SHARE = 0.6;
const LEAST_WORTH = 6;
const MOST_SUBJECTS = 24;

/** Cases looked at before others get their turn. */
const RUN = 100;

/** The most telling first; none where no two cases share any. */
export async function subjectsOf(cases: readonly Case[], lexicon: Lexicon): Promise<Subject[]> {
  const found = new Map<string, { cases: number[]; worth: number }>();
  for (const [ordinal, unionCase] of cases.entries()) {
    if (unionCase.role !== "case") continue;
    if (ordinal % RUN === RUN - 1) await setImmediate();
    for (const [word, said] of wordsSaid(unionCase, lexicon)) {
      if (said < LEAST_SAID) continue;
      const subject = found.get(word) ?? { cases: [], worth: 0 };
      subject.cases.push(ordinal);
      subject.worth += Math.log2(1 + said);
      found.set(word, subject);
    }
  }
  const count = cases.filter(({ role }) => role === "case").length;
  return [...found]
    .filter(([word, subject]) => subject.cases.length > 1 && isTelling(word, subject.cases.length / count))
    .map(([name, subject]) => ({
      name,
      cases: subject.cases,
      worth: subject.worth * Math.log(1 + count / subject.cases.length) * Math.sqrt(name.length),
    }))
    .filter(({ worth }) => worth >= LEAST_WORTH)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, MOST_SUBJECTS)
    .map(({ name, cases: about }) => ({ name, cases: about }));
}

function isTelling(word: string, share: number): boolean {
  if (share > MOST_SHARE || word.length < 2 || /\d/.test(word)) return false;
  return !STOP_WORDS.has(word) && !WEAK_WORDS.has(word) && kindOf(word) === "noun";
}

function wordsSaid({ title, sections }: Case, lexicon: Lexicon): Map<string, number> {
  const said = new Map<string, number>();
  const count = (text: string, worth: number) => {
    for (const { word } of lexicon.wordsIn(digitize(fold(text))))
      said.set(word, (said.get(word) ?? 0) + worth);
  };
  count(title, TITLE_WORTH);
  const blocks = sections.flatMap(({ kind, blocks }) =>
    blocks.map(({ lead, sentences }) =>
      kind === "recommendation" ? sentences.map(({ text }) => text).join("") : (lead ?? ""),
    ),
  );
  const sample = blocks.filter(Boolean).join("\n");
  const opening = () => sections.flatMap(({ blocks: [first] }) => first?.sentences[0]?.text ?? []).join("\n");
  count((sample || opening()).slice(0, LONGEST_SAMPLE), 1);
  return said;
}
