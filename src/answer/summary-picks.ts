/** Cells of a case → the runs of their sentences that say most of it within a length. */

import type { Case, Sentence } from "../corpus/case.ts";
import type { Passage } from "../corpus/passages.ts";
import { type Cell, cellsOf, type Role, tellingOf } from "./summary-cells.ts";
import { bestIn, LABEL, labelsOf, longerRuns, type Pick, REPEATED, runsOf, textOf } from "./summary-runs.ts";
import { hasFigure, salienceOf, type Weights, weightsOf } from "./summary-salience.ts";

/** Shares of the room, weighed by how long what has the role is: a summary tells first what was done and what came of it. */
const SHARES: Readonly<Record<Role, number>> = { opening: 1, measures: 2, results: 4, other: 2, after: 0.5 };
/** Where shortcomings, lessons or plans are asked for. */
const ASKED_AFTER = 2;

/** Less room than so many characters tells nothing. */
const LEAST_RUN = 28;
/** A further run of one sentence has at most so many. */
const FURTHER = 80;
/** What is much longer than its share would leave the others none. */
const TOO_LONG = 2;
/** The labels of all items are shown where they take no more of the room. */
const LABELS_SHARE = 0.4;
/** In source order, at most `room` characters save where a single clause is longer. */
export function picksOf(
  unionCase: Case,
  passages: readonly Passage[],
  room: number,
  asksAfter = false,
): Pick[] {
  const weights = weightsOf(unionCase);
  const cells = cellsOf(passages).filter(({ passages: own }) => own.some((one) => tellingOf(one).length > 0));
  const picks = new Map<Sentence, Pick>();
  const add = (pick: Pick) => {
    const before = picks.get(pick.sentence);
    const from = Math.min(pick.from, before?.from ?? pick.from);
    picks.set(pick.sentence, { ...pick, from, to: Math.max(pick.to, before?.to ?? pick.to) });
  };
  const used = () => sizeOf([...picks.values()]);
  for (const label of labelsWithin(cells, LABELS_SHARE * room)) add(label);
  const groups = [
    ...Map.groupBy(cells, ({ role, passages: [first] }) => `${role} ${sectionOf(first)}`).values(),
  ];
  for (const [group, share] of sharesOf(groups, room - used(), asksAfter)) {
    const isShown = [...picks.values()].some(
      ({ passage }) => sectionOf(passage) === sectionOf(group[0]?.passages[0]),
    );
    const chosen = portions(group, share, weights).flatMap(([cell, most]) => filling(cell, most, weights));
    const fitting = chosen.filter(({ from, to }) => to - from <= TOO_LONG * Math.max(share, LEAST_RUN));
    for (const pick of isShown || fitting.length > 0 ? fitting : chosen.slice(0, 1)) add(pick);
  }
  if (picks.size === 0)
    add(bestIn(cells.flatMap((cell) => runsOf(cell, room, weights))) ?? wholeFirst(passages));
  for (;;) {
    const left = room - used();
    const next =
      left < LEAST_RUN ? undefined : furtherRun(cells, picks, Math.min(left, FURTHER), weights, asksAfter);
    if (!next) break;
    add(next);
  }
  for (const pick of dispensable([...picks.values()], weights))
    if (used() > room) picks.delete(pick.sentence);
  return [...picks.values()].sort((a, b) => a.sentence.start - b.sentence.start);
}

/** What can go where clauses that belong together took more room than there was, the least telling first. */
function dispensable(picks: readonly Pick[], weights: Weights): Pick[] {
  const alone = ({ passage }: Pick) =>
    picks.filter((other) => sectionOf(other.passage) === sectionOf(passage)).length === 1;
  return picks
    .filter((pick) => pick.to - pick.from > LABEL && !alone(pick))
    .toSorted((a, b) => salienceOf(textOf(a), weights) - salienceOf(textOf(b), weights));
}

/** The first sentence, where none tells anything. */
function wholeFirst([passage]: readonly Passage[]): Pick {
  const [sentence] = passage?.sentences ?? [];
  if (!passage || !sentence) throw new Error("expected passages with words, found none");
  return { passage, sentence, from: 0, to: sentence.text.length };
}

/** Paragraphs of results are looked through together: the figures may all stand in one of them. */
function asOne(cells: readonly Cell[]): readonly Cell[] {
  const [first] = cells;
  const isOne = first?.role === "results" && cells.every(({ isCounted, heading }) => !isCounted && !heading);
  return isOne ? [{ ...first, passages: cells.flatMap(({ passages }) => passages) }] : cells;
}

/** The cells of a section in one role, with what they may fill. */
function sharesOf(
  groups: readonly (readonly Cell[])[],
  room: number,
  asksAfter: boolean,
): [readonly Cell[], number][] {
  const all = groups.flat();
  const length = (cells: readonly Cell[]) => lengthOf(cells.flatMap(({ passages }) => passages));
  const weight = (role: Role) =>
    (role === "after" && asksAfter ? ASKED_AFTER : SHARES[role]) *
    Math.sqrt(length(all.filter((cell) => cell.role === role)));
  const roles = [...new Set(all.map(({ role }) => role))];
  const sum = roles.reduce((total, role) => total + weight(role), 0);
  return groups.map((group) => {
    const role = group[0]?.role ?? "other";
    const own = groups.filter(([first]) => first?.role === role);
    const share = Math.sqrt(length(group)) / own.reduce((total, one) => total + Math.sqrt(length(one)), 0);
    return [group, (room * weight(role) * share) / sum];
  });
}

/** What is the same of all passages of a section. */
function sectionOf(passage: Passage | undefined): string {
  return passage?.id.replace(/\.\d+(?:\.\d+)?$/, "") ?? "";
}

/** What each cell may fill; of more cells than there is room for, those that say most. */
function portions(group: readonly Cell[], room: number, weights: Weights): [Cell, number][] {
  const cells = asOne(group);
  const most = Math.max(1, Math.floor(room / LEAST_RUN));
  const worth = (cell: Cell) =>
    (cell.isCounted ? 2 : 1) * Math.max(0, ...runsOf(cell, FURTHER, weights).map((run) => run.worth));
  const kept =
    cells.length <= most ? cells : new Set([...cells].sort((a, b) => worth(b) - worth(a)).slice(0, most));
  const own = cells.filter((cell) => (kept instanceof Set ? kept.has(cell) : true));
  const size = (cell: Cell) => Math.sqrt(lengthOf(cell.passages));
  const sum = own.reduce((all, cell) => all + size(cell), 0);
  return own.map((cell) => [cell, Math.max(LEAST_RUN, (room * size(cell)) / sum)]);
}

/** All of them, or those alone that head a whole cell, as far as they fit. */
function labelsWithin(cells: readonly Cell[], room: number): Pick[] {
  const all = cells.flatMap(labelsOf);
  const heads = all.filter(({ passage, sentence }) => sentence === passage.sentences[0]);
  return [all, heads].find((labels) => sizeOf(labels) <= room) ?? [];
}

/** The runs that say most of the cell beside its labels; of results those with figures. */
function filling(cell: Cell, most: number, weights: Weights): Pick[] {
  const found: Pick[] = [];
  for (let left = most; found.length === 0 || left >= LEAST_RUN; ) {
    const runs = runsOf(cell, left, weights).filter(
      ({ pick, worth }) => worth > 0 && !found.some(({ sentence }) => sentence === pick.sentence),
    );
    const figures = cell.role === "results" ? runs.filter(({ pick }) => hasFigure(textOf(pick))) : [];
    const next = bestIn(figures.length > 0 ? figures : runs);
    const length = next ? next.to - next.from : 0;
    if (!next || (found.length > 0 && length > left)) break;
    found.push(next);
    left -= length;
  }
  return found;
}

/** Of all that is not yet shown the run that adds most. */
function furtherRun(
  cells: readonly Cell[],
  picks: ReadonlyMap<Sentence, Pick>,
  most: number,
  weights: Weights,
  asksAfter: boolean,
): Pick | undefined {
  const runs = cells.flatMap((cell) => {
    const shown = cell.passages
      .flatMap(({ sentences }) => sentences)
      .filter((sentence) => sentence.text.length > LABEL && picks.has(sentence)).length;
    const role = cell.role === "after" && !asksAfter ? SHARES.after : 1;
    const further = runsOf(cell, most, weights)
      .filter(({ pick }) => !picks.has(pick.sentence) && pick.to - pick.from <= most)
      .map(({ pick, worth }) => ({ pick, worth: worth * role * REPEATED ** shown }));
    return [...further, ...longerRuns(cell, picks, most, weights)];
  });
  return bestIn(runs.filter(({ worth }) => worth > 0));
}

/** One run of at most so many characters that says most of the case by itself. */
export function bestRun(unionCase: Case, passages: readonly Passage[], most: number): Pick | undefined {
  const weights = weightsOf(unionCase);
  const runs = cellsOf(passages).flatMap((cell) =>
    runsOf(cell, most, weights).map(({ pick, worth }) => ({
      pick,
      worth:
        pick.to - pick.from > most
          ? 0
          : worth * (cell.role === "results" || cell.role === "measures" ? 1.3 : 1),
    })),
  );
  return bestIn(runs.filter(({ worth }) => worth > 0));
}

function sizeOf(picks: readonly Pick[]): number {
  return picks.reduce((sum, { from, to }) => sum + to - from, 0);
}

function lengthOf(passages: readonly Passage[]): number {
  return passages.flatMap(({ sentences }) => sentences).reduce((sum, { text }) => sum + text.length, 0);
}
