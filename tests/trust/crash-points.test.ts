/** Ended right before its n-th write, for every n that there is: the index is the old or the new one, and nothing acknowledged is lost. */

import { type ChildProcess, spawn } from "node:child_process";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { newDir } from "../chat/journal.ts";
import { found, tries } from "../full.ts";
import { versionIn } from "../stores/version.ts";
import { listen, nothingTold, type Said, startStateWriter, wrongIn } from "./state.ts";

/** Every point where all is promised, in the slow project one in so many. */
const STEP = Math.round(40 / tries(1, 40));

const WRITER = join(import.meta.dirname, "../stores/writer.ts");
const KILL_AT = join(import.meta.dirname, "kill-at.ts");
const NEVER = 1_000_000;

/** Ends at its n-th write. */
function startIndexWriter(dir: string, at: number): ChildProcess {
  return spawn(process.execPath, ["--import", KILL_AT, WRITER, "versions", dir], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, KILL_AT: String(at) },
  });
}

/** Lets it publish once more, unless it ends before; whether it did. */
async function publishes(child: ChildProcess): Promise<boolean> {
  if (!child.stdout) throw new Error("expected a child process with output");
  let isPublished = false;
  for await (const line of createInterface({ input: child.stdout })) {
    isPublished ||= "published" in (JSON.parse(line) as object);
    if (isPublished) child.kill("SIGKILL");
  }
  return isPublished;
}

it("an index is the one before or the one after, at every point", async () => {
  const before = newDir();
  expect(await publishes(startIndexWriter(before, NEVER))).toBe(true);
  const old = await versionIn(before, expect.unreachable);
  const killed = async (at: number) => {
    const dir = newDir();
    await cp(before, dir, { recursive: true });
    return { dir, isPublished: await publishes(startIndexWriter(dir, at)) };
  };
  let isDone = false;
  for (let at = 1; !isDone; at += STEP) {
    const { dir, isPublished } = await killed(at);
    isDone = isPublished;
    const lines: string[] = [];
    const version = await versionIn(dir, (line) => lines.push(line));
    found({ points: 1, unreadable: lines.length, mixed: 0 });
    expect(lines).toEqual([]);
    // The last writes come after the rename that publishes.
    expect([old, old + 1, ...(isPublished ? [old + 2] : [])]).toContain(version);
  }
});

it("what was taken in, answered and recorded is there, at every point", async () => {
  const killed = async (at: number, isEnough: (said: Said) => boolean) => {
    const dir = newDir();
    const told = nothingTold();
    const child = startStateWriter(dir, told, { KILL_AT: String(at) });
    await listen(child, told, isEnough);
    return { dir, told };
  };
  // The schemas, and two rounds.
  const isSecond = (said: Said) => "begins" in said && said.begins === 2;
  let isDone = false;
  for (let at = 1; !isDone; at += STEP) {
    const { dir, told } = await killed(at, isSecond);
    isDone = told.begun === 2;
    const { lost, partial, damaged } = await wrongIn(dir, told);
    found({ points: 1, lost: lost.length, mixed: partial.length, unreadable: damaged.length });
    expect([at, lost, partial, damaged, told.failed]).toEqual([at, [], [], [], []]);
  }
});
