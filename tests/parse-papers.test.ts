/** Regulations, newspaper pages and papers of offices: what stands around their text is told from the text. */

import { expect, test } from "vitest";
import { isImprint } from "../src/corpus/imprint.ts";
import { parseDocument } from "../src/corpus/parse.ts";
import { expectInvariants } from "./parse-invariants.ts";
import { sketch } from "./parse-sketch.ts";

function read(text: string): string {
  const document = parseDocument("papers.txt", text);
  expectInvariants(document, Number.POSITIVE_INFINITY);
  return sketch(document);
}

test("takes neither the list of chapters for a section nor a chapter's line for the end of an article", () => {
  const text = `海港市渔工保护条例

目　录
第一章　总则
第二章　责任
第三章　附则

第一章　总　则
　　第一条　为了保护渔工，制定本条例。
第二章　责　任
　　第二条　船东应当配备急救箱。
第三章　附　则
　　第三条　本条例自2025年5月1日起施行。
`;
  expect(read(text)).toBe(`
case 海港市渔工保护条例 |  | -
  标题 海港市渔工保护条例
  § 第一章　总　则 (other)
  § 第一条 (other)
    - 第一条　为了保护渔工，制定本条例。
  § 第二章　责　任 (other)
  § 第二条 (other)
    - 第二条　船东应当配备急救箱。
  § 第三章　附　则 (other)
  § 第三条 (other)
    - 第三条　本条例自2025年5月1日起施行。
! omission 3 页码、页眉、目录、网页导航等 4 行不作正文，从“目　录”起
`);
});

test("keeps footnotes apart from the last section, and a subtitle with its section's name", () => {
  const text = `海港港务公司工会
一张单价表

一、起因：一袋化肥的两种算法
　　公司有泊位14个[1]，装卸工876人。同样卸一吨，两个队的收入能差出900元。

二、三点体会
　　一是数据要两家一起测。二是派遣工必须坐上谈判桌。

[1] 不含东岗作业区的两个泊位。
`;
  expect(read(text)).toBe(`
case 海港港务公司工会 | 一张单价表 | -
  标题 海港港务公司工会 / 一张单价表
  § 一、起因：一袋化肥的两种算法 (development)
    - 公司有泊位14个[1]，装卸工876人。 / 同样卸一吨，两个队的收入能差出900元。
  § 二、三点体会 (other)
    - 一是数据要两家一起测。 / 二是派遣工必须坐上谈判桌。
  § 注释 (other)
    - [1] 不含东岗作业区的两个泊位。
`);
});

test("reads no page number, speaker or turn of the page as a heading or as text", () => {
  const text = `海港县总工会2025年工作报告
——2026年1月16日在县总工会十四届五次全委会议上

县总工会主席　　某某某

各位委员、同志们：
　　我代表常委会报告工作，请予审议。

一、工作回顾
　　新建基层工会73个，撤并空壳工会58个，净增15个。

-- 第 4 页 --

　　调解成功率82.3%，比上年提高3.4个百分点，仍低于全市平均。
（下转第5版）

二、存在的问题
　　村级驿站只有3个，比上年还少1个，夜校师资仍然短缺。
`;
  expect(read(text)).toBe(`
case 海港县总工会 | 海港县总工会2025年工作报告 ——2026年1月16日在县总工会十四届五次全委会议上 | 2025
  标题 海港县总工会2025年工作报告 / ——2026年1月16日在县总工会十四届五次全委会议上
  § 正文 (other)
    - 县总工会主席　　某某某
    - 各位委员、同志们：
    - 我代表常委会报告工作，请予审议。
  § 一、工作回顾 (other)
    - 新建基层工会73个，撤并空壳工会58个，净增15个。
    - 调解成功率82.3%，比上年提高3.4个百分点，仍低于全市平均。
  § 二、存在的问题 (development)
    - 村级驿站只有3个，比上年还少1个，夜校师资仍然短缺。
! inference 1 标题未单列单位，已按文中的“海港县总工会”作为单位名称
! omission 12 页码、页眉、目录、网页导航等 2 行不作正文，从“-- 第 4 页 --”起
`);
});

test("parts the dateline of an article from its first sentence", () => {
  const text = `排班表，先过听证会
　　本报海港11月19日电　“中班接夜班只隔了9个小时。”第一个发言的是挡车工。三天后，新班表贴了出来。
`;
  expect(read(text)).toBe(`
case 排班表，先过听证会 |  | -
  标题 排班表，先过听证会
  § 正文 (other)
    - 本报海港11月19日电 / “中班接夜班只隔了9个小时。” / 第一个发言的是挡车工。 / 三天后，新班表贴了出来。
`);
});

test("gives the long title of an official paper to its case", () => {
  const text = `东渡区总工会文件
东工发〔2025〕7号

东渡区总工会转发市总工会、市人社局《关于贯彻实施〈海港市户外作业职工劳动保护条例〉有关事项的通知》的通知

各街道总工会：
　　现将文件转发给你们，请一并执行。
`;
  expect(
    parseDocument("7.txt", text).cases.map(({ organization, title }) => `${organization}|${title}`),
  ).toEqual([
    "东渡区总工会|东渡区总工会转发市总工会、市人社局《关于贯彻实施〈海港市户外作业职工劳动保护条例〉有关事项的通知》的通知",
  ]);
});

test.each([
  "本报记者　某某某　通讯员　某某某",
  "（通讯员　某某某）",
  "县总工会主席　　某某某",
  "各县（区）总工会，市级产业工会，市直各单位工会：",
  "各位委员、同志们：",
  "2025年4月21日",
  "二〇二五年十一月",
  "（2024年1月9日，市总工会第十三届委员会第七次全体会议通过）",
  "——2026年1月16日在县总工会全委会议上",
  "葭工发〔2025〕25号",
  "葭城市总工会办公室",
  "附件：1.申报书填写说明",
  "2021.03.08　作者：何渡",
  "奖励办法　2024-02-20　海港市总工会",
  "2021-03-08",
  "2003年1月9日 海港市人民代表大会第12次会议通过",
])("knows that %s tells nothing of the matter", (line) => {
  expect(isImprint(line)).toBe(true);
});

test.each([
  "2024年签订集体合同203份（含区域性合同3份），覆盖职工4.9万人",
  "投入：每间板房1.5万元，由公司行政列支",
  "联合会8月2日受理后，分四步走：",
  "2021.03.08 换证二十人",
  "2021-03-08　渡口：加开四班船",
  "平台用工参照适用津贴规定，标准见棠工发〔2025〕21号。",
  "来源广泛的意见，经工会汇总后逐条答复，采纳与否都写明理由。",
])("knows that %s tells something", (line) => {
  expect(isImprint(line)).toBe(false);
});

test("takes examples in few of a guide's chapters, and a line that begins like their labels, for no cases", () => {
  const text = `# 讨薪指南

案例2出自互联网。

## 需要哪些证据

工资单、考勤表都可以作为证据。

## 怎么算加班费

平时加班按一倍半计算。

## 到哪里申请仲裁

向劳动合同履行地的仲裁委员会提出。

### 案例1

某人提出申请后，四十五天拿到了裁决。

### 案例2

某人没有证据，申请被驳回。
`;
  const { cases } = parseDocument("guide.md", text);
  expect(cases.map(({ role, organization }) => [role, organization])).toEqual([["case", "讨薪指南"]]);
  expect(cases[0]?.sections.map(({ name }) => name)).toEqual([
    "正文",
    "需要哪些证据",
    "怎么算加班费",
    "到哪里申请仲裁",
    "案例1",
    "案例2",
  ]);
});

test("calls a law about unions after itself, not after a union that its title begins with", () => {
  const law = `海港市工会条例

第一条　为了保障工会依法履行职责，海港市总工会应当支持基层工会，制定本条例。

第二条　海港市总工会负责指导。
`;
  expect(parseDocument("law.txt", law).cases.map(({ organization }) => organization)).toEqual([
    "海港市工会条例",
  ]);
});
