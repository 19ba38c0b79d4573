/** A document is added where the disk is full: it is said, nothing has changed, and it is added when there is room. */

import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openOffice } from "../channels/office.ts";

const disk = mkdtempSync(join(tmpdir(), "small-disk-"));
/** A disk of its own, in memory; only root may make one. */
const isMounted =
  process.platform === "linux" &&
  spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]).status === 0;

afterAll(() => {
  if (isMounted) execFileSync("umount", ["--lazy", disk]);
  rmSync(disk, { recursive: true });
});

it.skipIf(!isMounted)("leaves no part of it, and the document that it was to replace as it was", async () => {
  const corpusDir = join(disk, "corpus");
  mkdirSync(corpusDir);
  const office = await openOffice("web", corpusDir);
  const { preview, keep, changes } = office.curation.documents;
  const text = `海港市总工会材料\n\n${"设立渔工驿站，为远洋职工提供热水热饭。\n".repeat(400)}`;
  const made = await preview({ name: "驿站.txt", bytes: new TextEncoder().encode(text) }, "zhang");
  if ("problem" in made) throw new Error(made.problem);
  const ballast = join(disk, "ballast");
  try {
    for (;;) appendFileSync(ballast, Buffer.alloc(4_096));
  } catch {
    // Full.
  }
  const full = "没有保存：磁盘已满，原来的文档没有变化；请告诉管理程序的人。";
  expect(await keep(made.id, false, "zhang")).toEqual({ problem: full });
  expect(readdirSync(corpusDir)).toEqual(["2024.md"]);
  expect(await changes()).toEqual([]);
  rmSync(ballast);
  expect(await keep(made.id, false, "zhang")).toMatchObject({ done: expect.stringContaining("已收录") });
  expect(readdirSync(corpusDir).toSorted()).toEqual(["2024.md", "驿站.txt"]);
  await office.close();
});
