/** A question over several cases, rows or figures → an answer computed from what they say; null where that is not sure. */

import { quantitiesIn } from "../../language/quantities.ts";
import { unitAsked } from "../../language/units-asked.ts";
import {
  type CasesKind,
  type Operations,
  operationsOf,
  withoutOperations,
  yearsAsked,
} from "../../question/conditions.ts";
import { type Fact, factsOf } from "../../search/facts.ts";
import { type CaseLines, linesOf, saidForm } from "../../search/lines.ts";
import { degreeIn, echoed, shareIn, type Terms, termsOf } from "../../search/speak.ts";
import type { Answer, Claim } from "../answer.ts";
import { createGround, type Ground } from "../ground.ts";
import type { Knowledge } from "../knowledge.ts";
import { columnOf, countedParts, figuresFor, ledColumn, partsBeside } from "./asked-figures.ts";
import { computed, remaining, shareOf } from "./computed.ts";
import { countIn, type Part, readParts, wholeGiven } from "./read-parts.ts";
import { listedCases } from "./listed-cases.ts";
import { claimOf, claimOfLine, grounded, labelsOf, nonEmpty, quoteLine, rowLabel, rowText, sayingOf, shownValue } from "./show.ts";
import { columnMeant, rowsAsked, rowsSaying } from "./table-rows.ts";

export interface ListRequest {
  readonly kind: CasesKind;
  /** The question, folded and digitized. */
  readonly text: string;
  /** The same without the names of cases. */
  readonly content: string;
  /** Ordinals of the cases named. */
  readonly named: readonly number[];
  /** Headings that the question names. */
  readonly sections: readonly string[];
}

/** More claims than these tell too much. */
const MOST_CLAIMS = 14;

export async function answerOverCases(request: ListRequest, knowledge: Knowledge): Promise<Answer | null> {
  const cases = await knowledge.store.cases();
  const operations = operationsOf(request.text);
  const ground = createGround(knowledge.store);
  const words = withoutOperations(request.content);
  const asked = termsOf(words, await knowledge.retriever.concepts(words));
  const scope = scopeOf(linesOf(cases, request.named.length > 0 ? request.named : undefined), asked);
  const listed = await listedCases(request, operations, asked, linesOf(cases), ground);
  if (listed) return listed;
  const claims =
    (await rowsOfKind(request, operations, linesOf(cases), ground)) ??
    (await ofRows(request, operations, asked, scope, ground)) ??
    (await ofFigures(request, operations, linesOf(cases), knowledge, ground));
  return claims && claims.length > 0 ? grounded(claims.slice(0, MOST_CLAIMS)) : null;
}

/** Cases that say anything of what is asked: the others hold no figure for it. */
function scopeOf(cases: readonly CaseLines[], asked: Terms): CaseLines[] {
  return cases.filter(({ said, named }) => shareIn(asked, `${named}\n${said}`) >= 0.4);
}

/** Rows of the table that has the column asked for. */
async function ofRows(
  { text, content }: ListRequest,
  operations: Operations,
  asked: Terms,
  scope: readonly CaseLines[],
  ground: Ground,
): Promise<Claim[] | null> {
  const column = columnMeant(asked, content, scope);
  const years = yearsAsked(text);
  if (!column || (years.length > 0 && !column.facts.some(({ year }) => year !== null && years.includes(year)))) return null;
  const rows = rowsAsked(column, operations, text);
  const claims: Claim[] = [];
  for (const { title, rows: lines, facts } of rows ?? [])
    for (const [i, line] of lines.entries()) {
      const fact = facts[i];
      const said = fact ? sayingOf(fact) : `${rowLabel(line)}：${column.header} ${line.cells[column.index]?.text || "（空）"}`;
      claims.push(await claimOfLine(title ? `${title}的是${said}` : said, line, ground));
    }
  if (claims.length > 0) return claims;
  if (!operations.add && !operations.together) return null;
  const addends = column.facts.filter(({ total }) => !total);
  const total = column.facts.find((fact) => fact.total);
  if (total) return [await claimOf(`合计${total.quantity.text}${total.quantity.unit === "" ? total.unit : ""}（${column.header}）`, [total], ground)];
  const sum = addends.reduce((value, fact) => value + fact.value, 0);
  const shown = addends.map((fact) => fact.quantity.text).join("＋");
  return [await claimOf(`${column.header}合计${shownValue(sum, addends)}：${shown}`, addends, ground)];
}

/** Rows by what a cell says: 一等的, 写至今的. */
async function rowsOfKind({ text, named }: ListRequest, operations: Operations, cases: readonly CaseLines[], ground: Ground): Promise<Claim[] | null> {
  if (!operations.which) return null;
  const tables = cases.filter(({ ordinal }) => named.length === 0 || named.includes(ordinal)).flatMap((one) => one.tables);
  const rows = rowsSaying(tables, text, operations.ongoing);
  if (!rows) return null;
  const claims: Claim[] = [];
  for (const { row, joined } of rows) {
    const quotes = [await quoteLine(row, ground), ...(joined ? [await quoteLine(joined, ground)] : [])];
    claims.push({ text: `${rowLabel(joined ?? row)}：${rowText(row)}`, quotes: nonEmpty(quotes) });
  }
  return claims;
}

/** One for each number that the question asks. */
async function ofFigures(
  request: ListRequest,
  operations: Operations,
  cases: readonly CaseLines[],
  knowledge: Knowledge,
  ground: Ground,
): Promise<Claim[] | null> {
  const { text } = request;
  const years = yearsAsked(text);
  const count = countIn(text);
  const anchored = await withinGiven(request, operations, cases, ground);
  if (anchored) return anchored;
  const told = await toldBack(request, operations, cases, ground);
  if (told) return told;
  if (operations.share) {
    const shares = await sharesOf(request, operations, years, cases, knowledge, ground);
    if (shares) return shares;
  }
  const computes = operations.add || operations.difference || operations.remainder || operations.most || operations.least || operations.compare || operations.each || operations.together || request.kind === "compare";
  if (!computes) return null;
  const columns: Fact[][] = [];
  const claims: Claim[] = [];
  const parts = await readParts(request, operations, knowledge);
  const whole = wholeGiven(text);
  const used = new Set<Fact>();
  const bests = new Map<number, Fact[]>();
  for (const part of parts) {
    const scope = cases.filter(({ ordinal }) => part.named.length === 0 || part.named.includes(ordinal));
    const last = columns.at(-1);
    if (part.goesOn && !operations.remainder && last && last.length > 1 && (!part.unit?.units[0] || part.unit.units[0] === last[0]?.unit)) {
      const result = await computed(last, operations, ground);
      if (result) claims.push(...result);
      if (result) continue;
    }
    const all = figuresFor({ ...part, years }, scopeOf(scope, part.asked)).filter(
      ({ fact }) => !whole || (fact.unit === whole.unit && factsOf(fact.line).some(({ value }) => value === whole.value)),
    );
    const unused = part.goesOn || operations.remainder ? all : all.filter(({ fact }) => !used.has(fact));
    const found = unused.length > 0 ? unused : all;
    if (part.unit?.kind === "share" && operations.share && found.length === 0 && last) {
      for (const fact of last) {
        const whole = wholeBefore(fact);
        if (whole) claims.push(await shareOf(fact, whole, `${labelsOf(last)[last.indexOf(fact)]}：`, ground));
      }
      continue;
    }
    const led = operations.most || operations.least ? ledColumn(found, part.asked.focus?.surface) : [];
    const column = led.length > 0 ? led : columnOf(found, years.length, count);
    const rest = operations.remainder ? await restOf(part, column, last, ground) : null;
    if (rest) {
      claims.push(rest);
      continue;
    }
    if (column.length === 0) return null;
    const counted = count ? countedParts(found, count) : [];
    const chosen = column.length < (count ?? 2) && counted.length > 0 ? [...counted] : column;
    columns.push(chosen);
    for (const fact of chosen) used.add(fact);
    const inGroup = parts.filter(({ group }) => group === part.group).length;
    if (inGroup > 1 && chosen[0]) bests.set(part.group, [...(bests.get(part.group) ?? []), found[0]?.fact ?? chosen[0]]);
    const [best] = chosen;
    const focus = part.asked.focus;
    // 由4名劳模、9名工匠组成导师团: what is asked for is what the parts make up.
    const addsParts =
      best !== undefined &&
      focus !== null &&
      degreeIn(focus, best.thing, true) < 0.5 &&
      degreeIn(focus, saidForm(best.line.sentence.text.slice(best.clause.from, best.clause.to))) > 0.5;
    const result = inGroup > 1 && years.length < 2 ? null : await computed(chosen, operations, ground, { addsParts });
    if (result) claims.push(...result);
    if (result && !operations.each) continue;
    const shown: Fact[] = (operations.each || years.length > 1) && inGroup === 1 ? [...chosen] : found[0] && chosen.length === 1 ? [...chosen] : found.slice(0, 1).map(({ fact }) => fact);
    if (result) continue;
    const beside = operations.each && shown.length === 1 && best ? partsBeside(best).parts.filter(({ thing }) => echoed(thing, part.asked.said) >= 0.5) : [];
    if (beside.length > 1) shown.splice(0, 1, ...beside);
    const labels = labelsOf(shown);
    for (const [i, fact] of shown.slice(0, 8).entries())
      claims.push(await claimOf(shown.length > 1 ? `${labels[i]}：${sayingOf(fact)}` : sayingOf(fact), [fact], ground));
  }
  for (const group of bests.values()) {
    const alike = group.every(({ unit }) => unit === group[0]?.unit);
    const both = alike && group.length > 1 ? await computed(group, { ...operations, most: false, least: false }, ground) : null;
    if (both) claims.unshift(...both);
  }
  const [a, b] = columns.flatMap(([first]) => first ?? []);
  if (columns.length === 2 && a && b && a !== b && a.unit === b.unit && (operations.compare || operations.difference)) {
    const only = { ...operations, most: false, least: false, add: false, together: false, compare: true };
    const both = await computed([a, b], only, ground);
    if (both) claims.unshift(...both);
  }
  const seen = new Set<string>();
  const distinct = claims.filter(({ text: words }) => !seen.has(words) && seen.add(words));
  // One figure alone is an ordinary question's answer.
  return distinct.length > 1 || (distinct[0]?.quotes.length ?? 0) > 1 || columns.some((column) => column.length > 1) || claims.length > columns.length ? distinct : distinct.length === 1 && isComputed(distinct[0]) ? distinct : null;
}

/** Its words are no words of the source. */
const isComputed = (claim: Claim | undefined) => claim !== undefined && !claim.quotes.some(({ text }) => text.includes(claim.text));

/** The whole that stands before its part: 揭榜62题，完成47题. */
function wholeBefore(fact: Fact): Fact | null {
  const all = factsOf(fact.line);
  const before = all[all.indexOf(fact) - 1];
  return before && before.unit === fact.unit && before.value > fact.value ? before : null;
}

/** 还剩几件没办结: the whole less what the sentence says is done, or less the parts added up before. */
async function restOf({ after }: Part, column: readonly Fact[], before: readonly Fact[] | undefined, ground: Ground): Promise<Claim | null> {
  const undone = after.match(/没有?(\p{Script=Han}{1,3})/u)?.[1];
  const [whole] = column;
  if (!whole) return null;
  const sum = (before ?? []).reduce((value, fact) => value + fact.value, 0);
  if (!undone && before && before.length > 1 && whole.unit === before[0]?.unit && whole.value > sum) return remaining(before, whole, ground);
  if (!undone) return null;
  const done = factsOf(whole.line).find(
    (fact) => fact !== whole && fact.unit === whole.unit && fact.value < whole.value && fact.thing.includes(undone.slice(0, 2)),
  );
  if (!done) return null;
  const left = shownValue(whole.value - done.value, [whole, done]);
  return claimOf(`还剩${left}：${whole.quantity.text}－${done.quantity.text}`, [whole, done], ground);
}

/** 那42.3万里哪项最多: the parts that the sentence of a figure given counts up behind it. */
async function withinGiven({ text, named }: ListRequest, operations: Operations, cases: readonly CaseLines[], ground: Ground): Promise<Claim[] | null> {
  const [figure, ...others] = quantitiesIn(text).filter(({ value, kind }) => value >= 10 && (kind === "money" || kind === "count") && value !== 0);
  if (!figure || others.length > 0 || !(operations.most || operations.least || operations.add) || unitAsked(text).length > 0) return null;
  const wholes = cases
    .filter(({ ordinal }) => named.length === 0 || named.includes(ordinal))
    .flatMap(({ lines }) => lines.flatMap(factsOf))
    .filter((fact) => fact.value === figure.value && (figure.unit === "" || fact.unit === figure.unit));
  for (const whole of wholes) {
    const result = partsBeside(whole).whole === whole ? await computed([whole], operations, ground) : null;
    if (result) return result;
  }
  return null;
}

/** A figure that the question gives, asked what it is: each sentence that has it. */
async function toldBack({ text }: ListRequest, operations: Operations, cases: readonly CaseLines[], ground: Ground): Promise<Claim[] | null> {
  const given = quantitiesIn(text).filter(({ kind, value }) => (kind === "share" || kind === "money" || kind === "count") && value >= 10);
  const [figure] = given;
  if (!figure || given.length > 1 || unitAsked(text).length > 0 || !(operations.each || operations.which)) return null;
  const claims: Claim[] = [];
  for (const { lines } of cases)
    for (const line of lines)
      for (const fact of factsOf(line))
        if (fact.value === figure.value && fact.unit === figure.unit)
          claims.push(await claimOf(`${line.case.organization || line.case.title}：${line.sentence.text.slice(sentenceStart(fact), fact.clause.to)}`, [fact], ground));
  return claims.length > 1 && claims.length <= 6 ? claims : null;
}

const sentenceStart = ({ line, start }: Fact) => Math.max(line.sentence.text.lastIndexOf("。", start), line.sentence.text.lastIndexOf("；", start)) + 1;

/** 甲占乙的比重: both figures of the same place, one year or place each. */
async function sharesOf(
  { text, named }: ListRequest,
  operations: Operations,
  years: readonly number[],
  all: readonly CaseLines[],
  { retriever, finder }: Knowledge,
  ground: Ground,
): Promise<Claim[] | null> {
  const [, part = "", whole = ""] = text.match(/([^,?。]+?)占(?:了|到)?([^,?。]*?)(?:的?(?:比重|比例|百分|几成)|,|$)/) ?? [];
  if (part === "" || whole === "") return null;
  const cases = named.length > 0 ? all.filter(({ ordinal }) => named.includes(ordinal)) : all;
  const read = async (words: string) => {
    const said = withoutOperations((await finder.find(words)).rest);
    return termsOf(said, await retriever.concepts(said));
  };
  const [partTerms, wholeTerms] = [await read(part), await read(whole)];
  const parts = columnOf(figuresFor({ asked: partTerms, unit: null, years, given: [], question: text }, cases), years.length, countIn(text));
  const wholes = figuresFor({ asked: wholeTerms, unit: null, years, given: [], question: text }, cases).map(({ fact }) => fact);
  const pairs = parts.flatMap((one) => {
    const other = wholes.find(
      (fact) =>
        fact !== one &&
        fact.line.ordinal === one.line.ordinal &&
        fact.line.passage.section === one.line.passage.section &&
        fact.unit === one.unit &&
        fact.unit !== "%" &&
        fact.value > one.value,
    );
    return other ? [[one, other] as const] : [];
  });
  if (pairs.length === 0 || (pairs.length < parts.length && pairs.length < 2)) return null;
  const labels = labelsOf(pairs.map(([one]) => one));
  const ranked = pairs.map(([one, other], i) => ({ one, other, label: labels[i] ?? "", share: one.value / other.value }));
  if (operations.most || operations.least) ranked.sort((a, b) => b.share - a.share);
  const claims: Claim[] = [];
  for (const [i, { one, other, label }] of ranked.entries()) {
    const place = i === 0 && operations.most ? "最高的是" : i === ranked.length - 1 && operations.least ? "最低的是" : "";
    claims.push(await shareOf(one, other, `${place}${label}：`, ground));
  }
  return claims;
}
