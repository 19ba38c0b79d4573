/** A zip file → its entries and the bytes of one, within the limits of what a file may cost. */

import { unzipSync } from "fflate";
import { LIMITS } from "./limits.ts";
import { ReadingError } from "./reader.ts";

const TOO_LARGE = "展开后超过上限，没有读入；请删去其中的大图片或拆分后再放入";

export interface Entry {
  readonly name: string;
  readonly size: number;
}

/** Sizes are as the archive declares them, which may lie. */
export function entriesOf(bytes: Uint8Array): Entry[] {
  const entries: Entry[] = [];
  unzipSync(bytes, {
    filter({ name, originalSize }) {
      if (entries.length >= LIMITS.entries)
        throw new ReadingError(`里面超过 ${LIMITS.entries} 个文件，没有读入；请拆分后再放入`);
      entries.push({ name, size: originalSize });
      return false;
    },
  });
  return entries;
}

/** No more than the declared size is ever unpacked: what lies about it is broken. */
export function entryOf(
  bytes: Uint8Array,
  wanted: string,
  budget: number = LIMITS.entryBytes,
): Uint8Array | undefined {
  const found = unzipSync(bytes, {
    filter({ name, originalSize }) {
      if (name !== wanted) return false;
      if (originalSize > Math.min(LIMITS.entryBytes, budget)) throw new ReadingError(TOO_LARGE);
      return true;
    },
  });
  return found[wanted];
}
