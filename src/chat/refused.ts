/** How a platform took a message; of one that it refused the same, without what was refused, last of all a line that says so. */

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

/** What became of a request to a platform. */
export type SendResult =
  /** With the id that the platform gave the message, where it gave one. */
  | { readonly kind: "sent"; readonly id: string | null }
  /** Surely not there: to be sent again after a while. */
  | { readonly kind: "later"; readonly afterMs: number; readonly why: string }
  /** May be there or not: sent again after a while, and marked. */
  | { readonly kind: "unsure"; readonly afterMs: number; readonly why: string }
  /** The message standing in the slot is gone: this is to be sent as a new one. */
  | { readonly kind: "anew" }
  /** Will never be taken; what is to be told to the reader in its place, if anything. */
  | { readonly kind: "refused"; readonly why: string; readonly instead: string | null }
  /** Not taken in this form, but perhaps in a plainer one, which is sent in its place. */
  | { readonly kind: "plainer"; readonly why: string; readonly content: string }
  /** Nothing more is taken where this was to stand; elsewhere in the chat there may be. */
  | { readonly kind: "closed"; readonly why: string }
  /** Nothing can be sent to this chat any more. */
  | { readonly kind: "gone"; readonly why: string }
  | { readonly kind: "moved"; readonly to: string };
