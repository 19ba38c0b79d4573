/** Words that only lead to what stands below them are never shown without it. */

import { describe, expect, test } from "vitest";
import { openKnowledge } from "../knowledge.ts";
import { folderOf } from "../search/folder.ts";

const RULES = `# 柳湾纺织厂职工互助办法

## 第一条

互助金由职工自愿缴纳，厂工会保管，专款专用，任何人不得挪用。

## 第二条

互助小组的日常任务是：

（一）登记入组人员，收取互助金。

（二）核实申请人的困难，三日内提出意见。

（三）每季度公布收支，接受全体组员查账。

## 第三条

有下列情形之一的，停发互助金。

（一）虚报困难的；

（二）离开本厂的。

## 第四条

每月应交的互助金这样折算：

月互助金：月工资×0.5%

年互助金：月互助金×12

## 第五条

本办法由厂工会解释，自公布之日起施行。
`;

const LONG = `# 柳湾纺织厂年度工作要点

今年重点做好三方面工作：

（一）建好职工之家。${"把阅览室、心理室和健身房都修缮一遍，每周开放五天，由车间轮流值守。".repeat(12)}

（二）办好技能比武。${"每季度安排一个工种，由老师傅出题，优胜者记入技能档案，并发给奖金。".repeat(12)}

（三）管好互助基金。${"按月公布收支，由职工代表查账，有疑问的当场答复，答复不了的三日内说明。".repeat(12)}
`;

const open = async () => openKnowledge(await folderOf({ "互助办法.md": RULES, "要点.md": LONG }));
const TASKS = ["登记入组人员", "核实申请人的困难", "每季度公布收支"];

describe("what leads to a list", () => {
  test.each(["互助小组的日常任务是什么？", "互助小组的日常任务有哪些", "互助小组日常任务的原文"])(
    "is told with all of its items and nothing else: %s",
    async (question) => {
      const { citations } = await (await open()).askContract(question);
      expect(citations.map(({ section }) => section)).toEqual(Array(4).fill("第二条"));
      for (const task of TASKS) expect(citations.some(({ quote }) => quote.startsWith(task))).toBe(true);
    },
  );

  test("need not end in a colon", async () => {
    const { text } = await (await open()).askContract("引用停发互助金的那句原文");
    expect(text).toContain("有下列情形之一的");
    expect(text).toContain("离开本厂的");
  });

  test("may lead to plain lines", async () => {
    const { text } = await (await open()).askContract("每月应交的互助金怎么折算？");
    expect(text).toContain("月工资×0.5%");
    expect(text).not.toContain("自公布之日起");
  });

  test("is told with the first sentence of each item where the list is long", async () => {
    const { citations } = await (await open()).askContract("今年重点做好哪三方面工作？");
    expect(citations.map(({ quote }) => quote)).toEqual([
      "今年重点做好三方面工作：",
      "建好职工之家。",
      "办好技能比武。",
      "管好互助基金。",
    ]);
  });
});
