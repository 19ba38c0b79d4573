/** What the guides say is there: their links, their settings, their pictures. */

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const GUIDES = [
  ...readdirSync(ROOT).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(ROOT, "docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
];
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

describe.each(GUIDES)("%s", (guide) => {
  it("links to files that are there", () => {
    const targets = [...read(guide).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(
      ([, target = ""]) => target,
    );
    expect(targets.filter((target) => !existsSync(join(ROOT, guide, "..", target)))).toEqual([]);
  });
});

/** Of others, who read them themselves. */
const FOREIGN = ["ANTHROPIC_API_KEY", "ONNXRUNTIME_NODE_INSTALL"];

it("names settings that there are", () => {
  const known = read(".env.example");
  // What is told of how it is built names constants, too.
  const guides = GUIDES.filter((guide) => guide !== "ARCHITECTURE.md");
  const named = new Set(
    guides.flatMap((guide) => read(guide).match(/(?<=`)[A-Z]+(?:_[A-Z]+)+(?=[=`])/g) ?? []),
  );
  expect(named.size).toBeGreaterThan(30);
  expect([...named].filter((name) => !known.includes(`# ${name}=`) && !FOREIGN.includes(name))).toEqual([]);
});

describe.each(["README.md", "README.zh-CN.md"])("%s", (readme) => {
  it("is a page and a half, with the two lines that are all that is needed", () => {
    const text = read(readme);
    expect(text.split("\n").length).toBeLessThanOrEqual(91);
    expect(text).toMatch(/^npm ci && npm start\b/m);
    expect(text).toMatch(/^npm ci && npm test\b/m);
  });

  it("shows pictures that are small", () => {
    const pictures = [...read(readme).matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path = ""]) => path);
    expect(pictures).toHaveLength(5);
    for (const path of pictures) expect(statSync(join(ROOT, path)).size).toBeLessThanOrEqual(120_000);
  });
});
