/** A message that no template decides → what is done by the messages most like it. */

import { readable } from "../language/templates.ts";
import { type Circumstances, type Reading, wishesSomething } from "../question/acts.ts";
import { likelyAct, type Talk } from "../question/likely-act.ts";
import type { Said } from "../question/noise.ts";
import { onlyOfKind } from "./abilities/organization-asked.ts";
import type { Knowledge } from "./knowledge.ts";

/**
 * Logistic weights, in logits, fitted on 450 messages by four hands, 415 questions about the ten cases and, half as heavy, those
 * about 55 other corpora that the examples do not settle; leaving out a hand 89.5 % are right. The odds by the examples, what one
 * passage tells of the message's words (0 to 1), that a case is named, that it stands in a thread of people, that the templates
 * guess it to be said to others. Above zero it asks the documents nothing.
 */
const WEIGHTS = { intercept: -0.5, odds: 0.36, told: -1.9, names: -0.4, inThread: 1.9, guessed: 1.55 };

/** Odds beyond these say no more: the examples are not independent. */
const MOST_ODDS = 12;

/** One passage tells of so much of what is said. */
const ALL_TOLD = 0.6;

/** What no template knows for certain does what is done by the most like it; of what the documents tell, it asks them. */
export async function likelyReading(
  known: Reading,
  said: Said,
  { names, goesOn, addressed }: Circumstances,
  knowledge: Knowledge,
): Promise<Reading> {
  if (!isOpen(known)) return known;
  const likely = said.attacks.length > 0 ? null : likelyAct(said.bare);
  if (!likely) return known;
  const untold =
    WEIGHTS.intercept +
    WEIGHTS.odds * Math.max(-MOST_ODDS, Math.min(MOST_ODDS, likely.odds)) +
    (names ? WEIGHTS.names : 0) +
    (addressed === "thread-follow-up" ? WEIGHTS.inThread : 0) +
    (known.act === "asks" ? 0 : WEIGHTS.guessed);
  if (untold <= 0) return { act: "asks", sure: false };
  const share = await told(said.said, knowledge);
  // 会费 is money of the members where the documents tell of it.
  const isOfMatter = likely.kind === "about-cost" && share >= ALL_TOLD;
  if (isOfMatter || untold + WEIGHTS.told * share <= 0) return { act: "asks", sure: false };
  // 你好我是新来的，能介绍下这本汇编吗
  if (READINGS[likely.kind].act === "greets" && wishesSomething(said.said))
    return { act: "asks", sure: false };
  // 有没有新疆的 asks for some of the cases.
  if (onlyOfKind(readable(said.said))) return { act: "asks", sure: false };
  // Of an answer just given its words are shown.
  return likely.kind === "about-source" && goesOn ? { act: "doubts" } : READINGS[likely.kind];
}

function isOpen(reading: Reading): boolean {
  return (reading.act === "asks" || reading.act === "talks-to-others") && !reading.sure;
}

/** The share of the weight of what is said that one passage speaks of. */
async function told(text: string, { retriever }: Knowledge): Promise<number> {
  const [hit] = await retriever.retrieve(text, { limit: 1 });
  return hit?.coverage ?? 0;
}

const about = (matter: string): Reading => ({ act: "about-bot", matter });
const off = (field: string): Reading => ({ act: "off-field", field, key: "" });

const READINGS: Readonly<Record<Talk, Reading>> = {
  greets: { act: "greets" },
  introduces: { act: "greets" },
  "greets-all": { act: "greets-all" },
  thanks: { act: "thanks" },
  notes: { act: "reacts" },
  praises: { act: "reacts" },
  ends: { act: "ends" },
  "laughs-reacts": { act: "laughs" },
  blames: { act: "misunderstood" },
  insults: { act: "insults" },
  lost: { act: "lost" },
  "wants-more": { act: "wants-more" },
  "wants-less": { act: "wants-less" },
  "wants-another": { act: "wants-another" },
  again: { act: "again" },
  stop: { act: "stop" },
  colleagues: { act: "talks-to-others", sure: true },
  "about-self": about("self"),
  "about-use": about("use"),
  "about-cost": about("cost"),
  "about-source": about("source"),
  "about-privacy": about("privacy"),
  "about-updates": about("updates"),
  "about-input": about("input"),
  "about-export": about("export"),
  "wants-text": { act: "wants-text", kind: "text" },
  pastime: { act: "wants-text", kind: "pastime" },
  translate: { act: "wants-text", kind: "translation" },
  low: { act: "distressed", danger: false },
  danger: { act: "distressed", danger: true },
  "own-dispute": { act: "own-dispute" },
  "off-weather-time": off("any"),
  "off-shopping-food-travel": off("any"),
  "off-code-maths-school": off("any"),
  "off-health": off("health"),
  "off-news-politics-finance": off("any"),
  injection: { act: "injects" },
  catalogue: { act: "wants-all" },
  "quotes-last": { act: "doubts" },
  rechecks: { act: "blames" },
};
