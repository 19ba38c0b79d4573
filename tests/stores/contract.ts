/** What every store keeps to. */

import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { IndexedDocument, Store } from "../../src/stores/store.ts";
import { tries } from "../full.ts";
import { DIMENSIONS, documentOf, putting, STAMP, termsOf, vectorOf } from "./documents.ts";
import { createMemoryStore } from "./memory-store.ts";

/** Somewhere an index can be; each call of `open` gives another store on it. */
export interface Place {
  open(): Promise<Store>;
  remove(): Promise<void>;
}

export interface StoreKind {
  createPlace(): Promise<Place>;
  /** Why two stores cannot see one index, where they cannot. */
  readonly notShared?: string;
}

/** In code units U+1D400 comes before U+FF21, in code points and in UTF-8 after it. */
const ASTRAL_FILE = "\u{1D400}.md";
const WIDE_FILE = "\uFF21.md";

export function describeStore(name: string, kind: StoreKind): void {
  describe(name, () => {
    let place: Place;
    let store: Store;
    let opened: Store[];

    beforeEach(async () => {
      place = await kind.createPlace();
      opened = [];
      store = await openAnother();
    });

    afterEach(async () => {
      await Promise.all(opened.map((each) => each.close()));
      await place.remove();
    });

    async function openAnother(): Promise<Store> {
      const another = await place.open();
      opened.push(another);
      return another;
    }

    it("answers from an empty index before anything was published", async () => {
      expect(await store.stamp()).toBeUndefined();
      expect(await store.files()).toEqual([]);
      expect(await store.findings()).toEqual([]);
      expect(await store.cases()).toEqual([]);
      expect(await store.text("a.md")).toBeUndefined();
      expect(await store.statistics()).toEqual({
        passageCount: 0,
        lengths: new Float32Array(0),
        caseOrdinals: new Uint32Array(0),
      });
      expect(await postings(store, ["工"])).toEqual([{ passages: [], weights: [] }]);
      expect(await store.nearest(vectorOf("问"), 3)).toEqual([]);
      expect(await store.refresh()).toBe(false);
      await expect(store.passages([0])).rejects.toThrow(
        new RangeError("passage 0: the index holds no passages"),
      );
    });

    it("gives back the stamp, files, texts, cases and findings it was given", async () => {
      const b = documentOf("b.md", [["乙一", "乙二"]]);
      const a = documentOf("a.md", [["甲一"], ["甲二"]]);
      await store.update(putting([b, a]));
      expect(await store.stamp()).toEqual(STAMP);
      expect(await store.files()).toEqual([a.record, b.record]);
      expect(await store.text("b.md")).toBe("乙一\n乙二");
      expect(await store.text("c.md")).toBeUndefined();
      expect(await store.cases()).toEqual([...a.cases, ...b.cases]);
      expect((await store.findings()).map(({ file, line }) => `${file}:${line}`)).toEqual([
        "a.md:2",
        "a.md:9",
        "b.md:2",
        "b.md:9",
      ]);
    });

    it("gives back what was put as notes of each case, null where nothing was", async () => {
      const b = { ...documentOf("b.md", [["乙"]]), notes: [{ names: ["乙"] }] };
      const c = { ...documentOf("c.md", [["丙一"], ["丙二"]]), notes: ["丙", ["\uD83D"]] };
      await store.update(putting([c, documentOf("a.md", [["甲"]]), b]));
      expect(await store.notes()).toEqual([null, { names: ["乙"] }, "丙", ["\uD83D"]]);
      await store.update(putting([documentOf("d.md", [["丁"]])], { remove: ["b.md"] }));
      expect(await store.notes()).toEqual([null, "丙", ["\uD83D"], null]);
    });

    it("gives the same array of cases until the index is another one", async () => {
      const none = await store.cases();
      expect(await store.cases()).toBe(none);
      await store.update(putting([documentOf("a.md", [["甲"]])]));
      const cases = await store.cases();
      expect(cases).not.toBe(none);
      expect(await store.cases()).toBe(cases);
      await store.update(putting([documentOf("a.md", [["甲"]])]));
      expect(await store.cases()).not.toBe(cases);
    });

    it("publishes an index without documents", async () => {
      await store.update(putting([]));
      expect(await store.stamp()).toEqual(STAMP);
      expect((await store.statistics()).passageCount).toBe(0);
      expect(await store.nearest(vectorOf("问"), 3)).toEqual([]);
    });

    it("numbers passages by file, case and place, whatever the order they came in", async () => {
      const shuffled = documentOf("b.md", [["乙一", "乙二"], ["乙三"]]);
      const [first, second, third] = shuffled.passages;
      if (!first || !second || !third) throw new Error("expected three passages");
      await store.update(putting([documentOf("c.md", [["丙一"]])]));
      await store.update(putting([{ ...shuffled, passages: [third, first, second] }]));
      await store.update(putting([documentOf("a.md", [[], ["甲一"]])]));
      expect(await texts(store)).toEqual(["甲一", "乙一", "乙二", "乙三", "丙一"]);
      const { lengths, caseOrdinals, passageCount } = await store.statistics();
      expect(passageCount).toBe(5);
      expect([...lengths]).toEqual([2, 2, 2, 2, 2]);
      expect([...caseOrdinals]).toEqual([1, 2, 2, 3, 4]);
    });

    it("sorts files by code unit", async () => {
      await store.update(putting([documentOf(WIDE_FILE, [["全角"]]), documentOf(ASTRAL_FILE, [["数学"]])]));
      expect((await store.files()).map(({ file }) => file)).toEqual([ASTRAL_FILE, WIDE_FILE]);
      expect(await texts(store)).toEqual(["数学", "全角"]);
    });

    it("gives passages in the order asked, as often as asked", async () => {
      const { passages } = documentOf("a.md", [["一", "二", "三"]]);
      await store.update(putting([documentOf("a.md", [["一", "二", "三"]])]));
      expect(await store.passages([2, 0, 2])).toEqual([2, 0, 2].map((number) => passages[number]?.passage));
      expect(await store.passages([])).toEqual([]);
    });

    it.each([3, -1, 0.5, Number.NaN])("rejects passage %s of three", async (number) => {
      await store.update(putting([documentOf("a.md", [["一", "二", "三"]])]));
      await expect(store.passages([0, number])).rejects.toThrow(
        new RangeError(`passage ${number}: expected a number from 0 to 2`),
      );
    });

    it("finds the passages of each term asked, in ascending order, and none for an unknown one", async () => {
      await store.update(
        putting([documentOf("b.md", [["工会会员"]]), documentOf("a.md", [["会", "工工工"]])]),
      );
      expect(await postings(store, ["会", "无", "工", "会"])).toEqual([
        { passages: [0, 2], weights: [1, 2] },
        { passages: [], weights: [] },
        { passages: [1, 2], weights: [3, 1] },
        { passages: [0, 2], weights: [1, 2] },
      ]);
      expect(await store.postings([])).toEqual([]);
    });

    it("keeps postings right through replacing and removing", async () => {
      const corpus = new Map<string, IndexedDocument>();
      const put = async (documents: readonly IndexedDocument[], remove: readonly string[]) => {
        for (const file of remove) corpus.delete(file);
        for (const document of documents) corpus.set(document.record.file, document);
        await store.update(putting(documents, { remove }));
      };
      await put([documentOf("a.md", [["甲乙", "丙丁"]]), documentOf("b.md", [["乙丙"]])], []);
      await put([documentOf("c.md", [["丁甲"], ["戊"]])], ["a.md", "nowhere.md"]);
      await put([documentOf("a.md", [["甲戊戊"]]), documentOf("b.md", [["丙", "己"]])], ["b.md"]);
      await put([documentOf("c.md", [["庚甲"]])], ["c.md"]);

      const expected = [...corpus.values()]
        .sort((a, b) => (a.record.file < b.record.file ? -1 : 1))
        .flatMap(({ passages }) => passages);
      expect(await texts(store)).toEqual(expected.map(({ passage }) => passage.sentences[0]?.text));
      for (const term of termsOf("甲乙丙丁戊己庚").keys()) {
        const holders = [...expected.entries()].filter(([, { terms }]) => terms.has(term));
        expect(await postings(store, [term]), term).toEqual([
          {
            passages: holders.map(([number]) => number),
            weights: holders.map(([, { terms }]) => terms.get(term)),
          },
        ]);
      }
    });

    it("replaces a file that is put again though it was not removed", async () => {
      await store.update(putting([documentOf("a.md", [["旧文"]])]));
      await store.update(putting([documentOf("a.md", [["新文"]])]));
      expect(await texts(store)).toEqual(["新文"]);
      expect(await store.text("a.md")).toBe("新文");
      expect((await store.files()).length).toBe(1);
    });

    it("drops everything first where the change says so", async () => {
      await store.update(putting([documentOf("a.md", [["旧文"]])]));
      const stamp = { ...STAMP, embedder: "test-8-b" };
      await store.update(putting([documentOf("b.md", [["新文"]])], { clear: true, stamp }));
      expect(await store.stamp()).toEqual(stamp);
      expect(await texts(store)).toEqual(["新文"]);
      expect(await store.text("a.md")).toBeUndefined();
      expect(await postings(store, ["旧"])).toEqual([{ passages: [], weights: [] }]);
    });

    it("rejects a change made with another embedder unless it drops everything", async () => {
      await store.update(putting([documentOf("a.md", [["旧文"]])]));
      const stamp = { ...STAMP, embedder: "test-8-b" };
      await expect(store.update(putting([documentOf("b.md", [["新文"]])], { stamp }))).rejects.toThrow(
        "index: expected a change made like the index before it (format 1, test-8, 8 dimensions), " +
          "found format 1, test-8-b, 8 dimensions; rebuild the whole index",
      );
      expect(await texts(store)).toEqual(["旧文"]);
    });

    it("takes documents as they are made", async () => {
      await store.update(
        putting(
          (async function* () {
            for (const file of ["b.md", "a.md"]) {
              await setImmediate();
              yield documentOf(file, [[file]]);
            }
          })(),
        ),
      );
      expect(await texts(store)).toEqual(["a.md", "b.md"]);
    });

    it("answers from the index before while an update runs", async () => {
      await store.update(putting([documentOf("a.md", [["旧文"]])]));
      const seen: (readonly string[])[] = [];
      await store.update(
        putting(
          (async function* () {
            yield documentOf("a.md", [["新文"]]);
            seen.push(await texts(store));
            yield documentOf("b.md", [["又一"]]);
            seen.push(await texts(store));
          })(),
          { remove: ["a.md"] },
        ),
      );
      expect(seen).toEqual([["旧文"], ["旧文"]]);
      expect(await texts(store)).toEqual(["新文", "又一"]);
    });

    it("keeps the index before when the documents end in an error", async () => {
      await store.update(putting([documentOf("a.md", [["旧文"]])]));
      const failing = putting(
        (function* () {
          yield documentOf("a.md", [["新文"]]);
          yield documentOf("b.md", [["又一"]]);
          throw new Error("b.md:3: cannot be read");
        })(),
        { clear: true },
      );
      await expect(store.update(failing)).rejects.toThrow(new Error("b.md:3: cannot be read"));
      expect(await texts(store)).toEqual(["旧文"]);
      expect(await postings(store, ["旧", "新"])).toEqual([
        { passages: [0], weights: [1] },
        { passages: [], weights: [] },
      ]);
      await store.update(putting([documentOf("a.md", [["新文"]])]));
      expect(await texts(store)).toEqual(["新文"]);
    });

    it.each<[string, (passage: IndexedDocument["passages"][number]) => object, string]>([
      [
        "a vector of another length",
        () => ({ vector: vectorOf("短", 7) }),
        "a.md: passage a#1/1.0: expected a vector of 8 numbers, found 7",
      ],
      [
        "a vector that holds no number",
        ({ vector }) => ({ vector: vector.with(3, Number.NaN) }),
        "a.md: passage a#1/1.0: expected a vector of finite numbers, found NaN",
      ],
      [
        "a vector that is not of unit length",
        () => ({ vector: new Float32Array(DIMENSIONS).fill(1) }),
        "a.md: passage a#1/1.0: expected a vector of unit length, found length 2.8284",
      ],
      [
        "a weight of nought",
        () => ({ terms: new Map([["工", 0]]) }),
        'a.md: passage a#1/1.0: expected a finite weight above 0 for the term "工", found 0',
      ],
      [
        "a length below nought",
        () => ({ length: -1 }),
        "a.md: passage a#1/1.0: expected a finite length of 0 or more, found -1",
      ],
      [
        "a range beyond the text",
        ({ passage }) => ({ passage: { ...passage, end: 6 } }),
        "a.md: passage a#1/1.0: expected a range within 0 to 5, found 3 to 6",
      ],
      [
        "a passage of another file",
        ({ passage }) => ({ passage: { ...passage, file: "b.md" } }),
        "a.md: passage a#1/1.0: expected a passage of this file, found one of b.md",
      ],
      [
        "a passage of an unknown case",
        ({ passage }) => ({ passage: { ...passage, caseId: "a#2" } }),
        "a.md: passage a#1/1.0: expected a case of this file, found case a#2",
      ],
    ])("keeps the index before when it is given %s", async (_, spoil, message) => {
      await store.update(putting([documentOf("a.md", [["旧文"]])]));
      const document = documentOf("a.md", [["第一", "第二"]]);
      const [first, second] = document.passages;
      if (!first || !second) throw new Error("expected two passages");
      const spoilt = { ...document, passages: [first, { ...second, ...spoil(second) }] };
      await expect(store.update(putting([spoilt]))).rejects.toThrow(new Error(message));
      expect(await texts(store)).toEqual(["旧文"]);
    });

    it("finds the same nearest passages as comparing with each one", async () => {
      const names = Array.from({ length: 200 }, (_, number) => `第${number}段`);
      await store.update(putting([documentOf("a.md", [names])]));
      for (const question of ["甲", "乙", "丙"]) {
        const vector = vectorOf(question);
        const expected = names
          .map((text, passage) => ({ passage, score: cosine(vector, vectorOf(text)) }))
          .sort((a, b) => b.score - a.score || a.passage - b.passage);
        const found = await store.nearest(vector, 10);
        expect(found.map(({ passage }) => passage)).toEqual(
          expected.slice(0, 10).map(({ passage }) => passage),
        );
        for (const [rank, { score }] of found.entries())
          expect(score).toBeCloseTo(expected[rank]?.score ?? 2, 5);
        expect((await store.nearest(vector, 1_000)).length).toBe(200);
      }
      expect(await store.nearest(vectorOf("甲"), 0)).toEqual([]);
    });

    it("puts equally near passages in order of number", async () => {
      const document = documentOf("a.md", [["一", "二", "三", "四"]]);
      const vector = vectorOf("同");
      const passages = document.passages.map((passage, number) => ({
        ...passage,
        vector: number === 1 ? new Float32Array(DIMENSIONS) : vector,
      }));
      await store.update(putting([{ ...document, passages }]));
      const numbersOf = async (limit: number) =>
        (await store.nearest(vector, limit)).map(({ passage }) => passage);
      expect(await numbersOf(2)).toEqual([0, 2]);
      expect(await numbersOf(4)).toEqual([0, 2, 3, 1]);
      const scores = (await store.nearest(vector, 4)).map(({ score }) => score);
      expect(scores[0]).toBeCloseTo(1, 6);
      expect(scores[3]).toBe(0);
    });

    it("keeps the first of equally near passages when a nearer one comes after them", async () => {
      const document = documentOf("a.md", [Array.from("一二三四五六七八")]);
      const passages = document.passages.map((passage, number) => ({
        ...passage,
        vector: vectorOf(number < 6 ? "远" : "近"),
      }));
      await store.update(putting([{ ...document, passages }]));
      for (const [limit, expected] of [
        [3, [6, 7, 0]],
        [4, [6, 7, 0, 1]],
        [5, [6, 7, 0, 1, 2]],
      ] as const) {
        const found = await store.nearest(vectorOf("近"), limit);
        expect(found.map(({ passage }) => passage)).toEqual(expected);
      }
    });

    it("finds nothing near a zero vector", async () => {
      await store.update(putting([documentOf("a.md", [["一"]])]));
      expect(await store.nearest(new Float32Array(DIMENSIONS), 5)).toEqual([]);
    });

    it("rejects a question that cannot be compared", async () => {
      await store.update(putting([documentOf("a.md", [["一"]])]));
      await expect(store.nearest(vectorOf("短", 7), 5)).rejects.toThrow(
        new Error("nearest passages: expected a vector of 8 numbers, found 7"),
      );
      await expect(store.nearest(vectorOf("问").with(0, Number.POSITIVE_INFINITY), 5)).rejects.toThrow(
        new Error("nearest passages: expected a vector of finite numbers, found Infinity"),
      );
      await expect(store.nearest(vectorOf("问"), -1)).rejects.toThrow(
        new RangeError("nearest passages: expected a limit that is a whole number of 0 or more, found -1"),
      );
    });

    it("keeps the vectors it was given when the caller goes on to use its arrays", async () => {
      const document = documentOf("a.md", [["一", "二"]]);
      await store.update(putting([document]));
      for (const { vector } of document.passages) vector.fill(0);
      await store.update(putting([documentOf("b.md", [["三"]])]));
      expect((await store.nearest(vectorOf("二"), 1))[0]?.passage).toBe(1);
    });

    it("keeps every character: astral, composed, NUL, byte order mark and lone surrogates", async () => {
      const text = "\uFEFF𠮷野家\u0000 e\u0301\r\n\uD83D尾\uDE00";
      const document = documentOf("a.md", [[text, "\uD83D", "\uDE00\uFFFD"]]);
      await store.update(putting([document]));
      expect(await store.text("a.md")).toBe(document.text);
      expect(await store.passages([0, 1, 2])).toEqual(document.passages.map(({ passage }) => passage));
      expect(await postings(store, ["𠮷", "\uD83D", "\uDE00", "\uFFFD", "\u0000"])).toEqual([
        { passages: [0], weights: [1] },
        { passages: [0, 1], weights: [1, 1] },
        { passages: [0, 2], weights: [1, 1] },
        { passages: [2], weights: [1] },
        { passages: [0], weights: [1] },
      ]);
    });

    it("answers like the memory store after any sequence of changes", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyChange(), { maxLength: 6 }), async (changes) => {
          const model = createMemoryStore();
          await store.update(putting([], { clear: true }));
          await model.update(putting([], { clear: true }));
          for (const { put, ...change } of changes) {
            const documents = put.map(({ file, cases }) => documentOf(file, cases));
            await store.update(putting(documents, change));
            await model.update(putting(documents, change));
          }
          expect(await everything(store)).toEqual(await everything(model));
        }),
        { numRuns: tries(40), seed: 20_241 },
      );
    });

    it("applies two updates at once one after the other", async () => {
      await store.update(putting([documentOf("a.md", [["甲"]])]));
      await Promise.all([
        store.update(putting([documentOf("b.md", [["乙"]])])),
        store.update(putting([documentOf("c.md", [["丙"]])])),
      ]);
      expect(await texts(store)).toEqual(["甲", "乙", "丙"]);
    });

    const notShared = kind.notShared === undefined ? "" : ` (skipped: ${kind.notShared})`;
    describe.skipIf(kind.notShared !== undefined)(`two stores on one place${notShared}`, () => {
      it("keeps answering from the old index until it is told to refresh", async () => {
        const other = await openAnother();
        await store.update(putting([documentOf("a.md", [["旧文", "旧事"]])]));
        expect(await other.refresh()).toBe(true);
        expect(await texts(other)).toEqual(["旧文", "旧事"]);
        await store.update(putting([documentOf("a.md", [["新文"]])]));
        expect(await texts(other)).toEqual(["旧文", "旧事"]);
        expect(await postings(other, ["旧", "新"])).toEqual([
          { passages: [0, 1], weights: [1, 1] },
          { passages: [], weights: [] },
        ]);
        expect((await other.nearest(vectorOf("旧事"), 1))[0]?.passage).toBe(1);
        expect(await other.refresh()).toBe(true);
        expect(await other.refresh()).toBe(false);
        expect(await texts(other)).toEqual(["新文"]);
        expect(await postings(other, ["旧", "新"])).toEqual([
          { passages: [], weights: [] },
          { passages: [0], weights: [1] },
        ]);
        expect((await other.nearest(vectorOf("旧事"), 9)).map(({ passage }) => passage)).toEqual([0]);
      });

      it("does not take its own update for another's", async () => {
        await store.update(putting([documentOf("a.md", [["甲"]])]));
        expect(await store.refresh()).toBe(false);
      });

      it("adds to what the other published", async () => {
        const other = await openAnother();
        await store.update(putting([documentOf("a.md", [["甲"]])]));
        await other.update(putting([documentOf("b.md", [["乙"]])]));
        expect(await texts(other)).toEqual(["甲", "乙"]);
      });

      it("finds what was published when it is opened", async () => {
        await store.update(putting([documentOf("a.md", [["甲"]])]));
        const later = await openAnother();
        expect(await later.stamp()).toEqual(STAMP);
        expect(await texts(later)).toEqual(["甲"]);
      });
    });
  });
}

function anyChange() {
  const file = fc.constantFrom("a.md", "b/c.md", "丙.md", WIDE_FILE, ASTRAL_FILE);
  const text = fc.string({
    unit: fc.constantFrom("工", "会", "\u{1F600}", "\uD83D", "\n", "A", "0"),
    maxLength: 4,
  });
  const cases = fc.array(fc.array(text, { maxLength: 3 }), { maxLength: 3 });
  return fc.record({
    clear: fc.integer({ min: 0, max: 4 }).map((die) => die === 0),
    remove: fc.array(file, { maxLength: 2 }),
    put: fc.uniqueArray(fc.record({ file, cases }), { maxLength: 3, selector: (document) => document.file }),
  });
}

async function everything(store: Store) {
  const files = await store.files();
  const statistics = await store.statistics();
  const numbers = Array.from({ length: statistics.passageCount }, (_, number) => number);
  return {
    files,
    statistics,
    findings: await store.findings(),
    cases: await store.cases(),
    notes: await store.notes(),
    texts: await Promise.all(files.map(({ file }) => store.text(file))),
    passages: await store.passages(numbers),
    postings: await postings(store, ["工", "会", "\u{1F600}", "\uD83D", "\n", "A", "0"]),
    nearest: await store.nearest(vectorOf("工会"), 5),
  };
}

/** The first sentence of every passage, by number. */
async function texts(store: Store): Promise<readonly string[]> {
  const { passageCount } = await store.statistics();
  const passages = await store.passages(Array.from({ length: passageCount }, (_, number) => number));
  return passages.map(({ sentences }) => sentences[0]?.text ?? "");
}

async function postings(store: Store, terms: readonly string[]) {
  return (await store.postings(terms)).map(({ passages, weights }) => ({
    passages: [...passages],
    weights: [...weights],
  }));
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? Number.NaN), 0);
}
