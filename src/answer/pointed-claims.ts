/** Clauses that are pointed at → claims of the source's own words, with all that binds them. */

import type { Case, Sentence } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import type { Claim, NonEmpty, Quote } from "../grounding/answer.ts";
import { announcesMore, boundOf } from "../grounding/binding.ts";
import { countedSentences } from "../grounding/clauses.ts";
import type { Ground } from "../grounding/ground.ts";
import { withOmissions } from "../grounding/omitted.ts";
import { cellsOf } from "../search/read-lines.ts";
import { nonEmpty, quoteLine, rowsAmong, rowText } from "./abilities/show.ts";

/** A clause that somebody points at, where it stands. */
export interface PointedClause {
  readonly case: Case;
  readonly passage: Passage;
  readonly sentence: Sentence;
  /** Into `clausesOrRow` of the sentence. */
  readonly clause: number;
}

/** A row is one clause. */
export const isRow = ({ header }: Pick<Passage, "header">) => header !== undefined;

/** A sentence before it is needed to understand one: whole up to so many characters, else its last clause with what binds it. */
const LONG_BEFORE = 80;

/** A part of a sentence that is shown. */
interface Piece {
  readonly sentence: Sentence;
  readonly from: number;
  readonly to: number;
}

/** One claim a passage, in source order within a case; the cases in the order in which they are pointed at. */
export async function claimsFor(pointers: readonly PointedClause[], ground: Ground): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const own of Map.groupBy(pointers, ({ case: of }) => of.id).values()) {
    const passages = [...Map.groupBy(own, ({ passage }) => passage.id).values()];
    passages.sort(([a], [b]) => (a?.passage.start ?? 0) - (b?.passage.start ?? 0));
    for (const [first, ...rest] of passages) if (first) claims.push(await claimFor([first, ...rest], ground));
  }
  return claims;
}

async function claimFor(pointers: NonEmpty<PointedClause>, ground: Ground): Promise<Claim> {
  const [{ case: of, passage }] = pointers;
  const rows = rowsAmong(
    of,
    pointers.map(({ passage, sentence }) => ({ passage, sentences: [sentence] })),
  );
  if (rows.length > 0) {
    const quotes = await Promise.all(rows.map((row) => quoteLine(row, ground)));
    return { text: rows.map(rowText).join("；"), quotes: nonEmpty(quotes) };
  }
  if (passage.header !== undefined) {
    const sentences = [...new Set(pointers.map(({ sentence }) => sentence))];
    const quoted = sentences.map((sentence) => ground.quotes({ case: of, passage, sentences: [sentence] }));
    const text = sentences.map((row) => headed(row.text, passage.header ?? "")).join("；");
    return { text, quotes: nonEmpty((await Promise.all(quoted)).flat()) };
  }
  const announcing = announcingOf(of, pointers);
  const quotes: Quote[] = [];
  if (announcing)
    quotes.push(
      ...(await quotesFor(of, announcing.passage, piecesOf(announcing.passage, announcing.sentence), ground)),
    );
  const pieces: Piece[] = [];
  for (const own of Map.groupBy(pointers, ({ sentence }) => sentence.start).values()) {
    const sentence = own[0]?.sentence;
    if (!sentence) continue;
    const pointed = new Set(own.map(({ clause }) => clause));
    pieces.push(...piecesOf(passage, sentence, pointed));
  }
  const name = nameOf(passage, pointers[0].sentence);
  if (name && pieces.every(({ sentence }) => sentence.start !== name.start)) {
    const own: Piece = { sentence: name, from: 0, to: name.text.length };
    // What emphasises a name stands behind its stop, and is not quoted with what follows.
    if (/[。！？：]$/.test(name.text)) quotes.push(...(await quotesFor(of, passage, [own], ground)));
    else pieces.push(own);
  }
  const sorted = pieces.sort((a, b) => a.sentence.start - b.sentence.start || a.from - b.from);
  quotes.push(...(await quotesFor(of, passage, apart(sorted), ground)));
  return { text: withOmissions(quotes), quotes: nonEmpty(quotes) };
}

/** 展期。由一次改为两次: of an item's points nobody knows what they are about without the words that name it, or name them: 第二，展期。 */
function nameOf({ item, lead, sentences }: Passage, pointed: Sentence): Sentence | undefined {
  const [first] = sentences;
  if (item === null || !lead || !first?.text.startsWith(lead) || lead.length > LONGEST_NAME) return undefined;
  const named = countedSentences(sentences).filter(
    ({ start, text }) => start <= pointed.start && text.length <= LONGEST_NAME,
  );
  return named.at(-1) ?? first;
}

const LONGEST_NAME = 16;

/** A row of what is read as no table by the header of its passage, where each cell has one that counts nothing; else as it stands. */
function headed(row: string, above: string): string {
  const [cells, heads] = [cellsOf(row), cellsOf(above)];
  const header = heads.map(({ text }) => text);
  const isHeaded =
    row !== above && cells.length === heads.length && !header.some((text) => /^[\d.,，%\s]+$/.test(text));
  return isHeaded ? rowText({ cells, table: { header } }) : row;
}

/** `pointed`: its last clause where none is given. */
function piecesOf(passage: Passage, sentence: Sentence, pointed?: ReadonlySet<number>): Piece[] {
  const { ranges, leansBack } = boundOf(sentence.text, pointed ?? "last", isRow(passage));
  const own = ranges.map((range): Piece => ({ sentence, ...range }));
  const at = passage.sentences.findIndex(({ start }) => start === sentence.start);
  const before = passage.sentences[at - 1];
  if (!leansBack || !before || !pointed) return own;
  return before.text.length <= LONG_BEFORE
    ? [{ sentence: before, from: 0, to: before.text.length }, ...own]
    : [...piecesOf(passage, before), ...own];
}

/** What stands in two pieces is shown once. */
function apart(pieces: readonly Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (const piece of pieces) {
    const last = kept.at(-1);
    if (last?.sentence.start === piece.sentence.start && piece.from <= last.to)
      kept[kept.length - 1] = { ...last, to: Math.max(last.to, piece.to) };
    else kept.push(piece);
  }
  return kept;
}

/** Whole sentences that follow one another are one quote. */
async function quotesFor(
  of: Case,
  passage: Passage,
  pieces: readonly Piece[],
  ground: Ground,
): Promise<Quote[]> {
  const quotes: Quote[] = [];
  let run: Sentence[] = [];
  const end = async () => {
    if (run.length > 0) quotes.push(...(await ground.quotes({ case: of, passage, sentences: run })));
    run = [];
  };
  for (const { sentence, from, to } of pieces) {
    const isWhole = from === 0 && to === sentence.text.length;
    if (run.at(-1)?.number !== sentence.number - 1) await end();
    if (isWhole) run.push(sentence);
    else {
      await end();
      quotes.push(await ground.quote({ case: of, passage, sentences: [sentence], from, to }));
    }
  }
  await end();
  return quotes;
}

/** 有下列情形之一的，不予受理： — the sentence that governs the points which follow it, in this passage or before it. */
function announcingOf(
  of: Case,
  [{ passage, sentence }]: NonEmpty<PointedClause>,
): { passage: Passage; sentence: Sentence } | undefined {
  const all = passagesOf(of).filter(({ section }) => section === passage.section);
  const place = all.findIndex(({ id }) => id === passage.id);
  const inside = passage.sentences.filter(({ start }) => start < sentence.start);
  for (const before of inside.reverse()) if (announcesMore(before.text)) return { passage, sentence: before };
  // Items stand in passages of their own, below the one that announces them.
  for (let at = place - 1; passage.item !== null && at >= 0; at -= 1) {
    const last = all[at]?.sentences.at(-1);
    const found = all[at];
    if (found && last && announcesMore(last.text)) return { passage: found, sentence: last };
    if (found?.item === null) return undefined;
  }
  return undefined;
}
