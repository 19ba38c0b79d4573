/** What is asked for word for word, in documents of several kinds → the very place, and never half of it. */

import { describe, expect, test } from "vitest";
import { openKnowledge } from "../knowledge.ts";
import { folderOf } from "../search/folder.ts";

const ANSWERS = `澄溪县职工书屋问答

澄溪县总工会职工服务中心

【问】办借书证要押金吗？
【答】不要。带身份证和会员卡当场办理，一人一证。

【问】续借有次数限制吗？
【答】一本书最多续借两次，每次十五天；有人预约的，不能续借。

【问】书丢了怎么赔？
【答】照原价赔，绝版的按原价两倍赔。
`;

const report = (year: number, middle: string) => `澄溪县总工会关于${year}年工作情况的报告

一、主要工作

全年新建职工书屋${year - 2015}家，办讲座四十场，参加的职工有两千多人。

${middle}

三、${year + 1}年打算

再建三家书屋，把夜间开放的时间延长到九点半，并为边远班组送书上门。
`;

const files = {
  "书屋问答.txt": ANSWERS,
  "关于2023年工作情况的报告.txt": report(2023, "二、存在的问题\n\n书屋分布不匀，乡镇只有一家。"),
  "关于2024年工作情况的报告.txt": report(
    2024,
    "二、正视短板\n\n送书上门只跑了六个班组，没有做到全覆盖；图书更新慢，新书不足一成。",
  ),
};
const open = async () => openKnowledge(await folderOf(files));

describe("words asked for as they stand", () => {
  test.each(["书屋续借次数限制的原话", "续借有次数限制吗，原文发我"])(
    "of a question come with its answer: %s",
    async (question) => {
      const { text } = await (await open()).askContract(question);
      expect(text).toContain("最多续借两次");
    },
  );

  test("in quotation marks are looked for before a year decides", async () => {
    const { text } = await (await open()).askContract("澄溪县23年报告“正视短板”那段原话给我");
    expect(text).toContain("没有做到全覆盖");
    expect(text).not.toContain("夜间开放");
  });

  test("are quoted, though they are to be printed", async () => {
    const { ask } = await open();
    expect((await ask("把书丢了怎么赔的原文贴一下，我要打印")).kind).toBe("excerpt");
    expect((await ask("能打印出来吗")).kind).toBe("help");
  });
});

describe("what is asked of a place", () => {
  const BY_PLACES = `# 互助金领取

## 广州

每人每月六百元，每半年领一次，带工作证到区工会办理。

## 福州

每月不超过四百元，在小程序上申请，三天内到账。

成都的领法由当地另行公布。
`;
  const asked = async (question: string) =>
    (await openKnowledge(await folderOf({ "领取.md": BY_PLACES }))).askContract(question);

  test("is quoted from its own section of a list by places", async () => {
    const { citations } = await asked("引用广州互助金领取的原文");
    expect(citations.map(({ section, quote }) => [section, quote])).toEqual([
      ["广州", "每人每月六百元，每半年领一次，带工作证到区工会办理。"],
    ]);
  });

  test("is never another place's", async () => {
    const answer = await asked("引用长沙互助金领取的原文");
    expect([answer.kind, answer.citations]).toEqual(["not-found", []]);
  });
});

test("a table named by its number is quoted with all of its rows, and without the text below", async () => {
  const { askContract } = await openKnowledge(
    await folderOf({
      "杉桥镇公报.md": `# 杉桥镇公报

## 农业

全年粮食丰收。

表1 粮食产量

| 品种 | 产量（吨） |
|---|---|
| 小麦 | 1200 |
| 玉米 | 3400 |

全年植树三千株，成活率九成以上。

## 工业

表2 企业户数

| 行业 | 户数 |
|---|---|
| 纺织 | 31 |
| 陶瓷 | 12 |
`,
    }),
  );
  const { kind, text } = await askContract("引用杉桥镇公报表1的原文");
  expect(kind).toBe("excerpt");
  for (const row of ["小麦", "3400"]) expect(text).toContain(row);
  expect(text).not.toMatch(/植树|纺织/);
});

describe("words that stand in nothing but the name of a document", () => {
  const pages = {
    "江心渡口送考.txt":
      "江心渡口送考\n\n六月七日清早，渡工加开四班船，送三十二名考生过江。\n\n渡口为家长备了姜茶和雨伞。\n",
    "渡工考核表.md": `# 渡工考核表

| 考核项目 | 评价内容 | 满分 |
|---|---|---|
| 安全操作 | 开船前查验救生衣 | 10 |
| 学习培养 | 钻研轮机业务 | 5 |
| 学习培养 | 熟悉水上法规 | 7 |
`,
    "岸线巡查.txt": "岸线巡查\n\n巡查员每天走完九公里岸线，记下水位。\n",
  };
  const asked = async (question: string) =>
    (await (await openKnowledge(await folderOf(pages))).askContract(question)).citations.map(
      ({ quote }) => quote,
    );

  test("ask for all of it", async () => {
    expect(await asked("引用江心渡口那篇报道的原文")).toEqual([
      "六月七日清早，渡工加开四班船，送三十二名考生过江。",
      "渡口为家长备了姜茶和雨伞。",
    ]);
  });

  test("and for the rows that the rest of the words heads", async () => {
    const rows = (await asked("引用渡工考核表中学习培养的内容")).join("\n");
    expect(rows).toMatch(/钻研轮机业务[\s\S]*熟悉水上法规/);
    expect(rows).not.toContain("救生衣");
  });
});

describe("words of a title in quotation marks", () => {
  test.each([
    "“推行能力等级评价机制”这一条原文",
    "“推行能力等级评价机制”这句话的原文",
    "“根治欠薪”治理体系的原文",
  ])("are what is looked for where nothing else is: %s", async (question) => {
    const { kind } = await (await openKnowledge()).askContract(question);
    expect(kind).toBe("excerpt");
  });

  test("name the case where something of it is asked for", async () => {
    const { citations } = await (await openKnowledge()).askContract("“聚新同心”的应用成效原文");
    expect(citations.map(({ section }) => section)).toEqual(["应用成效"]);
  });
});
