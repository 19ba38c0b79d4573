/** Tasks with a lane each → run in order within a lane, side by side across lanes, so many at once. */

/** Must not reject: what to do about its errors it knows best. */
type Task = () => Promise<void>;

export function createLanes(atOnce: number) {
  /** Of each lane that has any those that wait; one that runs is out of it. */
  const waiting = new Map<string, Task[]>();
  /** Lanes that have a task and none running, in the order in which they are served. */
  const ready: string[] = [];
  const settling: (() => void)[] = [];
  let running = 0;
  let isClosed = false;
  const isSettled = () => running === 0 && waiting.size === 0;

  function run(): void {
    while (running < atOnce && ready.length > 0) {
      const lane = ready.shift() as string;
      const task = waiting.get(lane)?.shift();
      if (!task) continue;
      running += 1;
      task().finally(() => {
        running -= 1;
        if (waiting.get(lane)?.length) ready.push(lane);
        else waiting.delete(lane);
        run();
      });
    }
    if (isSettled()) for (const settle of settling.splice(0)) settle();
  }

  return {
    add(lane: string, task: Task): void {
      if (isClosed) return;
      const tasks = waiting.get(lane);
      if (tasks) tasks.push(task);
      else {
        waiting.set(lane, [task]);
        ready.push(lane);
      }
      run();
    },
    /** Begins no more tasks; those waiting are let go. */
    close(): void {
      isClosed = true;
      waiting.clear();
      ready.length = 0;
      run();
    },
    /** Resolves when nothing waits or runs. */
    settled: async () => (isSettled() ? undefined : new Promise<void>((resolve) => settling.push(resolve))),
  };
}
