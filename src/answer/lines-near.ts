/** A text → the lines of the passages that speak most of it, in the order of the corpus; of no other case anything is read. */

import { type Line, linesOf } from "../search/lines.ts";
import type { Knowledge } from "./knowledge.ts";

/** Passages that are looked at. */
const PASSAGES = 16;

/** `cases`: ordinals; all where absent. */
export async function linesNear(
  text: string,
  { retriever, store }: Pick<Knowledge, "retriever" | "store">,
  cases?: ReadonlySet<number>,
): Promise<Line[]> {
  const hits = await retriever.retrieve(text, { limit: PASSAGES, scope: cases ? { cases } : {} });
  const all = await store.cases();
  const ids = new Set(hits.map(({ case: { id } }) => id));
  const starts = new Set(
    hits.flatMap(({ passage }) => passage.sentences.map(({ start }) => `${passage.file}:${start}`)),
  );
  const ordinals = all.flatMap(({ id }, ordinal) => (ids.has(id) ? [ordinal] : []));
  return linesOf(all, ordinals).flatMap(({ lines }) =>
    lines.filter(({ sentence, case: { file } }) => starts.has(`${file}:${sentence.start}`)),
  );
}
