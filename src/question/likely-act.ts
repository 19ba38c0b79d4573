/**
 * A message that no template knows → what it most likely does, by the examples in language/acts-examples.zh.txt: naive Bayes over
 * characters and pairs of them (Manning, Raghavan and Schütze, Introduction to Information Retrieval, ch. 13), counted when it is
 * first asked. Nobody can list all that people say to each other; a question to the documents, however, is seldom like talk.
 */

import { readFileSync } from "node:fs";
import { readable } from "../language/templates.ts";

const TALK = [
  "greets",
  "introduces",
  "greets-all",
  "thanks",
  "notes",
  "praises",
  "ends",
  "laughs-reacts",
  "blames",
  "insults",
  "lost",
  "wants-more",
  "wants-less",
  "wants-another",
  "again",
  "stop",
  "colleagues",
  "about-self",
  "about-use",
  "about-cost",
  "about-source",
  "about-privacy",
  "about-updates",
  "about-input",
  "about-export",
  "wants-text",
  "pastime",
  "translate",
  "low",
  "danger",
  "own-dispute",
  "off-weather-time",
  "off-shopping-food-travel",
  "off-code-maths-school",
  "off-health",
  "off-news-politics-finance",
  "injection",
  "catalogue",
  "quotes-last",
  "rechecks",
] as const;

const KINDS = ["asks", ...TALK] as const;

export type Talk = (typeof TALK)[number];

export interface Likely {
  /** Decimal logarithm of the odds that the message asks the documents nothing; of naive Bayes, so far from even. */
  readonly odds: number;
  /** The likeliest kind, if it asks them nothing. */
  readonly kind: Talk;
}

/** Lidstone's: what no example of a kind says is as if a tenth of one did. */
const UNSEEN = 0.1;

/** Longer messages are read by their beginning. */
const MAX_READ = 120;

/** Null for what holds no Chinese. */
export function likelyAct(message: string): Likely | null {
  if (!/\p{Script=Han}/u.test(message)) return null;
  const { priors, tokens } = learned();
  const logs = Float64Array.from(priors);
  for (const token of tokensOf(message)) {
    const own = tokens.get(token);
    if (own) addTo(logs, own);
  }
  const [asks = 0, ...talk] = logs;
  const most = Math.max(...talk);
  const others = talk.reduce((sum, log) => sum + Math.exp(log - most), 0);
  return {
    odds: (most + Math.log(others) - asks) / Math.LN10,
    kind: TALK[talk.indexOf(most)] ?? TALK[0],
  };
}

/** Characters and pairs, each once; the ends of the message count as characters, Latin words as one, whatever they say. */
function tokensOf(message: string): ReadonlySet<string> {
  const text = `^${readable(message.slice(0, MAX_READ))
    .trim()
    .replace(/[a-z]+/g, "a")}$`;
  const characters = [...text];
  return new Set(characters.flatMap((character, i) => [character, `${character}${characters[i + 1] ?? ""}`]));
}

/** Logarithms, in the order of `KINDS`, of how likely a message is of each kind, and of how likely one of each has a token. */
interface Learned {
  readonly priors: Float64Array;
  /** Of all tokens that an example has. */
  readonly tokens: ReadonlyMap<string, Float64Array>;
}

let read: Learned | undefined;

function learned(): Learned {
  read ??= learnedFrom(readFileSync(new URL("../language/acts-examples.zh.txt", import.meta.url), "utf8"));
  return read;
}

/** Throws where a kind is unknown, or has no examples. */
export function learnedFrom(text: string): Learned {
  const examples = new Map(examplesIn(text));
  for (const [name, own] of examples)
    if (!KINDS.some((kind) => kind === name) || own.length === 0)
      throw new Error(`acts-examples.zh.txt: expected examples of a kind, found "== ${name}"`);
  const missing = KINDS.filter((kind) => !examples.has(kind));
  if (missing.length > 0) throw new Error(`acts-examples.zh.txt: expected examples of ${missing.join(", ")}`);
  const all = [...examples.values()].flat().length;
  const counts = countsOf(KINDS.map((kind) => examples.get(kind) ?? []));
  const sums = new Float64Array(KINDS.length);
  for (const of of counts.values()) addTo(sums, of);
  const least = sums.map((sum) => sum + UNSEEN * counts.size);
  const unseen = least.map((each) => Math.log(UNSEEN / each));
  for (const of of counts.values())
    for (let i = 0; i < of.length; i += 1) {
      const count = of[i] ?? 0;
      of[i] = count === 0 ? (unseen[i] ?? 0) : Math.log((count + UNSEEN) / (least[i] ?? 0));
    }
  return {
    priors: Float64Array.from(KINDS, (kind) => Math.log((examples.get(kind) ?? []).length / all)),
    tokens: counts,
  };
}

function addTo(sums: Float64Array, more: Float64Array): void {
  for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] ?? 0) + (more[i] ?? 0);
}

/** In how many of the examples of each kind a token is. */
function countsOf(examples: readonly (readonly string[])[]): Map<string, Float64Array> {
  const counts = new Map<string, Float64Array>();
  for (const [i, own] of examples.entries())
    for (const token of own.flatMap((example) => [...tokensOf(example)])) {
      const of = counts.get(token) ?? new Float64Array(examples.length);
      of[i] = (of[i] ?? 0) + 1;
      counts.set(token, of);
    }
  return counts;
}

function examplesIn(text: string): [string, string[]][] {
  const [, ...groups] = text.split(/^== /m);
  return groups.map((group) => {
    const [name = "", ...lines] = group.trim().split("\n");
    const examples = lines.flatMap((line) => line.split("｜")).map((example) => example.trim());
    return [name, examples.filter((example) => example !== "")];
  });
}
