/** The port through which whoever looks after the cases has documents added, replaced and withdrawn, on the page and in chats. */

export interface Problem {
  readonly problem: string;
  /** It waits still, and may take the place of what came since. */
  readonly mayReplace?: true;
}
export type Outcome = { readonly done: string } | Problem;

/** All of it is done as far as whoever asks at the moment of asking may read where the document lies. */
export interface DocumentsDesk {
  /** Where documents may be added: paths below the corpus folder, "" for that itself. */
  folders(): Promise<readonly string[]>;
  /** What the document would become; nothing counts yet. Resolves when it is read, which with scans takes long. */
  preview(received: ReceivedDocument, by: string): Promise<Draft | Problem>;
  /** Previews that wait for a decision, the latest first. */
  drafts(): Promise<readonly Draft[]>;
  /** Has it count. `isInstead`: in the place of what stands there, which is the only way where something does. */
  keep(id: string, isInstead: boolean, by: string): Promise<Outcome>;
  discard(id: string): Promise<Outcome>;
  /** `of`: the id of a case in it. */
  withdraw(of: string, by: string): Promise<Outcome>;
  /** The latest first. */
  changes(): Promise<readonly DocumentChange[]>;
  /** Puts back what stood there before a change; what stands there now is kept in turn. */
  undo(id: string, by: string): Promise<Outcome>;
  /** When the document of a case was withdrawn; undefined where it was not. */
  withdrawnAt(caseId: string): Promise<string | undefined>;
}

export interface ReceivedDocument {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** One of `folders`. */
  readonly folder?: string;
  /** The id of a case in the document whose place it is to take. */
  readonly replaces?: string;
}

/** A document that was read and waits for a decision, for a day; as whoever looks may see it now. */
export interface Draft {
  readonly id: string;
  /** Where it would stand. */
  readonly file: string;
  readonly by: string;
  readonly at: string;
  /** Something stands there now. */
  readonly isInstead: boolean;
  readonly counts: Readonly<Record<"cases" | "sections" | "items" | "tables" | "characters", number>>;
  /** In words, a line each. */
  readonly cases: readonly string[];
  readonly findings: readonly string[];
  /** Documents with the same words. */
  readonly same: readonly string[];
  readonly questions: readonly { readonly question: string; readonly quote: string }[];
}

export interface DocumentChange {
  readonly id: string;
  readonly file: string;
  readonly by: string;
  readonly at: string;
  readonly done: "added" | "replaced" | "withdrawn";
  /** It is the last of its file, and was not undone. */
  readonly mayUndo: boolean;
}
