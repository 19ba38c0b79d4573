/** eval: files of questions with known answers → how often the bot is right, and where it goes wrong. */

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
const MIN_SCORE = 0.5;
import type { Knowledge } from "../answer/knowledge.ts";
import { jsonLine } from "../console/output.ts";
import { createProgress } from "../console/progress.ts";
import { curveText, gateCurve } from "../evaluation/curve.ts";
import { evaluate, type Outcome } from "../evaluation/evaluate.ts";
import { fitGate, fitText } from "../evaluation/fit.ts";
import { comparisonText, missesText, parseRun, type Run, runOf, tableText } from "../evaluation/report.ts";
import { tallyOf } from "../evaluation/tally.ts";
import { visible } from "../render/text.ts";
import type { Commands } from "./command.ts";
import { BUILD, HELD_BACK, type QuestionFile, readQuestionFiles, withKnowledgeOf } from "./question-files.ts";
import type { CommonOptions, Session } from "./session.ts";
import { UsageError } from "./usage.ts";

interface EvalOptions extends CommonOptions {
  readonly heldBack?: boolean;
  readonly fit?: boolean;
  readonly misses?: string;
  readonly save?: string;
  readonly compare?: string;
}

interface Evaluated {
  readonly name: string;
  readonly outcomes: readonly Outcome[];
}

export function addEval({ add, run, errors }: Commands): void {
  add("eval [files...]", "用附有答案的问题检验回答的质量；问题文件旁有 corpus 文件夹的，只用其中的文档。", [
    "eval",
    "eval questions.jsonl other/questions.jsonl --save before.json",
    "eval questions.jsonl --compare before.json",
    "eval --fit",
  ])
    .option("--held-back", "改用随程序附带、平时不看的另一半问题；不写出答错的题")
    .option("--misses <file>", "答错的题和原因写入此文件（默认 <data>/eval-misses.txt）")
    .option("--save <file>", "把这次的结果存入此文件")
    .option("--compare <file>", "与以前存下的结果比较")
    .option("--fit", "由这些问题拟合判断“有无答案”“是否答对”的系数")
    .action(async (named: readonly string[], options: EvalOptions) => {
      if (named.length > 0 && options.heldBack) throw new UsageError("问题文件和 --held-back 只能用一个");
      if (options.fit && options.heldBack)
        throw new UsageError("--fit 和 --held-back 不能同时用：用来验收的题不能用来拟合");
      const paths = named.length > 0 ? named : options.heldBack ? HELD_BACK : BUILD;
      const files = await readQuestionFiles(paths);
      const earlier =
        options.compare === undefined
          ? undefined
          : parseRun(await readFile(options.compare, "utf8"), options.compare);
      await run(options, async (session) => {
        const evaluated = await evaluateFiles(files, session, errors);
        const outcomes = evaluated.flatMap((one) => one.outcomes);
        const tally = tallyOf(outcomes);
        const result = runOf(tally, outcomes);
        const without = session.knowledge.writer
          ? (await evaluateFiles(files, session, errors, withoutModel)).flatMap((one) => one.outcomes)
          : undefined;
        const misses = missesPath(options, session);
        if (misses !== null) await writeText(misses, missesText(outcomes));
        if (options.save !== undefined) await writeText(options.save, JSON.stringify(result));
        const points = gateCurve(outcomes);
        const fits = options.fit ? fitGate(outcomes) : undefined;
        if (options.json) {
          const each = evaluated.map((one) => ({ file: one.name, ...tallyOf(one.outcomes) }));
          return session.output.write(
            jsonLine({
              ...tally,
              gate: points,
              files: each,
              ...(without && { withoutModel: tallyOf(without) }),
              ...(fits && { fits }),
            }),
          );
        }
        const parts = [
          ...(evaluated.length > 1 ? evaluated.map((one) => titled(one.name, one.outcomes)) : []),
          titled(evaluated.length > 1 ? "all files" : (evaluated[0]?.name ?? ""), outcomes),
          ...(without ? sideBySide(without, result) : []),
          curveText(points, MIN_SCORE),
          ...(earlier ? [comparisonText(earlier, result)] : []),
          ...(fits ? [fitText(fits)] : []),
          ...(misses === null ? [] : [`misses: ${misses}`]),
        ];
        await session.output.write(`${visible(parts.join("\n\n"))}\n`);
      });
    });
}

/** Files are evaluated one after another, as a single run of the progress bar. */
async function evaluateFiles(
  files: readonly QuestionFile[],
  session: Session,
  errors: Commands["errors"],
  view: (knowledge: Knowledge) => Knowledge = (knowledge) => knowledge,
): Promise<Evaluated[]> {
  const total = files.reduce((sum, { questions }) => sum + questions.length, 0);
  const progress = createProgress(errors, "检验");
  const evaluated: Evaluated[] = [];
  let before = 0;
  try {
    for (const { name, questions, corpus } of files) {
      const outcomes = await withKnowledgeOf(corpus, session, (knowledge) =>
        evaluate(questions, view(knowledge), (done) => progress.update(before + done, total)),
      );
      before += questions.length;
      evaluated.push({ name, outcomes });
    }
  } finally {
    progress.stop();
  }
  return evaluated;
}

function withoutModel({ writer: _, ...knowledge }: Knowledge): Knowledge {
  return knowledge;
}

/** The same questions answered without the model, and what it won and lost. */
function sideBySide(without: readonly Outcome[], result: Run): string[] {
  return [titled("without the model", without), comparisonText(runOf(tallyOf(without), without), result)];
}

/** Whoever reads the misses of the held-back half begins to build for them: it takes asking. */
function missesPath({ misses, heldBack }: EvalOptions, { settings }: Session): string | null {
  return misses ?? (heldBack ? null : join(settings.dataDir, "eval-misses.txt"));
}

function titled(title: string, outcomes: readonly Outcome[]): string {
  return `${title}\n${tableText(tallyOf(outcomes))}`;
}

async function writeText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
