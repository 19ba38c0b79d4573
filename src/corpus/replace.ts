/** A reading and the corrections of its document → the reading with slips of recognition put right, and what became of each. */

import type { Place, Reading } from "../readers/reader.ts";
import { type Fix, type LostFix, type PlacedFix, placeFix } from "./fixes.ts";

export interface Corrections {
  /** Those that change no word of the text, to be applied as it is parsed. */
  readonly fixes: readonly Fix[];
  /** Of those that did, where the words stand now. */
  readonly replaced: readonly PlacedFix[];
  readonly lost: readonly LostFix[];
}

export const NO_CORRECTIONS: Corrections = { fixes: [], replaced: [], lost: [] };

/** Words are replaced only where they were recognised on a picture: what a file has as text is its own, slips and all. */
export function withReplaced(
  received: Reading,
  all: readonly Fix[],
): { readonly reading: Reading; readonly corrections: Corrections } {
  let reading = received;
  let replaced: readonly PlacedFix[] = [];
  const lost: LostFix[] = [];
  for (const fix of all) {
    if (fix.kind !== "replace") continue;
    const found = placeFix(reading.text, fix);
    if (!("start" in found)) {
      lost.push(found);
      continue;
    }
    const { start, end } = found;
    const place = reading.places.find((one) => one.start <= start && end <= one.end);
    if (place?.made !== "ocr" || /[\r\n]/.test(fix.words)) {
      lost.push({ fix, why: "unfit" });
      continue;
    }
    const moved = (offset: number) => (offset >= end ? offset + fix.to.length - fix.words.length : offset);
    const shifted = <T extends { readonly start: number; readonly end: number }>(span: T): T => ({
      ...span,
      start: moved(span.start),
      end: moved(span.end),
    });
    reading = {
      ...reading,
      text: reading.text.slice(0, start) + fix.to + reading.text.slice(end),
      lines: reading.lines.map(shifted),
      places: reading.places.map((one): Place => shifted(one === place ? { ...one, byHand: true } : one)),
      notes: reading.notes.map((note) => ({ ...note, start: moved(note.start) })),
    };
    replaced = [...replaced.map(shifted), { fix, start, end: start + fix.to.length }];
  }
  return { reading, corrections: { fixes: all.filter(({ kind }) => kind !== "replace"), replaced, lost } };
}
