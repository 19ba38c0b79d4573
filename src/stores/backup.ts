/** A data folder and a corpus, in use or not → a folder with a copy of all that cannot be made again, under a manifest. */

import { copyFile, readdir, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { makeFolder, sha256Of } from "./folder.ts";
import { systemCode } from "./write-errors.ts";

/** Another layout is another number; a backup of a higher one is refused. */
export const BACKUP_FORMAT = 1;
export const MANIFEST = "manifest.json";

/** Copied as of one instant each. The index is left out, for it is made of the corpus and of the vectors. */
const DATABASES = [
  "chats.sqlite",
  "feedback.sqlite",
  "audit.sqlite",
  "pins.sqlite",
  "spending.sqlite",
  "vectors.sqlite",
];
const FILES = ["lexicon.txt", "candidates.jsonl"];

/** With which logins by name are signed. */
export const LOGIN_KEY = "login.key";

/** Whoever has them may guess passwords unseen, or needs none. */
export const SECRET_FILES = ["users.txt", LOGIN_KEY];

/** Paths of a backup that somebody else made lead nowhere else. */
const PATH = /^(?:settings\.env|(?:data|corpus)(?:\/(?!\.{1,2}(?:\/|$))[^/\\\0]+)+)$/;

/** With the version of the program, when it was made, as ISO 8601, and paths with slashes, below the folder of the backup. */
export const manifestShape = z.object({
  format: z.number().int().min(1),
  program: z.string(),
  at: z.string(),
  files: z.array(z.object({ path: z.string().regex(PATH), size: z.number(), sha256: z.string() })),
});

export type BackupManifest = Readonly<z.infer<typeof manifestShape>>;

export interface BackupSource {
  readonly dataDir: string;
  readonly corpusDir: string;
  /** The lines of a settings file, as they are to be kept. */
  readonly settings: string;
  /** What lets people log in is copied, too. */
  readonly withSecrets: boolean;
  readonly program: string;
  readonly now?: () => number;
}

/**
 * The folder is there when the backup is whole: until then it goes by another name. Rejects where something cannot be
 * read or written, also where a database is damaged.
 */
export async function backUp(source: BackupSource, to: string): Promise<BackupManifest> {
  demandOutside(to, source.corpusDir);
  const draft = `${to}.part-${process.pid}`;
  try {
    const manifest = await writeDraft(source, draft);
    // Windows renames nothing onto a folder, be it empty.
    await rmdir(to).catch(() => {});
    await rename(draft, to);
    return manifest;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function writeDraft(source: BackupSource, draft: string): Promise<BackupManifest> {
  const { dataDir, corpusDir, program, withSecrets, now = Date.now } = source;
  for (const folder of ["data", "corpus"]) await makeFolder(join(draft, folder));
  for (const name of DATABASES) await copyDatabase(join(dataDir, name), join(draft, "data", name));
  for (const name of withSecrets ? [...FILES, ...SECRET_FILES] : FILES)
    await copyIfThere(join(dataDir, name), join(draft, "data", name));
  // A slip of the pen in the settings would be found out when it is too late.
  await readdir(corpusDir);
  await copyBelow(corpusDir, join(draft, "corpus"));
  // Documents that gave way to others can be put back.
  await copyBelow(join(dataDir, "history"), join(draft, "data", "history"));
  await writeSynced(join(draft, "settings.env"), source.settings);
  const files: BackupManifest["files"][number][] = [];
  for (const path of await filesBelow(draft)) {
    const { size } = await stat(join(draft, path));
    files.push({ path, size, sha256: await sha256Of(join(draft, path)) });
  }
  const manifest = { format: BACKUP_FORMAT, program, at: new Date(now()).toISOString(), files };
  await writeSynced(join(draft, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** A copy among the documents would be read as documents, and be part of the next copy. */
export function demandOutside(path: string, corpusDir: string): void {
  if (isWithin(path, corpusDir))
    throw new Error(`${path}：备份不应放在案例文档的文件夹（${corpusDir}）里，请另选一处`);
}

/** Whether a path is a folder or lies below it. */
export function isWithin(path: string, dir: string): boolean {
  const way = relative(resolve(dir), resolve(path));
  return way === "" || !(way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way));
}

/** Paths with slashes, in order; what is no plain file is passed over. None where there is no such folder. */
export async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

async function copyDatabase(from: string, to: string): Promise<void> {
  if (!(await isThere(from))) return;
  const database = new DatabaseSync(from, { readOnly: true, timeout: 5_000 });
  try {
    // One read transaction: what others commit meanwhile is not in it, or all of it is.
    database.prepare("VACUUM INTO ?").run(to);
  } catch (error) {
    throw new Error(`${from}：不能备份（${(error as Error).message}）`, { cause: error });
  } finally {
    database.close();
  }
}

async function copyBelow(from: string, to: string): Promise<void> {
  for (const path of await filesBelow(from)) {
    await makeFolder(dirname(join(to, path)));
    await copyFile(join(from, path), join(to, path));
  }
}

export async function copyIfThere(from: string, to: string): Promise<void> {
  if (await isThere(from)) await copyFile(from, to);
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    (error: unknown) => {
      if (systemCode(error) === "ENOENT") return false;
      throw error;
    },
  );
}

/** It names people and may hold secrets. */
async function writeSynced(path: string, text: string): Promise<void> {
  await writeFile(path, text, { flag: "wx", mode: 0o600, flush: true });
}
