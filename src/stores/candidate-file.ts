/** Candidates for the gold set, a JSON object a line, in a file that people edit. */

import { open } from "node:fs/promises";
import type { Candidates } from "../curation/candidates.ts";

/** Lines that are no JSON are left as they are: a person is at work on them. */
export function createCandidateFile(path: string): Candidates {
  // One after the other, or two would both find a question to be new.
  let last: Promise<unknown> = Promise.resolve();

  async function append(id: string, line: string): Promise<boolean> {
    const file = await open(path, "a+");
    try {
      const text = await file.readFile("utf8");
      if (text.split("\n").some((known) => idOf(known) === id)) return false;
      // Who edits a file may leave it without an end of line.
      await file.appendFile(`${text === "" || text.endsWith("\n") ? "" : "\n"}${line}\n`);
      await file.sync();
      return true;
    } finally {
      await file.close();
    }
  }

  return {
    add(candidate) {
      const added = last.then(() => append(candidate.id, JSON.stringify(candidate)));
      last = added.catch(() => {});
      return added;
    },
  };
}

function idOf(line: string): unknown {
  try {
    return JSON.parse(line)?.id;
  } catch {
    return undefined;
  }
}
