/** An answer → questions that the corpus does answer, to go on with. */

import type { Case, Section } from "../corpus/case.ts";
import { isOrganization } from "../corpus/organizations.ts";
import { type Answer, type Citation, quotesOf } from "../grounding/answer.ts";
import { openTemplates } from "../language/templates.ts";
import { bareHeading } from "../question/case-parts.ts";
import type { Knowledge } from "./knowledge.ts";
import { labelNumber } from "./sections.ts";

const COUNT = 3;

/** A longer heading is a sentence, and no name to ask by. */
const LONG_HEADING = 20;

const templates = openTemplates("sections");

/**
 * Three questions at most: on the case at hand what stands next to what was told, on several a summary or the results of
 * each. None where an answer is about no case, save where nothing in particular was asked.
 */
export async function suggest(answer: Answer, knowledge: Knowledge): Promise<string[]> {
  const all = await knowledge.store.cases();
  const about = new Set(aboutCases(answer));
  const own = about.size === 0 ? [] : all.filter(({ id, role }) => role === "case" && about.has(id));
  const names = shortNames(await knowledge.finder.names());
  const called = (of: Case) => nameOf(of, names.get(all.indexOf(of)));
  const [only, ...others] = own;
  if (only && others.length === 0) return onOne(only, called(only), answer).slice(0, COUNT);
  const chosen = own.length > 0 || !isOpen(answer) ? own : inTurns(all.filter(({ role }) => role === "case"));
  const told = quotesOf(answer).map(({ citation }) => citation);
  return chosen.slice(0, COUNT).map((of, i) => {
    const wanted = i === 1 ? "results" : "measures";
    const isTold = (name: string) =>
      told.some((citation) => citation.case.id === of.id && citation.section === name);
    const section =
      i === 0 ? undefined : askable(of).find(({ kind, name }) => kind === wanted && !isTold(name));
    return section ? sectionQuestion(called(of), section) : summaryQuestion(called(of), of);
  });
}

/** Where nothing has been asked yet. */
export function beginnings(knowledge: Knowledge): Promise<string[]> {
  return suggest({ kind: "help", suggestions: [], carried: null }, knowledge);
}

/** One of each document after the other, the largest first: what is added later does not stand before all else. */
function inTurns(cases: readonly Case[]): Case[] {
  const documents = [...Map.groupBy(cases, ({ file }) => file).values()].sort((a, b) => b.length - a.length);
  return Array.from({ length: COUNT }, (_, i) => documents.flatMap((own) => own[i] ?? [])).flat();
}

/** What may be asked of each case; whether it is answered is not known. */
export async function questionsOnEach({ store, finder }: Knowledge): Promise<readonly string[][]> {
  const all = await store.cases();
  const names = shortNames(await finder.names());
  return all.flatMap((of, ordinal) => {
    if (of.role !== "case") return [];
    const name = nameOf(of, names.get(ordinal));
    return [[...askable(of).map((section) => sectionQuestion(name, section)), summaryQuestion(name, of)]];
  });
}

/** Nothing in particular was asked: any question of the corpus is a beginning. */
function isOpen(answer: Answer): boolean {
  if (answer.kind === "not-found")
    return answer.reason.kind === "empty" || answer.reason.kind === "off-topic";
  return answer.kind === "help";
}

function onOne(of: Case, name: string, answer: Answer): string[] {
  const told = quotesOf(answer).map(({ citation }) => citation);
  const last = told.findLast((citation) => citation.case.id === of.id);
  const sections = new Set(told.map(({ section }) => section));
  const at = of.sections.findIndex((section) => section.name === last?.section);
  const neighbours = [...of.sections.slice(at + 1), ...of.sections.slice(0, Math.max(0, at))];
  const others = askable({ ...of, sections: neighbours }).filter((section) => !sections.has(section.name));
  const item = last && answer.kind !== "summary" ? nextItem(of, name, last) : [];
  const summary = answer.kind === "summary" ? [] : [summaryQuestion(name, of)];
  const [next, ...more] = others.map((section) => sectionQuestion(name, section));
  const own = of.sections.find((section) => section.name === last?.section);
  const words =
    own && answer.kind !== "excerpt" && isAskable(own) ? [`引用${name}的${bareHeading(own.name)}原文`] : [];
  return [...new Set([...item, ...(next ? [next] : []), ...summary, ...words, ...more])];
}

/** The item after the one told last, in its section. */
function nextItem(of: Case, name: string, { section, item }: Citation): string[] {
  const own = of.sections.find((one) => one.name === section);
  const labels = (own?.blocks ?? []).flatMap(({ label }) => label ?? []);
  const next = item === null ? undefined : labels[labels.indexOf(item) + 1];
  const number = next === undefined ? undefined : labelNumber(next);
  return own && number && isAskable(own) ? [`${name}${bareHeading(own.name)}的第${number}项是什么？`] : [];
}

function askable({ sections }: Pick<Case, "sections">): Section[] {
  return sections.filter(isAskable);
}

/** It has a heading of its own, of which the words are a name. */
function isAskable({ name, blocks }: Section): boolean {
  const bare = bareHeading(name);
  const isNamed = !templates.says("no-name", bare) && bare.length >= 2 && bare.length <= LONG_HEADING;
  return isNamed && blocks.some(({ sentences }) => sentences.length > 0);
}

/** 还差什么, 怎么干 are questions by themselves. */
function sectionQuestion(name: string, section: Section): string {
  const bare = bareHeading(section.name);
  return templates.says("asking-heading", bare) ? `${name}“${bare}”写了什么？` : `${name}的${bare}是什么？`;
}

function summaryQuestion(name: string, { organization }: Case): string {
  return isOrganization(organization) ? `总结一下${name}的案例` : `概括一下${name}`;
}

/** A document that is called by its title stands in title marks; an organisation goes by its shortest name. */
function nameOf({ organization }: Case, short: string | undefined): string {
  if (isOrganization(organization)) return short ?? organization;
  return `《${organization.replace(/[《》【】]/g, "").trim()}》`;
}

function aboutCases(answer: Answer): string[] {
  if (answer.kind === "ambiguous") return answer.candidates.map(({ id }) => id);
  if (answer.kind === "not-found")
    return "case" in answer.reason && answer.reason.case ? [answer.reason.case.id] : [];
  if (answer.kind === "listing") return answer.entries.map((entry) => entry.case.id);
  return [...new Set(quotesOf(answer).map(({ citation }) => citation.case.id))];
}

type Names = Awaited<ReturnType<Knowledge["finder"]["names"]>>;

const known = new WeakMap<Names, ReadonlyMap<number, string>>();

/**
 * The shortest name that means one case alone, by the case's ordinal; gathered once for each index. Of the names alone:
 * between two questions to the store another index may have been taken up.
 */
function shortNames(all: Names): ReadonlyMap<number, string> {
  const found = known.get(all);
  if (found) return found;
  const names = new Map<number, string>();
  for (const [name, { kind, cases }] of all) {
    const [owner, ...others] = cases;
    if (owner === undefined || others.length > 0 || kind !== "short" || names.has(owner)) continue;
    names.set(owner, name);
  }
  known.set(all, names);
  return names;
}
