/** Readings of foreign formats, kept in the data folder beside the index: by the hash of the original and the version of the readers. */

import { createHash } from "node:crypto";
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
        const kept = await readFile(pathOf(sha256));
        const json = kept.subarray(SUM_LENGTH + 1).toString();
        // Quotes are compared with this text alone, so a figure that a failing disk changed would be quoted as the paper's.
        return kept.equals(sealed(sha256, json)) ? (JSON.parse(json) as Reading) : undefined;
      } catch {
        // Missing, or broken by a full disk: it is made again.
        return undefined;
      }
    },
    async keep(sha256, reading) {
      const path = pathOf(sha256);
      await mkdir(join(folder, sha256), { recursive: true });
      await writeFile(`${path}.part`, sealed(sha256, JSON.stringify(reading)));
      await rename(`${path}.part`, path);
    },
  };
}

/** Hex digits of SHA-256. */
const SUM_LENGTH = 64;

/** A line with a sum over the rest and over what it was read from, and the rest. */
function sealed(sha256: string, json: string): Buffer {
  const sum = createHash("sha256").update(`${sha256}\n${json}`).digest("hex");
  return Buffer.from(`${sum}\n${json}`);
}
