/** Where to look and what for → the words of the corpus that answer, judged. */

import { lengthOf, type Passage } from "../../corpus/passages.ts";
import type { Claim, Grounded, NonEmpty, Quote } from "../../grounding/answer.ts";
import { createGround, type Ground } from "../../grounding/ground.ts";
import { tight } from "../../language/fold.ts";
import { readable } from "../../language/templates.ts";
import { asksForAllSteps } from "../../question/kinds.ts";
import { createCorpusWords } from "../../search/corpus-words.ts";
import type { Hit } from "../../search/rank.ts";
import { inDistricts } from "../judge/districts.ts";
import { judge, likelihoods, saysOtherwise, type Verdict } from "../judge/judge.ts";
import type { Knowledge } from "../knowledge.ts";
import { apart, mostPairs, pick, type Ranked } from "../pick/pick.ts";
import { type PickQuery, pickQueryOf, type Wanted } from "../pick/query.ts";
import { sentencesIn, surroundings } from "../pick/spans.ts";
import { type ListedPlace, leadOf, listAround, listUnder } from "../whole-lists.ts";
import { rowsAmong, rowText, sayingAll } from "./show.ts";

/** Passages retrieved; the first of them are looked at. */
const HITS = 10;

/** Spans that are judged against one another. */
const RIVALS = 8;

export interface Looking extends Wanted {
  /** Only these cases, by ordinal; all where absent. */
  readonly cases?: ReadonlySet<number> | undefined;
  readonly accepts?: ((passage: Passage) => boolean) | undefined;
  /** The words without the names of cases, to see whether another case tells them better; absent where no case is named. */
  readonly rest?: string | undefined;
  readonly absent: boolean;
  /** No case is named, and the trouble may be told in any words. */
  readonly topics?: boolean;
  /** The question as typed, to see what it takes for granted. */
  readonly said?: string | undefined;
  /** Names of which one has to stand with the words found: another's words are no answer. */
  readonly names?: readonly string[] | undefined;
}

export interface Found {
  readonly query: PickQuery;
  readonly hits: readonly Hit[];
  /** Spans that do not overlap, best first. */
  readonly ranked: readonly Ranked[];
  /** Null where nothing was found to judge. */
  readonly verdict: Verdict | null;
}

export async function look(looking: Looking, knowledge: Knowledge): Promise<Found> {
  const { retriever, store, weights = {} } = knowledge;
  const { text, cases, accepts, rest, absent, fresh, names, said, topics = false } = looking;
  const hits = await retriever.retrieve(text, {
    limit: HITS,
    scope: {
      ...(cases ? { cases } : {}),
      accepts: (passage) => passage.sectionKind !== "heading" && (accepts?.(passage) ?? true),
    },
    rankLanes: knowledge.witness !== undefined,
    topics,
  });
  const query = await pickQueryOf(looking, await retriever.concepts(text, topics), store);
  const picked = apart(pick(hits, query, weights.pick), RIVALS);
  const ranked = said ? await inDistricts(said, picked, createCorpusWords(store)) : picked;
  if (ranked.length === 0) return { query, hits, ranked, verdict: null };
  const elsewhere = rest && cases ? await toldElsewhere(rest, looking, knowledge) : 0;
  const verdict = judge(
    { query, ranked, elsewhere, absent, ofAll: cases === undefined, own: fresh, said },
    weights.judge,
  );
  // Where the best words are another district's, others are shown only where they surely tell it.
  const isLeft = ranked[0] !== picked[0] && verdict.kind === "near";
  const isOther =
    isLeft || (names !== undefined && names.length > 0 && !names.some((name) => saysName(name, ranked)));
  return { query, hits, ranked, verdict: isOther ? { ...verdict, kind: "refuse" } : verdict };
}

/** Whether the name stands in the first span, above it or in its headings. */
function saysName(name: string, [first]: readonly Ranked[]): boolean {
  return first !== undefined && surroundings(first.span).includes(tight(readable(name)));
}

/** By how much the pairs of the rest of the question are said better in another case than in those asked about, 0 to 1. */
async function toldElsewhere(
  rest: string,
  { cases, accepts }: Looking,
  { retriever, store, weights = {} }: Knowledge,
): Promise<number> {
  const query = await pickQueryOf({ text: rest, asking: rest }, [], store);
  if (query.pairs.length === 0) return 0;
  const inText = (passage: Passage) => passage.sectionKind !== "heading" && (accepts?.(passage) ?? true);
  const all = await retriever.retrieve(rest, { limit: HITS, scope: { accepts: inText } });
  const own = await retriever.retrieve(rest, {
    limit: HITS,
    scope: { accepts: inText, ...(cases ? { cases } : {}) },
  });
  const ids = new Set(own.map(({ case: { id } }) => id));
  const others = all.filter(({ case: { id } }) => !ids.has(id));
  const said = (hits: readonly Hit[]) => pick(hits, query, weights.pick)[0]?.features.pairs ?? 0;
  const least = said(own);
  // As a rule no words of the others could say more of it.
  return mostPairs(others, query) > least ? Math.max(0, said(others) - least) : 0;
}

/** Places shown where the first is not likely enough to stand alone. */
export const MOST_PLACES = 3;
/** They are likely enough together: whoever checks words by hand had rather look at one place more than be misled. */
const ENOUGH = 0.92;
/** Characters of all places together; how something is done takes more. */
const BUDGET = 400;
const BUDGET_FOR_MANNER = 800;

/** The list that is asked for as a whole: announced by the first place, or of which this is an item; undefined where there is none. */
export function announcedIn({
  ranked: [first, ...others],
  query,
}: Pick<Found, "ranked" | "query">): readonly ListedPlace[] | undefined {
  if (!first) return undefined;
  const { case: of, passage } = first.span.hit;
  const sentences = sentencesIn(first.span);
  const under = listUnder(passage, of, sentences);
  if (under.length > 1) return [{ passage, sentences }, ...under];
  const lead = query.type === "list" ? leadOf(passage, of) : undefined;
  if (!lead || !others.some(({ span }) => span.hit.passage.id === lead.id)) return undefined;
  const items = listUnder(lead, of);
  return items.length > 0 ? [{ passage: lead, sentences: lead.sentences }, ...items] : undefined;
}

/** Whether one of the places that would be shown announces a list. */
export function leadsToList({ ranked }: Pick<Found, "ranked">): boolean {
  return ranked
    .slice(0, MOST_PLACES)
    .some(({ span }) => listUnder(span.hit.passage, span.hit.case, sentencesIn(span)).length > 1);
}

/** The spans as an answer: one where it stands alone, else the few most likely places, best first. */
export async function groundedOf(
  { ranked, query, verdict }: Found,
  { store }: Knowledge,
  most: number = MOST_PLACES,
  ground: Ground = createGround(store),
): Promise<Grounded | null> {
  const chances = likelihoods(ranked);
  const long = query.type === "manner" || query.type === "reason" || query.type === "list";
  let left = long ? BUDGET_FOR_MANNER : BUDGET;
  /** So many things as are asked for, told at one place, are all there are. */
  const isWhole = verdict?.kind === "answer" && ranked[0]?.features.listed === 1;
  let likely = 0;
  const claims: Claim[] = [];
  /** Passages shown whole. */
  const shown = new Set<string>();
  const list = announcedIn({ ranked, query }) ?? [];
  for (const [i, one] of ranked.entries()) {
    const sentences = sentencesIn(one.span);
    const length = lengthOf(sentences);
    const enough =
      likely >= ENOUGH || claims.length >= most || (claims.length > 0 && (isWhole || list.length > 0));
    if (enough || (claims.length > 0 && length > left)) break;
    const { case: unionCase, passage } = one.span.hit;
    if (shown.has(passage.id)) continue;
    const around = i === 0 && asksForAllSteps(query.asking) ? listAround(passage, unionCase) : [];
    const whole = list.length > 0 ? list : around;
    const under = listUnder(passage, unionCase, sentences);
    const places = whole.length > 0 ? whole : [{ passage, sentences }, ...under];
    const [head, ...tail] = (
      await Promise.all(places.map((place) => ground.quotes({ case: unionCase, ...place })))
    ).flat();
    if (!head) break;
    for (const place of [...whole, ...under]) shown.add(place.passage.id);
    const rows = rowsAmong(unionCase, places);
    const areRows =
      rows.length > 0 && rows.length === places.reduce((sum, one) => sum + one.sentences.length, 0);
    const quotes: NonEmpty<Quote> = [head, ...tail];
    const claim = areRows ? { text: rows.map(rowText).join("；"), quotes } : sayingAll(quotes);
    claims.push(claim);
    left -= claim.text.length;
    likely += chances[i] ?? 0;
  }
  const [first, ...rest] = claims;
  if (!first) return null;
  const all: NonEmpty<Claim> = [first, ...rest];
  const corrects = verdict?.kind === "corrects" && verdict.contradicts;
  const best = ranked[0];
  const isOtherwise = best !== undefined && saysOtherwise(query, best);
  const certain = (verdict?.kind === "answer" && !isOtherwise) || verdict?.kind === "corrects";
  return {
    kind: "grounded",
    by: "extractive",
    certain,
    claims: all,
    ...(corrects ? { corrects } : {}),
    suggestions: [],
    carried: null,
  };
}
