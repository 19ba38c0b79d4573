/** Bytes that somebody sends → a folder of their own in the data folder, where they are read and wait for a decision. */

import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createLanes } from "../chat/lanes.ts";
import type { Log } from "../console/log.ts";
import type { Draft, Problem } from "../curation/documents.ts";
import { makeFolder, sync } from "../stores/folder.ts";
import type { ReadDraft } from "./draft-child.ts";
import { DOCUMENTS } from "./wording.zh.ts";

/** As buttons of chats carry it. */
const ID = /^[\w-]{12}$/;
const KEPT_MS = 24 * 60 * 60 * 1000;
/** Whoever sends more forgets the first; each may take as much as the largest file. */
const MOST = 20;
/** A process each, with as much memory as a document takes. */
const MOST_READING = 2;
const MOST_OUTPUT_BYTES = 16 * 1024 * 1024;

const CHILD = fileURLToPath(new URL(`./draft-child${extname(import.meta.filename)}`, import.meta.url));

/** As it is kept for all; each sees of it what they may. */
export type KeptDraft = Omit<Draft, "isInstead" | "same"> & {
  /** The sha256 of what stood there when it was sent; null for nothing. */
  readonly stood: string | null;
  /** Documents with the same words. */
  readonly same: readonly { readonly file: string; readonly percent: number }[];
};

type Received = Pick<Draft, "file"> & { readonly bytes: Uint8Array };
type Describe = (id: string, read: Exclude<ReadDraft, Problem>) => Promise<KeptDraft>;

export type Drafts = ReturnType<typeof createDrafts>;

export function createDrafts(dataDir: string, log: Log, now = Date.now) {
  const folder = join(dataDir, "drafts");
  const inFolder = (id: string, ...path: readonly string[]) => join(folder, id, ...path);
  const reading = new Set<string>();
  const lanes = createLanes(MOST_READING);
  const drop = (id: string) => rm(inFolder(id), { recursive: true, force: true });

  async function find(id: string): Promise<KeptDraft | undefined> {
    if (!ID.test(id)) return undefined;
    try {
      const { mtimeMs } = await stat(inFolder(id));
      if (now() - mtimeMs > KEPT_MS) return undefined;
      return JSON.parse(await readFile(inFolder(id, "draft.json"), "utf8")) as KeptDraft;
    } catch {
      // Gone, or not read to its end.
      return undefined;
    }
  }

  /** The latest first; others may be dropped meanwhile. */
  async function folders(): Promise<{ readonly id: string; readonly mtimeMs: number }[]> {
    const names = (await readdir(folder).catch(() => [])).filter((name) => ID.test(name));
    const found = names.map((id) =>
      stat(inFolder(id)).then(
        ({ mtimeMs }) => [{ id, mtimeMs }],
        () => [],
      ),
    );
    return (await Promise.all(found)).flat().sort((a, b) => b.mtimeMs - a.mtimeMs);
  }

  async function list(): Promise<KeptDraft[]> {
    const found = await Promise.all((await folders()).map(({ id }) => find(id)));
    return found.filter((draft) => draft !== undefined);
  }

  /** What is read for days is not old. */
  async function tidy(): Promise<void> {
    for (const { id } of (await list()).slice(MOST - 1)) await drop(id);
    for (const { id, mtimeMs } of await folders())
      if (!reading.has(id) && now() - mtimeMs > KEPT_MS) await drop(id);
  }

  async function made(
    id: string,
    { file, bytes }: Received,
    describe: Describe,
  ): Promise<KeptDraft | Problem> {
    await tidy();
    const path = inFolder(id, "corpus", file);
    reading.add(id);
    try {
      await makeFolder(dirname(path));
      await makeFolder(inFolder(id, "data"));
      await writeFile(path, bytes);
      await sync(path, "r+");
      const read = await readInChild(inFolder(id, "corpus"), inFolder(id, "data"), log);
      if ("problem" in read) {
        await drop(id);
        return read;
      }
      const draft = await describe(id, read);
      await writeFile(inFolder(id, "draft.tmp"), JSON.stringify(draft), { flush: true });
      await rename(inFolder(id, "draft.tmp"), inFolder(id, "draft.json"));
      return draft;
    } catch (error) {
      await drop(id);
      throw error;
    } finally {
      reading.delete(id);
    }
  }

  return {
    find,
    drop,
    list,
    /** Where it lies until it counts. */
    pathOf: ({ id, file }: Pick<Draft, "id" | "file">) => inFolder(id, "corpus", file),
    /** Where what was read of it is kept, as `createReadings` keeps it. */
    readingsOf: (id: string) => inFolder(id, "data", "readings"),
    /** Waits for its turn. Nothing of it is left where it cannot be read or kept. */
    make(received: Received, describe: Describe): Promise<KeptDraft | Problem> {
      const { promise, resolve, reject } = Promise.withResolvers<KeptDraft | Problem>();
      const id = randomBytes(9).toString("base64url");
      lanes.add(id, () => made(id, received, describe).then(resolve, reject));
      return promise;
    },
  };
}

function readInChild(corpusDir: string, dataDir: string, log: Log): Promise<ReadDraft> {
  return new Promise((resolve) => {
    const args = [CHILD, corpusDir, dataDir];
    execFile(process.execPath, args, { maxBuffer: MOST_OUTPUT_BYTES }, (_, output, errors) => {
      try {
        resolve(JSON.parse(output) as ReadDraft);
      } catch {
        log.error(`没能读入提交的文件：${errors.trim()}`);
        resolve({ problem: DOCUMENTS.unread });
      }
    });
  });
}
