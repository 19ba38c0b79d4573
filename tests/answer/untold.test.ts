/** What stands near the words of a question and does not tell it: another district's figure, a sentence without the name asked for. */

import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";

const FILES: Readonly<Record<string, string>> = {
  "allowance.md":
    "# 汐东区就业服务中心公告\n\n## 领多少\n\n灵活就业社保补贴按季度申领，就业困难人员每月最高820元。\n\n## 档案\n\n申请材料一人一档，纸质材料保存10年。\n\n## 面谈\n\n每学期第六周的星期四集中面谈。\n",
  "plan.md":
    "# 汐州市培训计划\n\n## 分区计划\n\n汐东区培训900人次，汐西区培训760人次。\n\n## 平台企业\n\n市总工会正同六家平台企业商量，谈成后另行公布。\n\n## 承建\n\n报名系统由海岳软件公司承建，花了12万元。\n",
  "rules.md":
    "# 汐州市补贴办法\n\n第一条　补贴由个人申报。\n\n第二条　伪造材料的，三年内不得申领。\n\n第三条　本办法自印发之日起施行。\n",
  "hall.md":
    "# 汐州市船员之家\n\n## 怎么收费\n\n停车费每小时3元，一天封顶20元。羽毛球馆每小时20元。\n\n## 撤牌\n\n“望潮驿”等点位办了三年。有四家早餐店因为涨价被摘牌，后来谁也没有再申请。\n\n## 表决\n\n“船员之家”章程赞成22票，反对1票，通过。\n",
  "yards.md": "# 汐州市船坞名录\n\n祝每一位焊工平安。\n",
};

let knowledge: OpenKnowledge;

beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), "untold-"));
  for (const [file, text] of Object.entries(FILES)) await writeFile(join(dir, file), text);
  knowledge = await openKnowledge(dir);
});

const told = async (question: string) => {
  const { kind, text } = await knowledge.askContract(question);
  return kind === "not-found" ? kind : text;
};

describe("a district that the question names", () => {
  it("is not answered for by another", async () => {
    expect(await told("汐东区灵活就业社保补贴每月最高多少")).toContain("820元");
    expect(await told("汐西区灵活就业社保补贴每月最高多少")).not.toContain("820元");
  });

  it("is answered for where it stands", async () => {
    expect(await told("汐西区培训多少人次")).toContain("760人次");
  });
});

describe("a name that is asked for", () => {
  it("has to stand in the sentence that tells the rest", async () => {
    expect(await told("市总在商量的六家平台企业都是谁")).toBe("not-found");
  });

  it("is told where it does", async () => {
    expect(await told("报名系统承建的是哪家")).toContain("海岳软件公司");
  });

  it("is none that stands in quotation marks beside several, or for a person", async () => {
    expect(await told("因为涨价被摘牌的那四家是哪几家早餐店")).toBe("not-found");
    expect(await told("章程表决反对的是哪位")).toBe("not-found");
  });
});

describe("a fee that is asked for by its name", () => {
  it("is no other fee", async () => {
    expect(await told("船员之家的学费怎么收")).toBe("not-found");
    expect(await told("船员之家羽毛球馆要交多少保证金")).toBe("not-found");
  });

  it("is told", async () => {
    expect(await told("船员之家的停车费怎么收")).toContain("每小时3元");
  });
});

it("says of a place, a hall and works that nobody tells of that they are not there", async () => {
  const absent = async (question: string) => (await knowledge.askContract(question)).text;
  expect(await absent("云漳市的培训多少人次")).toContain("云漳市");
  expect(await absent("青云路营业厅几点上班")).toContain("青云路营业厅");
  expect(await absent("港口机械厂工会有多少会员")).toContain("港口机械厂工会");
});

it("reads the last paragraph for 结尾那段", async () => {
  expect(await told("汐州市补贴办法结尾那段原文")).toContain("自印发之日起施行");
});

it("takes 保存10年 for how long it lasts", async () => {
  expect(await told("纸质材料要保存几年")).toContain("保存10年");
});

it("answers 第几周 by one of a row", async () => {
  expect(await told("每学期第几周面谈")).toContain("第六周");
});

it("hears how people speak", async () => {
  expect(await told("汐东区灵活就业社保补贴每月最高好多钱撒")).toContain("820元");
  expect(await told("伪造材料几多年冇得申领")).toContain("三年内");
});

it("quotes an article from the one document that has articles", async () => {
  expect(await told("汐东区公告第二条原文")).toContain("三年内不得申领");
});

it("does not say of 步骤 that it is missing", async () => {
  const { text } = await knowledge.askContract("买飞机要走哪些步骤");
  expect(text).not.toContain("“步骤”");
});

describe("a number that is asked for", () => {
  it("is not told by 每一位", async () => {
    expect(await told("汐州市一共有多少位焊工")).toBe("not-found");
  });
});
