/** A span and a question → what speaks for the span, each feature between about 0 and 1. */

import type { Sentence } from "../../corpus/case.ts";
import { clausesOf } from "../../grounding/clauses.ts";
import { digitize, fold, tight } from "../../language/fold.ts";
import type { QuantityKind } from "../../language/measures.ts";
import type { Quantity } from "../../language/quantities.ts";
import { sameUnit } from "../../language/quantities.ts";
import { readable } from "../../language/templates.ts";
import { enumerated, holdsKind } from "./kinds.ts";
import { isOfOtherYear, type Place } from "./periods.ts";
import { isGiven, type PickQuery, type QueryTerm } from "./query.ts";
import { headOf, readBefore, readingOf, type Span, sentencesIn, spanText } from "./spans.ts";
import { answeringIn, answeringOf } from "./values.ts";

export const FEATURES = [
  "score",
  "first",
  "characters",
  "pairs",
  "heading",
  "lacking",
  "links",
  "kind",
  "answers",
  "bound",
  "near",
  "otherYear",
  "question",
  "short",
  "leads",
  "position",
  "length",
  "lengthForManner",
  "lengthForSeveral",
  "lengthForValue",
  "listed",
] as const;

/** Those that only speak of the value asked for. */
export const OF_VALUE: ReadonlySet<Feature> = new Set(["kind", "answers", "bound", "near", "lengthForValue"]);

export type Feature = (typeof FEATURES)[number];
export type Features = Readonly<Record<Feature, number>>;

/** Shorter spans tell little. */
const SHORT = 9;

/** Longer sentences, as of speeches, hold words of any question by their length alone. */
const LONG = 320;

/** Characters between a value and a word of the question at which nearness halves. */
const NEAR = 6;

export function featuresOf(span: Span, query: PickQuery, best: number, local: Local): Features {
  const sentences = sentencesIn(span);
  const readings = sentences.map(readingOf);
  const letters = lettersOf(span);
  const head = headOf(span.hit);
  const known = `${letters}|${head}|${aboveOf(span)}`;
  const text = spanText(span);
  const length = (Math.log(1 + Math.min(text.length, LONG)) - Math.log(Math.max(1, text.length / LONG))) / 5;
  const values = readings.map(({ quantities }) => newValues(quantities, query));
  const all = values.flat();
  const wanted = query.wanted.length;
  const isValue = query.wanted.length > 0;
  const isManner = query.type === "manner" || query.type === "reason";
  const kind = isValue
    ? all.some((value) => query.wanted.some((each) => isOfKind(value, each)))
    : holdsKind(query.type, text, query.listed);
  return {
    score: best > 0 ? span.hit.score / best : 0,
    first: span.rank === 0 ? 1 : 0,
    characters: shareIn(query.characters, letters),
    pairs: shareIn(query.pairs, letters),
    heading: share(query.characters, ({ text: word }) => !holds(letters, word) && holds(head, word)),
    lacking: lackingOf(local, known),
    links: linksSaid(query, letters),
    kind: kind ? 1 : 0,
    answers: isValue && answeringIn(span, query).length > 0 ? 1 : 0,
    bound: isValue ? Math.max(...sentences.map((sentence) => local.bound(sentence, span))) : 0,
    near: isValue ? nearest(readings, values, query) : 0,
    otherYear: isOfOtherYear(span, query.year, placesOfKind(sentences, values, query)) ? 1 : 0,
    question: readings.some((reading) => reading.isQuestion) ? 1 : 0,
    short: text.length < SHORT ? 1 : 0,
    leads: isManner ? shareIn(query.pairs, leadOf(span)) : 0,
    position: 1 / (1 + span.from),
    length,
    lengthForManner: isManner ? length : 0,
    lengthForSeveral: wanted > 1 || query.type === "list" ? length : 0,
    lengthForValue: isValue ? length : 0,
    listed: query.listed !== null && enumerated(text) >= query.listed ? 1 : 0,
  };
}

/** The feature of that name by itself. */
export function pairsSaid(span: Span, query: PickQuery): number {
  return shareIn(query.pairs, lettersOf(span));
}

function lettersOf(span: Span): string {
  return sentencesIn(span)
    .map((sentence) => readingOf(sentence).letters)
    .join("|");
}

function shareIn(terms: readonly QueryTerm[], text: string): number {
  return share(terms, ({ text: word }) => holds(text, word));
}

/** Share of the terms' weight for which the test holds; 0 where there is no weight. */
export function share(terms: readonly QueryTerm[], test: (term: QueryTerm) => boolean): number {
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  return total === 0 ? 0 : terms.reduce((sum, term) => sum + (test(term) ? term.weight : 0), 0) / total;
}

/** A number stands by itself, any other word anywhere. */
function holds(letters: string, word: string): boolean {
  if (!/^\d/.test(word)) return letters.includes(word);
  for (let at = letters.indexOf(word); at >= 0; at = letters.indexOf(word, at + 1)) {
    const before = letters[at - 1] ?? "";
    const after = letters[at + word.length] ?? "";
    if (!/[\d.]/.test(before) && !(/\d$/.test(word) && /[\d.]/.test(after))) return true;
  }
  return false;
}

/** A longer first sentence says more than what the passage is about. */
const LONGEST_LEAD = 20;

/** What names the passage that the span begins, where it goes on to tell of it: 办好“五件事”。常态化开展…… */
function leadOf({ hit: { passage }, from, to }: Span): string {
  const [first] = passage.sentences;
  if (from > 0 || to === 1 || !first || first.text.length > LONGEST_LEAD) return "";
  return readingOf(first).letters;
}

/** The two sentences before the span. */
function aboveOf({ hit, from }: Span): string {
  return hit.passage.sentences
    .slice(Math.max(0, from - 2), from)
    .map((sentence) => readingOf(sentence).letters)
    .concat(from === 0 ? readBefore(hit) : [])
    .join("|");
}

/** Pairs of the question weighed by how few of the sentences at hand say them: what tells one from the next. */
export interface Local {
  readonly terms: readonly QueryTerm[];
  /** Share of the question that a clause of the sentence says, with the headings, beside a value that answers; 0 without one. */
  readonly bound: (sentence: Sentence, span: Span) => number;
}

export function localOf(spans: readonly Span[], query: PickQuery): Local {
  const sentences = [...new Set(spans.flatMap(sentencesIn))].map((sentence) => readingOf(sentence).letters);
  const terms = [...query.pairs, ...query.words.filter(({ text }) => text.length > 2)].map(({ text }) => {
    const held = sentences.filter((letters) => holds(letters, text)).length;
    return { text, weight: held === 0 ? 0 : Math.log(1 + (sentences.length - held + 0.5) / (held + 0.5)) };
  });
  const known = new Map<Sentence, number>();
  const bound: Local["bound"] = (sentence, span) => {
    const share = known.get(sentence) ?? boundIn(sentence, span, query);
    known.set(sentence, share);
    return share;
  };
  return { terms, bound };
}

function boundIn(sentence: Sentence, span: Span, query: PickQuery): number {
  const head = headOf(span.hit);
  const values = answeringOf(sentence, span, query);
  if (values.length === 0) return 0;
  return Math.max(
    ...clausesOf(sentence.text)
      .filter(({ from, to }) => values.some(({ start }) => from <= start && start < to))
      .map(({ text }) => {
        const said = readable(text);
        return share(query.pairs, ({ text: word }) => holds(said, word) || holds(head, word));
      }),
  );
}

/** Weight of the most telling pair that neither the span nor what stands above it says, beside that of all. */
function lackingOf({ terms }: Local, known: string): number {
  const most = Math.max(0, ...terms.map(({ weight }) => weight));
  const lacking = Math.max(0, ...terms.filter(({ text }) => !holds(known, text)).map(({ weight }) => weight));
  return most === 0 ? 0 : lacking / most;
}

/** Wordings of the lexicon that are said where the question's own word is not. */
function linksSaid({ links }: PickQuery, letters: string): number {
  const best = new Map<string, number>();
  for (const { of, text, weight } of links)
    if (weight > (best.get(of) ?? 0) && letters.includes(text)) best.set(of, weight);
  return Math.min(1.5, [...best.values()].reduce((sum, weight) => sum + weight, 0) / 3);
}

type Wanted = PickQuery["wanted"][number];

function newValues(quantities: readonly Quantity[], { given, wanted }: PickQuery): Quantity[] {
  const asked = (kind: QuantityKind) => wanted.some((one) => one.kind === kind);
  return quantities.filter(
    (one) =>
      (one.kind !== "label" || asked("label")) &&
      (one.kind !== "ordinal" || asked("ordinal")) &&
      !isGiven(one, given),
  );
}

function isOfKind({ kind }: Quantity, wanted: Wanted): boolean {
  if (wanted.orTime && kind === "time") return true;
  return kind === wanted.kind || (wanted.kind === "count" && (kind === "money" || kind === "share"));
}

/** Where in the span the values in a unit asked for stand, else those of its kind; dates hold for no year but their own. */
function placesOfKind(
  sentences: readonly Sentence[],
  values: readonly (readonly Quantity[])[],
  { wanted, pairs, year }: PickQuery,
): Place[] {
  if (year === null) return [];
  const places = (fits: (value: Quantity, one: Wanted) => boolean) =>
    sentences.flatMap(({ text }, sentence) => {
      const own = (values[sentence] ?? []).filter(
        (value) => value.kind !== "date" && wanted.some((one) => fits(value, one)),
      );
      const clauses = own.length > 0 ? clausesOf(text) : [];
      return own.map(({ start }) => {
        const clause = readable(clauses.find(({ from, to }) => from <= start && start < to)?.text ?? text);
        return { sentence, start, said: share(pairs, ({ text: word }) => holds(clause, word)) };
      });
    });
  const inUnit = places((value, one) => one.units.length > 0 && isOfUnit(value, one));
  return inUnit.length > 0 ? inUnit : places(isOfKind);
}

function isOfUnit(value: Quantity, { kind, units }: Wanted): boolean {
  if (units.length === 0) return value.kind === kind;
  return units.some((unit) => sameUnit(value.unit, unit));
}

/** 1 where a value stands beside a word of the question in its sentence, towards 0 where it stands far away. */
function nearest(
  readings: readonly { readonly letters: string }[],
  values: readonly (readonly Quantity[])[],
  query: PickQuery,
): number {
  let best = 0;
  readings.forEach(({ letters }, i) => {
    const places = query.pairs.flatMap(({ text, weight }) =>
      weight > 0 && !/^\d/.test(text) ? placesOf(letters, text) : [],
    );
    if (places.length === 0) return;
    for (const value of values[i] ?? []) {
      if (!query.wanted.some((wanted) => isOfKind(value, wanted))) continue;
      const digits = tight(digitize(fold(value.text)));
      for (const at of placesOf(letters, digits)) {
        for (const place of places) {
          const distance = place < at ? at - place - 2 : place - at - digits.length;
          best = Math.max(best, 1 / (1 + Math.max(0, distance) / NEAR));
        }
      }
    }
  });
  return best;
}

function placesOf(letters: string, word: string): number[] {
  const places: number[] = [];
  for (let at = letters.indexOf(word); at >= 0 && word !== ""; at = letters.indexOf(word, at + 1))
    places.push(at);
  return places;
}
