/** Readings of foreign formats and what was seen in pictures, kept in the data folder beside the index: by the hash of the original and the version of the readers. */

import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SeenPages } from "./in-child.ts";
import { hasOcr, type SeenLine } from "./ocr.ts";
import { READERS_VERSION } from "./read.ts";
import type { Reading } from "./reader.ts";

export interface Readings extends SeenPages {
  /** None where pages were left out that could be read by now. */
  find(sha256: string): Promise<Reading | undefined>;
  keep(sha256: string, reading: Reading): Promise<void>;
}

export function createReadings(dataDir: string): Readings {
  const folder = join(dataDir, "readings");
  const name = `v${READERS_VERSION}.json`;
  return {
    async find(sha256) {
      const reading = await kept<Reading>(sha256, name);
      return reading?.lacksOcr && hasOcr() ? undefined : reading;
    },
    keep: (sha256, reading) => keep(sha256, name, reading),
    findSeen: (sha256) => kept<SeenLine[]>(sha256, SEEN),
    keepSeen: (sha256, lines) => keep(sha256, SEEN, lines),
  };

  async function kept<T>(sha256: string, file: string): Promise<T | undefined> {
    try {
      const found = await readFile(join(folder, sha256, file));
      const json = found.subarray(SUM_LENGTH + 1).toString();
      // Quotes are compared with this text alone, so a figure that a failing disk changed would be quoted as the paper's.
      return found.equals(sealed(sha256, json)) ? (JSON.parse(json) as T) : undefined;
    } catch {
      // Missing, or broken by a full disk: it is made again.
      return undefined;
    }
  }

  async function keep(sha256: string, file: string, made: unknown): Promise<void> {
    const path = join(folder, sha256, file);
    await mkdir(join(folder, sha256), { recursive: true });
    await writeFile(`${path}.part`, sealed(sha256, JSON.stringify(made)));
    await rename(`${path}.part`, path);
  }
}

/** Of a picture: its sum tells the version of what saw it, too. */
const SEEN = "seen.json";

/** Hex digits of SHA-256. */
const SUM_LENGTH = 64;

/** A line with a sum over the rest and over what it was read from, and the rest. */
function sealed(sha256: string, json: string): Buffer {
  const sum = createHash("sha256").update(`${sha256}\n${json}`).digest("hex");
  return Buffer.from(`${sum}\n${json}`);
}
