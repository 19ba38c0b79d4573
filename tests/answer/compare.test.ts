/** Several cases side by side: the same part of each, word for word. */

import { describe, expect, test } from "vitest";
import type { Comparison, Quote } from "../../src/answer/answer.ts";
import { compareSections, MAX_COMPARED } from "../../src/answer/cases/compare.ts";
import type { Case } from "../../src/corpus/case.ts";
import { openKnowledge } from "../knowledge.ts";

const knowledge = await openKnowledge();
const { ask, askContract, store } = knowledge;

const NAMES = ["圆通", "齐河", "旌阳", "东城", "椒江", "镇江"];

async function comparisonOf(question: string, ...history: string[]): Promise<Comparison> {
  const answer = await ask(question, ...history);
  if (answer.kind !== "comparison")
    throw new Error(`${question}: expected a comparison, found ${answer.kind}`);
  return answer;
}

/** Row headings with, for each cell, its case and the sections quoted in it. */
function outline({ rows }: Comparison) {
  return rows.map(({ section, cells }) => [
    section,
    cells.map(({ case: of, quotes }) => [of.organization, [...new Set(quotes.map(placeOf))]]),
  ]);
}

const placeOf = ({ citation }: Quote) => `${citation.case.organization}·${citation.section}`;

describe("a section", () => {
  test.each([2, 3, 4, 5])("of %i cases has a cell for each, in the order of the names", async (count) => {
    const comparison = await comparisonOf(`比较${NAMES.slice(0, count).join("、")}的应用成效`);
    const organizations = [
      "圆通速递有限公司工会",
      "山东德州齐河县总工会",
      "四川德阳旌阳区总工会",
      "北京东城区总工会",
      "浙江台州椒江区总工会",
    ].slice(0, count);
    expect(comparison.cases.map(({ organization }) => organization)).toEqual(organizations);
    expect(outline(comparison)).toEqual([
      ["应用成效", organizations.map((organization) => [organization, [`${organization}·应用成效`]])],
    ]);
  });

  test("is quoted whole where it is short", async () => {
    const { rows } = await comparisonOf("比较齐河和镇江的应用成效");
    const words = rows.flatMap(({ cells }) =>
      cells.map(({ quotes }) => quotes.map(({ text }) => text).join("")),
    );
    expect(words).toEqual([
      "“聚新同心”使新就业形态劳动者思政引领工作实现了从“0”到“1”质的飞跃。县域内头部平台满易运建会后,职工流失率下降19.8%,带动美团、饿了么、平安运输等企业全部建会,职工利益诉求得到保障和满足,实现了企业职工双赢。",
      "工会监督预核查与法院审判、检察监督、劳动监察、劳动仲裁有效衔接,建立重大、疑难案件流转机制,发出工会监督预核查《告知书》578份、“一函两书”119份,调处案件107件,为110名劳动者挽回经济损失181.9万元。",
    ]);
  });

  test("is shown with all its items where it is long", async () => {
    const { rows } = await comparisonOf("比较圆通和东城的主要内容");
    const items = rows.flatMap(({ cells }) =>
      cells.map(({ quotes }) => quotes.map(({ citation }) => citation.item)),
    );
    expect(items).toEqual([
      ["(一)", "(二)", "(三)"],
      ["(一)", "(二)", "(三)", "(四)"],
    ]);
  });

  test.each([
    ["对比一下镇江和盐田的经验培育过程", "经验培育过程"],
    ["齐河、襄阳的推荐词有什么不同", "推荐词"],
    ["比較圓通和齊河的應用成效", "应用成效"],
    ["圆通和东城的应用成效相比怎么样", "应用成效"],
  ])("is understood however it is asked for: %s", async (question, section) => {
    expect((await comparisonOf(question)).rows.map((row) => row.section)).toEqual([section]);
  });
});

describe("cases as such", () => {
  test("are compared by background, measures and results", async () => {
    const comparison = await comparisonOf("比较圆通和齐河");
    expect(outline(comparison)).toEqual(
      ["经验培育过程", "主要内容", "应用成效"].map((section) => [
        section,
        ["圆通速递有限公司工会", "山东德州齐河县总工会"].map((organization) => [
          organization,
          [`${organization}·${section}`],
        ]),
      ]),
    );
  });

  test("are not compared with themselves", async () => {
    const answer = await ask("比较圆通和圆通的应用成效");
    expect(answer.kind).not.toBe("comparison");
  });

  test("are at most five, all of them named in the question", async () => {
    const answer = await askContract(`比较${NAMES.join("、")}的应用成效`);
    const named = answer.cases.map(({ organization }) => NAMES.filter((name) => organization.includes(name)));
    expect(answer.cases.length).toBeLessThanOrEqual(MAX_COMPARED);
    expect(named.map((names) => names.length)).toEqual(answer.cases.map(() => 1));
    expect(new Set(named.flat()).size).toBe(answer.cases.length);
  });

  test("of which one is unknown are refused, not compared with another", async () => {
    const answer = await askContract("比较圆通和武汉的应用成效");
    expect([answer.kind, answer.citations, answer.cases]).toEqual(["not-found", [], []]);
  });
});

describe("what each case says of one thing", () => {
  test("is quoted from each", async () => {
    const answer = await askContract("圆通、齐河两个案例的建会成果各是什么？");
    expect([answer.kind, answer.cases.map(({ organization }) => organization)]).toEqual([
      "comparison",
      ["圆通速递有限公司工会", "山东德州齐河县总工会"],
    ]);
    expect(["美团", "100%"].filter((words) => !answer.text.includes(words))).toEqual([]);
  });

  test.each([
    ["旌阳和襄阳的工会驿站有什么不同？", ["83", "站长"]],
    ["圆通和齐河建会的数字各是多少？", ["700余家", "全部建会"]],
    ["齐齐哈尔和株洲，谁的创新成果数量多？", ["千余项", "644"]],
    ["东城的法律咨询和圆通的线下培训，哪个人次多？", ["6000余人次", "6000人次"]],
    ["东城法律服务和襄阳“五件事”，哪个覆盖的人次多？", ["6万", "3万"]],
    ["同样是劳动纠纷，东城和镇江各自盯的是哪类事？", ["欠薪", "单方解除劳动合同"]],
  ])("is what speaks of the subject, with its figures: %s", async (question, words) => {
    const { kind, text } = await askContract(question);
    expect([kind, words.filter((each) => !text.includes(each))]).toEqual(["comparison", []]);
  });

  test("is a few sentences, not a section", async () => {
    const { rows } = await comparisonOf("镇江和盐田处理劳动争议的成果各是什么？");
    const lengths = rows.flatMap(({ cells }) =>
      cells.map(({ quotes }) => quotes.reduce((sum, { text }) => sum + text.length, 0)),
    );
    expect(lengths.filter((length) => length > 260)).toEqual([]);
  });

  test("numbers each cited place once over the whole table", async () => {
    const { citations } = await askContract("比较圆通和齐河");
    const places = citations.map(({ source }) => `${source.start}-${source.end}`);
    expect(citations.map(({ number }) => number)).toEqual(places.map((_, i) => i + 1));
    expect(new Set(places).size).toBe(places.length);
  });
});

test("a cell is empty where a case has no such section", async () => {
  const [qihe, yuantong] = [await caseOf("齐河"), await caseOf("圆通")];
  const without = { ...yuantong, sections: yuantong.sections.filter(({ kind }) => kind !== "results") };
  const comparison = await compareSections(
    [qihe, without],
    { words: "应用成效", kind: "results", explicit: true },
    knowledge,
  );
  expect(outline(comparison)).toEqual([
    [
      "应用成效",
      [
        ["山东德州齐河县总工会", ["山东德州齐河县总工会·应用成效"]],
        ["圆通速递有限公司工会", []],
      ],
    ],
  ]);
});

test("there is no row for a section that none of the cases has", async () => {
  const comparison = await compareSections(
    [await caseOf("齐河"), await caseOf("圆通")],
    { words: "经验启示", kind: null, explicit: true },
    knowledge,
  );
  expect(comparison.rows).toEqual([]);
});

async function caseOf(name: string): Promise<Case> {
  const found = (await store.cases()).find(({ organization }) => organization.includes(name));
  if (!found) throw new Error(`no case ${name}`);
  return found;
}
