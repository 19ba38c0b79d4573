/** A case → a summary in its own words, every section represented. */

import type { Case } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import type { Claim, NonEmpty, Quote, Summary, SummaryLength } from "./answer.ts";
import { withoutTrailingComma } from "./clauses.ts";
import { caseRef, createGround, type Ground, type Place } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";
import { type Pick, picksOf } from "./summary-picks.ts";

/** Shorter sections before the others hold a date or a sender. */
const MIN_SECTION = 40;

type Point = Summary["points"][number];

/** Rejects only when the store does; a case has at least one section with words. */
export async function summarize(
  unionCase: Case,
  length: SummaryLength,
  { store }: Knowledge,
): Promise<Summary> {
  const ground = createGround(store);
  const sections = wantedSections(sectionGroups(unionCase), length);
  const picks = picksOf(unionCase, sections, length);
  const points: Point[] = [];
  for (const passages of sections) {
    const claim = await claimOf(
      unionCase,
      picks.filter(({ passage }) => passages.includes(passage)),
      ground,
    );
    const [first] = passages;
    if (claim && first) points.push({ section: first.section, sectionKind: first.sectionKind, claim });
  }
  const [first, ...rest] = length === "one" ? inOne(points) : points;
  if (!first) throw new Error(`${unionCase.file}:${unionCase.line}: expected a case with words, found none`);
  return {
    kind: "summary",
    by: "extractive",
    case: caseRef(unionCase),
    length,
    points: [first, ...rest],
    suggestions: [],
    carried: null,
  };
}

/** All points as one statement. */
function inOne(points: readonly Point[]): Point[] {
  const [first] = points;
  const [quote, ...quotes] = points.flatMap(({ claim }) => claim.quotes);
  if (!first || !quote) return [];
  const section = points.map((point) => point.section).join("、");
  const text = points.map(({ claim }) => claim.text).join("；");
  return [{ section, sectionKind: first.sectionKind, claim: { text, quotes: [quote, ...quotes] } }];
}

/** The passages of each section, headings apart, in source order. */
function sectionGroups(unionCase: Case): Passage[][] {
  const groups = new Map<string, Passage[]>();
  for (const passage of passagesOf(unionCase)) {
    if (passage.sectionKind === "heading") continue;
    const key = passage.id.replace(/\.\d+(?:\.\d+)?$/, "");
    groups.set(key, [...(groups.get(key) ?? []), passage]);
  }
  return [...groups.values()];
}

/** In short, why, what, and with what result: three sections, the usual ones where the case has them. */
function wantedSections(groups: readonly Passage[][], length: SummaryLength): readonly Passage[][] {
  if (length === "full") return groups;
  const ofKind = (kind: string) => groups.find(([passage]) => passage?.sectionKind === kind);
  const first = groups.find((group) => lengthOf(group) >= MIN_SECTION) ?? groups[0];
  const opening = ofKind("recommendation") ?? ofKind("development") ?? first;
  const chosen = new Set(
    [opening, ofKind("measures"), ofKind("results")].filter((group) => group !== undefined),
  );
  const longest = [...groups].sort((a, b) => lengthOf(b) - lengthOf(a));
  for (const group of longest) if (chosen.size < 3) chosen.add(group);
  return groups.filter((group) => chosen.has(group));
}

function lengthOf(passages: readonly Passage[]): number {
  return passages.reduce((sum, { start, end }) => sum + end - start, 0);
}

async function claimOf(unionCase: Case, picks: readonly Pick[], ground: Ground): Promise<Claim | undefined> {
  const quotes: Quote[] = [];
  const texts: string[] = [];
  for (const run of wholeRuns(picks)) {
    const [first] = run;
    if (!first) continue;
    const { passage, sentence, from } = first;
    const sentences = run.map((pick) => pick.sentence);
    const isWhole = run.every(isWholeSentence);
    const to = from + withoutTrailingComma(sentence.text.slice(from, first.to)).length;
    const place: Place = { case: unionCase, passage, sentences, ...(isWhole ? {} : { from, to }) };
    const quote = await ground.quote(place);
    quotes.push(quote);
    texts.push(`${from === 0 ? (passage.item ?? "") : ""}${quote.text}`);
  }
  const [first, ...rest] = quotes;
  if (!first) return undefined;
  const all: NonEmpty<Quote> = [first, ...rest];
  return { text: texts.join(""), quotes: all };
}

/** Whole sentences that follow one another in a passage are quoted as one; a part of a sentence by itself. */
function wholeRuns(picks: readonly Pick[]): Pick[][] {
  const runs: Pick[][] = [];
  for (const pick of picks) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const follows =
      last !== undefined &&
      last.passage === pick.passage &&
      last.sentence.number + 1 === pick.sentence.number &&
      isWholeSentence(last) &&
      isWholeSentence(pick);
    if (run && follows) run.push(pick);
    else runs.push([pick]);
  }
  return runs;
}

function isWholeSentence({ sentence, from, to }: Pick): boolean {
  return from === 0 && to === sentence.text.length;
}
export async function summaryOf(
  { case: of, length }: { case: Case; length: SummaryLength; sections: readonly string[]; focus: string },
  knowledge: Knowledge,
) {
  return summarize(of, length, knowledge);
}
