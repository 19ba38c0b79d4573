/** Words that describe a document (石粉那篇, 骑手注册成个体户那案例) → the case that is meant. */

import type { Case } from "../corpus/case.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { pairsOf, pairsOfWords } from "../question/part-words.ts";

/** What a case says in its text alone is worth so much of what stands in its headings. */
const IN_TEXT = 0.7;

/** A case is described by words of which it says this share, and leads the next by so much. */
const FITTING = 0.5;
const LEAD = 0.85;

interface Entry {
  readonly head: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

const templates = openTemplates("summary");

const known = new WeakMap<Case, Entry>();

/** What describes a case and what describes a part of it: 石粉 of 石粉那篇里的办法, and 办法; the same where nothing tells them apart. */
export function describing(content: string): { readonly whole: string; readonly part: string } {
  const match = templates.match("described", content);
  const words = match?.groups?.words?.trim() ?? "";
  if (!match || words.length < 2) return { whole: content, part: content };
  const isWhole = match.groups?.whole !== undefined;
  return { whole: words, part: isWhole ? content.slice((match.index ?? 0) + match[0].length) : words };
}

/** The case that 那篇 or 那个案例 is said of; undefined where nothing points so, or several fit. */
export function caseDescribed(content: string, cases: readonly Case[]): Case | undefined {
  const words = templates.match("described", content)?.groups?.words?.trim() ?? "";
  const own = cases.filter(({ role }) => role === "case");
  return words.length < 2 ? undefined : clearlyDescribed(words, own);
}

/** The case that says most of the words, weighed by how few cases have them, where nothing else says nearly as much. */
export function clearlyDescribed(words: string, cases: readonly Case[]): Case | undefined {
  const entries = cases.map(entryOf);
  const weights = [...pairsOfWords(words)].map((pair): [string, number] => {
    const count = entries.reduce((sum, { all }) => sum + (all.has(pair) ? 1 : 0), 0);
    return [pair, count === 0 ? 0 : Math.log(1 + entries.length / count)];
  });
  const sum = weights.reduce((total, [, weight]) => total + weight, 0);
  if (sum === 0) return undefined;
  const fits = entries.map(
    ({ head, all }) =>
      weights.reduce(
        (total, [pair, weight]) => total + weight * (head.has(pair) ? 1 : all.has(pair) ? IN_TEXT : 0),
        0,
      ) / sum,
  );
  const [best = 0, next = 0] = fits.toSorted((a, b) => b - a);
  return best >= FITTING && next <= LEAD * best ? cases[fits.indexOf(best)] : undefined;
}

function entryOf(of: Case): Entry {
  let entry = known.get(of);
  if (!entry) {
    const heading = of.heading.blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text));
    const head = [of.organization, of.title, of.file, ...heading];
    const text = of.sections.flatMap(({ name, blocks }) => [
      name,
      ...blocks.flatMap(({ sentences }) => sentences.map((sentence) => sentence.text)),
    ]);
    entry = {
      head: pairsOf(readable(head.join("\n"))),
      all: pairsOf(readable([...head, ...text].join("\n"))),
    };
    known.set(of, entry);
  }
  return entry;
}
