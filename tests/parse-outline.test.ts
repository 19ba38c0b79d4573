/** Outlines that no list of names tells: markings that repeat, rolls, bylines, tables, furniture of pages. */

import { expect, test } from "vitest";
import type { Block } from "../src/corpus/case.ts";
import { parseDocument } from "../src/corpus/parse.ts";
import { passagesOf, textOf } from "../src/corpus/passages.ts";
import { expectInvariants } from "./parse-invariants.ts";
import { sketch } from "./parse-sketch.ts";

function read(...lines: string[]) {
  const document = parseDocument("a.txt", lines.join("\n"));
  expectInvariants(document);
  return document;
}

/** Organisation and title, sections with how many blocks, and the labels of items. */
function outlineOf(...lines: string[]): string[] {
  return read(...lines).cases.flatMap(({ organization, title, sections }) => [
    [organization, title].filter(Boolean).join(" | "),
    ...sections.map(({ name, blocks }) => `§ ${name}: ${blocks.map(({ label }) => label ?? "-").join(" ")}`),
  ]);
}

/** The outline of a text with two such headings. */
function withTwoHeadings(first: string, second: string): string[] {
  return outlineOf(
    "海港市总工会",
    "",
    first,
    "高楼层要装，低楼层反对。",
    "",
    second,
    "先算账，后投票，每一步都公示。",
  );
}

test.each([
  ["▼", "▼难在哪", "▼怎么谈"],
  ["PART", "PART 1　难在哪", "PART 2　怎么谈"],
  ["第章", "第一章　难在哪", "第二章　怎么谈"],
  ["a figure and a wide blank", "1　难在哪", "2　怎么谈"],
  ["a numeral and a wide blank", "一　难在哪", "二　怎么谈"],
  ["a figure and a bar", "01 | 难在哪", "02 | 怎么谈"],
  ["an ordinal in brackets", "「壹」难在哪", "「贰」怎么谈"],
])("takes a marking that repeats with text below for a level: %s", (_, first, second) => {
  const name = (line: string) => line.replace("▼", "");
  expect(withTwoHeadings(first, second)).toEqual([
    "海港市总工会",
    `§ ${name(first)}: -`,
    `§ ${name(second)}: -`,
  ]);
});

test.each([
  ["one pictograph", "🏮 难在哪", "🏮 怎么谈"],
  ["different pictographs", "🏮 难在哪", "🔧 怎么谈"],
  ["keycaps", "1️⃣ 难在哪", "2️⃣ 怎么谈"],
  ["an ornament on both sides", "━━ 难在哪 ━━", "━━ 怎么谈 ━━"],
])("leaves what decorates a heading out of its name: %s", (_, first, second) => {
  expect(withTwoHeadings(first, second)).toEqual(["海港市总工会", "§ 难在哪: -", "§ 怎么谈: -"]);
});

test("takes what each numbered paragraph opens with for its name, and a numbered question for a heading", () => {
  expect(
    outlineOf("海港市总工会", "", "一、名额。甲县由10名调整为12名。", "二、改期。由一次放宽为两次。"),
  ).toEqual(["海港市总工会", "§ 一、名额: -", "§ 二、改期: -"]);
  expect(
    outlineOf(
      "海港市总工会",
      "",
      "1.婚假有几天？",
      "来电人：某厂职工",
      "本省规定婚假为13天。",
      "2.试用期不缴社保合法吗？",
      "来电人：某公司职工",
      "不合法。",
    ),
  ).toEqual(["海港市总工会", "§ 1.婚假有几天？: - -", "§ 2.试用期不缴社保合法吗？: - -"]);
});

test("takes an ordinal in a line of its own for the mark of the heading below", () => {
  expect(
    outlineOf(
      "海港市总工会",
      "",
      "01",
      "为什么办",
      "",
      "渔工常年漂泊，入会难。",
      "",
      "02",
      "怎么办",
      "",
      "驿站建到了船上，配了急救箱。",
    ),
  ).toEqual(["海港市总工会", "§ 为什么办: -", "§ 怎么办: -"]);
});

test("takes a question with its answer, and an article of a regulation, for a section that holds its own words", () => {
  expect(
    sketch(
      read(
        "海港市总工会会费问答",
        "",
        "问1：会费交多少？",
        "答：按基本收入的5‰。",
        "",
        "问2：退休后交不交？",
        "答：不交。",
      ),
    ),
  ).toBe(`
case 海港市总工会 | 海港市总工会会费问答 | -
  标题 海港市总工会会费问答
  § 问1：会费交多少？ (other)
    - 问1：会费交多少？
    - 答：按基本收入的5‰。
  § 问2：退休后交不交？ (other)
    - 问2：退休后交不交？
    - 答：不交。
! inference 1 标题未单列单位，已按文中的“海港市总工会”作为单位名称
`);
  expect(
    outlineOf(
      "驿站管理办法",
      "第一条　为规范驿站，制定本办法。",
      "第二条　驿站分两类：",
      "（一）固定的；",
      "（二）流动的。",
      "两类都免费。",
    ),
  ).toEqual(["驿站管理办法", "§ 第一条: -", "§ 第二条: - （一） （二） -"]);
  expect(
    outlineOf(
      "# 驿站管理办法",
      "",
      "**第一条（目的）** 为规范驿站，制定本办法。",
      "",
      "**第二条（名单）** 名单不得公布。",
    ),
  ).toEqual(["驿站管理办法", "§ 第一条: -", "§ 第二条: -"]);
});

test("takes numbered headings over lists for sections, and keeps the heading above them", () => {
  const document = read(
    "海港市总工会2024年工作总结",
    "一、工作情况",
    "（一）维护权益",
    "1．法律援助。办结案件418件。",
    "2．集体协商。签订合同2 940份。",
    "（二）服务职工",
    "1．送温暖。走访职工2.36万人。",
    "2．助学。资助376人。",
    "二、存在的不足",
    "驿站分布不均，乡镇太少。",
  );
  expect(document.cases[0]?.sections.map(({ name, under }) => [name, under])).toEqual([
    ["一、工作情况", undefined],
    ["（一）维护权益", "一、工作情况"],
    ["（二）服务职工", "一、工作情况"],
    ["二、存在的不足", undefined],
  ]);
});

test("lets what follows a list be no part of its last item: remarks, attachments, signature and date", () => {
  expect(
    outlineOf(
      "海港市总工会关于驿站申报的通知",
      "各县（区）总工会：",
      "一、申报条件",
      "1. 有固定场所，面积不少于40平方米。",
      "2. 有专人管理，开放时间不少于8小时。",
      "不符合的单位可以在下一年度申报。",
      "二、有关要求",
      "1. 按时申报，逾期不予受理。",
      "2. 认真审核，弄虚作假的取消资格。",
      "附件：1.申报表",
      "2.名额表",
      "                    海港市总工会",
      "                    2025年4月21日",
      "附件1",
      "申报表由单位填写，一式两份。",
    ),
  ).toEqual([
    "海港市总工会 | 海港市总工会关于驿站申报的通知",
    "§ 正文: -",
    "§ 一、申报条件: 1. 2. -",
    "§ 二、有关要求: 1. 2. - - - -",
    "§ 附件1: -",
  ]);
});

test("reads a table as one block, a sentence for each row, with its header", () => {
  const blocks = (...lines: string[]) =>
    read(...lines).cases.flatMap(({ sections }) => sections.flatMap((one) => one.blocks));
  const rows = ({ header, sentences }: Block) => [header, sentences.map(({ text }) => text)];
  expect(
    blocks(
      "驿站总结由市总工会编写。",
      "附表：各县指标",
      "县区     驿站（个）   会员（人）",
      "东溪县       12         5 300",
      "南坪县        7         4 100",
      "合  计       19         9 400",
    ).map(rows),
  ).toEqual([
    [undefined, ["驿站总结由市总工会编写。"]],
    [
      "县区     驿站（个）   会员（人）",
      [
        "县区     驿站（个）   会员（人）",
        "东溪县       12         5 300",
        "南坪县        7         4 100",
        "合  计       19         9 400",
      ],
    ],
  ]);
  expect(
    blocks("序号\t单位\t备注", "1\t东溪县\t含", "补贴64.9万元", "2\t南坪县\t无。新建").map(rows),
  ).toEqual([["序号\t单位\t备注", ["序号\t单位\t备注", "1\t东溪县\t含补贴64.9万元", "2\t南坪县\t无。新建"]]]);
});

test("leaves page numbers and running heads out of the text, and quotes the halves of a cut sentence apart", () => {
  const document = read(
    "海港市总工会",
    "主要做法",
    "（一）建站上船。在12艘母船上设立驿站，配备急救箱、图书角和卫星电话，让渔工在海上也能找得到工",
    "— 1 —",
    "海港市总工会案例选编",
    "会，也能用得上工会。",
    "（二）服务到港。渔船靠岸24小时内上门走访。",
    "海港市总工会案例选编    第2页",
  );
  expect(document.cases.flatMap(passagesOf).map(({ item, sentences }) => [item, textOf(sentences)])).toEqual([
    [null, "海港市总工会"],
    ["（一）", "建站上船。在12艘母船上设立驿站，配备急救箱、图书角和卫星电话，让渔工在海上也能找得到工"],
    ["（一）", "会，也能用得上工会。"],
    ["（二）", "服务到港。渔船靠岸24小时内上门走访。"],
  ]);
});

test("takes no menu, invitation or breadcrumb of a web page for a title", () => {
  expect(
    outlineOf(
      "点击蓝字　关注我们",
      "打印",
      "[首页](http://example.org/)>[动态](http://example.org/d/)",
      "渔工有了海上的家",
      "海港市总工会",
      "海港发布　2025-03-18 17:30",
      "",
      "渔工常年漂泊，一年在岸的日子不足六十天，入会难。",
      "往期推荐",
      "降价啦，老人一餐8元",
    ),
  ).toEqual(["海港市总工会 | 渔工有了海上的家", "§ 正文: - -"]);
});

test("begins a case at each title with an organisation beside it", () => {
  expect(
    outlineOf(
      "附件二　部分项目简要",
      "",
      "减压舱（项目1）",
      "海港地铁公司工会",
      "司机出勤前要测情绪，红灯的不上车，工会设了减压舱。",
      "",
      "零点课堂",
      "（项目2）海港建设公司工会",
      "工人零点下班睡不着，工会在食堂腾出一角，办起课堂。",
      "",
      "谁来管水？",
      "——远山县水务局工会推行河长值班",
      "",
      "一、背景",
      "河道长年没有人管，职工自己来。",
    ).filter((line) => !line.startsWith("§")),
  ).toEqual([
    "附件二　部分项目简要",
    "海港地铁公司工会 | 减压舱（项目1）",
    "海港建设公司工会 | 零点课堂",
    "远山县水务局工会 | 谁来管水？ ——远山县水务局工会推行河长值班",
  ]);
});

test("makes a case of each entry of a roll, and a section of the award that it stands under", () => {
  expect(
    outlineOf(
      "海港市总工会关于表彰先进集体的决定",
      "各县（区）总工会：",
      "2024年涌现出一批先进集体，经研究决定予以表彰，希望再接再厉。",
      "一、五一劳动奖状",
      "1. 海港水务集团（市直）。供水漏损率由11.2%降到8.6%。",
      "2. 远山茶业有限公司（远山县）。带动茶农2 180户增收。",
      "3. 平川县人民医院（平川县）。护士离职率降到3.9%以下。",
      "二、工会创新奖",
      "“早餐合伙人”——远山县总工会。与19家早餐店签约供餐。",
      "“码上评理”——平川县总工会。扫码提诉求，2小时内分派。",
    ),
  ).toEqual([
    "海港市总工会 | 海港市总工会关于表彰先进集体的决定",
    "§ 正文: - -",
    "海港水务集团",
    "§ 一、五一劳动奖状: 1.",
    "远山茶业有限公司",
    "§ 一、五一劳动奖状: 2.",
    "平川县人民医院",
    "§ 一、五一劳动奖状: 3.",
    "远山县总工会 | “早餐合伙人”",
    "§ 二、工会创新奖: -",
    "平川县总工会 | “码上评理”",
    "§ 二、工会创新奖: -",
  ]);
});

test.each([
  ["海港市总工会文件", "海工发〔2025〕8号", "关于做好驿站工作的通知"],
  ["驿站工作总结", "（2024年度）", "海港市总工会"],
  ["驿站建到船上", "——海港市总工会服务远洋渔工"],
])("finds the organisation in the lines of a heading: %s", (...heads) => {
  const [found] = read(...heads, "", "渔工常年漂泊，一年在岸的日子不足六十天，入会难。").cases;
  expect(found?.organization).toBe("海港市总工会");
});

test.each([
  ["推荐单位：海港市总工会", "渔工常年漂泊，一年在岸的日子不足六十天。"],
  ["海港市总工会（以下简称“市总”）把驿站建到了船上，渔工有了家。"],
  ["渔工常年漂泊，一年在岸的日子不足六十天。", "（供稿单位：海港市总工会）"],
])("finds the organisation in the text: %s", (...body) => {
  const [found] = read("驿站建到船上", "", ...body).cases;
  expect([found?.organization, found?.title]).toEqual(["海港市总工会", "驿站建到船上"]);
});

test("breaks at no file of a title or of front matter alone", () => {
  const nameOf = (text: string) =>
    parseDocument("03-目录.md", text).cases.map(({ organization }) => organization);
  expect([nameOf("---\ntitle: 目录\n---\n"), nameOf("# 目录\n"), nameOf("打印\n")]).toEqual([
    ["目录"],
    ["目录"],
    ["目录"],
  ]);
});

test("ends a list at its last item, whatever comes below: other lines, or a list that begins anew", () => {
  const blocks = (...lines: string[]) => {
    const [only] = parseDocument("指南.md", `# 补助申请\n\n${lines.join("\n\n")}\n`).cases;
    return only?.sections[0]?.blocks.map(({ label, sentences }) => `${label ?? "-"} ${sentences[0]?.text}`);
  };
  expect(
    blocks(
      "办理步骤：",
      "1. 提出申请",
      "2. 初审公示",
      "3. 发放补助",
      "办理时限：20个工作日",
      "住院补助：5000元",
    ),
  ).toEqual([
    "- 办理步骤：",
    "1. 提出申请",
    "2. 初审公示",
    "3. 发放补助",
    "- 办理时限：20个工作日",
    "- 住院补助：5000元",
  ]);
  const duties = ["（一）参加协商；", "（二）其他职责。"];
  expect(blocks("代表的职责：", ...duties, "首席代表还有下列职责：", ...duties)).toEqual([
    "- 代表的职责：",
    "（一） 参加协商；",
    "（二） 其他职责。",
    "- 首席代表还有下列职责：",
    "（一） 参加协商；",
    "（二） 其他职责。",
  ]);
});

test("takes chapters below one title for chapters, though two of them have headings in common", () => {
  const chapter = (name: string, ...parts: string[]) =>
    `## ${name}\n\n${parts.map((part) => `### ${part}\n\n早上六点开门，晚上十一点关门。`).join("\n\n")}\n\n`;
  const guide = `# 住宿指南\n\n${chapter("宿舍", "东区", "西区")}${chapter("设施", "网络", "空调", "开水", "洗衣", "东区", "西区")}${chapter("作息", "平日")}`;
  expect(parseDocument("住宿.md", guide).cases.map(({ organization }) => organization)).toEqual(["住宿指南"]);
});

test("takes a heading that heads nothing, right below the title, for the second line of it", () => {
  const [only] = parseDocument(
    "案.md",
    `# 约定违约金的限度\n\n## 甲某诉乙公司合同案\n\n## 案情\n\n双方签了合同。\n\n## 说理\n\n约定有效。\n`,
  ).cases;
  expect([only?.organization, only?.title]).toEqual(["约定违约金的限度", "甲某诉乙公司合同案"]);
  expect(only?.sections.map(({ name }) => name)).toEqual(["案情", "说理"]);
});
