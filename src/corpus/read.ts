/** A folder on disk → its documents as text, each with a hash; what is broken becomes a clear error, what is left out is named. */

import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { archiveEntries, archiveEntry } from "../readers/archive.ts";
import { leftOut } from "../readers/kind.ts";
import { LIMITS } from "../readers/limits.ts";
import { readOriginal, tooLarge } from "../readers/read.ts";
import { type Reading, ReadingError } from "../readers/reader.ts";
import type { Readings } from "../readers/readings.ts";
import { readFixes } from "./fix-file.ts";
import { FIX_ENDING, FixError } from "./fixes.ts";
import { type Corrections, withReplaced } from "./replace.ts";

/** A document or the corpus folder cannot be used; the message is one Chinese line that names the file and the remedy. */
export class CorpusError extends Error {
  override readonly name = "CorpusError";
  /** Path below the corpus folder, or the folder itself. */
  readonly file: string;

  constructor(file: string, problem: string) {
    super(`${file}：${problem}`);
    this.file = file;
  }
}

/** A document found on disk, not yet read. */
export interface FileStat {
  /** Path below the corpus folder, with "/" between folders; of one in an archive below the archive: 年报.zip/甲.docx. */
  readonly file: string;
  /** Of a document in an archive, of the archive. */
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  /** Of the corrections beside it, their size and times; another with every change. */
  readonly fixes?: string;
}

/** A file or folder that is not taken for a document, and why, in a few Chinese words. */
export interface OmittedFile {
  readonly file: string;
  readonly reason: string;
}

export interface Listing {
  /** By code unit of their path. */
  readonly files: readonly FileStat[];
  readonly omitted: readonly OmittedFile[];
  /** Archives that cannot be opened. */
  readonly failures: readonly CorpusError[];
}

/** A document as received. */
export interface ReadDocument {
  readonly file: string;
  /** With what was put right by hand. */
  readonly reading: Reading;
  /** Those beside it, where there are any. */
  readonly corrections?: Corrections;
  /** Of the bytes, in hex. */
  readonly sha256: string;
  /** Of these. */
  readonly fixesSha256?: string;
  /** In bytes. */
  readonly size: number;
}

/** All files below the folder; links that lead out of it are not followed. */
export async function listFiles(dir: string): Promise<Listing> {
  const root = await realpath(dir).catch((error: unknown) => {
    throw new CorpusError(dir, `应为存放案例文档的文件夹，${reasonOf(error)}；请检查 CORPUS_DIR 或 --corpus`);
  });
  const files: FileStat[] = [];
  const omitted: OmittedFile[] = [];
  const failures: CorpusError[] = [];
  const fixes = new Map<string, string>();
  const visited = new Set<string>();
  await walk("");
  const byPath = (a: { readonly file: string }, b: { readonly file: string }) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : 0;
  const corrected = files.map((file) => {
    const own = fixes.get(file.file);
    fixes.delete(file.file);
    return own === undefined ? file : { ...file, fixes: own };
  });
  for (const file of fixes.keys())
    omitted.push({ file: `${file}${FIX_ENDING}`, reason: "所更正的文档不在旁边，没有用上" });
  return { files: corrected.sort(byPath), omitted: omitted.sort(byPath), failures };

  async function walk(below: string): Promise<void> {
    const here = await realpath(join(root, below));
    if (visited.has(here)) return;
    visited.add(here);
    const entries = await readdir(here).catch((error: unknown) => {
      throw new CorpusError(below || dir, `文件夹无法读取，${reasonOf(error)}；请检查路径和权限`);
    });
    for (const name of entries.toSorted()) {
      const file = below === "" ? name : `${below}/${name}`;
      const entry = await statInside(file);
      if (!entry) {
        omitted.push({ file, reason: "链接指向文件夹以外，没有读入；请把文件本身放进来" });
        continue;
      }
      const { stats, dangles } = entry;
      if (stats.isDirectory() && !name.startsWith(".")) await walk(file);
      else await add(file, name, stats, dangles);
    }
  }

  async function add(file: string, name: string, stats: Stats, dangles: boolean): Promise<void> {
    const isFile = stats.isFile() || dangles;
    if (isFile && name.endsWith(FIX_ENDING) && !name.startsWith(".")) {
      fixes.set(file.slice(0, -FIX_ENDING.length), `${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`);
      return;
    }
    const reason = leftOut(name) ?? (isFile ? undefined : "不是普通文件，没有读入");
    if (reason !== undefined) {
      omitted.push({ file, reason });
      return;
    }
    const found = { size: stats.size, mtimeMs: stats.mtimeMs, ctimeMs: stats.ctimeMs };
    if (!/\.zip$/i.test(name)) {
      files.push({ file, ...found });
      return;
    }
    try {
      for (const path of archiveEntries(await bytesOf(join(root, file)))) {
        const why = leftOut(path.replace(/^.*\//, ""));
        if (why === undefined) files.push({ file: `${file}/${path}`, ...found });
        else omitted.push({ file: `${file}/${path}`, reason: why });
      }
    } catch (error) {
      failures.push(failureOf(file, error));
    }
  }

  /** What a link leads to, unless it leads out of the folder; reading a link that dangles says so. */
  async function statInside(file: string): Promise<{ stats: Stats; dangles: boolean } | undefined> {
    const path = join(root, file);
    try {
      const real = await realpath(path);
      if (real !== root && !real.startsWith(root + sep)) return undefined;
      return { stats: await stat(real), dangles: false };
    } catch {
      const stats = await lstat(path).catch(() => undefined);
      return stats && { stats, dangles: true };
    }
  }
}

/**
 * Reads one listed file with its corrections; rejects with a `CorpusError` where either cannot be read. `readings` keeps what was read of
 * foreign formats; `onShare` is told, where pictures take long, how much of the file is done, up to 1.
 */
export async function readDocument(
  dir: string,
  file: string,
  readings?: Readings,
  onShare?: (share: number) => void,
): Promise<ReadDocument> {
  try {
    const { reading, isArchived, ...received } = await receive(dir, file, readings, onShare);
    const fixes = isArchived ? undefined : await readFixes(dir, file);
    if (!fixes) return { file, reading, ...received };
    return { file, ...received, ...withReplaced(reading, fixes.fixes), fixesSha256: fixes.sha256 };
  } catch (error) {
    throw failureOf(file, error);
  }
}

/** The same without its corrections, and these beside it. Archives hold none. */
export async function readToCorrect(dir: string, file: string, readings: Readings) {
  try {
    const { reading, isArchived } = await receive(dir, file, readings);
    const { fixes = [] } = (await readFixes(dir, file)) ?? {};
    return { file, received: reading, fixes, isArchived };
  } catch (error) {
    throw failureOf(file, error);
  }
}

async function receive(
  dir: string,
  file: string,
  readings: Readings | undefined,
  onShare?: (share: number) => void,
) {
  const within = /^(.*?\.zip)\/(.+)$/i.exec(file);
  const [, archive = file, entry = ""] = within ?? [];
  const isArchived = within !== null && (await stat(join(dir, archive))).isFile();
  const outer = await bytesOf(join(dir, isArchived ? archive : file));
  const bytes = isArchived ? archiveEntry(outer, entry) : outer;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const kept = await readings?.find(sha256);
  const reading =
    kept ?? (await readOriginal(bytes, file.replace(/^.*\//, ""), { pages: readings, onShare }));
  if (!kept && reading.lines.length > 0) await readings?.keep(sha256, reading);
  return { reading, isArchived, sha256, size: bytes.length };
}

async function bytesOf(path: string): Promise<Buffer> {
  const { size } = await stat(path);
  if (size > LIMITS.fileBytes) throw tooLarge(size, LIMITS.fileBytes);
  return readFile(path);
}

function failureOf(file: string, error: unknown): CorpusError {
  if (error instanceof FixError)
    return new CorpusError(`${file}${FIX_ENDING}`, `更正文件无法使用：${error.message}；请改正，或把它移走`);
  if (error instanceof ReadingError) return new CorpusError(file, error.message);
  if (error instanceof Error && "code" in error)
    return new CorpusError(file, `文件无法读取，${reasonOf(error)}；请检查路径和权限`);
  throw error;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return "此处没有东西";
  if (code === "EACCES" || code === "EPERM") return "没有读取权限";
  if (code === "EISDIR") return "此处是文件夹";
  if (code === "ENOTDIR") return "此处是文件";
  return error.message;
}
