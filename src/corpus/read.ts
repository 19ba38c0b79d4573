/** A folder on disk → its case documents as text, each with a hash; broken files become clear errors. */

import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import type { ParsedDocument } from "./case.ts";
import { decodeText } from "./decode.ts";
import { parseDocument } from "./parse.ts";

/** A file larger than this is taken for something else than a case document. */
const MAX_BYTES = 20 * 1024 * 1024;

/** A document or the corpus folder cannot be used; the message is one line that names the file and the remedy. */
export class CorpusError extends Error {
  override readonly name = "CorpusError";
  /** Path below the corpus folder, or the folder itself. */
  readonly file: string;

  constructor(file: string, problem: string) {
    super(`${file}: ${problem}`);
    this.file = file;
  }
}

/** A document found on disk, not yet read. */
export interface FileStat {
  /** Path below the corpus folder, with "/" between folders. */
  readonly file: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

/** A document as received. */
export interface ReadDocument {
  readonly file: string;
  /** Decoded as UTF-8; a byte order mark stays, so offsets count it. */
  readonly text: string;
  /** Of the bytes, in hex. */
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
}

/** All documents of a folder; what cannot be used is left out and said in `failures`. */
export async function readCorpus(
  dir: string,
): Promise<{ readonly documents: readonly ParsedDocument[]; readonly failures: readonly CorpusError[] }> {
  const documents: ParsedDocument[] = [];
  const failures: CorpusError[] = [];
  for (const { file } of await listFiles(dir)) {
    try {
      documents.push(parseDocument(file, (await readDocument(dir, file)).text));
    } catch (error) {
      if (!(error instanceof CorpusError)) throw error;
      failures.push(error);
    }
  }
  return { documents, failures };
}

/** `.md` and `.txt` below the folder, by code unit of their path; no README.md, no dotfiles, nothing outside. */
export async function listFiles(dir: string): Promise<FileStat[]> {
  const root = await realpath(dir).catch((error: unknown) => {
    throw new CorpusError(
      dir,
      `expected a folder of case documents, found ${reasonOf(error)}; check CORPUS_DIR or --corpus`,
    );
  });
  const found: FileStat[] = [];
  const visited = new Set<string>();
  await walk("");
  return found.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));

  async function walk(below: string): Promise<void> {
    const here = await realpath(join(root, below));
    if (visited.has(here)) return;
    visited.add(here);
    const entries = await readdir(here).catch((error: unknown) => {
      throw new CorpusError(
        below || dir,
        `expected a readable folder, found ${reasonOf(error)}; check its path and permissions`,
      );
    });
    for (const name of entries.toSorted()) {
      if (name.startsWith(".")) continue;
      const file = below === "" ? name : `${below}/${name}`;
      const entry = await statInside(file);
      if (!entry) continue;
      const { stats, dangles } = entry;
      if (stats.isDirectory()) await walk(file);
      else if (
        (stats.isFile() || dangles) &&
        /\.(?:md|txt)$/i.test(name) &&
        name.toLowerCase() !== "readme.md"
      ) {
        found.push({ file, size: stats.size, mtimeMs: stats.mtimeMs, ctimeMs: stats.ctimeMs });
      }
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

/** Reads one listed file; rejects with a `CorpusError` where it holds no readable UTF-8 text. */
export async function readDocument(dir: string, file: string): Promise<ReadDocument> {
  const path = join(dir, file);
  const bytes = await sizeChecked(path, file)
    .then(() => readFile(path))
    .catch((error: unknown) => {
      if (error instanceof CorpusError) throw error;
      throw new CorpusError(
        file,
        `expected a readable file, found ${reasonOf(error)}; check the path and its permissions`,
      );
    });
  const decoded = decodeText(bytes);
  if ("problem" in decoded) throw new CorpusError(file, decoded.problem);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { file, text: decoded.text, sha256, size: bytes.length };
}

async function sizeChecked(path: string, file: string): Promise<void> {
  const { size } = await stat(path);
  if (size <= MAX_BYTES) return;
  const found = (Math.ceil((size / 1024 / 1024) * 10) / 10).toFixed(1);
  throw new CorpusError(
    file,
    `expected at most 20 MB, found ${found} MB; split the document or move it out of the corpus`,
  );
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return "nothing at that path";
  if (code === "EACCES" || code === "EPERM") return "no permission to read it";
  if (code === "EISDIR") return "a folder";
  if (code === "ENOTDIR") return "a file";
  return error.message;
}
