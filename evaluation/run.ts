/** Options → sets of questions put to the program one corpus after another, and what came of them in print. */

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { JUDGE_WEIGHTS } from "../src/answer/judge/judge.ts";
import type { Knowledge } from "../src/answer/knowledge.ts";
import { PICK_WEIGHTS } from "../src/answer/pick/pick.ts";
import { type ChatOutcome, evaluate, evaluateChat, type Outcome } from "./evaluate.ts";
import { figuresOf } from "./figures.ts";
import { fitByCorpus, fitText, isFeature, isSignal } from "./fit.ts";
import { comparisonText, type KeptRun, keptRunOf, parseRun } from "./kept-run.ts";
import { type OpenCorpus, openCorpus } from "./open-corpus.ts";
import { missesText, percent, reportOf, reportText, type SetOutcomes, table } from "./report.ts";
import { type SampledSet, samplesOf } from "./samples.ts";
import { type ChatSet, chatAt, isChat, type QuestionSet, setAt, shippedChat, shippedSets } from "./sets.ts";

export interface Options {
  readonly paths: readonly string[];
  readonly heldBack: boolean;
  /** Names of sets; all where there is none. */
  readonly sets: readonly string[];
  readonly only: string | undefined;
  readonly misses: boolean;
  readonly save: string | undefined;
  readonly compare: string | undefined;
  readonly json: boolean;
  readonly corpus: string | undefined;
  readonly fit: boolean;
  readonly strict: boolean;
  /** Features and signals that weigh nothing. */
  readonly without: readonly string[];
  readonly ablate: readonly string[];
}

export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly print: (text: string) => void;
  /** What is not part of the result. */
  readonly note: (text: string) => void;
}

interface Chosen {
  readonly sets: readonly QuestionSet[];
  readonly chat: ChatSet | null;
}

/** Rejects where a file is not in order or a name means nothing. */
export async function run(options: Options, surroundings: Surroundings): Promise<void> {
  const chosen = choose(options);
  const weights = weightsWithout(options.without);
  if (options.fit) return printFit(chosen.sets, options, surroundings);
  const earlier =
    options.compare === undefined
      ? undefined
      : parseRun(await readFile(options.compare, "utf8"), options.compare);
  const { sets, chat, withoutModel } = await measure(chosen, options, weights, surroundings);
  const report = reportOf(sets, chat);
  const kept = keptRunOf(report, sets, chat);
  if (options.save !== undefined) await writeFile(options.save, JSON.stringify(kept));
  if (options.json) return surroundings.print(JSON.stringify(report));
  surroundings.print(reportText(report));
  const each = !options.heldBack;
  if (withoutModel) {
    const before = keptRunOf(reportOf(withoutModel, []), withoutModel, []);
    surroundings.print(`\nwithout the model, and with it\n\n${comparisonText(before, kept, { each })}`);
  }
  if (earlier) surroundings.print(`\n${comparisonText(earlier, kept, { each })}`);
  if (options.misses) surroundings.print(`\n${missesText(sets, chat)}`);
  for (const name of options.ablate) surroundings.print(`\n${await ablated(name, kept, options)}`);
}

function choose({ paths, sets, heldBack, corpus, only }: Options): Chosen {
  const half = heldBack ? "held-back" : "build";
  const wanted = (name: string) => sets.length === 0 || sets.includes(name);
  const [talk, asked] = [paths.filter(isChat), paths.filter((path) => !isChat(path))];
  const all = paths.length > 0 ? asked.map((path) => setAt(path, corpus)) : shippedSets(half);
  const chosen = all.filter(({ name }) => wanted(name));
  const own = paths.length > 0 ? talk.map(chatAt) : wanted("chat") ? [shippedChat(half)] : [];
  const [first] = own;
  const chat = first ? { ...first, messages: own.flatMap(({ messages }) => messages) } : null;
  if (chosen.length === 0 && !chat)
    throw new Error(
      `expected one of ${[...all.map(({ name }) => name), "chat"].join(", ")}, found ${sets.join(", ")}`,
    );
  return {
    sets: chosen.map((set) => ({
      ...set,
      questions: (cases) => set.questions(cases).filter(({ type }) => only === undefined || only === type),
    })),
    chat: chat && {
      ...chat,
      messages: chat.messages.filter(({ group }) => only === undefined || only === group),
    },
  };
}

type Weights = NonNullable<Knowledge["weights"]>;

function weightsWithout(names: readonly string[]): Weights {
  const unknown = names.find((name) => !isFeature(name) && !isSignal(name));
  if (unknown !== undefined)
    throw new Error(`expected a feature, a signal or a data file of src/language, found ${unknown}`);
  const none = (of: readonly string[]) => Object.fromEntries(of.map((name) => [name, 0]));
  const { signals, ...judge } = JUDGE_WEIGHTS;
  return {
    pick: { ...PICK_WEIGHTS, ...none(names.filter(isFeature)) },
    judge: { ...judge, signals: { ...signals, ...none(names.filter(isSignal)) } },
  };
}

interface Measured {
  readonly sets: readonly SetOutcomes[];
  readonly chat: readonly ChatOutcome[];
  /** Only where a model is set. */
  readonly withoutModel?: readonly SetOutcomes[];
}

async function measure(
  { sets, chat }: Chosen,
  { only }: Options,
  weights: Weights,
  { environment, note }: Surroundings,
): Promise<Measured> {
  const measured: SetOutcomes[] = [];
  const plain: SetOutcomes[] = [];
  for (const set of sets) {
    await within(set, environment, async (open) => {
      const questions = set.questions(await open.knowledge.store.cases());
      if (questions.length === 0) return;
      const { writer, ...offline } = open.knowledge;
      const of = async (knowledge: Knowledge) => ({
        name: set.name,
        family: set.family,
        outcomes: await evaluate(questions, { ...open, knowledge: { ...knowledge, weights } }),
      });
      measured.push(await of(open.knowledge));
      if (writer) plain.push(await of(offline));
    });
  }
  let talked: ChatOutcome[] = [];
  if (chat && chat.messages.length > 0)
    await within(chat, environment, async ({ knowledge }) => {
      talked = await evaluateChat(chat.messages, { ...knowledge, weights });
    });
  if (measured.length === 0 && talked.length === 0) note(`no question or message is of ${only}`);
  return { sets: measured, chat: talked, ...(plain.length > 0 ? { withoutModel: plain } : {}) };
}

async function within(
  { corpus }: { readonly corpus: string },
  environment: Surroundings["environment"],
  work: (open: OpenCorpus) => Promise<void>,
): Promise<void> {
  const open = await openCorpus(corpus, environment);
  try {
    await work(open);
  } finally {
    await open.close();
  }
}

async function printFit(
  sets: readonly QuestionSet[],
  { without, strict }: Options,
  { environment, print }: Surroundings,
): Promise<void> {
  const sampled: SampledSet[] = [];
  for (const set of sets)
    await within(set, environment, async (open) => {
      const questions = set.questions(await open.knowledge.store.cases());
      sampled.push({ name: set.name, family: set.family, samples: await samplesOf(questions, open) });
    });
  const fitted = fitByCorpus(sampled, without);
  const shares: Record<string, { fold: number; used: number }> = {};
  if (strict)
    for (const set of sets) {
      const fold = fitted.folds.find(({ name }) => name === set.name);
      await within(set, environment, async (open) => {
        const questions = set.questions(await open.knowledge.store.cases());
        const of = async (weights: Weights): Promise<number> => {
          const outcomes: Outcome[] = await evaluate(questions, {
            ...open,
            knowledge: { ...open.knowledge, weights },
          });
          return figuresOf(outcomes).strict;
        };
        shares[set.name] = { fold: fold ? await of(fold) : 0, used: await of({}) };
      });
    }
  print(fitText(fitted, shares));
}

/** In a process of its own, since data files are read once. */
async function ablated(name: string, before: KeptRun, options: Options): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "anlitong-eval-"));
  const file = join(folder, "run.json");
  try {
    const args = [
      join(import.meta.dirname, "main.ts"),
      ...options.paths,
      ...options.sets.flatMap((set) => ["--set", set]),
      ...(options.only === undefined ? [] : ["--only", options.only]),
      ...(options.corpus === undefined ? [] : ["--corpus", options.corpus]),
      ...[...options.without, name].flatMap((one) => ["--without", one]),
      ...["--save", file],
    ];
    await promisify(execFile)(process.execPath, args);
    const after = parseRun(await readFile(file, "utf8"), file);
    return ablationText(name, before, after);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function ablationText(name: string, before: KeptRun, after: KeptRun): string {
  const rows = (then: KeptRun["sets"], now: KeptRun["sets"]) =>
    Object.entries(then).map(([set, share]) => {
      const without = now[set] ?? 0;
      return [set, percent(share), percent(without), (100 * (share - without)).toFixed(1)];
    });
  return table([
    [`strict without ${name}`, "with", "without", "worth"],
    ...rows(before.sets, after.sets),
    ...rows(before.types, after.types),
  ]);
}
