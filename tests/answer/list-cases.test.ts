/** The catalogue, and which or how many cases meet a condition: complete over the corpus, each with its words. */

import { describe, expect, test } from "vitest";
import type { Listing } from "../../src/answer/answer.ts";
import { casesAsked } from "../../src/answer/cases/asks-cases.ts";
import { caseQuestionOf } from "../../src/answer/cases/conditions.ts";
import { holdsFigure } from "../../src/answer/cases/figures.ts";
import { listCatalogue } from "../../src/answer/cases/list-cases.ts";
import { organizationKind } from "../../src/answer/cases/organization-kinds.ts";
import { digitize, fold } from "../../src/language/fold.ts";
import { openKnowledge } from "../knowledge.ts";

const knowledge = await openKnowledge();
const { ask, askContract } = knowledge;

const ALL = [
  "山东德州齐河县总工会",
  "圆通速递有限公司工会",
  "四川德阳旌阳区总工会",
  "黑龙江齐齐哈尔市总工会",
  "北京东城区总工会",
  "浙江台州椒江区总工会",
  "中车株洲电力机车有限公司",
  "广东深圳盐田区总工会",
  "江苏镇江市总工会",
  "湖北襄阳市总工会",
];
const [qihe, yuantong, jingyang, qiqihar, dongcheng, jiaojiang, zhuzhou, yantian, zhenjiang, xiangyang] = ALL;

async function listingOf(question: string, ...history: string[]): Promise<Listing> {
  const answer = await ask(question, ...history);
  if (answer.kind !== "listing") throw new Error(`${question}: expected a listing, found ${answer.kind}`);
  return answer;
}

const namesOf = ({ entries }: Listing) => entries.map((entry) => entry.case.organization);

describe("the catalogue", () => {
  test.each([["有哪些案例？"], ["列出所有案例"], ["案例目录"], ["十大案例有哪些？"]])(
    "holds every case once, in the order of the corpus: %s",
    async (question) => {
      const listing = await listingOf(question);
      expect([listing.asks, listing.condition, namesOf(listing)]).toEqual(["catalogue", "", ALL]);
    },
  );

  test.each([["一共有几个案例？"], ["现在有多少个案例？"]])("is counted: %s", async (question) => {
    const listing = await listingOf(question);
    expect([listing.asks, namesOf(listing)]).toEqual(["count", ALL]);
    expect((await askContract(question)).text).toContain("10 个");
  });

  test("shows each case by its title, never the document's own heading", async () => {
    const { entries } = await listCatalogue(knowledge);
    expect(
      entries.map((entry) => [entry.claim.text, entry.claim.quotes.map(({ citation }) => citation.section)]),
    ).toEqual(entries.map((entry) => [entry.case.title, ["标题"]]));
  });

  test("is not narrowed by the case that was talked about before", async () => {
    expect(namesOf(await listingOf("有哪些案例？", "圆通的免费宿舍有多少间？"))).toEqual(ALL);
  });
});

describe("which cases", () => {
  test.each([
    ["speak of something", "哪些案例提到了新就业形态劳动者？", [qihe, yuantong, xiangyang]],
    ["speak of something", "有哪些案例提到欠薪？", [dongcheng, xiangyang]],
    ["were made by enterprises", "十个案例中由企业（而不是地方总工会）做的有哪几个？", [yuantong, zhuzhou]],
    ["say a word in a section", "推荐词里说可供借鉴（提到“借鉴”）的是哪两个案例？", [jiaojiang, zhenjiang]],
    [
      "give percentages in a section",
      "应用成效里给出百分比数据的有哪些案例？",
      [qihe, yuantong, jingyang, dongcheng, yantian],
    ],
    ["name a year in their text", "哪几个案例在正文里写到了2023年？", [jingyang, yantian]],
    ["are built so", "哪个案例的经验培育过程是分三个阶段写的？", [dongcheng]],
    ["are of a kind of place", "区级总工会的案例有哪些？", [jingyang, dongcheng, jiaojiang, yantian]],
    ["are about a matter", "哪个案例讲的是班组建设？", [qiqihar]],
    ["say a word to the letter", "“蹲点”这个词在几家出现过？", [yuantong, jingyang]],
    ["say a word inside longer words", "把提到“驿站”的案例都列出来", [jingyang, jiaojiang, xiangyang]],
    ["say one of several words", "推荐词里用了“典范”“样板”这类词的，分别是哪几家？", [qihe, yuantong]],
    ["say both of two words", "文中既出现“法院”又出现“检察院”的是哪个案例？", [zhenjiang]],
    ["do not say a word in a section", "推荐词里没出现“工会”二字的是哪两家？", [qiqihar, zhuzhou]],
    ["begin a section with a word", "推荐词以“针对”开头的是哪个案例？", [yantian]],
    ["say a word in their title", "标题里带“机制”两个字的案例有哪些？", [yuantong, zhuzhou, zhenjiang]],
    ["speak of a part of compounds", "给职工上保险的有哪几家？", [yuantong, yantian, xiangyang]],
    ["speak of what has a name beside", "正文点到手机APP的案例有几家？", [qihe, jingyang]],
    ["give sums of money", "哪几个案例写了具体的钱数（多少元）？", [jingyang, zhuzhou, zhenjiang]],
    ["give more than a sum", "累计金额超过一百万元的案例有哪些？", [jingyang, zhenjiang]],
    [
      "give no percentage",
      "应用成效里没有百分比的案例有哪些？",
      [qiqihar, jiaojiang, zhuzhou, zhenjiang, xiangyang],
    ],
    [
      "give no year",
      "经验培育过程部分一个年份都没交代的，有哪几家？",
      [yuantong, dongcheng, zhuzhou, zhenjiang, xiangyang],
    ],
    ["tell of years before one", "2020年以前的事哪个案例提到了？", [qihe]],
    ["name persons", "哪几家点了具体人名？", [jiaojiang]],
    ["are not divided into items", "唯独哪个案例的主要内容没有用（一）（二）这样分条来写？", [zhenjiang]],
    ["are divided into so many items", "主要内容只写了两条的有哪几家？", [qihe, zhuzhou, yantian]],
    ["have most items", "哪家的主要内容条目最多？", [qiqihar]],
    ["are of none of some kinds", "不是总工会的有哪几家？", [yuantong, zhuzhou]],
    ["are of one of two kinds", "属于区县一级的有哪几家？", [qihe, jingyang, dongcheng, jiaojiang, yantian]],
    ["lie in a municipality", "来自直辖市的案例是哪个？", [dongcheng]],
    ["are others than the one named", "除了东城，还有谁也碰过欠薪问题？", [xiangyang]],
    ["are like the one named", "和东城一样碰过欠薪的还有哪家？", [xiangyang]],
    ["give a figure with its unit", "哪几个案例写到24小时？", [jiaojiang]],
    ["began in a year", "2018年就启动的是哪个案例？", [qihe]],
    ["have the greatest number", "哪个案例投入经费最多？", [jingyang]],
  ])("%s: %s", async (_, question, organizations) => {
    expect(namesOf(await listingOf(question))).toEqual(organizations);
  });

  test("keep a word whole that holds one of asking", async () => {
    expect(namesOf(await listingOf("哪几家搞了师带徒"))).toEqual([qiqihar]);
  });

  test("are told from how many", async () => {
    const asks = [];
    for (const question of ["哪些案例提到了欠薪？", "有几个案例提到了欠薪？", "多少个案例提到了欠薪？"])
      asks.push((await listingOf(question)).asks);
    expect(asks).toEqual(["which", "count", "count"]);
  });

  test("are each shown by words of their own that meet the condition", async () => {
    const { entries } = await listingOf("应用成效里给出百分比数据的有哪些案例？");
    for (const entry of entries) {
      const [{ text, citation }] = entry.claim.quotes;
      expect([citation.case.id, citation.section, /\d%/.test(text)]).toEqual([
        entry.case.id,
        "应用成效",
        true,
      ]);
    }
  });

  test("are each told of what is asked beside", async () => {
    const { text } = await askContract("“体检”这个词在几家的材料里出现过？各是什么体检？");
    expect(["法治体检", "定期体检", "爱新体检"].filter((words) => !text.includes(words))).toEqual([]);
  });

  test("need not do what is asked of each of them beside", async () => {
    const listing = await listingOf("提到培训的案例有哪几个，培训了多少人次？");
    expect(namesOf(listing)).toEqual([qihe, yuantong, yantian]);
  });

  test("are none where no case says a word to the letter", async () => {
    const answer = await askContract("“元宇宙”这个词在哪几个案例里出现过？");
    expect([answer.kind, answer.cases]).toEqual(["not-found", []]);
  });

  test("are told in no more than a screen of text", async () => {
    const { text } = await askContract("哪些案例提到了“职工”？");
    expect(text.length).toBeLessThanOrEqual(2_500);
  });

  test("are counted with the complete list", async () => {
    const listing = await listingOf("有几个案例提到欠薪？");
    expect([listing.asks, namesOf(listing)]).toEqual(["count", [dongcheng, xiangyang]]);
  });

  test("are none where no case meets the condition", async () => {
    const answer = await askContract("哪些案例提到了人工智能大模型？");
    expect([answer.kind, answer.citations, answer.cases]).toEqual(["not-found", [], []]);
  });

  test("are those of all cases, whatever was talked about before", async () => {
    const listing = await listingOf("哪些案例提到了欠薪？", "引用圆通的应用成效");
    expect([namesOf(listing), listing.carried]).toEqual([[dongcheng, xiangyang], null]);
  });
});

describe("conditions", () => {
  const read = (question: string) => {
    const text = digitize(fold(question));
    const { conditions, topic, expected, extreme } = caseQuestionOf(text, text);
    return { kinds: conditions.map(({ kind }) => kind), topic, expected, extreme: extreme?.of ?? null };
  };

  test.each([
    ["由企业做的有哪些？", { kinds: ["organization"], topic: "", expected: null, extreme: null }],
    ["给出百分比数据的是哪两家？", { kinds: ["figure"], topic: "", expected: 2, extreme: null }],
    ["哪几家写到2023年？", { kinds: ["figure"], topic: "", expected: null, extreme: null }],
    ["分三个阶段写的是哪家？", { kinds: ["layout"], topic: "", expected: 1, extreme: null }],
    ["哪些案例提到欠薪？", { kinds: [], topic: "欠薪", expected: null, extreme: null }],
    ["出现“仲裁”二字的是哪几个案例？", { kinds: ["words"], topic: "", expected: null, extreme: null }],
    ["哪个案例投入经费最多？", { kinds: [], topic: "投入经费", expected: 1, extreme: "number" }],
    ["哪几家有数字化平台？", { kinds: [], topic: "有数字化平台", expected: null, extreme: null }],
  ])("are read from %s", (question, expected) => {
    expect(read(question)).toEqual(expected);
  });

  test.each([
    ["山东德州齐河县总工会", "county"],
    ["北京东城区总工会", "district"],
    ["江苏镇江市总工会", "city"],
    ["禾川市苇荡镇总工会", "town"],
    ["禾川市教育工会", "trade"],
    ["圆通速递有限公司工会", "enterprise"],
    ["职工医疗互助管理办法", null],
  ])("know what kind of organisation is %s", (organization, kind) => {
    expect(organizationKind(organization)).toBe(kind);
  });

  test.each([
    ["工会主席盛予安带领的宣讲小组", true],
    ["兼职副主席精力更加到位", false],
    ["对一线职工的知情权", false],
  ])("see whether a person is named in %s", (words, named) => {
    expect(holdsFigure(words, { figure: "person-name", range: null })).toBe(named);
  });
});

describe("questions for cases", () => {
  test.each([
    ["除了东城，还有谁也碰过欠薪问题？", 1, "which"],
    ["甲市选编的案例里，由企业做的是哪两家？", 1, "which"],
    ["“体检”这个词在几家的材料里出现过？", 0, "count"],
    ["帮我找找提到“蹲点”的案例，全列出来", 0, "which"],
    ["有没有案例提到劳模", 0, "which"],
    ["圆通建会的网点有多少家？", 1, null],
    ["带动了哪几家企业建会？", 0, null],
    ["那查出来欠薪的有多少家？", 0, null],
  ])("are told from questions for facts: %s", (question, named, asked) => {
    expect(casesAsked(digitize(fold(question)), named)).toBe(asked);
  });
});

test("the machine's form names the cases of a listing, complete and no more", async () => {
  const { cases, citations, claims } = await askContract("哪些案例提到了新就业形态劳动者？");
  expect(cases.map(({ organization }) => organization)).toEqual([qihe, yuantong, xiangyang]);
  expect(claims.map((claim) => claim.citations.length > 0)).toEqual([true, true, true]);
  expect(new Set(citations.map((citation) => citation.case.organization))).toEqual(
    new Set([qihe, yuantong, xiangyang]),
  );
});
