/** Readings of foreign formats, kept in the data folder beside the index: by the hash of the original and the version of the readers. */

import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { READERS_VERSION } from "./read.ts";
import type { Reading } from "./reader.ts";

export interface Readings {
  find(sha256: string): Promise<Reading | undefined>;
  keep(sha256: string, reading: Reading): Promise<void>;
}

export function createReadings(dataDir: string): Readings {
  const folder = join(dataDir, "readings");
  const pathOf = (sha256: string) => join(folder, sha256, `v${READERS_VERSION}.json`);
  return {
    async find(sha256) {
      try {
        return JSON.parse(await readFile(pathOf(sha256), "utf8")) as Reading;
      } catch {
        // Missing, or broken by a full disk: it is made again.
        return undefined;
      }
    },
    async keep(sha256, reading) {
      const path = pathOf(sha256);
      await mkdir(join(folder, sha256), { recursive: true });
      await writeFile(`${path}.part`, JSON.stringify(reading));
      await rename(`${path}.part`, path);
    },
  };
}
