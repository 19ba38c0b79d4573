import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutWords, isUsualWord, isWord, kindOf, partsOf } from "../../src/language/dictionary.ts";
import { laneOf, soundsOf, spelledSounds, termsOf } from "../../src/search/terms.ts";
import { realSentences } from "./real-sentences.ts";

describe("termsOf", () => {
  it("makes terms of four lanes: pairs, dictionary words, single characters and pairs of sounds", () => {
    expect(termsOf("工会驿站")).toEqual({
      length: 4,
      terms: new Map([
        ["工会", 1],
        ["会驿", 1],
        ["驿站", 1],
        ["w:工会", 1],
        ["w:驿站", 1],
        ["s:工", 1],
        ["s:会", 1],
        ["s:驿", 1],
        ["s:站", 1],
        ["p:gong hui", 1],
        ["p:hui yi", 1],
        ["p:yi zhan", 1],
      ]),
    });
  });

  it("counts how often a term occurs", () => {
    const { terms, length } = termsOf("工会、工会");
    expect([terms.get("工会"), terms.get("w:工会"), terms.get("s:会"), length]).toEqual([2, 2, 2, 4]);
  });

  it("never pairs characters across punctuation", () => {
    const signs = fc.constantFrom(..."，。、；：？！,.;:?!…—-·/|*#");
    fc.assert(
      fc.property(fc.constantFrom(...realSentences()), signs, (sentence, sign) => {
        const [before, after] = [sentence.slice(0, 7), sentence.slice(7)];
        // 3.5 and 1,500 are numbers.
        fc.pre(!/\d$/.test(before) || !/^\d/.test(after));
        const together = pairsOf(`${before}${sign}${after}`);
        expect(together).toEqual(new Set([...pairsOf(before), ...pairsOf(after)]));
      }),
    );
  });

  it("does not let quotation marks, brackets and blanks part what they stand between", () => {
    for (const marked of [
      "“小三级”工会",
      "「小三级」工会",
      "(小三级)工会",
      "《小三级》工会",
      "小 三 级 工会",
    ]) {
      expect(pairsOf(marked)).toEqual(pairsOf("小三级工会"));
    }
  });

  it("takes the figures of adjacent cells and rows for numbers of their own", () => {
    const numbers = (text: string) =>
      [...termsOf(text).terms.keys()].filter((term) => /^s:[\d.%]+$/.test(term));
    expect(numbers("2024\t3,480\t99.5%\t3\n2025\t3,832")).toEqual([
      "s:2024",
      "s:3480",
      "s:99.5%",
      "s:3",
      "s:2025",
      "s:3832",
    ]);
    expect(numbers("2024 年 1 2")).toEqual(["s:2024", "s:12"]);
  });

  it("takes a number with decimals and percent sign as one unit", () => {
    expect(pairsOf("下降17.24%，建会")).toEqual(new Set(["下降", "降17.24%", "建会"]));
    expect(termsOf("17.24%")).toEqual({
      length: 1,
      terms: new Map([
        ["s:17.24%", 1],
        ["w:17.24%", 1],
      ]),
    });
  });

  it("takes a Latin word as one unit, whatever its case", () => {
    expect(pairsOf("工惠ＡＰＰ")).toEqual(new Set(["工惠", "惠app"]));
  });

  it("gives numerals and digits the same terms", () => {
    expect(pairsOf("三千余家")).toEqual(pairsOf("3000余家"));
    expect(pairsOf("“三模式”促“三变革”")).toEqual(pairsOf("3模式促3变革"));
  });

  it("gives no terms for what is neither letter nor digit", () => {
    for (const text of ["", " \n\t", "，。！？——", "\u0000\u0007\u200b", "🚀🎉"]) {
      expect(termsOf(text)).toEqual({ terms: new Map(), length: 0 });
    }
  });

  it("takes a line of one megabyte", () => {
    const line = "工会驿站服务职工".repeat(43_691);
    const { terms, length } = termsOf(line);
    expect(length).toBe(349_528);
    expect(terms.get("驿站")).toBe(43_691);
  });

  it("takes a megabyte of control characters and of one repeated character", () => {
    expect(termsOf("\u0001".repeat(1_000_000)).length).toBe(0);
    expect(termsOf("a".repeat(1_000_000)).terms).toEqual(
      new Map([
        [`s:${"a".repeat(1_000_000)}`, 1],
        [`w:${"a".repeat(1_000_000)}`, 1],
      ]),
    );
  });
});

describe("cutWords", () => {
  it("covers the text whole", () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...realSentences()), fc.string({ unit: "grapheme" })), (text) => {
        expect(cutWords(text).join("")).toBe(text);
      }),
    );
  });
});

describe("isWord", () => {
  it("knows the words of the dictionary, not those guessed from characters", () => {
    expect(["工会", "劳动合同", "驿站"].map(isWord)).toEqual([true, true, true]);
    expect(["京阳区", "园通", "工会驿站"].map(isWord)).toEqual([false, false, false]);
  });
});

describe("soundsOf", () => {
  it("gives each pair the term that stands in for it by its sound", () => {
    expect(soundsOf("马横昌，19.8")).toEqual(
      new Map([
        ["马横", "p:ma heng"],
        ["横昌", "p:heng chang"],
      ]),
    );
  });

  it("gives the same sounds for homophones", () => {
    expect([...soundsOf("元通速递").values()]).toEqual([...soundsOf("圆通速递").values()]);
  });
});

describe("isUsualWord", () => {
  it("knows words that people write on purpose, not the rare entries of the dictionary nor what is no word", () => {
    expect(["驿站", "立刻", "公会"].map(isUsualWord)).toEqual([true, true, true]);
    expect(["上垒", "上坪"].map(isWord)).toEqual([true, true]);
    expect(["上垒", "上坪", "园通", "工会驿站", "", "工\n"].map(isUsualWord)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("kindOf", () => {
  it("tells names of things from those of actions and from everything else", () => {
    expect(["宿舍", "彩票", "wifi"].map(kindOf)).toEqual(["noun", "noun", "noun"]);
    expect(["追讨", "打假"].map(kindOf)).toEqual(["verb", "verb"]);
    expect(["顺便", "勤快", "立刻"].map(kindOf)).toEqual(["other", "other", "other"]);
  });

  it("takes a word made of several for what its last one is", () => {
    expect(["追讨", "养老服务", "货车司机"].map(kindOf)).toEqual(["verb", "noun", "noun"]);
    expect(["帮忙追讨", "宿舍追讨"].map(kindOf)).toEqual(["verb", "verb"]);
  });

  it("takes what is no word for none", () => {
    expect(["？", "", "🚀"].map(kindOf)).toEqual(["none", "none", "none"]);
  });
});

describe("partsOf", () => {
  it("gives the words that a compound is made of, and none for a word of the dictionary itself", () => {
    expect(["货车司机", "养老服务", "驿站"].map(partsOf)).toEqual([["货车", "司机"], ["养老", "服务"], []]);
  });
});

describe("spelledSounds", () => {
  it("gives the terms of the sound lane that the typed word itself has", () => {
    expect(spelledSounds("yizhan在哪")).toEqual(["p:yi zhan"]);
    expect(spelledSounds("Ｚｈｉｇｏｎｇ的zhijia")).toEqual(["p:zhi gong", "p:zhi jia"]);
    expect(spelledSounds("zhigongzhijia")).toEqual(["p:zhi gong", "p:gong zhi", "p:zhi jia"]);
    expect(termsOf("驿站").terms.has("p:yi zhan")).toBe(true);
  });

  it("gives none for characters, for short words and for what is no pinyin", () => {
    for (const text of ["驿站", "", "app", "xian", "blockchain"]) expect(spelledSounds(text)).toEqual([]);
  });
});

describe("laneOf", () => {
  it("tells every term's lane by its prefix", () => {
    const lanes = Map.groupBy(termsOf("工会2024").terms.keys(), laneOf);
    expect(Object.fromEntries(lanes)).toEqual({
      single: ["s:工", "s:会", "s:2024"],
      pair: ["工会", "会2024"],
      sound: ["p:gong hui"],
      word: ["w:工会", "w:2024"],
    });
  });
});

function pairsOf(text: string): Set<string> {
  return new Set([...termsOf(text).terms.keys()].filter((term) => laneOf(term) === "pair"));
}
