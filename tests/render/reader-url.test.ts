/** Citations → addresses of the reader page. */

import { expect, test } from "vitest";
import { placeOfUrl, readerUrl } from "../../src/render/reader-url.ts";
import { quote } from "./samples.ts";

const CASE = { id: "2024-top-ten#2", organization: "圆通", title: "" };

test("an address names the case, the section and the sentences, with the mark of their words", () => {
  const { citation } = quote(1, "词", { case: CASE, section: "应用成效", sentences: [2, 4] });
  expect(readerUrl("https://example.org", citation)).toBe(
    "https://example.org/cases/2024-top-ten%232/%E5%BA%94%E7%94%A8%E6%88%90%E6%95%88/2-4?v=0123abcd#here",
  );
});

test("an item stands between the section and the sentence", () => {
  const { citation } = quote(1, "词", { case: CASE, section: "A", item: "(三)" });
  expect(readerUrl("https://example.org", citation)).toBe(
    "https://example.org/cases/2024-top-ten%232/A/(%E4%B8%89)/1?v=0123abcd#here",
  );
});

test("a slash within a name parts no segments", () => {
  const { citation } = quote(1, "词", { case: { ...CASE, id: "2024/甲#1" }, section: "a/b?c", item: "1/2" });
  const { pathname } = new URL(readerUrl("https://example.org", citation));
  expect(pathname.split("/").map(decodeURIComponent)).toEqual([
    "",
    "cases",
    "2024/甲#1",
    "a/b?c",
    "1/2",
    "1",
  ]);
});

test("slashes at the end of the public address are not doubled, and a path in it stays", () => {
  const { citation } = quote(1, "词", { case: CASE, section: "A" });
  expect(readerUrl("https://example.org/bot//", citation)).toBe(
    "https://example.org/bot/cases/2024-top-ten%232/A/1?v=0123abcd#here",
  );
});

test("an address is read back to the place that it was made from, and no other address is", () => {
  const base = "https://example.org/bot";
  const { citation } = quote(1, "词", { case: { ...CASE, id: "2024/甲#1" }, section: "a/b?c", item: "1/2" });
  expect(placeOfUrl(base, readerUrl(base, citation))).toEqual({
    caseId: "2024/甲#1",
    section: "a/b?c",
    item: "1/2",
  });
  expect(placeOfUrl(base, `${base}/cases/a%232?x=1`)).toEqual({ caseId: "a#2", section: null, item: null });
  for (const other of [
    "https://example.com/bot/cases/a/b/1",
    `${base}/about`,
    `${base}/cases/`,
    `${base}/cases/%`,
  ])
    expect(placeOfUrl(base, other)).toBeUndefined();
});
