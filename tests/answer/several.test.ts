/** Questions with several sides: each side's place is shown, wherever it stands; one that tells them all stands alone. */

import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";

const FILES: Readonly<Record<string, string>> = {
  "mutual.md":
    "# 沅川市职工医疗互助办法\n\n## 参加\n\n每份互助金60元，每人最多两份。\n\n## 申领\n\n住院互助金在出院之日起180日内申领，逾期不予受理。\n\n## 给付\n\n住院自付超过1000元的部分，每份给付三成。\n",
  "skills.md":
    "# 沅川市职工技能补助办法\n\n## 标准\n\n高级工补助1000元，技师补助1800元。\n\n## 申请\n\n技能补助在取得证书之日起12个月内申请，逾期不予受理。\n\n## 出资\n\n补助由企业出六成，市总工会出四成。\n",
  "night.md":
    "# 临桥区总工会夜校\n\n## 开班\n\n2023年开设夜校24个班，2024年开设夜校31个班。\n\n## 师资\n\n师资库有教师46名，其中兼职教师29名。\n\n## 不足\n\n夜校没有固定教室，冬天借用社区会议室。\n",
  "plan.md":
    "# 临桥区总工会年度计划对照\n\n## 对照表\n\n| 指标 | 目标 | 实际 |\n|---|---|---|\n| 新建爱心托管班 | 12个 | 9个 |\n| 职工体检 | 800人 | 812人 |\n| 普法讲座 | 30场 | 27场 |\n",
  "stations.md":
    "# 平岭县总工会驿站\n\n## 建设\n\n全县建成驿站52座，其中24小时开放的15座。\n\n## 不足\n\n驿站夜间无人看护，下一步配保安。\n",
};

let knowledge: OpenKnowledge;

beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), "several-"));
  for (const [file, text] of Object.entries(FILES)) await writeFile(join(dir, file), text);
  knowledge = await openKnowledge(dir);
});

async function claims(question: string): Promise<string[]> {
  const answer = await knowledge.ask(question);
  return answer.kind === "grounded" ? answer.claims.map(({ text }) => text) : [answer.kind];
}

it("shows a place of each thing of which the same is asked", async () => {
  const told = await claims("住院互助金和技能补助，分别要在多久之内办？");
  expect(told).toContain("住院互助金在出院之日起180日内申领，逾期不予受理。");
  expect(told).toContain("技能补助在取得证书之日起12个月内申请，逾期不予受理。");
});

it("shows what each of the cases named says of the thing asked", async () => {
  const told = await claims("临桥区和平岭县各有哪些不足？");
  expect(told.join()).toContain("夜校没有固定教室");
  expect(told.join()).toContain("驿站夜间无人看护");
});

it("tells of each case named in a line of its own, and of whom it is not told", async () => {
  const { claims: told, text } = await knowledge.askContract("临桥区、平岭县的师资库有多少教师？");
  expect(told.map((claim) => claim.text)).toEqual(["师资库有教师46名，其中兼职教师29名。"]);
  expect(text).toContain("“平岭县总工会驿站”：案例中没有找到能够回答的内容。");
});

it("asks each case for its own where the question does", async () => {
  expect(await claims("临桥区的教师、平岭县的驿站各有多少？")).toEqual([
    "师资库有教师46名，其中兼职教师29名。",
    "全县建成驿站52座，其中24小时开放的15座。",
  ]);
});

it("refuses where none of the cases named tells it", async () => {
  expect(await claims("临桥区、平岭县的会费各是哪个月交的？")).toEqual(["not-found"]);
});

it("lets one place stand alone that names all sides", async () => {
  expect((await claims("技能补助企业和市总工会各出几成？"))[0]).toBe("补助由企业出六成，市总工会出四成。");
});

it("sends nobody through places who asks of one thing", async () => {
  expect(await claims("夜校师资库有多少教师？")).toEqual(["师资库有教师46名，其中兼职教师29名。"]);
});

it("shows a table whole where its rows are to be compared", async () => {
  const [table = ""] = await claims("临桥区年度计划里哪几样指标没达到目标？");
  for (const cell of ["新建爱心托管班", "9个", "812人", "普法讲座", "27场"]) expect(table).toContain(cell);
});
