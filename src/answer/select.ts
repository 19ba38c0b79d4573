/** Ranked runs of words → those that together make the answer, no more than it needs. */

import type { Wish } from "../search/fits.ts";
import type { Hit } from "../search/rank.ts";
import { type Choice, choices, MIN_FITTING, overlap } from "./choose.ts";
import { listed } from "./lists.ts";
import { answerWithin, wholePassage } from "./whole.ts";

/** Runs looked at after the best one. */
const LOOKED_AT = 60;

export interface Selection {
  readonly chosen: readonly Choice[];
  /** The best run whether or not it fits: shows what a refusal was about. */
  readonly nearest: Choice | null;
  /** Sentences quoted whole as one claim. */
  readonly whole: boolean;
}

/** `parts`: how many things the question asks for. */
export function select(hits: readonly Hit[], wish: Wish, parts: number): Selection {
  const ranked = choices(hits, wish);
  const nearest = ranked[0] ?? null;
  if (!nearest) return { chosen: [], nearest, whole: false };
  const answer = hits[0] ? answerWithin(hits[0], wish) : [];
  if (answer.length > 0) return { chosen: answer, nearest, whole: true };
  switch (wish.asks) {
    case "manner":
      return { chosen: wholePassage(nearest.hit, wish), nearest, whole: true };
    case "list":
      return { ...orNearest(listed(hits, ranked, wish), ranked, wish, parts), nearest };
    case "number":
    case "time":
    case "meaning":
      return { chosen: fewest(fitting(ranked), wish, parts), nearest, whole: false };
    default:
      return { chosen: fewest(ranked, wish, parts), nearest, whole: false };
  }
}

/** Where no list is found, the nearest words may answer in another way, unless so many things were asked for. */
function orNearest(
  found: Pick<Selection, "chosen" | "whole">,
  ranked: readonly Choice[],
  wish: Wish,
  parts: number,
): Pick<Selection, "chosen" | "whole"> {
  return found.chosen.length > 0 || wish.listed !== null
    ? found
    : { chosen: fewest(ranked, wish, parts), whole: false };
}

/** Runs of the kind asked for, those whose sentence speaks of the question where there are any. */
function fitting(ranked: readonly Choice[]): Choice[] {
  const fits = ranked.filter((choice) => choice.fits);
  const near = fits.filter((choice) => choice.near >= MIN_FITTING);
  return near.length > 0 ? near : fits;
}

/** The best run, and further ones while they say what is still missing. */
function fewest(ranked: readonly Choice[], wish: Wish, parts: number): Choice[] {
  const chosen: Choice[] = [];
  for (const choice of ranked.slice(0, LOOKED_AT)) {
    const [first] = chosen;
    if (!first) {
      chosen.push(choice);
      continue;
    }
    if (chosen.length >= Math.max(2, parts) || choice.hit.case !== first.hit.case) continue;
    if (chosen.some((other) => overlap(other, choice))) continue;
    const wanted = parts > 1 ? 0.12 : 0.3;
    if (newlySaid(choice, chosen, wish) >= wanted && (choice.fits || !first.fits)) chosen.push(choice);
  }
  return inSourceOrder(chosen);
}

function inSourceOrder(chosen: readonly Choice[]): Choice[] {
  return [...chosen].sort((a, b) => a.sentence.start - b.sentence.start || a.from - b.from);
}

/** Share of the question's weight that this run says and the others do not. */
function newlySaid(choice: Choice, others: readonly Choice[], { concepts }: Wish): number {
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const gain = concepts.reduce((sum, { weight }, k) => {
    const before = Math.max(0, ...others.map(({ said }) => said[k] ?? 0));
    return sum + weight * Math.max(0, (choice.said[k] ?? 0) - before);
  }, 0);
  return gain / total;
}
