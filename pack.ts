/** The sources → `dist`, which runs where Node takes no types: below `node_modules`, as `npm pack` and `npx` put it. */

import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";

const ROOT = import.meta.dirname;
const DIST = join(ROOT, "dist");

rmSync(DIST, { recursive: true, force: true });
const compiler = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
execFileSync(process.execPath, [compiler, "-p", "tsconfig.dist.json"], { cwd: ROOT, stdio: "inherit" });

/** What is read when the program runs: words, prompts, cases, and the scripts of pages, which stay as they are. */
for (const folder of ["prompts", "corpus"])
  cpSync(join(ROOT, folder), join(DIST, folder), { recursive: true });
const browser = join(ROOT, "src/web/browser");
cpSync(join(ROOT, "src"), join(DIST, "src"), {
  recursive: true,
  filter: (path) => extname(path) !== ".ts" || path.startsWith(browser),
});
