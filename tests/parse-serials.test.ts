/** Texts one after another: numbers in lines of their own, headings whose text opens with whom they name. */

import { expect, test } from "vitest";
import { parseDocument } from "../src/corpus/parse.ts";
import { expectInvariants } from "./parse-invariants.ts";

/** Role, organisation, title, and the first line of the heading. */
function casesOf(...lines: string[]): string[] {
  const document = parseDocument("a.txt", lines.join("\n"));
  expectInvariants(document);
  return document.cases.map(({ role, organization, title, heading }) =>
    [role, organization, title, heading.blocks[0]?.sentences[0]?.text ?? ""].join(" | "),
  );
}

test("begins a case at each number alone in its line, with the title below it", () => {
  expect(
    casesOf(
      "〔之一〕",
      "海港市总工会关于夏季送清凉的通知",
      "各县总工会：",
      "六月起在港区设十二处清凉点，每处两名值守员，经费由市总工会列支。",
      "〔之二〕",
      "关于调整开放时间的通知",
      "各县总工会：",
      "七月起职工书屋开放到晚上九点，周一照常闭馆，请转告所属单位。",
    ),
  ).toEqual([
    "case | 海港市总工会 | 海港市总工会关于夏季送清凉的通知 | 〔之一〕",
    "case | 海港市总工会 | 关于调整开放时间的通知 | 〔之二〕",
  ]);
});

test("takes no number for a case's that has a title below it and no text, and no next number for a title", () => {
  const text = "六月起在港区设十二处清凉点，每处两名值守员，经费由市总工会列支。";
  expect(
    casesOf(
      "〔之一〕",
      "桥头站的灯",
      "〔之二〕",
      "渡口站的茶",
      "〔之一〕",
      "桥头站的灯",
      text,
      "〔之二〕",
      "渡口站的茶",
      "茶水全天供应",
      "〔之三〕",
      "岭上站的火",
      text,
    ).slice(-3),
  ).toEqual([
    "case | 桥头站的灯 |  | 〔之一〕",
    "case | 渡口站的茶 |  | 〔之二〕",
    "case | 岭上站的火 |  | 〔之三〕",
  ]);
});

test("gives a case the numbered line above its title where the others have one like it", () => {
  expect(
    casesOf(
      "【来自一线】之一",
      "塔上的人歇一歇",
      "海港市林场工会",
      "林场有瞭望员二十二人，过去半个月才能下山一回，如今守十二天歇四天。",
      "",
      "【来自一线】之二",
      "八分钟里要出一分钟",
      "海港车站工会",
      "列车停站八分钟，工会与车站商定，最后一分钟只点工具和喝水。",
    ),
  ).toEqual([
    "case | 海港市林场工会 | 塔上的人歇一歇 | 【来自一线】之一",
    "case | 海港车站工会 | 八分钟里要出一分钟 | 【来自一线】之二",
  ]);
});

test("takes a heading for a case's where its text opens with the place that it names", () => {
  expect(
    casesOf(
      "协会身边事",
      "",
      "◆ 上湾村：抓阄排的队",
      "",
      "上湾村用水户协会有四百多户，每年四月抓阄，抓着几号就是几号。",
      "",
      "◆ 石门支渠：三村的水账凑一本",
      "",
      "石门支渠在上游所，三个村在村口各装了一座量水槽，按亩分摊。",
    ),
  ).toEqual([
    "document | 协会身边事 |  | 协会身边事",
    "case | 上湾村用水户协会 | 抓阄排的队 | 上湾村：抓阄排的队",
    "case | 石门支渠 | 三村的水账凑一本 | 石门支渠：三村的水账凑一本",
  ]);
});

test("names who issued a text by what stands below its title", () => {
  const issuerOf = (line: string) =>
    casesOf(
      "夜班津贴问答",
      line,
      "",
      "问：夜班津贴怎么算？",
      "答：每班按三十元计算，月底与工资一起发放。",
    )[0];
  expect(issuerOf("海港市人力资源局、市总工会联合发布　　2024年7月8日")).toContain("海港市人力资源局 |");
  expect(issuerOf("海港市总工会等四部门　　2025年5月6日")).toContain("海港市总工会 |");
});

test("names who explains the articles of a regulation, with the place of its title", () => {
  const made = casesOf(
    "海港市夜班津贴办法",
    "",
    "第一条　夜班津贴每班三十元。",
    "第二条　本办法由市人力资源局会同市总工会解释。",
  );
  expect(made[0]).toContain("case | 海港市人力资源局 | 海港市夜班津贴办法");
});

test("takes no piece of a sentence for an organisation", () => {
  const made = casesOf(
    "疗休养问答",
    "",
    "不满一年的不参加，没有单位工会的向街道报名，另加单位工会盖章。",
    "家属和工会协商后定。",
  );
  expect(made[0]).toContain("case | 疗休养问答 |");
});

test("opens sections by days, by things counted, and by names in brackets", () => {
  const sectionsOf = (...lines: string[]) =>
    parseDocument("a.txt", lines.join("\n")).cases.flatMap(({ sections }) =>
      sections.map(({ name }) => name),
    );
  expect(
    sectionsOf(
      "海港市总工会",
      "",
      "4月2日　晴",
      "进厂第一天，先看了食堂，工人嫌菜淡。",
      "4月5日　雨",
      "厂里答应每周换一次菜单，由职工投票。",
    ),
  ).toEqual(["4月2日　晴", "4月5日　雨"]);
  expect(
    sectionsOf(
      "海港市总工会",
      "",
      "第一件　水费",
      "代表举手，同意三十九人，通过。",
      "第二件　出工",
      "代表举手，同意二十四人，没有通过。",
    ),
  ).toEqual(["第一件　水费", "第二件　出工"]);
  expect(
    sectionsOf(
      "海港市总工会",
      "",
      "［家底］作坊六十四家，做漆的八百九十人。",
      "［老难题］手艺藏着，师傅只教自己店里的人。",
    ),
  ).toEqual(["家底", "老难题"]);
});

test("begins an official paper at its number, where several stand in one file", () => {
  const paper = (number: string, title: string) => [
    number,
    title,
    "各基层工会：",
    "今年疗休养分四批，每批四十人，五月起报名，一线职工不少于七成。",
    "海港市总工会",
    "2025年4月28日",
  ];
  expect(
    casesOf(
      ...paper("港工发〔2025〕11号", "关于做好疗休养报名的通知"),
      ...paper("港工发〔2025〕14号", "关于开展技能竞赛的通知"),
    ),
  ).toEqual([
    "case | 海港市总工会 | 关于做好疗休养报名的通知 | 港工发〔2025〕11号",
    "case | 海港市总工会 | 关于开展技能竞赛的通知 | 港工发〔2025〕14号",
  ]);
});

test("begins the next of numbered paragraphs below the signature of the one before", () => {
  const text = "过去一半提案说不清办到哪一步，如今每件编一个号，从立案到答复都在屏幕上滚动。".repeat(3);
  expect(
    casesOf(
      "交流发言材料",
      "",
      `1.让提案有去有回。${text}`,
      "                    海港印染集团工会",
      `2.给夜班留一盏灶火。${text}`,
      "                    海港市医院工会",
      `3.把工会建在塔吊底下。${text}`,
      "                    海港城建公司工会",
    ),
  ).toEqual([
    "document | 交流发言材料 |  | 交流发言材料",
    "case | 海港印染集团工会 | 让提案有去有回 | ",
    "case | 海港市医院工会 | 给夜班留一盏灶火 | ",
    "case | 海港城建公司工会 | 把工会建在塔吊底下 | ",
  ]);
});

test("leaves to the document what is appended below its last case", () => {
  const document = parseDocument(
    "a.md",
    "# 做法手册\n\n## 案例1　海港市总工会\n\n码头设站。\n\n## 案例2　远山县总工会\n\n上山送药。\n\n## 附一：评分表\n\n海港九十分。\n",
  );
  expectInvariants(document);
  expect(document.cases.map(({ role, sections }) => [role, ...sections.map(({ name }) => name)])).toEqual([
    ["document", "附一：评分表"],
    ["case", "正文"],
    ["case", "正文"],
  ]);
});

test("leaves to the document what a heading above those of cases heads, where lines number the cases", () => {
  const text = "六月起在港区设十二处清凉点，每处两名值守员，经费由市总工会列支。";
  const one = (number: string, title: string, bearer: string) =>
    `身边榜样（${number}）\n\n## ${title}\n\n推荐单位：${bearer}\n\n${text}\n\n`;
  const { cases } = parseDocument(
    "a.md",
    `选编\n\n${one("一", "夜里的一碗面", "海港市总工会")}${one("二", "早上的一盏灯", "远山县总工会")}# 各县的材料\n\n${text}\n\n${one("三", "船上的一杯茶", "桥头区总工会")}`,
  );
  expect(cases.map(({ title, sections }) => [title, ...sections.map(({ name }) => name)])).toEqual([
    ["", "各县的材料"],
    ["夜里的一碗面", "正文"],
    ["早上的一盏灯", "正文"],
    ["船上的一杯茶", "正文"],
  ]);
});
