/** A backup → a data folder and a corpus as they were; what stands there is set aside, never deleted. */

import { copyFile, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as backup from "./backup.ts";
import { makeFolder, sha256Of, sync } from "./folder.ts";
import { lockAlone } from "./locks.ts";
import { systemCode } from "./write-errors.ts";

interface RestoreTarget {
  readonly dataDir: string;
  readonly corpusDir: string;
  readonly now?: () => number;
}

/**
 * The whole backup is checked before anything is touched. Rejects where a program serves from the data folder. May be
 * done again where it was broken off.
 */
export async function restore(from: string, target: RestoreTarget) {
  const { dataDir, corpusDir, now = Date.now } = target;
  backup.demandOutside(from, corpusDir);
  const manifest = await readManifest(from);
  await demandWhole(from, manifest);
  await makeFolder(dataDir);
  const unlock = lockAlone(dataDir);
  try {
    const aside = join(dataDir, `before-restore-${new Date(now()).toISOString().replace(/[-:.Z]/g, "")}`);
    const isKept = async (path: string, into: string) => {
      await makeFolder(dirname(join(aside, into)));
      await rename(path, join(aside, into)).catch(async (error: unknown) => {
        // A corpus may lie on another disk.
        if (systemCode(error) !== "EXDEV") throw error;
        await copySynced(path, join(aside, into));
        await rm(path);
      });
    };
    let moved = 0;
    const corpus = new Map(below("corpus", manifest).map(({ path, sha256 }) => [path, sha256]));
    for (const path of await backup.filesBelow(corpusDir)) {
      if ((await sha256Of(join(corpusDir, path))) === corpus.get(path)) {
        corpus.delete(path);
        continue;
      }
      await isKept(join(corpusDir, path), `corpus/${path}`);
      moved += 1;
    }
    for (const path of corpus.keys()) await copySynced(join(from, "corpus", path), join(corpusDir, path));
    // The index and what else is made of the corpus goes with the state that it belonged to.
    const brought = new Set(manifest.files.map(({ path }) => path));
    for (const name of await stateIn(dataDir)) {
      if (backup.isWithin(from, join(dataDir, name))) continue;
      // As with the settings: what the backup does not bring stays in use.
      if (backup.SECRET_FILES.includes(name) && !brought.has(`data/${name}`)) continue;
      await isKept(join(dataDir, name), name);
      moved += 1;
    }
    for (const { path } of below("data", manifest))
      await copySynced(join(from, "data", path), join(dataDir, path));
    /** `setAside`: where what stood there before is kept; null where nothing did. */
    return { manifest, setAside: moved > 0 ? aside : null };
  } finally {
    unlock();
  }
}

/** Locks are nobody's state, and what an earlier restore set aside stays where it is. */
async function stateIn(dataDir: string): Promise<string[]> {
  const names = await readdir(dataDir);
  return names.filter((name) => !name.endsWith(".lock") && !name.startsWith("before-restore-"));
}

async function readManifest(from: string): Promise<backup.BackupManifest> {
  const path = join(from, backup.MANIFEST);
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new Error(`${path}：应为 backup 命令所写的备份清单（${systemCode(error) ?? String(error)}）`);
  });
  const { success, data } = backup.manifestShape.safeParse(parsed(text));
  if (!success) throw new Error(`${path}：备份清单已损坏，没有改动任何文件`);
  if (data.format > backup.BACKUP_FORMAT)
    throw new Error(
      `${path}：由更新版本的程序（${data.program}）写成，本程序读不懂；请先升级，没有改动任何文件`,
    );
  return data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function demandWhole(from: string, { files }: backup.BackupManifest): Promise<void> {
  for (const { path, size, sha256 } of files) {
    const found = await stat(join(from, path)).catch(() => undefined);
    const isSame = found?.size === size && (await sha256Of(join(from, path))) === sha256;
    if (!isSame) throw new Error(`${join(from, path)}：与备份清单不符，备份已损坏；没有改动任何文件`);
  }
}

function below(folder: string, { files }: backup.BackupManifest) {
  const head = `${folder}/`;
  return files
    .filter(({ path }) => path.startsWith(head))
    .map(({ path, sha256 }) => ({ path: path.slice(head.length), sha256 }));
}

/** There whole, or not at all. */
async function copySynced(from: string, to: string): Promise<void> {
  await makeFolder(dirname(to));
  const draft = `${to}.part`;
  await copyFile(from, draft);
  await sync(draft, "r+");
  await rename(draft, to);
}
