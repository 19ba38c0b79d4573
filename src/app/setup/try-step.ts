/** A step and the settings as they would be → what comes of using them: platforms and models asked once, cases counted. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOfflineEmbedder } from "../../models/offline.ts";
import { refreshIndex } from "../../search/build-index.ts";
import { openSqliteStore } from "../../stores/sqlite.ts";
import type { SetupFinding, SetupTrial } from "../../web/setup-desk.ts";
import { checkChats, checkModels } from "../commands/check.ts";
import { openModels } from "../open-models.ts";
import type { Settings } from "../settings.ts";
import { SETUP } from "./steps.zh.ts";

const NO_CHATS = { telegram: null, slack: null, wecom: null, feishu: null, dingtalk: null };

/** Whether anything can be tried; who is let in shows when they come. */
export const isTried = (id: string) => !["network", "people", "web"].includes(id);

/** Nothing of a step in which nothing is set, or nothing can be tried. */
export async function tryStep(
  id: string,
  settings: Settings,
  trial: SetupTrial,
  /** A program serves now with the account of the platform that is tried. */
  isServing: boolean,
): Promise<SetupFinding[]> {
  switch (id) {
    case "corpus":
      return [await countCases(settings.corpusDir, trial)];
    case "model":
      return checkModels(
        await openModels({ settings, stamp: undefined, tryOut: true, tell() {}, signal: trial.signal }),
      );
    case "store":
      return settings.databaseUrl === null ? [] : [await reach(settings.databaseUrl)];
    case "wecom":
    case "feishu":
    case "dingtalk":
    case "telegram":
    case "slack":
      return checkChats({ ...settings, ...NO_CHATS, [id]: settings[id] }, isServing, trial.signal);
    default:
      return [];
  }
}

/** Nothing is made there before the program is started. */
async function reach(databaseUrl: string): Promise<SetupFinding> {
  const what = "数据库";
  try {
    const { connectTo } = await import("../../stores/postgres-client.ts");
    await (await connectTo(databaseUrl)()).close();
    return { what, right: true, detail: SETUP.database };
  } catch (error) {
    return { what, right: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

/** What is written is gone again: the index is made when the program is started. */
async function countCases(corpusDir: string, { signal, onProgress }: SetupTrial): Promise<SetupFinding> {
  const what = "案例文档";
  const dir = await mkdtemp(join(tmpdir(), "anlitong-"));
  const store = await openSqliteStore({ dir });
  try {
    const { cases, files, failures } = await refreshIndex({
      ...{ dir: corpusDir, store, embedder: createOfflineEmbedder() },
      onProgress(done, total) {
        signal.throwIfAborted();
        onProgress?.(done, total);
      },
    });
    const [first = ""] = failures;
    const unread = failures.length === 0 ? "" : SETUP.unread(failures.length, first);
    return {
      what,
      right: cases > 0,
      detail: (cases > 0 ? SETUP.cases(cases, files) : SETUP.noCases) + unread,
    };
  } catch (error) {
    return { what, right: false, detail: error instanceof Error ? error.message : String(error) };
  } finally {
    await store.close();
    await rm(dir, { recursive: true, force: true });
  }
}
