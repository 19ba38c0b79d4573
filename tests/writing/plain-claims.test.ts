/** Statements as models write them, each true to its sentences in part of their words: a guard that drops them is too strict. */

import { describe, expect, it } from "vitest";
import { createEvidence } from "../../src/answer/writing/evidence.ts";
import { groundClaims } from "../../src/answer/writing/ground-claims.ts";
import { passagesOf } from "../../src/corpus/passages.ts";
import { openKnowledge } from "../knowledge.ts";
import { sentencesIn } from "./scripted.ts";

/** What is said, and how the sentences begin, or what they hold, that it points at. */
const CLAIMS: readonly (readonly [string, readonly string[]])[] = [
  [
    "齐河县总工会发挥头部平台企业的示范引领作用，将企业平台与齐鲁工惠APP、“职工之家”APP结合，实现平台会员“一键入会”。",
    ["发挥头部平台企业示范引领作用"],
  ],
  [
    "齐河县总工会先后成立了货运、快递行业联合会，并成立盖世冠威物流联合工会。",
    ["2018年,齐河县总工会为助力", "2021年,先后成立货运"],
  ],
  [
    "通过“会、站、家”一体化建设以及工人文化宫、“司机之家”等阵地，为职工提供培训、法治体检等服务，吸引和组织新就业形态劳动者。",
    ["坚持“会、站、家”一体化建设"],
  ],
  [
    "头部平台企业满易运建会后，职工流失率下降了19.8%，并带动美团、饿了么、平安运输等企业建会。",
    ["县域内头部平台满易运建会后"],
  ],
  [
    "襄阳市总工会开展“当一天站长”活动，组织300多名干部下沉工会驿站服务职工。",
    ["2024年,湖北襄阳市总工会深入"],
  ],
  [
    "当好宣传员、服务员、管理员、联络员、指导员，破解外卖员“进门难”“换电难”等问题66个。",
    ["坚持以职工需求为导向,当好宣传员"],
  ],
  [
    "齐齐哈尔市总工会以马恒昌小组建组75周年为契机，大力培育“新时代马恒昌小组式班组”。",
    ["2024年,齐齐哈尔市总工会以马恒昌小组"],
  ],
  [
    "建立“老带新、师带徒”结对机制和工匠人才培养机制，帮助一线产业工人成长为工匠。",
    ["建立“老带新、师带徒”结对机制"],
  ],
  ["全市累计培育工匠人才516名，建成创新工作室71个、创新工作室联盟4个。", ["全市企业通过“五型”班组建设"]],
  [
    "椒江区总工会建立兼职副主席项目竞聘上岗机制，并制定了相应的管理实施办法。",
    ["联动组织、纪委等部门", "制定《工会兼职副主席管理实施办法》"],
  ],
  ["林蹦蹦推动实施技能人才“股权激励”计划，惠及35家产改试点企业和3000余名产业工人。", ["兼职副主席林蹦蹦"]],
  ["实行月汇报、季例会、年评估的督导机制，对兼职副主席进行动态管理。", ["实施动态管理,制定项目月汇报"]],
  [
    "旌阳区投入经费1500余万元，补充专兼职职工工作者215人，配备率提升31%。",
    ["构建“三模式”促“三变革”机制以来"],
  ],
  [
    "实现了镇（街道）、开发区（园区）、村（社区）工会组建全覆盖，会员实名登记8万余人，比2023年增加1.3万人。",
    ["实现全区镇(街道)"],
  ],
  [
    "盐田区设立产业劳动争议仲裁庭，并组建“百人讲师团”开展普法培训。",
    ["一是设立产业劳动争议仲裁庭", "二是组建“百人讲师团”"],
  ],
  [
    "镇江工会共发出《告知书》578份、“一函两书”119份，调处案件107件，为110名劳动者挽回经济损失181.9万元。",
    ["工会监督预核查与法院审判"],
  ],
  ["圆通工会在全网累计建设职工之家（小家）3000余家。", ["3000余家"]],
  ["圆通为员工提供了1.2万间免费宿舍。", ["1.2万间"]],
  ["东城区总工会深入开展法律宣传，提升企业依法用工的自觉性。", ["深入开展法律宣传,提升企业"]],
  ["驿站建设已列入全省“共同缔造”项目和市领导民生十件实事。", ["将驿站建设纳入全省"]],
];

const knowledge = await openKnowledge();
const evidence = createEvidence(Number.POSITIVE_INFINITY, () => 0);
for (const unionCase of await knowledge.store.cases())
  for (const passage of passagesOf(unionCase)) evidence.add(unionCase, passage);
const sentences = sentencesIn(evidence.text);

describe("a plain statement", () => {
  it.each(CLAIMS)("is carried by its sentences: %s", async (text, words) => {
    const ids = words.map((part) => {
      const found = sentences.find((sentence) => sentence.text.includes(part));
      if (!found) throw new Error(`expected a sentence with ${part}`);
      return found.id;
    });
    const proposal = { sufficient: true, claims: [{ text, sentences: ids }] };
    const { claims, flaws } = await groundClaims(proposal, evidence, knowledge);
    expect({ flaws, said: claims.map((claim) => claim.text) }).toEqual({ flaws: [], said: [text] });
  });
});
