/** Plain text in any of the usual encodings → a reading that says nothing of its lines: the parser infers them. */

import { decodeText } from "./decode.ts";
import type { Reading } from "./reader.ts";

export async function readText(bytes: Uint8Array): Promise<Reading> {
  const { text, encoding } = decodeText(bytes);
  const message = `文字按 ${encoding} 编码读入`;
  const notes = encoding === "UTF-8" ? [] : [{ kind: "inference" as const, start: 0, message }];
  return { text, lines: [], tables: [], places: [], about: {}, notes };
}
