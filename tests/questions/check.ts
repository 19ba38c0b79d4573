// Checks every label of the question sets against the documents they were written from.
// Usage: node tests/questions/check.ts [another.jsonl ...]
// The files named on the command line are compared too: no question may occur in them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { containsNumberwise } from "../../src/evaluation/grade.ts";
import { QUESTION_TYPES, type QuestionType } from "../../src/evaluation/question.ts";

export interface Question {
  id: string;
  type: QuestionType;
  question: string;
  history?: string[];
  item?: string;
  evidence: string[];
  answer: string;
  must_contain: string[];
  answerable: boolean;
  note?: string;
  organizations: string[];
  sections: string[];
}

export interface Line {
  where: string;
  value: unknown;
}

/** The lines of one case, by section. */
export interface SourceCase {
  heading: string;
  sections: Map<string, string[]>;
}

export interface Source {
  /** What stands before the first case: front matter and the document's own title. */
  front: SourceCase;
  cases: SourceCase[];
}

interface TypeCounts {
  [type: string]: number;
}

/** Fewest questions of each type over both halves together. */
export const FEWEST: Record<QuestionType, number> = {
  fact: 70,
  paraphrase: 50,
  how: 24,
  cross: 34,
  followup: 44,
  quote: 28,
  summary: 20,
  noisy: 30,
  unanswerable: 64,
};
const MAIN_SECTIONS = ["推荐词", "经验培育过程", "主要内容", "应用成效", "标题", "前言"];
const REQUIRED = [
  "id",
  "type",
  "question",
  "evidence",
  "answer",
  "must_contain",
  "answerable",
  "organizations",
  "sections",
];
const OPTIONAL = ["history", "item", "note"];

const squeeze = (text: string): string => text.replace(/\s+/gu, "");
const normalize = (text: string): string => squeeze(text.normalize("NFKC"));
/** What makes two questions the same: neither punctuation nor width nor case of letters counts. */
const bare = (text: string): string =>
  normalize(text)
    .toLowerCase()
    .replace(/[\p{P}\p{S}]/gu, "");
const sameQuestion = (question: Question): string =>
  [...(question.history ?? []), question.question].map(bare).join("\n");

/** The title of a line that opens a section, or null. */
function sectionTitle(line: string): string | null {
  const heading = /^#{2,6}\s+(.+)$/u.exec(line);
  if (heading) return heading[1]?.trim() ?? null;
  const bracketed = /^【(.+?)】/u.exec(line);
  if (bracketed) return bracketed[1] ?? null;
  const numbered = /^[一二三四五六七八九十]+、([^。；，,]{2,12})$/u.exec(line);
  if (numbered) return numbered[1] ?? null;
  const recommended = /^(推荐词)\s*[:：]/u.exec(line);
  return recommended ? (recommended[1] ?? null) : null;
}

const ITEM_START = /^[(（]([一二三四五六七八九十]+)[)）]/u;

function opens(line: string, organizations: readonly string[], first: boolean): boolean {
  const heading = /^#{1,6}\s/u.test(line) || first || /^[^。；]{4,60}[:：][^。]{4,60}$/u.test(line);
  const title = squeeze(line.replace(/^#+\s*/u, ""));
  return heading && organizations.some((name) => title.startsWith(name) || (first && title.includes(name)));
}

/**
 * A plain scan of a document, line by line: a heading with the name of an organisation opens a case, a heading
 * without one opens a section when `sections` has it. Deliberately independent of how the bot reads documents.
 */
export function scan(text: string, organizations: readonly string[], sections: readonly string[]): Source {
  const front: SourceCase = { heading: "", sections: new Map([["标题", []]]) };
  const cases: SourceCase[] = [];
  let current = front;
  let section = "前言";
  let seen = false;
  for (const raw of text.split(/\r?\n/u)) {
    const line = raw.trim();
    if (line === "") continue;
    const first = !seen;
    seen = true;
    if (opens(line, organizations, first)) {
      current = { heading: line, sections: new Map([["标题", [line.replace(/^#+\s*/u, "")]]]) };
      cases.push(current);
      section = "前言";
      continue;
    }
    const title = sectionTitle(line);
    const isHeading = /^#+\s/u.test(line);
    if (title !== null && sections.includes(title)) {
      section = title;
      if (isHeading || squeeze(line) === squeeze(title)) continue;
    } else if (isHeading && current === front) {
      front.sections.get("标题")?.push(line.replace(/^#+\s*/u, ""));
      continue;
    } else if (isHeading && /^####\s/u.test(line)) {
      current.sections.get("标题")?.push(line.replace(/^#+\s*/u, ""));
      continue;
    }
    const body = line.replace(/^#+\s*/u, "").replace(/^【.+?】/u, "");
    current.sections.set(section, [...(current.sections.get(section) ?? []), body]);
  }
  return { front, cases };
}

/** The lines of one numbered item: from its mark to the next item's. */
function itemLines(lines: readonly string[], item: string): string[] {
  const wanted = normalize(item);
  const kept: string[] = [];
  let inside = false;
  for (const line of lines) {
    const mark = ITEM_START.exec(line);
    if (mark) inside = normalize(mark[0]) === wanted;
    if (inside) kept.push(line);
  }
  return kept;
}

function places(
  question: Question,
  source: Source,
): { organization: string; section: string; text: string }[] {
  const found: { organization: string; section: string; text: string }[] = [];
  const named: { organization: string; of: SourceCase }[] =
    question.organizations.length === 0 ? [{ organization: "", of: source.front }] : [];
  for (const organization of question.organizations) {
    const of = source.cases.find((entry) => squeeze(entry.heading).includes(organization));
    if (of) named.push({ organization, of });
  }
  for (const { organization, of } of named) {
    for (const section of question.sections) {
      const lines = of.sections.get(section) ?? [];
      const kept = question.item === undefined ? lines : itemLines(lines, question.item);
      found.push({ organization, section, text: squeeze(kept.join("")) });
    }
  }
  return found;
}

const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === "string" && entry.trim() !== "");

function fieldProblems(value: unknown): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return ["is not an object"];
  const fields = new Map(Object.entries(value));
  const problems: string[] = [];
  for (const name of REQUIRED) if (!fields.has(name)) problems.push(`has no field ${name}`);
  for (const name of fields.keys()) {
    if (!REQUIRED.includes(name) && !OPTIONAL.includes(name)) problems.push(`has an unknown field ${name}`);
  }
  for (const name of ["id", "question", "answer", "note", "item"]) {
    const field = fields.get(name);
    if (field !== undefined && (typeof field !== "string" || field.trim() === "")) {
      problems.push(`${name} is not a string with text`);
    }
  }
  for (const name of ["evidence", "must_contain", "organizations", "sections", "history"]) {
    const field = fields.get(name);
    if (field !== undefined && !isStrings(field)) problems.push(`${name} is not a list of strings`);
  }
  if (!QUESTION_TYPES.some((type) => type === fields.get("type"))) problems.push("has an unknown type");
  if (typeof fields.get("answerable") !== "boolean") problems.push("answerable is not true or false");
  const item = fields.get("item");
  if (typeof item === "string" && !/^\([一二三四五六七八九十]+\)$/u.test(item)) {
    problems.push(`item ${item} is not written like (一)`);
  }
  return problems;
}

function labelProblems(
  question: Question,
  sources: readonly Source[],
  sections: readonly string[] | null,
): string[] {
  const problems: string[] = [];
  const { type, answerable, evidence, must_contain: must, organizations } = question;
  const known = sources.flatMap((source) => source.cases);
  for (const name of organizations) {
    const exists = known.some((entry) => {
      const words = entry.heading.replace(/^#+\s*/u, "").trim();
      return sections === null ? squeeze(words).includes(name) : words.split(/\s/u)[0] === name;
    });
    if (!exists) problems.push(`no case is headed ${name}`);
  }
  if (new Set(organizations).size !== organizations.length) problems.push("names an organisation twice");
  for (const name of question.sections) {
    if (sections !== null && !sections.includes(name)) problems.push(`unknown section ${name}`);
  }
  if (!answerable) {
    if (evidence.length > 0 || must.length > 0 || question.sections.length > 0) {
      problems.push("is not answerable, but has evidence, must_contain or sections");
    }
    if (question.note === undefined) problems.push("is not answerable, but no note names the trap");
    if (type !== "unanswerable") problems.push(`is not answerable, but of type ${type}`);
    return problems;
  }
  if (type === "unanswerable") problems.push("is of type unanswerable, but answerable");
  if (evidence.length === 0) problems.push("is answerable, but has no evidence");
  if (must.length === 0) problems.push("is answerable, but has no must_contain");
  if (question.sections.length === 0) problems.push("is answerable, but names no section");
  if (type === "followup" && (question.history ?? []).length === 0)
    problems.push("is a follow-up without history");
  if ((question.history ?? []).length > 3) problems.push("has more than three earlier questions");
  if (organizations.length === 0 && !question.sections.every((name) => name === "前言" || name === "标题")) {
    problems.push("names no organisation, though the evidence is not of the front matter");
  }

  const spots = sources.flatMap((source) => places(question, source));
  const usedOrganizations = new Set<string>();
  const usedSections = new Set<string>();
  for (const span of evidence) {
    const homes = spots.filter((spot) => spot.text.includes(squeeze(span)));
    if (homes.length === 0) problems.push(`evidence does not stand where the label says: ${span}`);
    for (const home of homes) {
      usedOrganizations.add(home.organization);
      usedSections.add(home.section);
    }
  }
  for (const name of organizations) {
    if (!usedOrganizations.has(name)) problems.push(`no evidence is of ${name}`);
  }
  for (const name of question.sections) {
    if (!usedSections.has(name)) problems.push(`no evidence is of section ${name}`);
  }
  for (const wanted of must) {
    const inEvidence = evidence.some((span) => containsNumberwise(span, wanted));
    const inName = organizations.some((name) => name.includes(wanted));
    if (!inEvidence && !inName) problems.push(`must_contain is not in the evidence: ${wanted}`);
    if (!containsNumberwise(question.answer, wanted))
      problems.push(`must_contain is not in the answer: ${wanted}`);
  }
  return problems;
}

/** What is wrong with the labels of one file, a line each. */
export function checkLabels(
  lines: readonly Line[],
  sources: readonly Source[],
  options: { sections: readonly string[] | null; prefix: string },
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
    const at = `${where} ${question.id}`;
    if (ids.has(question.id)) problems.push(`${at}: the id is used twice`);
    ids.add(question.id);
    if (!new RegExp(`^${options.prefix}-${question.type}-\\d{3}$`, "u").test(question.id)) {
      problems.push(`${at}: the id is not ${options.prefix}-${question.type}- and three digits`);
    }
    problems.push(...labelProblems(question, sources, options.sections).map((text) => `${at}: ${text}`));
    questions.push(question);
  }
  return { questions, problems };
}

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

function count(questions: readonly Question[]): TypeCounts {
  const counts: TypeCounts = {};
  for (const { type } of questions) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** Names of the cases of a document in the `###` shape: the first word of each such heading. */
export function headings(text: string): string[] {
  return [...text.matchAll(/^###\s+(\S+)/gmu)].map((match) => match[1] ?? "").filter((name) => name !== "");
}

function repeated(
  questions: readonly (readonly [file: string, question: Question])[],
  elsewhere: ReadonlyMap<string, string>,
): string[] {
  const problems: string[] = [];
  const seen = new Map<string, string>();
  for (const [file, question] of questions) {
    const key = sameQuestion(question);
    const other = seen.get(key) ?? elsewhere.get(key);
    if (other !== undefined) problems.push(`${file} ${question.id}: is asked in ${other} already`);
    seen.set(key, `${file} ${question.id}`);
  }
  return problems;
}

function spreadProblems(
  halves: ReadonlyMap<string, readonly Question[]>,
  names: readonly string[],
): string[] {
  const problems: string[] = [];
  for (const type of QUESTION_TYPES) {
    const numbers = [...halves.values()].map((questions) => count(questions)[type] ?? 0);
    const sum = numbers.reduce((total, number) => total + number, 0);
    if (sum < FEWEST[type]) problems.push(`only ${sum} questions of type ${type}, not ${FEWEST[type]}`);
    if (Math.max(...numbers) - Math.min(...numbers) > 3) {
      problems.push(`questions of type ${type} are not spread evenly: ${numbers.join(" and ")}`);
    }
  }
  for (const [file, questions] of halves) {
    for (const type of QUESTION_TYPES) {
      for (const name of names) {
        const asked = questions.some((entry) => entry.type === type && entry.organizations.includes(name));
        if (!asked) problems.push(`${file}: no question of type ${type} about ${name}`);
      }
    }
  }
  return problems;
}

function aliasProblems(lines: readonly Line[], names: readonly string[]): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  const named = new Set<string>();
  let ofNone = 0;
  for (const { where, value } of lines) {
    const { name, organizations, ...rest } = (value ?? {}) as Record<string, unknown>;
    if (typeof name !== "string" || name.trim() === "" || !isStrings(organizations)) {
      problems.push(`${where}: wants a name and a list of organizations`);
      continue;
    }
    if (Object.keys(rest).length > 0)
      problems.push(`${where}: has unknown fields ${Object.keys(rest).join(", ")}`);
    if (seen.has(name)) problems.push(`${where}: ${name} occurs twice`);
    seen.add(name);
    if (organizations.length === 0) ofNone += 1;
    for (const organization of organizations) {
      named.add(organization);
      if (!names.includes(organization)) problems.push(`${where}: no case is headed ${organization}`);
    }
    if (new Set(organizations).size !== organizations.length) problems.push(`${where}: names one twice`);
  }
  if (seen.size < 160) problems.push(`only ${seen.size} aliases, not 160`);
  if (ofNone < 15) problems.push(`only ${ofNone} names of no case, not 15`);
  for (const name of names) if (!named.has(name)) problems.push(`no alias of ${name}`);
  return problems;
}

export interface CheckResult {
  problems: string[];
  counts: Map<string, TypeCounts>;
}

/** Checks all question sets in `directory`; no question may occur in a file of `others` either. */
export function checkQuestions(directory = import.meta.dirname, others: readonly string[] = []): CheckResult {
  const problems: string[] = [];
  const counts = new Map<string, TypeCounts>();
  const read = (path: string): Line[] => {
    const { lines, problems: wrong } = readLines(path);
    problems.push(...wrong);
    return lines;
  };

  const text = readFileSync(resolve(directory, "../../corpus/2024-top-ten-innovations.md"), "utf8");
  const names = headings(text);
  const source = scan(text, names, MAIN_SECTIONS);

  const elsewhere = new Map<string, string>();
  const beside = join(directory, "sample.jsonl");
  for (const path of existsSync(beside) ? [beside, ...others] : others) {
    for (const { where, value } of read(path)) elsewhere.set(sameQuestion(value as Question), where);
  }

  const halves = new Map<string, Question[]>();
  const all: [string, Question][] = [];
  for (const [file, prefix] of [
    ["build.jsonl", "b"],
    ["held-back.jsonl", "h"],
  ] as const) {
    const { questions, problems: wrong } = checkLabels(read(join(directory, file)), [source], {
      sections: MAIN_SECTIONS,
      prefix,
    });
    problems.push(...wrong);
    halves.set(file, questions);
    counts.set(file, count(questions));
    for (const question of questions) all.push([file, question]);
  }
  problems.push(...spreadProblems(halves, names));
  problems.push(...aliasProblems(read(join(directory, "aliases.jsonl")), names));

  const corpus = join(directory, "other", "corpus");
  const otherLines = read(join(directory, "other", "questions.jsonl"));
  const otherNames = [
    ...new Set(otherLines.flatMap(({ value }) => (value as Partial<Question>).organizations ?? [])),
  ];
  const otherSections = [
    ...new Set(otherLines.flatMap(({ value }) => (value as Partial<Question>).sections ?? [])),
  ];
  const otherSources = readdirSync(corpus)
    .sort()
    .map((file) => scan(readFileSync(join(corpus, file), "utf8"), otherNames, otherSections));
  for (const [index, file] of readdirSync(corpus).sort().entries()) {
    const size = squeeze(readFileSync(join(corpus, file), "utf8")).length;
    if (size < 600 || size > 1500) problems.push(`other/corpus/${file}: ${size} characters, not 600 to 1500`);
    if (otherSources[index]?.cases.length === 0)
      problems.push(`other/corpus/${file}: no question is about it`);
  }
  const other = checkLabels(otherLines, otherSources, { sections: null, prefix: "o" });
  problems.push(...other.problems);
  counts.set("other/questions.jsonl", count(other.questions));
  if (other.questions.length < 40)
    problems.push(`only ${other.questions.length} questions on other documents`);
  for (const question of other.questions) all.push(["other/questions.jsonl", question]);
  problems.push(...repeated(all, elsewhere));
  return { problems, counts };
}

if (import.meta.main) {
  const { problems, counts } = checkQuestions(import.meta.dirname, process.argv.slice(2));
  for (const [file, numbers] of counts) {
    const sum = Object.values(numbers).reduce((total, number) => total + number, 0);
    const list = Object.entries(numbers).map(([type, number]) => `${type} ${number}`);
    console.log(`${file}: ${sum} (${list.join(", ")})`);
  }
  for (const line of problems) console.error(line);
  if (problems.length > 0) process.exitCode = 1;
}
