/** A corpus → the folder that is made of it, for browsers. */

import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createAbilities } from "../../src/answer/abilities.ts";
import { exportFolder } from "../../src/web/pages/export.ts";
import { newFolder } from "../e2e/start.ts";
import { openKnowledge } from "../knowledge.ts";

export async function exported(corpus?: string): Promise<string> {
  const dir = newFolder();
  await exportFolder({
    library: createAbilities(await openKnowledge(corpus)).reader,
    write: async ({ path, text }) => {
      await mkdir(dirname(join(dir, path)), { recursive: true });
      await writeFile(join(dir, path), text);
    },
  });
  return dir;
}
