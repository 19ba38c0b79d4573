/** One index of several data folders. */

import { randomBytes } from "node:crypto";
import { readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSqliteStore } from "../../src/stores/sqlite.ts";
import type { SharedIndex } from "../../src/stores/sqlite-publish.ts";
import { newDir } from "../chat/journal.ts";
import { describeStore } from "./contract.ts";
import { documentOf, putting } from "./documents.ts";
import { ENGINES, stopServerAfterAll } from "./offices.ts";

stopServerAfterAll();

const SHARED = ENGINES.filter(([engine]) => engine !== "SQLite");

for (const [engine, newOffice] of SHARED)
  describeStore(`index shared through ${engine}`, {
    async createPlace() {
      const office = await newOffice();
      const dirs: string[] = [];
      return {
        async open() {
          const dir = newDir();
          dirs.push(dir);
          const { sharedIndex: shared } = await office();
          return openSqliteStore({ dir, ...(shared && { shared }) });
        },
        remove: async () => void (await Promise.all(dirs.map((dir) => rm(dir, { recursive: true })))),
      };
    },
  });

describe.each(SHARED)("an index shared through %s", (_, newOffice) => {
  async function twoStores() {
    const office = await newOffice();
    const open = async (dir: string, change: (shared: SharedIndex) => SharedIndex = (shared) => shared) => {
      const { sharedIndex } = await office();
      if (!sharedIndex) throw new Error("expected an index that is shared");
      return openSqliteStore({ dir, shared: change(sharedIndex) });
    };
    return { open, dirs: [newDir(), newDir()] as const };
  }

  it("is taken up by others at their next look, and by who starts with an empty folder", async () => {
    const { open, dirs } = await twoStores();
    const [one, other] = [await open(dirs[0]), await open(dirs[1])];
    await one.update(putting([documentOf("a.md", [["甲"]])]));
    expect(await other.cases()).toEqual([]);
    expect(await other.refresh()).toBe(true);
    expect(await other.text("a.md")).toBe("甲");
    expect(await other.refresh()).toBe(false);
    await other.update({ ...putting([documentOf("b.md", [["乙"]])]), clear: false });
    expect(await one.refresh()).toBe(true);
    const late = await open(newDir());
    expect((await late.files()).map(({ file }) => file)).toEqual(["a.md", "b.md"]);
    for (const store of [one, other, late]) await store.close();
  });

  it("is fetched whole by two that fetch it to one folder at once", async () => {
    const office = await newOffice();
    const [one, other] = [await office(), await office()];
    const path = join(newDir(), "index.sqlite");
    const bytes = randomBytes(3 << 20);
    await writeFile(`${path}.sealed`, bytes);
    await one.sharedIndex?.alone(async () => one.sharedIndex?.push(`${path}.sealed`));
    await Promise.all([one, other, one, other].map(({ sharedIndex }) => sharedIndex?.pull(path)));
    expect(bytes.equals(await readFile(path))).toBe(true);
    expect((await readdir(dirname(path))).sort()).toEqual(["index.sqlite", "index.sqlite.sealed"]);
  });

  it("is fetched past what was left by programs that were killed, which is swept when it is old", async () => {
    const { open, dirs } = await twoStores();
    const [dead, alive] = ["dead", "alive"].map((name) => join(dirs[0], `index.sqlite.pulled-${name}`));
    for (const path of [dead, alive]) await writeFile(String(path), "");
    await utimes(String(dead), 0, 0);
    const [one, other] = [await open(dirs[0]), await open(dirs[1])];
    await other.update(putting([documentOf("a.md", [["甲"]])]));
    expect(await one.refresh()).toBe(true);
    expect((await readdir(dirs[0])).filter((name) => name.includes("pulled"))).toEqual([
      "index.sqlite.pulled-alive",
    ]);
    for (const store of [one, other]) await store.close();
  });

  it("stays what it was, everywhere, where it cannot be published", async () => {
    const { open, dirs } = await twoStores();
    const refusing = (shared: SharedIndex) => ({
      ...shared,
      push: async () => Promise.reject(new Error("没有连上")),
    });
    const [one, other] = [await open(dirs[0]), await open(dirs[1], refusing)];
    await one.update(putting([documentOf("a.md", [["甲"]])]));
    await other.refresh();
    await expect(other.update(putting([documentOf("b.md", [["乙"]])]))).rejects.toThrow("没有连上");
    expect((await other.files()).map(({ file }) => file)).toEqual(["a.md"]);
    expect(await one.refresh()).toBe(false);
    for (const store of [one, other]) await store.close();
  });

  it("is brought back where the copy of a folder is damaged or gone", async () => {
    const { open, dirs } = await twoStores();
    const one = await open(dirs[0]);
    await one.update(putting([documentOf("a.md", [["甲"]])]));
    await one.close();
    await writeFile(join(dirs[0], "index.sqlite"), "坏了");
    const again = await open(dirs[0]);
    expect(await again.text("a.md")).toBe("甲");
    expect((await readdir(dirs[0])).sort()).toEqual(["index.lock", "index.sqlite"]);
    await again.close();
  });
});
