/** Starts the program as a user would, in a process of its own that cannot reach any network. */

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export const ROOT = join(import.meta.dirname, "../..");
export const CORPUS = join(ROOT, "corpus");

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "anlitong-e2e-"));
}

export interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  /** What was printed so far. */
  readonly printed: { out: string; err: string };
  /** Resolves when the standard output holds this; rejects when the program ends without it. */
  shows(text: string | RegExp): Promise<void>;
  readonly ended: Promise<{ code: number | null; signal: string | null; out: string; err: string }>;
}

/** Of the environment only what a program needs to be found; settings of whoever runs the tests stay out. */
export function start(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  cwd = ROOT,
): Started {
  const guard = pathToFileURL(join(ROOT, "tests/no-network.ts")).href;
  const child = spawn(program, args, {
    cwd,
    env: {
      PATH: [join(ROOT, "node_modules/.bin"), process.env.PATH].join(":"),
      HOME: process.env.HOME ?? tmpdir(),
      NODE_OPTIONS: `--import ${guard}`,
      NODE_COMPILE_CACHE: join(ROOT, "node_modules/.cache/anlitong"),
      ...environment,
    },
  });
  const printed = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed.err += text;
  });
  // A program that ends without reading leaves the writer with a broken pipe.
  child.stdin.on("error", () => {});
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, ...printed }));
  return {
    child,
    printed,
    ended,
    shows: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (typeof text === "string" ? printed.out.includes(text) : text.test(printed.out)) resolve();
        };
        child.stdout.on("data", look);
        ended.then(() => reject(new Error(`ended without ${text}: ${printed.out}${printed.err}`)), reject);
        look();
      }),
  };
}

/** Runs to the end with all of its input at once. */
export function run(
  program: string,
  args: readonly string[],
  { input = "", environment = {} }: { input?: string; environment?: Readonly<Record<string, string>> } = {},
): Started["ended"] {
  const { child, ended } = start(program, args, environment);
  child.stdin.end(input);
  return ended;
}
