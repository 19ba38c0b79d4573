/**
 * All question sets → every label that does not hold against its document, and what is missing from the spread.
 * Usage: node tests/questions/check.ts [another.jsonl ...]
 * No question may occur in the files named on the command line either.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkLabels, type Line, type Question, readLines } from "./labels.ts";
import { headings, scan, squeeze } from "./scan.ts";
import {
  aliasProblems,
  countTypes,
  coverageProblems,
  FEWEST,
  FEWEST_OTHER,
  proportionProblems,
  repeatProblems,
  sameQuestion,
  type TypeCounts,
} from "./spread.ts";

export const MAIN_SECTIONS = ["推荐词", "经验培育过程", "主要内容", "应用成效", "标题", "前言"];

/** Characters of a document of another shape, white space aside. */
const [SHORTEST, LONGEST] = [600, 6_500];

export interface CheckResult {
  readonly problems: readonly string[];
  readonly counts: ReadonlyMap<string, TypeCounts>;
}

/** Checks all question sets in `directory`; no question may occur in a file of `others` either. */
export function checkQuestions(directory = import.meta.dirname, others: readonly string[] = []): CheckResult {
  const problems: string[] = [];
  const all: [file: string, question: Question][] = [];
  const counts = new Map<string, TypeCounts>();
  const read = (path: string): Line[] => {
    const { lines, problems: wrong } = readLines(path);
    problems.push(...wrong);
    return lines;
  };
  const keep = (file: string, questions: readonly Question[], wrong: readonly string[]) => {
    problems.push(...wrong);
    counts.set(file, countTypes(questions));
    for (const question of questions) all.push([file, question]);
    return questions;
  };

  const text = readFileSync(resolve(directory, "../../corpus/2024-top-ten-innovations.md"), "utf8");
  const names = headings(text);
  const source = scan(text, names, MAIN_SECTIONS);
  const labelled = (file: string, prefix: string) => {
    const rules = { sections: MAIN_SECTIONS, prefix };
    const { questions, problems: wrong } = checkLabels(read(join(directory, file)), [source], rules);
    return keep(file, questions, wrong);
  };
  const half = (file: string, prefix: string) => {
    const questions = labelled(file, prefix);
    problems.push(...coverageProblems(file, questions, names));
    return questions;
  };
  const otherHalf = (file: string, prefix: string) => {
    const lines = read(join(directory, file, "questions.jsonl"));
    const other = checkOther(join(directory, file), lines, prefix);
    return keep(`${file}/questions.jsonl`, other.questions, other.problems);
  };

  problems.push(...proportionProblems([half("build.jsonl", "b"), half("held-back.jsonl", "h")], FEWEST));
  problems.push(
    ...proportionProblems([otherHalf("other/build", "o"), otherHalf("other/held-back", "x")], FEWEST_OTHER),
  );
  labelled("near-misses.jsonl", "n");
  problems.push(...aliasProblems(read(join(directory, "aliases.jsonl")), names));
  const elsewhere = new Map(
    others.flatMap(read).map(({ where, value }) => [sameQuestion(value as Question), where]),
  );
  problems.push(...repeatProblems(all, elsewhere));
  return { problems, counts };
}

/** Documents of other shapes have no list of cases and sections: their labels name them, and have to be right. */
function checkOther(
  folder: string,
  lines: readonly Line[],
  prefix: string,
): { questions: Question[]; problems: string[] } {
  const used = (field: "organizations" | "sections") => [
    ...new Set(lines.flatMap(({ value }) => (value as Partial<Question> | null)?.[field] ?? [])),
  ];
  const documents = readdirSync(join(folder, "corpus"))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(folder, "corpus", file), "utf8") }));
  const sources = documents.map(({ text }) => scan(text, used("organizations"), used("sections")));
  const { questions, problems } = checkLabels(lines, sources, { sections: null, prefix });
  for (const [i, { file, text }] of documents.entries()) {
    const size = squeeze(text).length;
    if (size < SHORTEST || size > LONGEST)
      problems.push(`${file}: ${size} characters, not ${SHORTEST} to ${LONGEST}`);
    if (sources[i]?.cases.length === 0) problems.push(`${file}: no question is about it`);
  }
  return { questions, problems };
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
