/** Questions → the kind of answer wanted, and how many of them. */

import { describe, expect, test } from "vitest";
import { digitize, fold } from "../../src/language/fold.ts";
import { asksOf, listedOf, partsOf } from "../../src/search/asks.ts";

describe("the kind of answer", () => {
  test.each([
    ["建成多少个驿站？", "number"],
    ["占比是百分之几？", "number"],
    ["满意率是多少？", "number"],
    ["哪家投入更多？", "number"],
    ["花了多少钱？", "number"],
    ["砸了几个亿？", "number"],
    ["隔多久开一次会？", "number"],
    ["求助要拨哪个号？", "number"],
    ["投诉该打什么电话？", "number"],
    ["热线是哪个号码？", "number"],
    ["哪一年成立的？", "time"],
    ["啥时候发的雨靴？", "time"],
    ["谁牵头？", "person"],
    ["哪几位师傅授课？", "person"],
    ["驿站在哪里？", "place"],
    ["为啥要建驿站？", "reason"],
    ["针对什么问题？", "reason"],
    ["怎么开展培训？", "manner"],
    ["小哥咋入会？", "manner"],
    ["采取了哪些措施？", "manner"],
    ["“三步走”是什么意思？", "meaning"],
    ["“双积分”指的是什么？", "meaning"],
    ["互助金叫什么名称？", "name"],
    ["平台叫什么？", "name"],
    ["推出了什么品牌？", "name"],
    ["有哪些岗位？", "list"],
    ["哪五件事？", "list"],
    ["培训分成哪几步？", "list"],
    ["9种情形都有哪些？", "list"],
    ["7大类服务叫什么名称？", "list"],
    ["三项制度分别是什么？", "list"],
    ["哪种险种？", "choice"],
    ["驿站的情况", "matter"],
  ])("of “%s” is %s", (question, kind) => {
    expect(asksOf(digitize(fold(question)))).toBe(kind);
  });

  test("is no number for a word that only looks like an asking one", () => {
    expect(["几乎全覆盖", "别指责他什么"].map((text) => asksOf(text))).toEqual(["matter", "choice"]);
  });
});

describe("how many things a list has to name", () => {
  test.each([
    ["哪五件事？", 5],
    ["哪24项？", 24],
    ["是哪“五型”？", 5],
    ["9种情形都有哪些？", 9],
    ["7大类服务叫什么名称？", 7],
    ["三项制度分别是什么？", 3],
    ["24项清单逐项列出", 24],
    ["十二条措施都列一下", 12],
    ["有哪些岗位？", null],
    ["哪三年？", null],
    ["三项制度分别有多少人？", null],
    ["建成12个驿站", null],
  ])("by “%s” is %s", (question, count) => {
    expect(listedOf(digitize(fold(question)))).toBe(count);
  });
});

describe("how many things one question asks for", () => {
  test.each([
    ["开了多少场、来了多少人？", 2],
    ["谁在哪年做的？", 2],
    ["建成多少个驿站？", 1],
    ["驿站的情况", 1],
    ["几乎都去了，哪怕下雨，多少人？", 1],
  ])("by “%s” is %i", (question, count) => {
    expect(partsOf(digitize(fold(question)))).toBe(count);
  });
});
