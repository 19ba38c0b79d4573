/**
 * What somebody claims without figures, or with some of which nothing is told → the sentence that says all of it, or its contrary; else
 * whose it is where others tell it, or the nearest place and which of the words do not stand there.
 */

import type { Case } from "../corpus/case.ts";
import { textOf } from "../corpus/passages.ts";
import type { Answer } from "../grounding/answer.ts";
import { createGround } from "../grounding/ground.ts";
import { isWord } from "../language/dictionary.ts";
import { quantitiesIn } from "../language/quantities.ts";
import { withoutAsking } from "../language/stop-words.ts";
import { readable } from "../language/templates.ts";
import { extentClaimed, mayConfirm, negates, saysOrder, withoutVague } from "../question/claims.ts";
import type { Part } from "../question/request.ts";
import { type Line, linesOf, saidForm } from "../search/lines.ts";
import { contextOf, degreeIn, shareIn, type Terms, termsOf } from "../search/speak.ts";
import { type Found, groundedOf, look } from "./abilities/ask.ts";
import { grounded, quoteLine, sayingAll } from "./abilities/show.ts";
import { areOpposite } from "./judge/premises.ts";
import type { Knowledge } from "./knowledge.ts";
import { sentencesIn } from "./pick/spans.ts";
import { notTold } from "./refuse.ts";
import { NOT_SO, ofAnother, partlySo, SO_IN_WORDS } from "./replies.ts";
import { isTelling } from "./telling.ts";

/** A sentence that says so much of the claim says it; one that says less of each word does not say that word. */
const SAYS = 0.9;
const HAS = 0.5;

/** `unknown`: figures of the claim that nothing confirms or contradicts. */
export async function checkWords(
  claim: Part,
  scope: readonly number[],
  unknown: readonly string[],
  knowledge: Knowledge,
): Promise<Answer> {
  const { retriever, store } = knowledge;
  const cases = scope.length > 0 ? new Set(scope) : undefined;
  const found = await look({ text: claim.text, asking: claim.text, cases, absent: false }, knowledge);
  const terms = termsOf(claim.text, await retriever.concepts(claim.text));
  const near = linesIn(found, await store.cases());
  const ground = createGround(store);
  const dated =
    unknown.length === 0
      ? near.find(
          (line) => datesOf(claim.said, line.sentence.text) === "differ" && says(line, terms, claim.text),
        )
      : undefined;
  if (dated)
    return { ...grounded([sayingAll([await quoteLine(dated, ground)])]), says: NOT_SO, nearest: true };
  const told =
    unknown.length === 0
      ? near.find((line) => says(line, terms, claim.text) && agrees(claim.said, line))
      : undefined;
  if (told) return { ...grounded([sayingAll([await quoteLine(told, ground)])]), says: SO_IN_WORDS };
  const others = scope.length > 0 ? await toldOfAnother(claim, scope, unknown, knowledge) : null;
  if (others) return others;
  const answer =
    found.verdict && found.verdict.kind !== "refuse" ? await groundedOf(found, knowledge, 1) : null;
  if (!answer) return notTold(claim.rest, undefined, knowledge);
  // 1500多万 stands there as 1500余万.
  const bare = (words: string) => withoutVague(saidForm(words));
  const shown = bare(answer.claims.map(({ text }) => text).join("|"));
  const extent = mayConfirm(claim.said, shown) ? [] : extentClaimed(claim.said);
  const untold = [...new Set([...extent, ...untoldIn(found, terms), ...unknown])].filter(
    (word) => !shown.includes(bare(word)),
  );
  return { ...answer, certain: true, nearest: true, says: partlySo(untold) };
}

/** The lines of the places found, best first. */
function linesIn({ ranked }: Found, cases: readonly Case[]): Line[] {
  const ids = new Set(ranked.map(({ span }) => span.hit.case.id));
  const ordinals = cases.flatMap(({ id }, ordinal) => (ids.has(id) ? [ordinal] : []));
  const lines = linesOf(cases, ordinals).flatMap((of) => of.lines);
  const starts = ranked.flatMap(({ span }) =>
    sentencesIn(span).map(({ start }) => `${span.hit.case.id}:${start}`),
  );
  const known = new Map(lines.map((line) => [`${line.case.id}:${line.sentence.start}`, line]));
  return [...new Set(starts)].flatMap((key) => known.get(key) ?? []);
}

/** Share of the pairs of characters of a claim: names that no dictionary has are made of nothing else. */
const PAIRS = 0.6;

/** Share of the adjacent characters of `words` that a text has, or another word for. */
function charactersSaid(words: string, text: string, { terms }: Terms): number {
  const letters = saidForm(withoutAsking(words));
  const pairs = [...letters].slice(1).map((_, i) => letters.slice(i, i + 2));
  const told = terms.filter((term) => degreeIn(term, text) >= HAS).map(({ surface }) => surface);
  const said = pairs.filter((pair) => text.includes(pair) || told.some((word) => word.includes(pair)));
  return pairs.length === 0 ? 1 : said.length / pairs.length;
}

/** Whether a line says the claim, but for names, which may stand above it. */
function says(line: Line, terms: Terms, claim: string): boolean {
  if (charactersSaid(claim, `${line.said}|${line.named}`, terms) < PAIRS) return false;
  const degrees = terms.terms.map((term) => Math.max(degreeIn(term, line.said), degreeIn(term, line.named)));
  if (degrees.some((degree) => degree < HAS)) return false;
  const all = terms.weights.reduce((sum, weight, i) => sum + weight * (degrees[i] ?? 0), 0);
  return terms.total > 0 && all >= SAYS * terms.total;
}

/** Neither one denies what the other tells, nor do they go opposite ways, nor are they of other dates. */
function agrees(claim: string, { sentence: { text }, passage: { section, lead } }: Line): boolean {
  // 没有办成的 is said above what was not.
  const denies = negates(`${section} ${lead ?? ""} ${text}`);
  return (
    !saysOrder(claim) &&
    mayConfirm(claim, text) &&
    negates(claim) === denies &&
    !areOpposite(readable(claim), readable(text)) &&
    datesOf(claim, text) !== "differ"
  );
}

/** Of two texts that each name one date. */
function datesOf(claim: string, text: string): "agree" | "differ" | "none" {
  const dates = (words: string) =>
    quantitiesIn(words).flatMap(({ kind, date }) => (kind === "date" && date?.year ? [date] : []));
  const [claimed, ...more] = dates(claim);
  const told = dates(text);
  const [one, ...others] = told;
  if (!claimed || more.length > 0 || !one) return "none";
  const isSame = (date: typeof one) =>
    date.year === claimed.year &&
    (claimed.month === undefined || date.month === undefined || date.month === claimed.month);
  if (told.some(isSame)) return "agree";
  return others.length === 0 ? "differ" : "none";
}

/** Words of the claim that say something and do not stand at the place found. */
function untoldIn({ ranked: [first] }: Found, { terms }: Terms): string[] {
  if (!first) return [];
  const { hit } = first.span;
  const text = saidForm(
    `${hit.case.organization} ${hit.case.title} ${hit.passage.section} ${hit.passage.lead ?? ""} ${textOf(sentencesIn(first.span))}`,
  );
  return terms
    .filter((term) => isTelling(term) && isWord(term.surface) && degreeIn(term, text) < HAS)
    .map(({ surface }) => surface);
}

/** What is claimed of one and stands nowhere with it, but with another: 清溪县 坐班146次. */
async function toldOfAnother(
  { text, said, named }: Part,
  scope: readonly number[],
  unknown: readonly string[],
  knowledge: Knowledge,
): Promise<Answer | null> {
  const cases = await knowledge.store.cases();
  // 一函两书是甲搞的: the name of what another did is claimed, too.
  const rest = named.whose.words.reduce((words, name) => words.replace(name, " "), text);
  const terms = termsOf(rest, await knowledge.retriever.concepts(rest));
  const own = linesOf(cases, scope)
    .map((of) => of.whole)
    .join("\n");
  const figures = unknown.map(saidForm);
  const isOwn =
    terms.terms.some((term) => isTelling(term) && degreeIn(term, own) < HAS) ||
    figures.some((figure) => !own.includes(figure));
  if (!isOwn) return null;
  const others = new Set(
    cases.flatMap((of, ordinal) => (of.role === "case" && !scope.includes(ordinal) ? [ordinal] : [])),
  );
  const found = await look({ text: rest, asking: rest, cases: others, absent: false }, knowledge);
  const line = linesIn(found, cases).find(
    (one) =>
      mayConfirm(said, one.sentence.text) &&
      shareIn(terms, `${one.said}|${contextOf(one)}`) >= SAYS &&
      figures.every((figure) => one.said.includes(figure)),
  );
  const name = cases[scope[0] ?? -1]?.organization;
  const areSeveral = named.several && named.whose.cases.length > 1;
  if (!line || name === undefined || name === line.case.organization || areSeveral || negates(said))
    return null;
  const quote = await quoteLine(line, createGround(knowledge.store));
  return { ...grounded([sayingAll([quote])]), nearest: true, says: ofAnother(line.case.organization, name) };
}
