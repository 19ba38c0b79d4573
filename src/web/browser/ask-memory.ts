/** The conversation as this browser tab keeps it; it goes with the tab, and no server has it. */

import type { View } from "./ask-build.ts";

/** A question with its answer. */
export interface Turn {
  readonly id: string;
  readonly question: string;
  readonly history: readonly string[];
  readonly view: View;
  /** The contract's object. */
  readonly answer: object;
  /** As it is copied, with its references. */
  readonly copy: string;
}

const KEY = "anlitong-talk";

/** Beyond so many the first ones are not kept any more. */
const MOST = 60;

export function recalled(): Turn[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

/** A strict browser has no storage; the conversation then lasts as long as the page. */
export function keep(turns: readonly Turn[]): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(turns.slice(-MOST)));
  } catch {}
}
