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
  const { priors, rows, table } = learned();
  const logs = Float64Array.from(priors);
  for (const token of tokensOf(readable(message.slice(0, MAX_READ)))) {
    const row = rows.get(token);
    if (row === undefined) continue;
    for (let i = 0; i < logs.length; i += 1) logs[i] = (logs[i] ?? 0) + (table[row * logs.length + i] ?? 0);
  }
  const [asks = 0, ...talk] = logs;
  const most = Math.max(...talk);
  const others = talk.reduce((sum, log) => sum + Math.exp(log - most), 0);
  return {
    odds: (most + Math.log(others) - asks) / Math.LN10,
    kind: TALK[talk.indexOf(most)] ?? TALK[0],
  };
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

/** Logarithms, in the order of `KINDS`, of how likely a message is of each kind, and of how likely one of each has a token. */
interface Learned {
  readonly priors: Float64Array;
  /** By token that an example has, its row of the table. */
  readonly rows: ReadonlyMap<number, number>;
  readonly table: Float64Array;
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
  const rows = new Map<number, number>();
  const said = KINDS.map((kind) => {
    const own: number[] = [];
    for (const example of examples.get(kind) ?? [])
      for (const token of tokensOf(readable(example.slice(0, MAX_READ)))) {
        let row = rows.get(token);
        if (row === undefined) {
          row = rows.size;
          rows.set(token, row);
        }
        own.push(row);
      }
    return own;
  });
  const table = new Float64Array(rows.size * KINDS.length);
  said.forEach((own, kind) => {
    for (const row of own) {
      const at = row * KINDS.length + kind;
      table[at] = (table[at] ?? 0) + 1;
    }
  });
  const least = said.map((own) => own.length + UNSEEN * rows.size);
  const unseen = least.map((each) => Math.log(UNSEEN / each));
  for (let at = 0; at < table.length; at += 1) {
    const [count, kind] = [table[at] ?? 0, at % KINDS.length];
    table[at] = count === 0 ? (unseen[kind] ?? 0) : Math.log((count + UNSEEN) / (least[kind] ?? 0));
  }
  return {
    priors: Float64Array.from(KINDS, (kind) => Math.log((examples.get(kind) ?? []).length / all)),
    rows,
    table,
  };
}
