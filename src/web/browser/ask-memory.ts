/** The conversation as this browser tab keeps it, and a question that is still to be answered; no server has them. */

import type { View } from "./ask-build.ts";

/** A question with its answer. */
export interface Turn {
  readonly id: string;
  readonly question: string;
  readonly history: readonly string[];
  readonly view: View;
  /** The contract's object. */
  readonly answer: { readonly kind: string };
  /** As it is copied, with its references. */
  readonly copy: string;
}

export interface Waiting {
  readonly text: string;
  readonly mode: string;
}

const TURNS = "anlitong-talk";
const ID = "anlitong-talk-id";
const WAITING = "anlitong-waiting";

/** Beyond so many the first ones are not kept any more. */
const MOST = 60;

export interface Talk {
  /** By which this browser keeps it. */
  readonly id: string;
  readonly turns: readonly Turn[];
}

export function newTalk(): Talk {
  return { id: `${Date.now()}-${Math.random()}`, turns: [] };
}

export function recalled(): Talk {
  const [id, turns] = [read(ID), read(TURNS)];
  const { id: own } = newTalk();
  return { id: typeof id === "string" ? id : own, turns: Array.isArray(turns) ? turns : [] };
}

export function keep({ id, turns }: Talk): void {
  write(ID, id);
  write(TURNS, turns.slice(-MOST));
}

/** Asked before the page was loaded anew, and not answered. */
export function recalledQuestion(): Waiting | undefined {
  const kept = read(WAITING) as Partial<Waiting> | null;
  const { text, mode } = kept ?? {};
  return typeof text === "string" && typeof mode === "string" ? { text, mode } : undefined;
}

export function keepQuestion(question: Waiting | null): void {
  write(WAITING, question);
}

function read(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** A strict browser has no storage; the conversation then lasts as long as the page. */
function write(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {}
}
