/** A question over several cases, rows or figures → an answer computed from what they say; null where that is not sure. */

import { unitAsked, type UnitAsked } from "../../language/units-asked.ts";
import {
  type CasesKind,
  type Operations,
  operationsOf,
  withoutOperations,
  yearsAsked,
} from "../../question/conditions.ts";
import type { Fact } from "../../search/facts.ts";
import { type CaseLines, linesOf } from "../../search/lines.ts";
import { shareIn, type Terms, termsOf } from "../../search/speak.ts";
import type { Answer, Claim } from "../answer.ts";
import { createGround, type Ground } from "../ground.ts";
import type { Knowledge } from "../knowledge.ts";
import { type Ask, columnOf, figuresFor } from "./asked-figures.ts";
import { computed, shareOf } from "./computed.ts";
import { listedCases } from "./listed-cases.ts";
import { claimOf, claimOfLine, grounded, labelsOf, rowLabel, sayingOf, shownValue } from "./show.ts";
import { columnMeant, rowsAsked } from "./table-rows.ts";

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
  if (!column) return null;
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

/** One for each number that the question asks. */
async function ofFigures(
  request: ListRequest,
  operations: Operations,
  cases: readonly CaseLines[],
  knowledge: Knowledge,
  ground: Ground,
): Promise<Claim[] | null> {
  const years = yearsAsked(request.text);
  const parts = await partsOf(request, knowledge);
  if (operations.share) {
    const shares = await sharesOf(request, operations, years, cases, knowledge, ground);
    if (shares) return shares;
  }
  const columns: Fact[][] = [];
  for (const part of parts) {
    const scope = cases.filter(({ ordinal }) => part.named.length === 0 || part.named.includes(ordinal));
    const near = scopeOf(scope, part.asked);
    columns.push(columnOf(figuresFor({ ...part, years }, near), years.length));
  }
  if (columns.length === 0 || columns.some((column) => column.length === 0)) return null;
  const claims: Claim[] = [];
  const bests = columns.flatMap(([first]) => first ?? []);
  for (const column of columns) {
    const found = await computed(column, operations, ground);
    if (found) claims.push(...found);
    if (found && !operations.each) continue;
    if (columns.length > 1 || (operations.each && column.length > 1) || claims.length > 0) {
      const told = operations.each || years.length > 1 ? column : column.slice(0, 1);
      const labels = labelsOf(told);
      for (const [i, fact] of told.slice(0, 8).entries())
        claims.push(await claimOf(told.length > 1 ? `${labels[i]}：${sayingOf(fact)}` : sayingOf(fact), [fact], ground));
    }
  }
  const [a, b] = bests;
  if (columns.length === 2 && a && b && a !== b && a.unit === b.unit && (operations.compare || operations.difference)) {
    const both = await computed([a, b], { ...operations, most: false, least: false, add: false, compare: true }, ground);
    if (both) claims.unshift(...both);
  }
  return claims.length > 0 ? claims : null;
}

interface Part extends Omit<Ask, "years"> {
  readonly named: readonly number[];
}

/** Words that only inherit their subject weigh so much of their own weight. */
const INHERITED = 0.4;

async function partsOf({ text, named }: ListRequest, { retriever, finder }: Knowledge): Promise<Part[]> {
  const parts: Part[] = [];
  let before: Terms | null = null;
  let lastNamed = named;
  for (const segment of text.split(/[,;?。!]/)) {
    const units: (UnitAsked | null)[] = unitAsked(segment);
    const asksRank = /最|谁|哪/.test(segment);
    if (units.length === 0 && !(asksRank && parts.length === 0)) {
      if (parts.length === 0) before = await read(segment, before);
      continue;
    }
    let from = 0;
    for (const unit of units.length > 0 ? units : [null]) {
      const own = segment.slice(from, unit ? unit.start : undefined);
      const noun: string = unit?.noun ?? "";
      from = unit?.end ?? segment.length;
      const finding = await finder.find(own);
      const mentioned = finding.mentions.flatMap(({ cases: all }) => all);
      const scope: readonly number[] = mentioned.length > 0 ? [...new Set(mentioned)].filter((one) => named.length === 0 || named.includes(one)) : lastNamed;
      const asked: Terms = await read(`${finding.rest} ${noun}`, before);
      parts.push({ asked, unit, named: scope.length > 0 ? scope : named });
      before = asked;
      lastNamed = scope.length > 0 ? scope : named;
    }
  }
  return parts;

  async function read(words: string, inherited: Terms | null): Promise<Terms> {
    const said = withoutOperations(words);
    const own = termsOf(said, await retriever.concepts(said));
    if (!inherited) return own;
    const more = inherited.terms.filter(({ surface }) => !own.terms.some((term) => term.surface === surface));
    const share = own.total < 0.3 ? 1 : INHERITED;
    const weights = more.map((term) => share * (inherited.weights[inherited.terms.indexOf(term)] ?? 0));
    return {
      terms: [...own.terms, ...more],
      weights: [...own.weights, ...weights],
      total: own.total + weights.reduce((sum, weight) => sum + weight, 0),
      said: own.said + (own.total < 0.3 ? inherited.said : ""),
    };
  }
}

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
  const parts = columnOf(figuresFor({ asked: partTerms, unit: null, years }, cases), years.length);
  const wholes = figuresFor({ asked: wholeTerms, unit: null, years }, cases).map(({ fact }) => fact);
  const pairs = parts.flatMap((one) => {
    const other = wholes.find(
      (fact) =>
        fact !== one &&
        fact.line.ordinal === one.line.ordinal &&
        fact.line.passage.section === one.line.passage.section &&
        fact.unit === one.unit &&
        fact.value > one.value,
    );
    return other ? [[one, other] as const] : [];
  });
  if (pairs.length === 0 || pairs.length < parts.length) return null;
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
