/** A message that a platform refused → the same, without what was refused; last of all a line that says so. */

/** What a message can do without. */
export interface Plainer<C> {
  /** What a platform says of it where it is this that it refuses; absent where that is never said in so many words. */
  readonly of?: RegExp;
  /** Taken off for this reason alone. */
  readonly onlyIf?: true;
  /** Undefined where the message has no such thing. */
  readonly without: (content: C) => C | undefined;
}

/** `steps`: what is missed least comes first. Undefined where nothing is left to be taken off. */
export function plainerForm<C>(content: C, why: string, steps: readonly Plainer<C>[]): C | undefined {
  const named = steps.filter(({ of }) => of?.test(why));
  const usual = steps.filter(({ onlyIf }) => onlyIf !== true);
  for (const { without } of [...named, ...usual]) {
    const plainer = without(content);
    if (plainer !== undefined) return plainer;
  }
  return undefined;
}
