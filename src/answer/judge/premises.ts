/** A question and the words found → what it takes for granted that they tell otherwise. */

import { passagesOf } from "../../corpus/passages.ts";
import { taggedWords } from "../../language/dictionary.ts";
import { fold, tight } from "../../language/fold.ts";
import { type Quantity, quantitiesIn, sameUnit } from "../../language/quantities.ts";
import { openTemplates, readable } from "../../language/templates.ts";
import { readingOf, type Span, sentencesIn } from "../pick/spans.ts";

const JUDGE = openTemplates("judge");

const COUNTING: ReadonlySet<string> = new Set(["count", "money", "share", "duration", "ratio"]);

/** Smaller numbers are as often a way of speaking. */
const LEAST = 10;

/**
 * The words of the question that are not so, none where it only goes against the direction told; null where it agrees
 * with what is found. `said`: as typed; `around`: what stands in, beside and above the best span, letters and digits.
 */
export function contradicted(said: string, spans: readonly Span[], around: string): readonly string[] | null {
  const [first] = spans;
  if (!first) return null;
  const asking = readable(said);
  const unfound = figuresUnfound(said, spans).filter((one) => !isBounded(one, first));
  if (unfound.length > 0) return unfound.map(({ text }) => text);
  // They are there, so that none of them can be called unsaid.
  if (figuresSwapped(said, first)) return [];
  const member = JUDGE.match("member", asking)?.groups?.member;
  if (member !== undefined && !around.includes(tight(member))) return [member];
  const other = countedOtherwise(asking, around) ?? beyondCount(asking);
  if (other !== null) return [other];
  return isReversed(asking, first) ? [] : null;
}

/** Both ends of 从30%提升到36% stand in the words found: what is asked is whether that is so. */
export function confirmed(said: string, first: Span): boolean {
  const given = figuresGiven(said);
  const told = sentencesIn(first).flatMap((sentence) => readingOf(sentence).quantities);
  return (
    given.length > 1 &&
    given.every(({ value, unit }) => told.some((one) => one.value === value && sameUnit(one.unit, unit)))
  );
}

/** Figures that the question gives as known: exact, with a unit, in no name. */
function figuresGiven(said: string): Quantity[] {
  return quantitiesIn(withoutQuoted(fold(said))).filter(
    ({ kind, value, unit, hedge, to, text }) =>
      COUNTING.has(kind) &&
      hedge === undefined &&
      to === undefined &&
      // 200万员工 counts without a measure word.
      (unit !== "" || /[万亿]$/.test(text)) &&
      unit !== "年" &&
      /\d/.test(text) &&
      (value >= LEAST || unit === "%"),
  );
}

/** Words in quotation marks are names, whatever numbers are in them. */
function withoutQuoted(text: string): string {
  return text.replace(/[“"「『《][^“”"「」『』《》]*[”"」』》]/g, (words) => " ".repeat(words.length));
}

/** Those of them that stand nowhere in the cases found, where another of the same unit is told: what nobody counts is not denied. */
function figuresUnfound(said: string, spans: readonly Span[]): Quantity[] {
  const given = figuresGiven(said);
  const [first] = spans;
  if (given.length === 0 || !first) return [];
  const passages = [...new Set(spans.map(({ hit }) => hit.case))].flatMap((of) => passagesOf(of));
  const told = passages.flatMap(({ sentences, header }) =>
    [...sentences, ...(header === undefined ? [] : [{ text: header }])].flatMap(
      (words) => readingOf(words).quantities,
    ),
  );
  const isGiven = (one: Quantity, { value, to, unit }: Quantity) =>
    (value === one.value || to === one.value) &&
    (unit === "" || one.unit === "" || sameUnit(unit, one.unit) || unit === one.unit);
  const beside = sentencesIn(first).flatMap((sentence) => readingOf(sentence).quantities);
  const isTold = ({ unit }: Quantity) => beside.some((other) => sameUnit(unit, other.unit));
  return given.filter((one) => isTold(one) && !told.some((other) => isGiven(one, other)));
}

/** 花一笔3500元怎么批, where what is told goes by 3000元以上: the asker's own figure, and nothing taken for granted. */
function isBounded({ kind, unit }: Quantity, first: Span): boolean {
  return (
    kind === "money" &&
    sentencesIn(first).some((sentence) =>
      readingOf(sentence).quantities.some(
        ({ hedge, unit: other }) => hedge !== undefined && BOUNDS.has(hedge) && unit === other,
      ),
    )
  );
}

const BOUNDS: ReadonlySet<string> = new Set(["least", "most", "over", "under"]);

interface Segment {
  readonly letters: string;
  readonly values: readonly number[];
}

/** What stands between commas, enumeration marks and conjunctions. */
function segmentsOf(text: string): Segment[] {
  return JUDGE.replace("between", fold(text), "\n")
    .split("\n")
    .map((part) => ({
      letters: readable(part),
      values: quantitiesIn(part)
        .filter(({ kind }) => COUNTING.has(kind))
        .map(({ value }) => value),
    }));
}

/** 驿站86个、阵地83个 of a source that says 阵地86个、驿站83个: each figure stands with the other's thing. */
function figuresSwapped(said: string, first: Span): boolean {
  if (figuresGiven(said).length < 2) return false;
  const told = sentencesIn(first).flatMap(({ text }) => segmentsOf(text));
  const strayed = segmentsOf(withoutQuoted(said)).filter(({ letters, values }) => {
    const things = nounsIn(letters);
    const own = values.filter((value) => value >= LEAST);
    const says = (segment: Segment) => things.every((thing) => segment.letters.includes(thing));
    const owners = told.filter((segment) => own.some((value) => segment.values.includes(value)));
    if (things.length === 0 || owners.length === 0 || owners.some(says)) return false;
    return told.some((segment) => segment.values.length > 0 && says(segment));
  });
  return strayed.length > 1;
}

function nounsIn(letters: string): string[] {
  return taggedWords(letters)
    .filter(({ word, tag }) => word.length > 1 && /^(?:n|vn|j|l)/.test(tag))
    .map(({ word }) => word);
}

/** 五步法 where the words say 四步法: the same thing, another number of it. */
function countedOtherwise(asking: string, around: string): string | null {
  for (const span of JUDGE.spans("counted", asking)) {
    const words = asking.slice(span.start, span.end);
    const thing = tight(words).replace(/^\d+/, "");
    if (around.includes(tight(words))) continue;
    if (new RegExp(`(?<![\\d.])\\d{1,2}${thing}`, "u").test(around)) return words;
  }
  return null;
}

/** “四步法”里的第五步: beyond what is counted. */
function beyondCount(asking: string): string | null {
  const groups = JUDGE.match("beyond", asking)?.groups;
  return groups && Number(groups.one) > Number(groups.count) ? (groups.words ?? null) : null;
}

/** Asked why something fell where the words chosen tell only that it rose, or the other way round. */
function isReversed(asking: string, first: Span): boolean {
  const text = readable(
    sentencesIn(first)
      .map((sentence) => sentence.text)
      .join(""),
  );
  return areOpposite(asking, text);
}

/** One only tells that something rose, the other only that it fell. Both folded and digitized. */
export function areOpposite(asked: string, told: string): boolean {
  const goes = (text: string) => ({ up: JUDGE.says("rises", text), down: JUDGE.says("falls", text) });
  const [one, other] = [goes(asked), goes(told)];
  return (one.up && !one.down && other.down && !other.up) || (one.down && !one.up && other.up && !other.down);
}
