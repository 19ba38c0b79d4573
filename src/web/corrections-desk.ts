/** The port through which the pages for corrections see a document, and have something in it corrected. */

import type { FixKind } from "../corpus/fixes.ts";
import type { Outcome } from "../curation/documents.ts";

export interface CorrectionsDesk {
  /** Those that whoever asks may read; `of` is the id of a case in each. */
  documents(): Promise<readonly { readonly of: string; readonly name: string; readonly cases: number }[]>;
  /** `problem`: whoever asks may read no such document, or nobody can now. */
  open(of: string): Promise<OpenDocument | { readonly problem: string }>;
  /** What would change; nothing is written. */
  preview(wish: Wish): Promise<Preview>;
  /** Resolves when questions are answered with it, or says that they will be where that takes long. `by`: who wants it. */
  save(wish: Wish, by: string): Promise<Outcome>;
  /** `id` of a correction of an open document. */
  undo(of: string, id: string, by: string): Promise<Outcome>;
}

export interface OpenDocument {
  readonly file: string;
  /** Whether corrections can be kept beside it now. */
  readonly isWritable: boolean;
  readonly cases: readonly {
    readonly organization: string;
    readonly title: string;
    readonly year: number | null;
    readonly isDocument: boolean;
    readonly sections: number;
    /** The line with which it begins, an index. */
    readonly line: number;
  }[];
  readonly lines: readonly DocumentLine[];
  /** The first made first. */
  readonly corrections: readonly {
    readonly id: string;
    readonly said: string;
    readonly by: string;
    readonly at: string;
    /** Why it does not apply any more; empty where it does. */
    readonly lost: string;
  }[];
}

export interface DocumentLine {
  /** 1-based in the text, where blank lines count: as notes on the document name it. */
  readonly number: number;
  readonly start: number;
  readonly text: string;
  /** `left`: of no case, and no text of the document. */
  readonly role: "heading" | "section" | "text" | "left";
  /** Its words were recognised on a picture, and may be put right. */
  readonly isRecognised: boolean;
}

/** A correction as a form gives it. */
export interface Wish {
  readonly of: string;
  /** `names`: organisation, title and year of the case that begins with the line. */
  readonly kind: Exclude<FixKind, "organization" | "title" | "year"> | "names";
  /** Of the line, and its words as the page showed them. */
  readonly start: number;
  readonly line: string;
  /** Those of the line that are meant; empty for all of it. */
  readonly words: string;
  readonly level: number | null;
  /** What stands in their place, of recognised words. */
  readonly to: string;
  readonly organization: string;
  readonly title: string;
  readonly year: string;
}

export type Preview =
  | { readonly problem: string }
  | {
      /** The corrections in words. */
      readonly said: readonly string[];
      readonly cases: readonly [before: number, after: number];
      readonly sections: readonly [before: number, after: number];
      /** What there is of cases, sections and paragraphs before alone, and after alone. */
      readonly gone: readonly string[];
      readonly come: readonly string[];
    };
