/** A function of a text → the same, which does not work out again what it made of the texts that it was given last. */

/** `most`: texts that are remembered; beyond these all are forgotten, so that no memory grows without end. */
export function remembered<T>(most: number, make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= most) known.clear();
    const made = make(text);
    known.set(text, made);
    return made;
  };
}
