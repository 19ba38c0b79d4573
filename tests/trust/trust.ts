/**
 * `npm run trust`: tries in full what is promised of the program, one promise after the other, and keeps what it found in
 * `RELIABILITY.json` and the table of the README. What was found of the same sources is not tried again.
 *
 *   --only NAME    this promise (`bot-kills`) or this run of it (`bot-kills:slack`); any number of times
 *   --scale 0.1    a tenth of what is promised
 *   --again        also what was tried already
 *   --list         which there are, and how they stand
 */

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PROMISES, type Promised, type Run } from "./promises.ts";
import { allOf, type Figures, isSame, type Outcome, shortfalls, tableOf, withTable } from "./reliability.ts";

const ROOT = join(import.meta.dirname, "../..");
const KEPT = join(ROOT, "RELIABILITY.json");
const README = join(ROOT, "README.md");

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    scale: { type: "string", default: "1" },
    again: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
  },
});
const scale = Number(values.scale);
if (!(scale > 0 && scale <= 1))
  throw new Error(`--scale: expected more than 0 and at most 1, found ${values.scale}`);

const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
const sources = sourcesNow();
const machine = `${cpus().length} × ${cpus()[0]?.model ?? "processor"}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.versions.node}`;

/** Of what is committed: whoever changes the program and does not commit it measures what nobody can look up. */
function sourcesNow(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short=12", "HEAD:src"], {
      cwd: ROOT,
      encoding: "utf8",
    }).trim();
  } catch {
    return "";
  }
}

function outcomesKept(): Outcome[] {
  return existsSync(KEPT) ? (JSON.parse(readFileSync(KEPT, "utf8")) as Outcome[]) : [];
}

/** In place of what was kept of the same runs. */
function keep(...outcomes: readonly Outcome[]): void {
  const others = outcomesKept().filter(
    (one) => !outcomes.some(({ promise, of }) => promise === one.promise && of === one.of),
  );
  const all = allOf([...others, ...outcomes]);
  writeFileSync(KEPT, `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync(README, withTable(readFileSync(README, "utf8"), tableOf(all)));
}

function figuresIn(path: string): Figures {
  const sums: Record<string, number> = {};
  if (!existsSync(path)) return sums;
  for (const line of readFileSync(path, "utf8").trim().split("\n"))
    for (const [name, count] of Object.entries(JSON.parse(line) as Figures))
      sums[name] = /(?:Ms|Percent)$/.test(name)
        ? Math.max(sums[name] ?? 0, count)
        : (sums[name] ?? 0) + count;
  return sums;
}

async function tried(promised: Promised, run: Run): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "trust-"));
  const TRUST_FOUND = join(folder, "found.jsonl");
  const began = performance.now();
  const only = run.only === undefined ? [] : ["--testNamePattern", run.only];
  const child = spawn(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--project", run.project ?? "slow", run.file, ...only],
    {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, TRUST_SCALE: String(scale), TRUST_FOUND },
    },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-20_000);
    });
  const [code] = await once(child, "close");
  const found = figuresIn(TRUST_FOUND);
  rmSync(folder, { recursive: true });
  const lacks = [...(code === 0 ? [] : ["its tests failed"]), ...shortfalls(promised, found, scale)];
  if (lacks.length > 0) console.error(`${said}\n${lacks.join("\n")}`);
  return {
    promise: promised.name,
    of: run.of,
    state: lacks.length === 0 ? "kept" : "broken",
    scale,
    found,
    seconds: Math.round((performance.now() - began) / 1_000),
    version,
    sources,
    machine,
  };
}

const nameOf = ({ promise, of }: Pick<Outcome, "promise" | "of">) =>
  of === "" ? promise : `${promise}:${of}`;

function show({ state, found = {}, scale: part, seconds, ...of }: Outcome): void {
  const figures = Object.entries(found).map(([name, count]) => `${name} ${count}`);
  const how = state === "not run" ? [] : [`at ${part}`, ...figures, `${seconds} s`];
  console.log([nameOf(of).padEnd(20), state.padEnd(8), ...how].join("  "));
}

const isDone = (one: Outcome) => one.state === "kept" && one.sources === sources && (one.scale ?? 0) >= scale;
const isAsked = (one: Pick<Outcome, "promise" | "of">) =>
  values.only.length === 0 || values.only.some((name) => name === one.promise || name === nameOf(one));

if (values.list) {
  for (const outcome of allOf(outcomesKept())) show(outcome);
} else {
  // Promises may be worded anew, or be others.
  keep();
  for (const promised of PROMISES)
    for (const run of promised.runs) {
      const before = outcomesKept().find((one) => isSame(one, promised, run));
      if (!isAsked({ promise: promised.name, of: run.of }) || (before && isDone(before) && !values.again))
        continue;
      console.log(`${nameOf({ promise: promised.name, of: run.of })} …`);
      const outcome = await tried(promised, run);
      keep(outcome);
      show(outcome);
      if (outcome.state === "broken") process.exitCode = 1;
    }
}
