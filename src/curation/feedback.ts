/** The port through which the program remembers what it could not answer, and what people thought of its answers. */

import type { NotFoundReason } from "../grounding/answer.ts";
import type { ContractAnswer } from "../render/contract.ts";

/** A question that got a refusal. Nothing is kept of who asked it, or where. */
export interface Unanswered {
  readonly question: string;
  /** What was asked before it, oldest first; at most `MOST_HISTORY`. */
  readonly history: readonly string[];
  readonly reason: NotFoundReason["kind"];
  /** As of the answer; absent where everybody may read everything. */
  readonly scope?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What somebody thought of an answer. */
export interface Vote {
  /** Of the answer, made where it was shown: a second vote on it replaces the first. */
  readonly id: string;
  readonly isGood: boolean;
  readonly question: string;
  readonly history: readonly string[];
  readonly answer: ContractAnswer;
  /** What whoever votes may read; absent where everybody may read everything. */
  readonly scope?: string;
  /** Why, in their words; null where they did not say. */
  readonly reason: string | null;
}

/** That an answer was found to be of use or of none, without what was asked, or by whom. */
export interface VoteGiven {
  readonly isGood: boolean;
  /** As the audit names it. */
  readonly channel: string;
  readonly scope?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export type Disliked = Omit<Vote, "isGood"> & { readonly at: number };

/** As many questions as a line of the gold set may have in front of its own. */
export const MOST_HISTORY = 3;

/**
 * What resolves is on disk and outlives the process. Several processes may keep the same folder's at once. Rejects when
 * the disk is full or broken; then nothing of that call happened.
 */
export interface Feedback {
  noteUnanswered(entry: Omit<Unanswered, "at">): Promise<void>;
  /** Of the last thirty days, the latest first. */
  unanswered(limit: number): Promise<readonly Unanswered[]>;
  vote(vote: Vote): Promise<void>;
  /** Answers that somebody found to be of no help, the latest first. */
  disliked(limit: number): Promise<readonly Disliked[]>;
  votesGiven(since: number): Promise<readonly VoteGiven[]>;
  close(): Promise<void>;
}
