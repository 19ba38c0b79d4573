/** Every ledger of tokens spent, and what the one on disk does beyond. */

import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Ledger } from "../../src/answer/writing/spending.ts";
import { createMemoryLedger } from "../../src/stores/sqlite-ledger.ts";
import { sqliteStoresIn } from "../../src/stores/stores.ts";
import { ENGINES, stopServerAfterAll } from "./offices.ts";

const newDir = () => mkdtemp(join(tmpdir(), "ledger-"));
const open = async (dir: string, warnings: string[] = []) =>
  sqliteStoresIn(dir).ledger({ warn: (message) => warnings.push(message), now: () => 7 });

const LEDGERS: readonly [string, () => Promise<Ledger>][] = [
  ["in memory", async () => createMemoryLedger()],
  ...ENGINES.map(([engine, newOffice]): [string, () => Promise<Ledger>] => [
    `in ${engine}`,
    async () => (await (await newOffice())()).ledger({ warn: expect.unreachable }),
  ]),
];

stopServerAfterAll();

describe.each(LEDGERS)("a ledger %s", (_, openLedger) => {
  it("adds to every account named, and knows nothing of others", async () => {
    const ledger = await openLedger();
    await ledger.add("2026-11-28", ["total", "person 甲"], 120);
    await ledger.add("2026-11-28", ["total", "person 乙"], 30);
    expect(await ledger.spent("2026-11-28", ["person 乙", "total", "chat 群", "person 甲"])).toEqual([
      30, 150, 0, 120,
    ]);
  });

  it("begins each day anew", async () => {
    const ledger = await openLedger();
    await ledger.add("2026-11-28", ["total"], 120);
    expect(await ledger.spent("2026-11-29", ["total"])).toEqual([0]);
  });
});

describe("a ledger on disk", () => {
  it.each(ENGINES)("survives the program, and serves two of them at once, in %s", async (_, newOffice) => {
    const office = await newOffice();
    const open = async () => (await office()).ledger({ warn: expect.unreachable });
    const first = await open();
    const second = await open();
    await first.add("2026-11-28", ["total"], 1);
    await second.add("2026-11-28", ["total"], 2);
    expect(await first.spent("2026-11-28", ["total"])).toEqual([3]);
    first.close();
    second.close();
    expect(await (await open()).spent("2026-11-28", ["total"])).toEqual([3]);
  });

  it("that is damaged is set aside, and begun anew", async () => {
    const dir = await newDir();
    await writeFile(join(dir, "spending.sqlite"), "x".repeat(5_000));
    const warnings: string[] = [];
    const ledger = await open(dir, warnings);
    expect(await ledger.spent("2026-11-28", ["total"])).toEqual([0]);
    const path = join(dir, "spending.sqlite");
    expect(warnings).toEqual([`${path} 已损坏，移到 ${path}.damaged-7；语言模型的用量从零计起`]);
    expect(await readdir(dir)).toContain("spending.sqlite.damaged-7");
  });
});
