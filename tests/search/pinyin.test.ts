import { describe, expect, it } from "vitest";
import { syllableOf, syllablesOf } from "../../src/search/pinyin.ts";

describe("syllableOf", () => {
  it("reads one character without its tone", () => {
    expect([..."圆通旌阳襄女"].map(syllableOf)).toEqual(["yuan", "tong", "jing", "yang", "xiang", "nv"]);
  });

  it("reads homophones alike", () => {
    for (const [one, other] of ["圆元", "齐奇", "州洲", "盐延", "镇针"].map((pair) => [...pair])) {
      expect(syllableOf(one ?? "")).toBe(syllableOf(other ?? ""));
    }
  });

  it("reads a character of several readings one way, so that both sides of a comparison agree", () => {
    expect(syllableOf("重")).toBe("zhong");
  });

  it("has nothing for what is no Han character", () => {
    for (const other of ["a", "3", "，", " ", "", "か", "圆通"]) expect(syllableOf(other)).toBeUndefined();
  });
});

describe("syllablesOf", () => {
  it("reads a text's characters in their context", () => {
    expect(syllablesOf("重庆市总工会")).toEqual(["chong", "qing", "shi", "zong", "gong", "hui"]);
  });

  it("passes over what is no Han character", () => {
    expect(syllablesOf("“五型”APP，3家")).toEqual(["wu", "xing", "jia"]);
  });
});
