/** The catalogue, and which cases meet a condition: complete over the corpus, each with its words. */

import { describe, expect, test } from "vitest";
import type { Listing } from "../../src/grounding/answer.ts";
import { openKnowledge } from "../knowledge.ts";

const { ask, askContract } = await openKnowledge();

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
  test.each([["有哪些案例？"], ["列出所有案例"], ["案例目录"]])(
    "holds every case once, in the order of the corpus: %s",
    async (question) => {
      const listing = await listingOf(question);
      expect([listing.asks, listing.condition, namesOf(listing)]).toEqual(["catalogue", "", ALL]);
    },
  );

  test.each([["一共有几个案例？"], ["现在有多少个案例？"]])(
    "says how many there are: %s",
    async (question) => {
      expect(namesOf(await listingOf(question))).toEqual(ALL);
      expect((await askContract(question)).text).toContain("10 个");
    },
  );

  test.each([["十大案例有哪些？"], ["把十个案例的单位名称都列出来"]])(
    "is asked for by its number: %s",
    async (question) => {
      expect(namesOf(await listingOf(question))).toEqual(ALL);
    },
  );

  test("shows each case by its title, never the document's own heading", async () => {
    const { entries } = await listingOf("有哪些案例？");
    expect(
      entries.map((entry) => [entry.claim.text, entry.claim.quotes.map(({ citation }) => citation.section)]),
    ).toEqual(entries.map((entry) => [entry.case.title, ["标题"]]));
  });

  test("is not narrowed by the case that was talked about before", async () => {
    expect(namesOf(await listingOf("有哪些案例？", "圆通的免费宿舍有多少间？"))).toEqual(ALL);
  });
});

/** Organisations whose words are cited, each once, in the order of the corpus. */
async function citedFor(question: string): Promise<string[]> {
  const { citations } = await askContract(question);
  const cited = new Set(citations.map(({ case: of }) => of.organization));
  return ALL.filter((organization) => cited.has(organization));
}

const CONDITIONS = [
  ["文中既出现“法院”又出现“检察院”的是哪个案例？", [zhenjiang]],
  ["哪几个案例在正文里写到了2023年？", [jingyang, yantian]],
  ["推荐词里用了“典范”“样板”这类词的，分别是哪几家？", [qihe, yuantong]],
  ["哪些案例提到了新就业形态劳动者？", [qihe, yuantong, xiangyang]],
  ["有哪些案例提到欠薪？", [dongcheng, xiangyang]],
  ["十个案例中由企业（而不是地方总工会）做的有哪几个？", [yuantong, zhuzhou]],
  ["推荐词里说可供借鉴（提到“借鉴”）的是哪两个案例？", [jiaojiang, zhenjiang]],
  ["应用成效里给出百分比数据的有哪些案例？", [qihe, yuantong, jingyang, dongcheng, yantian]],
  ["哪个案例的经验培育过程是分三个阶段写的？", [dongcheng]],
  ["区级总工会的案例有哪些？", [jingyang, dongcheng, jiaojiang, yantian]],
  ["把提到“驿站”的案例都列出来", [jingyang, jiaojiang, xiangyang]],
  ["推荐词里没出现“工会”二字的是哪两家？", [qiqihar, zhuzhou]],
  ["推荐词以“针对”开头的是哪个案例？", [yantian]],
  ["标题里带“机制”两个字的案例有哪些？", [yuantong, zhuzhou, zhenjiang]],
  ["正文点到手机APP的案例有几家？", [qihe, jingyang]],
  ["哪几个案例写了具体的钱数（多少元）？", [jingyang, zhuzhou, zhenjiang]],
  ["累计金额超过一百万元的案例有哪些？", [jingyang, zhenjiang]],
  ["应用成效里没有百分比的案例有哪些？", [qiqihar, jiaojiang, zhuzhou, zhenjiang, xiangyang]],
  ["经验培育过程部分一个年份都没交代的，有哪几家？", [yuantong, dongcheng, zhuzhou, zhenjiang, xiangyang]],
  ["2020年以前的事哪个案例提到了？", [qihe]],
  ["哪几家点了具体人名？", [jiaojiang]],
  ["唯独哪个案例的主要内容没有用（一）（二）这样分条来写？", [zhenjiang]],
  ["主要内容只写了两条的有哪几家？", [qihe, zhuzhou, yantian]],
  ["哪家的主要内容条目最多？", [qiqihar]],
  ["不是总工会的有哪几家？", [yuantong, zhuzhou]],
  ["属于区县一级的有哪几家？", [qihe, jingyang, dongcheng, jiaojiang, yantian]],
  ["来自直辖市的案例是哪个？", [dongcheng]],
  ["除了东城，还有谁也碰过欠薪问题？", [xiangyang]],
  ["和东城一样碰过欠薪的还有哪家？", [xiangyang]],
  ["哪几个案例写到24小时？", [jiaojiang]],
  ["2018年就启动的是哪个案例？", [qihe]],
  ["“蹲点”这个词在几家出现过？", [yuantong, jingyang]],
  ["区总工会的案例是哪几家？", [jingyang, dongcheng, jiaojiang, yantian]],
  ["单位名称是“某某区总工会”的一共几家？", [jingyang, dongcheng, jiaojiang, yantian]],
  ["经验培育过程写明了具体年份的一共几个？", [qihe, jingyang, qiqihar, jiaojiang, yantian]],
  ["主要内容没有分（一）（二）这样的条目的是哪几个？", [zhenjiang]],
] as const;

describe("which cases", () => {
  test.each([
    ["are about a matter", "哪个案例讲的是班组建设？", [qiqihar]],
    ["speak of a part of compounds", "给职工上保险的有哪几家？", [yuantong, yantian, xiangyang]],
  ])("%s: %s", async (_, question, organizations) => {
    expect(await citedFor(question)).toEqual(organizations);
  });

  test.each(CONDITIONS)("are found by looking at all of them: %s", async (question, organizations) => {
    expect(await citedFor(question)).toEqual(organizations);
  });

  test("are all of them, whatever was talked about before", async () => {
    const listing = await listingOf("哪些案例提到了欠薪？", "圆通的免费宿舍有多少间？");
    expect(namesOf(listing)).toEqual([dongcheng, xiangyang]);
  });

  test("are asked for behind an order of the chat, too", async () => {
    expect(namesOf(await listingOf("/cases 哪些案例是企业工会？"))).toEqual([yuantong, zhuzhou]);
  });

  test("are found by two words that the corpus has only apart, and where none is about it by what they mention", async () => {
    expect(namesOf(await listingOf("哪个案例跟外卖骑手有关"))).toEqual([xiangyang]);
  });

  test("are none where the corpus has no word of the topic, rather than cases of something else", async () => {
    expect(await ask("哪些案例讲了火星移民")).toMatchObject({
      kind: "not-found",
      reason: { kind: "not-told", words: ["火星", "移民"] },
    });
  });

  test("are none where no case says a word to the letter", async () => {
    expect((await askContract("“元宇宙”这个词在哪几个案例里出现过？")).kind).toBe("not-found");
  });

  test("are told in no more than a screen of text", async () => {
    const { text } = await askContract("哪些案例提到了“职工”？");
    expect(text.length).toBeLessThanOrEqual(2_500);
  });
});
