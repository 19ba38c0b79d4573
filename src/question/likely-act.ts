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
type Kind = (typeof KINDS)[number];

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

/** Logarithms of how likely a message is of the kind, and of how likely one of the kind has a token. */
interface Odds {
  readonly prior: number;
  readonly tokens: ReadonlyMap<string, number>;
  readonly unseen: number;
}

/** Null for what holds no Chinese. */
export function likelyAct(message: string): Likely | null {
  if (!/\p{Script=Han}/u.test(message)) return null;
  const { kinds, known } = learned();
  const tokens = [...tokensOf(message)].filter((token) => known.has(token));
  const logOf = ({ prior, tokens: own, unseen }: Odds) =>
    tokens.reduce((sum, token) => sum + (own.get(token) ?? unseen), prior);
  const asks = logOf(kinds.asks);
  const logs = new Map(TALK.map((kind) => [kind, logOf(kinds[kind])]));
  const kind = TALK.reduce((best, one) => ((logs.get(one) ?? 0) > (logs.get(best) ?? 0) ? one : best));
  const most = logs.get(kind) ?? 0;
  const others = [...logs.values()].reduce((sum, log) => sum + Math.exp(log - most), 0);
  return { odds: (most + Math.log(others) - asks) / Math.LN10, kind };
}

/** Characters and pairs, each once; the ends of the message count as characters, Latin words as one, whatever they say. */
function tokensOf(message: string): ReadonlySet<string> {
  const text = `^${readable(message.slice(0, MAX_READ))
    .trim()
    .replace(/[a-z]+/g, "a")}$`;
  const characters = [...text];
  return new Set(characters.flatMap((character, i) => [character, `${character}${characters[i + 1] ?? ""}`]));
}

interface Learned {
  readonly kinds: Readonly<Record<Kind, Odds>>;
  /** All tokens that an example has. */
  readonly known: ReadonlySet<string>;
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
  const counts = new Map([...examples].map(([name, own]) => [name, countsIn(own)]));
  const known = new Set([...counts.values()].flatMap((own) => [...own.keys()]));
  const all = [...examples.values()].flat().length;
  const oddsOf = (kind: Kind): Odds => {
    const own = counts.get(kind) ?? new Map<string, number>();
    const least = [...own.values()].reduce((sum, count) => sum + count, 0) + UNSEEN * known.size;
    const logOf = (count: number) => Math.log((count + UNSEEN) / least);
    return {
      prior: Math.log((examples.get(kind) ?? []).length / all),
      tokens: new Map([...own].map(([token, count]) => [token, logOf(count)])),
      unseen: logOf(0),
    };
  };
  return {
    kinds: Object.fromEntries(KINDS.map((kind) => [kind, oddsOf(kind)])) as Record<Kind, Odds>,
    known,
  };
}

/** In how many of the examples a token is. */
function countsIn(examples: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const example of examples)
    for (const token of tokensOf(example)) counts.set(token, (counts.get(token) ?? 0) + 1);
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
