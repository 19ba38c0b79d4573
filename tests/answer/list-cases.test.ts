/** The catalogue, and which or how many cases meet a condition: complete over the corpus, each with its words. */

import { describe, expect, test } from "vitest";
import type { Listing } from "../../src/answer/answer.ts";
import { listCatalogue } from "../../src/answer/list-cases.ts";
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
  ])("%s: %s", async (_, question, organizations) => {
    expect(namesOf(await listingOf(question))).toEqual(organizations);
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

test("the machine's form names the cases of a listing, complete and no more", async () => {
  const { cases, citations, claims } = await askContract("哪些案例提到了新就业形态劳动者？");
  expect(cases.map(({ organization }) => organization)).toEqual([qihe, yuantong, xiangyang]);
  expect([citations.length, claims.length]).toEqual([3, 3]);
});
