/** Ways in which people point at a passage of a regulation or a newspaper page → its words, and nothing of the neighbours. */

import { expect, test } from "vitest";
import { openKnowledge } from "../knowledge.ts";

const papers = await openKnowledge(new URL("../fixtures/papers", import.meta.url).pathname);
const coded = await openKnowledge(new URL("../fixtures/coded", import.meta.url).pathname);
const { askContract } = papers;

async function quoted(question: string, of = papers): Promise<readonly string[]> {
  const { kind, citations } = await of.askContract(question);
  return kind === "excerpt" ? citations.map(({ quote }) => quote) : [kind];
}

test.each([
  ["条例第三条第二项原文", ["风力六级以上不满八级的，作业不得超过五小时。"]],
  ["条例第二条第二款一字不差发我", ["抢险救灾不受本条例作业时间的限制，但应当安排补休。"]],
  ["第三章原文全部贴出来", ["第四条　本条例自2025年5月1日起施行。"]],
  [
    "糕点园那篇“拼老娘舅”第一段，照原文发我",
    ["园区选出9名调解员，谁家有纠纷，另几家的调解员来断。2024年调解46起，调成43起。"],
  ],
  [
    "糕点园那篇倒数第二段原文",
    ["园区选出9名调解员，谁家有纠纷，另几家的调解员来断。2024年调解46起，调成43起。"],
  ],
  ["排班听证那篇总经理那句原话", ["总经理说：“招一个熟手，花的钱不止这些。”"]],
  ["排班听证那篇最后一句原文", ["总经理说：“招一个熟手，花的钱不止这些。”"]],
  ["条例里“停止当日作业”那条，原文照抄", ["风力八级以上的，停止当日作业；"]],
])("%s", async (question, quotes) => {
  expect(await quoted(question)).toEqual(quotes);
});

test.each([
  ["手册的1.2，把原文复制给我", ["机关公务员不列入，返聘的可以列入。"]],
  ["管理办法第二条一字不动发我", ["**第二条（名单）** 借款人的姓名不得公布。司法机关依法调取的除外。"]],
  [
    "码头那个装卸工信里写的话一字别改发我，我要做标题",
    ["码头装卸工邬长根在信里写：“头一页念得真慢，念到‘不要躲’我就笑了。”"],
  ],
])("by its number as the document writes it, and by who said it: %s", async (question, quotes) => {
  expect(await quoted(question, coded)).toEqual(quotes);
});

test("an article that there is not is said not to be there, and none is shown in its place", async () => {
  const { kind, text, citations } = await askContract("第三十五条原文");
  expect([kind, citations]).toEqual(["not-found", []]);
  expect(text).toContain("没有“第35条”这一部分");
});

test("a paragraph that only leads to items is shown with them", async () => {
  const { kind, claims } = await askContract("大风天气船东怎么安排作业");
  expect([kind, claims[0]?.text]).toEqual([
    "grounded",
    "第三条　大风天气期间，船东应当按照下列规定安排作业：风力八级以上的，停止当日作业；风力六级以上不满八级的，作业不得超过五小时。",
  ]);
});
