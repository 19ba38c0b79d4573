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

/** Two documents of two years, each with a table of the same rows. */
const STATISTICS: Readonly<Record<string, string>> = {
  "2023.md":
    "# 岑州市2023年工会统计公报\n\n## 一、维权\n\n受理法律援助580件，其中欠薪类334件。金秋助学资助612人，每人3500元，共214.2万元。\n\n## 附表　分县区指标\n\n| 县区 | 基层工会（个） | 会员（万人） |\n|---|---|---|\n| 汇渡区 | 2041 | 24.10 |\n| 潭口县 | 1012 | 11.12 |\n| 高新区 | 509 | 7.74 |\n| 全市 | 3562 | 42.96 |\n",
  "2024.md":
    "# 岑州市2024年工会统计公报\n\n## 一、维权\n\n受理法律援助647件，其中欠薪类353件。线下接待40113人次，比上年同期少1652人次。金秋助学资助548人，每人4000元，共219.2万元。\n\n## 附表　分县区指标\n\n| 县区 | 基层工会（个） | 会员（万人） |\n|---|---|---|\n| 汇渡区 | 2106 | 24.61 |\n| 潭口县 | 1035 | 11.04 |\n| 高新区 | 586 | 9.18 |\n| 全市 | 3727 | 44.83 |\n",
  "进度.md":
    "# 岑州市总工会2025年上半年进度快报\n\n## 进度表\n\n| 指标 | 1—6月完成 | 完成进度 | 上年同期 | 同比（%） |\n|---|---|---|---|---|\n| 新建驿站（个） | 26 | 65.0% | 31 | -16.1 |\n| 开展竞赛（项） | 702 | 56.2% | 655 | 7.2 |\n",
};

let knowledge: OpenKnowledge;
let statistics: OpenKnowledge;

beforeAll(async () => {
  knowledge = await opened(FILES);
  statistics = await opened(STATISTICS);
});

async function opened(files: Readonly<Record<string, string>>): Promise<OpenKnowledge> {
  const dir = await mkdtemp(join(tmpdir(), "over-cases-"));
  for (const [file, text] of Object.entries(files)) await writeFile(join(dir, file), text);
  return openKnowledge(dir);
}

async function claims(question: string, of = knowledge): Promise<string[]> {
  const answer = await of.ask(question);
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
    ["托管班三个班加起来多少名儿童", ["合计412人：东园班168名＋西园班131名＋镇中班113名，与所写的412名相符"]],
    ["哪家写了背景这一节", ["甲县总工会"]],
  ])("answers %s", async (question, expected) => {
    expect(await claims(question)).toEqual(expected);
  });
});

describe("a question over tables and years", () => {
  it.each([
    [
      "高新区24年比23年多了几个基层工会、多了多少会员",
      ["高新区：基层工会2024年比2023年多77个（509→586）", "高新区：会员2024年比2023年多14400人（7.74→9.18）"],
    ],
    ["24年会员比上一年少了的是哪些县区", ["潭口县：会员2024年比2023年少800人（11.12→11.04）"]],
    ["法律援助24年比23年多受理了多少件", ["2024年比2023年多67件：580件→647件"]],
    ["金秋助学23、24两年一共发出去多少钱", ["合计433.4万元：2023年214.2万元＋2024年219.2万元"]],
  ])("answers %s", async (question, expected) => {
    expect(await claims(question, statistics)).toEqual(expected);
  });

  it("tells no sum of all rows to who asks of one", async () => {
    const told = (await claims("潭口县的基层工会和会员加起来多少", statistics)).join();
    expect(told).not.toContain("合计");
  });

  it("compares no figure with one of a change", async () => {
    const told = (await claims("线下接待和上年同期哪个多", statistics)).join();
    expect(told).not.toMatch(/相差|高，/);
  });
});
