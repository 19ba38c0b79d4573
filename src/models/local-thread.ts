/** Runs in a thread of its own: texts → vectors or judgements, by a model in ONNX that lies in a folder. */

import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { type LocalModel, POOLING } from "./local-files.ts";

export interface LocalTask {
  readonly id: number;
  readonly texts: readonly string[];
  /** What the texts are judged by; without one they become vectors. */
  readonly query?: string;
}

/** `stop`: nobody waits for this task any more. */
export type ToThread = LocalTask | { readonly stop: number };
export type FromThread =
  | { readonly id: number; readonly rows: readonly Float32Array[] }
  | { readonly id: number; readonly problem: string; readonly isMissing: boolean };

/** Longer texts are cut: models of this kind learned from so many tokens, and take time by the square of them. */
const MOST_TOKENS = 512;

const stopped = new Set<number>();
let last = Promise.resolve();
let running: ReturnType<typeof load> | undefined;

parentPort?.on("message", (message: ToThread) => {
  if ("stop" in message) stopped.add(message.stop);
  else last = last.then(() => answer(message));
});

async function answer(task: LocalTask): Promise<void> {
  const { id } = task;
  try {
    running ??= load(workerData as LocalModel, task.query !== undefined);
    const run = await running;
    const rows: Float32Array[] = [];
    // One by one: beside others a text would be padded, and numbers differ by that.
    for (const text of task.texts) {
      if (stopped.has(id)) break;
      rows.push(await run(text, task.query));
    }
    say({ id, rows });
  } catch (error) {
    running = undefined;
    const { message, code } = error as NodeJS.ErrnoException;
    say({ id, problem: message, isMissing: code === "ERR_MODULE_NOT_FOUND" });
  }
  stopped.delete(id);
}

function say(message: FromThread): void {
  parentPort?.postMessage(message);
}

async function load({ folder, weights, hasData, name }: LocalModel, judges: boolean) {
  const { AutoModel, AutoModelForSequenceClassification, AutoTokenizer, env } = await import(
    "@huggingface/transformers"
  );
  env.allowRemoteModels = false;
  env.localModelPath = `${dirname(resolve(folder))}/`;
  const called = basename(resolve(folder));
  const tokenizer = await AutoTokenizer.from_pretrained(called);
  const kind = judges ? AutoModelForSequenceClassification : AutoModel;
  const model = await kind.from_pretrained(called, {
    subfolder: weights.includes("/") ? "onnx" : "",
    dtype: weights.endsWith("_quantized.onnx") ? "q8" : "fp32",
    ...(hasData && { use_external_data_format: true }),
  });
  const isFirst = judges ? false : await takesFirst(folder, name);

  return async (text: string, query: string | undefined): Promise<Float32Array> => {
    // The library takes an empty text for none.
    const pair = query === undefined ? {} : { text_pair: text || " " };
    const input = tokenizer(query ?? text, { ...pair, truncation: true, max_length: MOST_TOKENS });
    const output = await model(input);
    if (query !== undefined) return output.logits.data;
    // Some models in ONNX come with the pooling in them.
    if (output.sentence_embedding) return output.sentence_embedding.data;
    return pooled(output.last_hidden_state.data, output.last_hidden_state.dims.at(-1), isFirst);
  };
}

/** Whether the vector of the first token stands for the text; otherwise the mean of all does. */
async function takesFirst(folder: string, name: string): Promise<boolean> {
  const said = await readFile(join(folder, POOLING), "utf8").catch(() => undefined);
  if (said !== undefined) return JSON.parse(said).pooling_mode_cls_token === true;
  // Copies in ONNX often leave that file out; of the families in use for Chinese these two go by the first token.
  return /\b(?:bge|gte)\b/i.test(name);
}

function pooled(values: Float32Array, width: number, isFirst: boolean): Float32Array {
  if (isFirst) return values.slice(0, width);
  const sum = new Float32Array(width);
  values.forEach((value, i) => {
    sum[i % width] = (sum[i % width] ?? 0) + value;
  });
  return sum;
}
