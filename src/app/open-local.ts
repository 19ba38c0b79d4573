/** The name of a model of one's own → its files, from a folder or fetched from a hub, or why it cannot be used yet. */

import { isAbsolute, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ModelError, subjectOf } from "../models/failure.ts";
import { fetchModel } from "../models/hub.ts";
import { type LocalModel, readLocalModel } from "../models/local-files.ts";
import type { IndexStamp } from "../stores/store.ts";
import { LOCAL } from "./model-settings.ts";
import type { Settings } from "./settings.ts";

export type ModelSettings = Pick<
  Settings,
  "model" | "embedding" | "reranking" | "localModels" | "modelKeys" | "proxies"
>;

export interface ModelsSource {
  readonly settings: ModelSettings;
  /** Of the index that is there. */
  readonly stamp: IndexStamp | undefined;
  /** Whether to ask each model something, or to find out when it is needed. */
  readonly tryOut: boolean;
  /** Is told how far it is with what takes long, a line each. Must not throw. */
  readonly tell: (line: string) => void;
  /** The program ends: what is fetched and what runs beside it ends too. */
  readonly signal: AbortSignal;
  /** How long the start waits for what is fetched; after that it is fetched on beside the program. */
  readonly waitMs?: number;
}

/** What a hub calls a model: nothing that leads out of the folder of models. */
const HUB_NAME = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)?$/;

/** How long whoever starts the program watches a download. */
const WAIT_MS = 60_000;

/** Rejects with a `ModelError`. */
export async function openLocal(
  name: string,
  what: string,
  { settings, tell, signal, waitMs = WAIT_MS }: ModelsSource,
): Promise<LocalModel> {
  const { dir, hub } = settings.localModels;
  const named = name.slice(LOCAL.length);
  const subject = subjectOf(what, name, hub, null);
  const isFolder = isAbsolute(named) || named.startsWith(".");
  if (!isFolder && !HUB_NAME.test(named))
    throw new ModelError(
      "unusable",
      subject,
      "应为 local:模型名称（如 local:Xenova/bge-small-zh-v1.5）或 local:文件夹",
    );
  const folder = isFolder ? named : join(dir, named);
  const found = await readLocalModel(name, folder);
  if (!("missing" in found)) return found;
  if (isFolder)
    throw new ModelError(
      "unusable",
      subject,
      `${folder} 中缺少 ${found.missing.join("、")}，请把模型的文件复制到那里`,
    );

  let told = 0;
  const fetching = fetchModel({
    ...{ name: named, hub, folder, subject, signal },
    proxies: settings.proxies,
    onProgress(done, total) {
      const tenths = Math.floor((10 * done) / total);
      if (tenths > told)
        tell(`正在下载模型 ${named}：${tenths * 10}%（共 ${Math.ceil(total / 2 ** 20)} MB）`);
      told = tenths;
    },
  });
  const waited = new AbortController();
  const isThere = await Promise.race([
    fetching.then(() => true),
    sleep(waitMs, false, { signal: waited.signal, ref: false }),
  ]).finally(() => waited.abort());
  if (!isThere) {
    fetching.then(
      () => tell(`模型 ${named} 已下载完毕，重新启动后启用`),
      (error: unknown) => signal.aborted || tell(error instanceof Error ? error.message : String(error)),
    );
    throw new ModelError("slow", subject, "还在下载");
  }
  const whole = await readLocalModel(name, folder);
  if ("missing" in whole)
    throw new ModelError("unusable", subject, `${folder} 中缺少 ${whole.missing.join("、")}`);
  return whole;
}
