/** Words of a question and cases → the parts of these cases that the words name, best first. */

import type { Case } from "../corpus/case.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { type CasePart, casePartsOf, type PartKind } from "../question/case-parts.ts";
import { fitsOf, lettersOf, pairsOf } from "../question/part-words.ts";
import { fitsByCase } from "./described.ts";

interface NamedPart {
  readonly case: Case;
  readonly part: CasePart;
  /** How well the words fit its name, 0 to 1. */
  readonly fit: number;
  /** The same with how well the rest of the question fits its case. */
  readonly rank: number;
}

/** Of what no text has more than so much may stand in the words: people name parts in their own way. */
const LEAST_COVERED = 0.75;
const LEAST_EXACT = 0.34;

/** How well a case fits the rest of the question decides between parts of like names. */
const CASE_SHARE = 0.5;

/** Among parts that fit equally, what has a name of its own goes before a paragraph that opens so. */
const KIND_WORTH: Readonly<Record<PartKind, number>> = {
  section: 0.06,
  heading: 0.05,
  question: 0.05,
  article: 0.04,
  item: 0.04,
  paragraph: 0,
};

const templates = openTemplates("sections");

/** Phrases of the question that point at a part (“赛后复盘”那条, 绿色通道那条), the plainest first. */
export function phrasesIn(text: string): string[] {
  const phrases = templates.all
    .filter(({ group }) => group === "pointed-at")
    .flatMap(({ pattern }) => [...text.matchAll(pattern)].map(({ groups }) => groups?.words ?? ""));
  const bare = phrases.map((words) => templates.without("pointing-opening", words).trim());
  return [...new Set(bare)].filter((words) => words.length >= 2);
}

/** `rest` is what else the question says, by which cases are told apart; `cases` are best first. */
export function partsNamed(words: string, rest: string, cases: readonly Case[]): NamedPart[] {
  const pool = cases.flatMap((of) => casePartsOf(of).map((part) => ({ case: of, part })));
  const ignored =
    cases.length === 1 && cases[0]
      ? pairsOf(readable(`${cases[0].organization} ${cases[0].title}`))
      : undefined;
  // A year says which document is meant.
  const phrase = words.replace(templates.match("year-first", words)?.[0] ?? "", "");
  const fits = fitsOf(
    phrase,
    pool.map(({ part }) => namePairs(part)),
    ignored,
  );
  const worth = fitsByCase(rest, cases);
  return pool
    .flatMap(({ case: of, part }, i): NamedPart[] => {
      const { covered = 0, exact = 0 } = fits[i] ?? {};
      const letters = lettersIn(phrase, part);
      if (letters < LEAST_LETTERS && (covered < LEAST_COVERED || exact < LEAST_EXACT)) return [];
      const own = pairsOf(part.name).size;
      const brevity = own === 0 ? 0 : 0.1 * Math.min(1, pairsOf(words).size / own);
      const fit = Math.max(exact, letters);
      return [
        {
          case: of,
          part,
          fit,
          rank: fit + brevity + KIND_WORTH[part.kind] + CASE_SHARE * (worth.get(of) ?? 0),
        },
      ];
    })
    .sort((a, b) => b.rank - a.rank);
}

/** Words in another order (给职工办实事, 办好职工实事): of so many letters this share stands in a name not much longer. */
const LEAST_LETTERS = 0.75;
const FEWEST_LETTERS = 4;

function lettersIn(phrase: string, { kind, name }: CasePart): number {
  const letters = new Set(lettersOf(phrase));
  if (kind === "paragraph" || letters.size < FEWEST_LETTERS || name.length > 3 * letters.size) return 0;
  return 0.9 * ([...letters].filter((letter) => name.includes(letter)).length / letters.size);
}

const names = new WeakMap<CasePart, ReadonlySet<string>>();

function namePairs(part: CasePart): ReadonlySet<string> {
  let pairs = names.get(part);
  if (!pairs) {
    pairs = pairsOf(part.name);
    names.set(part, pairs);
  }
  return pairs;
}
