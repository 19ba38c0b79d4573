import fc from "fast-check";
import { Converter } from "opencc-js/cn2t";
import { describe, expect, it } from "vitest";
import { digitize, fold, foldTight } from "../../src/language/fold.ts";
import { realSentences } from "../search/real-sentences.ts";

const RUNS = { numRuns: 2_000 };

describe("fold", () => {
  it.each([
    ["ＡＰＰ（试行）：１２３５１％", "app(试行):12351%"],
    ["齊齊哈爾市總工會", "齐齐哈尔市总工会"],
    ["臺州椒江", "台州椒江"],
    ["职工\u200b之\u2060家\ufeff", "职工之家"],
    ["入脑\u00ad入心\u{e0041}", "入脑入心"],
    ["第一行\r\n第二行\t末", "第一行 第二行 末"],
    ["㈠ ① ㎡", "(一) 1 m2"],
    ["A\u0000B\u001b[0mC", "ab[0mc"],
    ["", ""],
  ])("makes %j into %j", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it("leaves nothing to fold a second time", () => {
    const anything = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }));
    fc.assert(
      fc.property(anything, (text) => {
        // The one character that OpenCC takes to another Traditional one: 薴 → 苧 → 苎.
        fc.pre(!text.includes("薴"));
        expect(fold(fold(text))).toBe(fold(text));
      }),
      RUNS,
    );
  });

  it("does not see the width of letters, digits and signs", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => {
        expect(fold(fullWidth(text))).toBe(fold(text));
      }),
      RUNS,
    );
  });

  it("does not see invisible characters, wherever they stand", () => {
    const invisible = fc.constantFrom("\u200b", "\u200d", "\ufeff", "\u2060", "\u202e", "\ufe0f", "\u0007");
    const sentence = fc.constantFrom(...realSentences());
    fc.assert(
      fc.property(sentence, fc.array(fc.tuple(fc.nat(60), invisible)), (text, inserts) => {
        const spoiled = inserts.reduce((all, [at, sign]) => all.slice(0, at) + sign + all.slice(at), text);
        expect(fold(spoiled)).toBe(fold(text));
      }),
      RUNS,
    );
  });

  it("reads every sentence of the corpus alike in Traditional and Simplified characters", () => {
    const traditional = Converter({ from: "cn", to: "t" });
    const unlike = realSentences().filter((text) => fold(traditional(text)) !== fold(text));
    expect(unlike).toEqual([]);
  });
});

describe("foldTight", () => {
  it("takes wordings for the same that differ in blanks and line breaks only", () => {
    expect(foldTight(" 入脑\n\n入 心\u3000,筑牢 ")).toBe(foldTight("入脑入心，筑牢"));
  });
});

describe("digitize", () => {
  it.each([
    ["三家企业", "3家企业"],
    ["十五分钟", "15分钟"],
    ["二十", "20"],
    ["一百零八", "108"],
    ["六千人次", "6000人次"],
    ["一千五百", "1500"],
    ["二〇二四年", "2024年"],
    ["百分之三十", "30%"],
    ["百分之百", "100%"],
    ["百分之33.3", "33.3%"],
    ["1,500余万元", "1500余万元"],
    ["1.2万间", "1.2万间"],
    ["两万", "2万"],
    ["五一劳动节", "51劳动节"],
    ["12,345,678", "12345678"],
    ["608,3000", "608,3000"],
  ])("writes %s as %s", (text, digits) => {
    expect(digitize(text)).toBe(digits);
  });

  it("reads every number below 10,000 as it is said", () => {
    const wrong = Array.from({ length: 9_999 }, (_, i) => i + 1).filter(
      (number) => digitize(numeralOf(number)) !== String(number),
    );
    expect(wrong).toEqual([]);
  });

  it("leaves digits as they are", () => {
    fc.assert(
      fc.property(fc.nat(), (number) => {
        expect(digitize(String(number))).toBe(String(number));
      }),
    );
  });
});

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (character) => String.fromCodePoint(character.charCodeAt(0) + 0xfee0));
}

/** 1008 → 一千零八, 15 → 十五. */
function numeralOf(number: number): string {
  let said = "";
  for (const [unit, name] of [
    [1_000, "千"],
    [100, "百"],
    [10, "十"],
    [1, ""],
  ] as const) {
    const digit = Math.floor(number / unit) % 10;
    if (digit > 0) said += "零一二三四五六七八九"[digit] + name;
    else if (said !== "" && !said.endsWith("零") && number % unit > 0) said += "零";
  }
  return said.replace(/^一十/, "十");
}
