/**
 * A message that no template knows → what it most likely does, by the examples in language/acts-examples.zh.txt: naive Bayes over
 * characters and pairs of them (Manning, Raghavan and Schütze, Introduction to Information Retrieval, ch. 13), counted when it is
 * first asked. Nobody can list all that people say to each other; a question to the documents, however, is seldom like talk.
 */

import { readFileSync } from "node:fs";
import { readable } from "../language/templates.ts";

export const KINDS = [
  "asks",
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
] as const;

export type Kind = (typeof KINDS)[number];

export interface Likely {
  /** How likely the message asks the documents, from 0 to 1; the odds of naive Bayes are far from even. */
  readonly asks: number;
  /** The likeliest kind of the others. */
  readonly kind: Exclude<Kind, "asks">;
}

/** Lidstone's: what no example of a kind says is as if a tenth of one did. */
const UNSEEN = 0.1;

/** Longer messages are read by their beginning. */
const MAX_READ = 120;

interface Counts {
  readonly examples: number;
  readonly tokens: ReadonlyMap<string, number>;
  readonly total: number;
}

/** Null for what holds no Chinese. */
export function likelyAct(message: string): Likely | null {
  if (!/\p{Script=Han}/u.test(message)) return null;
  const { kinds, known } = learned();
  const tokens = [...tokensOf(message)].filter((token) => known.has(token));
  const all = [...kinds.values()].reduce((sum, { examples }) => sum + examples, 0);
  const logs = KINDS.map((kind) => {
    const { examples, tokens: counts, total } = kinds.get(kind) ?? NONE;
    const least = total + UNSEEN * known.size;
    return tokens.reduce(
      (sum, token) => sum + Math.log(((counts.get(token) ?? 0) + UNSEEN) / least),
      Math.log(examples / all),
    );
  });
  const most = Math.max(...logs);
  const odds = logs.map((log) => Math.exp(log - most));
  const sum = odds.reduce((a, b) => a + b, 0);
  const kind = KINDS.slice(1).reduce((best, one) =>
    (logs[at(one)] ?? 0) > (logs[at(best)] ?? 0) ? one : best,
  );
  return { asks: (odds[at("asks")] ?? 0) / sum, kind: kind as Likely["kind"] };
}

const at = (kind: Kind) => KINDS.indexOf(kind);
const NONE: Counts = { examples: 0, tokens: new Map(), total: 0 };

/** Characters and pairs, each once; the ends of the message count as characters, Latin words as one, whatever they say. */
function tokensOf(message: string): ReadonlySet<string> {
  const text = `^${readable(message.slice(0, MAX_READ))
    .trim()
    .replace(/[a-z]+/g, "a")}$`;
  return new Set([...text].flatMap((character, i) => [character, text.slice(i, i + 2)]));
}

let read: { readonly kinds: ReadonlyMap<Kind, Counts>; readonly known: ReadonlySet<string> } | undefined;

function learned() {
  read ??= learnedFrom(readFileSync(new URL("../language/acts-examples.zh.txt", import.meta.url), "utf8"));
  return read;
}

/** Throws where a kind is unknown, or has no examples. */
export function learnedFrom(text: string) {
  const kinds = new Map<Kind, Counts>();
  const known = new Set<string>();
  for (const [name, examples] of examplesIn(text)) {
    const kind = KINDS.find((one) => one === name);
    if (!kind || examples.length === 0)
      throw new Error(`acts-examples.zh.txt: expected examples of a kind, found "== ${name}"`);
    const tokens = new Map<string, number>();
    for (const token of examples.flatMap((example) => [...tokensOf(example)])) {
      tokens.set(token, (tokens.get(token) ?? 0) + 1);
      known.add(token);
    }
    const total = [...tokens.values()].reduce((sum, count) => sum + count, 0);
    kinds.set(kind, { examples: examples.length, tokens, total });
  }
  const missing = KINDS.filter((kind) => !kinds.has(kind));
  if (missing.length > 0) throw new Error(`acts-examples.zh.txt: expected examples of ${missing.join(", ")}`);
  return { kinds, known };
}

function examplesIn(text: string): [string, string[]][] {
  const [, ...groups] = text.split(/^== /m);
  return groups.map((group) => {
    const [name = "", ...lines] = group.trim().split("\n");
    const examples = lines.flatMap((line) => line.split("｜")).map((example) => example.trim());
    return [name, examples.filter((example) => example !== "")];
  });
}
