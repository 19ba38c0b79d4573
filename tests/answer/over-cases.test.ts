import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";

const FILES: Readonly<Record<string, string>> = {
  "2023.md":
    "# 云江市总工会2023年工作总结\n\n## 维权\n\n“法院+工会”调解室受理1072件，调解成功734件。元旦送温暖筹集资金1180万元。\n",
  "2024.md":
    "# 云江市总工会2024年工作总结\n\n## 维权\n\n“法院+工会”调解室受理1290件，调解成功916件。元旦送温暖筹集资金1065万元。\n\n## 附表\n\n| 单位 | 新建驿站（个） | 投入（万元） |\n|---|---|---|\n| 临江区 | 11 | 42 |\n| 高新区 | 6 | — |\n| 青口市 | 8 | 61 |\n| 合计 | 25 | 103 |\n",
  "cases.md":
    "# 云江市工会案例选编\n\n## 甲县总工会\n\n### 托管班\n\n#### 背景\n\n职工子女放学早。\n\n#### 做法\n\n托管班在册儿童412名，其中东园班168名、西园班131名、镇中班113名。\n\n## 乙区总工会\n\n### 提案\n\n#### 做法\n\n收到提案1907件，当场答复1244件，转督办663件，已办结598件。\n",
};

let knowledge: OpenKnowledge;

beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), "over-cases-"));
  for (const [file, text] of Object.entries(FILES)) await writeFile(join(dir, file), text);
  knowledge = await openKnowledge(dir);
});

async function claims(question: string): Promise<string[]> {
  const answer = await knowledge.ask(question);
  if (answer.kind === "grounded") return answer.claims.map(({ text }) => text);
  if (answer.kind === "listing") return answer.entries.map((entry) => entry.case.organization);
  return [answer.kind];
}

describe("a question over several cases, rows or figures", () => {
  it.each([
    ["“法院+工会”调解室这两年加起来调成了多少件", ["合计1650件：2023年734件＋2024年916件"]],
    ["送温暖筹集的资金24年比23年少了多少", ["2024年比2023年少115万元：1180万元→1065万元"]],
    [
      "24年新建驿站最多的和最少的各是哪个县区",
      ["最多的是临江区 11（新建驿站（个））", "最少的是高新区 6（新建驿站（个））"],
    ],
    ["附表里哪个单位投入没填", ["高新区：投入（万元） —"]],
    ["投入60万以上的是哪家", ["青口市 61（投入（万元））"]],
    ["收到的提案1907件里，督办还剩几件没办结", ["还剩65件：663件－598件"]],
    ["哪家写了背景这一节", ["甲县总工会"]],
  ])("answers %s", async (question, expected) => {
    expect(await claims(question)).toEqual(expected);
  });
});
