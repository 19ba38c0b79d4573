/** An index that `writer.ts` publishes again and again → which version it is. */

import { expect } from "vitest";
import { openSqliteStore } from "../../src/stores/sqlite.ts";
import { STAMP, versionDocuments } from "./documents.ts";

/** The version of every passage, text, posting and vector in the index, which must be one; 0 without an index. */
export async function versionIn(dir: string, log: (line: string) => void): Promise<number> {
  const store = await openSqliteStore({ dir, log });
  try {
    if (!(await store.stamp())) return 0;
    expect(await store.stamp()).toEqual(STAMP);
    const [first] = await store.passages([0]);
    const version = Number(first?.sentences[0]?.text.match(/\d+/)?.[0]);
    const expected = versionDocuments(version);
    const passages = expected.flatMap((document) => document.passages);
    expect(await store.passages([...passages.keys()])).toEqual(passages.map(({ passage }) => passage));
    expect(await store.cases()).toEqual(expected.flatMap(({ cases }) => cases));
    for (const { record, text } of expected) expect(await store.text(record.file)).toBe(text);
    expect((await store.statistics()).passageCount).toBe(passages.length);
    const [postings] = await store.postings(["版"]);
    expect([...(postings?.passages ?? [])]).toEqual([...passages.keys()]);
    for (const [number, { vector }] of passages.entries())
      expect((await store.nearest(vector, 1))[0]?.passage).toBe(number);
    return version;
  } finally {
    await store.close();
  }
}
