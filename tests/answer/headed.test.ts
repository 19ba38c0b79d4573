/** What an application takes stands below headings that say so: it is told whole, and of nothing else than the document is about. */

import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";

const NOTICE = `# 海港区码头摊位补贴申请须知

## 一、申请条件
1、在码头摆摊满一年；
2、没有领过同样的补贴。

## 二、申请所需材料
1、居委会开的住址证明；
2、身份证和户口簿；
3、诚信承诺书。

## 三、申请审核程序
1、到街道窗口提出，街道在三天内核对住址。
2、区管理科看摊位，拍照存档。
3、市管理处公示十天，没有人反对的列入名单。

## 四、其他事项
1、对自愿退出的，市管理处从下月起停发补贴，申请人要交回摊位牌。
2、对申请人已故的，家属可以申请变更。
`;

let knowledge: OpenKnowledge;

beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), "headed-"));
  await writeFile(join(dir, "须知.md"), NOTICE);
  knowledge = await openKnowledge(dir);
});

const told = async (question: string, ...history: string[]) =>
  (await knowledge.askContract(question, ...history)).citations.map(({ quote }) => quote);

const STEPS = ["到街道窗口提出", "区管理科看摊位", "市管理处公示十天"];
const PAPERS = ["居委会开的住址证明", "身份证和户口簿", "诚信承诺书"];

test.each([
  ["摊位补贴怎么申请？", STEPS],
  ["摊位补贴需要带哪些材料？", PAPERS],
])("%s", async (question, items) => {
  const quotes = await told(question);
  expect(quotes).toHaveLength(items.length);
  for (const [i, words] of items.entries()) expect(quotes[i]).toContain(words);
});

test("goes by what is talked about", async () => {
  const quotes = await told("需要带哪些材料？", "摊位补贴有哪些申请条件？");
  expect(quotes.map((quote, i) => quote.includes(PAPERS[i] ?? "?"))).toEqual([true, true, true]);
});

test("tells the steps of nothing else", async () => {
  expect((await told("小额贷款怎么申请？")).some((quote) => quote.includes("街道窗口"))).toBe(false);
});
