/** Loaded before a program (`--import`): its time of day is ahead of the machine's by as many ms as the file `CLOCK_AHEAD` says just now. */

import { readFileSync, writeFileSync } from "node:fs";

const FILE = process.env.CLOCK_AHEAD ?? "";
const now = Date.now.bind(Date);
let aheadMs = 0;

const timer = setInterval(() => {
  const text = readFileSync(FILE, "utf8");
  // Nothing while it is being written.
  if (text === "" || Number(text) === aheadMs) return;
  aheadMs = Number(text);
  writeFileSync(`${FILE}.taken`, text);
}, 10);
timer.unref();

globalThis.Date = class extends Date {
  static override now(): number {
    return now() + aheadMs;
  }
  constructor(...args: readonly unknown[]) {
    // @ts-expect-error: as many ways as Date has to be made
    super(...(args.length === 0 ? [now() + aheadMs] : args));
  }
} as DateConstructor;
