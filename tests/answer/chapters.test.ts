/** 第三章 of a document, however its chapters are written: that chapter, or that there is none. */

import { describe, expect, test } from "vitest";
import { quoteNamed } from "../../src/answer/named.ts";
import { openKnowledge, placesOf } from "../knowledge.ts";
import { folderOf } from "../search/folder.ts";

/** Chapters and articles are headings of one rank. */
const FLAT = `# 青禾厂工会财务细则

### 第一章总则

### 第一条

为管好会费，制定本细则。

### 第二条

财务人员须做到以下几点：

（一）日清月结。

（二）账实相符。

（三）凭证齐全。

### 第二章收入

### 第三条

会费按月收取，每人每月八元，由小组长代收后三日内上交。

### 第三章支出管理

### 第四条

慰问支出每人每次不超过四百元，由两名委员签字。

### 第五条

活动支出须先报预算，超出预算的部分不予报销。
`;

/** In a print a chapter is a line, and its headings are numbered by themselves. */
const LINES = `青禾厂员工手册

第一章 入职

1. 报到手续

报到时交验证件，由综合科登记。

2. 试用

试用期为两个月，考核合格后转正。

第二章 考勤

1. 上班时间

每周上班五天，每天八小时。

2. 请假

请假三天以上由分管厂长批准。
`;

const files = { "青禾厂工会财务细则.md": FLAT, "青禾厂员工手册.txt": LINES };
const open = async () => openKnowledge(await folderOf(files));

describe("a chapter asked for by number", () => {
  test("is quoted whole, and nothing else", async () => {
    const { askContract } = await open();
    const flat = await askContract("引用青禾厂工会财务细则第三章");
    expect([flat.kind, flat.citations.map(({ section }) => section)]).toEqual([
      "excerpt",
      ["第四条", "第五条"],
    ]);
    const lines = await askContract("青禾厂员工手册第二章考勤的原文");
    expect(lines.text).toContain("每周上班五天");
    expect(lines.text).toContain("三天以上");
    expect(lines.text).not.toContain("试用期");
  });

  test("is summed up by itself", async () => {
    const { askContract } = await open();
    const flat = await askContract("概括青禾厂工会财务细则第三章支出管理");
    expect(flat.kind).toBe("summary");
    expect(placesOf(flat).map((place) => place.split("·")[1])).toEqual(["第四条", "第五条"]);
    const lines = await askContract("概括青禾厂员工手册第二章");
    expect(lines.text).toContain("八小时");
    expect(lines.text).not.toContain("试用期");
  });

  test.each([
    "概括青禾厂工会财务细则第九章",
    "引用青禾厂工会财务细则第九章的原文",
    "青禾厂工会财务细则第九章讲了什么",
  ])("that is not there is said so, with those that are: %s", async (question) => {
    const answer = await (await open()).askContract(question);
    expect(answer.kind).toBe("not-found");
    expect(answer.text).toMatch(/没有“第9章”这一部分.*第一章总则、第二章收入、第三章支出管理/);
  });
});

describe("a part named to `quote`", () => {
  const quoted = async (name: string, section: string, item?: string) => {
    const answer = await quoteNamed(name, section, item, await open());
    return answer.kind === "excerpt" ? answer.quotes.map(({ text }) => text) : answer.kind;
  };

  test.each([
    ["青禾厂工会财务细则", "第四条", undefined, ["慰问支出每人每次不超过四百元，由两名委员签字。"]],
    ["青禾厂工会财务细则", "第四条", undefined, ["慰问支出每人每次不超过四百元，由两名委员签字。"]],
    ["青禾厂工会财务细则", "第2条", "（三）", ["凭证齐全。"]],
    ["青禾厂工会财务细则", "第二章", undefined, ["会费按月收取，每人每月八元，由小组长代收后三日内上交。"]],
    [
      "青禾厂工会财务细则",
      "第二章收入",
      undefined,
      ["会费按月收取，每人每月八元，由小组长代收后三日内上交。"],
    ],
    ["青禾厂工会财务细则", "第四十条", undefined, "not-found"],
  ])("is found as a question finds it: %s %s %s", async (name, section, item, texts) => {
    expect(await quoted(name, section, item)).toEqual(texts);
  });
});

describe("a case counted in a folder of several files", () => {
  const GUIDE = `# 维权指南

## 怎么申请

到区仲裁院填写申请书，五日内有人联系。

## 案例1

钱某被拖欠工资三个月，申请后二十天拿到全部工资。

## 案例2

孙某要求赔偿四千元，调解后公司当场支付三千元。
`;
  const NOTICE = "# 放假通知\n\n春节放假八天，值班人员另行安排，加班工资按规定发放。\n";
  const asked = async (question: string, files: Record<string, string>) =>
    (await openKnowledge(await folderOf(files))).askContract(question);

  test("is the part that is headed so, whatever stands second in the list of documents", async () => {
    const { kind, text } = await asked("概括案例2", {
      "a-放假.md": NOTICE,
      "b-放假2.md": NOTICE,
      "c-指南.md": GUIDE,
    });
    expect(kind).toBe("summary");
    expect(text).toContain("支付三千元");
  });

  test("is asked for where two documents have one", async () => {
    const { kind } = await asked("概括案例2", {
      "a-指南.md": GUIDE,
      "b-办法.md": GUIDE.replace("维权指南", "求助指南"),
    });
    expect(kind).toBe("ambiguous");
  });
});
