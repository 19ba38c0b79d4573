/** The record of what was said → how often, about what and with what success, by week and channel; nothing of persons is in it. */

import { setImmediate as nextTurn } from "node:timers/promises";
import type { VoteGiven } from "../curation/feedback.ts";
import type { CaseRef } from "../grounding/answer.ts";
import type { AuditEntry } from "./audit.ts";

export interface Count {
  readonly asked: number;
  /** Of them. */
  readonly refused: number;
  /** Votes on answers: of use, and of none. */
  readonly good: number;
  readonly bad: number;
}

export interface Named extends Count {
  readonly name: string;
}

/** In so many answers. */
export interface Cited {
  readonly name: string;
  readonly cited: number;
}

export interface Statistics {
  /** The oldest first, none left out in between; by their Monday, as in 2026-11-23. */
  readonly weeks: readonly Named[];
  /** The most asked first. */
  readonly channels: readonly Named[];
  /** Organizations of the cases that answers cited, the most cited first. */
  readonly cases: readonly Cited[];
  /** What these cases are about, the most cited first. */
  readonly subjects: readonly Cited[];
  readonly total: Count;
}

export interface StatisticsSource {
  /** Of the weeks that are counted; others are left out. */
  readonly entries: AsyncIterable<AuditEntry> | Iterable<AuditEntry>;
  /** Absent where each is. */
  readonly isCounted?: (entry: AuditEntry) => boolean;
  readonly votes: readonly VoteGiven[];
  /** None for a case that is no more, or is not to be told of. */
  readonly subjectsOf: (of: CaseRef) => readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

const DAY = 24 * 60 * 60 * 1000;
export const WEEK = 7 * DAY;

/** Weeks begin on Monday at midnight in China; the first day of 1970 was a Thursday. */
const FIRST_MONDAY = 4 * DAY - 8 * 60 * 60 * 1000;

export const WEEKS = 13;

/** How many entries are read before others have their turn. */
const AT_ONCE = 500;

/** The Monday with which the weeks begin that are counted. */
export function statisticsSince(now: number): number {
  return mondayOf(now) - (WEEKS - 1) * WEEK;
}

/** What is asked for by a catalogue or a button counts too; what was shown early does not. */
export async function statisticsOf(source: StatisticsSource): Promise<Statistics> {
  const { entries, isCounted = () => true, votes, subjectsOf, now } = source;
  const since = statisticsSince(now);
  const weeks = new Map<string, Count>();
  for (let monday = since; monday <= now; monday += WEEK) weeks.set(dayOf(monday), NONE);
  const channels = new Map<string, Count>();
  const cases = new Map<string, number>();
  const subjects = new Map<string, number>();
  let total = NONE;
  const add = (at: number, channel: string, more: Partial<Count>) => {
    const week = dayOf(mondayOf(at));
    weeks.set(week, plus(weeks.get(week), more));
    channels.set(channel, plus(channels.get(channel), more));
    total = plus(total, more);
  };
  let read = 0;
  for await (const entry of entries) {
    const { at, record } = entry;
    read += 1;
    if (read % AT_ONCE === 0) await nextTurn();
    if (record.kind !== "answer" || record.isEarly || at < since || !isCounted(entry)) continue;
    add(at, record.channel, { asked: 1, refused: Number(record.answer === "not-found") });
    const about = record.citations.map((citation) => citation.case);
    for (const name of new Set(about.map(({ organization }) => organization)))
      cases.set(name, (cases.get(name) ?? 0) + 1);
    for (const name of new Set(about.flatMap(subjectsOf))) subjects.set(name, (subjects.get(name) ?? 0) + 1);
  }
  for (const { at, channel, isGood } of votes)
    if (at >= since) add(at, channel, { good: Number(isGood), bad: Number(!isGood) });
  return {
    weeks: named(weeks),
    channels: named(channels).toSorted((a, b) => b.asked - a.asked),
    cases: mostCited(cases),
    subjects: mostCited(subjects),
    total,
  };
}

const NONE: Count = { asked: 0, refused: 0, good: 0, bad: 0 };

function plus(count: Count = NONE, more: Partial<Count>): Count {
  return {
    asked: count.asked + (more.asked ?? 0),
    refused: count.refused + (more.refused ?? 0),
    good: count.good + (more.good ?? 0),
    bad: count.bad + (more.bad ?? 0),
  };
}

function named(counts: ReadonlyMap<string, Count>): Named[] {
  return [...counts].map(([name, count]) => ({ name, ...count }));
}

function mostCited(counts: ReadonlyMap<string, number>): Cited[] {
  return [...counts].map(([name, cited]) => ({ name, cited })).toSorted((a, b) => b.cited - a.cited);
}

export function mondayOf(at: number): number {
  return at - ((at - FIRST_MONDAY) % WEEK);
}

/** In China, as in 2026-11-23. */
export function dayOf(at: number): string {
  return new Date(at + 8 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
