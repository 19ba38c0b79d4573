/** A case → a summary in its own words, every section represented. */

import type { Case, Sentence } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import { termsOf } from "../search/terms.ts";
import type { Claim, NonEmpty, Quote, Summary, SummaryLength } from "./answer.ts";
import { withoutTrailingComma } from "./choose.ts";
import { clausesOf } from "./clauses.ts";
import { caseRef, createGround, type Ground } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";

/** Characters that a section may fill, by length of the summary; items are always named by their leads. */
const SECTION_BUDGET: Readonly<Record<SummaryLength, number>> = { one: 90, three: 110, full: 170 };

type Point = Summary["points"][number];

/** Rejects only when the store does; a case has at least one section with words. */
export async function summarize(
  unionCase: Case,
  length: SummaryLength,
  { store }: Knowledge,
): Promise<Summary> {
  const ground = createGround(store);
  const weights = termWeights(unionCase);
  const bySection = sectionGroups(unionCase);
  const points: Point[] = [];
  for (const passages of wantedSections(bySection, length)) {
    const claim = await claimOf(unionCase, passages, length, weights, ground);
    const [first] = passages;
    if (claim && first) points.push({ section: first.section, sectionKind: first.sectionKind, claim });
  }
  const [first, ...rest] = points;
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

/** One sentence: what the case is praised for or begins with. Three points: why, what, with what result. */
function wantedSections(groups: readonly Passage[][], length: SummaryLength): readonly Passage[][] {
  if (length === "full") return groups;
  const ofKind = (kind: string) => groups.find(([passage]) => passage?.sectionKind === kind);
  const opening = ofKind("recommendation") ?? ofKind("development") ?? groups[0];
  if (length === "one") return opening ? [opening] : [];
  const chosen = new Set(
    [opening, ofKind("measures"), ofKind("results")].filter((group) => group !== undefined),
  );
  for (const group of groups) if (chosen.size < 3) chosen.add(group);
  return groups.filter((group) => chosen.has(group));
}

async function claimOf(
  unionCase: Case,
  passages: readonly Passage[],
  length: SummaryLength,
  weights: ReadonlyMap<string, number>,
  ground: Ground,
): Promise<Claim | undefined> {
  const items = passages.filter(({ item }) => item !== null);
  const firstRuns = items.filter(({ id }, i) => i === 0 || !sameItem(id, items[i - 1]?.id));
  const picked =
    items.length > 0
      ? firstRuns.flatMap((passage) => {
          const [sentence] = passage.sentences;
          return sentence ? [{ passage, sentence }] : [];
        })
      : best(passages, SECTION_BUDGET[length], weights);
  const quotes: Quote[] = [];
  const texts: string[] = [];
  for (const { passage, sentence } of picked) {
    const end =
      sentence.text.length <= SECTION_BUDGET[length]
        ? sentence.text.length
        : clauseEnd(sentence.text, SECTION_BUDGET[length]);
    const words = withoutTrailingComma(sentence.text.slice(0, end));
    quotes.push(
      await ground.quote({ case: unionCase, passage, sentences: [sentence], from: 0, to: words.length }),
    );
    texts.push(`${passage.item ?? ""}${words}`);
  }
  const [first, ...rest] = quotes;
  if (!first) return undefined;
  const all: NonEmpty<Quote> = [first, ...rest];
  return { text: texts.join(""), quotes: all };
}

function sameItem(a: string, b: string | undefined): boolean {
  return b !== undefined && a.split(".").slice(0, 2).join(".") === b.split(".").slice(0, 2).join(".");
}

/** The most telling sentences that fit, in source order; at least one. */
function best(passages: readonly Passage[], budget: number, weights: ReadonlyMap<string, number>) {
  const all = passages.flatMap((passage) =>
    passage.sentences.map((sentence) => ({ passage, sentence, worth: worthOf(sentence, weights) })),
  );
  const kept: typeof all = [];
  let left = budget;
  for (const candidate of [...all].sort((a, b) => b.worth - a.worth)) {
    if (kept.length > 0 && candidate.sentence.text.length > left) continue;
    kept.push(candidate);
    left -= candidate.sentence.text.length;
  }
  return kept.sort((a, b) => a.sentence.start - b.sentence.start);
}

/** The end of the last clause within the budget, or of the first clause. */
function clauseEnd(text: string, budget: number): number {
  const clauses = clausesOf(text);
  return clauses.findLast(({ to }) => to <= budget)?.to ?? clauses[0]?.to ?? text.length;
}

/** How often each word occurs in the case, words of its headings counted thrice: what a case repeats, it is about. */
function termWeights(unionCase: Case): Map<string, number> {
  const weights = new Map<string, number>();
  const add = (text: string, factor: number) => {
    for (const [term, frequency] of termsOf(text).terms) {
      if (term.startsWith("w:")) weights.set(term, (weights.get(term) ?? 0) + factor * frequency);
    }
  };
  add(`${unionCase.organization} ${unionCase.title}`, 3);
  for (const passage of passagesOf(unionCase))
    for (const sentence of passage.sentences) add(sentence.text, 1);
  return weights;
}

/** Mean weight of a sentence's words (after Luhn 1958), with a figure worth a little; very short sentences say little. */
function worthOf(sentence: Sentence, weights: ReadonlyMap<string, number>): number {
  const words = [...termsOf(sentence.text).terms.keys()].filter((term) => term.startsWith("w:"));
  if (words.length === 0) return 0;
  const mean = words.reduce((sum, word) => sum + Math.min(6, weights.get(word) ?? 0), 0) / words.length;
  const brevity = Math.min(1, sentence.text.length / 25);
  return mean * brevity * (/\d/.test(sentence.text) ? 1.15 : 1);
}
