/** Documents of other shapes, one oddity each: the whole reading is stated. */

import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { expectInvariants } from "./parse-invariants.ts";
import { FIXTURES, parseFixture, sketch } from "./parse-sketch.ts";

test.each(readdirSync(FIXTURES).filter((file) => /\.(?:md|txt)$/.test(file)))(
  "accounts for every character of %s",
  (file) => {
    expectInvariants(parseFixture(file), Number.POSITIVE_INFINITY);
  },
);

test("begins a case at every 案例1 heading, with organisation and title below it or in the same line", () => {
  expect(sketch(parseFixture("case-labels.md"))).toBe(`
document 2025年度工会工作创新案例汇编 |  | 2025
  标题 2025年度工会工作创新案例汇编
case 海港市总工会 | 建好“渔工驿站” 服务远洋职工 | 2025
  标题 海港市总工会 / 建好“渔工驿站” 服务远洋职工
  § 针对问题 (development)
    - 远洋渔工常年漂泊,入会难、服务难。
  § 主要做法 (measures)
    （一） 建站上船。 / 在12艘母船上设立“渔工驿站”,配备急救箱和图书角。
    （二） 服务到港。 / 渔船靠岸24小时内上门走访。
  § 经验启示 (other)
    - 服务对象在哪里,工会工作就做到哪里。
case 远山县总工会 | “背篓工会”送服务上山 | 2025
  标题 远山县总工会 / “背篓工会”送服务上山
  § 针对问题 (development)
    - 山区职工居住分散。
  § 主要做法 (measures)
    （一） 背篓进村。 / 组建36支“背篓小分队”。
  § 经验启示 (other)
    - 小背篓装得下大民生。
! inference 23 单位与标题写在同一行，已按“远山县总工会”与“‘背篓工会’送服务上山”分开
`);
});

test("tells the entries of a table of contents from the case labels of a plain text", () => {
  expect(sketch(parseFixture("case-labels.txt"))).toBe(`
document case-labels |  | -
  标题
  § 目录 (front)
    - 案例一 海港市总工会
    - 案例二 远山县总工会
case 海港市总工会 | 建好“渔工驿站” 服务远洋职工 | -
  标题 海港市总工会 / 建好“渔工驿站” 服务远洋职工
  § 背景 (development)
    - 远洋渔工常年漂泊，入会难、服务难。
  § 做法 (measures)
    - 在12艘母船上设立“渔工驿站”。
  § 成效 (results)
    - 会员增加860人。
case 远山县总工会 | “背篓工会”送服务上山 | -
  标题 远山县总工会 / “背篓工会”送服务上山
  § 背景 (development)
    - 山区职工居住分散。
  § 做法 (measures)
    - 组建36支“背篓小分队”。
  § 成效 (results)
    - 服务职工5200人次。
`);
});

test("takes 一、 as a section heading in a plain text, and 1． as an item below it", () => {
  expect(sketch(parseFixture("numbered-headings.txt"))).toBe(`
case 海港市总工会 | 建好“渔工驿站” 服务远洋职工 | -
  标题 海港市总工会 / 建好“渔工驿站” 服务远洋职工
  § 一、案例背景 (development)
    - 远洋渔工常年漂泊，入会难、服务难。
  § 二、主要做法 (measures)
    1． 建站上船。 / 在12艘母船上设立“渔工驿站”。
    2． 服务到港。 / 渔船靠岸24小时内上门走访，3.5万人次受益。
  § 三、让渔工有家可回 (other)
    - 靠岸有人接，上岸有家回。
  § 四、取得成效 (results)
    - 会员增加860人。
`);
});

test("takes 一、 as the number of a case where sections repeat below it", () => {
  expect(sketch(parseFixture("numbered-cases.txt"))).toBe(`
document 2025年工会创新案例集 |  | 2025
  标题 2025年工会创新案例集
case 海港市总工会 | 建好“渔工驿站” | 2025
  标题 海港市总工会 / 建好“渔工驿站”
  § （一）背景 (development)
    - 远洋渔工常年漂泊。
  § （二）做法 (measures)
    - 在12艘母船上设立“渔工驿站”。
case 远山县总工会 | “背篓工会”送服务上山 | 2025
  标题 远山县总工会 / “背篓工会”送服务上山
  § （一）背景 (development)
    - 山区职工居住分散。
  § （二）做法 (measures)
    1. 组建36支“背篓小分队”。
    2. 定期上山。
! inference 1 文中没有标明案例层级，已按重复出现的章节名称分为 2 个案例
`);
});

test("takes 【】 labels as sections, alone in a line or before their text", () => {
  expect(sketch(parseFixture("bracket-labels.txt"))).toBe(`
case 海港市总工会 | 建好“渔工驿站” 服务远洋职工 | -
  标题 海港市总工会 / 建好“渔工驿站” 服务远洋职工
  § 关键词 (other)
    - 渔工 驿站 入会
  § 摘要 (other)
    - 海港市总工会把驿站建到船上。
  § 针对问题 (development)
    - 远洋渔工常年漂泊，入会难、服务难。
  § 主要做法 (measures)
    - 在12艘母船上设立“渔工驿站”。
  § 经验启示 (other)
    - 服务对象在哪里，工会工作就做到哪里。
! inference 1 单位与标题写在同一行，已按“海港市总工会”与“建好‘渔工驿站’ 服务远洋职工”分开
`);
});

test("takes a name before a colon as a section, unless it is a word of a paragraph", () => {
  expect(sketch(parseFixture("label-words.txt"))).toBe(`
case 海港市总工会 |  | -
  标题 海港市总工会
  § 推荐词 (recommendation)
    - 把驿站建到船上，值得推广。
  § 案例背景 (development)
    - 远洋渔工常年漂泊。
  § 主要做法 (measures)
    - 在12艘母船上设立“渔工驿站”。 / 问题：渔船不靠岸怎么办？
    - 问题：渔船不靠岸。
  § 工作成效 (results)
    - 会员增加860人。
`);
});

test("begins a case where section names come again, at the short lines before them", () => {
  expect(sketch(parseFixture("repeated-sections.txt"))).toBe(`
document 基层工会创新案例选登 | 2025年第3期 | 2025
  标题 基层工会创新案例选登 / 2025年第3期
case 海港市总工会 | 建好“渔工驿站” 服务远洋职工 | 2025
  标题 海港市总工会 / 建好“渔工驿站” 服务远洋职工
  § 推荐词 (recommendation)
    - 把驿站建到船上，值得推广。
  § 针对问题 (development)
    - 远洋渔工常年漂泊，入会难、服务难。
  § 主要做法 (measures)
    - 在12艘母船上设立“渔工驿站”。
case 远山县总工会 | “背篓工会”送服务上山 | 2025
  标题 远山县总工会 / “背篓工会”送服务上山
  § 推荐词 (recommendation)
    - 小背篓装得下大民生。
  § 针对问题 (development)
    - 山区职工居住分散。
  § 主要做法 (measures)
    - 组建36支“背篓小分队”。
! inference 1 文中没有标明案例层级，已按重复出现的章节名称分为 2 个案例
`);
});

test("tells cases apart where every heading has the same level", () => {
  expect(sketch(parseFixture("levels-flat.md"))).toBe(`
case 海港市总工会 | 建好“渔工驿站” 服务远洋职工 | -
  标题 海港市总工会 / 建好“渔工驿站” 服务远洋职工
  § 针对问题 (development)
    - 远洋渔工常年漂泊。
  § 主要做法 (measures)
    - 在12艘母船上设立“渔工驿站”。
case 远山县总工会 | “背篓工会”送服务上山 | -
  标题 远山县总工会 / “背篓工会”送服务上山
  § 针对问题 (development)
    - 山区职工居住分散。
  § 主要做法 (measures)
    - 组建36支“背篓小分队”。
! inference 1 文中没有标明案例层级，已按重复出现的章节名称分为 2 个案例
`);
});

test("keeps headings above the cases, and an appendix after them, with the document", () => {
  expect(sketch(parseFixture("parts.md"))).toBe(`
document 全市工会创新案例（2025年度） | 一等奖 | 2025
  标题 全市工会创新案例（2025年度） / 一等奖
  § 二等奖 (front)
  § 附录 (front)
    - 评选办法见市总工会通知。
case 海港市总工会 | 建好“渔工驿站” | 2025
  标题 海港市总工会 / 建好“渔工驿站”
  § 背景 (development)
    - 远洋渔工常年漂泊。
  § 做法 (measures)
    - 在12艘母船上设立“渔工驿站”。
case 远山县总工会 | “背篓工会”送服务上山 | 2025
  标题 远山县总工会 / “背篓工会”送服务上山
  § 背景 (development)
    - 山区职工居住分散。
  § 做法 (measures)
    - 组建36支“背篓小分队”。
case 平川矿业集团工会 | 井下“五分钟课堂” | 2025
  标题 平川矿业集团工会 / 井下“五分钟课堂”
  § 背景 (development)
    - 井下培训时间难保证。
  § 做法 (measures)
    - 班前五分钟,一天学一条。
! inference 5 单位与标题写在同一行，已按“海港市总工会”与“建好‘渔工驿站’”分开
! inference 17 单位与标题写在同一行，已按“远山县总工会”与“‘背篓工会’送服务上山”分开
! inference 27 单位与标题写在同一行，已按“平川矿业集团工会”与“井下‘五分钟课堂’”分开
`);
});

test("takes headings that name organisations for cases, even without sections", () => {
  expect(sketch(parseFixture("no-sections.md"))).toBe(`
document 优秀案例 |  | -
  标题 优秀案例
case 海港市总工会 |  | -
  标题 海港市总工会
  § 正文 (other)
    - 在12艘母船上设立“渔工驿站”。
case 远山县总工会 |  | -
  标题 远山县总工会
  § 正文 (other)
    - 组建36支“背篓小分队”。
`);
});

test("reads one case from a file with a title and sections", () => {
  expect(sketch(parseFixture("one-case.md"))).toBe(`
case 海港市总工会 | 建好“渔工驿站” 服务远洋职工 | -
  标题 海港市总工会 / 建好“渔工驿站” 服务远洋职工
  § 正文 (other)
    - 本案例入选2024年度全省工会创新案例。
  § 为什么做 (development)
    - 远洋渔工常年漂泊。
  § 渔工的一天 (other)
    - 凌晨四点起网。
  § 怎么做 (measures)
    - 在12艘母船上设立“渔工驿站”。
`);
});

test("takes a plain line between the organisation and the first section for the title, but not a date", () => {
  expect(sketch(parseFixture("plain-title.md"))).toBe(`
case 海港市总工会 | 建好“渔工驿站” 服务远洋职工 | -
  标题 海港市总工会 / 建好“渔工驿站” 服务远洋职工
  § 推荐词 (recommendation)
    - 把驿站建到船上，值得推广。
case 远山县总工会 |  | -
  标题 远山县总工会
  § 正文 (other)
    - 2025年3月
  § 推荐词 (recommendation)
    - 小背篓装得下大民生。
`);
});

test("finds the organisation below the title", () => {
  expect(sketch(parseFixture("title-first.md"))).toBe(`
case 海港市总工会 | 建好“渔工驿站” 服务远洋职工 | -
  标题 建好“渔工驿站” 服务远洋职工 / 海港市总工会
  § 正文 (other)
    - 远洋渔工常年漂泊。
  § 主要做法 (measures)
    - 在12艘母船上设立“渔工驿站”。
! inference 3 标题写在单位之前，已将“海港市总工会”作为单位名称
`);
});

test("takes the name of a case from the lines of a form", () => {
  expect(sketch(parseFixture("form.txt"))).toBe(`
case 海港市总工会 | 建好“渔工驿站” 服务远洋职工 | -
  标题
  § 案例名称 (other)
    - 建好“渔工驿站” 服务远洋职工
  § 申报单位 (other)
    - 海港市总工会
  § 案例简介 (other)
    - 海港市总工会把驿站建到船上。
  § 一、背景与起因 (development)
    - 远洋渔工常年漂泊。
  § 二、做法与经过 (measures)
    （一） 建站上船。 / 在12艘母船上设立“渔工驿站”。
    （二） 服务到港。 / 24小时内上门走访。
  § 三、成效与反响 (results)
    - 会员增加860人。
! inference 2 标题未单列单位，已按文中的“海港市总工会”作为单位名称
`);
});

test("leaves 案例1 within a part of a case where it stands", () => {
  expect(sketch(parseFixture("inner-examples.md"))).toBe(`
case 海港市总工会 |  | -
  标题 海港市总工会
  § 主要做法 (measures)
    - 建立调解室。
    - 案例1：张师傅讨薪
    - 三天讨回8000元。
    - 案例2：李师傅工伤
    - 获赔12万元。
  § 应用成效 (results)
    - 调解310件。
`);
});

test("knows section names and organisations in Traditional Chinese", () => {
  expect(sketch(parseFixture("traditional.md"))).toBe(`
case 港灣電機有限公司工會 |  | -
  标题 港灣電機有限公司工會
  § 案例背景 (development)
    - 技術工人晉升通道狹窄，職工意見集中。
  § 主要做法 (measures)
    （一） 建立評價標準。 / 設置「技能等級」五個檔次，由職工代表大會審議通過。
    （二） 打通晉升通道。 / 評上「首席技師」的，每月津貼3000元。
  § 實施效果 (results)
    - 離職率下降12.5%。 / 「有奔頭！」職工說。
  § 經驗啟示 (other)
    - 技能有價，職工才有勁頭。
`);
});

test("reads a byte order mark and CRLF, and joins across them", () => {
  expect(sketch(parseFixture("bom-crlf.md"))).toBe(`
case 海港市总工会 |  | -
  标题 海港市总工会
  § 主要做法 (measures)
    （一） 建站上船。 / 在12艘母船上设立“渔工驿站”，配备急救箱、图书角和卫星电话，让渔工在海上也能找得到工会。
  § 应用成效 (results)
    - 会员增加860人。
! join 5 第 5 行与第 7 行之间的换页把一句话断开，已接上：“…得到工｜会。…”
`);
});

test("joins the lines of a hard-wrapped text, Latin words parted by the line break", () => {
  expect(sketch(parseFixture("hard-wrapped.txt"))).toBe(`
case 海港市总工会 | 建好“渔工驿站” 服务远洋职工 | -
  标题 海港市总工会 / 建好“渔工驿站” 服务远洋职工
  § 一、案例背景 (development)
    - 海港市有远洋渔船三百余艘，渔工常年漂泊在外，一年在岸的日子不足六十天。 / 入会难、服务难、维权难，是渔工反映最集中的三件事，也是当地工会多年来想解决而没有解决的问题。
    - 2023年以来，市总工会把工作重心从岸上移到船上，从机关移到码头，探索建设“渔工驿站”。
  § 二、主要做法 (measures)
    (一) 建站上船。 / 在12艘母船上设立“渔工驿站”，配备急救箱、图书角和卫星电话，使用ABC
DEF三类物资清单管理，保证渔工在海上也能找到工会。
    (二) 服务到港。 / 渔船靠岸24小时内上门走访，逐船登记渔工需求，当场能办的当场办，不能办的七日内答复。
  § 三、取得成效 (results)
    - 会员增加860人，化解欠薪纠纷21起，涉及金额三百四十万元，渔工满意度达到98.6%。
! join 16 第 16 行与第 17 行之间的换行把一句话断开，已接上：“…ABC｜DEF…”
`);
});

test("reads indented paragraphs, and a lead in a line of its own", () => {
  expect(sketch(parseFixture("indented.txt"))).toBe(`
case 海港市总工会 | 建好“渔工驿站” 服务远洋职工 | -
  标题 建好“渔工驿站” 服务远洋职工 / 海港市总工会
  § 一、基本情况 (development)
    - 海港市有远洋渔船三百余艘，渔工常年漂泊在外，一年在岸的日子不足六十天。
  § 二、主要做法 (measures)
    （一） 加强组织领导，压实工作责任 / 成立专班。 / 市总主席任组长。 / 1.定期调度。 / 每月一次。 / 2.纳入考核。
    （二） 建强服务阵地，打造温馨港湾 / 在12艘母船上设立“渔工驿站”。
  § 三、工作成效 (results)
    - 一是会员增加860人。 / 二是化解欠薪纠纷21起。
! inference 3 标题写在单位之前，已将“海港市总工会”作为单位名称
`);
});

test("joins and splits English sentences", () => {
  expect(sketch(parseFixture("english.md"))).toBe(`
case Harbour Union |  | -
  标题 Harbour Union
  § 正文 (other)
    - The union put 12 "stations" on board ships, each with a first-aid kit and a small library,
and had them visited by staff within 24 hours of landing. / Membership rose by 3.5 percent, from
1,200 to 1,242. / Nobody had
expected that! / The next step is to add a satellite telephone to each station before winter
comes.
! join 5 第 5 行与第 6 行之间的换行把一句话断开，已接上：“…had｜exp…”
`);
});

test("takes the first marker of a section for its items and deeper ones for their text", () => {
  expect(sketch(parseFixture("nested-numbering.md"))).toBe(`
case 海港市总工会 | 建好“渔工驿站” | -
  标题 海港市总工会 / 建好“渔工驿站”
  § 主要做法 (measures)
    - 一是站位要高。 / 工会主席任组长。
    （一） 建站上船 / 1. 选址。 / 在12艘母船上设立驿站。 / 2. 配备。 / 急救箱； / 图书角。 / ① 卫星电话按需配置。
    （二） 服务到港 / 渔船靠岸24小时内上门走访。
  § 取得成效 (results)
    （1） 会员增加860人。
    （3） 化解欠薪纠纷21起。
! inference 1 单位与标题写在同一行，已按“海港市总工会”与“建好‘渔工驿站’”分开
! oddity 26 “取得成效”一节的序号不连续：“（3）”出现在第 2 项的位置
`);
});

test("reads bold lines as headings and bold leads as sentences", () => {
  expect(sketch(parseFixture("bold.md"))).toBe(`
case 海港市总工会 | 建好“渔工驿站” 服务远洋职工 | -
  标题 海港市总工会 / 建好“渔工驿站” 服务远洋职工
  § 推荐词 (recommendation)
    - 把驿站建到船上，值得推广。
  § 主要做法 (measures)
    （一） 建站上船。 / 在12艘母船上设立“渔工驿站”。
    （二） 服务到港 / 渔船靠岸24小时内**上门走访**。
  § 应用成效 (results)
    - 会员增加**860人**。
`);
});

test("reads a label in a quotation, a pictograph before a name and a remark after it", () => {
  expect(sketch(parseFixture("quoted-label.md"))).toBe(`
case 海港市总工会 | 建好“渔工驿站” | -
  标题 海港市总工会 / 建好“渔工驿站”
  § 推荐词 (recommendation)
    - 把驿站建到船上，值得推广。
  § 案例背景 (development)
    - 远洋渔工常年漂泊。
  § 应用成效（2023—2024年） (results)
    - 会员增加860人；
    - 化解欠薪纠纷21起。
! inference 1 单位与标题写在同一行，已按“海港市总工会”与“建好‘渔工驿站’”分开
`);
});

test("lets a sentence go on in its item where a page number cuts it", () => {
  expect(sketch(parseFixture("page-number.txt"))).toBe(`
case 海港市总工会 |  | -
  标题 海港市总工会
  § 主要做法 (measures)
    （一） 建站上船。 / 在12艘母船上设立“渔工驿站”，配备急救箱、图书角和卫星电话，让渔工在海上也能找得到工 / 会，也能用得上工会。
    （二） 中断 服务到港。 / 渔船靠岸24小时内上门走访，逐船登记需求，当场能办的当
! omission 7 页码、页眉、目录、网页导航等 1 行不作正文，从“— 3 —”起
! truncation 11 原文在此中断：“…当场能办的当”
`);
});

test("reads underlined headings, and takes front matter, rules and page numbers for marks", () => {
  expect(sketch(parseFixture("setext.md"))).toBe(`
case 海港市总工会 |  | -
  标题 海港市总工会
  § 主要做法 (measures)
    - 在12艘母船上设立“渔工驿站”。
    - 渔船靠岸24小时内上门走访。
! omission 15 页码、页眉、目录、网页导航等 1 行不作正文，从“— 3 —”起
`);
});

test("keeps a table together, a sentence for each row, and code and HTML as lines of text", () => {
  expect(sketch(parseFixture("table.md"))).toBe(`
case 海港市总工会 |  | -
  标题 海港市总工会
  § 应用成效 (results)
    - 两年来的变化见下表：
    - | 指标 | 2023年 | 2024年 | / | 会员 | 1200人 | 2060人 |
    - # 这一行不是标题
    - （一）这一行不是项目
    - 数据来源：市总工会。
`);
});

test("keeps sections of the same name apart, and reports them", () => {
  expect(sketch(parseFixture("duplicate-sections.md"))).toBe(`
case 海港市总工会 |  | -
  标题 海港市总工会
  § 主要做法 (measures)
    - 在12艘母船上设立“渔工驿站”。
  § 主要做法 (measures)
    - 渔船靠岸24小时内上门走访。
  § 应用成效 (results)
! oddity 7 同一案例中“主要做法”一节出现不止一次，按名称查找时以第一次出现的为准
! oddity 11 “应用成效”一节没有内容
`);
});

test("makes a case without sections of a file that holds a heading only", () => {
  expect(sketch(parseFixture("heading-only.md"))).toBe(`
case 海港市总工会 |  | -
  标题 海港市总工会
! oddity 1 该案例只有标题，没有正文
`);
});

test("takes a short first line before a text for its title, and the organisation that opens it for the case's", () => {
  expect(sketch(parseFixture("titled-text.txt"))).toBe(`
case 海港市总工会 | 海港市总工会建好“渔工驿站” | -
  标题 海港市总工会建好“渔工驿站”
  § 正文 (other)
    - 海港市的渔工一年在岸的日子不足六十天。 / 工会把驿站建到了船上，配备急救箱、图书角和卫星电话。
! inference 1 标题未单列单位，已按文中的“海港市总工会”作为单位名称
`);
});

test("names a case after its file where the text has no heading", () => {
  expect(sketch(parseFixture("no-structure.txt"))).toBe(`
case no-structure |  | -
  标题
  § 正文 (other)
    - 海港市的渔工一年在岸的日子不足六十天。 / 工会把驿站建到了船上。
    - 如今，渔船靠岸24小时内就有人上门走访。
! inference 1 文中没有标题，已以文件名“no-structure”作为案例名称
`);
});
