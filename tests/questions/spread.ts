/** The questions of both halves → which types, cases and questions there are too few or too many of. */

import { QUESTION_TYPES, type QuestionType } from "../../evaluation/question.ts";
import { isStrings, type Line, type Question } from "./labels.ts";
import { normalize } from "./scan.ts";

export type TypeCounts = Readonly<Partial<Record<QuestionType, number>>>;

/** Fewest questions of each type over both halves together. */
export const FEWEST: Readonly<Record<QuestionType, number>> = {
  fact: 156,
  paraphrase: 150,
  how: 48,
  cross: 84,
  followup: 84,
  quote: 52,
  summary: 38,
  noisy: 64,
  unanswerable: 144,
};

/** The same over the documents of other shapes. */
export const FEWEST_OTHER: Readonly<Record<QuestionType, number>> = {
  fact: 50,
  paraphrase: 32,
  how: 14,
  cross: 16,
  followup: 18,
  quote: 11,
  summary: 9,
  noisy: 11,
  unanswerable: 30,
};

/** The halves have a type in proportion when their numbers differ by no more than this share, or this number. */
const FAR_APART = 0.3;
const FEW = 3;

const FEWEST_ALIASES = 160;
const FEWEST_NAMES_OF_NONE = 15;

/** What makes two questions the same: neither punctuation nor width nor case of letters counts. */
export function sameQuestion({ history = [], question }: Pick<Question, "history" | "question">): string {
  const bare = (text: string) =>
    normalize(text)
      .toLowerCase()
      .replace(/[\p{P}\p{S}]/gu, "");
  return [...history, question].map(bare).join("\n");
}

export function countTypes(questions: readonly Question[]): TypeCounts {
  const counts: Partial<Record<QuestionType, number>> = {};
  for (const { type } of questions) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** `elsewhere` says where questions of other files stand. */
export function repeatProblems(
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

/** Halves of unequal size are compared as if the smaller were as large as the larger. */
export function proportionProblems(
  [one, two]: readonly [readonly Question[], readonly Question[]],
  fewest: Readonly<Record<QuestionType, number>>,
): string[] {
  const largest = Math.max(one.length, two.length);
  return QUESTION_TYPES.flatMap((type) => {
    const numbers = [one, two].map((half) => countTypes(half)[type] ?? 0);
    const scaled = [one, two].map((half, i) => ((numbers[i] ?? 0) * largest) / Math.max(1, half.length));
    const sum = numbers.reduce((total, number) => total + number, 0);
    const [less = 0, more = 0] = scaled.toSorted((a, b) => a - b);
    return [
      ...(sum < fewest[type] ? [`only ${sum} questions of type ${type}, not ${fewest[type]}`] : []),
      ...(more - less > Math.max(FEW, FAR_APART * more)
        ? [`questions of type ${type} are not spread evenly: ${numbers.join(" and ")}`]
        : []),
    ];
  });
}

/** Each case is asked about in each way. */
export function coverageProblems(
  file: string,
  questions: readonly Question[],
  names: readonly string[],
): string[] {
  return QUESTION_TYPES.flatMap((type) =>
    names
      .filter((name) => !questions.some((entry) => entry.type === type && entry.organizations.includes(name)))
      .map((name) => `${file}: no question of type ${type} about ${name}`),
  );
}

export function aliasProblems(lines: readonly Line[], names: readonly string[]): string[] {
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
  if (seen.size < FEWEST_ALIASES) problems.push(`only ${seen.size} aliases, not ${FEWEST_ALIASES}`);
  if (ofNone < FEWEST_NAMES_OF_NONE)
    problems.push(`only ${ofNone} names of no case, not ${FEWEST_NAMES_OF_NONE}`);
  for (const name of names) if (!named.has(name)) problems.push(`no alias of ${name}`);
  return problems;
}
