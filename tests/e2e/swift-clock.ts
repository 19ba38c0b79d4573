/** Loaded before a program (`--import`): what it waits for comes `SWIFT` times as fast, by its timers and by the clock that nobody sets. */

import { createRequire, syncBuiltinESMExports } from "node:module";

const TIMES = Number(process.env.SWIFT);
const { setTimeout: timeout, setInterval: interval } = globalThis;
const now = performance.now.bind(performance);
const promises = createRequire(import.meta.url)("node:timers/promises");
const later = promises.setTimeout;

globalThis.setTimeout = Object.assign(
  (task: () => void, ms = 0, ...args: []) => timeout(task, ms / TIMES, ...args),
  timeout,
);
globalThis.setInterval = Object.assign(
  (task: () => void, ms = 0, ...args: []) => interval(task, ms / TIMES, ...args),
  interval,
);
promises.setTimeout = (ms: number, ...rest: []) => later(ms / TIMES, ...rest);
syncBuiltinESMExports();
performance.now = () => now() * TIMES;
