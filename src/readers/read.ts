/** The bytes of a file → its reading: plain text here, every other format in a process of its own. */

import { decodeText } from "./decode.ts";
import { type ReadingOptions, readInChild } from "./in-child.ts";
import { kindOf } from "./kind.ts";
import { LIMITS } from "./limits.ts";
import { type Reading, ReadingError } from "./reader.ts";

/** Changes when any reader makes another text of the same bytes. */
export const READERS_VERSION = 6;

/** Rejects with a `ReadingError`; a file within an archive has the archive's name before its own. */
export async function readOriginal(
  bytes: Uint8Array,
  name: string,
  options: ReadingOptions = {},
): Promise<Reading> {
  if (bytes.length > LIMITS.fileBytes) throw tooLarge(bytes.length, LIMITS.fileBytes);
  const kind = kindOf(bytes, name);
  if (kind === "zip") throw new ReadingError("是压缩包里的压缩包，没有读入；请解压后放入");
  if (kind !== "text") return readInChild(kind, bytes, name, options);
  if (bytes.length > LIMITS.textBytes) throw tooLarge(bytes.length, LIMITS.textBytes);
  return readText(bytes);
}

export function tooLarge(size: number, limit: number): ReadingError {
  const mb = (bytes: number) => `${Math.ceil((bytes / 1024 / 1024) * 10) / 10} MB`;
  return new ReadingError(`文件有 ${mb(size)}，超过 ${mb(limit)} 的上限，没有读入；请拆分后再放入`);
}

async function readText(bytes: Uint8Array): Promise<Reading> {
  const { text, encoding } = decodeText(bytes);
  const message = `文字按 ${encoding} 编码读入`;
  const notes = encoding === "UTF-8" ? [] : [{ kind: "inference" as const, start: 0, message }];
  return { text, lines: [], tables: [], places: [], about: {}, notes };
}
