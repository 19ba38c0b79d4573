import { describe, expect, it } from "vitest";
import { spelledSyllables, syllableOf, syllablesOf } from "../../src/language/pinyin.ts";

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

describe("spelledSyllables", () => {
  it("parts letters into the syllables of a word typed in pinyin", () => {
    expect(["gonghui", "zhounian", "nvgong", "zhigongzhijia"].map(spelledSyllables)).toEqual([
      ["gong", "hui"],
      ["zhou", "nian"],
      ["nv", "gong"],
      ["zhi", "gong", "zhi", "jia"],
    ]);
  });

  it("takes the longest syllable that leaves syllables behind it", () => {
    expect(["fangan", "anquan", "nengren"].map(spelledSyllables)).toEqual([
      ["fang", "an"],
      ["an", "quan"],
      ["neng", "ren"],
    ]);
  });

  it("has none for a single syllable, which any short word might be", () => {
    expect(["xian", "lv", "a", ""].map(spelledSyllables)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("has none for letters that are no pinyin", () => {
    for (const other of ["blockchain", "app", "hr", "gonghuix", "GONGHUI", "gong hui", "工会"])
      expect(spelledSyllables(other)).toBeUndefined();
  });
});
