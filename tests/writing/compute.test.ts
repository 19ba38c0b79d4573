/** What a model wants made of figures that it points at → worked out by the program, each term with its place. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { respond } from "../../src/answer/respond.ts";
import type { Operation } from "../../src/answer/writing/pointing.ts";
import { contractOf } from "../../src/render/contract.ts";
import { openKnowledge } from "../knowledge.ts";
import { pointing, scriptedWriter } from "./scripted.ts";

const dir = await mkdtemp(join(tmpdir(), "figures-"));
afterAll(() => rm(dir, { recursive: true, force: true }));
await writeFile(
  join(dir, "year.md"),
  `# 澄湖港务公司工会

## 年初计划

全年组织竞赛350项以上，新建驿站20个，职工医疗互助参加人数突破25万人。

## 全年情况

共组织竞赛338项，新建驿站22个，职工医疗互助参加人数24.7万人。资助大学新生170人，每人补助5000元。元旦春节走访职工2.36万人，筹集资金1180万元。

## 上年情况

元旦春节走访职工2.54万人，筹集资金1065万元。奖励综合类项目3万元、班组类项目1万元。调查职工1652人，其中二十六至三十岁627人。

## 各站情况

| 站点 | 服务（人次） | 办结率 | 经费（万元） | 补助（万元） | 慰问标准 |
|---|---|---|---|---|---|
| 东站 | 120 | 80% | 3 | 1.5 | 每人不超过1500元 |
| 西站 | 150 | 90% | 5 | 2 | 每人不超过2000元 |

24小时开放的站点，经费上浮20%。欠开站点9个。

## 收支

| 项目 | 2024年决算 | 2025年预算 |
|---|---|---|
| 维权支出 | 147.5 | 168.0 |
`,
);
const knowledge = await openKnowledge(dir);

/** What the program makes of the clauses that begin with these words; `@2万元`: the figure so written. */
const worked = (...wanted: readonly (readonly [Operation, ...string[]])[]) =>
  workedFor("这些工作做得怎么样？", ...wanted);

async function workedFor(
  question: string,
  ...wanted: readonly (readonly [Operation, ...string[]])[]
): Promise<readonly string[]> {
  const writer = scriptedWriter((_, clauses) => {
    const idOf = (words: string) => {
      if (words.startsWith("=")) return words;
      const [begin = "", ...figure] = words.split(/(?=@)/);
      const found = clauses.find(({ text }) => text.startsWith(begin));
      if (!found) throw new Error(`expected a clause that begins with ${begin}`);
      return [found.id, ...figure].join("");
    };
    const compute = wanted.map(([operation, ...words]) => ({ operation, clauses: words.map(idOf) }));
    return pointing([idOf("共组织竞赛")], { compute });
  });
  const answer = contractOf(await respond({ question }, { ...knowledge, writer }));
  const quotes = answer.citations.map(({ quote }) => quote).join("");
  const claims = answer.claims.filter(({ text }) => text.endsWith("〔本程序计算〕"));
  for (const { text } of claims)
    for (const [figure] of text
      .split("：")
      .at(-1)
      ?.matchAll(/\d[\d.]*[万项个人元]*/g) ?? [])
      if (text.includes("：") && !text.startsWith("合计88")) expect(quotes).toContain(figure);
  return claims.map(({ text }) => text.replace("〔本程序计算〕", ""));
}

const told = async (begin: string) => {
  const writer = scriptedWriter((_, clauses) =>
    pointing(clauses.filter(({ text }) => text.startsWith(begin)).map(({ id }) => id)),
  );
  const answer = await respond({ question: "今年维权打算花多少？" }, { ...knowledge, writer });
  return contractOf(answer).claims.flatMap(({ text }) => text.split("；"));
};

it("a row is told by the header of its table, whose years head columns", async () => {
  // A row beside may be shown with it.
  expect(await told("| 维权支出")).toContain("维权支出，2024年决算 147.5，2025年预算 168.0");
});

it("a header that a model points at alone is no answer", async () => {
  expect(await told("| 项目")).not.toContain("| 项目 | 2024年决算 | 2025年预算 |");
});

describe("the program works out", () => {
  it("several things at once", async () => {
    expect(
      await worked(
        ["difference", "元旦春节走访职工2.36", "元旦春节走访职工2.54"],
        ["sum", "筹集资金1180", "筹集资金1065"],
      ),
    ).toEqual([
      expect.stringMatching(/相差0\.18万人：/),
      expect.stringMatching(/^合计2245万元：.*1180万元.*＋.*1065万元$/),
    ]);
  });

  it("what so many get of whom each gets so much", async () => {
    expect(await worked(["product", "资助大学新生170", "每人补助5000"])).toEqual(["85万元：170人×5000元"]);
  });

  it("what fell short of plan, and nothing of what did not", async () => {
    expect(
      await worked([
        "unmet",
        "全年组织竞赛350",
        "共组织竞赛338",
        "新建驿站20",
        "新建驿站22",
        "职工医疗互助参加人数突破",
        "职工医疗互助参加人数24",
      ]),
    ).toEqual(["计划350项，实际338项，相差12项", "计划25万人，实际24.7万人，相差0.3万人"]);
  });

  it("with the figure that is named as it is written", async () => {
    expect(await worked(["sum", "筹集资金1065", "奖励综合类@1万元"])).toEqual([
      expect.stringMatching(/^合计1066万元：/),
    ]);
  });

  it("with a figure as it is written that stands beside the clause named, where one alone has it", async () => {
    expect(await worked(["sum", "筹集资金1065", "元旦春节走访职工2.54@7万元"])).toEqual([]);
    expect(await worked(["sum", "筹集资金1065", "元旦春节走访职工2.54@1万元"])).toEqual([
      expect.stringMatching(/^合计1066万元：/),
    ]);
  });

  it("of rows the columns that are asked about, and no sum of rates", async () => {
    const rows = ["sum", "| 东站", "| 西站"] as const;
    expect(await workedFor("两个站一共服务多少人次，经费多少？", rows)).toEqual([
      expect.stringMatching(/^合计270人次：/),
      expect.stringMatching(/^合计8万元：/),
    ]);
    expect(await worked(rows)).toHaveLength(3);
  });

  it("with a figure among the words of a cell, and with a bare one beside what says its unit", async () => {
    expect(await worked(["difference", "| 东站@1500元", "| 西站@2000元"])).toEqual([
      expect.stringMatching(/相差500元：/),
    ]);
    expect(await worked(["product", "| 东站@3", "经费上浮20%"])).toEqual(["6000元：20%×3"]);
  });

  it("each of several units by itself", async () => {
    expect(
      await worked([
        "difference",
        "元旦春节走访职工2.36",
        "筹集资金1180",
        "元旦春节走访职工2.54",
        "筹集资金1065",
      ]),
    ).toEqual([]);
    expect(await worked(["difference", "共组织竞赛", "全年组织竞赛"])).toEqual([
      expect.stringMatching(/相差12项：/),
    ]);
  });

  it("what there is of one for each of another", async () => {
    expect(await worked(["average", "筹集资金1180", "元旦春节走访职工2.36"])).toEqual([
      "平均每人500元：1180万元÷2.36万人",
    ]);
  });

  it("with what it worked out before, the end first", async () => {
    expect(
      await worked(["product", "资助大学新生170", "每人补助5000"], ["sum", "=1", "奖励综合类@3万元"]),
    ).toEqual(["合计88万元：85万元＋3万元", "85万元：170人×5000元"]);
  });

  it("what share one is of another", async () => {
    expect(await worked(["share", "其中二十六", "调查职工1652"])).toEqual(["38.0%：627人÷1652人"]);
  });

  it.each<readonly [string, readonly [Operation, ...string[]]]>([
    ["of figures of several units", ["sum", "元旦春节走访职工2.36", "筹集资金1180"]],
    ["of a step that came to nothing", ["sum", "=1", "筹集资金1065"]],
    ["of a figure that there is none of", ["sum", "筹集资金1065", "奖励综合类@9万元"]],
    ["of one of several figures that is not named", ["sum", "筹集资金1065", "奖励综合类"]],
    ["of a share times a share", ["product", "其中二十六", "调查职工1652"]],
    ["of a whole that is smaller than its parts", ["remainder", "其中二十六", "调查职工1652"]],
  ])("nothing %s", async (_, wanted) => {
    expect(await worked(wanted)).toEqual([]);
  });
});
