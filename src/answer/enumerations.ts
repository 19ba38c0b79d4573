/** Passages → the things that they count up or name side by side, each as a place: 一是 …二是 …; “甲、乙、丙”. */

import type { Sentence } from "../corpus/case.ts";
import type { Passage } from "../corpus/passages.ts";
import { digitize, fold } from "../language/fold.ts";
import { clausesOf, countedSentences } from "./clauses.ts";
import type { ItemWish } from "./part-wish.ts";

/** One of the things, as a run of a sentence. */
export interface Member {
  readonly passage: Passage;
  readonly sentence: Sentence;
  /** UTF-16 offsets into the sentence's text. */
  readonly from: number;
  readonly to: number;
}

export type Enumeration = readonly Member[];

/** An opening of so few characters names what its paragraph goes on to tell. */
const SHORT_OPENING = 8;

/** Sentences that begin with the same characters, at least so many, tell of things of one kind. */
const SAME_OPENING = 3;

/** In order of how plainly they count: counted sentences, paragraphs, parallel sentences, then words side by side. */
export function enumerationsIn(passages: readonly Passage[]): Enumeration[] {
  const sentences = passages.flatMap((passage) =>
    passage.sentences.map((sentence) => whole(passage, sentence)),
  );
  const plain = [
    ...passages.map(({ sentences: own }) => membersOf(countedSentences(own), sentences)),
    ...passages.map(({ sentences: own }) =>
      membersOf(
        own.filter(({ text }) => /^\d{1,2}[.、．]/.test(text)),
        sentences,
      ),
    ),
    openingsOf(passages),
    ...passages.flatMap(parallels),
  ];
  const sideBySide = sentences.flatMap(({ passage, sentence }) => listsIn(passage, sentence));
  return [...plain, ...sideBySide].filter(({ length }) => length >= 2);
}

/** The member that the wish picks from the first enumeration of the expected length, else from any long enough. */
export function memberOf(
  enumerations: readonly Enumeration[],
  wish: ItemWish,
  expected: number | null,
): Member | undefined {
  if ("step" in wish) return undefined;
  const least = "number" in wish ? wish.number : 2;
  const able = enumerations.filter(
    ({ length }) => length >= least && (expected === null || length === expected),
  );
  const [first] = able;
  return "number" in wish ? first?.[wish.number - 1] : first?.at(-1);
}

function whole(passage: Passage, sentence: Sentence): Member {
  return { passage, sentence, from: 0, to: sentence.text.length };
}

function membersOf(chosen: readonly Sentence[], all: readonly Member[]): Member[] {
  return all.filter(({ sentence }) => chosen.includes(sentence));
}

/** Unlabelled paragraphs that count (一是 …) or open with a few words (一问。). */
export function openingsOf(passages: readonly Passage[]): Member[] {
  return passages.flatMap((passage) => {
    const [first] = passage.sentences;
    if (!first || passage.item !== null) return [];
    const counts = countedSentences([first]).length > 0 || first.text.length <= SHORT_OPENING;
    return counts ? [whole(passage, first)] : [];
  });
}

/** 兼职副主席甲 …兼职副主席乙 …: sentences of a passage that open alike. */
function parallels(passage: Passage): Member[][] {
  const groups = new Map<string, Member[]>();
  for (const sentence of passage.sentences) {
    const opening = sentence.text.slice(0, SAME_OPENING);
    if (!/^\p{Script=Han}+$/u.test(opening)) continue;
    groups.set(opening, [...(groups.get(opening) ?? []), whole(passage, sentence)]);
  }
  return [...groups.values()];
}

/** Words that stand side by side in a sentence: in one pair of quotation marks, or between commas with 、. */
function listsIn(passage: Passage, sentence: Sentence): Member[][] {
  const { text } = sentence;
  const lists: Member[][] = [];
  const add = (start: number, words: string, separators: RegExp) => {
    const members: Member[] = [];
    let at = start;
    for (const part of words.split(separators)) {
      const from = text.indexOf(part, at);
      members.push({ passage, sentence, from, to: from + part.length });
      at = from + part.length;
    }
    if (members.every(({ from, to }) => to > from)) lists.push(members);
  };
  for (const { index, 1: words = "" } of text.matchAll(/[“"「]([^“”"「」]+)[”"」]/g)) {
    const separators = words.includes("、") ? /、/ : /[,，;；]/;
    if (separators.test(words)) add(index + 1, words, separators);
  }
  const clauses = clausesOf(text);
  const counted = clauses.filter((clause) => /^[1-9](?:是|要|为|靠|看)/.test(digitize(fold(clause.text))));
  if (counted.length >= 2)
    lists.push(counted.map(({ from, to }) => ({ passage, sentence, from, to: to - 1 })));
  for (const { from, text: clause } of clauses) {
    const words = clause.replace(/[,，;；:：。]$/, "");
    if (words.includes("、") && !/[“"「][^”"」]*、[^”"」]*[”"」]/.test(words))
      add(from, words, /、|和|与|以及/);
  }
  return lists;
}
