/** A long document → its chapters, or its sections of the highest rank, and the sentences by which a summary tells of each. */

import type { Case } from "../corpus/case.ts";
import { lengthOf, lengthOfAll, type Passage } from "../corpus/passages.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { chaptersOf } from "../question/chapters.ts";
import { isTold } from "./summary-cells.ts";
import { closedRuns, type Pick } from "./summary-runs.ts";
import { salienceOf, weightsOf } from "./summary-salience.ts";
import { leadOf, leadsOn } from "./whole-lists.ts";

export interface Division {
  readonly name: string;
  readonly passages: readonly Passage[];
}

/** Fewer characters, or fewer parts, are summed up sentence by sentence; of a book fewer parts are told one by one, too. */
const LONG = 1_600;
const FEWEST = 5;
const BOOK = 8_000;
const FEWEST_OF_BOOK = 3;

/** So much stands before the first heading where it is more than a foreword. */
const FOREWORD = 500;

/** A line is no shorter than the one, and no longer than the other. */
const SHORTEST = 12;
const LINE = 125;

/** So little room is left for no further line. */
const LEAST_ROOM = 40;

/** The sentences of a part with which it is likely told. */
const FIRST = 3;

/** How much more the first of them is worth. */
const OPENS = 2;

/** So many characters tell something though no stop ends them. */
const LONG_LINE = 40;

const templates = openTemplates("summary");
const sectionWords = openTemplates("sections");

/** `sections`: the passages that may be told of, section by section. Empty for a document that is not long. */
export function divisionsOf(of: Case, sections: readonly (readonly Passage[])[]): readonly Division[] {
  if (lengthOfAll(sections.flat()) < LONG) return [];
  const chapters = chaptersOf(of);
  const headOf = (passage: Passage) =>
    chapters.find(({ start, end }) => start <= passage.start && passage.start < end)?.name ??
    topOf(of, passage);
  const divisions = [...Map.groupBy(sections.flat(), headOf)]
    .map(([name, passages]) => ({ name, passages }))
    .filter(({ name, passages }) => !isForeword(name) || lengthOfAll(passages) >= FOREWORD)
    .filter(({ passages }) => linesOf(of, passages).length > 0);
  const isBook = chapters.length > 0 || lengthOfAll(sections.flat()) >= BOOK;
  return divisions.length >= (isBook ? FEWEST_OF_BOOK : FEWEST) ? divisions : [];
}

function isForeword(name: string): boolean {
  return sectionWords.says("no-name", readable(name)) || sectionWords.says("heads-front", readable(name));
}

/** The heading of the highest rank above it. */
function topOf({ sections }: Case, passage: Passage): string {
  let name = passage.section;
  for (let above = passage.under; above !== undefined; ) {
    name = above;
    above = sections.find((section) => section.name === name)?.under;
  }
  return name;
}

/** Of each part that there is room for its lines, in source order; `count`: of so many parts alone. */
export function divisionPicks(
  of: Case,
  divisions: readonly Division[],
  room: number,
  count: number,
): { readonly name: string; readonly picks: readonly Pick[] }[] {
  const weights = weightsOf(of);
  const worthOf = ({ sentence, from, to }: Pick) =>
    salienceOf(sentence.text.slice(from, to), weights) * Math.sqrt(to - from);
  const most = Math.min(count, Math.floor(room / LEAST_ROOM));
  const each = room / Math.min(most, divisions.length);
  // Of few parts each has room for what says most of it, of many for what it opens with.
  const isLine = divisions.length >= FEWEST;
  const told = divisions.map(({ name, passages }, ordinal) => {
    const lines = linesOf(of, passages).flatMap(
      (line) => within(line, isLine ? Math.min(LINE, each) : each) ?? [],
    );
    const worth = new Map(lines.map((line, i) => [line, worthOf(line) * (isLine && i === 0 ? OPENS : 1)]));
    const byWorth = (own: readonly Pick[]) =>
      own.toSorted((a, b) => (worth.get(b) ?? 0) - (worth.get(a) ?? 0));
    const [head] = byWorth(isLine ? lines.slice(0, FIRST) : lines);
    const picks = head ? [head] : [];
    for (const line of byWorth(lines))
      if (line !== head && sizeOf([...picks, line]) <= each) picks.push(line);
    return {
      name,
      picks: picks.sort((a, b) => a.sentence.start - b.sentence.start),
      worth: (head ? worthOf(head) : 0) * (ordinal === 0 ? OPENS : 1),
    };
  });
  const chosen = new Set(told.toSorted((a, b) => b.worth - a.worth).slice(0, most));
  return told.filter((one) => chosen.has(one));
}

/** Whole sentences that tell something without what stands before or below them. */
function linesOf(of: Case, passages: readonly Passage[]): Pick[] {
  return passages.flatMap((passage) => {
    if (leadOf(passage, of)) return [];
    return passage.sentences
      .filter((sentence) => isTold(sentence) && sentence.text.length >= SHORTEST && !leadsOn(sentence))
      .filter(({ text }) => text.length >= LONG_LINE || /[。！？；;]["”’」』）)]*\s*$/.test(text))
      .filter(({ text }) => !templates.says("no-line", readable(text)))
      .map((sentence) => ({ passage, sentence, from: 0, to: sentence.text.length }));
  });
}

/** The whole sentence, or as much of its beginning as is understood by itself; undefined where there is no room for that. */
function within(line: Pick, room: number): Pick | undefined {
  if (lengthOf([line.sentence]) <= room) return line;
  const [longest] = closedRuns(line.sentence)
    .filter(({ from, to }) => from === 0 && to >= SHORTEST && to <= room)
    .toSorted((a, b) => b.to - a.to);
  return longest && { ...line, ...longest };
}

function sizeOf(picks: readonly Pick[]): number {
  return picks.reduce((sum, { from, to }) => sum + to - from, 0);
}
