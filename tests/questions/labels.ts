/** A question with its labels, and the documents → everything about it that does not hold. */

import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { QUESTION_TYPES, type QuestionType } from "../../evaluation/question.ts";
import { folded, holdsWhole } from "../../evaluation/tokens.ts";
import { headingWords, placesIn, type Source, squeeze } from "./scan.ts";

/** Stricter than what the program reads: these fields in these forms alone. */
export interface Question {
  readonly id: string;
  readonly type: QuestionType;
  readonly question: string;
  readonly history?: readonly string[];
  readonly item?: string;
  readonly evidence: readonly string[];
  readonly answer: string;
  readonly must_contain: readonly string[];
  readonly answerable: boolean;
  readonly note?: string;
  readonly organizations: readonly string[];
  readonly sections: readonly string[];
}

export interface Line {
  readonly where: string;
  readonly value: unknown;
}

export interface LabelRules {
  /** The sections there are; null where they differ from document to document. */
  readonly sections: readonly string[] | null;
  /** First letter of every id. */
  readonly prefix: string;
}

const STRINGS = ["id", "type", "question", "answer", "note", "item"];
const LISTS = ["evidence", "must_contain", "organizations", "sections", "history"];
const OPTIONAL = ["history", "item", "note"];
const FIELDS = [...STRINGS, ...LISTS, "answerable"];

export function readLines(path: string): { lines: Line[]; problems: string[] } {
  const lines: Line[] = [];
  const problems: string[] = [];
  const name = basename(path);
  if (!existsSync(path)) return { lines, problems: [`${name}: is missing`] };
  for (const [index, text] of readFileSync(path, "utf8").split("\n").entries()) {
    if (text.trim() === "") continue;
    const where = `${name}:${index + 1}`;
    try {
      lines.push({ where, value: JSON.parse(text) as unknown });
    } catch {
      problems.push(`${where}: is not JSON`);
    }
  }
  return { lines, problems };
}

/** What is wrong with the labels of one file, a line each; questions in a wrong form are left out. */
export function checkLabels(
  lines: readonly Line[],
  sources: readonly Source[],
  rules: LabelRules,
): { questions: Question[]; problems: string[] } {
  const questions: Question[] = [];
  const problems: string[] = [];
  const ids = new Set<string>();
  for (const { where, value } of lines) {
    const wrong = fieldProblems(value);
    if (wrong.length > 0) {
      problems.push(...wrong.map((text) => `${where}: ${text}`));
      continue;
    }
    const question = value as Question;
    const found = labelProblems(question, sources, rules.sections);
    if (ids.has(question.id)) found.push("the id is used twice");
    ids.add(question.id);
    if (!new RegExp(`^${rules.prefix}-${question.type}-\\d{3}$`, "u").test(question.id))
      found.push(`the id is not ${rules.prefix}-${question.type}- and three digits`);
    problems.push(...found.map((text) => `${where} ${question.id}: ${text}`));
    questions.push(question);
  }
  return { questions, problems };
}

const isText = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";

export const isStrings = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

function fieldProblems(value: unknown): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return ["is not an object"];
  const fields = new Map<string, unknown>(Object.entries(value));
  const problems: string[] = [];
  for (const name of FIELDS)
    if (!fields.has(name) && !OPTIONAL.includes(name)) problems.push(`has no field ${name}`);
  for (const name of fields.keys()) if (!FIELDS.includes(name)) problems.push(`has an unknown field ${name}`);
  for (const name of STRINGS)
    if (fields.has(name) && !isText(fields.get(name))) problems.push(`${name} is not a string with text`);
  for (const name of LISTS)
    if (fields.has(name) && !isStrings(fields.get(name))) problems.push(`${name} is not a list of strings`);
  if (!QUESTION_TYPES.some((type) => type === fields.get("type"))) problems.push("has an unknown type");
  if (typeof fields.get("answerable") !== "boolean") problems.push("answerable is not true or false");
  const item = fields.get("item");
  if (typeof item === "string" && !/^\([一二三四五六七八九十]+\)$/u.test(item))
    problems.push(`item ${item} is not written like (一)`);
  return problems;
}

function labelProblems(
  question: Question,
  sources: readonly Source[],
  sections: readonly string[] | null,
): string[] {
  const { organizations } = question;
  const problems: string[] = [];
  const headings = sources.flatMap(({ cases }) => cases.map(({ heading }) => headingWords(heading)));
  for (const name of organizations) {
    const is = (words: string) =>
      sections === null ? squeeze(words).includes(squeeze(name)) : words.split(/\s/u)[0] === name;
    if (!headings.some(is)) problems.push(`no case is headed ${name}`);
  }
  if (new Set(organizations).size !== organizations.length) problems.push("names an organisation twice");
  for (const name of question.sections)
    if (sections !== null && !sections.includes(name)) problems.push(`unknown section ${name}`);
  problems.push(...(question.answerable ? answerProblems(question) : refusalProblems(question)));
  if (question.answerable) problems.push(...placeProblems(question, sources));
  return problems;
}

function refusalProblems({ type, evidence, must_contain, sections, note }: Question): string[] {
  const problems: string[] = [];
  if (evidence.length > 0 || must_contain.length > 0 || sections.length > 0)
    problems.push("is not answerable, but has evidence, must_contain or sections");
  if (note === undefined) problems.push("is not answerable, but no note names the trap");
  if (type !== "unanswerable") problems.push(`is not answerable, but of type ${type}`);
  return problems;
}

function answerProblems(question: Question): string[] {
  const { type, evidence, must_contain, organizations, sections, history = [] } = question;
  const problems: string[] = [];
  if (type === "unanswerable") problems.push("is of type unanswerable, but answerable");
  if (evidence.length === 0) problems.push("is answerable, but has no evidence");
  if (must_contain.length === 0) problems.push("is answerable, but has no must_contain");
  if (sections.length === 0) problems.push("is answerable, but names no section");
  if (type === "followup" && history.length === 0) problems.push("is a follow-up without history");
  if (history.length > 3) problems.push("has more than three earlier questions");
  if (organizations.length === 0 && !sections.every((name) => name === "前言" || name === "标题"))
    problems.push("names no organisation, though the evidence is not of the front matter");
  for (const wanted of must_contain) {
    const inEvidence = evidence.some((span) => says(span, wanted));
    const inName = organizations.some((name) => name.includes(wanted));
    if (!inEvidence && !inName) problems.push(`must_contain is not in the evidence: ${wanted}`);
    if (!says(question.answer, wanted)) problems.push(`must_contain is not in the answer: ${wanted}`);
  }
  return problems;
}

function says(text: string, wanted: string): boolean {
  return holdsWhole(folded(text), folded(wanted));
}

/** Every span stands at the labels, and every label has a span. */
function placeProblems(question: Question, sources: readonly Source[]): string[] {
  const places = sources.flatMap((source) => placesIn(source, question));
  const problems: string[] = [];
  const used = new Set<string>();
  for (const span of question.evidence) {
    const homes = places.filter(({ text }) => text.includes(squeeze(span)));
    if (homes.length === 0) problems.push(`evidence does not stand where the label says: ${span}`);
    for (const { organization, section } of homes) {
      used.add(organization);
      used.add(section);
    }
  }
  for (const name of question.organizations) if (!used.has(name)) problems.push(`no evidence is of ${name}`);
  for (const name of question.sections)
    if (!used.has(name)) problems.push(`no evidence is of section ${name}`);
  return problems;
}
