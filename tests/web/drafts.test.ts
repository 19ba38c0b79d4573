/** Files that several send at once: each is read in its turn, and nothing that is read or waits is swept away. */

import { existsSync, mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createDrafts, type Drafts } from "../../src/app/drafts.ts";
import { keepLog } from "../chat/journal.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const MOST = 20;
const bytes = new TextEncoder().encode("海港市总工会材料\n\n一、主要做法\n\n在码头设立渔工驿站12个。\n");

function setUp() {
  const dataDir = mkdtempSync(join(tmpdir(), "anlitong-drafts-"));
  const clock = { now: Date.now() };
  const folder = join(dataDir, "drafts");
  const drafts = createDrafts(dataDir, keepLog(), () => clock.now);
  const file = "驿站.txt";
  return {
    ...{ clock, folder, drafts },
    /** `meanwhile`: before it is whole. */
    make: (meanwhile: (id: string) => Promise<void> | void = () => {}) =>
      drafts.make({ file, bytes }, async (id, { sample: _, ...read }) => {
        await meanwhile(id);
        return { ...{ id, file, by: "zhang", at: "", stood: null, same: [] }, ...read };
      }),
    unfinished: () => readdirSync(folder).filter((id) => !existsSync(join(folder, id, "draft.json"))),
    leave(id: string, agoMs: number, isWhole = true) {
      mkdirSync(join(folder, id), { recursive: true });
      if (isWhole) writeFileSync(join(folder, id, "draft.json"), JSON.stringify({ id }));
      const at = new Date(clock.now - agoMs);
      utimesSync(join(folder, id), at, at);
    },
  };
}

const idOf = (made: Awaited<ReturnType<Drafts["make"]>>) => ("id" in made ? made.id : made.problem);
const nameOf = (i: number) => `x${String(i).padStart(11, "0")}`;

it("reads two at a time of those that are sent at once, and forgets the oldest that wait", async () => {
  const { make, leave, unfinished, folder } = setUp();
  for (let i = 0; i < MOST + 6; i++) leave(nameOf(i), 60_000 + i);
  const counts: number[] = [];
  const made = await Promise.all(
    Array.from({ length: 5 }, () => make(() => void counts.push(unfinished().length))),
  );
  expect(made.map(idOf)).toEqual(made.map(() => expect.stringMatching(/^[\w-]{12}$/)));
  expect(counts).toHaveLength(5);
  expect(Math.max(...counts)).toBeLessThanOrEqual(2);
  const left = readdirSync(folder);
  for (const one of made) expect(left).toContain(idOf(one));
  expect(left).toContain(nameOf(0));
  expect(left).not.toContain(nameOf(MOST + 5));
});

it("leaves alone what is being read, however long, and clears away what was broken off long ago", async () => {
  const { make, leave, clock, drafts, folder } = setUp();
  leave(nameOf(1), 2 * DAY_MS, false);
  leave(nameOf(2), 60_000, false);
  const start = clock.now;
  const first = await make(async () => {
    expect(readdirSync(folder)).not.toContain(nameOf(1));
    expect(readdirSync(folder)).toContain(nameOf(2));
    clock.now = start + 2 * DAY_MS;
    for (let i = 10; i < 10 + MOST; i++) leave(nameOf(i), 0);
    await make();
    clock.now = start;
  });
  expect(await drafts.find(idOf(first))).toMatchObject({ file: "驿站.txt" });
});
