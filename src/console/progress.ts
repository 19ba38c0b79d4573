/** How much is done → a progress bar, where somebody watches and the work takes long enough to be watched. */

import type { SingleBar } from "cli-progress";

const PATIENCE_MS = 1_000;

/** Does nothing unless the stream is a terminal. */
export function createProgress(stream: NodeJS.WritableStream & { isTTY?: boolean }, label: string) {
  const begun = performance.now();
  let bar: SingleBar | undefined;
  let shown = false;
  let stopped = !stream.isTTY;
  let latest = { done: 0, total: 0 };

  /** Most runs end before a bar is wanted; they need not load one. */
  async function show(): Promise<void> {
    const { default: cliProgress } = await import("cli-progress");
    if (stopped) return;
    bar = new cliProgress.SingleBar(
      {
        stream,
        clearOnComplete: true,
        hideCursor: true,
        format: `${label} {bar} {value}/{total}（剩余约 {eta_formatted}）`,
      },
      cliProgress.Presets.shades_classic,
    );
    bar.start(latest.total, latest.done);
  }

  return {
    update(done: number, total: number) {
      latest = { done, total };
      if (stopped || performance.now() - begun < PATIENCE_MS) return;
      if (!shown) void show();
      shown = true;
      bar?.setTotal(total);
      bar?.update(done);
    },
    /** Leaves the line as it was before. */
    stop() {
      stopped = true;
      bar?.stop();
    },
  };
}
