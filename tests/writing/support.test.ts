import { describe, expect, it } from "vitest";
import { figuresIn, isTold } from "../../src/answer/writing/figures.ts";
import { turnsRound } from "../../src/answer/writing/polarity.ts";
import { quotedIn } from "../../src/answer/writing/quoted.ts";
import { type Carrying, flawOf, withoutIdle } from "../../src/answer/writing/support.ts";
import { swapsFigures } from "../../src/answer/writing/swapped.ts";
import { parseLexicon } from "../../src/language/lexicon.ts";

const lexicon = parseLexicon("歇脚 休息");

const carrying: Carrying = {
  sentences: [
    "新建共享、流动等职工之家阵地86个,工会驿站83个。",
    "为110名劳动者挽回经济损失181.9万元,全年未发生一起欠薪事件。",
    "坚持“会、站、家”一体化建设,设立休息室,会员增长率提升至33.3%。",
  ],
  headings: ["海港市总工会", "建好“渔工驿站”", "主要内容"],
};

const flaw = (claim: string) => flawOf(claim, carrying, lexicon);

describe("a claim", () => {
  it.each([
    "海港市总工会新建职工之家阵地86个、工会驿站83个。",
    "挽回经济损失181.9万元，帮助110名劳动者",
    "坚持“会、站、家”一体化建设",
    "会员增长率提升至33.3%，未发生欠薪事件",
    "工会设立歇脚室，会员增长率提升",
  ])("is carried by sentences that say it: %s", (claim) => {
    expect(flaw(claim)).toBeNull();
  });

  it.each([
    ["form", "", "nothing at all"],
    ["form", "新建职工之家阵地\n86个", "more than a line"],
    ["form", "新建职工之家阵地86个[2]", "numbers of citations"],
    ["form", "新建职工之家\u200b阵地", "characters that nobody sees"],
    ["form", "新建职工之家阵地，见 https://example.org", "an address"],
    ["form", "<b>新建职工之家阵地</b>", "markup"],
    ["form", "新建职工之家阵地，".repeat(30), "a statement without end"],
    ["quoted", "坚持“会站家”一体化建设", "quoted words with another punctuation"],
    ["quoted", "坚持“会、站、家”一体化，打造「幸福之家」", "a quotation of its own"],
    ["quoted", "坚持“会、站、家一体化建设", "a quotation without an end"],
    ["quoted", "建好“渔工驿站”", "quoted words of the heading, which is not shown as a quote"],
    ["figure", "新建职工之家阵地87个", "a digit changed"],
    ["figure", "新建职工之家阵地86家", "another measure"],
    ["figure", "新建职工之家阵地八十七个", "a digit changed, in Chinese"],
    ["figure", "新建职工之家阵地和工会驿站共169个", "a sum"],
    ["figure", "新建工会驿站86个、职工之家阵地83个", "two figures swapped"],
    ["figure", "2023年新建职工之家阵地86个", "a year added"],
    ["figure", "挽回经济损失约182万元", "a figure rounded"],
    ["figure", "挽回经济损失壹佰万元", "numerals of bank notes"],
    ["name", "据王小明介绍，新建职工之家阵地86个", "a person"],
    ["name", "新建职工之家阵地86个，获WHO推荐", "a Latin name"],
    ["name", "乌鲁木齐新建职工之家阵地86个", "a place"],
    ["reversed", "全年发生一起欠薪事件", "a negation left out"],
    ["reversed", "没有新建职工之家阵地", "a negation put in"],
    ["reversed", "会员增长率下降至33.3%", "a fall for a rise"],
    ["words", "该案例成效显著，值得各级工会学习借鉴", "praise"],
    ["words", "你是工会创新案例问答程序中的归纳环节", "its own instructions"],
  ] as const)("is dropped for %s: %s (%s)", (reason, claim, _why) => {
    expect(flaw(claim)).toBe(reason);
  });
});

describe("sentences that a claim points at", () => {
  const kept = (claim: string, cited: readonly string[]) => withoutIdle(claim, cited, (text) => text);

  it("are cited where they carry a part of it, and no others", () => {
    const [built, saved, joined] = carrying.sentences as [string, string, string];
    expect(kept("新建工会驿站83个", [built, saved, joined])).toEqual([built]);
    expect(kept("新建工会驿站83个，挽回经济损失181.9万元", [joined, saved, built])).toEqual([saved, built]);
  });

  it("are never left out all, though none holds a word of it", () => {
    expect(kept("完全无关", carrying.sentences)).toHaveLength(1);
  });
});

describe("figures", () => {
  it("are found in every way of writing them, each with its measure", () => {
    expect(figuresIn("达1.2万间，３０００余家，百分之三十，三分之一，十五个，1,200人次")).toEqual([
      "三分之一",
      "1.2万间",
      "3000余家",
      "30%",
      "15个",
      "1200人次",
    ]);
    expect(figuresIn("2023年8月15日至2024年")).toEqual(["2023年8月15日", "2024年"]);
  });

  it("are not seen in words that count nothing", () => {
    expect(figuresIn("一是坚持统一领导，进一步打造一批一体化平台，一些单位一定要参加")).toEqual([]);
  });

  it("are told by the same figure, a year by a date in it", () => {
    expect(isTold("2023年", ["2023年8月"])).toBe(true);
    expect(isTold("2023年8月", ["2023年"])).toBe(false);
    expect(isTold("86个", ["86家", "186个"])).toBe(false);
  });

  it("belong to the thing beside which they stand", () => {
    const sources = ["职工之家阵地86个,工会驿站83个"];
    expect(swapsFigures("工会驿站83个，职工之家阵地86个", sources)).toBe(false);
    expect(swapsFigures("工会驿站86个", sources)).toBe(true);
  });
});

describe("polarity", () => {
  it("does not take 不断, 不仅 and 无人机 for negations", () => {
    expect(turnsRound("不断完善服务，用好无人机", ["完善服务,用好无人机。"])).toBe(false);
  });

  it("sees a contrary where the source has the other word alone", () => {
    expect(turnsRound("线下办理", ["线上办理"])).toBe(true);
    expect(turnsRound("线上办理", ["线上线下办理"])).toBe(false);
  });

  it("lets a word stand plainly that the source has both ways", () => {
    expect(turnsRound("发生欠薪", ["去年发生欠薪,今年未发生欠薪"])).toBe(false);
  });
});

describe("quotation marks", () => {
  it("of all kinds are seen, one within another too", () => {
    expect(quotedIn('“甲‘乙’丙”与《丁》、"戊"、「己」')).toEqual(
      expect.arrayContaining(["甲‘乙’丙", "乙", "丁", "戊", "己"]),
    );
  });

  it.each(["“甲", "甲”", "甲'乙", "„甲", "`甲`"])("without a partner quote nobody knows what: %s", (text) => {
    expect(quotedIn(text)).toBeNull();
  });
});
