/** The list of places → which provinces, cities and districts a text names. */

import { readFileSync } from "node:fs";
import { digitize } from "./fold.ts";
import { once } from "./remembered.ts";

export interface Place {
  /** The name as the list writes it. */
  readonly name: string;
  /** UTF-16 offsets into the text, half-open. */
  readonly start: number;
  readonly end: number;
}

interface PartOfCountry extends Place {
  readonly provinces: readonly string[];
}

export interface Places {
  /** The places in folded text, digitized or not, longest first at each position, not overlapping. */
  readonly placesIn: (folded: string) => readonly Place[];
  /** The province's first name for a place, or for the province itself; undefined for a region and for no place of the list. */
  readonly provinceOf: (name: string) => string | undefined;
  /** All names of the place that goes by this one, the usual one first; empty for no place of the list. */
  readonly namesOf: (name: string) => readonly string[];
  /** All names of the regions that a province belongs to. */
  readonly regionsOf: (province: string) => readonly string[];
  /** The provinces that a region covers; empty for what is no region. */
  readonly provincesOf: (region: string) => readonly string[];
  /** Parts of the country, regions and provinces among them, in folded text, with the provinces that they cover. */
  readonly partsIn: (folded: string) => readonly PartOfCountry[];
}

/** Those of the program's own list. */
export const ownPlaces = once(() =>
  parsePlaces(readFileSync(new URL("./places.zh.txt", import.meta.url), "utf8")),
);

/** One-character abbreviations (京 鲁) are names in a heading's list only: in running text they mean other things. */
const MIN_NAME = 2;

/**
 * Reads lines `province otherName… : city city/otherName …` and, below them, `region otherName… > province…` and
 * `part otherName… >> province…`: words that are no name of a place (北方), and mean one only where places are asked for.
 * `#` begins a comment.
 */
export function parsePlaces(text: string): Places {
  const provinces = new Map<string, string>();
  const names = new Map<string, readonly string[]>();
  const regions = new Map<string, string[]>();
  const covered = new Map<string, readonly string[]>();
  const parts = new Map<string, readonly string[]>();
  const addPlace = (all: readonly string[]) => {
    const long = all.filter((name) => name.length >= MIN_NAME && !names.has(name));
    for (const name of long) names.set(name, long);
    return long;
  };
  for (const line of text.split(/\r?\n/).map((raw) => raw.replace(/#.*$/, ""))) {
    const [head = [], tail = []] = line.split(/[:：]|>+/).map((part) => part.split(/\s+/).filter(Boolean));
    const province = head[0];
    if (!province) continue;
    if (line.includes(">>")) {
      for (const name of head) parts.set(digitize(name), tail);
    } else if (line.includes(">")) {
      for (const region of addPlace(head)) covered.set(region, tail);
      for (const part of tail) regions.set(part, [...(regions.get(part) ?? []), ...head]);
    } else {
      for (const name of addPlace(head)) provinces.set(name, province);
      for (const entry of tail) for (const name of addPlace(entry.split("/"))) provinces.set(name, province);
    }
  }
  const ofCountry = new Map([...parts, ...covered]);
  for (const [name, province] of provinces)
    if (names.get(name)?.[0] === province) ofCountry.set(name, [province]);
  const namedParts = finderOf(ofCountry.keys());
  return {
    provinceOf: (name) => provinces.get(name),
    namesOf: (name) => names.get(name) ?? [],
    regionsOf: (province) => regions.get(province) ?? [],
    provincesOf: (region) => covered.get(region) ?? [],
    partsIn: (folded) =>
      namedParts(folded).map((part) => ({ ...part, provinces: ofCountry.get(part.name) ?? [] })),
    placesIn: finderOf(names.keys()),
  };
}

/** Names, which text may have digitized or not → the longest of them at each position of a text, none overlapping another. */
function finderOf(names: Iterable<string>): (folded: string) => Place[] {
  const written = new Map([...names].flatMap((name) => [[digitize(name), name] as const, [name, name]]));
  const longest = Math.max(MIN_NAME, ...[...written.keys()].map((name) => name.length));
  return (folded) => {
    const found: Place[] = [];
    for (let start = 0; start < folded.length; ) {
      let length = Math.min(longest, folded.length - start);
      while (length >= MIN_NAME && !written.has(folded.slice(start, start + length))) length -= 1;
      const name = length >= MIN_NAME ? written.get(folded.slice(start, start + length)) : undefined;
      if (name !== undefined) found.push({ name, start, end: start + length });
      start += name === undefined ? 1 : length;
    }
    return found;
  };
}
