/** The port through which the program keeps what it said, word for word, so that nothing can be taken out of it unseen. */

import type { ContractAnswer, ContractCitation } from "../render/contract.ts";

/** What an answer was made with. */
export interface Made {
  /** The corpus, as `Abilities.version` names it; two of them where it was changed while the answer was made. */
  readonly corpus: string;
  /** Version of the program. */
  readonly program: string;
  /** `name@version` of each prompt that a model may have been given; none where no model had a part. */
  readonly prompts: readonly string[];
}

/** Nothing of it says who asked, or where; who corrected or changed documents, and who logged in, is said. */
export type AuditRecord =
  /** An answer as it left the program, before a platform's form was given to it. */
  | {
      readonly kind: "answer";
      /** By which one answer is found again in the log. */
      readonly trace: string;
      readonly channel: string;
      readonly ability: string;
      readonly question: string;
      /** Shown while another might come in its place. */
      readonly isEarly: boolean;
      readonly answer: ContractAnswer["kind"];
      readonly by: string;
      readonly text: string;
      readonly citations: readonly Omit<ContractCitation, "url">[];
      /** What of the corpus it could be made of; absent where all of it. */
      readonly scope?: string;
      readonly made: Made;
    }
  /** A message as a platform took it, in that platform's form: what of it a reader sees. `bot` is the platform. */
  | { readonly kind: "sent"; readonly bot: string; readonly content: string }
  /** Corrections of a document, in words. */
  | {
      readonly kind: "correction";
      readonly file: string;
      readonly by: string;
      readonly done: "added" | "undone";
      readonly said: readonly string[];
    }
  /** Somebody logged in on the page, or tried to. */
  | {
      readonly kind: "login";
      /** Null for a token, and for a name that nobody has: it may have been a password. */
      readonly user: string | null;
      /** Null where they were not let in. */
      readonly role: string | null;
      readonly address: string;
    }
  /** A document that came, was replaced or went by hand of whoever looks after the cases; `by` as its channel names them. */
  | {
      readonly kind: "document";
      readonly file: string;
      readonly by: string;
      readonly done: "added" | "replaced" | "withdrawn";
    };

export interface AuditEntry {
  /** From 1, without gaps. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly record: AuditRecord;
  /** SHA-256 over the hash of the entry before, the number, the time and the record: 64 hex digits. */
  readonly hash: string;
}

/** The last entry: whoever kept it elsewhere can tell that nothing before it was changed since. */
export interface AuditHead {
  readonly number: number;
  readonly hash: string;
}

export type AuditVerdict =
  /** `first`: the oldest entry that is kept; what is older was forgotten in its time. */
  | { readonly kind: "whole"; readonly first: number; readonly count: number; readonly head: AuditHead }
  | { readonly kind: "broken"; readonly number: number; readonly why: AuditFlaw };

/**
 * - `changed`: the entry, or one before it, is not what was written
 * - `missing`: the entry is not there
 * - `cut`: entries at the end are not there
 * - `other`: the entry is not the one that was kept elsewhere
 */
export type AuditFlaw = "changed" | "missing" | "cut" | "other";

/** Several processes may keep the same folder's at once. */
export interface Audit {
  /** What resolves is on disk. Rejects when the disk is full or broken; then nothing of that call happened. */
  add(record: AuditRecord): Promise<void>;
  /** Number 0 and the hash of nothing where nothing was kept yet. */
  head(): Promise<AuditHead>;
  /** Reads all of it. `kept`: an entry as it was known earlier. */
  verify(kept?: AuditHead): Promise<AuditVerdict>;
  /** Oldest first, since a time in ms. */
  entries(since: number): AsyncIterable<AuditEntry>;
  /** Of one kind since a time in ms, at most so many, the latest first. */
  latest<K extends AuditRecord["kind"]>(
    kind: K,
    since: number,
    most: number,
  ): Promise<(AuditEntry & { readonly record: Extract<AuditRecord, { kind: K }> })[]>;
  close(): Promise<void>;
}
