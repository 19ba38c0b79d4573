/** The passages that hold a term, with their weights ↔ bytes: the gaps between ascending ids, each with a bit for the weight 1; and these in the rows of `postings`, several a term where files were added after the first build. */

import type { DatabaseSync } from "node:sqlite";
import { keyOf } from "./sqlite-rows.ts";
import type { TermWeights } from "./term-buffer.ts";

/** A weight that is a whole number of halves up to here takes one byte, any other five. */
const MOST_HALVES = 255;

/** Gaps are counted from `base`, which is at most the first id. */
export function encodePostings({ ids, weights }: TermWeights, base: number): Uint8Array {
  const bytes = new Uint8Array(ids.length * 10);
  const view = new DataView(bytes.buffer);
  let at = 0;
  let before = base;
  for (let i = 0; i < ids.length; i += 1) {
    const id = ids[i] as number;
    const weight = weights[i] as number;
    let left = (id - before) * 2 + (weight === 1 ? 0 : 1);
    before = id;
    while (left >= 128) {
      bytes[at] = (left % 128) + 128;
      left = Math.floor(left / 128);
      at += 1;
    }
    bytes[at] = left;
    at += 1;
    if (weight === 1) continue;
    const halves = weight * 2;
    const isShort = Number.isInteger(halves) && halves <= MOST_HALVES;
    bytes[at] = isShort ? halves : 0;
    at += 1;
    if (isShort) continue;
    view.setFloat32(at, weight, true);
    at += 4;
  }
  return bytes.slice(0, at);
}

/** Calls `take` for each posting in ascending order of id. */
export function decodePostings(
  bytes: Uint8Array,
  base: number,
  take: (id: number, weight: number) => void,
): void {
  let at = 0;
  let id = base;
  while (at < bytes.length) {
    let byte = bytes[at] as number;
    at += 1;
    let value = byte & 127;
    for (let scale = 128; byte >= 128; scale *= 128) {
      byte = bytes[at] as number;
      at += 1;
      value += (byte & 127) * scale;
    }
    const isOne = value % 2 === 0;
    id += (value - (isOne ? 0 : 1)) / 2;
    if (isOne) {
      take(id, 1);
      continue;
    }
    const halves = bytes[at] as number;
    at += 1;
    if (halves > 0) take(id, halves / 2);
    else {
      take(id, new DataView(bytes.buffer, bytes.byteOffset + at, 4).getFloat32(0, true));
      at += 4;
    }
  }
}

/** A row of fewer bytes is written anew with what is added, so that rows do not become many. */
const SMALL = 512;

/** The ids are above all that are there. */
export function appendPostings(
  database: DatabaseSync,
  lists: Iterable<readonly [string, TermWeights]>,
): void {
  const isFirst = database.prepare("SELECT 1 FROM postings LIMIT 1").get() === undefined;
  const findLast = database.prepare(
    "SELECT first, list FROM postings WHERE term = ? ORDER BY first DESC LIMIT 1",
  );
  const put = database.prepare("INSERT OR REPLACE INTO postings (term, first, list) VALUES (?, ?, ?)");
  for (const [term, added] of lists) {
    const key = keyOf(term);
    const last = isFirst ? undefined : findLast.get(key);
    const list = last?.list as Uint8Array | undefined;
    const [first = 0] = added.ids;
    if (list && list.length < SMALL) {
      let end = Number(last?.first);
      decodePostings(list, end, (id) => {
        end = id;
      });
      put.run(key, Number(last?.first), Buffer.concat([list, encodePostings(added, end)]));
    } else put.run(key, first, encodePostings(added, first));
  }
}

/** Leaves out the passages of files that are no more. */
export function dropGone(database: DatabaseSync): void {
  const files = database
    .prepare("SELECT first, length(places) / 8 AS count FROM files ORDER BY first")
    .all()
    .map((row) => ({ first: Number(row.first), end: Number(row.first) + Number(row.count) }));
  const drop = database.prepare("DELETE FROM postings WHERE term = ? AND first = ?");
  const put = database.prepare("INSERT INTO postings (term, first, list) VALUES (?, ?, ?)");
  const rows = database.prepare("SELECT term, first, list FROM postings");
  for (const { term, first, list } of rows.all() as unknown as PostingRow[]) {
    const ids: number[] = [];
    const weights: number[] = [];
    let at = 0;
    decodePostings(list, first, (id, weight) => {
      while (at < files.length && id >= (files[at]?.end ?? 0)) at += 1;
      if (id < (files[at]?.first ?? Number.POSITIVE_INFINITY)) return;
      ids.push(id);
      weights.push(weight);
    });
    const [start] = ids;
    drop.run(term, first);
    if (start === undefined) continue;
    put.run(
      term,
      start,
      encodePostings({ ids: Uint32Array.from(ids), weights: Float32Array.from(weights) }, start),
    );
  }
}

interface PostingRow {
  readonly term: string | Uint8Array;
  readonly first: number;
  readonly list: Uint8Array;
}
