/** Questions → the headings, items and sentences that they name, in documents of any shape. */

import { describe, expect, it } from "vitest";
import { parseDocument } from "../../src/corpus/parse.ts";
import { readable } from "../../src/language/templates.ts";
import { casePartsOf } from "../../src/question/case-parts.ts";
import { sectionSlots } from "../../src/question/section-slots.ts";

const REPORT = `# 2024年工作总结和2025年工作安排

## 一、主要问题

场地不足；师资只有12人。

## 二、2025年工作安排

（1）新建书屋6家；

（2）新建驿站9个。

## 三、还差什么

夜间没人值守。

## 四、有关要求

请于5月30日前报送材料。
`;

const ANSWERS = `# 热线问答

问1：没有工会能入会吗？

答：能。到街道总工会申请。

问2：会费交多少？

答：按5‰交。
`;

const report = parseDocument("report.md", REPORT).cases;
const answers = parseDocument("answers.md", ANSWERS).cases;
const slotsOf = (question: string) => sectionSlots(readable(question), report);

describe("a heading", () => {
  it.each([
    ["“主要问题”整段原文", ["一、主要问题"]],
    ["25年工作安排里第（2）条", ["二、2025年工作安排"]],
    ["还差点什么那段", ["三、还差什么"]],
    ["有哪些要求", ["四、有关要求"]],
  ])("is found by its own words: %s", (question, sections) => {
    expect(slotsOf(question).sections.filter((name) => sections.includes(name))).toEqual(sections);
  });

  it("is named surely by words that are said of nothing else", () => {
    expect(slotsOf("主要问题是什么").explicit).toBe(true);
    expect(slotsOf("他们怎么做的").explicit).toBe(false);
  });

  it("stands for the kind of section where the words name none", () => {
    expect(slotsOf("存在什么不足")).toMatchObject({
      sections: ["一、主要问题", "三、还差什么"],
      explicit: false,
    });
  });
});

describe("an item and a sentence", () => {
  it.each([
    ["第（2）条", { number: 2, unit: "条" }],
    ["第②个是啥", { number: 2, unit: "" }],
    ["问7怎么答的", { number: 7, unit: "问" }],
    ["附件1的第4条", { number: 1, unit: "附件", within: 4 }],
    ["下一条呢", { step: 1 }],
    ["最后一条", { last: true, unit: "条" }],
    ["第一书记是谁", null],
  ])("are read from %s", (question, item) => {
    expect(slotsOf(question).item).toEqual(item);
  });

  it("are taken from the words of the question", () => {
    expect(slotsOf("主要问题第2句")).toMatchObject({ sentence: { number: 2 }, words: ["主要问题", "第2句"] });
  });
});

describe("the parts of a case", () => {
  it("are questions with their answers where a document asks", () => {
    const questions = answers.flatMap(casePartsOf).filter(({ kind }) => kind === "question");
    expect(
      questions.map(({ number, name, body, end }) => [number, name, ANSWERS.slice(body, end).trim()]),
    ).toEqual([
      [1, "没有工会能入会吗?", "答：能。到街道总工会申请。"],
      [2, "会费交多少?", "答：按5‰交。"],
    ]);
  });
});
