/** What a question names and says → how much speaks for each case, and whether the best two are level. */

import type { Mention } from "./mention.ts";

export interface CaseVote {
  /** Into `store.cases()`. */
  readonly ordinal: number;
  /** Sum over what speaks for it, each the more the fewer cases it speaks for. */
  readonly weight: number;
  /** A name speaks for it, not words or a year alone. */
  readonly named: boolean;
}

/** Anything that speaks for some cases. */
export interface Ballot {
  readonly cases: readonly number[];
  readonly minor?: readonly number[];
  readonly worth: number;
}

/** What a name of the kind is worth beside an organisation's. */
const WORTH: Readonly<Record<Mention["kind"], number>> = {
  organization: 1,
  short: 1,
  place: 1.5,
  number: 1.2,
  title: 1,
  person: 0.9,
  programme: 0.8,
  heading: 0.8,
  region: 0.4,
  level: 0.3,
};

/** A place inside a larger one is called by the larger one first. */
const MINOR = 0.8;

/** Cases that are no further apart are level. */
const MARGIN = 0.15;

export interface Election {
  readonly cases: readonly CaseVote[];
  readonly level: boolean;
}

/** `hints` (years, words of headings) and `words` order the cases that are named; where none is, the hints decide alone. */
export function elect(
  mentions: readonly Mention[],
  {
    hints,
    words,
    count,
  }: { readonly hints: readonly Ballot[]; readonly words: readonly Ballot[]; readonly count: number },
): Election {
  const byName = tally(mentions.map(ballotOf), count);
  const byHint = tally(hints, count);
  const byWord = tally(words, count);
  const named = byName.size > 0;
  const ordinals = named ? byName.keys() : byHint.keys();
  const cases = [...ordinals]
    .map((ordinal) => ({
      ordinal,
      weight: (byName.get(ordinal) ?? 0) + (byHint.get(ordinal) ?? 0) + (byWord.get(ordinal) ?? 0),
      named,
    }))
    .sort((a, b) => b.weight - a.weight || a.ordinal - b.ordinal);
  return { cases, level: named && isLevel(cases, mentions) };
}

/** Kinds of which several cases may be meant at once. */
const SHARED: ReadonlySet<Mention["kind"]> = new Set(["region", "level", "programme", "heading"]);

function isLevel([first, second]: readonly CaseVote[], mentions: readonly Mention[]): boolean {
  if (!first || !second || first.weight - second.weight > MARGIN) return false;
  return mentions.some(
    ({ kind, cases }) => !SHARED.has(kind) && cases.includes(first.ordinal) && cases.includes(second.ordinal),
  );
}

/** Of the cases that one name may mean, those that the other names, years and words of headings speak for most. */
export function narrowed(mentions: readonly Mention[], others: readonly Ballot[], count: number): Mention[] {
  const votes = tally([...mentions.map(ballotOf), ...others], count);
  return mentions.map((mention) => {
    if (mention.cases.length < 2 || mention.kind === "region" || mention.kind === "level") return mention;
    const most = Math.max(...mention.cases.map((ordinal) => votes.get(ordinal) ?? 0));
    const cases = mention.cases.filter((ordinal) => (votes.get(ordinal) ?? 0) > most - MARGIN);
    return cases.length === mention.cases.length ? mention : { ...mention, cases };
  });
}

function ballotOf({ kind, cases, minor }: Mention): Ballot {
  return { cases, minor, worth: WORTH[kind] };
}

function tally(ballots: readonly Ballot[], count: number): Map<number, number> {
  const votes = new Map<number, number>();
  for (const { cases, minor = [], worth } of ballots) {
    const weight = worth * Math.log(1 + count / cases.length);
    for (const ordinal of cases)
      votes.set(ordinal, (votes.get(ordinal) ?? 0) + weight * (minor.includes(ordinal) ? MINOR : 1));
  }
  return votes;
}
