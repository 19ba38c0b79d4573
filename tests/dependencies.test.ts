import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { OCR_INSTALL } from "../src/readers/ocr.ts";

interface Locked {
  readonly license?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly integrity?: string;
  readonly resolved?: string;
}

const lock = JSON.parse(readFileSync(join(import.meta.dirname, "../package-lock.json"), "utf8")) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const locked = Object.entries(lock.packages).filter(([path, { link }]) => path !== "" && link !== true);
const served = locked.filter(([path, { dev }]) => dev !== true && path.startsWith("node_modules/"));

/** An office may use and pass on what comes under these without opening anything of its own. */
const LICENCES = [
  "MIT",
  "MIT AND Apache-2.0",
  "ISC",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Python-2.0",
];

describe("what the program is delivered with", () => {
  it("comes under licences that bind nobody who uses it", () => {
    expect(served.length).toBeGreaterThan(100);
    expect(served.filter(([, { license = "" }]) => !LICENCES.includes(license))).toEqual([]);
  });

  it("runs no script when it is installed, but one that compiles, and for developers one that fetches Node", () => {
    const running = locked.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    expect(running.map(([path]) => path)).toEqual([
      "node_modules/hnswlib-node",
      "node_modules/node",
      // It would fetch what graphics cards need: `allowScripts` in package.json forbids it.
      "node_modules/onnxruntime-node",
    ]);
  });

  it("is what was locked: each package has the sum of its bytes and no address of a host", () => {
    const loose = locked.filter(([path, { integrity }]) => path.startsWith("node_modules/") && !integrity);
    expect(loose).toEqual([]);
    expect(locked.filter(([, { resolved = "" }]) => resolved.startsWith("http"))).toEqual([]);
  });

  it("is told in one way how text recognition is added, at the versions that are tried", () => {
    const read = (file: string) => readFileSync(join(import.meta.dirname, "..", file), "utf8");
    for (const file of ["docs/documents.md", "Dockerfile"]) expect(read(file)).toContain(OCR_INSTALL);
    const { devDependencies } = JSON.parse(read("package.json"));
    const named = [...OCR_INSTALL.matchAll(/ (@?[\w/-]+)@([\d.]+)/g)];
    expect(named.length).toBe(4);
    for (const [, name = "", version] of named)
      expect([name, devDependencies[name]]).toEqual([name, version]);
  });
});
