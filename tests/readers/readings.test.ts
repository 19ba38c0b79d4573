/** Readings that are kept: what is found is what was kept, or nothing. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Reading } from "../../src/readers/reader.ts";
import { createReadings } from "../../src/readers/readings.ts";
import { newDir } from "../chat/journal.ts";

const READING: Reading = {
  text: "发放慰问金900万元。\n",
  places: [],
  lines: [],
  tables: [],
  notes: [],
  about: {},
};

async function kept() {
  const dir = newDir();
  const readings = createReadings(dir);
  await readings.keep("0a", READING);
  const folder = join(dir, "readings", "0a");
  return { readings, path: join(folder, readdirSync(folder)[0] ?? "") };
}

test("a reading is found as it was kept, and not under another hash", async () => {
  const { readings } = await kept();
  expect(await readings.find("0a")).toEqual(READING);
  expect(await readings.find("0b")).toBeUndefined();
});

test("one of which any bit was turned over is none, so that no figure is quoted that no paper has", async () => {
  const { readings, path } = await kept();
  const whole = readFileSync(path);
  for (let bit = 0; bit < whole.length * 8; bit += 1) {
    const damaged = Buffer.from(whole);
    damaged[bit >> 3] = Number(damaged[bit >> 3]) ^ (1 << (bit & 7));
    writeFileSync(path, damaged);
    expect([bit, await readings.find("0a")]).toEqual([bit, undefined]);
  }
});
