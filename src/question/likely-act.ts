/**
 * A message that no template knows → what it most likely does, by the examples in language/acts-examples.zh.txt: naive Bayes over
 * characters and pairs of them (Manning, Raghavan and Schütze, Introduction to Information Retrieval, ch. 13), counted when it is
 * first asked. Nobody can list all that people say to each other; a question to the documents, however, is seldom like talk.
 */

import { readFileSync } from "node:fs";
import { examplesIn } from "../language/examples.ts";
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
  const { priors, least, unseen, said } = learned();
  const logs = [...priors];
  for (const token of tokensOf(readable(message.slice(0, MAX_READ)))) {
    const counts = countsOf(token, said);
    counts?.forEach((count, kind) => {
      const log = count === 0 ? (unseen[kind] ?? 0) : Math.log((count + UNSEEN) / (least[kind] ?? 0));
      logs[kind] = (logs[kind] ?? 0) + log;
    });
  }
  const [asks = 0, ...talk] = logs;
  const most = Math.max(...talk);
  const others = talk.reduce((sum, log) => sum + Math.exp(log - most), 0);
  return {
    odds: (most + Math.log(others) - asks) / Math.LN10,
    kind: TALK[talk.indexOf(most)] ?? TALK[0],
  };
}

/** By kind, how many examples have the token; undefined where none has. */
function countsOf(token: number, said: Float64Array): number[] | undefined {
  let at = 0;
  for (let end = said.length; at < end; ) {
    const middle = (at + end) >> 1;
    if ((said[middle] ?? 0) < token * MOST_KINDS) at = middle + 1;
    else end = middle;
  }
  const counts = KINDS.map(() => 0);
  const from = at;
  for (; tokenOf(said[at] ?? Number.NaN) === token; at += 1) {
    const kind = (said[at] ?? 0) - token * MOST_KINDS;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return at > from ? counts : undefined;
}

/**
 * Characters and pairs, each once; the ends of the message count as characters, Latin words as one, whatever they say. A pair is
 * told by its code units side by side, those of a character beyond the first plane by what its last bits say.
 */
function tokensOf(read: string): ReadonlySet<number> {
  const tokens = new Set<number>();
  let last = 0;
  for (const character of `^${read.trim().replace(/[a-z]+/g, "a")}$`) {
    const unit = (character.codePointAt(0) ?? 0) & 0xffff;
    if (last > 0) tokens.add((last << 16) | unit);
    tokens.add(unit << 16);
    last = unit;
  }
  return tokens;
}

/** Numbers in the order of `KINDS`. */
interface Learned {
  /** Logarithms of how likely a message is of each kind. */
  readonly priors: readonly number[];
  /** How many tokens the examples of each kind have, and what is added for those that they do not. */
  readonly least: readonly number[];
  /** Logarithms of how likely a message of each kind has a token that no example of it has. */
  readonly unseen: readonly number[];
  /** One for each token of each example, in ascending order: the token times `MOST_KINDS`, and the example's kind. */
  readonly said: Float64Array;
}

/** Above the number of kinds. */
const MOST_KINDS = 64;

const tokenOf = (one: number) => Math.floor(one / MOST_KINDS);

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
  // Of a text there are at most two tokens for each character and end.
  const room = new Float64Array(4 * text.length);
  let size = 0;
  const lengths = KINDS.map((kind, number) => {
    const from = size;
    for (const example of examples.get(kind) ?? [])
      for (const token of tokensOf(readable(example.slice(0, MAX_READ)))) {
        room[size] = token * MOST_KINDS + number;
        size += 1;
      }
    return size - from;
  });
  const said = room.slice(0, size).sort();
  const tokens = said.filter((one, i) => i === 0 || tokenOf(one) !== tokenOf(said[i - 1] ?? 0)).length;
  const least = lengths.map((length) => length + UNSEEN * tokens);
  return {
    priors: KINDS.map((kind) => Math.log((examples.get(kind) ?? []).length / all)),
    least,
    unseen: least.map((each) => Math.log(UNSEEN / each)),
    said,
  };
}
