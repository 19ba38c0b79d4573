/** Markers, labels, section names and organisations, one line at a time. */

import { expect, test } from "vitest";
import { caseLabelAt, markerAt } from "../src/corpus/numbering.ts";
import { isOrganization, splitOrganization } from "../src/corpus/organizations.ts";
import { sectionKey, sectionKind } from "../src/corpus/section-names.ts";

test.each([
  ["(一)建站", "(一)", 1, 3],
  ["（十二）建站", "(一)", 12, 4],
  ["（二）、建站", "(一)", 2, 4],
  ["㈢建站", "(一)", 3, 1],
  ["二十、建站", "一、", 20, 3],
  ["五　建站", "一、", 5, 2],
  ["1.建站", "1.", 1, 2],
  ["１．建站", "1.", 1, 2],
  ["12、建站", "1.", 12, 3],
  ["(3) 建站", "(1)", 3, 4],
  ["4）建站", "1)", 4, 2],
  ["②建站", "①", 2, 1],
  ["第三，建站", "第一", 3, 3],
])("reads the marker of %s", (line, type, value, length) => {
  expect(markerAt(line)).toMatchObject({ type, value, length });
});

test.each([
  "(小家)建设",
  "(试行)",
  "（扩大）会议",
  "(街道)工会",
  "2024年以来",
  "3.5万人",
  "1,500元",
  "一是建站",
  "一、二线城市",
  "第一、第二产业",
  "第三季度",
  "12351热线",
  "十大品牌",
  "",
])("takes %j for words", (line) => {
  expect(markerAt(line)).toBeUndefined();
});

test.each([
  ["案例1", 1, 3],
  ["案例一：海港市总工会", 1, 4],
  ["案例十二 海港市总工会", 12, 5],
  ["【案例2】海港市总工会", 2, 5],
  ["典型案例之三——海港", 3, 8],
])("reads the case label of %s", (line, value, length) => {
  expect(caseLabelAt(line)).toEqual({ value, length });
});

test.each(["案例一览表", "案例背景", "案例1个", "本案例", "案例2024年"])(
  "takes %s for no case label",
  (line) => {
    expect(caseLabelAt(line)).toBeUndefined();
  },
);

test.each([
  ["recommendation", "推荐词 推荐语 推荐理由 专家点评 評語 推薦詞"],
  [
    "development",
    "经验培育过程 案例背景 工作背景 背景 实施背景 基本情况 针对问题 问题导向 起因 背景与问题 存在的主要问题 工作緣起 背　景",
  ],
  [
    "measures",
    "主要内容 主要做法 具体做法 创新做法 创新举措 工作举措 经验做法 实施过程 主要做法及成效 做法與經過 實施過程",
  ],
  [
    "results",
    "应用成效 工作成效 主要成效 取得成效 取得的成效 实施效果 成果成效 成效与反响 社会效益 取得的初步成果 實施效果",
  ],
  ["other", "经验启示 启示 下一步工作打算 关键词 摘要 案例简介 推广价值 工作启示 启示与思考 經驗啟示"],
])("knows the names of %s", (kind, names) => {
  for (const name of names.split(" ")) expect([name, sectionKind(name)]).toEqual([name, kind]);
});

test.each([
  "一、主要做法",
  "（二）主要做法",
  "【主要做法】",
  "**主要做法**",
  "主要做法：",
  "主 要 做 法",
  "1. 主要做法",
  "主要做法（节选）",
])("knows a section by its name however it is set: %s", (name) => {
  expect(sectionKind(name)).toBe("measures");
});

test.each([
  "海港市总工会",
  "打造工会服务新成效",
  "建好渔工驿站",
  "过去的一年里工会取得的各项成绩",
  "创新",
  "主要",
  "",
  "一、",
])("takes %j for no section name of the genre", (name) => {
  expect(sectionKind(name)).toBeUndefined();
});

test("gives the variants of a name one key", () => {
  const names = ["主要做法", "一、主要做法：", "【主要做法】", "主要 做法"];
  expect(new Set(names.map(sectionKey)).size).toBe(1);
  expect(sectionKey("經驗啟示")).toBe("经验启示");
});

test.each([
  "海港市总工会",
  "圆通速递有限公司工会",
  "中车株洲电力机车有限公司",
  "盐田区港运工联会",
  "第一人民医院",
  "平川矿业集团（上海）",
  "港灣電機有限公司工會",
  "海港造船厂",
])("takes %s for an organisation", (line) => {
  expect(isOrganization(line)).toBe(true);
});

test.each([
  "建好“渔工驿站”的工会",
  "打造职工满意的工会",
  "创新服务中心",
  "工会",
  "健全机制 凝聚共识",
  "海港市总工会，远山县总工会",
])("takes %s for something else", (line) => {
  expect(isOrganization(line)).toBe(false);
});

test.each([
  ["中车株洲电力机车有限公司 推行评价机制 推动多得", "中车株洲电力机车有限公司", "推行评价机制 推动多得"],
  ["海港市总工会：建好“渔工驿站”", "海港市总工会", "建好“渔工驿站”"],
  ["海港市总工会——建好“渔工驿站”", "海港市总工会", "建好“渔工驿站”"],
  ["平川矿业 集团工会（本级） ： 井下课堂", "平川矿业 集团工会（本级）", "井下课堂"],
  ["山东 齐河县总工会　聚新同心", "山东 齐河县总工会", "聚新同心"],
])("parts %s", (line, organization, title) => {
  const parts = splitOrganization(line)?.map(({ start, end }) => line.slice(start, end));
  expect(parts).toEqual([organization, title]);
});

test.each([
  "健全机制 凝聚共识 系统推进入会和服务",
  "海港市总工会",
  "打造“司机之家” 服务货运中心",
  "海港市总工会 ",
])("does not part %j", (line) => {
  expect(splitOrganization(line)).toBeUndefined();
});
