/** A document → the file of its corrections beside it, read and written whole. */

import { createHash } from "node:crypto";
import { access, constants, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { FIX_ENDING, FIX_LIMITS, type Fix, FixError, fixesText, parseFixes } from "./fixes.ts";

/** With the sum of its bytes, in hex. Undefined where the document has none. Rejects with a `FixError` where they cannot be used, as a document is rejected that is broken. */
export async function readFixes(dir: string, file: string) {
  const path = join(dir, `${file}${FIX_ENDING}`);
  try {
    const [root, real] = await Promise.all([realpath(dir), realpath(path)]);
    if (!real.startsWith(root + sep)) throw new FixError("链接指向文件夹以外");
    const { size } = await stat(real);
    if (size > FIX_LIMITS.bytes) throw new FixError(`超过 ${FIX_LIMITS.bytes / 1024} KB 的上限`);
    const bytes = await readFile(real);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { fixes: parseFixes(bytes.toString("utf8")), sha256 };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error instanceof FixError ? error : new FixError(`无法读取（${code || String(error)}）`);
  }
}

/** Whether corrections can be kept beside a document; a folder mounted read-only says no to root as well. */
export async function canWriteFixes(dir: string, file: string): Promise<boolean> {
  return access(dirname(join(dir, file)), constants.W_OK).then(
    () => true,
    () => false,
  );
}

/**
 * There whole, or as it was before; none is left where there is nothing to correct. Rejects where the folder cannot be written, and with a
 * `FixError` where they would be refused when read.
 */
export async function writeFixes(dir: string, file: string, fixes: readonly Fix[]): Promise<void> {
  const path = join(dir, `${file}${FIX_ENDING}`);
  if (fixes.length === 0) return rm(path, { force: true });
  const draft = `${path}.tmp`;
  await writeFile(draft, fixesText(fixes), { flush: true });
  await rename(draft, path);
}
