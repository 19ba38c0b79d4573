/** A question's words that no case is called by → the organisations and places among them that the corpus does not bear. */

import {
  cutWords,
  isPlaceName,
  isWord,
  kindOf,
  type TaggedWord,
  taggedWords,
} from "../language/dictionary.ts";
import { digitize } from "../language/fold.ts";
import { allIn, isGeneric, namesSay } from "../language/organizations.ts";
import type { Places } from "../language/places.ts";
import { STOP_WORDS } from "../language/stop-words.ts";

export interface Corpus {
  /** Whether a case is called so; digitized. */
  readonly isName: (name: string) => boolean;
  /** Whether the characters stand in this order in what some case is called. */
  readonly hasNameLike: (characters: string) => boolean;
  /** Whether some passage may hold the words or, where asked, others that sound like them. */
  readonly holds: (words: string, how: "written" | "sounding") => Promise<boolean>;
}

/** `rest`: folded and digitized, without the names of cases. Each name once; the longest of those in one another. */
export async function absentNames(rest: string, corpus: Corpus, places: Places): Promise<string[]> {
  const absent = new Set<string>();
  for (const { name, forms, likes = [], how = "written" } of candidatesIn(rest, places)) {
    // 广州南沙区 is said to be absent by its city.
    const within = how === "sounding" && [...absent].some((other) => rest.includes(other + name));
    if (within || corpus.isName(digitize(name))) continue;
    if (likes.some(corpus.hasNameLike)) continue;
    const held = await Promise.all(forms.map((form) => corpus.holds(form, how)));
    if (!held.includes(true)) absent.add(name);
  }
  // 南京市 is not named twice where 南京 is known to be a place.
  return [...absent].filter((name) => ![...absent].some((other) => other !== name && name.includes(other)));
}

interface Candidate {
  readonly name: string;
  /** It is absent where none of these stands in the corpus. */
  readonly forms: readonly string[];
  /** What no list of places has may be mistyped. */
  readonly how?: "written" | "sounding";
  /** It is held where the characters of one of these stand in order in some name. */
  readonly likes?: readonly string[];
}

function candidatesIn(rest: string, places: Places): Candidate[] {
  const inList = places
    .placesIn(rest)
    .map(({ name }) => ({ name, forms: [name, ...othersOf(name, places)] }));
  const unions = unionsIn(rest).map((name) => ({ name, forms: [name] }));
  return [...inList, ...unions, ...namedIn(rest), ...numberedIn(rest), ...tradesIn(rest)];
}

/** The place's other names; the provinces of a region. */
function othersOf(name: string, places: Places): readonly string[] {
  return [
    ...places.namesOf(name),
    ...places.provincesOf(name).flatMap((province) => places.namesOf(province)),
  ];
}

/** The name right before 市总工会: a word that is no place, like 做好, does not name one. */
function unionsIn(rest: string): string[] {
  return allIn("before-union", rest).flatMap((match) => {
    const [, before = "", rank = ""] = match;
    const words = cutWords(before + rank);
    const last = words.findLastIndex((word) => word !== rank && (word.length > 1 || STOP_WORDS.has(word)));
    const place = words.slice(words[last]?.length === 1 ? last + 1 : Math.max(0, last)).join("");
    const name = rank && place.endsWith(rank) ? place.slice(0, -1) : place;
    // 地级市 and 3个区 are kinds of places; 火星市 is none that the dictionary has, but named like one.
    const kind =
      namesSay("counted-places", name) ||
      (rank !== "" && isWord(place) && kindOf(place) === "noun" && !isPlaceName(place));
    const named = rank !== "" && kindOf(name) === "noun" && !isWord(place);
    const ordinary =
      STOP_WORDS.has(name) || kind || (isWord(name) && !named && (name === place || !isWord(place)));
    return name.length >= 2 && !ordinary ? [name] : [];
  });
}

/** The word at the end of the text that names something of which the dictionary knows no more than that. */
export function nameAtEnd(text: string): string | undefined {
  const last = taggedWords(text).at(-1);
  return last && isNaming(last, true) ? last.word : undefined;
}

/** The dictionary's tags for names of places and the like. */
const NAME_TAG = /^n[sz]/;

/** Its tags for what it does not have, and for names of people, which often are just that. */
const STRANGE_TAG = /^(?:x|nr)/;

/** Nouns that may stand between a name and the word for its kind: 云海 物流 集团. */
const BETWEEN_TAG = /^(?:n|vn|j)/;
const MOST_BETWEEN = 2;

/** 白沙县, 圣安医院, 云海物流集团: a word that names, up to the word for what it is. 餐饮公司 and 我们公司 name none. */
function namedIn(rest: string): Candidate[] {
  const words = taggedWords(rest);
  return words.flatMap(({ word, tag }, at): Candidate[] => {
    const strange = namesSay("named-end", word);
    if (tag.startsWith("v") || (!strange && !namesSay("named-end-known", word))) return [];
    const first = namingBefore(words, at, strange);
    const own = words[first]?.word ?? "";
    if (isGeneric(own) || namesSay("pointed-at", own)) return [];
    // 白沙县 is one word of the dictionary; 白沙 would be the same place.
    const bare = first === at ? own.slice(0, -1) : own;
    if (first < 0 || bare.length < 2) return [];
    const name = words
      .slice(first, at + 1)
      .map((each) => each.word)
      .join("");
    // 双搭县 may be 双塔县, mistyped; 西塔县 is another than 东塔县.
    const level = own.slice(-1);
    const isAlike = first === at && !namesSay("side-first", own);
    const likes = isAlike ? [...bare].map((character) => character + level) : [];
    return [{ name, forms: [name, own, bare], likes, how: "sounding" }];
  });
}

/** The index of the word that names; negative where none does. */
function namingBefore(words: readonly TaggedWord[], at: number, strange: boolean): number {
  const own = words[at];
  if (own && own.word.length >= 3 && (own.tag === "ns" || isStrangePlace(own))) return at;
  for (let first = at - 1; first >= Math.max(0, at - 1 - MOST_BETWEEN); first -= 1) {
    const before = words[first];
    if (!before) return -1;
    if (isNaming(before, strange)) return first;
    if (before.word.length < 2 || !BETWEEN_TAG.test(before.tag)) return -1;
  }
  return -1;
}

/** 云漳市: no word of the dictionary, but named like a place, and no shred of a sentence. */
function isStrangePlace({ word, tag }: TaggedWord): boolean {
  return tag === "x" && namesSay("place-alone", word) && ![...word].some((one) => STOP_WORDS.has(one));
}

function isNaming({ word, tag }: TaggedWord, strange: boolean): boolean {
  return (
    (NAME_TAG.test(tag) || (strange && STRANGE_TAG.test(tag))) &&
    /^\p{Script=Han}{2,6}$/u.test(word) &&
    !namesSay("between-words", word) &&
    !isGeneric(word) &&
    // 要开医院: what the dictionary lacks may be a shred of the sentence.
    !(STRANGE_TAG.test(tag) && [...word].some((one) => STOP_WORDS.has(one)))
  );
}

/** The tags of what a union may be named for. */
const NAMED_FOR_TAG = /^(?:n|x|j)/;

/** 邮政工会: the union of a trade, or of such works (机械厂工会), where no name of the corpus has their characters in order; 火星工会: of what it does not tell of at all. */
function tradesIn(rest: string): Candidate[] {
  const words = taggedWords(rest);
  return words.flatMap(({ word, tag }, at): Candidate[] => {
    if (words[at + 1]?.word !== "工会" || namesSay("of-any-union", word)) return [];
    const before = words[at - 1]?.word ?? "";
    if (namesSay("works-end", word) && BETWEEN_TAG.test(words[at - 1]?.tag ?? "")) {
      const works = `${before}${word}`;
      return [{ name: `${works}工会`, forms: [works], likes: [works], how: "sounding" }];
    }
    if (/\p{L}$/u.test(before.replace(/[省市区县州]$/, ""))) return [];
    const name = `${word}工会`;
    if (isGeneric(word)) return [{ name, forms: [name], likes: [word] }];
    const isName = word.length > 1 && NAMED_FOR_TAG.test(tag);
    return isName ? [{ name, forms: [name, word], how: "sounding" }] : [];
  });
}

/** 市一院, where the corpus has no 第一人民医院. */
function numberedIn(rest: string): Candidate[] {
  return allIn("numbered-institution", rest).map(([name, number = "", kind = ""]) => ({
    name,
    forms: [
      name,
      `第${number}${kind}`,
      `第${number}人民医${kind}`,
      `第${number}医${kind}`,
      `第${number}${kind}学`,
    ],
  }));
}
