import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseLexicon } from "../../src/language/lexicon.ts";

describe("parseLexicon", () => {
  it("lets each word of a group stand for all the others", () => {
    const lexicon = parseLexicon("建会 组建工会、成立工会");
    expect(lexicon.variantsOf("建会")).toEqual(["组建工会", "成立工会"]);
    expect(lexicon.variantsOf("成立工会")).toEqual(["建会", "组建工会"]);
  });

  it("leads from the left of > to the right and not back", () => {
    const lexicon = parseLexicon("快递小哥 骑手 > 快递员 新就业形态劳动者");
    expect(lexicon.variantsOf("骑手")).toEqual(["快递员", "新就业形态劳动者"]);
    expect(lexicon.variantsOf("快递员")).toEqual([]);
  });

  it("passes over comments and empty lines", () => {
    const lexicon = parseLexicon("# 欠薪 讨薪\n\n   \n工资 薪酬 # 待遇\r\n");
    expect([lexicon.groupCount, lexicon.variantsOf("欠薪"), lexicon.variantsOf("工资")]).toEqual([
      1,
      [],
      ["薪酬"],
    ]);
  });

  it("has nothing for a word that it does not know", () => {
    expect(parseLexicon("").variantsOf("工会")).toEqual([]);
    expect(parseLexicon("").wordsIn("工会")).toEqual([]);
  });

  it("adds what later texts say to what earlier ones said", () => {
    const lexicon = parseLexicon("工资 薪酬", "工资 薪水\n工资 薪酬");
    expect(lexicon.variantsOf("工资")).toEqual(["薪酬", "薪水"]);
    expect(lexicon.groupCount).toBe(3);
  });

  it("never names a word as its own variant", () => {
    expect(parseLexicon("App APP 软件 > app 软件 应用").variantsOf("app")).toEqual(["软件", "应用"]);
  });

  it("keeps words folded, with their numerals in digits", () => {
    const lexicon = parseLexicon("五險一金 > 社会保险");
    expect(lexicon.variantsOf("5险1金")).toEqual(["社会保险"]);
  });

  it("finds the longest word at each place, not overlapping", () => {
    const lexicon = parseLexicon("劳动 劳作\n劳动合同 合约\n合同 协议");
    expect(lexicon.wordsIn("劳动合同和劳动")).toEqual([
      { word: "劳动合同", start: 0, end: 4 },
      { word: "劳动", start: 5, end: 7 },
    ]);
  });
});

describe("the shipped lexicon", () => {
  const text = readFileSync(new URL("../../src/language/lexicon.zh.txt", import.meta.url), "utf8");
  const groups = text
    .split("\n")
    .map((line) => line.replace(/#.*$/, "").trim())
    .filter(Boolean);
  const wordsOf = (group: string) => group.split(/[\s、>]+/).filter(Boolean);

  it("holds at least 400 groups", () => {
    expect(parseLexicon(text).groupCount).toBeGreaterThanOrEqual(400);
    expect(parseLexicon(text).groupCount).toBe(groups.length);
  });

  it("has no word in more than six groups", () => {
    const groupsByWord = Map.groupBy(
      groups.flatMap((group) => [...new Set(wordsOf(group))]),
      (word) => word,
    );
    expect([...groupsByWord].filter(([, uses]) => uses.length > 6).map(([word]) => word)).toEqual([]);
  });

  it("has no group twice and none of a single word", () => {
    const sides = groups.map((group) =>
      group
        .split(">")
        .map((side) => wordsOf(side).sort().join(" "))
        .join(">"),
    );
    expect(sides.filter((side, i) => sides.indexOf(side) !== i)).toEqual([]);
    expect(groups.filter((group) => new Set(wordsOf(group)).size < 2)).toEqual([]);
  });

  it("has at most one arrow in a group, with words on both its sides", () => {
    const odd = groups.filter((group) => {
      const sides = group.split(">").map(wordsOf);
      return sides.length > 2 || sides.some((side) => side.length === 0);
    });
    expect(odd).toEqual([]);
  });
});
