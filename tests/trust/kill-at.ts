/**
 * Loaded before a program (`--import`): `KILL_AT=12` ends the process right before its twelfth write of any kind, as a kill does.
 */

import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import process from "node:process";
import { DatabaseSync, StatementSync } from "node:sqlite";

const AT = Number(process.env.KILL_AT ?? Number.POSITIVE_INFINITY);

let count = 0;

type Method = (...args: unknown[]) => unknown;
type IsWrite = (args: readonly unknown[], self: unknown) => boolean;

/** Of an object, methods by these names. */
function watch(of: object, names: readonly string[], isWrite: IsWrite = () => true): void {
  const methods = of as Record<string, Method>;
  for (const name of names) {
    const method = methods[name];
    if (!method) throw new Error(`expected a method ${name}, found none`);
    methods[name] = function (this: unknown, ...args) {
      if (isWrite(args, this)) count += 1;
      if (count >= AT) process.kill(process.pid, "SIGKILL");
      return method.apply(this, args);
    };
  }
}

const WRITES = /^\s*(?:PRAGMA page_size|INSERT|UPDATE|DELETE|REPLACE|CREATE|COMMIT|VACUUM)/i;

const handle = await fs.promises.open("/dev/null");
watch(fs.promises, ["writeFile", "rename", "copyFile", "mkdir", "rm", "unlink", "truncate"]);
watch(fs.promises, ["open"], ([, flags = "r"]) => flags !== "r");
watch(fs, ["writeFileSync", "renameSync", "rmSync", "copyFileSync"]);
watch(Object.getPrototypeOf(handle), ["write", "writeFile", "sync", "truncate"]);
await handle.close();
syncBuiltinESMExports();
watch(DatabaseSync.prototype, ["exec"], ([statement]) => WRITES.test(String(statement)));
// What is asked for a row may write one, too: INSERT … RETURNING.
watch(StatementSync.prototype, ["run", "get", "all"], (_, statement) =>
  WRITES.test((statement as StatementSync).sourceSQL),
);
