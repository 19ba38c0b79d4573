/** A disk that fills up while an index or what chats brought is written: it is said, nothing is lost, and it goes on when there is room. */

import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { found, tries } from "../full.ts";
import { versionIn } from "../stores/version.ts";
import { drawing } from "../wire/drawing.ts";
import { listen, nothingTold, startStateWriter, wrongIn } from "./state.ts";

/** Of either kind. */
const PATTERNS = tries(2, 10);
const WRITER = join(import.meta.dirname, "../stores/writer.ts");

const disk = mkdtempSync(join(tmpdir(), "small-disk-"));
/** A disk of its own, in memory; only root may make one. */
const isMounted =
  process.platform === "linux" &&
  spawnSync("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", disk]).status === 0;

const ballast = join(disk, "ballast");

beforeAll(() => mkdirSync(join(disk, "data")));
beforeEach(() => rmSync(ballast, { force: true }));
afterAll(() => {
  if (isMounted) execFileSync("umount", ["--lazy", disk]);
  rmSync(disk, { recursive: true });
});

/** Leaves so much room, in bytes; meanwhile others may write. */
function fillUpTo(left: number): void {
  try {
    for (;;) appendFileSync(ballast, Buffer.alloc(65_536));
  } catch {
    truncateSync(ballast, Math.max(0, statSync(ballast).size - Math.round(left)));
  }
}

const folderOf = (name: string) => {
  const dir = join(disk, "data", name);
  mkdirSync(dir);
  return dir;
};

it.skipIf(!isMounted)("what chats brought is kept, and what is not kept is not acknowledged", async () => {
  const draw = drawing(1);
  for (let pattern = 0; pattern < PATTERNS; pattern += 1) {
    const dir = folderOf(`state ${pattern}`);
    const told = nothingTold();
    let settledWhenFull = Number.POSITIVE_INFINITY;
    const isRecovered = () => told.settled.size > settledWhenFull + 3;
    await listen(startStateWriter(dir, told), told, (said) => {
      if ("begins" in said && said.begins === 3) fillUpTo(draw() * 300_000);
      if ("failed" in said && told.failed.length === 3) {
        settledWhenFull = told.settled.size;
        rmSync(ballast);
      }
      return isRecovered();
    });
    const { lost, partial, damaged } = await wrongIn(dir, told);
    const isStuck = !isRecovered();
    found({
      patterns: 1,
      silent: lost.length,
      lost: partial.length + damaged.length,
      stuck: Number(isStuck),
    });
    expect([lost, partial, damaged, isStuck]).toEqual([[], [], [], false]);
    expect(told.failed.filter((line) => !/full|I\/O/.test(line))).toEqual([]);
    rmSync(dir, { recursive: true });
  }
});

it.skipIf(!isMounted)("the index before it stays, and the next one is made when there is room", async () => {
  const draw = drawing(2);
  for (let pattern = 0; pattern < PATTERNS; pattern += 1) {
    const dir = folderOf(`index ${pattern}`);
    const first = await publishing(dir, 2);
    expect(first.published).toBe(2);
    const old = await versionIn(dir, expect.unreachable);
    // What the killed one had begun would make room when it is taken away.
    rmSync(join(dir, "index.sqlite.draft"), { force: true });
    fillUpTo(draw() * 60_000);
    const second = await publishing(dir, 4);
    rmSync(ballast);
    const lines: string[] = [];
    const version = await versionIn(dir, (line) => lines.push(line));
    const third = await publishing(dir, old + 1);
    found({
      patterns: 1,
      silent: Number(second.published !== undefined || second.errors === ""),
      lost: Number(version !== old) + lines.length,
      stuck: Number(third.published === undefined),
    });
    expect([second.published, version, lines]).toEqual([undefined, old, []]);
    expect(third.published).toBeGreaterThan(old);
    expect(second.errors).toMatch(/磁盘已满，索引没有改动|索引没能写入，没有改动/);
    rmSync(dir, { recursive: true });
  }
});

/** Until this version is published, or until it fails; the last that was published. */
async function publishing(
  dir: string,
  last: number,
): Promise<{ published: number | undefined; errors: string }> {
  const child: ChildProcess = spawn(process.execPath, [WRITER, "versions", dir], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const ended = once(child, "close");
  let published: number | undefined;
  if (!child.stdout) throw new Error("expected a child process with output");
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as { published?: number };
    published = said.published ?? published;
    if (published !== undefined && published >= last) child.kill("SIGKILL");
  }
  await ended;
  return { published, errors };
}
