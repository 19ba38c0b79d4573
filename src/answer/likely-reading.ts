/** A message that no template decides → what is done by the messages most like it. */

import type { Circumstances, Reading } from "../question/acts.ts";
import { likelyAct, type Talk } from "../question/likely-act.ts";
import type { Said } from "../question/noise.ts";
import type { Knowledge } from "./knowledge.ts";
import { tells } from "./telling.ts";

/**
 * Below these it is hardly a question: of a message no word of which tells documents apart, of any other, of one that looks like
 * talk already, and of one that names a case.
 */
const HARDLY = { untold: 0.1, told: 0.01, talk: 0.5, named: 1e-6 };
const SURELY = 0.99;

/** What no template knows for certain does what is done by the most like it; of what the documents tell, it asks them. */
export async function likelyReading(
  known: Reading,
  said: Said,
  { names, goesOn }: Pick<Circumstances, "names" | "goesOn">,
  knowledge: Knowledge,
): Promise<Reading> {
  if (!isOpen(known)) return known;
  const likely = said.attacks.length > 0 ? null : likelyAct(said.bare);
  if (!likely || (likely.asks > SURELY && known.act === "asks")) return known;
  if (likely.asks > SURELY) return { act: "asks", sure: false };
  const isTelling = await tells(said.said, knowledge);
  const usual = !isTelling && !goesOn ? HARDLY.untold : known.act === "asks" ? HARDLY.told : HARDLY.talk;
  if (likely.asks >= (names ? HARDLY.named : usual)) return known;
  if (isTelling && MAY_BE_TOLD.test(likely.kind) && (await isTold(said.said, knowledge))) return known;
  // Of an answer just given its words are shown.
  return likely.kind === "about-source" && goesOn ? { act: "doubts" } : READINGS[likely.kind];
}

function isOpen(reading: Reading): boolean {
  return (reading.act === "asks" || reading.act === "talks-to-others") && !reading.sure;
}

/** Kinds of which documents may tell as well: fees, telephones, weather, computers. */
const MAY_BE_TOLD = /^(?:about|off|wants-text|translate|pastime)/;

/** Share of the weight of what is asked that one passage speaks of. */
const TOLD = 0.6;

async function isTold(text: string, { retriever }: Knowledge): Promise<boolean> {
  const [hit] = await retriever.retrieve(text, { limit: 1 });
  return hit !== undefined && hit.coverage >= TOLD;
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
};
