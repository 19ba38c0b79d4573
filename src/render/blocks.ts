/** The channel-neutral form of an answer: what a reader sees, before any channel gives it a shape. */

import type { Citation, Difference, Quote } from "../grounding/answer.ts";

export type Block =
  /** The program's own words. */
  | { readonly kind: "text"; readonly text: string }
  /**
   * A statement with the numbers of the citations that carry it. `said`: it is in the source's own words, which are
   * shown in its place; those that no claim before it has shown, and none where all have been.
   */
  | {
      readonly kind: "claim";
      readonly text: string;
      readonly numbers: readonly number[];
      readonly said?: readonly Quote[];
    }
  /** The source's own words under their citation. `isSaid`: a claim has shown them, and only the citation is left. */
  | { readonly kind: "quote"; readonly citation: Citation; readonly text: string; readonly isSaid?: boolean }
  /** The source's words in a line of their own: an entry of a list, a cell of a table, a point of a summary. */
  | { readonly kind: "cited"; readonly label: string; readonly quotes: readonly Quote[] }
  /** A paragraph that a model wrote: the source's own words, and sentences of the model's, which are never shown without their mark. */
  | { readonly kind: "drafted"; readonly parts: readonly (Quote | string)[] }
  | { readonly kind: "list"; readonly entries: readonly string[] }
  | { readonly kind: "difference"; readonly parts: readonly Difference[] }
  | { readonly kind: "suggestions"; readonly questions: readonly string[] };
