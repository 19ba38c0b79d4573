/**
 * 哪家挽回的损失最多, which names no number to ask for → the figures that cases tell of it, the largest first; null where none is
 * surely told. A case that tells none is not among them, so a lone figure is quoted and called nothing.
 */

import type { Claim } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import { sameUnit } from "../../language/quantities.ts";
import { withoutAsking } from "../../language/stop-words.ts";
import { unitAsked } from "../../language/units-asked.ts";
import { operationsOf, withoutOperations } from "../../question/conditions.ts";
import type { Fact } from "../../search/facts.ts";
import type { CaseLines } from "../../search/lines.ts";
import { termsOf } from "../../search/speak.ts";
import type { Knowledge } from "../knowledge.ts";
import { pick } from "../pick/pick.ts";
import { look } from "./ask.ts";
import { computed } from "./computed.ts";
import { figuresIn, isOne } from "./figures-told.ts";
import { quoteLine, sayingAll } from "./show.ts";

/** Passages that are looked at for figures. */
const PASSAGES = 40;

/** Less of what is asked said between a figure and the one before it, or much else said there, and it counts something else. */
const OWN = 0.3;
const LONGEST_THING = 16;

/** How many there are of it, in whatever unit. */
const ANY = { kind: "count", units: [], start: 0, end: 0 } as const;

export async function mostAsked(
  text: string,
  all: readonly CaseLines[],
  knowledge: Knowledge,
  ground: Ground,
): Promise<Claim[] | null> {
  const operations = operationsOf(text);
  if (!operations.which || operations.risesMost || operations.fallsMost || unitAsked(text).length > 0)
    return null;
  const { retriever, weights = {} } = knowledge;
  const words = withoutAsking(withoutOperations(text)).trim();
  const question = `${words}多少`;
  const found = await look({ text: question, asking: question, absent: false }, knowledge);
  if (found.verdict?.kind !== "answer") return null;
  const hits = await retriever.retrieve(question, { limit: PASSAGES });
  const ranked = pick(hits, found.query, weights.pick, PASSAGES);
  const terms = termsOf(words, await retriever.concepts(words));
  const side = { year: null, cases: [] };
  const told = figuresIn({ ...found, ranked }, ANY, terms, side, ranked.length, operations, all).filter(
    ({ fact, isClear, own }) => isClear && fact.thing.length <= LONGEST_THING && own >= OWN,
  );
  const [best] = told;
  if (!best) return null;
  const ofCase = new Map<string, Fact>();
  for (const { fact } of told)
    if (
      isOne({ ...fact, unit: best.fact.unit }, best.fact) &&
      sameUnit(fact.unit, best.fact.unit) &&
      !ofCase.has(fact.line.case.id)
    )
      ofCase.set(fact.line.case.id, fact);
  const figures = [...ofCase.values()];
  const wish = { ...operations, add: false, together: false, difference: false, compare: false };
  const most = figures.length > 1 ? await computed(figures, wish, ground) : null;
  return most ?? [sayingAll([await quoteLine(best.fact.line, ground)])];
}
