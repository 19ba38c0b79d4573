/** Lists of postings ↔ the rows of `postings`, several a term where files were added after the first build. */

import type { DatabaseSync } from "node:sqlite";
import type { TermWeights } from "./invert.ts";
import { decodePostings, encodePostings } from "./posting-lists.ts";
import { keyOf } from "./sqlite-rows.ts";

/** A row of fewer bytes is written anew with what is added, so that rows do not become many. */
const SMALL = 2_048;

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
