/** A message that a platform refused → the same, without what was refused; last of all a line that says so. */

import type { SendResult } from "./send-result.ts";

/** What a message can do without. */
export interface Plainer<C> {
  /** What a platform says of it where it is this that it refuses; absent where that is never said in so many words. */
  readonly of?: RegExp;
  /** Taken off for this reason alone. */
  readonly onlyIf?: true;
  /** Undefined where the message has no such thing. */
  readonly without: (content: C) => C | undefined;
}

export interface Forms<C> {
  /** What is missed least comes first. */
  readonly steps: readonly Plainer<C>[];
  /** The text of a line that says that the message could not be shown. */
  readonly apology: string;
}

/** Never silence: a plainer form, and where nothing is left to be taken off the apology in its place. */
export function refusedForm<C extends { readonly text: string }>(
  content: C,
  why: string,
  { steps, apology }: Forms<C>,
): SendResult {
  const plainer = plainerForm(content, why, steps);
  if (plainer) return { kind: "plainer", why, content: JSON.stringify(plainer) };
  const instead = content.text === apology ? null : JSON.stringify({ ...content, text: apology });
  return { kind: "refused", why, instead };
}

function plainerForm<C>(content: C, why: string, steps: readonly Plainer<C>[]): C | undefined {
  const named = steps.filter(({ of }) => of?.test(why));
  const usual = steps.filter(({ onlyIf }) => onlyIf !== true);
  for (const { without } of [...named, ...usual]) {
    const plainer = without(content);
    if (plainer !== undefined) return plainer;
  }
  return undefined;
}
