import { expect, test } from "vitest";
import { runningLines } from "../../src/readers/pdf-heads.ts";
import { linesOf } from "../../src/readers/pdf-lines.ts";
import { looseTables } from "../../src/readers/pdf-loose-tables.ts";
import type { Run } from "../../src/readers/pdf-page.ts";
import { ruledTables } from "../../src/readers/pdf-tables.ts";
import { withoutRadicals } from "../../src/readers/radicals.ts";

const SIZE = 10;

/** A run of words from `x` on the baseline `y`. */
function run(text: string, x: number, y: number): Run {
  const width = [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) < 0x2e80 ? SIZE / 2 : SIZE), 0);
  return { text, x0: x, x1: x + width, y0: y - SIZE * 0.86, y1: y, size: SIZE, bold: false };
}

const ROWS = [
  ["品名", "单位", "产量", "增长%"],
  ["海带", "吨", "1577", "48.8"],
  ["#鲜 品", "吨", "242", "-3.9"],
  ["渔网", "万张", "26", "0.3"],
  ["藻粉", "吨", "9", "11.1"],
  ["饵料", "吨", "310", "-0.7"],
];
const XS = [100, 200, 300, 400];
const TABLE = ROWS.flatMap((row, i) => row.map((text, n) => run(text, XS[n] ?? 0, 120 + i * 18)));
const ABOVE = run("表5 主要产品的产量", 180, 100);
const BELOW = run("全年水产品产量比上年增长百分之四，其中海带增长最快。", 100, 250);

const textsOf = (cells: readonly { text: string; row: number }[]) =>
  [...Map.groupBy(cells, ({ row }) => row).values()].map((row) => row.map(({ text }) => text));

test("keeps the columns of a table apart that no rules part, and leaves the text around it", () => {
  const { tables, rest } = looseTables([ABOVE, ...TABLE, BELOW]);
  expect(tables).toHaveLength(1);
  expect(tables[0]?.headerRows).toBe(1);
  expect(textsOf(tables[0]?.cells ?? [])).toEqual(
    ROWS.map((row) => row.map((text) => text.replace(" ", ""))),
  );
  expect(rest).toEqual([ABOVE, BELOW]);
});

test("takes labels set in by steps for one column", () => {
  const rows = [
    ["项目", 100, "万吨"],
    ["粮食", 90, "902.6"],
    ["其中：夏粮", 100, "508.5"],
    ["玉米", 170, "365.5"],
  ] as const;
  const runs = rows.flatMap(([label, x, figure], i) => [
    run(label, x, 100 + i * 18),
    run(figure, 300, 100 + i * 18),
  ]);
  const [table] = looseTables(runs).tables;
  expect(textsOf(table?.cells ?? [])).toEqual(rows.map(([label, , figure]) => [label, figure]));
});

test.each([
  [
    "a list of contents",
    ["一、总则", "二、组织", "三、经费", "四、附则"].map((text, i) => [text, String(i + 1)]),
  ],
  [
    "names beside names",
    [
      ["组长", "甲某"],
      ["组员", "乙某"],
      ["组员", "丙某"],
      ["记录", "丁某"],
    ],
  ],
])("takes %s for no table", (_, rows) => {
  const runs = rows.flatMap(([a = "", b = ""], i) => [run(a, 100, 100 + i * 18), run(b, 400, 100 + i * 18)]);
  expect(looseTables(runs).tables).toEqual([]);
});

test("makes no table of rules that part columns alone", () => {
  const upright = [190, 290, 390].map((x) => ({ x0: x, x1: x, y0: 108, y1: 220 }));
  const level = [108, 126, 220].map((y) => ({ x0: 90, x1: 450, y0: y, y1: y }));
  const page = { runs: TABLE, rules: [...upright, ...level] };
  expect(ruledTables(page).tables).toEqual([]);
});

test("leaves out numbers of pages that rise through the text, but not the ordinals of headings", () => {
  const page = (number: string) => ({ height: 800, lines: linesOf([run(number, 100, 300), BELOW]) });
  const left = (numbers: readonly string[]) => [...runningLines(numbers.map(page))].map(({ text }) => text);
  expect(left(["6", "8", "10"])).toEqual(["6", "8", "10"]);
  expect(left(["1", "2", "3"])).toEqual([]);
  expect(left(["6", "4", "10"])).toEqual([]);
});

test("closes up a word that is set wide, and leaves a blank between words", () => {
  const line = (...words: readonly (readonly [string, number])[]) =>
    linesOf(words.map(([text, x]) => run(text, x, 100)))[0]?.text;
  expect(line(["一、综", 100], ["合", 142])).toBe("一、综合");
  expect(line(["第二章", 100], ["聘用规定", 142])).toBe("第二章 聘用规定");
});

test("closes the gaps of a line that is drawn out, and none between names or the heads of columns", () => {
  const text = (words: string) => linesOf([run(words, 100, 100)])[0]?.text;
  expect(text("年末参 加 城乡 居 民基 本 养老 保 险 人数232万人")).toBe(
    "年末参加城乡居民基本养老保险人数232万人",
  );
  expect(text("指标名称 单位 绝对数 比上年增长")).toBe("指标名称 单位 绝对数 比上年增长");
  expect(text("甲乙丙 丁戊 己庚辛 壬癸")).toBe("甲乙丙 丁戊 己庚辛 壬癸");
});

test("keeps figures apart that stand in one column", () => {
  const crowded = TABLE.flatMap((one) => (one.text === "1577" ? [one, run("3.7", 330, one.y1)] : [one]));
  const [table] = looseTables(crowded).tables;
  expect(textsOf(table?.cells ?? [])[1]).toEqual(["海带", "吨", "1577 3.7", "48.8"]);
});

test("reads as characters what the map of a font gives as radicals", () => {
  expect(withoutRadicals("⽯渚总⼯会⼤⻔外，⻓江边的⻦，家家⼾⼾")).toBe(
    "石渚总工会大门外，长江边的鸟，家家户户",
  );
  expect(withoutRadicals("々〇①Ａ")).toBe("々〇①Ａ");
});
