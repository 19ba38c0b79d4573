/** Each guard is taken out of a copy of the program, and the test that stands for it has to fail there. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../e2e/start.ts";
import { found, tries } from "../full.ts";
import { GUARDS } from "./guards.ts";

/** In the slow project two, each time the same. */
const TRIED = GUARDS.slice(0, tries(2, GUARDS.length));

const copy = mkdtempSync(join(tmpdir(), "guards-"));
const PARTS = [
  "src",
  "tests",
  "corpus",
  "prompts",
  "evaluation",
  "package.json",
  "tsconfig.json",
  "vitest.config.ts",
];

beforeAll(() => {
  for (const part of PARTS) cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
});
afterAll(() => rmSync(copy, { recursive: true }));

async function runs(
  test: string,
  project: string,
): Promise<{ readonly code: number; readonly said: string }> {
  const child = spawn(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--project", project, "--bail", "1", test],
    {
      cwd: copy,
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  const [code] = await once(child, "close");
  return { code: Number(code), said };
}

describe("without it a test fails:", () => {
  it.each(TRIED.map((guard) => [guard.name, guard] as const))(
    "%s",
    async (_, { file, find, put, test, project }) => {
      const path = join(copy, file);
      const whole = readFileSync(path, "utf8");
      expect(whole.split(find)).toHaveLength(2);
      writeFileSync(
        path,
        whole.replace(find, () => put),
      );
      const { code, said } = await runs(test, project);
      writeFileSync(path, whole);
      // By an assertion, and not because nothing could be run at all.
      const isNoticed = code !== 0 && /Tests .*\d+ failed/.test(stripVTControlCharacters(said));
      found({ guards: 1, unnoticed: Number(!isNoticed) });
      expect(isNoticed ? "" : said).toBe("");
    },
  );
});
