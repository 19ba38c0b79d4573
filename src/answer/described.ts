/** Words that describe a document or a piece of one (石粉那篇, 骑手注册成个体户那案例) → which are meant. */

import type { Case } from "../corpus/case.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { type CaseGroup, groupsOf } from "../question/case-groups.ts";
import { pairsOf, pairsOfWords } from "../question/part-words.ts";

export interface Piece {
  readonly case: Case;
  /** Null where the whole case is meant. */
  readonly group: CaseGroup | null;
  /** Share of the words, weighed by how few pieces have them, that it says; what only its text says counts less. */
  readonly fit: number;
}

/** What a piece says in its text alone is worth so much of what stands in its headings. */
const IN_TEXT = 0.7;

/** A piece of a document is meant rather than all of it where it says nearly as much. */
const NEARLY = 0.85;

/** So few characters are told of elsewhere at greater length. */
const SHORTEST = 100;

interface Entry {
  readonly case: Case;
  readonly group: CaseGroup | null;
  readonly head: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

const templates = openTemplates("summary");

const known = new WeakMap<Case, readonly Entry[]>();

/** The words that describe it: what stands before 那篇, 那个案例, 这份报告; all of them where nothing points so. */
export function describing(content: string): string {
  const words = templates.match("described", content)?.groups?.words?.trim();
  return words && words.length >= 2 ? words : content;
}

/** A piece is described by words of which it says this share, and leads the next by so much. */
export const FITTING = 0.5;
export const LEAD = 0.85;

/** The first, where nothing else fits the words nearly as well. */
export function clearly([first, next]: readonly Piece[]): Piece | undefined {
  const leads = first && first.fit >= FITTING && (!next || next.fit <= LEAD * first.fit);
  return leads ? first : undefined;
}

/** The case that 那篇 or 那个案例 is said of; undefined where nothing points so, or several fit. */
export function caseDescribed(content: string, cases: readonly Case[]): Case | undefined {
  const words = templates.match("described", content)?.groups?.words?.trim() ?? "";
  const own = cases.filter(({ role }) => role === "case");
  return words.length < 2 ? undefined : clearly(piecesDescribed(words, own))?.case;
}

/** Best first; a case before its pieces only where it says clearly more than any of them. */
export function piecesDescribed(words: string, cases: readonly Case[]): Piece[] {
  const entries = cases.flatMap(entriesOf);
  const weights = [...pairsOfWords(words)].map((pair): [string, number] => {
    const count = entries.reduce((sum, { all }) => sum + (all.has(pair) ? 1 : 0), 0);
    return [pair, count === 0 ? 0 : Math.log(1 + entries.length / count)];
  });
  const sum = weights.reduce((total, [, weight]) => total + weight, 0);
  if (sum === 0) return [];
  const pieces = entries.map(({ case: of, group, head, all }): Piece => {
    const said = weights.reduce(
      (total, [pair, weight]) => total + weight * (head.has(pair) ? 1 : all.has(pair) ? IN_TEXT : 0),
      0,
    );
    return { case: of, group, fit: said / sum };
  });
  const best = new Map<Case, number>();
  for (const { case: of, group, fit } of pieces) if (group) best.set(of, Math.max(best.get(of) ?? 0, fit));
  return pieces
    .filter(({ group }) => group === null || group.end - group.start >= SHORTEST)
    .filter(({ case: of, group, fit }) => group !== null || (best.get(of) ?? 0) < NEARLY * fit)
    .sort((a, b) => b.fit - a.fit);
}

function entriesOf(of: Case): readonly Entry[] {
  let entries = known.get(of);
  if (!entries) {
    const heading = of.heading.blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text));
    const head = [of.organization, of.title, of.file, ...heading];
    const make = (group: CaseGroup | null, lines: readonly string[], sections: Case["sections"]): Entry => {
      const text = sections.flatMap(({ name, blocks }) => [
        name,
        ...blocks.flatMap(({ sentences }) => sentences.map((sentence) => sentence.text)),
      ]);
      return {
        case: of,
        group,
        head: pairsOf(readable(lines.join("\n"))),
        all: pairsOf(readable([...lines, ...text].join("\n"))),
      };
    };
    entries = [
      make(null, head, of.sections),
      ...groupsOf(of).map((group) => make(group, [...group.names, ...group.lines], group.sections)),
    ];
    known.set(of, entries);
  }
  return entries;
}
