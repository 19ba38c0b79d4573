/**
 * Loaded before a program (`--import`): something goes wrong at the n-th of all its writes, counted from 1, whatever they are.
 * `FAULT=kill FAULT_AT=12` ends the process right before its twelfth write, as a kill does; with `FAULT=full` that write and
 * all after it fail as on a full disk, `FAULT_FOR` of them where that is set.
 */

import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import process from "node:process";
import { DatabaseSync, StatementSync } from "node:sqlite";

const { FAULT, FAULT_AT, FAULT_FOR } = process.env;
const FIRST = Number(FAULT_AT ?? Number.POSITIVE_INFINITY);
const LAST = FIRST + Number(FAULT_FOR ?? Number.POSITIVE_INFINITY);

let count = 0;

type Method = (...args: unknown[]) => unknown;

interface Watched {
  readonly of: object;
  readonly names: readonly string[];
  readonly failure: () => Error;
  readonly isWrite?: (args: readonly unknown[], self: unknown) => boolean;
}

function watch({ of, names, failure, isWrite = () => true }: Watched): void {
  const methods = of as Record<string, Method>;
  for (const name of names) {
    const method = methods[name];
    if (!method) throw new Error(`expected a method ${name}, found none`);
    methods[name] = function (this: unknown, ...args) {
      if (isWrite(args, this)) {
        count += 1;
        if (count >= FIRST && count < LAST) {
          if (FAULT === "kill") process.kill(process.pid, "SIGKILL");
          throw failure();
        }
      }
      return method.apply(this, args);
    };
  }
}

const noSpace = () =>
  Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });
const full = () =>
  Object.assign(new Error("database or disk is full"), { code: "ERR_SQLITE_ERROR", errcode: 13 });

const WRITES = /^\s*(?:PRAGMA page_size|INSERT|UPDATE|DELETE|REPLACE|CREATE|COMMIT|VACUUM)/i;

const handle = await fs.promises.open("/dev/null");
watch({
  of: fs.promises,
  names: ["writeFile", "rename", "copyFile", "mkdir", "rm", "unlink", "truncate"],
  failure: noSpace,
});
watch({
  of: fs.promises,
  names: ["open"],
  failure: noSpace,
  isWrite: ([, flags = "r"]) => flags !== "r",
});
watch({ of: fs, names: ["writeFileSync", "renameSync", "rmSync", "copyFileSync"], failure: noSpace });
watch({
  of: Object.getPrototypeOf(handle),
  names: ["write", "writeFile", "sync", "truncate"],
  failure: noSpace,
});
await handle.close();
syncBuiltinESMExports();
watch({
  of: DatabaseSync.prototype,
  names: ["exec"],
  failure: full,
  isWrite: ([statement]) => WRITES.test(String(statement)),
});
// What is asked for a row may write one, too: INSERT … RETURNING.
watch({
  of: StatementSync.prototype,
  names: ["run", "get", "all"],
  failure: full,
  isWrite: (_, statement) => WRITES.test((statement as StatementSync).sourceSQL),
});
