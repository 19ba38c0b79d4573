/** Text → the names in it, as they are written or meant. */

import { isWord } from "../language/dictionary.ts";
import type { Places } from "../language/places.ts";
import { type Catalogue, type NameEntry, titleKey } from "./catalogue.ts";
import { casesOfLevel } from "./levels.ts";
import { likenessesIn } from "./likenesses.ts";
import { LONGEST_ACCIDENT, type Mention, mentionOf } from "./mention.ts";
import { cuts, type Span, segmentsOf } from "./segments.ts";

/** All candidates in folded, digitized text; they may overlap. */
export function mentionsIn(text: string, catalogue: Catalogue, places: Places): Mention[] {
  const whole = wholeMentions(text, catalogue);
  if (whole.length > 0) return whole;
  const segments = segmentsOf(text);
  return [
    ...exactMentions(text, catalogue, segments),
    ...likenessesIn(text, catalogue, segments, places),
    ...ordinalMentions(text, catalogue),
    ...citedTitles(text, catalogue),
  ];
}

function exactMentions(text: string, { names, longest }: Catalogue, segments: readonly Span[]): Mention[] {
  const found: Mention[] = [];
  for (let start = 0; start < text.length; start += 1) {
    for (let length = Math.min(longest, text.length - start); length >= 2; length -= 1) {
      const name = text.slice(start, start + length);
      const entry = names.get(name);
      const span = { start, end: start + length };
      if (!entry || isAccident(entry, span, segments)) continue;
      found.push(mentionOf(text, span, { name, entry, how: "name" }));
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

/** 第五个案例, 排在第五, 最后一个案例: by place in the catalogue. */
const ORDINAL =
  /第(\d{1,3})(?:个|家|篇|份)?案例|排(?:在|名)?第(\d{1,3})(?:个|位|名)?|最后(?:1|那)?(?:个|篇|份)案例/g;

function ordinalMentions(text: string, { cases }: Catalogue): Mention[] {
  const ordinals = cases.flatMap(({ role }, ordinal) => (role === "case" ? [ordinal] : []));
  return [...text.matchAll(ORDINAL)].flatMap((match): Mention[] => {
    const number = Number(match[1] ?? match[2]);
    const ordinal = Number.isNaN(number) ? ordinals.at(-1) : ordinals[number - 1];
    if (ordinal === undefined) return [];
    const start = match.index;
    const words = match[0];
    const end = start + words.length;
    return [
      {
        words,
        name: words,
        kind: "place",
        how: "name",
        cases: [ordinal],
        start,
        end,
        common: false,
        doubtful: false,
      },
    ];
  });
}

/** A message that is a title, or a kind of organisation, and nothing else. */
function wholeMentions(text: string, { cases, titles }: Catalogue): Mention[] {
  const key = titleKey(text);
  const entry = titles.get(key) ?? titles.get(key.replace(/的?(?:案例|经验|文章|文件|材料)$/, ""));
  const span = { start: 0, end: text.length };
  if (entry)
    return [{ ...mentionOf(text, span, { name: entry.written, entry, how: "name" }), common: false }];
  const ofLevel = casesOfLevel(text, cases);
  if (ofLevel.length === 0) return [];
  return [
    {
      words: text,
      name: text,
      kind: "level",
      how: "name",
      cases: ofLevel,
      ...span,
      common: false,
      doubtful: false,
    },
  ];
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
