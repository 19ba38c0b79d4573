/** A zip archive of documents → the paths of its files, and the bytes of one; archives within it are not opened. */

import { LIMITS } from "./limits.ts";
import { ReadingError } from "./reader.ts";
import { entriesOf, entryOf } from "./zip.ts";

const BROKEN = "压缩包不完整或已损坏，没有读入；请重新压缩后放入";

/** As a reader of the list sees them, in the order of the archive; folders have no entry. */
export function archiveEntries(bytes: Uint8Array): string[] {
  const entries = opened(() => entriesOf(bytes)).filter(({ name }) => !name.endsWith("/"));
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > LIMITS.packageBytes)
    throw new ReadingError(
      `压缩包展开后超过 ${LIMITS.packageBytes / 1024 / 1024} MB，没有读入；请拆分后再放入`,
    );
  return entries.map(({ name }) => shown(name));
}

export function archiveEntry(bytes: Uint8Array, path: string): Uint8Array {
  const entry = opened(() => {
    const found = entriesOf(bytes).find(({ name }) => shown(name) === path);
    return found && entryOf(bytes, found.name);
  });
  if (!entry) throw new ReadingError("压缩包里没有这个文件了，请重新建立索引");
  return entry;
}

/** Windows writes names in GBK without saying so; the library then takes each byte for a character. */
function shown(name: string): string {
  if (/[^\0-\u00ff]/.test(name) || /^[\0-\u007f]*$/.test(name)) return name;
  const bytes = Buffer.from(name, "latin1");
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next encoding.
    }
  }
  return name;
}

function opened<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw error instanceof ReadingError ? error : new ReadingError(BROKEN);
  }
}
