/** Handbooks and notices of offices as their own staff type them: titles in a frame, parts that ask, lines of a list. */

import { expect, test } from "vitest";
import { parseDocument } from "../src/corpus/parse.ts";
import { sketch } from "./parse-sketch.ts";

const said = (text: string) => sketch(parseDocument("办法.txt", text));

test("takes the first line within a frame for the title, and what stands below a rule for no part of an item", () => {
  const frame = "=".repeat(30);
  expect(
    said(`${frame}
    海港船务有限公司 · 码头值班制度
    版本：V2    生效日期：2031-05-10
${frame}

第一章 值班

1.1 排班
每班两人，提前三天公布。
1.2 交接
当面清点，签字后离岗。

第二章 巡查

2.1 路线
从东门走到西门，每两小时一次。
2.2 记录
写在本上，交给当班的人。
${frame}
本制度由保卫科负责解释。
`),
  ).toBe(`
case 海港船务有限公司 | 码头值班制度 | -
  标题 海港船务有限公司 / 码头值班制度
  § 正文 (other)
    - 版本：V2    生效日期：2031-05-10
  § 第一章 值班 (other)
    1.1 排班 / 每班两人，提前三天公布。
    1.2 交接 / 当面清点，签字后离岗。
  § 第二章 巡查 (other)
    2.1 路线 / 从东门走到西门，每两小时一次。
    2.2 记录 / 写在本上，交给当班的人。
    - 本制度由保卫科负责解释。
! inference 2 单位与标题写在同一行，已按“海港船务有限公司”与“码头值班制度”分开
`);
});

const STAFF = `海港船务有限公司 - 新船员手册

第一部分：我们是谁？
一、来历
公司在海港办了三十年的航运，船员从六个人增加到一百二十人，航线从一条增加到九条，客货两便，风雨无阻。

二、船长
甲某某 (Jia) - 一号船 | 首席船长
甲某某在船上干了二十年，走过所有的航线，最熟悉的是北线，大家遇到风浪都愿意听一听这位老船长怎么说。
乙某某 (Yi) - 二号船 | 值班船长
乙某某是从水手做起的，管过仓库，也管过机舱，现在带着十二位年轻人，每周讲一次课，讲的都是亲手做过的事。
丙某某 (Bing) - 三号船 | 见习船长
丙某某去年才来，已经独自跑完了南线，报平安的电话一次也没有落下，年终评议的时候得票排在全公司的第三位。

第二部分：船上做什么？
一、领物
领物时要写清账号，账号在工作证的背面，丢了证件的人先到前台补办，补办要带两张照片，账号是 1001 2345

流程：

填单： 写清名称和数量。
`;

test("keeps the lines of a list apart where other lines are far longer, and a word with a colon from the figure above", () => {
  const sections = parseDocument("手册.txt", STAFF).cases.flatMap((one) => one.sections);
  expect(sections.map(({ name }) => name)).toEqual([
    "第一部分：我们是谁？",
    "一、来历",
    "二、船长",
    "第二部分：船上做什么？",
    "一、领物",
  ]);
  const texts = sections.flatMap(({ blocks }) => blocks.map(({ sentences }) => sentences[0]?.text));
  expect(texts).toContain("甲某某 (Jia) - 一号船 | 首席船长");
  expect(texts).toContain("流程：");
});

test("begins a section at the next number of the headings, where it opens a paragraph", () => {
  const text = `码头摊位补贴申请须知

一、条件
1、在码头摆摊满一年；
2、没有领过同样的补贴。

二、标准
1、固定摊位每月四百元；
2、流动摊位每月二百元。

三、其他未尽事项，以码头摊位管理办法的规定为准，申请前请先向管理科问清楚有关政策。
特此告知。
`;
  const sections = parseDocument("须知.txt", text).cases.flatMap((one) => one.sections);
  expect(sections.map(({ name, blocks }) => [name, blocks.length])).toEqual([
    ["一、条件", 2],
    ["二、标准", 2],
    ["三、其他未尽事项", 2],
  ]);
});
