/** The port through which whoever looks after the cases has things done from the chats of one platform. */

import type { DocumentsDesk } from "../curation/documents.ts";
import type { Citation } from "../grounding/answer.ts";

export interface Curating {
  isCurator(person: string): boolean;
  /** Questions that got a refusal lately, of what whoever asks may read. */
  unanswered(): Promise<Gathered>;
  /** Those whose answers somebody found to be of no help. */
  disliked(): Promise<Gathered>;
  /** Reads the folder of documents again, once for all who want it at a time. */
  reindex(): Promise<Reindexed>;
  readonly documents: Pick<DocumentsDesk, "folders" | "preview" | "keep" | "discard">;
  /** Questions with a place chosen as their answer that whoever asks may read; the latest first. */
  pins(): Promise<readonly string[]>;
  /** `chat`: where somebody is told when the words there change. */
  pin(question: string, place: Citation, chat: string): Promise<void>;
  /** False where there was none that whoever asks may read. */
  unpin(question: string): Promise<boolean>;
}

export interface Gathered {
  /** How many there are. */
  readonly count: number;
  /** Those asked most often first, similar ones as one; not all of them. */
  readonly groups: readonly { readonly question: string; readonly count: number; readonly why: string }[];
}

export type Reindexed =
  | {
      readonly cases: number;
      readonly files: number;
      /** How many files were read anew, and how many are no more. */
      readonly changed: number;
      readonly removed: number;
      /** One line for each file that could not be used. */
      readonly failures: readonly string[];
    }
  /** Why there is no other index; the one before serves on. */
  | { readonly problem: string };
