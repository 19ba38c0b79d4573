/** Folders of questions → sets of them, each with the corpus that it asks about. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Case } from "../src/corpus/case.ts";
import { type ChatMessage, parseMessages } from "./chat.ts";
import { parseForeign } from "./foreign.ts";
import { type Labelled, locate, parseQuestions } from "./labelled.ts";
import type { Question } from "./question.ts";

export interface QuestionSet {
  readonly name: string;
  /** `ten`: the corpus that comes with the program, and documents beside it; `foreign`: corpora that it was not made from. */
  readonly family: "ten" | "foreign";
  /** The folder of documents. */
  readonly corpus: string;
  readonly count: number;
  /** `cases`: of the index over the corpus. */
  questions(cases: readonly Case[]): readonly Question[];
}

export interface ChatSet {
  readonly name: string;
  readonly corpus: string;
  readonly messages: readonly ChatMessage[];
}

export type Half = "build" | "held-back";

const SHIPPED = join(import.meta.dirname, "../tests/questions");
const CORPUS = join(import.meta.dirname, "../corpus");

/** The sets that come with the program. Rejects nothing: throws where a file is not in order. */
export function shippedSets(half: Half): QuestionSet[] {
  const own = half === "build" ? ["build.jsonl", "near-misses.jsonl"] : ["held-back.jsonl"];
  return [
    labelledSet(
      "ten-cases",
      CORPUS,
      own.map((name) => join(SHIPPED, name)),
    ),
    labelledSet("other", join(SHIPPED, "other", half, "corpus"), [
      join(SHIPPED, "other", half, "questions.jsonl"),
    ]),
    ...foldersIn(join(SHIPPED, "foreign", half)).map(foreignSet),
  ];
}

export function shippedChat(half: Half): ChatSet {
  return chatAt(join(SHIPPED, "chat", `${half}.jsonl`));
}

/** A file of messages, which lies in a folder of that name. */
export function isChat(path: string): boolean {
  return path.endsWith(".jsonl") && basename(dirname(resolve(path))) === "chat";
}

/** They are about the corpus that comes with the program. */
export function chatAt(file: string): ChatSet {
  return {
    name: "chat",
    corpus: CORPUS,
    messages: parseMessages(readFileSync(file, "utf8"), nearName(file)),
  };
}

/** A file of labelled questions, about the corpus beside it or else `corpus`; a folder with `cases.json` is foreign. */
export function setAt(path: string, corpus: string = CORPUS): QuestionSet {
  if (existsSync(join(path, "cases.json"))) return foreignSet(resolve(path));
  const beside = join(dirname(resolve(path)), "corpus");
  return labelledSet(nearName(path), existsSync(beside) ? beside : corpus, [path]);
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .sort();
}

function labelledSet(name: string, corpus: string, files: readonly string[]): QuestionSet {
  const labelled = files.flatMap((file): Labelled[] =>
    parseQuestions(readFileSync(file, "utf8"), nearName(file)),
  );
  refuseTwins(name, labelled);
  return {
    name,
    family: "ten",
    corpus,
    count: labelled.length,
    questions: (cases) => labelled.map((one) => locate(one, cases)),
  };
}

function foreignSet(folder: string): QuestionSet {
  const read = (name: string) => {
    const path = join(folder, name);
    return { text: readFileSync(path, "utf8"), file: nearName(path) };
  };
  const questions = parseForeign(read("questions.jsonl"), read("cases.json"));
  const name = basename(folder);
  refuseTwins(name, questions);
  return {
    name,
    family: "foreign",
    corpus: join(folder, "corpus"),
    count: questions.length,
    questions: () => questions,
  };
}

/** Results are compared by id. */
function refuseTwins(set: string, questions: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  for (const { id } of questions) {
    if (seen.has(id))
      throw new Error(`${set}: expected every question to have an id of its own, found ${id} twice`);
    seen.add(id);
  }
}

/** As a reader finds it from where they stand. */
function nearName(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
}
