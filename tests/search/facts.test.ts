import { describe, expect, it } from "vitest";
import { parseDocument } from "../../src/corpus/parse.ts";
import { factsOf } from "../../src/search/facts.ts";
import { linesOf } from "../../src/search/lines.ts";

/** value unit | thing | row | year, with what else is known of it. */
function shown(text: string): string[] {
  const { cases } = parseDocument("a.md", text);
  return linesOf(cases).flatMap(({ lines }) =>
    lines.flatMap((line) =>
      factsOf(line).map(({ value, unit, thing, row, year, part, total, planned, rate }) =>
        [
          `${value}${unit}`,
          thing,
          row,
          year ?? "",
          [part && "part", total && "total", planned && "planned", rate && "rate"].filter(Boolean).join(" "),
        ].join(" | "),
      ),
    ),
  );
}

describe("factsOf", () => {
  it("gives each figure of a sentence the words before it and the noun behind it", () => {
    expect(
      shown(
        "# 甲市总工会2024年工作总结\n\n新建驿站52个，总数254个，其中24小时开放的47个。由4名劳模、9名工匠授课。\n",
      ),
    ).toEqual([
      "52个 | 新建驿站 |  | 2024 | ",
      "254个 | 总数 |  | 2024 | total",
      "24小时 | 其中开放 |  | 2024 | part",
      "47个 | 开放的 |  | 2024 | part",
      "4人 | 由劳模 |  | 2024 | ",
      "9人 | 工匠授课 |  | 2024 | ",
    ]);
  });

  it("keeps the thing through a change, knows rates, aims and the year before", () => {
    expect(
      shown(
        "# 甲市总工会2024年工作总结\n\n村集体收入由2020年的4.1万元增加到2024年的58.6万元。每人补贴200元。力争建会率达到60%。\n",
      ),
    ).toEqual([
      "41000元 | 村集体收入由的增加到 |  | 2020 | ",
      "586000元 | 村集体收入由的增加到的 |  | 2024 | ",
      "200元 | 每人补贴 |  | 2024 | rate",
      "60% | 力争建会率达到 |  | 2024 | planned",
    ]);
  });

  it("reads a cell with its column's header and unit, and its row's name", () => {
    expect(
      shown(
        "# 甲市总工会2024年项目表\n\n| 序号 | 单位 | 投入（万元） |\n|---|---|---|\n| 1 | 港务工会 | 86.5 |\n| 2 | 地铁工会 | — |\n| 合计 |  | 86.5 |\n",
      ),
    ).toEqual(["865000元 | 投入万元 | 港务工会 | 2024 | ", "865000元 | 投入万元 | 合计 | 2024 | total"]);
  });

  it("reads all cells that wide blanks part, the first and the last among them", () => {
    expect(
      shown(
        "# 甲市总工会2024年通报\n\n各县送课情况：\n地区      送课（次）  解决难题（个）\n东山县    148         102\n西岭县    201         147\n",
      ),
    ).toEqual([
      "148次 | 送课次 | 东山县 | 2024 | ",
      "102个 | 解决难题个 | 东山县 | 2024 | ",
      "201次 | 送课次 | 西岭县 | 2024 | ",
      "147个 | 解决难题个 | 西岭县 | 2024 | ",
    ]);
  });

  it("reads no row under the header of the table before", () => {
    const [people, works] = ["| 地区 | 年末人口（万人） |", "| 地区 | 企业数（家） |"];
    const facts = shown(
      `# 甲市2024年主要指标\n\n${people}\n|---|---|\n| 东山县 | 54.6 |\n| 西岭县 | 41.6 |\n\n${works}\n|---|---|\n| 东山县 | 264 |\n| 西岭县 | 318 |\n`,
    );
    expect(facts).toContain("546000人 | 年末人口万人 | 东山县 | 2024 | ");
    expect(facts.filter((fact) => fact.startsWith("264") || fact.startsWith("318"))).toEqual([
      "264家 | 企业数家 | 东山县 | 2024 | ",
      "318家 | 企业数家 | 西岭县 | 2024 | ",
    ]);
  });
});
