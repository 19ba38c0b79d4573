/** Questions for what documents tell of one by one, for articles, and for rows of tables: never the document as if it were the answer. */

import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";

const FILES: Readonly<Record<string, string>> = {
  "guide.md":
    "# 沅川市总工会办事指南\n\n## 事项1　困难职工认定\n\n**【所需材料】**\n\n户口簿复印件；近6个月的工资流水。\n\n**【办理时限】**\n\n25个工作日。\n\n## 事项2　医疗互助金申领\n\n**【所需材料】**\n\n出院小结、医保结算单、本人银行卡复印件。\n\n**【办理时限】**\n\n10个工作日。\n\n## 事项3　技能补助\n\n**【所需材料】**\n\n证书复印件和本人银行卡。\n\n**【办理时限】**\n\n15个工作日。\n",
  "windows.md":
    "# 受理窗口一览\n\n| 县（区） | 地址 | 中午是否值班 |\n|---|---|---|\n| 临桥区 | 大桥路8号 | 是 |\n| 柘东区 | 民生街5号 | 否 |\n| 平岭县 | 府前街31号 | 是 |\n",
  "rules.md":
    "# 沅川市职工互助管理办法\n\n第一条　为规范职工互助，制定本办法。\n\n第二条　互助金每份60元，由个人缴纳。\n\n第三条　有下列行为的，退回互助金：伪造票据。\n\n第四条　审核人员泄露病历的，给予处分。\n",
};

let knowledge: OpenKnowledge;

beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), "list-units-"));
  for (const [file, text] of Object.entries(FILES)) await writeFile(join(dir, file), text);
  knowledge = await openKnowledge(dir);
});

async function claims(question: string): Promise<string[]> {
  const answer = await knowledge.ask(question);
  if (answer.kind === "listing") return answer.entries.map((entry) => entry.case.organization);
  return answer.kind === "grounded" ? answer.claims.map(({ text }) => text) : [answer.kind];
}

describe("a question for things within documents", () => {
  it.each([
    ["哪几个事项要交银行卡？", ["事项2　医疗互助金申领", "事项3　技能补助"]],
    ["哪些县区中午有人值班？", ["临桥区", "平岭县"]],
    ["哪些县区中午没人值班？", ["柘东区"]],
    ["哪几条提到了处分？", ["第四条"]],
  ])("answers %s", async (question, expected) => {
    const found = await claims(question);
    expect(found.map((text, i) => text.startsWith(expected[i] ?? "-"))).toEqual(expected.map(() => true));
  });
});
