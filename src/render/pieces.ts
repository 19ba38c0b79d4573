/** An answer → the pieces that chat messages are made of: what is said, and quoted words with their citations. */

import type { Answer, Quote } from "../grounding/answer.ts";
import type { Block } from "./blocks.ts";
import type { Source } from "./citation-line.ts";
import { clipped } from "./cut.ts";
import { readerUrl } from "./reader-url.ts";
import { citationLabel, comparedWith, isNameWithin, renderAnswer } from "./render.ts";
import { textOfBlocks, visible } from "./text.ts";
import { ofModel, TRUNCATED } from "./wording.zh.ts";

/** Words of the program, or of a claim; a piece of it where a page ends within it. */
export interface TextPiece {
  readonly kind: "text";
  /** Between it and what stands above it on a page. */
  readonly gap: string;
  readonly text: string;
  /** So many units from its beginning are bold. */
  readonly bold: number;
}

export interface QuotePiece extends Source {
  readonly kind: "quote";
  readonly gap: string;
  readonly number: number;
  /** A heading, never parted from the words under it; empty for most. */
  readonly above: string;
  /** Case, section and item, in a form to compare them by: quotes of one place under one another share a citation line. */
  readonly place: string;
  readonly text: string;
  /** Behind the words, in a line of its own; empty for most. */
  readonly note: string;
}

export type Piece = TextPiece | QuotePiece;

export interface PieceOptions {
  /** Where readers of the web channel find it. */
  readonly publicUrl: string | null;
  /** A line of the program's own in front of everything. */
  readonly head?: string | null | undefined;
  /** The same behind everything. */
  readonly tail?: string;
}

/** Names are as long as the headings that they come from; a citation line stays within a few hundred units. */
const MOST_OF_NAME = 100;

/** No reader's address is as long; channels limit links, or all of them together. */
const MOST_OF_URL = 2_000;

/** Of several claims each gets a line of its own where it is at most this share of the words that it is part of. */
const SHORT_CLAIM = 0.7;

/** Quoted words stand in quote pieces alone; suggestions are left to buttons. */
export function piecesOf(answer: Answer, { publicUrl, head, tail = "" }: PieceOptions): Piece[] {
  const hidesClaims = isToldByQuotes(answer);
  // Quotes are shown under their citations: what claims say of them is the claims' own text.
  const blocks = renderAnswer(answer)
    .filter(({ kind }) => kind !== "claim" || !hidesClaims)
    .map(
      (block): Block =>
        block.kind === "claim" ? { kind: "claim", text: block.text, numbers: block.numbers } : block,
    );
  const pieces = blocks.flatMap((block, at) => {
    if (rowOf(block, answer) !== "") return [];
    const before = blocks[at - 1];
    const above = nameShown(rowOf(before, answer) || labelOf(block, answer));
    return piecesOfBlock(block, { answer, publicUrl, at, before, above });
  });
  return [textPiece(head ?? "", ""), ...pieces, textPiece(tail, "\n\n")].filter(({ text }) => text !== "");
}

export function quotePiece({ text, citation }: Quote, publicUrl: string | null): QuotePiece {
  const { number, case: of, section, item, truncated } = citation;
  const url = publicUrl === null ? "" : readerUrl(publicUrl, citation);
  return {
    kind: "quote",
    gap: "\n\n",
    number,
    above: "",
    lead: "",
    label: citationLabel({
      case: { ...of, organization: nameShown(of.organization) },
      section: nameShown(section),
      item: item && nameShown(item),
    }),
    url: url === "" || url.length > MOST_OF_URL ? null : url,
    place: JSON.stringify([of.id, section, item]),
    text: shown(text),
    note: truncated ? TRUNCATED : "",
  };
}

/** The heading of a row of a comparison; it goes with the row's first cell. */
function rowOf(block: Block | undefined, { kind }: Answer): string {
  return kind === "comparison" && block?.kind === "text" && block.text.startsWith("【") ? block.text : "";
}

interface Around {
  readonly answer: Answer;
  readonly publicUrl: string | null;
  /** Which of the answer's blocks it is. */
  readonly at: number;
  readonly before: Block | undefined;
  /** A heading over the block; empty for most. */
  readonly above: string;
}

function piecesOfBlock(block: Block, around: Around): Piece[] {
  const { answer, publicUrl, at, above } = around;
  const gap = gapOf(block, around);
  switch (block.kind) {
    case "suggestions":
      return [];
    case "quote":
      return [{ ...quotePiece(block, publicUrl), gap }];
    case "drafted":
      // A sentence a piece: none of a page's length is cut, and no end of one is shown without its mark.
      return block.parts.map((part) =>
        typeof part === "string" ? textPiece(ofModel(part), gap) : quotePiece(part, publicUrl),
      );
    case "cited": {
      const [first, ...rest] = block.quotes.map((quote) => quotePiece(quote, publicUrl));
      const others = answer.kind === "listing" ? rest.map((piece) => ({ ...piece, gap })) : rest;
      return first ? [{ ...first, gap, above, lead: leadOf(answer, at) }, ...others] : [];
    }
    default: {
      const text = textOfBlocks([block]);
      if (above !== "") return [textPiece(`${above}\n${text}`, gap, above.length)];
      const isExtract = block.kind === "claim" && answer.kind === "grounded";
      const isHeading = answer.kind === "summary" && at === 0;
      const bold = isExtract ? visible(block.text).length : isHeading ? text.length : 0;
      return [textPiece(text, gap, bold)];
    }
  }
}

/** Lines of text lie close together, and so do the entries of a list; what introduces quotes stands right above them. */
function gapOf({ kind }: Block, { answer, before, above }: Around): string {
  if (above !== "" || !before || (before.kind === "claim" && kind === "text")) return "\n\n";
  const isQuoted = kind === "quote" || kind === "cited";
  const isUnderText = before.kind === "text" && answer.kind !== "comparison";
  const isAfterText = before.kind !== "quote" && before.kind !== "cited";
  return answer.kind === "listing" || (isQuoted ? isUnderText : isAfterText) ? "\n" : "\n\n";
}

/** Of the sections of a summary; elsewhere the citation line says what the label says. */
function labelOf(block: Block, answer: Answer): string {
  const hasSections = answer.kind === "summary" && answer.points.length > 1;
  return hasSections && block.kind === "cited" ? block.label : "";
}

/** The entries of a list are counted by the numbers of their citations, or, where one has several, beside them. */
function leadOf(answer: Answer, entry: number): string {
  const isCounted = answer.kind === "listing" && answer.entries.some(({ claim }) => claim.quotes.length > 1);
  return isCounted ? `${entry}. ` : "";
}

/** Whether the reader of the quotes has read the claims: one that is part of them, or several that are nearly all of them. */
function isToldByQuotes(answer: Answer): boolean {
  if (answer.kind !== "grounded") return false;
  const isSingle = answer.claims.length === 1;
  return answer.claims.every((claim) => {
    const { said, words } = comparedWith(claim);
    return (
      words.includes(said) &&
      (said.length > words.length * SHORT_CLAIM || (isSingle && !isNameWithin(said, words)))
    );
  });
}

function textPiece(text: string, gap: string, bold = 0): TextPiece {
  return { kind: "text", gap, text: shown(text), bold };
}

/** What a channel would refuse to take, or show as other than what stands there, goes before anything is counted. */
function shown(text: string): string {
  return visible(text).toWellFormed();
}

function nameShown(name: string): string {
  return clipped(shown(name), MOST_OF_NAME);
}
