/** A question with several sides (cases, rows, years, things) → the places that tell of them, a passage each, from all of the corpus. */

import type { Claim, Grounded } from "../../grounding/answer.ts";
import { createGround } from "../../grounding/ground.ts";
import { tight } from "../../language/fold.ts";
import { asksWhich, sidesBeside } from "../../question/kinds.ts";
import type { Part } from "../../question/request.ts";
import { surroundings } from "../judge/signals.ts";
import type { Knowledge } from "../knowledge.ts";
import { pick, type Ranked } from "../pick/pick.ts";
import { pickQueryOf } from "../pick/query.ts";
import { sentencesIn, spanText } from "../pick/spans.ts";
import { numbered } from "../together.ts";
import type { Found } from "./ask.ts";
import { nonEmpty } from "./show.ts";

/** Passages that are looked at. */
const PASSAGES = 40;

/** Logits below the best from which on a place is no likely side of the question. */
const FAR = 6;

/** Places shown, and their characters together. */
const PLACES = 12;
const BUDGET = 1_500;

/** `text`: folded and digitized, names included. `spent`: characters of what else is shown. */
export async function placesOfSeveral(
  text: string,
  { retriever, store, weights = {} }: Knowledge,
  spent = 0,
): Promise<Claim[]> {
  const ground = createGround(store);
  const hits = await retriever.retrieve(text, {
    limit: PASSAGES,
    scope: { accepts: ({ sectionKind }) => sectionKind !== "heading" },
  });
  const query = await pickQueryOf({ text, asking: text }, await retriever.concepts(text), store);
  const ranked = bestOfEach(pick(hits, query, weights.pick, PASSAGES));
  const claims: Claim[] = [];
  for (const { span } of chosen(ranked, BUDGET - spent)) {
    const { case: unionCase, passage } = span.hit;
    const quotes = await ground.quotes({ case: unionCase, passage, sentences: sentencesIn(span) });
    if (quotes.length > 0)
      claims.push({ text: quotes.map((quote) => quote.text).join(""), quotes: nonEmpty(quotes) });
  }
  return claims;
}

/** The answer with the places that tell of its question's sides behind it. */
export async function withPlaces(answer: Grounded, text: string, knowledge: Knowledge): Promise<Grounded> {
  const spent = answer.claims.reduce((sum, claim) => sum + claim.text.length, 0);
  const places = await placesOfSeveral(text, knowledge, spent);
  return { ...answer, claims: nonEmpty(numbered([...answer.claims, ...places])) };
}

/** A place that says nearly all of the question, and is likely the right one, answers all its sides. */
const AT_ONCE = { right: 0.85, says: 0.75 };
/** One that names all that stand side by side need not be as sure. */
const LIKELY = 0.4;

/** Whether the first place tells all sides by itself, or how something is done is asked, which one place tells. */
export function isToldAtOnce({ type, text }: Part, { ranked: [first], verdict, query }: Found): boolean {
  if (!first || !verdict || verdict.kind === "corrects") return true;
  if (isOfManner({ type, text })) return true;
  const { characters, heading } = first.features;
  if (verdict.right >= AT_ONCE.right && characters + heading >= AT_ONCE.says) return true;
  const beside = tight(sidesBeside(text) ?? "");
  const sides = query.words.filter((word) => word.weight > 0 && beside.includes(word.text));
  const said = surroundings(first.span);
  return verdict.right >= LIKELY && sides.length > 1 && sides.every((word) => said.includes(word.text));
}

/** How or why, and not which cases. */
export function isOfManner({ type, text }: Pick<Part, "type" | "text">): boolean {
  return (type === "manner" || type === "reason") && !asksWhich(text);
}

/** The best span of each passage, best first, while they are likely. */
function bestOfEach(ranked: readonly Ranked[]): Ranked[] {
  const seen = new Set<string>();
  const least = (ranked[0]?.score ?? 0) - FAR;
  return ranked.filter(({ span, score }) => {
    const { id } = span.hit.passage;
    return score >= least && !seen.has(id) && seen.add(id);
  });
}

/** Half of them the best, the others from one case after the other, so that no side is silent because another says more. */
function chosen(ranked: readonly Ranked[], budget: number): Ranked[] {
  const half = fitting(ranked, [], PLACES / 2, budget / 2);
  const byCase = Map.groupBy(ranked, ({ span }) => span.hit.case.id);
  const places = [...byCase.values()].flatMap((own) => own.map((one, place) => ({ one, place })));
  const inTurn = places.toSorted((a, b) => a.place - b.place).map(({ one }) => one);
  return fitting(inTurn, half, PLACES, budget);
}

/** `taken` and those that there is room for beside them. */
function fitting(all: readonly Ranked[], taken: readonly Ranked[], most: number, budget: number): Ranked[] {
  const fit = [...taken];
  let left = budget - taken.reduce((sum, { span }) => sum + spanText(span).length, 0);
  for (const one of all) {
    if (fit.length >= most) break;
    const { length } = spanText(one.span);
    if (fit.includes(one) || length > Math.max(left, fit.length === 0 ? length : 0)) continue;
    fit.push(one);
    left -= length;
  }
  return fit;
}
