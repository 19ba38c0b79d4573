/** A store and some of its files: what it tells is what a store of these files alone tells. */

import { expect, it } from "vitest";
import { partOf } from "../../src/stores/part.ts";
import type { IndexedDocument, Store } from "../../src/stores/store.ts";
import { documentOf, putting, termsOf, vectorOf } from "./documents.ts";
import { createMemoryStore } from "./memory-store.ts";

const OURS = [
  { ...documentOf("b.md", [["工会建家", "职工入会"], ["会员之家"]]), notes: ["一", "二"] },
  documentOf("d.md", [["入会率提高"]]),
];
const OTHERS = [
  documentOf("a.md", [["职工之家", "工会"]]),
  documentOf("c.md", [["入会"], ["建家入会", "会员"]]),
  { ...documentOf("e.md", [["工会入会职工"]]), notes: ["五"] },
];
const FILES = new Set(["b.md", "d.md"]);

async function storeOf(documents: readonly IndexedDocument[]): Promise<Store> {
  const store = createMemoryStore();
  await store.update(putting(documents));
  return store;
}

async function toldBy(store: Store): Promise<object> {
  const { passageCount, ...statistics } = await store.statistics();
  const terms = [...new Set([...OURS, ...OTHERS].flatMap(({ text }) => [...termsOf(text).keys()]))];
  return {
    ...{ passageCount, statistics, terms: terms.length },
    files: await store.files(),
    findings: await store.findings(),
    cases: await store.cases(),
    notes: await store.notes(),
    texts: await Promise.all(["a.md", "b.md", "c.md", "d.md"].map((file) => store.text(file))),
    passages: await store.passages([...Array(passageCount).keys()].toReversed()),
    postings: await store.postings(terms),
    nearest: [await store.nearest(vectorOf("问"), 3), await store.nearest(vectorOf("答"), 10)],
  };
}

it("tells what a store of these files alone tells", async () => {
  const part = partOf(await storeOf([...OURS, ...OTHERS]), FILES);
  const told = await toldBy(part);
  expect(told).toEqual(await toldBy(await storeOf(OURS)));
  expect(told).toMatchObject({
    passageCount: 4,
    texts: [undefined, expect.any(String), undefined, expect.any(String)],
  });
});

it("is without anything where none of its files is there", async () => {
  const part = partOf(await storeOf(OTHERS), FILES);
  expect(await toldBy(part)).toMatchObject({
    passageCount: 0,
    files: [],
    cases: [],
    passages: [],
    nearest: [[], []],
  });
});

it("follows the store to another index, in which other files are none of it", async () => {
  const store = await storeOf([...OURS, ...OTHERS]);
  const part = partOf(store, FILES);
  const before = await part.cases();
  expect(await part.cases()).toBe(before);
  await store.update(putting([documentOf("b.md", [["另一篇"]]), documentOf("bb.md", [["新来的"]])]));
  expect(await part.cases()).not.toBe(before);
  expect(await toldBy(part)).toEqual(
    await toldBy(await storeOf([documentOf("b.md", [["另一篇"]]), ...OURS.slice(1)])),
  );
});

it("is read alone, and passages that it has not are refused", async () => {
  const part = partOf(await storeOf([...OURS, ...OTHERS]), FILES);
  await expect(part.passages([4])).rejects.toThrow("expected a number from 0 to");
  await expect(part.update(putting([]))).rejects.toThrow("read alone");
});
