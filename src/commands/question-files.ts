/** Paths of question files → their questions, and the knowledge that each of them asks about. */

import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { parseQuestions, type Question } from "../evaluation/question.ts";
import { type OpenKnowledge, openKnowledge, warnOfIndexing } from "../open-knowledge.ts";
import type { Session } from "./session.ts";

export interface QuestionFile {
  /** As a reader finds it from where they stand. */
  readonly name: string;
  readonly questions: readonly Question[];
  /** The folder of documents beside it; null where the configured corpus is asked about. */
  readonly corpus: string | null;
}

const SHIPPED = join(import.meta.dirname, "../../tests/questions");

/** The halves of the gold set: over the corpus that comes with the program, and over documents of other shapes. */
export const BUILD = shipped("build.jsonl", "near-misses.jsonl", "other/build/questions.jsonl");
export const HELD_BACK = shipped("held-back.jsonl", "other/held-back/questions.jsonl");

function shipped(...names: readonly string[]): readonly string[] {
  return names.map((name) => join(SHIPPED, name));
}

/** Rejects with file and line where a question is not in order, or has the id of another: results are compared by id. */
export async function readQuestionFiles(paths: readonly string[]): Promise<QuestionFile[]> {
  const files: QuestionFile[] = [];
  const seen = new Map<string, string>();
  for (const path of paths) {
    const questions = parseQuestions(await readFile(path, "utf8"), path);
    for (const { id } of questions) {
      const other = seen.get(id);
      if (other !== undefined)
        throw new Error(
          `${path}: expected every question to have an id of its own, found ${id} in ${other} too`,
        );
      seen.set(id, path);
    }
    files.push({ name: nearName(path), questions, corpus: await corpusBeside(path) });
  }
  return files;
}

function nearName(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
}

async function corpusBeside(path: string): Promise<string | null> {
  const folder = resolve(dirname(path), "corpus");
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? folder : null;
}

/** A corpus beside its questions has an index of its own, so that the office's stays as it is. */
export async function withKnowledgeOf<T>(
  corpus: string | null,
  { knowledge, settings, log }: Session,
  work: (knowledge: OpenKnowledge) => Promise<T>,
): Promise<T> {
  if (corpus === null || corpus === resolve(settings.corpusDir)) return work(knowledge);
  const name = createHash("sha256").update(corpus).digest("hex").slice(0, 12);
  const own = await openKnowledge({
    settings: { ...settings, corpusDir: corpus, dataDir: join(settings.dataDir, "eval", name) },
    log,
  });
  try {
    warnOfIndexing(own, log);
    return await work(own);
  } finally {
    await own.close();
  }
}
