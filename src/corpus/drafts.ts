/** The stages between rows and cases: what the outline hands to the sections, and those to the blocks. */

import type { Grid, SectionKind } from "./case.ts";
import type { Naming } from "./naming.ts";
import type { Paragraph } from "./paragraphs.ts";

/** A case, or the document around the cases; the numbers are indices of rows, ascending. */
export interface Part {
  readonly role: "document" | "case";
  readonly heads: readonly number[];
  readonly body: readonly number[];
  /** Where its text says whom it tells of, instead of a heading. */
  readonly named?: { readonly organization: string; readonly title: string } | undefined;
  /** How many of the heads only number it: 【来自一线】之一. */
  readonly labels?: number | undefined;
  /** The name of what stands before its first section heading, where a heading above it gives one. */
  readonly unheaded?: string | undefined;
}

/** Where a case begins, and how many rows its heading has. */
export interface CaseStart {
  readonly at: number;
  readonly heads: number;
  /** Where its text says whom it tells of, instead of a heading. */
  readonly named?: Part["named"];
  readonly labels?: number;
}

/** A paragraph outside items, or an item with all its paragraphs, not yet split into sentences. */
export interface DraftBlock {
  readonly label: string | null;
  /** The number that its label stands for; 0 without one. */
  readonly value: number;
  readonly line: number;
  readonly paragraphs: Paragraph[];
  /** Its paragraphs are the rows of a table, the first of them its header. */
  readonly isTable?: boolean;
  readonly grid?: Grid;
  truncated: boolean;
}

export interface DraftSection {
  readonly name: string;
  readonly kind: SectionKind;
  readonly line: number;
  /** The heading above it, of whose part it is one. */
  readonly under?: string | undefined;
  readonly blocks: DraftBlock[];
}

export interface DraftCase {
  readonly role: Part["role"];
  readonly naming: Naming;
  readonly number: number | undefined;
  readonly sections: readonly DraftSection[];
  readonly line: number;
}
