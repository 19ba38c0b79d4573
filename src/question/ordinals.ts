/** 第7和第8, 前两个, 倒数第二个, 最后一个, 3 → places in what was enumerated before. */

import { openTemplates } from "../language/templates.ts";

export interface Ordinals {
  /** 1-based; -1 is the last, `MIDDLE` the one between. */
  readonly places: readonly number[];
  /** As they stand in the question. */
  readonly words: string;
  /** Cases may be counted so: 个, 篇, or no unit at all. */
  readonly ofCases: boolean;
}

/** The place between as many others on each side. */
export const MIDDLE = 0;

const templates = openTemplates("ordinals");

/** `text` is folded and digitized; null where it counts nothing so. */
export function ordinalsIn(text: string): Ordinals | null {
  const several = templates.match("several", text);
  if (several) {
    const [words] = several;
    const first = templates.says("first", words) ? [1] : [];
    const last = templates.says("last", words) ? [-1] : [];
    const numbered = templates.without("last", templates.without("first", words)).matchAll(/\d+/g);
    const places = new Set([...first, ...[...numbered].map(([number]) => Number(number)), ...last]);
    return { places: [...places], words, ofCases: countsCases(words) };
  }
  for (const [group, placesOf] of GROUPS) {
    const match = templates.match(group, text);
    const number = Number(match?.groups?.number ?? 1);
    if (match && number > 0)
      return { places: placesOf(number), words: match[0], ofCases: countsCases(match[0]) };
  }
  return null;
}

const GROUPS: readonly (readonly [string, (number: number) => number[]])[] = [
  ["first-few", (number) => Array.from({ length: number }, (_, i) => i + 1)],
  ["last-few", (number) => Array.from({ length: number }, (_, i) => i - number)],
  ["from-end", (number) => [-number]],
  ["middle", () => [MIDDLE]],
  ["last", () => [-1]],
  ["first", () => [1]],
  ["one", (number) => [number]],
];

function countsCases(words: string): boolean {
  return !templates.says("counts-items", words);
}

/** The members in those places; empty where one of them is not there. */
export function atPlaces<T>(members: readonly T[], places: readonly number[]): T[] {
  const middle = members.length % 2 === 1 ? (members.length - 1) / 2 : members.length;
  const at = (place: number) => (place < 0 ? place : place === MIDDLE ? middle : place - 1);
  const found = places.flatMap((place) => members.at(at(place)) ?? []);
  return found.length === places.length ? found : [];
}
