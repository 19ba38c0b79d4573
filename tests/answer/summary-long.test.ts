/** A long document is summed up part by part, a short line for each, and by nothing that tells nothing by itself. */

import { describe, expect, test } from "vitest";
import type { ContractAnswer } from "../../src/render/contract.ts";
import { openKnowledge } from "../knowledge.ts";
import { folderOf } from "../search/folder.ts";

const CHAPTERS = ["总则", "入社", "借款", "还款", "监督", "附则"];

/** Each chapter has a definition, what it tells, a list, and more that fills it. */
const RULES = [
  "# 杉桥镇职工互助社章程",
  ...CHAPTERS.flatMap((name, i) => [
    `## 第${i + 1}章　${name}`,
    `第${3 * i + 1}条 本章程所称${name}，是指互助社为全镇职工办理的${name}事务，由理事会统一掌管。`,
    `第${3 * i + 2}条 ${name}的事项由理事会每月第${i + 1}个星期三在镇工会二楼集中办理，职工可以当场查账。`,
    `第${3 * i + 3}条 办理${name}应当具备下列条件：`,
    `（一）在杉桥镇的企业做工满${i + 2}个月，并由本企业工会出具证明；`,
    `（二）没有拖欠互助社的款项，也没有替拖欠的人作过担保；`,
    `理事会对${name}的意见分歧较大的，交社员代表会议表决，到会的三分之二以上同意才算通过，表决结果在厂门口张贴七天。` +
      `张贴期间有人提出异议的，由监事会在五天之内查清并答复，答复不满意的，可以要求复查一次，复查由镇工会派人参加。` +
      `有关${name}的材料一式三份，互助社、企业工会和职工本人各执一份，保存期不少于五年，借阅须经监事会主任签字。` +
      `每年年底，理事会把一年来${name}的情况写成书面材料，送全体社员传阅，社员在传阅单上写下意见，由监事会汇总后答复。`,
  ]),
].join("\n\n");

const FIELDS = ["综合", "农业", "工业", "交通", "教育", "卫生"];

/** A bulletin: a foreword, sections of figures with captions and notes. */
const BULLETIN = [
  "# 杉桥镇2023年发展公报",
  "在镇党委的领导下，全镇上下齐心协力，各项事业稳步向前。",
  ...FIELDS.flatMap((name, i) => [
    `## ${"一二三四五六"[i]}、${name}`,
    `全年${name}总量达到${120 + i}万元，比上年增长${i + 3}.5%。`,
    `表${i + 1} 2023年${name}情况`,
    `[${i + 1}]本表${name}数据为初步统计结果，最终数以镇统计站年底核定为准。`,
    (
      `从各村看，${name}的进展快慢不一，东片几个村起步早、底子厚，西片几个村则仍在补课，需要再下一番功夫。` +
      `镇里为${name}专门开过几次会，听取各村的意见，并把意见一条条记下来，交给有关的人逐项去办，办好了的公布出去。`
    ).repeat(4),
  ]),
].join("\n\n");

const summed = async (question: string): Promise<ContractAnswer> => {
  const { askContract } = await openKnowledge(
    await folderOf({ "杉桥镇职工互助社章程.md": RULES, "杉桥镇2023年发展公报.md": BULLETIN }),
  );
  const answer = await askContract(question);
  expect(answer.kind).toBe("summary");
  return answer;
};

const sizeOf = ({ citations }: ContractAnswer) => citations.reduce((sum, { quote }) => sum + quote.length, 0);

describe("the summary of a long document", () => {
  test("has a line for each chapter, and no definition, lead or item of a list in it", async () => {
    const answer = await summed("总结一下杉桥镇职工互助社章程");
    for (const name of CHAPTERS) expect(answer.text).toContain(`章　${name}：`);
    expect(sizeOf(answer)).toBeLessThanOrEqual(0.4 * RULES.length);
    for (const { quote } of answer.citations)
      expect(quote).not.toMatch(/[：:]$|所称|出具证明|作过担保|没有拖欠/);
  });

  test("gives the main figure of each section, and no foreword, caption or note", async () => {
    const answer = await summed("总结一下杉桥镇2023年发展公报");
    for (const [i, name] of FIELDS.entries()) expect(answer.text).toContain(`${name}总量达到${120 + i}万元`);
    for (const { quote } of answer.citations) expect(quote).not.toMatch(/齐心协力|^表\d|^\[\d\]/);
    expect(sizeOf(answer)).toBeLessThanOrEqual(1_200);
  });

  test("in three points tells of three parts", async () => {
    const { text } = await summed("用三点总结杉桥镇2023年发展公报");
    expect(FIELDS.filter((name) => text.includes(`、${name}：`))).toHaveLength(3);
    expect(text).toContain("综合总量达到120万元");
  });
});
