/** What is to be said, piece by piece → pages that Telegram takes. */

import type { NonEmpty } from "../../answer/answer.ts";
import { lineOf, marks, noteLine, type Placed, type PlacedQuotes, type Source } from "./formatted.ts";

export interface TextPiece {
  readonly kind: "text";
  readonly gap: string;
  readonly text: string;
  readonly bold: number;
}

export interface QuotePiece extends Source {
  readonly kind: "quote";
  readonly gap: string;
  readonly number: number;
  /** A heading, never parted from the words under it; empty for most. */
  readonly above: string;
  /** Quotes of one place under one another share a citation line. */
  readonly place: PlacedQuotes["place"];
  readonly text: string;
  /** Behind the words, in a line of its own; empty for most. */
  readonly note: string;
}

export type Piece = TextPiece | QuotePiece;

/** Telegram ignores what is beyond a hundred (python-telegram-bot, constants.MessageLimit.MESSAGE_ENTITIES). */
const MOST_ENTITIES = 95;

/** Telegram refuses entities of about 9,500 bytes in sum (tdlib/telegram-bot-api#165); an entity is 12 beside its link. */
const MOST_ENTITY_BYTES = 8_000;
const ENTITY_BYTES = 12;

/** More numbers in front of a line do not tell any more which words are whose. */
const MOST_ON_LINE = 5;

/** So many units of words at least are worth a citation line at the foot of a page. */
const LEAST_WORDS = 40;

/** Shares of a page. */
const LEAST_FILLED = 1 / 3;
const LEAST_BEGUN = 1 / 8;
const LEAST_LAST = 1 / 5;

/**
 * Pages of at most `limit` units of text with their number `(1/3)` in the last line; a single page has none. A citation
 * line must not take more than half of the limit.
 */
export function splitPieces(
  pieces: readonly Piece[],
  limit: number,
): NonEmpty<{ readonly placed: readonly Placed[]; readonly last: string }> {
  let sheets: readonly Sheet[] = fill(pieces, () => limit);
  for (let most = 9; sheets.length > 1; most = most * 10 + 9) {
    const room = limit - pageNumber(most, most).length;
    sheets = balanced(
      pieces,
      fill(pieces, () => room),
      room,
    );
    if (sheets.length <= most) break;
  }
  const count = sheets.length;
  const [first, ...rest] = sheets.map(({ placed }, i) => ({
    placed,
    last: count > 1 ? pageNumber(i + 1, count) : "",
  }));
  return [first ?? { placed: [], last: "" }, ...rest];
}

function pageNumber(page: number, count: number): string {
  return `\n(${page}/${count})`;
}

/** A last page with hardly anything gets some of the page before it, where that costs no further page. */
function balanced(pieces: readonly Piece[], sheets: readonly Sheet[], room: number): readonly Sheet[] {
  const [before, last] = sheets.slice(-2);
  if (!before || !last || last.used >= room * LEAST_LAST) return sheets;
  const both = before.used + last.used;
  const fewer = [0.8, 0.7, 0.6, 0.5].map((share) => Math.max(room / 2, both * share));
  for (const less of fewer) {
    const others = fill(pieces, (page) => (page === sheets.length - 2 ? less : room));
    if (others.length === sheets.length && (others.at(-1)?.used ?? 0) >= room * LEAST_LAST) return others;
  }
  return sheets;
}

/** A page as it is being filled. */
interface Sheet {
  readonly room: number;
  readonly placed: Placed[];
  used: number;
  entities: number;
  bytes: number;
}

function emptySheet(room: number): Sheet {
  return { room, placed: [], used: 0, entities: 0, bytes: 0 };
}

/** Greedily; a piece is cut only where a page would stay rather empty without it. */
function fill(pieces: readonly Piece[], roomOf: (page: number) => number): Sheet[] {
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
      const frame = frameOf(piece, from, sheet);
      const rest = piece.text.length - from + noteLength(piece);
      const left = sheet.room - sheet.used - frame.units;
      const isCrowded =
        sheet.entities + frame.entities > MOST_ENTITIES || sheet.bytes + frame.bytes > MOST_ENTITY_BYTES;
      if (rest <= left && (isFresh || !isCrowded)) {
        place(piece, from, piece.text.length, sheet);
        break;
      }
      const next = roomOf(sheets.length);
      const fitsNext = rest <= next - frameOf(piece, from, emptySheet(next)).units;
      const isFilled = sheet.used >= sheet.room * LEAST_FILLED;
      const isLittle = left < Math.max(LEAST_WORDS, sheet.room * LEAST_BEGUN);
      if (!isFresh && (isCrowded || isLittle || (isFilled && fitsNext))) {
        turn();
        continue;
      }
      const end = cutEnd(piece.text, from, Math.max(1, Math.min(left, piece.text.length - from - 1)));
      place(piece, from, end, sheet);
      from = end;
      if (from < piece.text.length) turn();
    }
  }
  return sheets;
}

interface Frame {
  readonly units: number;
  readonly entities: number;
  readonly bytes: number;
}

/** What the words from an offset on bring with them, beside themselves and the note behind them. */
function frameOf(piece: Piece, from: number, sheet: Sheet): Frame {
  const gap = sheet.placed.length === 0 ? 0 : piece.gap.length;
  if (piece.kind === "text") {
    const entities = from < piece.bold ? 1 : 0;
    return { units: gap, entities, bytes: entities * ENTITY_BYTES };
  }
  if (sharedLine(piece, from, sheet))
    return { units: marks([piece.number]).length + 1, entities: 1, bytes: ENTITY_BYTES };
  const above = from > 0 ? "" : piece.above;
  const entities = [piece.url, above || null].filter((one) => one !== null).length + 1;
  const bytes = entities * ENTITY_BYTES + (piece.url?.length ?? 0);
  const line = lineOf({ ...piece, numbers: [piece.number], isContinued: from > 0 }).join("");
  return { units: gap + (above === "" ? 0 : above.length + 1) + line.length + 1, entities, bytes };
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
function place(piece: Piece, from: number, to: number, sheet: Sheet): void {
  const { units, entities, bytes } = frameOf(piece, from, sheet);
  const { placed } = sheet;
  const words = piece.text.slice(from, to);
  sheet.entities += entities;
  sheet.bytes += bytes;
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

const SENTENCE_END = /[。！？；!?;\n][”’」』）)】》〕"'\s]*/g;
const CLAUSE_END = /[，、]|(?<!\d),|,(?!\d)/g;
const GRAPHEMES = new Intl.Segmenter("zh", { granularity: "grapheme" });

/** Marks that belong to the last sentence may follow it. */
const LOOKAHEAD = 8;

/**
 * Where to end a part that begins at `from` and has at most so many units: behind a sentence or, in a long one, a
 * clause, if one ends in the second half; else between two characters as people see them. Cuts one of these in two only
 * where it alone is longer than that, and a surrogate pair never. Always beyond `from`.
 */
export function cutEnd(text: string, from: number, most: number): number {
  const view = text.slice(from, from + most + LOOKAHEAD);
  const characters = GRAPHEMES.segment(view);
  const isBetween = (at: number) => at >= view.length || characters.containing(at)?.index === at;
  for (const pattern of [SENTENCE_END, CLAUSE_END]) {
    const ends = [...view.matchAll(pattern)].map(({ index, 0: mark }) => index + mark.length);
    const end = ends.findLast((at) => at <= most && at >= most / 2 && isBetween(at));
    if (end !== undefined) return from + end;
  }
  const before = characters.containing(most)?.index ?? most;
  if (before > 0) return from + before;
  const isPair = /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(view.slice(most - 1, most + 1));
  return from + most + (isPair ? (most > 1 ? -1 : 1) : 0);
}
