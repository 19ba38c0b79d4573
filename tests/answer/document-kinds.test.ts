/** Documents that are no cases: what their titles are taken to name, and what answers of them. */

import { describe, expect, test } from "vitest";
import { openKnowledge } from "../knowledge.ts";
import { folderOf } from "../search/folder.ts";

const opened = async (files: Readonly<Record<string, string>>) => openKnowledge(await folderOf(files));

const HANDBOOK = `# 云岭厂职工手册

## 作息

食堂每天6:30开门。夜班车：23:40从东门发车，天天有。

## 起付

一级医院住院起付线是一百元，二级医院是二百元。

## 奖励

第三类奖励由车间报厂部批准后发给。
`;

describe("a document whose title is a question", () => {
  const files = {
    "手册.md": HANDBOOK,
    "年假.md": "# 年休假的天数是多少？\n\n满一年的，休五天。\n",
    "会费.md": "# 交会费有什么规定？\n\n按工资的千分之五交。\n",
    "押金.md": "# 办饭卡要多少钱？\n\n押金二十元。\n",
  };
  test.each([
    ["二级医院的起付线是多少？", "二百元"],
    ["第三类奖励有什么规定？", "车间报厂部"],
  ])("is not named by another: %s", async (question, told) => {
    expect((await (await opened(files)).askContract(question)).text).toContain(told);
  });

  test("answers what it asks", async () => {
    const { text } = await (await opened(files)).askContract("年休假有几天？");
    expect(text).toContain("休五天");
  });

  test("is not refused in the name of", async () => {
    const { text } = await (await opened(files)).askContract("夜班要补多少钱？");
    expect(text).not.toMatch(/饭卡|年休假|会费/);
  });
});

test("what shares words with one title may be told by another document", async () => {
  const { text } = await (
    await opened({
      "通知.md": "# 关于职工疗休养报名的通知\n\n凡在册职工都可以报名，名单由各车间报来。\n",
      "细则.md": "# 福利细则\n\n## 第二部分\n\n职工疗休养报名每人交押金三百元，回来退还。\n",
    })
  ).askContract("职工疗休养报名的押金是多少元？");
  expect(text).toContain("三百元");
});

describe("什么时候", () => {
  test.each([
    ["食堂什么时候开门？", "6:30"],
    ["夜班车何时发车？", "23:40"],
    ["夜班车几点发车？", "23:40"],
  ])("is answered by a time of day: %s", async (question, told) => {
    const { kind, text } = await (await opened({ "手册.md": HANDBOOK })).askContract(question);
    expect([kind, text]).toEqual(["grounded", expect.stringContaining(told)]);
  });
});

describe("an article", () => {
  const rules = (name: string, second: string) => `# ${name}

## 第一条

为管好班车，制定本规定。

## 第二条

${second}
`;
  const BUS = rules(
    "班车乘坐规定（一）",
    "班车由行政科统一调度。\n\n有下列情形之一的，不得乘车：\n\n（一）携带油漆的；\n\n（二）没有工牌的。\n\n情形消除后，可以再乘。",
  );
  const CANTEEN = rules("食堂就餐规定", "午餐每份十二元，由后勤科结算。");
  const places = async (files: Readonly<Record<string, string>>, question: string) =>
    (await (await opened(files)).askContract(question)).citations.map(({ quote }) => quote);

  test.each(["引用第二条第二款", "第二条第二款是什么"])(
    "is asked for a paragraph, and never gives an item for it: %s",
    async (question) => {
      expect(await places({ "班车.md": BUS }, question)).toEqual([
        "有下列情形之一的，不得乘车：",
        "携带油漆的；",
        "没有工牌的。",
      ]);
    },
  );

  test.each([
    ["第二条第三款的原文", "情形消除后，可以再乘。"],
    ["第二条第二款第二项的原文", "没有工牌的。"],
    ["第二条第二项的原文", "没有工牌的。"],
  ])("has paragraphs behind items, and items in paragraphs: %s", async (question, told) => {
    expect(await places({ "班车.md": BUS }, question)).toEqual([told]);
  });

  test.each(["班车由哪个科调度？", "引用第二条第一款"])(
    "is the one whose paragraph 第三款呢 asks for: %s",
    async (before) => {
      const { citations } = await (await opened({ "班车.md": BUS })).askContract("第三款呢？", before);
      expect(citations.map(({ quote }) => quote)).toEqual(["情形消除后，可以再乘。"]);
    },
  );

  test("has no paragraph beyond its last", async () => {
    const { kind, text } = await (await opened({ "班车.md": BUS })).askContract("引用第二条第五款");
    expect([kind, text]).toEqual(["not-found", expect.stringContaining("第2条第3款。")]);
  });

  test("that two documents have is asked back for, and given of the one chosen", async () => {
    const files = { "班车.md": BUS, "食堂.md": CANTEEN };
    const { ask, askContract } = await opened(files);
    for (const question of ["第二条原文是什么", "第二条规定了什么"])
      expect((await ask(question)).kind).toBe("ambiguous");
    for (const choice of ["第二个", "食堂就餐规定"])
      expect((await askContract(choice, "第二条原文是什么")).text).toContain("十二元");
    expect((await askContract("班车乘坐规定（一）", "第二条原文是什么")).text).toContain("行政科");
    expect((await askContract("食堂就餐规定第二条")).text).toContain("十二元");
  });
});

describe("a summary of a document by the name that people use", () => {
  const SECTIONS = ["班车调度", "食堂卫生", "宿舍安全", "图书借阅", "球馆预约", "疗养轮换"];
  const report = `# 云岭厂工会2025年后勤工作报告

云岭厂工会后勤工作报告

2026年1月8日在第三届职工代表大会上

## 一、一年回顾

全年新开班车线路四条，职工通勤时间平均缩短二十分钟。

## 二、全年安排

今年再开夜班线两条，把食堂延到晚上十点。
`;
  const reading = `# 市法院关于审理工资纠纷若干问题的解释（一）

${SECTIONS.map((name, i) => `## 第${"一二三四五六"[i]}条\n\n第${"一二三四五六"[i]}条 ${name}期间的工资，按照国家规定和司法解释的要求发给，不得拖欠。`).join("\n\n")}
`;
  const text = async (question: string) =>
    (await (await opened({ "报告.md": report, "解释.md": reading })).askContract(question)).text;

  test.each(["总结云岭厂工会后勤工作报告", "总结一下云岭厂工会的那个工作报告"])(
    "is of all of it: %s",
    async (question) => {
      expect(await text(question)).toMatch(/班车线路四条[\s\S]*夜班线两条/);
    },
  );

  test.each(["总结一下市法院关于审理工资纠纷的解释（一）", "总结工资纠纷的那个司法解释"])(
    "is not of the one article that has its words: %s",
    async (question) => {
      expect(await text(question)).toMatch(/班车调度[\s\S]*食堂卫生/);
    },
  );

  test("that is a heading without text is of the headings after it", async () => {
    const flat = `# 云岭厂年报

全年的工作都写在这里。

## 职工关怀

## 谈心

每月谈心一次，由车间主任负责，谈完记入台账。

## 慰问

生病住院的，三天之内上门慰问，带慰问金五百元。

## 采购管理

## 招标

五万元以上的都要公开招标，由纪检全程监督。
`;
    const { text: told } = await (await opened({ "年报.md": flat })).askContract("概括一下职工关怀");
    expect(told).toMatch(/谈心一次[\s\S]*上门慰问/);
    expect(told).not.toContain("招标");
  });
});

describe("counting in the reader's own nouns", () => {
  const RULES = `# 青坪乡工会议事规则

## 第一章 总则

## 第一条

下列事项不提交大会讨论：

（一）慰问品的采购；

（二）场地的临时借用。

## 第二章 表决

## 第二条

表决以举手方式进行，过半数为通过，结果当场公布。

## 第三章 附则

## 第三条

本规则自公布之日起施行，由工会委员会解释。
`;
  const PAGES = {
    "1.md": "# 王家坪技能创新工作室\n\n带徒弟十二人，改造夹具三套。\n",
    "2.md": "# 李家坝技能创新工作室\n\n带徒弟八人，节约刀具费两万元。\n",
    "3.md": "# 车间文化墙\n\n工作室的照片都贴在这里。\n",
  };

  test.each(["哪些事项不提交大会讨论，一共几种？", "不提交大会讨论的有几种情形？"])(
    "of the items of a list shows them: %s",
    async (question) => {
      const { text } = await (await opened({ "规则.md": RULES })).askContract(question);
      expect(text).toMatch(/慰问品的采购[\s\S]*临时借用/);
    },
  );

  test("of articles shows the last, and of chapters each", async () => {
    const { askContract } = await opened({ "规则.md": RULES });
    expect((await askContract("这部规则一共有多少条？")).citations.map(({ section }) => section)).toEqual([
      "第三条",
    ]);
    const { sections } = {
      sections: (await askContract("这部规则分几章？")).citations.map(({ section }) => section),
    };
    expect(sections).toEqual(expect.arrayContaining(["第一条", "第二条"]));
  });

  test("of documents lists all, or those whose titles say so", async () => {
    const { askContract } = await opened(PAGES);
    const called = async (question: string) =>
      (await askContract(question)).citations.map(({ quote }) => quote);
    expect(await called("一共有几篇报道？")).toHaveLength(3);
    expect(await called("列出所有典型案例")).toHaveLength(3);
    expect(await called("这里一共介绍了几个创新工作室？分别是哪些？")).toEqual([
      "王家坪技能创新工作室",
      "李家坝技能创新工作室",
    ]);
  });
});
