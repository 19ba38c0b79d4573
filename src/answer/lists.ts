/** Ranked runs of words → those that name the things of a list. */

import type { Wish } from "../search/fits.ts";
import { HEADING_DEGREE, type Hit } from "../search/rank.ts";
import { type Choice, choices, MIN_FITTING } from "./choose.ts";
import { countedSentences } from "./clauses.ts";
import { wholePassage, wholeSentence } from "./whole.ts";

/** A run that names enough things; sentences that count them up; else, where no number is given, the best run as it is. */
export function listed(
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
  if (leads.length > 0 && !(run && saysCounted(run, wish))) return { chosen: leads, whole: false };
  const [first] = hits;
  const parts = first && PARTS_ASKED.test(wish.question) ? countedIn(first, wish) : [];
  if (parts.length >= 2) return { chosen: parts, whole: false };
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

/** 分哪几方面 is told by sentences that count them up. */
const PARTS_ASKED = /分(?:成|为)?(?:了)?哪几|哪几(?:个)?(?:方面|点|步|条|块|部分)/;

/** A coined “三化” is spelled out by the run. */
function saysCounted({ said }: Choice, { concepts }: Wish): boolean {
  return concepts.some(({ surface }, k) => COUNTED.test(surface) && (said[k] ?? 0) >= 0.9);
}

const COUNTED = /^([2-9])(?:大|个|种)?(\p{Script=Han}{1,2})$/u;

/** “五型” may be five items, each of which says in its opening which one it is. */
function leadsNamed(hits: readonly Hit[], wish: Wish): Choice[] {
  const [, count, ending] =
    wish.concepts.map(({ surface }) => surface.match(COUNTED)).find((match) => match !== null) ?? [];
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
