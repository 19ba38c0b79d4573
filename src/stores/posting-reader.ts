/** Terms → their postings, read from the rows of an open index and kept while there is room. */

import type { DatabaseSync } from "node:sqlite";
import { decodePostings } from "./posting-lists.ts";
import { keyOf } from "./sqlite-rows.ts";
import type { Postings } from "./store.ts";
import { NO_POSTINGS } from "./term-buffer.ts";

/** The passages of a file: ids from `first` up to `end`, numbers from `number` on. */
export interface IdRange {
  readonly first: number;
  readonly end: number;
  readonly number: number;
}

/** Postings kept at hand, 8 bytes each; those read longest ago are let go first. */
const MOST_KEPT = 4_000_000;

export function createPostingReader(
  database: DatabaseSync,
  files: readonly IdRange[],
): (term: string) => Postings {
  const select = database.prepare("SELECT first, list FROM postings WHERE term = ? ORDER BY first");
  const ranges = files.filter(({ first, end }) => first < end).sort((a, b) => a.first - b.first);
  const isInOrder = ranges.every(({ number }, i) => i === 0 || (ranges[i - 1]?.number ?? 0) < number);
  const kept = new Map<string, Postings>();
  let size = 0;

  function read(term: string): Postings {
    const rows = select.all(keyOf(term));
    if (rows.length === 0) return NO_POSTINGS;
    const room = rows.reduce((sum, { list }) => sum + (list as Uint8Array).length, 0);
    const passages = new Uint32Array(room);
    const weights = new Float32Array(room);
    const runs: Run[] = [];
    let count = 0;
    let at = 0;
    for (const { first, list } of rows)
      decodePostings(list as Uint8Array, Number(first), (id, weight) => {
        while (at < ranges.length && id >= (ranges[at] as IdRange).end) at += 1;
        const range = ranges[at];
        // Of a file that is no more.
        if (!range || id < range.first) return;
        if (runs.at(-1)?.file !== range) runs.push({ file: range, from: count });
        passages[count] = range.number + id - range.first;
        weights[count] = weight;
        count += 1;
      });
    const found = { passages: passages.slice(0, count), weights: weights.slice(0, count) };
    return isInOrder ? found : inOrder(found, runs);
  }

  return (term) => {
    const known = kept.get(term);
    const postings = known ?? read(term);
    kept.delete(term);
    kept.set(term, postings);
    if (!known) size += 1 + postings.passages.length;
    for (const [oldest, { passages }] of kept) {
      if (size <= MOST_KEPT) break;
      kept.delete(oldest);
      size -= 1 + passages.length;
    }
    return postings;
  };
}

/** The postings of a file, which follow one another by id as by number. */
interface Run {
  readonly file: IdRange;
  readonly from: number;
}

/** By number what is by id. */
function inOrder({ passages, weights }: Postings, runs: readonly Run[]): Postings {
  const moved = { passages: new Uint32Array(passages.length), weights: new Float32Array(weights.length) };
  const spans = runs.map(({ file, from }, i) => ({ file, from, to: runs[i + 1]?.from ?? passages.length }));
  let at = 0;
  for (const { from, to } of spans.sort((a, b) => a.file.number - b.file.number)) {
    moved.passages.set(passages.subarray(from, to), at);
    moved.weights.set(weights.subarray(from, to), at);
    at += to - from;
  }
  return moved;
}
