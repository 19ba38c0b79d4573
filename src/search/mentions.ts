/** Text → the names in it, as they are written or meant. */

import type { Case } from "../corpus/case.ts";
import { isWord } from "../language/dictionary.ts";
import { allIn, firstIn, kindAsked } from "../language/organizations.ts";
import type { Places } from "../language/places.ts";
import type { Catalogue, NameEntry } from "./catalogue.ts";
import { likenessesIn } from "./likenesses.ts";
import { LONGEST_ACCIDENT, type Mention, mentionOf } from "./mention.ts";
import { titleKey } from "./naming.ts";
import { cuts, type Span, segmentsOf } from "./segments.ts";

/** All candidates in folded, digitized text; they may overlap. */
export async function mentionsIn(text: string, catalogue: Catalogue, places: Places): Promise<Mention[]> {
  const whole = wholeMentions(text, catalogue);
  if (whole.length > 0) return whole;
  const segments = segmentsOf(text);
  return [
    ...exactMentions(text, catalogue, segments),
    ...(await likenessesIn(text, catalogue, segments, places)),
    ...ordinalMentions(text, catalogue),
    ...citedTitles(text, catalogue),
    ...titlesSaid(text, catalogue),
  ];
}

function exactMentions(text: string, { names, longest }: Catalogue, segments: readonly Span[]): Mention[] {
  const isMeant = (entry: NameEntry, span: Span) =>
    !isAccident(entry, span, segments) && !cutsNumber(text, span);
  return longestIn(text, names, { least: 2, longest, isMeant }).map(({ span, name, entry }) =>
    mentionOf(text, span, { name, entry, how: "name" }),
  );
}

interface Written {
  readonly span: Span;
  readonly name: string;
  readonly entry: NameEntry;
}

interface Wish {
  /** Characters of a name, at least and at most. */
  readonly least: number;
  readonly longest: number;
  readonly isMeant?: (entry: NameEntry, span: Span) => boolean;
}

/** At each place the longest of the names that is meant there; they do not overlap. */
function longestIn(
  text: string,
  names: ReadonlyMap<string, NameEntry>,
  { least, longest, isMeant = () => true }: Wish,
): Written[] {
  const found: Written[] = [];
  for (let start = 0; start + least <= text.length; start += 1) {
    for (let length = Math.min(longest, text.length - start); length >= least; length -= 1) {
      const span = { start, end: start + length };
      const name = text.slice(start, span.end);
      const entry = names.get(name);
      if (!entry || !isMeant(entry, span)) continue;
      found.push({ span, name, entry });
      start += length - 1;
      break;
    }
  }
  return found;
}

/** 东城 in 广东城市, 中车 in 中车间, 东方 in 东方红. */
function isAccident({ written, common }: NameEntry, span: Span, segments: readonly Span[]): boolean {
  if (span.end - span.start > LONGEST_ACCIDENT) return false;
  const { first, last } = cuts(span, segments);
  const goesOn = (segments[span.end - 1]?.end ?? 0) > span.end;
  if (first && goesOn) return true;
  return common ? first || goesOn : (first || last) && !isWord(written);
}

/** 2院 in 12院. */
function cutsNumber(text: string, { start, end }: Span): boolean {
  const parts = (before: string, after: string) => /\d/.test(before) && /\d/.test(after);
  return parts(text[start - 1] ?? "", text[start] ?? "") || parts(text[end - 1] ?? "", text[end] ?? "");
}

/** 第五个案例, 排在第五, 最后一个案例: by place in the catalogue. */
function ordinalMentions(text: string, { cases }: Catalogue): Mention[] {
  const unlabelled = allIn("in-order-unlabelled", text);
  const isLabelled = unlabelled.length > 0 && cases.some(({ number }) => number !== undefined);
  const found = [...allIn("in-order", text), ...(isLabelled ? [] : unlabelled)];
  const ordinals = found.length > 0 ? ordinalsOf(cases) : [];
  return found.flatMap(({ 0: words, 1: number, index: start }): Mention[] => {
    const ordinal = number === undefined ? ordinals.at(-1) : ordinals[Number(number) - 1];
    return ordinal === undefined
      ? []
      : [describedMention(words, "place", [ordinal], { start, end: start + words.length })];
  });
}

/** A message that is a title, or a kind of organisation, and nothing else. */
function wholeMentions(text: string, { cases, titles }: Catalogue): Mention[] {
  const key = titleKey(text);
  const after = firstIn("after-title", key)?.[0] ?? "";
  const entry = titles.get(key) ?? titles.get(key.slice(0, key.length - after.length));
  const span = { start: 0, end: text.length };
  if (entry)
    return [{ ...mentionOf(text, span, { name: entry.written, entry, how: "name" }), common: false }];
  const meant = casesOfKind(text, cases);
  return meant.length === 0 ? [] : [describedMention(text, "level", meant, span)];
}

/** 区总工会的, 这10个案例: words that name a kind of organisation, or all of them, and nothing else → ordinals of the cases meant. */
export function casesOfKind(text: string, cases: readonly Case[]): number[] {
  const ofKind = kindAsked(text.replace(/[^\p{L}\p{N}]/gu, ""));
  if (!ofKind) return [];
  const ordinals = ordinalsOf(cases);
  const names = ordinals.map((ordinal) => cases[ordinal]?.organization ?? "");
  return ofKind({ count: ordinals.length, names }).flatMap((index) => ordinals[index] ?? []);
}

/** Of what is no document's own entry. */
function ordinalsOf(cases: Catalogue["cases"]): number[] {
  return cases.flatMap(({ role }, ordinal) => (role === "case" ? [ordinal] : []));
}

function describedMention(
  words: string,
  kind: "place" | "level",
  cases: readonly number[],
  span: Span,
): Mention {
  return { words, name: words, kind, how: "name", cases, minor: [], ...span, common: false, doubtful: false };
}

/** 《…》 cites a title; in running text the same words may be ordinary ones. */
function citedTitles(text: string, { titles }: Catalogue): Mention[] {
  return [...text.matchAll(/《([^《》]{1,200})》/g)].flatMap((match): Mention[] => {
    const entry = titles.get(titleKey(match[1] ?? ""));
    if (!entry) return [];
    const span = { start: match.index, end: match.index + match[0].length };
    return [{ ...mentionOf(text, span, { name: entry.written, entry, how: "name" }), common: false }];
  });
}

/** Shorter titles are as often words like any other. */
const LEAST_TITLE = 5;

/** A title within running text: 渡口村村规民约第14条. */
function titlesSaid(text: string, { titles, longestTitle }: Catalogue): Mention[] {
  return longestIn(text, titles, { least: LEAST_TITLE, longest: longestTitle }).map(({ span, entry }) =>
    mentionOf(text, span, { name: entry.written, entry, how: "name" }),
  );
}
