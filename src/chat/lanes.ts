/** Tasks with a lane each → run in order within a lane, side by side across lanes, so many at once. */

export interface Lanes {
  /** The task must not reject: what to do about its errors it knows best. */
  add(lane: string, task: () => Promise<void>): void;
  /** Waiting and running tasks. */
  readonly size: number;
  /** Begins no more tasks; those waiting are let go. */
  close(): void;
  /** Resolves when nothing waits or runs. */
  settled(): Promise<void>;
}

export function createLanes(atOnce: number): Lanes {
  const waiting = new Map<string, (() => Promise<void>)[]>();
  /** Lanes that have a task and none running, in the order in which they are served. */
  const ready: string[] = [];
  const settling: (() => void)[] = [];
  let running = 0;
  let queued = 0;
  let isClosed = false;

  function run(): void {
    while (running < atOnce && ready.length > 0) {
      const lane = ready.shift() as string;
      const task = waiting.get(lane)?.shift();
      if (!task) continue;
      running += 1;
      queued -= 1;
      task().finally(() => {
        running -= 1;
        if ((waiting.get(lane)?.length ?? 0) > 0) ready.push(lane);
        else waiting.delete(lane);
        run();
        if (running + queued === 0) for (const settle of settling.splice(0)) settle();
      });
    }
  }

  return {
    add(lane, task) {
      if (isClosed) return;
      const tasks = waiting.get(lane);
      if (tasks) tasks.push(task);
      else {
        waiting.set(lane, [task]);
        ready.push(lane);
      }
      queued += 1;
      run();
    },
    get size() {
      return running + queued;
    },
    close() {
      isClosed = true;
      waiting.clear();
      ready.length = 0;
      queued = 0;
      if (running === 0) for (const settle of settling.splice(0)) settle();
    },
    settled: () =>
      running + queued === 0 ? Promise.resolve() : new Promise((resolve) => settling.push(resolve)),
  };
}
