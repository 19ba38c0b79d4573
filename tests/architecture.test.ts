/** What ARCHITECTURE.md prints of the way of a question is the way it goes. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const ROOT = new URL("../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), "utf8");

interface Stop {
  readonly depth: number;
  readonly name: string;
  readonly file: string;
}

const [, , section = ""] =
  read("ARCHITECTURE.md").match(/^## The way of a question\n([\s\S]*?)```\n([\s\S]*?)```/m) ?? [];
const way = section.split("\n").flatMap((line): Stop[] => {
  const [, indent = "", name = "", file = ""] = line.match(/^( *)(\w+) +([\w/-]+\.ts)/) ?? [];
  return name === "" ? [] : [{ depth: indent.length, name, file }];
});

test("each stop is a function of its file", () => {
  expect(way.length).toBeGreaterThan(20);
  const missing = way.filter(
    ({ name, file }) => !new RegExp(`^export (?:async )?function ${name}\\b`, "m").test(read(`src/${file}`)),
  );
  expect(missing).toEqual([]);
});

test("each stop is called by the file above it", () => {
  const uncalled = way.flatMap(({ depth, name, file }, i) => {
    const above = way.slice(0, i).findLast((stop) => stop.depth < depth);
    const isCalled = !above || new RegExp(`\\b${name}\\(`).test(read(`src/${above.file}`));
    return isCalled ? [] : [`${above.file} → ${file}:${name}`];
  });
  expect(uncalled).toEqual([]);
});
