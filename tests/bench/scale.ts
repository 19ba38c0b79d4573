/**
 * What answers cost as the corpus grows: `node tests/bench/scale.ts [cases …]` (10, 500 and 5,000 where none are named)
 * prints a table. The cases are generated (generated-corpus.ts). CPU is counted rather than time, since a machine has
 * others to serve; a pause is the longest stretch of the main thread's CPU between two turns of its event loop.
 */

import { execFileSync } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { respond } from "../../src/answer/respond.ts";
import { openKnowledge } from "../../src/app/open-knowledge.ts";
import { createLog } from "../../src/console/log.ts";
import { createOfflineEmbedder } from "../../src/models/offline.ts";
import { contractOf } from "../../src/render/contract.ts";
import { refreshIndex } from "../../src/search/build-index.ts";
import { addCase, type GeneratedCorpus, generateCorpus, type QuestionKind } from "./generated-corpus.ts";

const NODE = process.execPath;
const SELF = new URL(import.meta.url).pathname;
const TIMES = 3;

interface Built {
  readonly seconds: number;
  readonly megabytes: number;
  readonly bytes: number;
}

interface Started {
  readonly firstMs: number;
  /** Of that, until the modules were loaded. */
  readonly loadedMs: number;
  readonly megabytes: number;
}

interface Served {
  readonly megabytes: number;
  readonly retrievalMs: number;
  /** Of the index alone, and with the next answer. */
  readonly indexMs: number;
  readonly addMs: number;
  readonly kinds: Readonly<Partial<Record<QuestionKind, Kind>>>;
}

interface Kind {
  readonly p50: number;
  readonly p99: number;
  /** The first one of its kind after the start. */
  readonly once: number;
  readonly pause: number;
  readonly right: number;
  readonly known: number;
}

const [step, dir = "", json = ""] = process.argv.slice(2);
if (step === "build") print(await build(dir));
else if (step === "start") print(await start(dir, JSON.parse(json) as GeneratedCorpus));
else if (step === "serve") print(await serve(dir, JSON.parse(json) as GeneratedCorpus));
else for (const count of sizes()) await measure(count);

function sizes(): number[] {
  const named = process.argv.slice(2).map(Number);
  return named.length > 0 ? named : [10, 500, 5_000];
}

async function measure(count: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "anlitong-scale-"));
  try {
    const corpus = await generateCorpus(join(folder, "corpus"), count);
    const built = run("build", folder, "") as Built;
    const starts = Array.from(
      { length: TIMES },
      () => run("start", folder, JSON.stringify(corpus)) as Started,
    );
    const started = median(starts, ({ firstMs }) => firstMs);
    const served = run("serve", folder, JSON.stringify(corpus)) as Served;
    const rows = [
      `${count} cases, ${corpus.characters} characters (generated)`,
      `build       ${(corpus.characters / built.seconds / 1e6).toFixed(3)} M characters a CPU second, ${built.megabytes} MB at most`,
      `index       ${(built.bytes / (corpus.characters * 3)).toFixed(2)} × the source in UTF-8`,
      `first       ${ms(started.firstMs)} CPU from start to answer, of it ${ms(started.loadedMs)} for modules; ${started.megabytes} MB; after use ${served.megabytes} MB`,
      `retrieve    ${ms(served.retrievalMs)} CPU`,
      `add a case  ${ms(served.indexMs)} CPU, ${ms(served.addMs)} with the next answer`,
      ...Object.entries(served.kinds).map(
        ([kind, { p50, p99, once, pause, right, known }]) =>
          `${kind.padEnd(12)}${ms(p50)} p50 ${ms(p99)} p99 ${ms(once)} the first, ${ms(pause)} longest pause, right ${right}/${known}`,
      ),
    ];
    process.stdout.write(`${rows.join("\n")}\n\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The one in the middle by this. */
function median<T>(all: readonly T[], by: (one: T) => number): T {
  return all.toSorted((a, b) => by(a) - by(b))[all.length >> 1] as T;
}

function run(which: string, folder: string, more: string): unknown {
  // Answers as `npm start` and cli.ts have it.
  const heap =
    which === "build"
      ? ["--max-old-space-size=6000"]
      : ["--max-semi-space-size=8", "--regexp-tier-up-ticks=100"];
  // As at every start of the program but the first.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, "compiled") };
  return JSON.parse(execFileSync(NODE, [...heap, SELF, which, folder, more], { encoding: "utf8", env }));
}

function print(result: unknown): void {
  process.stdout.write(JSON.stringify(result));
}

function open(folder: string) {
  const log = createLog(process.stderr, "error");
  const settings = {
    corpusDir: join(folder, "corpus"),
    dataDir: join(folder, "data"),
  };
  return openKnowledge({ settings, log });
}

async function build(folder: string): Promise<Built> {
  const knowledge = await open(folder);
  await knowledge.close();
  const { size } = await stat(join(folder, "data", "index.sqlite"));
  return { seconds: cpuMs() / 1000, megabytes: megabytes(), bytes: size };
}

async function start(folder: string, { questions }: GeneratedCorpus): Promise<Started> {
  const loadedMs = cpuMs();
  const knowledge = await open(folder);
  await respond({ question: questions[0]?.text ?? "" }, knowledge);
  const started = { firstMs: cpuMs(), loadedMs, megabytes: megabytes() };
  await knowledge.close();
  return started;
}

async function serve(folder: string, { questions }: GeneratedCorpus): Promise<Served> {
  const knowledge = await open(folder);
  const ask = (question: string) => respond({ question }, knowledge);
  await ask(questions[0]?.text ?? "");
  const kinds: Record<string, Kind> = {};
  for (const kind of new Set(questions.map((question) => question.kind))) {
    const costs: number[] = [];
    let [once, pause, right, known] = [0, 0, 0, 0];
    for (let time = 0; time < TIMES; time += 1)
      for (const { text, expected } of questions.filter((question) => question.kind === kind)) {
        const before = cpuMs();
        const { result, longest } = await watched(() => ask(text));
        costs.push(cpuMs() - before);
        once ||= costs[0] ?? 0;
        pause = Math.max(pause, longest);
        if (time > 0 || expected.length === 0) continue;
        known += 1;
        const contract = JSON.stringify(contractOf(result));
        const told = result.kind === "listing" ? result.entries.length : expected.length;
        if (expected.every((words) => contract.includes(words)) && told === expected.length) right += 1;
      }
    costs.sort((a, b) => a - b);
    const at = (share: number) => costs[Math.min(costs.length - 1, Math.floor(share * costs.length))] ?? 0;
    kinds[kind] = { p50: at(0.5), p99: at(0.99), once, pause, right, known };
  }
  const used = megabytes();
  const retrieving = cpuMs();
  for (const { text } of questions.slice(0, 40)) await knowledge.retriever.retrieve(text, { limit: 10 });
  const retrievalMs = (cpuMs() - retrieving) / Math.min(40, questions.length);
  await knowledge.close();
  const again = await open(folder);
  await respond({ question: questions[0]?.text ?? "" }, again);
  const embedder = createOfflineEmbedder();
  const additions: { indexMs: number; addMs: number }[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const added = await addCase(join(folder, "corpus"), 1_000_003 + time);
    const adding = cpuMs();
    await refreshIndex({ dir: join(folder, "corpus"), store: again.store, embedder });
    const indexMs = cpuMs() - adding;
    await respond({ question: added.text }, again);
    additions.push({ indexMs, addMs: cpuMs() - adding });
  }
  return { megabytes: used, retrievalMs, ...median(additions, ({ addMs }) => addMs), kinds };
}

/** With the longest stretch of the main thread's CPU, in milliseconds, for which nothing else could have run. */
async function watched<T>(job: () => Promise<T>): Promise<{ result: T; longest: number }> {
  let longest = 0;
  let last = threadMs();
  let done = false;
  const tick = () => {
    const now = threadMs();
    longest = Math.max(longest, now - last);
    last = now;
    if (!done) setImmediate(tick);
  };
  setImmediate(tick);
  const result = await job();
  longest = Math.max(longest, threadMs() - last);
  done = true;
  return { result, longest };
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function megabytes(): number {
  return Math.round(process.memoryUsage().rss / 1e6);
}

function ms(value: number): string {
  return `${value.toFixed(1).padStart(8)} ms`;
}
