/** Conditions of a list and the lines of a case → the lines that meet them. */

import type { Case } from "../../corpus/case.ts";
import type { Passage } from "../../corpus/passages.ts";
import { namesOfficer } from "../../language/persons.ts";
import type { Quantity } from "../../language/quantities.ts";
import type { HeldFigure, ListConditions, YearBound } from "../../question/lists.ts";
import { quantitiesOf } from "../../search/facts.ts";
import { type CaseLines, type Line, saidForm } from "../../search/lines.ts";
import { contextOf, degreeIn, shareIn, type Terms } from "../../search/speak.ts";
import { createTurns } from "../../search/turns.ts";
import type { WeightedConcept } from "../../search/weigh.ts";
import { isWithin } from "./table-rows.ts";

export interface Shown {
  readonly of: CaseLines;
  /** Those that are asked about; once looked at, those that show it, best first. */
  readonly lines: readonly Line[];
}

/** Lines that hold the words to the letter: all of them in one line, or one of them. */
export function wordsShown(shown: Shown, { words, every, at }: ListConditions): Shown | null {
  const { of } = shown;
  const said = words.map(saidForm).filter((word) => word !== "");
  const isSaid = (word: string) => of.said.includes(word);
  if (!(every ? said.every(isSaid) : said.some(isSaid))) return null;
  const { lines } = shown;
  const holds = (line: Line, word: string) =>
    at === "start"
      ? line.said.startsWith(word)
      : at === "end"
        ? line.said.endsWith(word)
        : holdsWord(line.said, word);
  const showing = lines.filter((line) =>
    every ? said.every((word) => holds(line, word)) : said.some((word) => holds(line, word)),
  );
  if (showing.length > 0) return { of, lines: showing };
  if (!every) return null;
  const apart = said.map((word) => lines.find((line) => holds(line, word)));
  return apart.every((line) => line !== undefined) ? { of, lines: apart } : null;
}

/** 3年 is not in 2023年. */
function holdsWord(said: string, word: string): boolean {
  if (!/^\d|\d$/.test(word)) return said.includes(word);
  for (let at = said.indexOf(word); at >= 0; at = said.indexOf(word, at + 1)) {
    const [before = "", after = ""] = [said[at - 1], said[at + word.length]];
    if (!(/^\d/.test(word) && /[\d.]/.test(before)) && !(/\d$/.test(word) && /[\d.]/.test(after)))
      return true;
  }
  return false;
}

const KINDS: Readonly<Record<Exclude<HeldFigure, "person">, (quantity: Quantity) => boolean>> = {
  money: ({ kind }) => kind === "money",
  share: ({ kind }) => kind === "share",
  year: ({ kind, date }) => kind === "date" && date?.year !== undefined,
  number: ({ kind, text }) =>
    (kind === "count" || kind === "money" || kind === "share") && /\d|[百千万亿]/.test(text),
};

/** Lines with a figure of this kind, or within the bounds, that speak of the topic where there is one. */
export function holdsFigure(
  { of, lines }: Shown,
  held: HeldFigure | null,
  bounds: readonly Quantity[],
  topic: Terms | undefined,
): Shown | null {
  const showing = lines.filter((line) => {
    if (topic && topic.total > 0.3 && shareIn(topic, `${line.said}|${contextOf(line)}`) < 0.5) return false;
    if (held === "person") return namesOfficer(line.sentence.text);
    const quantities = quantitiesOf(line);
    const inBounds = ({ value, unit }: Quantity) =>
      bounds.every((bound) => (bound.unit === "" || bound.unit === unit) && isWithin(value, bound));
    return quantities.some(
      (one) => (held ? KINDS[held](one) : true) && (bounds.length === 0 || inBounds(one)),
    );
  });
  return showing.length > 0 ? { of, lines: showing } : null;
}

/** Lines that tell of a year before or after the one given. */
export function ofYears({ of, lines }: Shown, { year, side }: YearBound): Shown | null {
  const showing = lines.filter((line) =>
    quantitiesOf(line).some(({ kind, date }) => {
      const told = kind === "date" ? date?.year : undefined;
      return told !== undefined && (side === "before" ? told < year : told >= year);
    }),
  );
  return showing.length > 0 ? { of, lines: showing } : null;
}

/** A line tells the topic from this share on, and from this share of what the best case says … */
const MIN_SHARE = 0.5;
const NEAR_BEST = 0.8;
/** … where one is asked for (哪个案例), from this share. */
const AS_GOOD = 0.95;
/** Several that say less than this are none that was asked for. */
const CLEAR = 0.75;

/** … and a case is about it where its heading or what is said of it in general speaks of it. */
const ABOUT = 0.6;

/** … or where so many of its paragraphs say all of it. */
const WHOLLY = 0.95;
const OFTEN = 2;

/** No threshold of a list lies lower. */
const FAR_BELOW = 0.4;

/** Words around a line count less than its own. */
const AROUND = 0.75;
const ABOVE = 0.6;

/** Cases that say it, or are about it; null where the words single none out, or none says them to the share `clearly`. */
export async function topicShown(
  found: readonly Shown[],
  ways: readonly Terms[],
  { about, expected, single }: ListConditions,
  clearly = 0,
): Promise<Shown[] | null> {
  const turn = createTurns();
  const speaking: { shown: Shown; place: number; most: number }[] = [];
  for (const [place, shown] of found.entries()) {
    await turn();
    // A case that says less of it in all has no line that says enough.
    if (ways.some((topic) => shareIn(topic, shown.of.whole) >= FAR_BELOW))
      speaking.push({ shown, place, most: Math.max(...ways.map((topic) => mostShare(shown.of, topic))) });
  }
  const ranked: { of: CaseLines; place: number; scored: { line: Line; share: number }[]; share: number }[] =
    [];
  const measures = ways.map(measureOf);
  const nearBest = single ? AS_GOOD : NEAR_BEST;
  let bestYet = 0;
  for (const { shown, place, most } of speaking.toSorted((a, b) => b.most - a.most)) {
    await turn();
    // The others cannot come near enough to the best.
    if (!about && expected === null && most < Math.max(MIN_SHARE, nearBest * bestYet)) break;
    const { of } = shown;
    const scored = shown.lines
      .map((line) => ({ line, share: Math.max(...measures.map((shareOf) => shareOf(line))) }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share);
    const best = scored[0]?.share ?? 0;
    const general = about ? Math.max(...ways.map((topic) => generalShare(of, topic))) : 0;
    bestYet = Math.max(bestYet, best);
    const often = new Set(scored.filter(({ share }) => share >= WHOLLY).map(({ line }) => line.passage)).size;
    const aboutIt = Math.max(general, often >= OFTEN ? NEAR_BEST : 0, ABOUT * best);
    ranked.push({ of, place, scored, share: about ? aboutIt : best });
  }
  ranked.sort((a, b) => a.place - b.place);
  const best = Math.max(0, ...ranked.map(({ share }) => share));
  if (best < clearly) return null;
  const last =
    expected === null ? undefined : ranked.map(({ share }) => share).sort((a, b) => b - a)[expected - 1];
  const least =
    last === undefined ? Math.max(MIN_SHARE, nearBest * best) : Math.max(0.4, 0.5 * best, last - 0.001);
  const kept = ranked.filter(({ share }) => share >= least);
  if (kept.length === 0 || (single && kept.length > 1 && best < CLEAR)) return null;
  return kept.map(({ of, scored }) => ({
    of,
    lines: scored.filter(({ share }) => share >= 0.8 * (scored[0]?.share ?? 0)).map(({ line }) => line),
  }));
}

/** The share of a topic that a line tells, with the words around it, which are the same for all lines of a passage. */
function measureOf({ terms, weights, total }: Terms): (line: Line) => number {
  const known = new Map<Passage, readonly number[]>();
  function around(passage: Passage): readonly number[] {
    const degrees = known.get(passage) ?? terms.map((term) => AROUND * degreeIn(term, passageSaid(passage)));
    known.set(passage, degrees);
    return degrees;
  }
  function degreeOf(line: Line, i: number): number {
    const term = terms[i] as WeightedConcept;
    const own = degreeIn(term, line.said);
    if (own >= AROUND) return own;
    const near = Math.max(own, around(line.passage)[i] ?? 0);
    return near >= ABOVE ? near : Math.max(near, ABOVE * degreeIn(term, contextOf(line)));
  }
  return (line) =>
    total === 0 ? 0 : weights.reduce((sum, weight, i) => sum + degreeOf(line, i) * weight, 0) / total;
}

/** No line of the case has a greater share: sentences and headings run together hold all that is said around any. */
function mostShare({ case: unionCase, named, said }: CaseLines, { terms, weights, total }: Terms): number {
  if (total === 0) return 0;
  const all = `${said.replaceAll("\n", "")}\n${named}\n${headingsSaid(unionCase)}`;
  const degrees = terms.map((term) =>
    // Figures that stand apart may be one where they run together.
    /^[\d.]/.test(term.surface) ? Number(all.includes(term.surface)) : degreeIn(term, all),
  );
  return degrees.reduce((sum, degree, i) => sum + degree * (weights[i] ?? 0), 0) / total + ROUNDING;
}

const ROUNDING = 1e-9;

const headings = new WeakMap<Case, string>();

function headingsSaid(of: Case): string {
  let said = headings.get(of);
  if (said === undefined) {
    said = [of.heading, ...of.sections].map(({ name }) => saidForm(name)).join("\n");
    headings.set(of, said);
  }
  return said;
}

const passages = new WeakMap<Passage, string>();

function passageSaid(passage: Passage): string {
  let said = passages.get(passage);
  if (said === undefined) {
    said = saidForm(passage.sentences.map(({ text }) => text).join(" "));
    passages.set(passage, said);
  }
  return said;
}

/** What title, recommendation and the leads of items say. */
function generalShare({ case: unionCase, lines, named }: CaseLines, topic: Terms): number {
  const general = lines.filter(
    ({ passage, sentence }) =>
      passage.sectionKind === "heading" ||
      passage.sectionKind === "recommendation" ||
      passage.lead === sentence.text ||
      sentence.start === unionCase.sections[0]?.blocks[0]?.sentences[0]?.start,
  );
  return shareIn(topic, `${named}\n${general.map(({ said }) => said).join("\n")}`);
}
