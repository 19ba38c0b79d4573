/** Runs in a process of its own: a folder with one document → what it would become, on standard output; others are answered meanwhile. */

import type { Knowledge } from "../answer/knowledge.ts";
import { respond } from "../answer/respond.ts";
import { questionsOnEach } from "../answer/suggest.ts";
import { createLog } from "../console/log.ts";
import { type Case, UNHEADED } from "../corpus/case.ts";
import { CorpusError } from "../corpus/read.ts";
import type { Draft } from "../curation/documents.ts";
import { quotesOf } from "../grounding/answer.ts";
import { clipped } from "../render/cut.ts";
import type { IndexReport } from "../search/build-index.ts";
import { openIndex } from "./open-index.ts";
import { knowledgeOver } from "./open-knowledge.ts";
import { DOCUMENTS, FINDING_KINDS, partLines } from "./wording.zh.ts";

export type ReadDraft =
  | { readonly problem: string }
  | (Pick<Draft, "counts" | "cases" | "findings" | "questions"> & {
      /** Sentences of it, by which it is compared with other documents. */
      readonly sample: readonly string[];
    });

const MOST_QUESTIONS = 3;
/** Questions that are tried for these. */
const MOST_TRIED = 12;
const MOST_CASES = 50;
const MOST_SECTIONS = 30;
const MOST_FINDINGS = 200;
const MOST_SAMPLED = 24;
/** Shorter sentences stand in many documents. */
const LEAST_SAMPLED = 12;
const MOST_QUOTED = 120;
/** Characters of text. */
const LEAST_READ = 20;

const [, , corpusDir = "", dataDir = ""] = process.argv;
process.stdout.write(JSON.stringify(await readDraft()));

async function readDraft(): Promise<ReadDraft> {
  try {
    const log = createLog(process.stderr, "error");
    const source = { corpusDir, dataDir, embedding: null, shared: undefined, log, onProgress: undefined };
    const { store, embedder, indexing } = await openIndex(source);
    if ("failure" in indexing) throw indexing.failure;
    const { report } = indexing;
    const cases = await store.cases();
    const knowledge = await knowledgeOver(store, embedder);
    return {
      counts: countsOf(report, cases),
      cases: cases.slice(0, MOST_CASES).map(caseLine),
      findings: [...barely(cases), ...findingsOf(report)].slice(0, MOST_FINDINGS),
      questions: await answeredBy(knowledge),
      sample: sampleOf(cases),
    };
  } catch (error) {
    // Where the folder lies is nobody's business.
    if (error instanceof CorpusError) return { problem: error.message.replace(`${corpusDir}：`, "") };
    throw error;
  }
}

function caseLine(one: Case): string {
  const [name = ""] = partLines(one);
  const sections = one.sections.map((section) => section.name).filter((section) => section !== UNHEADED);
  const more = sections.length > MOST_SECTIONS ? "……" : "";
  return sections.length === 0 ? name : `${name}：${sections.slice(0, MOST_SECTIONS).join("；")}${more}`;
}

function sentencesOf(cases: readonly Case[]) {
  return cases.flatMap(({ sections }) =>
    sections.flatMap(({ blocks }) => blocks.flatMap(({ sentences }) => sentences)),
  );
}

function countsOf({ sections, items, cases: count }: IndexReport, cases: readonly Case[]): Draft["counts"] {
  const blocks = cases.flatMap((one) => one.sections.flatMap((section) => section.blocks));
  const tables = blocks.filter(({ header, grid }) => header !== undefined || grid !== undefined).length;
  const characters = sentencesOf(cases).reduce((sum, { text }) => sum + text.length, 0);
  return { cases: count, sections, items, tables, characters };
}

/** Of a document one expects more than a line: it may be another than was meant, or empty but for its title. */
function barely(cases: readonly Case[]): string[] {
  const { length } = sentencesOf(cases)
    .map(({ text }) => text)
    .join("");
  return length < LEAST_READ ? [DOCUMENTS.barely(length)] : [];
}

/** What was not read first. */
function findingsOf({ failures, omitted, findings }: IndexReport): string[] {
  const found = FINDING_KINDS.flatMap(([kind, heading]) =>
    findings
      .filter((one) => one.kind === kind)
      .map(({ line, message }) => `${heading.replace(/（.*/, "")}（第 ${line} 行）：${message}`),
  );
  return [...failures, ...omitted.map(({ file, reason }) => `${file}：${reason}`), ...found];
}

/** Of each case in turn, what is really answered. */
async function answeredBy(knowledge: Knowledge): Promise<Draft["questions"]> {
  const each = await questionsOnEach(knowledge);
  const inTurn = Array.from({ length: MOST_TRIED }, (_, i) => each.flatMap((own) => own[i] ?? [])).flat();
  const answered: { question: string; quote: string }[] = [];
  for (const question of inTurn.slice(0, MOST_TRIED)) {
    if (answered.length === MOST_QUESTIONS) break;
    const answer = await respond({ question }, knowledge);
    const [quote] = answer.kind === "not-found" ? [] : quotesOf(answer);
    if (quote) answered.push({ question, quote: clipped(quote.text, MOST_QUOTED) });
  }
  return answered;
}

/** From all over the document. */
function sampleOf(cases: readonly Case[]): string[] {
  const long = sentencesOf(cases).filter(({ text }) => text.length >= LEAST_SAMPLED);
  const step = Math.max(1, long.length / MOST_SAMPLED);
  const count = Math.min(MOST_SAMPLED, long.length);
  return Array.from({ length: count }, (_, i) => long[Math.floor(i * step)]?.text ?? "");
}
