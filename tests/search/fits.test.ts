/** Words of a document → whether they hold the kind of thing that a question asks for. */

import { describe, expect, test } from "vitest";
import { digitize, fold } from "../../src/language/fold.ts";
import { holdsAsked, type Wish, wishOf } from "../../src/search/fits.ts";

function wishFor(question: string, ...surfaces: readonly string[]): Wish {
  const concepts = surfaces.map((surface) => ({
    surface,
    variants: [],
    quoted: false,
    weight: 1,
    known: true,
  }));
  return wishOf(digitize(fold(question)), concepts);
}

/** Which of the texts hold what the question asks for. */
function held(question: string, texts: readonly string[]): string[] {
  return texts.filter((text) => holdsAsked(text, wishFor(question)));
}

describe("a number", () => {
  test.each([
    [
      "of things is told in a unit that counts things",
      "建成驿站多少座？",
      ["驿站12座", "12处"],
      ["12元", "第12"],
    ],
    [
      "of persons is told in a unit that counts persons",
      "多少名工人？",
      ["12名", "120余人次"],
      ["12座", "12%"],
    ],
    ["of drivers is told in a unit that counts persons", "多少司机入会？", ["司机12名", "12位"], ["12座"]],
    ["of papers is told in a unit that counts papers", "多少份告知书？", ["12份", "书12件"], ["12名"]],
    [
      "of anything will do where no unit is named",
      "驿站有多少？",
      ["12座", "提升12%", "一座"],
      ["第12", "多座"],
    ],
    ["of money is told in yuan", "投入多少钱？", ["投入80万元", "80余万元"], ["80人", "80座"]],
    ["of money is asked for by spending", "投了多少？", ["80万元"], ["80人"]],
    ["of money is asked for by its colloquial unit", "补贴了多少块？", ["补贴3000元"], ["补贴3000人"]],
    ["of quarrels is told in other units than the asker's", "多少桩纠纷？", ["纠纷35件", "35起"], ["35名"]],
    ["of heads is told in persons", "帮了多少口人？", ["帮扶35名", "35人次"], ["35元"]],
    ["of times is told in other units than the asker's", "培训了几次？", ["培训35场", "35期"], ["35元"]],
    ["that is a share is told in per cent or tenths", "满意率是多少？", ["88%", "达9成"], ["88人"]],
    ["that is a share is asked for in points", "降了几个点？", ["降低12%"], ["降至12元"]],
    [
      "that is a duration is told in a unit of time",
      "缩短了多久？",
      ["缩短3天", "2个半月,即75天"],
      ["缩短3件"],
    ],
    [
      "that is an interval is told by 每 or 一次",
      "隔多久开一次会？",
      ["每季度开会", "每月一次"],
      ["全年4次"],
    ],
    ["that is a telephone's has four digits or more", "求助拨哪个号？", ["拨打5550123"], ["拨打3次", "35件"]],
  ])("%s: %s", (_, question, holding, others) => {
    expect(held(question, [...holding, ...others])).toEqual(holding);
  });

  test("is none that the question says itself", () => {
    expect(held("走访3000家后建会多少家？", ["走访3000家", "走访3000家，建会700家"])).toEqual([
      "走访3000家，建会700家",
    ]);
  });

  test("is none that counts the years of the calendar", () => {
    expect(held("有多少人入会？", ["2024年入会", "2024年入会12人"])).toEqual(["2024年入会12人"]);
    expect(held("做法推行了多少年？", ["2024年起推行", "推行12年"])).toEqual(["推行12年"]);
  });

  test("of things named after persons is not told in a unit that counts persons alone", () => {
    const wish = (question: string) => wishFor(question, "职工之家");
    const texts = ["建成职工之家12家", "职工12人"];
    expect(texts.filter((text) => holdsAsked(text, wish("建了多少职工之家？")))).toEqual(texts);
    expect(texts.filter((text) => holdsAsked(text, wish("职工之家有多少职工？")))).toEqual(["职工12人"]);
  });

  test("is none within a coined word", () => {
    expect(held("“小三级”工会有几个？", ["“小三级”工会", "“小三级”工会12个"])).toEqual(["“小三级”工会12个"]);
  });
});

describe("a time", () => {
  test("is a year, a month, a day or a season", () => {
    expect(held("什么时候开办的？", ["2023年", "每逢年底", "试点期间", "三个"])).toEqual([
      "2023年",
      "每逢年底",
      "试点期间",
    ]);
  });

  test("is a day where a day is asked for", () => {
    expect(held("是几月几号？", ["3月8日", "3月", "2023年"])).toEqual(["3月8日"]);
  });
});

describe("a list", () => {
  test.each([
    ["names as many things as are counted out", "哪三员？", ["甲员、乙员、丙员"], ["甲员、乙员"]],
    ["may join them by a conjunction", "哪两个岗位？", ["质检岗和安全岗"], ["质检岗"]],
    ["may stand within quotation marks", "哪三步？", ["“登记,培训,签约”"], ["“登记培训”"]],
    ["may put each in quotation marks", "哪三堂课？", ["“心桥”“匠心”“安心”"], ["“心桥”“匠心”"]],
    ["may give titles", "哪三本书？", ["编印《甲》《乙》《丙》"], ["编印《甲》《乙》"]],
    ["names two where none are counted", "有哪些岗位？", ["质检岗、安全岗"], ["质检岗"]],
    ["of characters is one word of so many", "是哪五个字？", ["“学干创新乐”"], ["“学、干、创、新”"]],
  ])("%s: %s", (_, question, holding, others) => {
    expect(held(question, [...holding, ...others])).toEqual(holding);
  });
});

describe("a meaning", () => {
  const wish = wishFor("“双积分”是什么意思？", "双积分");

  test("is told after the word itself by 是, 即, 指 or 包括", () => {
    expect(
      ["“双积分”是指学习积分加服务积分", "双积分包括两种积分", "推行“双积分”", "这是双积分"].filter((text) =>
        holdsAsked(text, wish),
      ),
    ).toEqual(["“双积分”是指学习积分加服务积分", "双积分包括两种积分"]);
  });

  test("of so many things is told by so many", () => {
    expect(held("三项环节分别指什么？", ["登记、培训、签约", "登记、培训"])).toEqual(["登记、培训、签约"]);
  });
});

describe("anything else", () => {
  test.each([
    ["a name stands in quotation marks", "平台叫什么名字？", ["打造“聚力”平台"], ["打造平台"]],
    ["a reason names a want or a purpose", "为什么建驿站？", ["针对难以歇脚"], ["驿站12个"]],
    ["a place is one", "驿站在哪儿？", ["设在东门广场"], ["共12名"]],
    ["a person has an office", "谁牵头？", ["工会主席牵头"], ["驿站12个"]],
    ["a choice is among several", "哪种险？", ["意外险、重疾险"], ["意外险"]],
    ["a manner is told by no sign", "怎么建驿站？", [], ["针对难题", "12个", "“聚力”"]],
  ])("%s: %s", (_, question, holding, others) => {
    expect(held(question, [...holding, ...others])).toEqual(holding);
  });
});
