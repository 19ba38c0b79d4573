/** The name of an organisation without what it is by law → the places in it, and the words that can stand for it. */

import { cutWords, isWord } from "../language/dictionary.ts";
import { allIn, type Division, divisionsIn, isGeneric } from "../language/organizations.ts";
import type { Places } from "../language/places.ts";
import type { Name } from "./names.ts";

export interface NamingContext {
  readonly places: Places;
  /** Whether a heading of the corpus shows it to be the name of a place: 鹿鸣 for 鹿鸣市. */
  readonly isCoined: (name: string) => boolean;
}

type Part = Omit<Name, "exact">;

interface Parts {
  /** 齐河, 齐河县; 圆通, 圆通速递 */
  readonly own: readonly Part[];
  /** 德州, 山东, 山东省, 齐鲁, 华东: the nearest first. */
  readonly around: readonly Part[];
  /** Where a place, or what follows the places, begins. */
  readonly starts: readonly number[];
  /** What follows a place: where it begins, and the place's level. */
  readonly tails: readonly { readonly level: string; readonly start: number }[];
}

export function partsOf(bare: string, { places, isCoined }: NamingContext): Parts {
  const own: Part[] = [];
  const around: Part[] = [];
  const starts: number[] = [];
  const tails: { level: string; start: number }[] = [];
  let from = 0;
  for (const { name, start, end } of places.placesIn(bare)) {
    own.push(...restParts(bare, { from, to: start }, { places, isCoined }, tails));
    if (start > 0) starts.push(start);
    around.unshift(...placeNames(name, bare.length > end + 1, places));
    const level = levelAt(bare, end);
    from = end + level.length;
    tails.push({ level, start: from });
  }
  own.push(...restParts(bare, { from, to: bare.length }, { places, isCoined }, tails));
  if (from > 0 && bare.length - from >= 2) starts.push(from);
  for (const { start } of tails)
    if (start > 0 && bare.length - start >= 2 && !starts.includes(start)) starts.push(start);
  return { own, around, starts, tails };
}

/** 市 of 镇江市, where the list of places has 镇江. */
function levelAt(bare: string, end: number): string {
  return allIn("level", bare.slice(end))[0]?.[0] ?? "";
}

function placeNames(name: string, more: boolean, places: Places): Part[] {
  const province = places.provinceOf(name);
  const all = places.namesOf(name);
  const isCity = province !== undefined && all[0] !== province;
  const kind = isCity || !more ? "short" : "region";
  const regions = province !== undefined && !isCity ? places.regionsOf(province) : [];
  return [
    ...all.map((text): Part => ({ text, kind, common: false, minor: false })),
    ...regions.map((text): Part => ({ text, kind: "region", common: false, minor: false })),
    // A case may name its city and leave out the province.
    ...(isCity ? placeNames(province, true, places) : []),
  ];
}

/** 澄川市鹭汀区 → 鹭汀, 鹭汀区, 澄川, 澄川市; 圆通速递 → 圆通, 圆通速递, as it goes by its first word. */
function restParts(
  bare: string,
  { from, to }: { readonly from: number; readonly to: number },
  { places, isCoined }: NamingContext,
  tails: { level: string; start: number }[],
): Part[] {
  const rest = bare.slice(from, to);
  if (rest.length < 2) return [];
  const divisions = divisionsIn(rest).filter((division) => !isGeneric(division.name + division.level));
  const prefix = divisions.length > 0 ? undefined : coinedAt(rest, isCoined);
  const end = divisions.at(-1)?.end ?? prefix?.length ?? 0;
  for (const division of divisions) tails.push({ level: division.level, start: from + division.end });
  if (prefix !== undefined) tails.push({ level: "", start: from + prefix.length });
  const tail = rest.slice(end);
  const words = tail.length < 2 ? [] : [cutWords(tail)[0] ?? "", tail];
  const isRegion = ({ level }: Division) => level === "省" || level === "自治区";
  const named = divisions.flatMap((division, i): Part[] => {
    const kind = isRegion(division) && (divisions.length > 1 || tail.length > 1) ? "region" : "short";
    const minor = i > 0 && i < divisions.length - 1 && !isRegion(divisions[i - 1] as Division);
    // The city around a case is another's city as well.
    const part = { kind, common: i < divisions.length - 1, minor } as const;
    return [
      { ...part, text: division.name },
      { ...part, text: division.name + division.level },
    ];
  });
  return [
    ...words.map((text): Part => ({ text, kind: "short", common: isOrdinary(text, places), minor: false })),
    ...pairsReversed(named),
    ...(prefix === undefined ? [] : [{ text: prefix, kind: "short", common: false, minor: true } as const]),
  ];
}

/** The nearest place first, each before its name with its level. */
function pairsReversed(named: readonly Part[]): Part[] {
  return Array.from({ length: named.length / 2 }, (_, i) => named.slice(2 * i, 2 * i + 2))
    .reverse()
    .flat();
}

function coinedAt(rest: string, isCoined: NamingContext["isCoined"]): string | undefined {
  const lengths = [4, 3, 2].filter((length) => rest.length > length + 1);
  return lengths.map((length) => rest.slice(0, length)).find(isCoined);
}

/** Where the places with which it begins end. */
export function placesEnd(text: string, places: Places): number {
  let end = 0;
  for (const { start, end: to } of places.placesIn(text))
    if (start === end) end = to + levelAt(text, to).length;
  for (const division of divisionsIn(text)) if (division.start === end) end = division.end;
  return end;
}

export function isOrdinary(text: string, places: Places): boolean {
  return isWord(text) && places.placesIn(text).length === 0;
}
