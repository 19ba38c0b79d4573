/** Arguments and standard input → what a command prints and its exit code, without a process of its own. */

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { runCommand } from "../../src/app/commands/run.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Given {
  readonly stdin?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A folder of its own for every caller, below the system's folder for such things. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "anlitong-"));
}

export const CORPUS = join(import.meta.dirname, "../../corpus");

export async function run(
  args: readonly string[],
  { stdin = "", environment = {} }: Given = {},
): Promise<Ran> {
  const output = collector();
  const errors = collector();
  const code = await runCommand(args, {
    environment,
    input: Readable.from([Buffer.from(stdin)]),
    output: output.stream,
    errors: errors.stream,
  });
  return { code, out: output.text(), err: errors.text() };
}

function collector() {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join("") };
}
