/** What a busy machine does to a time that is measured: how long processes could have gone on but had no processor. */

import { readdirSync, readFileSync } from "node:fs";

/** Gives back what tells how long it was for all of them together since they were seen first (ms); 0 where the system does not tell. */
export function heldUp(pids: () => readonly (number | string | undefined)[]): () => number {
  const waited = new Map<number | string | undefined, { readonly from: number; to: number }>();
  const look = () => {
    for (const pid of pids()) {
      const ms = waitedBy(pid);
      const before = waited.get(pid);
      // When a process has ended nothing is told of it any more.
      if (Number.isNaN(ms)) continue;
      if (before) before.to = ms;
      else waited.set(pid, { from: ms, to: ms });
    }
  };
  look();
  const watch = setInterval(look, 20);
  return () => {
    clearInterval(watch);
    return [...waited.values()].reduce((sum, { from, to }) => sum + to - from, 0);
  };
}

function waitedBy(pid: number | string | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[1]) / 1e6;
  } catch {
    return Number.NaN;
  }
}

/** Those that this process has started and that have not ended. */
export function ownChildren(): string[] {
  try {
    return readdirSync("/proc/self/task").flatMap((task) =>
      readFileSync(`/proc/self/task/${task}/children`, "utf8").trim().split(" "),
    );
  } catch {
    return [];
  }
}
