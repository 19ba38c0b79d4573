/** Clauses of a sentence that are pointed at → those that have to be shown for them to say what the sentence says. */

import { type TaggedWord, taggedWords } from "../language/dictionary.ts";
import { fold } from "../language/fold.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { type Clause, clausesOrRow, withoutTrailingComma } from "./clauses.ts";

const templates = openTemplates("binding");

/** A sentence of so many characters is shown whole. */
const SHORT = 80;

/** Of what a clause announces, so many characters are shown with it. */
const LONGEST_LIST = 160;

/** Characters of a clause, its mark included, that says nothing by itself: 别的站， */
const SHORTEST = 4;

/** Less than this is not left out: the mark for it would be as hard to read as the words. */
const LEAST_LEFT_OUT = 24;

/** What is shown of a sentence. */
export interface Bound {
  /** Half-open ranges of the sentence's text, in order, apart; between them something is left out. */
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
  /** It begins with 其中, 该 …, so that the sentence before it is needed. */
  readonly leansBack: boolean;
}

/** `pointed`: indices into `clausesOrRow(text, isRow)`, at least one; or its last clause. */
export function boundOf(
  text: string,
  pointed: ReadonlySet<number> | "last",
  isRow = false,
  short = SHORT,
): Bound {
  const clauses = clausesOrRow(text, isRow);
  const all = {
    ranges: [{ from: 0, to: text.length }],
    leansBack: !isRow && leansBack(clauses[0]?.text ?? ""),
  };
  if (clauses.length === 1 || text.length <= short) return all;
  const shown = shownWith(pointed === "last" ? new Set([clauses.length - 1]) : pointed, readingsOf(clauses));
  const ranges: { from: number; to: number }[] = [];
  clauses.forEach(({ from, to }, i) => {
    if (!shown.has(i)) return;
    const last = ranges.at(-1);
    if (last && from - last.to <= LEAST_LEFT_OUT) last.to = to;
    else ranges.push({ from, to });
  });
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (!first || !last) return all;
  if (first.from <= LEAST_LEFT_OUT) first.from = 0;
  if (text.length - last.to <= LEAST_LEFT_OUT) last.to = text.length;
  else last.to = last.from + withoutTrailingComma(text.slice(last.from, last.to)).length;
  return { ranges, leansBack: first.from === 0 && all.leansBack };
}

/** 有下列情形之一的，不予受理： — the points that follow are not understood without it. */
export function announcesMore(text: string): boolean {
  if (!/[：:]$/.test(text)) return false;
  return clausesOrRow(text, false).some(({ text: clause }) => {
    const said = readable(withoutTrailingComma(clause));
    return templates.says("governs", said) || templates.says("parallel", said);
  });
}

function leansBack(text: string): boolean {
  return templates.says("leans", readable(text));
}

/** What stands behind a colon is a segment, too; what stands before it is shown with all of them. */
const ENDS_SEGMENT = /[；;。！!？?：:]$/;

interface Reading {
  readonly length: number;
  /** First clause of its segment. */
  readonly head: number;
  readonly says: (group: string) => boolean;
  /** Who or what it speaks of stands in it. */
  readonly hasSubject: boolean;
  /** It has a word of doing or being. */
  readonly hasVerb: boolean;
  /** What follows is governed by it: a list, or words that are told. */
  readonly announces: boolean;
  /** A stop or semicolon stands behind it. */
  readonly ends: boolean;
}

function readingsOf(clauses: readonly Clause[]): Reading[] {
  let head = 0;
  return clauses.map(({ text }, i) => {
    if (i > 0 && ENDS_SEGMENT.test(clauses[i - 1]?.text ?? "")) head = i;
    const said = readable(withoutTrailingComma(text.trim()));
    const words = taggedWords(fold(text));
    const known = new Map<string, boolean>();
    const says = (group: string) => {
      const saying = known.get(group) ?? templates.says(group, said);
      known.set(group, saying);
      return saying;
    };
    return {
      length: text.length,
      head,
      says,
      hasSubject: hasSubject(words),
      hasVerb: words.some(({ tag }) => /^(?:v|a$|ad|d)/.test(tag)),
      announces: /[：:]$/.test(text),
      ends: /[；;。！!？?]$/.test(text),
    };
  });
}

/** A noun stands before the first word of doing; what says only when or how stands before either. */
function hasSubject(words: readonly TaggedWord[]): boolean {
  let named = false;
  for (const [i, { word, tag }] of words.entries()) {
    // A word that the dictionary lacks is a name, as a rule; an adjective before a noun is a part of one.
    const isName = tag === "x" && /^\p{Script=Han}{2,}$/u.test(word);
    const isPart = tag === "a" && words[i + 1]?.tag.startsWith("n");
    // 第七周: what stands behind a number is no family name.
    const isMeasure = tag === "nr" && words[i - 1]?.tag === "m";
    if (isName || isPart || (/^(?:n|j|r|s$|an|eng)/.test(tag) && !isMeasure)) named = true;
    else if (/^p/.test(tag) && !named) return false;
    else if (/^(?:v|a$)/.test(tag)) return named;
    else if (/^(?:m|q)/.test(tag) && named && /\d/.test(word)) return true;
  }
  return false;
}

/** With what they need, and what that needs in turn. */
function shownWith(pointed: ReadonlySet<number>, readings: readonly Reading[]): Set<number> {
  const shown = new Set<number>();
  const waiting = [...pointed].filter((i) => i in readings);
  for (let i = waiting.pop(); i !== undefined; i = waiting.pop()) {
    if (shown.has(i)) continue;
    shown.add(i);
    waiting.push(...neededBy(i, readings));
    // What is pointed at, or follows what cannot end, is to be the end of something.
    if (pointed.has(i)) waiting.push(...endingOf(i, readings));
  }
  return shown;
}

function neededBy(i: number, readings: readonly Reading[]): number[] {
  const own = readings[i];
  if (!own) return [];
  const { head } = own;
  const needed: number[] = [];
  const before = (from: number, fits: (reading: Reading, at: number) => boolean): number | undefined => {
    for (let at = i - 1; at >= from; at -= 1) {
      const reading = readings[at];
      if (reading && fits(reading, at)) return at;
    }
    return undefined;
  };
  const add = (at: number | undefined) => {
    if (at !== undefined) needed.push(at);
  };
  const condition = before(head, ({ says }) => says("condition"));
  // 患病的，给500元，升学的，给1000元: of conditions side by side the last one holds.
  const isOthers =
    condition !== undefined &&
    condition > head &&
    readings[head]?.says("parallel") &&
    readings[condition]?.says("parallel");
  if (!isOthers) {
    const so = readings.slice(head, i);
    const isShort = so.reduce((sum, { length }) => sum + length, 0) <= SHORT;
    needed.push(...(isShort ? so : so.slice(0, 1)).map((_, j) => head + j));
  }
  for (let at = condition; at !== undefined && at >= head && readings[at]?.says("condition"); at -= 1)
    add(at);
  const isOpen = own.says("open") || own.says("condition");
  const leansInside = own.says("leans inside") || (!own.hasVerb && !isOpen && !own.announces);
  if (i > 0 && (own.says("leans") || (leansInside && !own.says("counted")))) add(i - 1);
  if (!own.hasSubject) {
    const subject = before(head, ({ hasSubject, says }) => hasSubject && !says("condition"));
    // Points that are counted, (三) or 二是, are of one subject: that of the whole, which the citation names; so is
    // what stands beside other figures. What follows in time is of the one that the sentence begins with.
    const first = readings[0];
    const isOfAll = first?.hasSubject && !first.says("dated") && !readings[head]?.says("counted");
    const begun = readings[head]?.says("then") ? readings.findIndex(({ hasSubject }) => hasSubject) : -1;
    add(subject ?? (isOfAll ? 0 : begun >= 0 && begun < head ? begun : undefined));
  }
  if (head > 0 && own.says("builds on")) {
    const label = readings[head - 1];
    add(label?.announces && label.head > 0 ? label.head - 1 : head - 1);
  }
  if (own.says("dated") && (!own.says("period") || own.says("compared")))
    add(
      before(head, ({ says }) => says("period")) ??
        before(0, ({ says, head: segment }, at) => at === segment && says("dateline")),
    );
  add(before(head, ({ says }) => says("governs")));
  add(before(0, ({ announces }) => announces));
  add(before(0, ({ says }) => says("telling")));
  if (readings[i + 1]?.says("limits") && !own.announces) add(i + 1);
  const last = readings.findIndex(({ ends }, at) => ends && at >= i);
  for (const group of own.says("dated") ? ["takes effect", "caps"] : ["takes effect"]) {
    const at = readings.findIndex(({ says }, at) => at > i && at <= last && says(group));
    if (at >= 0) add(at);
  }
  return needed;
}

/** What has to follow for the words to come to an end; of a list all of it, unless it is long. */
function endingOf(i: number, readings: readonly Reading[]): number[] {
  const more: number[] = [];
  for (let at = i; at + 1 < readings.length; at += 1) {
    const reading = readings[at];
    if (!reading) break;
    const rest = readings.slice(at + 1);
    if (reading.announces && rest.reduce((sum, { length }) => sum + length, 0) <= LONGEST_LIST)
      return [...more, ...rest.map((_, j) => at + 1 + j)];
    if (reading.ends) break;
    const isName = (!reading.hasVerb && !reading.says("dated")) || reading.length <= SHORTEST;
    if (!(isName || reading.says("open") || reading.says("condition") || reading.announces)) break;
    more.push(at + 1);
  }
  return more;
}
