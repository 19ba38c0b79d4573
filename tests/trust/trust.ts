/**
 * `npm run trust`: tries in full what is promised of the program, one promise after the other, and keeps what it found in
 * `RELIABILITY.json`, the table of docs/reliability.md and its sum in the README after every part, so that it may be ended
 * at any time and goes on from there. What was found adds up as long as the rooms of the program that keep the promise stay as they were.
 *
 *   --only NAME    this promise (`bot-kills`) or this run of it (`bot-kills:slack`); any number of times
 *   --scale 0.5    until half of what is promised was tried
 *   --part 0.05    a twentieth at a time; what draws nothing is tried at once
 *   --again        from the beginning
 *   --list         which there are, and how they stand
 */

import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PROMISES, type Promised, type Run } from "./promises.ts";
import {
  added,
  allOf,
  type Figures,
  isSame,
  type Outcome,
  shortfalls,
  sumOf,
  tableOf,
  withTable,
} from "./reliability.ts";

const ROOT = join(import.meta.dirname, "../..");
const KEPT = join(ROOT, "RELIABILITY.json");
const SHOWN = [
  [join(ROOT, "docs/reliability.md"), tableOf],
  [join(ROOT, "README.md"), sumOf],
] as const;

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    scale: { type: "string", default: "1" },
    part: { type: "string", default: "0.1" },
    again: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
  },
});
const [upTo, part] = [shareOf("scale"), shareOf("part")];

function shareOf(name: "scale" | "part"): number {
  const share = Number(values[name]);
  if (share > 0 && share <= 1) return share;
  throw new Error(`--${name}: expected more than 0 and at most 1, found ${values[name]}`);
}

const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
const machine = `${cpus().length} × ${cpus()[0]?.model ?? "processor"}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.versions.node}`;

/** Of what is committed: whoever changes the program and does not commit it measures what nobody can look up. */
const trees = new Map(
  execFileSync("git", ["ls-tree", "-d", "-r", "-t", "HEAD", "src"], { cwd: ROOT, encoding: "utf8" })
    .split("\n")
    .map((line) => line.split(/\s/))
    .map(([, , sum = "", path = ""]) => [path, sum]),
);

function sourcesOf({ rooms }: Run): string {
  const sums = (rooms?.map((room) => `src/${room}`) ?? ["src"]).map((room) => {
    const sum = trees.get(room);
    if (sum === undefined) throw new Error(`expected a folder ${room}, found none`);
    return `${sum}\n`;
  });
  return createHash("sha256").update(sums.join("")).digest("hex").slice(0, 12);
}

function outcomesKept(): Outcome[] {
  return existsSync(KEPT) ? (JSON.parse(readFileSync(KEPT, "utf8")) as Outcome[]) : [];
}

/** In place of what was kept of the same runs. */
function keep(...outcomes: readonly Outcome[]): void {
  const others = outcomesKept().filter(
    (one) => !outcomes.some(({ promise, of }) => promise === one.promise && of === one.of),
  );
  const all = allOf([...others, ...outcomes], sourcesOf);
  writeFileSync(KEPT, `${JSON.stringify(all, null, 2)}\n`);
  for (const [path, shown] of SHOWN) writeFileSync(path, withTable(readFileSync(path, "utf8"), shown(all)));
}

function figuresIn(path: string): Figures {
  if (!existsSync(path)) return {};
  const lines = readFileSync(path, "utf8").trim().split("\n");
  return added(...lines.map((line) => JSON.parse(line) as Figures));
}

/** What was found before and in one more part, which is this share of what is promised. */
async function tried(promised: Promised, run: Run, share: number, before: Outcome): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "trust-"));
  const TRUST_FOUND = join(folder, "found.jsonl");
  const { rounds = 0 } = before;
  const sources = sourcesOf(run);
  const began = performance.now();
  const only = run.only === undefined ? [] : ["--testNamePattern", run.only];
  const child = spawn(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--project", run.project ?? "slow", run.file, ...only],
    {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...{ ...process.env, TRUST_FOUND, TRUST_SCALE: String(share), TRUST_ROUND: String(rounds) },
        // Programs are started thousands of times.
        NODE_COMPILE_CACHE: join(ROOT, "node_modules/.cache/anlitong"),
      },
    },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-20_000);
    });
  const [code] = await once(child, "close");
  const found = added(before.found ?? {}, figuresIn(TRUST_FOUND));
  rmSync(folder, { recursive: true });
  // Shares of a tenth do not add up to a whole exactly.
  const scale = Math.round(((before.scale ?? 0) + share) * 1e6) / 1e6;
  const lacks = [...(code === 0 ? [] : ["its tests failed"]), ...shortfalls(promised, found, scale)];
  if (lacks.length > 0) console.error(`${said}\n${lacks.join("\n")}`);
  return {
    promise: promised.name,
    of: run.of,
    state: lacks.length === 0 ? "kept" : "broken",
    scale,
    rounds: rounds + 1,
    found,
    seconds: (before.seconds ?? 0) + Math.round((performance.now() - began) / 1_000),
    version,
    sources,
    machine,
  };
}

const nothingOf = ({ name }: Promised, { of }: Run): Outcome => ({ promise: name, of, state: "not run" });

/** What still holds of what was found: of the same rooms, and of a promise that was kept. */
function heldOf(promised: Promised, run: Run): Outcome {
  const kept = outcomesKept().find((one) => isSame(one, promised, run));
  return kept?.state === "kept" && kept.sources === sourcesOf(run) ? kept : nothingOf(promised, run);
}

/** Goes on from what holds, part after part, until so much is tried or the promise is broken. */
async function tryUp(promised: Promised, run: Run, begun: Outcome): Promise<Outcome> {
  let outcome = begun;
  while (outcome.state !== "broken" && (outcome.scale ?? 0) < upTo) {
    const left = upTo - (outcome.scale ?? 0);
    outcome = promised.isDrawn
      ? await tried(promised, run, Math.min(part, left), outcome)
      : await tried(promised, run, upTo, nothingOf(promised, run));
    keep(outcome);
    show(outcome);
  }
  return outcome;
}

const nameOf = ({ promise, of }: Pick<Outcome, "promise" | "of">) =>
  of === "" ? promise : `${promise}:${of}`;

function show({ state, found = {}, scale, seconds, isOlder, ...of }: Outcome): void {
  const figures = Object.entries(found).map(([name, count]) => `${name} ${count}`);
  const how =
    state === "not run"
      ? []
      : [`at ${scale}`, ...figures, `${seconds} s`, ...(isOlder ? ["of an earlier program"] : [])];
  console.log([nameOf(of).padEnd(20), state.padEnd(8), ...how].join("  "));
}

const isAsked = (one: Pick<Outcome, "promise" | "of">) =>
  values.only.length === 0 || values.only.some((name) => name === one.promise || name === nameOf(one));

if (values.list) {
  for (const outcome of allOf(outcomesKept(), sourcesOf)) show(outcome);
} else {
  // Promises may be worded anew, or be others.
  keep();
  for (const promised of PROMISES)
    for (const run of promised.runs) {
      const nothing = nothingOf(promised, run);
      if (!isAsked(nothing)) continue;
      const { state } = await tryUp(promised, run, values.again ? nothing : heldOf(promised, run));
      if (state === "broken") process.exitCode = 1;
    }
}
