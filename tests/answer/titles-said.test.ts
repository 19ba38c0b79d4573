import { expect, test } from "vitest";
import { openKnowledge } from "../knowledge.ts";
import { folderOf } from "../search/folder.ts";

/** A village that a bus line is called by as well, and questions that head their answers. */
const TOWN = {
  "1-班车.md": "# 镇村班车\n\n## 1路　客运站—滩头村（票价3元）\n\n首班六点半，末班十七点。\n",
  "2-村规.md":
    "# 滩头村村规民约（简本）\n\n第一条　门前三包，各家扫各家的。\n\n第二条　红事不超过十桌，礼金不超过二百元。\n",
  "3-常问.md":
    "# 乡亲常问\n\n## 问一：酒席摆四桌，要不要报？\n\n不用报，五桌以上才报。\n\n## 问二：小孩坐车要票吗？\n\n一米二以下的不要票。\n",
};

test.each([
  ["滩头村村规民约第二条原文", "第二条"],
  ["滩头村规民约第二条原文", "第二条"],
])("a title in running text goes before a name within it: %s", async (question, section) => {
  const { askContract } = await openKnowledge(await folderOf(TOWN));
  const { kind, citations } = await askContract(question);
  expect([kind, citations[0]?.section]).toEqual(["excerpt", section]);
});

test("a question that heads its answer is found by its number", async () => {
  const { askContract } = await openKnowledge(await folderOf(TOWN));
  const { citations } = await askContract("乡亲常问里问二的答复原话");
  expect(citations.map(({ quote }) => quote)).toContain("一米二以下的不要票。");
});
