import { describe, expect, it } from "vitest";
import { quantitiesIn, sameUnit } from "../../src/language/quantities.ts";
import { unitAsked } from "../../src/language/units-asked.ts";

/** text@value–to unit kind hedge, for each quantity. */
function shown(text: string): string {
  return quantitiesIn(text)
    .map(({ text: words, value, to, unit, kind, hedge, date }) =>
      [
        `${words}@${value}${to === undefined ? "" : `–${to}`}${unit}`,
        kind,
        hedge,
        date && [date.year, date.month, date.day].map((part) => part ?? "").join("/"),
      ]
        .filter(Boolean)
        .join(" "),
    )
    .join("; ");
}

describe("quantitiesIn", () => {
  it.each([
    ["宣讲１２６场，听众2.1万人次", "１２６场@126场 count; 2.1万人次@21000人次 count"],
    ["基层工会4 862个，提案1,124件", "4 862个@4862个 count; 1,124件@1124件 count"],
    ["挽回一亿二千万元", "一亿二千万元@120000000元 money"],
    ["1亿2000万元、3万5千人", "1亿2000万元@120000000元 money; 3万5千人@35000人 count"],
    ["三百余人次，20余万元", "三百余人次@300人次 count over; 20余万元@200000元 money over"],
    ["百余家企业、上千名职工", "百余家@100家 count over; 上千名@1000人 count least"],
    [
      "十几万人、几十家、两三个",
      "十几万人@110000–190000人 count about; 几十家@20–90家 count about; 两三个@2–3个 count about",
    ],
    ["人數達五萬餘", "五萬餘@50000 count over"],
  ])("reads numbers in digits and numerals: %s", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    ["百分之八十七点五", "百分之八十七点五@87.5% share"],
    ["占24.4%，提高7.2个百分点", "24.4%@24.4% share; 7.2个百分点@7.2个百分点 share"],
    ["七成以上，五成八", "七成@70% share least; 五成八@58% share"],
    ["三分之一，过半，一半", "三分之一@33.3333333333% share; 过半@50% share over; 一半@50% share"],
    ["翻两番，3倍，5∶4∶3", "翻两番@4倍 ratio; 3倍@3倍 ratio; 5∶4∶3@1.25 ratio"],
    ["由29%降到8%", "29%@29% share; 8%@8% share"],
  ])("reads shares and ratios: %s", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    ["200元至600元津贴", "200元至600元@200–600元 money"],
    ["3至5万元", "3至5万元@30000–50000元 money"],
    ["26至30岁627人", "26至30岁@26–30岁 count; 627人@627人 count"],
    ["50人以下", "50人@50人 count most"],
    ["不超过20%", "20%@20% share most"],
    ["约4.2万人", "4.2万人@42000人 count about"],
    ["近3万人，近三年", "3万人@30000人 count under; 三年@3年 duration"],
    ["20名左右", "20名@20人 count about"],
  ])("reads ranges and hedges: %s", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    ["2024年3月15日", "2024年3月15日@2024年 date 2024/3/15"],
    ["二〇二四年三月", "二〇二四年三月@2024年 date 2024/3/"],
    ["2023.3—2024.6", "2023.3@2023年 date 2023/3/; 2024.6@2024年 date 2024/6/"],
    ["3月5日至20日", "3月5日@3月 date /3/5; 20日@20日 date //20"],
    ["24年年初，从教24年", "24年@2024年 date 2024//; 24年@24年 duration"],
    [
      "15日内答复，两个半小时，三年半",
      "15日@15天 duration most; 两个半小时@2.5小时 duration; 三年半@3.5年 duration",
    ],
    ["半年一次，3个多月", "半年@0.5年 duration; 一次@1次 count; 3个多月@3月 duration over"],
    [
      "晚上8点半，8:30至17:00，三点启示",
      "8点半@8.5点 time; 8:30@8.5点 time; 17:00@17点 time; 三点@3点 count",
    ],
    ["2023—2024学年", "2023—2024学年@2023–2024年 date 2023//"],
  ])("tells dates, times and durations apart: %s", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    ["第3条，第二名，一等奖1个", "第3条@3条 label; 第二名@2人 ordinal; 一等奖@1等 ordinal; 1个@1个 count"],
    ["拨打12351热线，〔2025〕8号", "12351@12351 label; 2025@2025 label; 8号@8号 label"],
    ["附件2，项目7，A4纸", "2@2 label; 7@7 label; 4@4 label"],
    ["三期工程，贴片四组，分四组", "三期@3期 ordinal; 四组@4组 ordinal; 四组@4组 count"],
    ["1．宣讲", "1@1 label"],
  ])("knows the numbers of names: %s", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    "队伍建设",
    "统一管理",
    "一起发展",
    "十分重要",
    "万一",
    "五一劳动奖状",
    "三八红旗手",
    "进一步",
    "百姓",
    "千家万户",
    "星期三",
    "周三例会",
    "零部件",
    "十四五规划",
    "五险一金",
  ])("counts nothing in %s", (text) => {
    expect(shown(text)).toBe("");
  });

  it("gives offsets into the text as typed", () => {
    const text = "会員１２,３００人";
    const [only] = quantitiesIn(text);
    expect([only?.value, only && text.slice(only.start, only.end)]).toEqual([12300, "１２,３００人"]);
  });
});

describe("sameUnit", () => {
  it.each([
    ["家", "个", true],
    ["件", "起", true],
    ["人", "人次", false],
    ["%", "个百分点", false],
    ["元", "个", false],
  ])("of %s and %s is %s", (a, b, expected) => {
    expect(sameUnit(a, b)).toBe(expected);
  });
});

describe("unitAsked", () => {
  const asked = (question: string) =>
    unitAsked(question)
      .map(({ kind, units, noun }) => `${kind} ${units.join("/")}${noun ? ` ${noun}` : ""}`)
      .join("; ");

  it.each([
    ["一共花了多少钱，服务多少人次", "money 元; count 人次"],
    ["有几名劳模、几个驿站", "count 人 劳模; count 个 驿站"],
    ["覆盖多少职工", "count 人/人次 职工"],
    ["等待期几天，哪年开始的", "duration 天; date "],
    ["占百分之几，高几个点", "share %; share 个百分点"],
    ["最迟能留到几点", "time 点"],
    ["投诉打哪个电话", "label "],
    ["哪几家提到骑手", ""],
  ])("of %s is %s", (question, expected) => {
    expect(asked(question)).toBe(expected);
  });
});
