/** Cells of a case → the runs of their sentences that say most of it within a length. */

import type { Case, Sentence } from "../corpus/case.ts";
import type { Passage } from "../corpus/passages.ts";
import { clausesOf, countedSentences } from "../grounding/clauses.ts";
import { type Cell, cellsOf, type Role, tellingOf } from "./summary-cells.ts";
import { closedRuns, labelsOf, openersOf, type Pick } from "./summary-runs.ts";
import { salienceOf, type Weights, weightsOf, worthOf } from "./summary-salience.ts";

/** The labels of all items are shown where they take no more of the room. */
const LABELS_SHARE = 0.4;
/** Of two runs that say equally much a character the longer one is understood better. */
const LENGTH = 0.8;
/** Shorter runs are shreds, save whole sentences. */
const SHORTEST = 10;
/** Things that are counted up take at most so much of it by their first words. */
const COUNTED_SHARE = 0.25;
/** What has to be told takes at most so much of the room at first, and may take so many characters. */
const FIRST_SHARE = 0.25;
const FIRST_LEAST = 60;

/** A sentence that may be told, and what its clauses are worth. */
interface Candidate {
  readonly cell: Cell;
  readonly passage: Passage;
  readonly sentence: Sentence;
  readonly clauses: readonly { readonly from: number; readonly to: number; readonly worth: number }[];
}

/**
 * In source order, at most `room` characters save where a single run is longer. What counts on between things that are told (三是,
 * where 一是, 二是 and 四是 are) is told, too, in the room that others leave.
 */
export function picksOf(unionCase: Case, passages: readonly Passage[], room: number): Pick[] {
  const picks = pickedWithin(room, unionCase, passages, []);
  const counted = passages.flatMap((passage) => countedBeside(passage, picks));
  if (counted.length === 0 || sizeOf(counted) > COUNTED_SHARE * room) return withoutGaps(picks);
  const all = pickedWithin(room, unionCase, passages, counted);
  return withoutGaps(sizeOf(all) > Math.max(room, sizeOf(picks)) ? picks : all);
}

/** Where not all that is counted up has room, what follows the first that has none is left to the source. */
function withoutGaps(picks: readonly Pick[]): Pick[] {
  const told = new Set(picks.map(({ sentence }) => sentence));
  return picks.filter(({ passage, sentence }) => {
    const counted = countedSentences(passage.sentences);
    const gap = counted.findIndex((one) => !told.has(one));
    const isGap = gap >= 0 && told.has(counted[0] ?? sentence);
    return !isGap || counted.indexOf(sentence) < gap;
  });
}

function pickedWithin(
  room: number,
  unionCase: Case,
  passages: readonly Passage[],
  first: readonly Pick[],
): Pick[] {
  const cells = cellsOf(passages);
  const candidates = candidatesOf(cells, weightsOf(unionCase));
  const picks = new Map<Sentence, Pick>();
  const add = (pick: Pick | undefined) => pick && picks.set(pick.sentence, pick);
  const left = () => room - sizeOf([...picks.values()]);
  for (const pick of first) add(pick);
  for (const label of labelsWithin(cells, LABELS_SHARE * room)) add(label);
  const told = new Set<Cell>();
  for (const own of toBeTold(candidates)) {
    if (own.some(({ cell }) => told.has(cell))) continue;
    const next = bestOf(own, picks, Math.min(left(), Math.max(FIRST_LEAST, FIRST_SHARE * room)));
    const of = own.find(({ sentence }) => sentence === next?.sentence);
    if (of) told.add(of.cell);
    add(next);
  }
  if (picks.size === 0)
    add(bestOf(candidates, picks, room) ?? shortestOf(candidates) ?? wholeFirst(passages));
  for (let next = bestOf(candidates, picks, left()); next; next = bestOf(candidates, picks, left()))
    add(next);
  for (const cell of cells)
    if (cell.passages.some(({ sentences }) => sentences.some((one) => picks.has(one))))
      for (const opener of openersOf(cell)) add(opener);
  return [...picks.values()].sort((a, b) => a.sentence.start - b.sentence.start);
}

/** All things that a passage counts up, by the first words of each, where more than one is told and not all are. */
function countedBeside(passage: Passage, picks: readonly Pick[]): Pick[] {
  const told = new Set(picks.map(({ sentence }) => sentence));
  const counted = countedSentences(passage.sentences);
  const some = counted.filter((sentence) => told.has(sentence)).length;
  if (some < 2 || some === counted.length) return [];
  return counted.map((sentence) => {
    const { to } = closedRuns(sentence).find(({ from }) => from === 0) ?? { to: sentence.text.length };
    return { passage, sentence, from: 0, to };
  });
}

/** A run that ends with its sentence reads better, and one that opens an item or paragraph says what it is about. */
const ENDS = 1.2;
const OPENS: Readonly<Record<Role, number>> = {
  opening: 1.3,
  measures: 2,
  results: 1.4,
  other: 1.4,
  after: 1.4,
};
/** Elsewhere what was done and what came of it says more. */
const INSIDE: Readonly<Record<Role, number>> = {
  ...OPENS,
  opening: 1,
  measures: 1.3,
  results: 1.3,
  other: 1,
  after: 1,
};

/** One run of at most so many characters that says most of the case by itself. */
export function bestRun(unionCase: Case, passages: readonly Passage[], most: number): Pick | undefined {
  const weights = weightsOf(unionCase);
  const runs = candidatesOf(cellsOf(passages), weights).flatMap(({ cell, passage, sentence }) => {
    const opens = sentence === tellingOf(passage)[0] && passage === cell.passages[0];
    const factor = (opens ? OPENS : INSIDE)[cell.role];
    return closedRuns(sentence)
      .filter(({ from, to }) => to - from <= most)
      .map(({ from, to }) => {
        const words = sentence.text.slice(from, to);
        const end = to === sentence.text.length ? ENDS : 1;
        return {
          pick: { passage, sentence, from, to },
          worth: factor * end * salienceOf(words, weights) * Math.sqrt(words.length),
        };
      });
  });
  return runs.toSorted((a, b) => b.worth - a.worth)[0]?.pick;
}

function candidatesOf(cells: readonly Cell[], weights: Weights): Candidate[] {
  return cells.flatMap((cell) => {
    const labels = new Set([...labelsOf(cell), ...openersOf(cell)].map(({ sentence }) => sentence));
    const { role } = cell;
    return cell.passages.flatMap((passage) =>
      tellingOf(passage)
        .filter((sentence) => !labels.has(sentence) && !onlyOpens(sentence))
        .map((sentence): Candidate => {
          return { cell, passage, sentence, clauses: worthsOf({ passage, sentence, role }, weights) };
        }),
    );
  });
}

/** 工会：三样。 and 会议纪要 only open what is told. */
const OPENING = 4;

function onlyOpens({ text }: Sentence): boolean {
  const said = text.replace(/^\p{Script=Han}{1,6}[：:]/u, "");
  return (said.match(/[\p{L}\p{N}]/gu)?.length ?? 0) <= OPENING;
}

interface Told {
  readonly passage: Passage;
  readonly sentence: Sentence;
  readonly role: Role;
}

/** The clauses of a sentence, a row as one, and what each is worth. */
export function worthsOf(
  { passage, sentence: { text, start }, role }: Told,
  weights: Weights,
): Candidate["clauses"] {
  const place = { role, sentence: passage.sentences.findIndex((one) => one.start === start) };
  const clauses = /[|\t]/.test(text) ? [{ from: 0, to: text.length, text }] : clausesOf(text);
  return clauses.map((clause, i) => ({
    ...clause,
    worth: worthOf(clause.text, { ...place, isFirst: i === 0 }, weights),
  }));
}

/** The run, or longer run of a sentence that is shown in part, that adds most for its length; undefined where none fits. */
function bestOf(
  candidates: readonly Candidate[],
  picks: ReadonlyMap<Sentence, Pick>,
  most: number,
): Pick | undefined {
  let best: { readonly pick: Pick; readonly gain: number } | undefined;
  for (const { passage, sentence, clauses } of candidates) {
    const shown = picks.get(sentence);
    const before = shown ? shown.to - shown.from : 0;
    for (const { from, to } of closedRuns(sentence)) {
      const added = to - from - before;
      if (to - from < SHORTEST && to - from < sentence.text.length) continue;
      if (added > most || added <= 0 || (shown && (from > shown.from || to < shown.to))) continue;
      const worth = clauses
        .filter((one) => from <= one.from && one.to <= to)
        .filter((one) => !shown || one.from < shown.from || one.to > shown.to)
        .reduce((sum, one) => sum + one.worth, 0);
      const gain = worth / added ** LENGTH;
      if (!best || gain > best.gain) best = { pick: { passage, sentence, from, to }, gain };
    }
  }
  return best?.pick;
}

/** What is not left out while there is room: results, measures and what opens the case, then each measure that is counted. */
function toBeTold(candidates: readonly Candidate[]): Candidate[][] {
  const ofRole = (role: Cell["role"]) => candidates.filter(({ cell }) => cell.role === role);
  const figures = ofRole("results").filter(({ sentence }) => /\d/.test(sentence.text));
  const groups = (own: readonly Candidate[]) => [
    ...Map.groupBy(own, ({ passage }) => sectionOf(passage)).values(),
  ];
  const all = sizeOfAll(candidates);
  const sections = [
    ...[figures.length > 0 ? figures : ofRole("results"), ofRole("measures"), ofRole("opening")].flatMap(
      groups,
    ),
    // Of parts that say nothing of their kind the long ones come first, and a line is told with what room is left.
    ...groups(ofRole("other"))
      .filter((own) => sizeOfAll(own) >= LEAST_SHARE * all)
      .sort((a, b) => sizeOfAll(b) - sizeOfAll(a)),
  ];
  const items = candidates.filter(
    ({ passage, cell }) => passage.item !== null && cell.role !== "after" && cell.role !== "results",
  );
  return [...sections, ...Map.groupBy(items, ({ cell }) => cell).values()];
}

/** Parts of a smaller share of what is told are told only if they say more than others. */
const LEAST_SHARE = 0.08;

const sizeOfAll = (own: readonly Candidate[]) =>
  own.reduce((sum, { sentence }) => sum + sentence.text.length, 0);

function shortestOf(candidates: readonly Candidate[]): Pick | undefined {
  const runs = candidates.flatMap(({ passage, sentence }) =>
    closedRuns(sentence).map(({ from, to }) => ({ passage, sentence, from, to })),
  );
  return runs.toSorted((a, b) => a.to - a.from - (b.to - b.from))[0];
}

/** The first sentence, where none tells anything. */
function wholeFirst([passage]: readonly Passage[]): Pick {
  const [sentence] = passage?.sentences ?? [];
  if (!passage || !sentence) throw new Error("expected passages with words, found none");
  return { passage, sentence, from: 0, to: sentence.text.length };
}

/** What is the same of all passages of a section. */
function sectionOf(passage: Passage): string {
  return passage.id.replace(/\.\d+(?:\.\d+)?$/, "");
}

/** All of them, or those alone that head a whole cell, as far as they fit. */
function labelsWithin(cells: readonly Cell[], room: number): Pick[] {
  const all = cells.flatMap(labelsOf);
  const heads = all.filter(({ passage, sentence }) => sentence === passage.sentences[0]);
  return [all, heads].find((labels) => sizeOf(labels) <= room) ?? [];
}

function sizeOf(picks: readonly Pick[]): number {
  return picks.reduce((sum, { from, to }) => sum + to - from, 0);
}
