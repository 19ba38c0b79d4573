/** eval: a file of questions with known answers → how often the bot is right, and where it goes wrong. */

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { MIN_SCORE } from "../answer/gate.ts";
import { jsonLine } from "../console/output.ts";
import { createProgress } from "../console/progress.ts";
import { curveText, gateCurve } from "../evaluation/curve.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import { parseQuestions } from "../evaluation/question.ts";
import { comparisonText, missesText, type Run, runOf, tableText } from "../evaluation/report.ts";
import { tallyOf } from "../evaluation/tally.ts";
import { visible } from "../render/text.ts";
import type { Commands } from "./command.ts";
import type { CommonOptions } from "./session.ts";

const OWN_QUESTIONS = new URL("../../tests/questions/build.jsonl", import.meta.url).pathname;

interface EvalOptions extends CommonOptions {
  readonly misses?: string;
  readonly save?: string;
  readonly compare?: string;
}

export function addEval({ add, run, errors }: Commands): void {
  add("eval [file]", "用一份附有答案的问题检验回答的质量（默认用随程序附带的问题）。", [
    "eval",
    "eval questions.jsonl --save before.json",
    "eval questions.jsonl --compare before.json",
  ])
    .option("--misses <file>", "答错的题和原因写入此文件（默认 <data>/eval-misses.txt）")
    .option("--save <file>", "把这次的结果存入此文件")
    .option("--compare <file>", "与以前存下的结果比较")
    .action(async (file: string | undefined, options: EvalOptions) => {
      const path = file ?? OWN_QUESTIONS;
      const questions = parseQuestions(await readFile(path, "utf8"), path);
      const earlier =
        options.compare === undefined ? undefined : parseRun(await readFile(options.compare, "utf8"));
      await run(options, async ({ knowledge, settings, output }) => {
        const progress = createProgress(errors, "检验");
        const outcomes = await evaluate(questions, knowledge, (done) =>
          progress.update(done, questions.length),
        ).finally(progress.stop);
        const tally = tallyOf(outcomes);
        const result = runOf(tally, outcomes);
        const misses = options.misses ?? join(settings.dataDir, "eval-misses.txt");
        await writeText(misses, missesText(outcomes));
        if (options.save !== undefined) await writeText(options.save, JSON.stringify(result));
        const points = gateCurve(outcomes);
        if (options.json) return output.write(jsonLine({ ...tally, gate: points }));
        const parts = [
          tableText(tally),
          curveText(points, MIN_SCORE),
          ...(earlier ? [comparisonText(earlier, result)] : []),
          `misses: ${misses}`,
        ];
        await output.write(`${visible(parts.join("\n\n"))}\n`);
      });
    });
}

/** A file that `--save` wrote. */
function parseRun(text: string): Run {
  return JSON.parse(text) as Run;
}

async function writeText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
