/** A question → the same, with words typed in pinyin or mistyped by ear put as the documents have them. */

import { cutWords, frequencyOf, isUsualWord, kindOf } from "../language/dictionary.ts";
import { openMeasures } from "../language/measures.ts";
import { syllableOf, syllablesIn } from "../language/pinyin.ts";
import type { Store } from "../stores/store.ts";
import { subjectOf } from "./match.ts";
import type { Span } from "./segments.ts";

export interface Healer {
  /** `text`: folded and digitized; `taken`: names found in it, which stay as they are typed. */
  heal(text: string, taken: readonly Span[]): Promise<string>;
}

/** A character, or a syllable of a word in Latin letters; offsets into the text. */
interface Slot extends Span {
  readonly sound: string;
  /** Null for a syllable in Latin letters. */
  readonly character: string | null;
}

interface Mended extends Span {
  readonly words: string;
}

/** A word that is one character off. */
interface Misheard extends Mended {
  readonly wrong: string;
}

/** Occurrences from which on a character by itself is a word that people use: whoever has made no other slip means it. */
const USUAL = 3_000;

/** Passages looked through for the words of a sound. */
const LOOKED_THROUGH = 40;

export function createHealer(store: Pick<Store, "postings" | "passages">): Healer {
  return {
    async heal(text, taken) {
      const spelled: Mended[] = [];
      const misheard: Misheard[] = [];
      for (const run of runsOf(text)) {
        spelled.push(...(await spelledIn(run, text)));
        misheard.push(...(await misheardIn(run, text)));
      }
      const slips = spelled.length + new Set(misheard.map(({ words }) => words)).size;
      const likely = misheard.filter(({ wrong }) => slips > 1 || frequencyOf(wrong) < USUAL);
      return [...spelled, ...likely]
        .filter((one, i, all) => apart(one, taken) && apart(one, all.slice(0, i)))
        .sort((a, b) => b.start - a.start)
        .reduce((rest, { start, end, words }) => `${rest.slice(0, start)}${words}${rest.slice(end)}`, text);
    },
  };

  /** shitang, 预yue: with a character beside it where the letters alone say no word. */
  async function spelledIn(run: readonly Slot[], text: string): Promise<Mended[]> {
    const found: Mended[] = [];
    for (const [from, to] of latinIn(run)) {
      const letters = text.slice(run[from]?.start, run[to - 1]?.end);
      const [known] = await store.postings([`s:${letters}`]);
      if (known && known.passages.length > 0) continue;
      const windows = [
        [from, to],
        [from - 1, to],
        [from, to + 1],
        [from - 1, to + 1],
      ] as const;
      let best: (Mended & { readonly count: number }) | undefined;
      for (const [start, end] of windows) {
        const slots = run.slice(Math.max(0, start), end);
        if (slots.length < 2 || slots.length < end - start) continue;
        const said = await saidIn(slots, 0);
        if (said && said.count > (best?.count ?? 0)) best = said;
        if (best && start === from && end === to) break;
      }
      if (best) found.push(best);
    }
    return found;
  }

  /** 夜笑: two characters that stand together nowhere and are no word, with the sound of a word that shares one of them. */
  async function misheardIn(run: readonly Slot[], text: string): Promise<Misheard[]> {
    const single = new Set<number>();
    let at = 0;
    for (const word of cutWords(text)) {
      if (word.length === 1 || !isUsualWord(word))
        for (let i = 0; i < word.length; i += 1) single.add(at + i);
      at += word.length;
    }
    const pairs = run.slice(1).flatMap((second, i): { pair: [Slot, Slot]; at: number }[] => {
      const first = run[i];
      return first?.character && second.character && !isUsualWord(first.character + second.character)
        ? [{ pair: [first, second], at: i }]
        : [];
    });
    const postings = await store.postings(pairs.map(({ pair }) => lettersOf(pair)));
    const found: Misheard[] = [];
    for (const [i, { pair, at }] of pairs.entries()) {
      if ((postings[i]?.passages.length ?? 0) > 0) continue;
      const said = await saidIn(pair, 1);
      if (!said || !isUsualWord(said.words) || !saysSomething(said.words)) continue;
      const place = pair.findIndex(({ character }, place) => character !== said.words[place]);
      const wrong = pair[place];
      if (!wrong || !single.has(wrong.start)) continue;
      // A character that stands beside its other neighbour in the documents is one of theirs.
      const beside = place === 0 ? run.slice(Math.max(0, at - 1), at + 1) : run.slice(at + 1, at + 3);
      if (beside.some(({ character }) => character === null)) continue;
      const [known] = beside.length < 2 ? [] : await store.postings([lettersOf(beside)]);
      if ((known?.passages.length ?? 0) === 0) found.push({ ...said, wrong: wrong.character ?? "" });
    }
    return found;
  }

  /** The words of the documents with these sounds that are said most; `wrong`: so many characters are others. */
  async function saidIn(
    slots: readonly Slot[],
    wrong: number,
  ): Promise<(Mended & { readonly count: number }) | undefined> {
    const [head, last] = [slots[0], slots.at(-1)];
    if (!head || !last) return undefined;
    const terms = slots.slice(1).map(({ sound }, i) => `p:${slots[i]?.sound} ${sound}`);
    const lists = (await store.postings(terms)).map(({ passages }) => passages);
    const [first, ...others] = lists.toSorted((a, b) => a.length - b.length);
    const numbers = [...(first ?? [])].filter((number) => others.every((list) => list.includes(number)));
    const counts = new Map<string, number>();
    for (const { sentences } of await store.passages(numbers.slice(0, LOOKED_THROUGH)))
      for (const words of sentences.flatMap(({ text }) => soundingIn(subjectOf(text).text, slots, wrong)))
        counts.set(words, (counts.get(words) ?? 0) + 1);
    const [best] = [...counts].sort(([, a], [, b]) => b - a);
    return best && { start: head.start, end: last.end, words: best[0], count: best[1] };
  }
}

/** A name of something, of an action or of a measure; others stand anywhere. */
function saysSomething(word: string): boolean {
  const kind = kindOf(word);
  return kind === "noun" || kind === "verb" || openMeasures().named(word) !== undefined;
}

const apart = ({ start, end }: Span, others: readonly Span[]) =>
  others.every((other) => end <= other.start || other.end <= start);

const lettersOf = (slots: readonly Slot[]) => slots.map(({ character }) => character ?? "").join("");

function soundingIn(letters: string, slots: readonly Slot[], wrong: number): string[] {
  const found: string[] = [];
  for (const at of startsIn(letters, slots, wrong)) {
    let others = 0;
    const sounds = slots.every(({ character, sound }, i) => {
      const other = letters[at + i] ?? "";
      if (character === other) return true;
      if (character !== null) others += 1;
      return others <= wrong && syllableOf(other) === sound;
    });
    if (sounds && others === wrong) found.push(letters.slice(at, at + slots.length));
  }
  return found;
}

/** Where as many letters as slots begin, one of them a slot's own character if not all may be others; ascending. */
function startsIn(letters: string, slots: readonly Slot[], wrong: number): Iterable<number> {
  const last = letters.length - slots.length;
  const own = slots.flatMap(({ character }, i) => (character === null ? [] : [{ character, i }]));
  if (own.length <= wrong) return Array.from({ length: Math.max(0, last + 1) }, (_, at) => at);
  const starts = new Set<number>();
  for (const { character, i } of own)
    for (
      let at = letters.indexOf(character, i);
      at >= 0 && at - i <= last;
      at = letters.indexOf(character, at + 1)
    )
      starts.add(at - i);
  return [...starts].sort((a, b) => a - b);
}

/** Characters and syllables that nothing parts. */
function runsOf(text: string): Slot[][] {
  const runs: Slot[][] = [];
  let end = -1;
  for (const match of text.matchAll(/[a-z]+|\p{Script=Han}/gu)) {
    const slots = slotsOf(match[0], match.index);
    if (slots.length === 0) continue;
    if (match.index !== end) runs.push([]);
    runs.at(-1)?.push(...slots);
    end = match.index + match[0].length;
  }
  return runs;
}

function slotsOf(words: string, start: number): Slot[] {
  if (!/^[a-z]/.test(words)) {
    const sound = syllableOf(words);
    return sound === undefined ? [] : [{ sound, character: words, start, end: start + words.length }];
  }
  let at = start;
  return (syllablesIn(words) ?? []).map((sound) => {
    at += sound.length;
    return { sound, character: null, start: at - sound.length, end: at };
  });
}

/** Where the words in Latin letters begin and end in the run, half-open. */
function latinIn(run: readonly Slot[]): [number, number][] {
  const found: [number, number][] = [];
  for (const [i, { character }] of run.entries()) {
    const last = found.at(-1);
    if (character !== null) continue;
    if (last?.[1] === i) last[1] = i + 1;
    else found.push([i, i + 1]);
  }
  return found;
}
