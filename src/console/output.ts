/** Text → a standard stream, flushed piece by piece; a reader who left is noticed and not complained of. */

import type { Writable } from "node:stream";
import { visible } from "../render/text.ts";

/** Nobody reads what is written any more (`| head`): the program ends quietly. */
export class ReaderLeftError extends Error {
  override readonly name = "ReaderLeftError";
}

export interface Output {
  /** Resolves when the stream has taken the text; rejects with a `ReaderLeftError` when nobody reads it. */
  write(text: string): Promise<void>;
}

export function createOutput(stream: Writable): Output {
  let failure: Error | undefined;
  // Without a listener the first failed write would end the process with a stack trace.
  stream.on("error", (error) => {
    failure ??= explain(error);
  });
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        if (failure) reject(failure);
        else stream.write(text, (error) => (error ? reject(explain(error)) : resolve()));
      }),
  };
}

function explain(error: Error): Error {
  const code = "code" in error ? error.code : undefined;
  return code === "EPIPE" || code === "ERR_STREAM_DESTROYED" ? new ReaderLeftError("nobody reads") : error;
}

/** One line of JSON in which nothing is left that a terminal would obey: JSON itself escapes only some of it. */
export function jsonLine(value: unknown): string {
  const escaped = JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${escaped}\n`;
}

/** A message of any origin as one line that a terminal shows as it is. */
export function oneLine(text: string): string {
  return visible(text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ")).trim();
}
