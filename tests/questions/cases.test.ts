/** Documents nobody tuned for → how many of the cases that a reader sees stand where the parser puts them. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openCorpus } from "../../evaluation/open-corpus.ts";

const FOREIGN = join(import.meta.dirname, "foreign");
const FOLDERS = ["build", "held-back"].flatMap((half) =>
  readdirSync(join(FOREIGN, half)).map((name) => join(FOREIGN, half, name)),
);

/** Of both texts together so much has to be shared. */
const SHARED = 0.6;

interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

async function placesIn(folder: string): Promise<Place[]> {
  const { knowledge, close } = await openCorpus(join(folder, "corpus"));
  try {
    return (await knowledge.store.cases()).flatMap(({ file, sections }) => {
      const blocks = sections.flatMap((section) => section.blocks);
      const [start, end] = [blocks[0]?.start, blocks.at(-1)?.end];
      return start === undefined || end === undefined ? [] : [{ file, start, end }];
    });
  } finally {
    await close();
  }
}

function shared(a: Place, b: Place): number {
  const both = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return a.file === b.file ? both / (Math.max(a.end, b.end) - Math.min(a.start, b.start)) : 0;
}

// Front matter, and chapters that the lists call cases, are no cases of the parser: 93 in a hundred are as many as can be.
test("nine in ten cases of all corpora stand at their places", { timeout: 600_000 }, async () => {
  let all = 0;
  let found = 0;
  for (const folder of FOLDERS) {
    const listed = JSON.parse(readFileSync(join(folder, "cases.json"), "utf8")) as Place[];
    const places = await placesIn(folder);
    all += listed.length;
    found += listed.filter((one) => places.some((place) => shared(one, place) > SHARED)).length;
  }
  expect(all).toBeGreaterThan(600);
  expect(found / all).toBeGreaterThanOrEqual(0.9);
});
