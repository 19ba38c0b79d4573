import { expect, test } from "vitest";
import { fingerprintOf } from "../../src/corpus/fingerprint.ts";
import { parseDocument } from "../../src/corpus/parse.ts";
import { locate, type SentenceAddress } from "../../src/grounding/located.ts";

const casesOf = (file: string, text: string) => parseDocument(file, text).cases;

const FIRST = "### 海港市总工会\n#### 题目\n##### 做法\n甲事。乙事。\n(一)丙事。丁事。\n##### 成效\n戊事。\n";
const SECOND = "### 远山县总工会\n#### 题目\n##### 做法\n己事。甲事。\n";

const cases = casesOf("甲.md", `${FIRST}\n${SECOND}`);

function at(change: Partial<SentenceAddress>): SentenceAddress {
  return { caseId: "甲#1", section: "做法", item: null, first: 1, last: 1, fingerprint: null, ...change };
}

const sentence = (text: string) => fingerprintOf([{ number: 1, text, glue: "", start: 0, end: 0 }]);

function found(address: SentenceAddress, among = cases) {
  const located = locate(address, among);
  return (
    located && [located.kind, located.spot.case.id, located.spot.sentences.map(({ text }) => text).join("|")]
  );
}

test("without a mark the address is taken at its word", () => {
  expect(found(at({}))).toEqual(["here", "甲#1", "甲事。"]);
  expect(found(at({ item: "(一)", first: 2, last: 2 }))).toEqual(["here", "甲#1", "丁事。"]);
  expect(found(at({ first: 1, last: 2 }))).toEqual(["here", "甲#1", "甲事。|乙事。"]);
});

test("words that stand at the address are there, wherever else they stand", () => {
  expect(found(at({ caseId: "甲#2", first: 2, last: 2, fingerprint: sentence("甲事。") }))).toEqual([
    "here",
    "甲#2",
    "甲事。",
  ]);
});

test("words that stand elsewhere moved, the same document before others", () => {
  const others = [...casesOf("乙.md", SECOND), ...cases];
  expect(found(at({ fingerprint: sentence("己事。") }), others)).toEqual(["moved", "甲#2", "己事。"]);
  expect(found(at({ caseId: "丙#1", fingerprint: sentence("戊事。") }), others)).toEqual([
    "moved",
    "甲#1",
    "戊事。",
  ]);
});

test("words that stand nowhere were changed, or are gone with their place", () => {
  expect(found(at({ fingerprint: "00000000" }))).toEqual(["changed", "甲#1", "甲事。"]);
  expect(found(at({ first: 9, last: 9, fingerprint: "00000000" }))).toBeUndefined();
  expect(found(at({ caseId: "丙#1" }))).toBeUndefined();
  expect(found(at({ first: 2, last: 3 }))).toBeUndefined();
});

test("a paragraph that is wrapped anew keeps its mark", () => {
  expect(sentence("配备 first\naid 急救箱。")).toBe(sentence("配备 first aid\n急救箱。"));
  expect(sentence("配备急救箱。")).not.toBe(sentence("配备急救箱"));
});
