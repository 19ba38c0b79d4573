/** Cases → what several of them are about, in the words that the field's lexicon and the cases share. */

import { setImmediate } from "node:timers/promises";
import type { Case, Section } from "../corpus/case.ts";
import { kindOf } from "../language/dictionary.ts";
import { digitize, fold } from "../language/fold.ts";
import type { Lexicon } from "../language/lexicon.ts";
import { STOP_WORDS, WEAK_WORDS } from "../language/stop-words.ts";

export interface Subject {
  readonly name: string;
  /** Ordinals into the cases, ascending. */
  readonly cases: readonly number[];
}

/** Characters of text looked at in all; of many cases only so much of each as says best what it is about. */
const MOST_TEXT = 3_000_000;
const LEAST_OF_CASE = 200;
const MOST_OF_CASE = 4_000;

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
  const mentioned = new Map<string, number[]>();
  const titles = cases.map(({ title }) => digitize(fold(title))).join("\n");
  const room = Math.max(LEAST_OF_CASE, Math.min(MOST_OF_CASE, MOST_TEXT / cases.length));
  for (const [ordinal, unionCase] of cases.entries()) {
    if (unionCase.role !== "case") continue;
    if (ordinal % RUN === RUN - 1) await setImmediate();
    for (const [word, said] of wordsSaid(unionCase, lexicon, room)) {
      if (said < LEAST_SAID) {
        mentioned.set(word, [...(mentioned.get(word) ?? []), ordinal]);
        continue;
      }
      const subject = found.get(word) ?? { cases: [], worth: 0 };
      subject.cases.push(ordinal);
      subject.worth += Math.log2(1 + said);
      found.set(word, subject);
    }
  }
  const count = cases.filter(({ role }) => role === "case").length;
  const subjects = [...found]
    .filter(([word, subject]) => subject.cases.length > 1 && isTelling(word, subject.cases.length / count))
    // Short words mean much, or nothing.
    .filter(([word, { cases: about }]) => word.length > 2 || (about.length > 2 && titles.includes(word)))
    .map(([name, subject]) => ({
      name,
      cases: subject.cases,
      worth: subject.worth * Math.log(1 + count / subject.cases.length) * Math.sqrt(name.length),
    }))
    .filter(({ worth }) => worth >= LEAST_WORTH)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, MOST_SUBJECTS)
    .map(({ name, cases: about }) => ({ name, cases: about }));
  // What is about nothing that others are about, too, goes by what it mentions of that.
  const shelved = new Set(subjects.flatMap(({ cases: about }) => about));
  return subjects.map(({ name, cases: about }) => {
    const others = (mentioned.get(name) ?? []).filter((ordinal) => !shelved.has(ordinal));
    return { name, cases: [...about, ...others].sort((a, b) => a - b) };
  });
}

function isTelling(word: string, share: number): boolean {
  if (share > MOST_SHARE || word.length < 2 || /\d/.test(word)) return false;
  return !STOP_WORDS.has(word) && !WEAK_WORDS.has(word) && kindOf(word) === "noun";
}

function wordsSaid(unionCase: Case, lexicon: Lexicon, room: number): Map<string, number> {
  const said = new Map<string, number>();
  const count = (text: string, worth: number) => {
    for (const { word } of lexicon.wordsIn(digitize(fold(text))))
      said.set(word, (said.get(word) ?? 0) + worth);
  };
  count(unionCase.title, TITLE_WORTH);
  count(sampleOf(unionCase).slice(0, room), 1);
  return said;
}

/** What says best what a case is about goes first: the recommendation, what names its items, then the rest. */
function sampleOf({ sections }: Case): string {
  const textOfSection = (section: Section) =>
    section.blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text)).join("\n");
  const isRecommendation = ({ kind }: Section) => kind === "recommendation";
  return [
    ...sections.filter(isRecommendation).map(textOfSection),
    ...sections.flatMap(({ blocks }) => blocks.flatMap(({ lead }) => lead ?? [])),
    ...sections.filter((section) => !isRecommendation(section)).map(textOfSection),
  ].join("\n");
}
