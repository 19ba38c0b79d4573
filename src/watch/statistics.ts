/** The record of what was said → how often, about what and with what success, by week and channel; nothing of persons is in it. */

import { setImmediate as nextTurn } from "node:timers/promises";
import type { AuditEntry } from "./audit.ts";

export interface Count {
  readonly asked: number;
  /** Of them. */
  readonly refused: number;
}

export interface Named extends Count {
  readonly name: string;
}

export interface Statistics {
  /** The oldest first, none left out in between; by their Monday, as in 2026-11-23. */
  readonly weeks: readonly Named[];
  /** The most asked first. */
  readonly channels: readonly Named[];
  /** Organizations of the cases that answers cited, the most cited first. */
  readonly cases: readonly { readonly name: string; readonly cited: number }[];
  readonly total: Count;
  /** Votes on answers, in all channels. */
  readonly votes: { readonly good: number; readonly bad: number };
}

const DAY = 24 * 60 * 60 * 1000;
const WEEK = 7 * DAY;

/** Weeks begin on Monday at midnight in China; the first day of 1970 was a Thursday. */
const FIRST_MONDAY = 4 * DAY - 8 * 60 * 60 * 1000;

export const WEEKS = 13;

/** How many entries are read before others have their turn. */
const AT_ONCE = 500;

/** The Monday with which the weeks begin that are counted. */
export function statisticsSince(now: number): number {
  return mondayOf(now) - (WEEKS - 1) * WEEK;
}

/** `entries`: of those weeks. What is asked for by a catalogue or a button counts too; what was shown early does not. */
export async function statisticsOf(
  entries: Iterable<AuditEntry>,
  votes: Statistics["votes"],
  now: number,
): Promise<Statistics> {
  const since = statisticsSince(now);
  const weeks = new Map<string, Count>();
  for (let monday = since; monday <= now; monday += WEEK) weeks.set(dayOf(monday), NONE);
  const channels = new Map<string, Count>();
  const cited = new Map<string, number>();
  let total = NONE;
  let read = 0;
  for (const { at, record } of entries) {
    read += 1;
    if (read % AT_ONCE === 0) await nextTurn();
    if (record.kind !== "answer" || record.isEarly || at < since) continue;
    const isRefused = record.answer === "not-found";
    add(weeks, dayOf(mondayOf(at)), isRefused);
    add(channels, record.channel, isRefused);
    total = plus(total, isRefused);
    for (const name of new Set(record.citations.map((citation) => citation.case.organization)))
      cited.set(name, (cited.get(name) ?? 0) + 1);
  }
  return {
    weeks: [...weeks].map(([name, count]) => ({ name, ...count })),
    channels: [...channels]
      .map(([name, count]) => ({ name, ...count }))
      .toSorted((a, b) => b.asked - a.asked),
    cases: [...cited].map(([name, count]) => ({ name, cited: count })).toSorted((a, b) => b.cited - a.cited),
    total,
    votes,
  };
}

const NONE: Count = { asked: 0, refused: 0 };

function add(counts: Map<string, Count>, name: string, isRefused: boolean): void {
  counts.set(name, plus(counts.get(name) ?? NONE, isRefused));
}

function plus({ asked, refused }: Count, isRefused: boolean): Count {
  return { asked: asked + 1, refused: refused + Number(isRefused) };
}

function mondayOf(at: number): number {
  return at - ((at - FIRST_MONDAY) % WEEK);
}

/** In China. */
function dayOf(at: number): string {
  return new Date(at + 8 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
