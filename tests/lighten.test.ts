/** What an install to run alone leaves out. */

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";

const SCRIPT = join(import.meta.dirname, "../lighten.mjs");
const FILES = ["a/LICENSE.md", "a/map", "a/x.js", "b/index.cjs", "b/map.js"];
const UNREAD = ["a/x.d.ts", "a/x.js.map", "b/index.d.cts", "b/index.d.mts"];

function lightened(files: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "anlitong-light-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const file of files) {
    const path = join(folder, "node_modules", file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "");
  }
  execFileSync(process.execPath, [SCRIPT], { cwd: folder });
  const left = readdirSync(join(folder, "node_modules"), { recursive: true, withFileTypes: true });
  return left
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(folder, "node_modules/").length))
    .sort();
}

it("takes maps and types off an install to run alone, and nothing else", () => {
  expect(lightened([...FILES, ...UNREAD])).toEqual(FILES);
});

it("leaves an install for developing as it is", () => {
  const all = [...FILES, ...UNREAD, "typescript/package.json"].sort();
  expect(lightened(all)).toEqual(all);
});
