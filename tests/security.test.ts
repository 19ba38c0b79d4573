/** Each of the threats in SECURITY.md names tests that are there, or says why there is none. */

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const THREATS = 29;

/** `tests/slack/access, guests` names two of one folder; a note in brackets names none. */
function testsIn(cell: string): string[] {
  let folder = "";
  return cell
    .replace(/\s\(.*?\)/g, "")
    .split(/, (?![^{]*\})/)
    .map((name) => {
      const path = name.includes("/") ? name : `${folder}/${name}`;
      folder = path.slice(0, path.lastIndexOf("/"));
      return path;
    });
}

const isThere = (path: string) =>
  globSync([path, `${path}.test.ts`, `${path}/*.test.ts`], { cwd: ROOT }).length > 0;

it("every threat has something done about it, and a test or a reason", () => {
  const rows = readFileSync(join(ROOT, "SECURITY.md"), "utf8")
    .split("\n")
    .filter((line) => /^\| \d/.test(line))
    .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")));
  expect(rows.map(([number]) => Number(number))).toEqual(Array.from({ length: THREATS }, (_, i) => i + 1));
  const tested = rows.filter(([, , , , shown = ""]) => !/^not tested, for/.test(shown));
  expect(tested.length).toBeGreaterThanOrEqual(THREATS - 1);
  for (const [number, , , done = "", shown = ""] of tested) {
    expect([number, done]).toEqual([number, expect.stringMatching(/\p{L}{3}/u)]);
    expect([number, testsIn(shown).filter((path) => !isThere(path))]).toEqual([number, []]);
  }
});
