/** Ranked runs of words → those that together make the answer, no more than it needs. */

import type { Sentence } from "../corpus/case.ts";
import type { Wish } from "../search/fits.ts";
import { HEADING_DEGREE, type Hit } from "../search/rank.ts";
import { type Choice, choices, overlap } from "./choose.ts";
import { countedSentences } from "./clauses.ts";

/** Runs looked at after the best one. */
const LOOKED_AT = 60;

/** What is asked how it was done is answered by a whole item up to this many characters. */
const LONG_ANSWER = 520;

/** A run that fits what is asked is preferred to the best one when its sentence speaks of at least this share of the question. */
const MIN_FITTING = 0.3;

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

/** A run that names enough things; sentences that count them up; else, where no number is given, the best run as it is. */
function listed(
  hits: readonly Hit[],
  ranked: readonly Choice[],
  wish: Wish,
): { chosen: Choice[]; whole: boolean } {
  const [nearest] = ranked;
  const run = ranked.find(
    (choice) => choice.fits && choice.coverage >= MIN_FITTING && speaksOfIt(choice, wish),
  );
  const counted = nearest ? countedIn(nearest.hit, wish) : [];
  const leads = leadsNamed(hits, wish);
  if (!run && leads.length > 0) return { chosen: leads, whole: false };
  const enough = counted.length >= 2 && (wish.listed === null || counted.length === wish.listed);
  if (enough && (!run || wish.listed !== null || run.score < (nearest?.score ?? 0)))
    return { chosen: counted, whole: false };
  if (run) return { chosen: [run], whole: false };
  if (wish.listed === null && nearest) return { chosen: wholePassage(nearest.hit, wish), whole: true };
  return { chosen: [], whole: false };
}

/**
 * The weightiest of the question's words that the corpus has stands in the passage itself, not only in its headings;
 * or else half of what the question says stands there.
 */
function speaksOfIt({ hit, said, degrees }: Choice, { concepts }: Wish): boolean {
  const worth = (k: number) => (concepts[k]?.known ? concepts[k].weight : 0);
  const heaviest = concepts.reduce((best, _, k) => (worth(k) > worth(best) ? k : best), 0);
  if (worth(heaviest) === 0) return true;
  if (Math.max(hit.matches[heaviest]?.degree ?? 0, said[heaviest] ?? 0) > HEADING_DEGREE) return true;
  const total = concepts.reduce((sum, _, k) => sum + worth(k), 0);
  return concepts.reduce((sum, _, k) => sum + worth(k) * (degrees[k] ?? 0), 0) >= total / 2;
}

/** “五型” may be five items, each of which says in its opening which one it is. */
function leadsNamed(hits: readonly Hit[], wish: Wish): Choice[] {
  const [, count, ending] =
    wish.concepts
      .map(({ surface }) => surface.match(/^([2-9])(?:大|个|种)?(\p{Script=Han}{1,2})$/u))
      .find((match) => match !== null) ?? [];
  if (!ending) return [];
  const named = hits.filter(({ passage }) => passage.lead?.includes(ending));
  const [first] = named;
  const together = named.filter(
    ({ passage }) => passage.section === first?.passage.section && passage.caseId === first.passage.caseId,
  );
  if (together.length !== Number(count)) return [];
  return together
    .sort((a, b) => a.passage.start - b.passage.start)
    .flatMap((hit) => {
      const [sentence] = hit.passage.sentences;
      return sentence ? [wholeSentence(hit, sentence, choices([hit], wish), wish)] : [];
    });
}

/** The first clause of each counted sentence. */
function countedIn(hit: Hit, wish: Wish): Choice[] {
  const runs = choices([hit], wish);
  return countedSentences(hit.passage.sentences).flatMap(
    (sentence) =>
      runs.filter((run) => run.sentence === sentence && run.from === 0).sort((a, b) => a.to - b.to)[0] ?? [],
  );
}

/** Every sentence of a passage, or of a long one those that speak of the question most. */
function wholePassage(hit: Hit, wish: Wish): Choice[] {
  const runs = choices([hit], wish);
  const whole = hit.passage.sentences.map((sentence) => wholeSentence(hit, sentence, runs, wish));
  let left = LONG_ANSWER;
  const kept = new Set<Choice>();
  for (const choice of [...whole].sort((a, b) => b.score - a.score)) {
    if (kept.size > 0 && choice.text.length > left) continue;
    kept.add(choice);
    left -= choice.text.length;
  }
  return whole.filter((choice) => kept.has(choice));
}

/** All of a sentence as one run, as good as the best run within it. */
function wholeSentence(hit: Hit, sentence: Sentence, runs: readonly Choice[], { concepts }: Wish): Choice {
  const own = runs.filter((run) => run.sentence === sentence);
  const most = (values: (run: Choice) => readonly number[]) =>
    concepts.map((_, k) => Math.max(0, ...own.map((run) => values(run)[k] ?? 0)));
  return {
    hit,
    sentence,
    from: 0,
    to: sentence.text.length,
    text: sentence.text,
    degrees: most(({ degrees }) => degrees),
    said: most(({ said }) => said),
    coverage: Math.max(0, ...own.map(({ coverage }) => coverage)),
    near: Math.max(0, ...own.map(({ near }) => near)),
    fits: true,
    score: Math.max(0, ...own.map(({ score }) => score)),
  };
}
