/** Jobs → one after the other; one that fails does not hold up the next. */

export type Queue = ReturnType<typeof createQueue>;

/** The first is begun before the call returns. */
export function createQueue() {
  let last: Promise<void> | undefined;
  return <T>(job: () => Promise<T>): Promise<T> => {
    const done = last ? last.then(job) : job();
    const over = done.then(
      () => {},
      () => {},
    );
    last = over.then(() => {
      if (last === turn) last = undefined;
    });
    const turn = last;
    return done;
  };
}
