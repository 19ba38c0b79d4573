/** Pieces → the pages of a chat: what fits into one message, where the next begins, and the number of each. */

import type { NonEmpty } from "../grounding/answer.ts";
import { lineOf, marks, noteLine, type Source } from "./citation-line.ts";
import { cutEnd } from "./cut.ts";
import type { Piece, QuotePiece, TextPiece } from "./pieces.ts";

/** Quoted words of one place under one citation line: as many parts as numbers. */
export interface PlacedQuotes extends Source {
  readonly kind: "quotes";
  readonly gap: string;
  /** A heading in a line of its own; empty for most. */
  readonly above: string;
  readonly place: QuotePiece["place"];
  readonly numbers: readonly number[];
  readonly parts: readonly { readonly words: string; readonly note: string }[];
  /** The first words are not the beginning of their quote. */
  readonly isContinued: boolean;
}

export type PlacedText = TextPiece;
export type Placed = PlacedText | PlacedQuotes;

export interface Page {
  readonly placed: readonly Placed[];
  /** `\n(1/3)`, or nothing on a page that is the only one. */
  readonly last: string;
  /** The numbers of the citations whose words, or a part of them, stand on it. */
  readonly citations: readonly number[];
}

/** What a channel's messages hold. */
export interface Paper {
  /** Most UTF-16 units of a page, with everything that stands on it. A citation line must not take more than half of it. */
  readonly limit: number;
  /** Units of the marks around quoted words, where there are any. */
  readonly aroundWords: number;
  /** Most of whatever else is scarce, such as entities or blocks. */
  readonly scarce: readonly number[];
  /** What the words of a piece from an offset on take of each of them. */
  readonly costOf: (piece: Piece, at: Spot) => readonly number[];
}

export interface Spot {
  readonly from: number;
  /** Nothing stands on the page yet. */
  readonly isFirst: boolean;
  /** The words come under the citation line that is there. */
  readonly isShared: boolean;
}

/** More numbers in front of a line do not tell any more which words are whose. */
const MOST_ON_LINE = 5;

/** So many units of words at least are worth a citation line at the foot of a page. */
const LEAST_WORDS = 40;

/** Shares of a page. */
const LEAST_FILLED = 1 / 3;
const LEAST_BEGUN = 1 / 8;
const LEAST_LAST = 1 / 5;

/** No page is smaller: half of it may be a citation line. */
export const LEAST_PAGE = 900;

/** Pages that get smaller until each of them fits. */
export function pagesThatFit(
  pieces: readonly Piece[],
  paper: Paper,
  fits: (page: Page) => boolean,
): NonEmpty<Page> {
  for (let { limit } = paper; ; limit = Math.max(Math.floor(limit * 0.8), LEAST_PAGE)) {
    const pages = pagesFor(pieces, { ...paper, limit });
    if (limit <= LEAST_PAGE || pages.every(fits)) return pages;
  }
}

/** Not a word is lost or doubled; a page's number stands in its last line. */
export function pagesFor(pieces: readonly Piece[], paper: Paper): NonEmpty<Page> {
  const { limit } = paper;
  let sheets: readonly Sheet[] = fill(pieces, paper, () => limit);
  for (let most = 9; sheets.length > 1; most = most * 10 + 9) {
    const room = limit - pageNumber(most, most).length;
    sheets = balanced(pieces, paper, room);
    if (sheets.length <= most) break;
  }
  const count = sheets.length;
  const [first, ...rest] = sheets.map(
    ({ placed }, i): Page => ({
      placed,
      last: count > 1 ? pageNumber(i + 1, count) : "",
      citations: [...new Set(placed.flatMap((one) => (one.kind === "quotes" ? one.numbers : [])))],
    }),
  );
  return [first ?? { placed: [], last: "", citations: [] }, ...rest];
}

function pageNumber(page: number, count: number): string {
  return `\n(${page}/${count})`;
}

/** A last page with hardly anything gets some of the page before it, where that costs no further page. */
function balanced(pieces: readonly Piece[], paper: Paper, room: number): readonly Sheet[] {
  const sheets = fill(pieces, paper, () => room);
  const [before, last] = sheets.slice(-2);
  if (!before || !last || last.used >= room * LEAST_LAST) return sheets;
  const both = before.used + last.used;
  const fewer = [0.8, 0.7, 0.6, 0.5].map((share) => Math.max(room / 2, both * share));
  for (const less of fewer) {
    const others = fill(pieces, paper, (page) => (page === sheets.length - 2 ? less : room));
    if (others.length === sheets.length && (others.at(-1)?.used ?? 0) >= room * LEAST_LAST) return others;
  }
  return sheets;
}

/** A page as it is being filled. */
interface Sheet {
  readonly room: number;
  readonly placed: Placed[];
  used: number;
  spent: readonly number[];
}

/** Greedily; a piece is cut only where a page would stay rather empty without it. */
function fill(pieces: readonly Piece[], paper: Paper, roomOf: (page: number) => number): Sheet[] {
  const emptySheet = (room: number): Sheet => ({
    room,
    placed: [],
    used: 0,
    spent: paper.scarce.map(() => 0),
  });
  let sheet = emptySheet(roomOf(0));
  const sheets = [sheet];
  const turn = () => {
    sheet = emptySheet(roomOf(sheets.length));
    sheets.push(sheet);
  };
  for (const piece of pieces) {
    let from = 0;
    while (from < piece.text.length) {
      const isFresh = sheet.placed.length === 0;
      const frame = frameOf(piece, from, sheet, paper);
      const rest = piece.text.length - from + noteLength(piece);
      const left = sheet.room - sheet.used - frame.units;
      const isCrowded = paper.scarce.some((most, i) => (sheet.spent[i] ?? 0) + (frame.costs[i] ?? 0) > most);
      if (rest <= left && (isFresh || !isCrowded)) {
        place(piece, from, piece.text.length, sheet, frame);
        break;
      }
      const next = roomOf(sheets.length);
      const fitsNext = rest <= next - frameOf(piece, from, emptySheet(next), paper).units;
      const isFilled = sheet.used >= sheet.room * LEAST_FILLED;
      const isLittle = left < Math.max(LEAST_WORDS, sheet.room * LEAST_BEGUN);
      if (!isFresh && (isCrowded || isLittle || (isFilled && fitsNext))) {
        turn();
        continue;
      }
      const end = cutEnd(piece.text, from, Math.max(1, Math.min(left, piece.text.length - from - 1)));
      place(piece, from, end, sheet, frame);
      from = end;
      if (from < piece.text.length) turn();
    }
  }
  return sheets;
}

/** What the words from an offset on bring with them, beside themselves and the note behind them. */
interface Frame {
  readonly units: number;
  readonly costs: readonly number[];
}

function frameOf(piece: Piece, from: number, sheet: Sheet, paper: Paper): Frame {
  const isFirst = sheet.placed.length === 0;
  const gap = isFirst ? 0 : piece.gap.length;
  if (piece.kind === "text")
    return { units: gap, costs: paper.costOf(piece, { from, isFirst, isShared: false }) };
  const isShared = sharedLine(piece, from, sheet) !== undefined;
  const above = from > 0 || piece.above === "" ? 0 : piece.above.length + 1;
  const line = lineOf({ ...piece, numbers: [piece.number], isContinued: from > 0 }).join("");
  const ownLine = isShared ? marks([piece.number]).length : gap + above + line.length;
  return {
    units: ownLine + 1 + paper.aroundWords,
    costs: paper.costOf(piece, { from, isFirst, isShared }),
  };
}

function noteLength(piece: Piece): number {
  return piece.kind === "quote" ? noteLine(piece.note).length : 0;
}

/** Behind the rest of a quote a line begins anew: its number would stand where “continued” is said. */
function sharedLine(piece: QuotePiece, from: number, { placed }: Sheet): PlacedQuotes | undefined {
  const above = placed.at(-1);
  if (above?.kind !== "quotes" || above.place !== piece.place || above.isContinued) return undefined;
  const isBegun = from === 0 && piece.lead === "" && piece.above === "";
  return isBegun && above.numbers.length < MOST_ON_LINE ? above : undefined;
}

/** The note comes with the last words. */
function place(piece: Piece, from: number, to: number, sheet: Sheet, { units, costs }: Frame): void {
  const { placed } = sheet;
  const words = piece.text.slice(from, to);
  sheet.spent = sheet.spent.map((spent, i) => spent + (costs[i] ?? 0));
  sheet.used += units + words.length;
  if (piece.kind === "text") {
    const bold = Math.min(Math.max(piece.bold - from, 0), words.length);
    placed.push({ kind: "text", gap: piece.gap, text: words, bold });
    return;
  }
  const note = to < piece.text.length ? "" : piece.note;
  sheet.used += noteLine(note).length;
  const shared = sharedLine(piece, from, sheet);
  const above = from > 0 ? "" : piece.above;
  const { gap, lead, label, url, number } = piece;
  const line = shared ?? { gap, above, lead, label, url, place: piece.place, numbers: [], parts: [] };
  placed.splice(shared ? -1 : placed.length, 1, {
    ...line,
    kind: "quotes",
    isContinued: from > 0,
    numbers: [...line.numbers, number],
    parts: [...line.parts, { words, note }],
  });
}
