/** A model in a folder → an embedder's vectors or a reranker, worked out in a thread of this program. */

import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { VectorSource } from "./dense-embedder.ts";
import { ModelError, type Subject, subjectOf } from "./failure.ts";
import type { LocalModel } from "./local-files.ts";
import type { FromThread, LocalTask, ToThread } from "./local-thread.ts";
import type { Reranker } from "./model.ts";
import { createCall, type Patience, USUAL_PATIENCE } from "./patience.ts";

const PACKAGE = "@huggingface/transformers";

/** Installs it beside what is there, and neither tools for developing nor what else the lock file does not name. */
const INSTALL = `npm install --omit=dev --no-save --save-prod ${PACKAGE}`;

/** A batch may take long on an old machine, and the first one waits for the model to be loaded. */
export const LOCAL_PATIENCE: Partial<Patience> = { wholeMs: 600_000, retries: 0 };

/** For a question, which is answered without the model too. */
const LOCAL_ASKING_PATIENCE: Partial<Patience> = { wholeMs: 5_000, retries: 0, failures: 3 };

/** Characters; a longer one would leave no room for the text beside it. */
const LONGEST_QUERY = 200;

/** `ended`: the thread ends, and nothing is asked of it any more. */
export function localVectors(model: LocalModel, ended: AbortSignal): VectorSource {
  const subject = subjectOf("向量模型", model.name, null, null);
  const run = createThread(model, subject, ended);
  return {
    id: `${model.name}:${model.sha256.slice(0, 8)}`,
    subject,
    patience: { indexing: LOCAL_PATIENCE, asking: LOCAL_ASKING_PATIENCE, trial: LOCAL_PATIENCE },
    ask: async (texts, signal) => (await run({ texts }, signal)).map((row) => Array.from(row)),
  };
}

/** Rerankers of any patience, which share one thread. */
export function localReranking(
  model: LocalModel,
  ended: AbortSignal,
): (patience?: Partial<Patience>) => Reranker {
  const subject = subjectOf("重排模型", model.name, null, null);
  const run = createThread(model, subject, ended);

  async function judge(query: string, texts: readonly string[], signal: AbortSignal): Promise<number[]> {
    const asked = query.slice(0, LONGEST_QUERY).toWellFormed();
    const task = { query: asked, texts: texts.map((text) => text.toWellFormed()) };
    // Where a model tells several classes apart, the last is the one that fits.
    const scores = (await run(task, signal)).map((row) => row.at(-1) ?? Number.NaN);
    if (scores.length === texts.length && scores.every(Number.isFinite)) return scores;
    throw new ModelError("garbled", subject, "给出的评分不是数字，不能使用");
  }

  return (patience = LOCAL_ASKING_PATIENCE) => {
    const call = createCall(subject, { ...USUAL_PATIENCE, ...patience });
    return {
      id: `rerank:${model.name}`,
      rerank: (query, texts) =>
        call({}, async (signal) => (texts.length === 0 ? [] : judge(query, texts, signal))),
    };
  };
}

type Run = (task: Omit<LocalTask, "id">, signal: AbortSignal) => Promise<readonly Float32Array[]>;

/** The thread is started at the first task, and again after it broke; it keeps no program from ending. */
function createThread(model: LocalModel, subject: Subject, ended: AbortSignal): Run {
  const waiting = new Map<number, PromiseWithResolvers<readonly Float32Array[]>>();
  let thread: Worker | undefined;
  let count = 0;

  function start(): Worker {
    const worker = new Worker(
      new URL(`./local-thread${extname(import.meta.url)}`, import.meta.url),
      // Flags of this process, such as those of a test, are not for the thread.
      { workerData: model, execArgv: [] },
    );
    worker.unref();
    worker.on("message", (message: FromThread) => {
      const task = waiting.get(message.id);
      waiting.delete(message.id);
      if ("rows" in message) task?.resolve(message.rows);
      else task?.reject(failureOf(message));
    });
    const broke = (why: unknown) => {
      if (thread === worker) thread = undefined;
      const what = `运行模型的线程中断了：${why instanceof Error ? why.message : String(why)}`;
      for (const task of waiting.values()) task.reject(new ModelError("down", subject, what));
      waiting.clear();
    };
    worker.on("error", broke);
    worker.on("exit", broke);
    ended.addEventListener("abort", () => void worker.terminate(), { once: true });
    return worker;
  }

  const failureOf = ({ problem, isMissing }: { readonly problem: string; readonly isMissing: boolean }) => {
    const mend = `模型无法运行，请核对 ${model.folder} 中的文件：${problem}`;
    return new ModelError("unusable", subject, isMissing ? `需要先安装 ${PACKAGE}（${INSTALL}）` : mend);
  };

  return (task, signal) => {
    ended.throwIfAborted();
    thread ??= start();
    const current = thread;
    const id = count++;
    const outcome = Promise.withResolvers<readonly Float32Array[]>();
    waiting.set(id, outcome);
    const tell = (message: ToThread) => current.postMessage(message);
    tell({ id, ...task });
    const stop = () => tell({ stop: id });
    signal.addEventListener("abort", stop, { once: true });
    return outcome.promise.finally(() => signal.removeEventListener("abort", stop));
  };
}
