/** A stream of bytes → its lines, each no longer than memory bears. */

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its line break; undefined for a line that cannot be used. */
  readonly text: string | undefined;
  /** Why it cannot be used; the rest of the stream can. */
  readonly flaw?: "too-long" | "not-utf-8";
}

const LINE_FEED = 0x0a;

/** Ends with the stream. A byte order mark and the CR of CRLF are no part of a line; a last line needs no line break. */
export async function* linesOf(
  input: AsyncIterable<Uint8Array | string>,
  maxBytes: number,
): AsyncGenerator<Line> {
  let number = 0;
  let pieces: Uint8Array[] = [];
  let size = 0;

  const add = (piece: Uint8Array) => {
    size += piece.length;
    if (size <= maxBytes) pieces.push(piece);
    else pieces = [];
  };
  const take = (): Line => {
    number += 1;
    const line: Line =
      size > maxBytes
        ? { number, text: undefined, flaw: "too-long" }
        : decoded(Buffer.concat(pieces), number);
    pieces = [];
    size = 0;
    return line;
  };

  for await (const chunk of input) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    let from = 0;
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, from)) {
      add(bytes.subarray(from, at));
      yield take();
      from = at + 1;
    }
    if (from < bytes.length) add(bytes.subarray(from));
  }
  if (size > 0) yield take();
}

function decoded(bytes: Uint8Array, number: number): Line {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: number > 1 }).decode(bytes);
    return { number, text: text.replace(/\r$/, "") };
  } catch {
    return { number, text: undefined, flaw: "not-utf-8" };
  }
}
