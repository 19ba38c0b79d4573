/**
 * What the weight of dense vectors wins and loses in finding the evidence of the gold questions, with embedders played by chance: the vector
 * of a question is that of its evidence under so much noise. Real embedders err where passages are alike, so these figures flatter.
 * `node tests/bench/vector-weight.ts`; to try another weight, change `VECTOR_WEIGHT` in src/search/retrieve.ts.
 */

import { readFileSync } from "node:fs";
import { locate, parseQuestions } from "../../evaluation/labelled.ts";
import { goldAt, type Question } from "../../evaluation/question.ts";
import { squeeze } from "../../evaluation/tokens.ts";
import { knowledgeOver } from "../../src/app/open-knowledge.ts";
import { type Passage, textOf } from "../../src/corpus/passages.ts";
import type { Embedder } from "../../src/models/model.ts";
import { refreshIndex } from "../../src/search/build-index.ts";
import { findPassages } from "../../src/search/find-passages.ts";
import { createMemoryStore } from "../stores/memory-store.ts";

const CORPUS = new URL("../../corpus", import.meta.url).pathname;
const GOLD = new URL("../questions/build.jsonl", import.meta.url);
const DIMENSIONS = 256;

/** How long the evidence is in the vector of a question, beside noise as long as 1 in each of its dimensions. */
const SIGNALS = { strong: 4, good: 2.6, weak: 1.8, useless: 0 };

const questions = parseQuestions(readFileSync(GOLD, "utf8"), "build").filter(
  ({ type, evidence }) => ["fact", "how", "paraphrase", "noisy"].includes(type) && evidence.length > 0,
);

/** Whether the passage stands where the answer does and holds a part of the evidence, or is a part of it. */
function holdsEvidence({ file, start, sentences }: Passage, question: Question): boolean {
  const text = squeeze(textOf(sentences));
  return (
    goldAt(question, question.sections, { file, start, end: start }) !== undefined &&
    question.evidence.map(squeeze).some((span) => text.includes(span) || span.includes(text))
  );
}

/** As random as its seed, and the same for the same. */
function randomVector(seed: string): number[] {
  let state = Array.from(seed).reduce(
    (sum, character) => (Math.imul(sum, 31) + Number(character.codePointAt(0))) >>> 0,
    7,
  );
  const draw = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 1) / 2 ** 32;
  };
  return Array.from(
    { length: DIMENSIONS },
    () => Math.sqrt(-2 * Math.log(draw())) * Math.cos(2 * Math.PI * draw()),
  );
}

function unit(vector: readonly number[]): Float32Array {
  const norm = Math.hypot(...vector);
  return Float32Array.from(vector, (value) => value / norm);
}

async function measure(name: string, signal: number, kind: Embedder["kind"]): Promise<void> {
  const store = createMemoryStore();
  const ofQuestion = new Map<string, Float32Array>();
  /** Seeded by the passage alone, which the text ends with. */
  const seedOf = (text: string) => text.split("\n").at(-1) ?? "";
  const embedder: Embedder = {
    id: "chance",
    dimensions: DIMENSIONS,
    kind,
    embed: async (texts) => texts.map((text) => ofQuestion.get(text) ?? unit(randomVector(seedOf(text)))),
  };
  await refreshIndex({ dir: CORPUS, store, embedder });
  const knowledge = await knowledgeOver(store, embedder);
  const cases = await store.cases();
  const { passageCount } = await store.statistics();
  const passages = await store.passages(Array.from({ length: passageCount }, (_, i) => i));
  const figures = new Map<string, { count: number; first: number; amongThree: number }>();
  for (const labelled of questions) {
    const question = locate(labelled, cases);
    const right = passages.find((passage) => holdsEvidence(passage, question));
    const meant = right ? unit(randomVector(seedOf(textOf(right.sentences)))) : new Float32Array(DIMENSIONS);
    const noise = randomVector(`noise ${question.question}`);
    ofQuestion.set(question.question, unit(noise.map((value, i) => value + signal * (meant[i] ?? 0))));
    const hits = await findPassages(question.question, knowledge, { limit: 20 });
    const rank = hits.findIndex(({ passage }) => holdsEvidence(passage, question));
    const figure = figures.get(question.type) ?? { count: 0, first: 0, amongThree: 0 };
    figure.count += 1;
    if (rank === 0) figure.first += 1;
    if (rank >= 0 && rank < 3) figure.amongThree += 1;
    figures.set(question.type, figure);
  }
  const shown = [...figures].map(
    ([type, { count, first, amongThree }]) => `${type} ${first} first, ${amongThree} among three of ${count}`,
  );
  console.log(`${name}: ${shown.join("; ")}`);
}

await measure("offline", 0, "none");
for (const [name, signal] of Object.entries(SIGNALS)) await measure(name, signal, "dense");
