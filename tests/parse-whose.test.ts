/** Whose a case is, and where articles of a page begin, told by what stands around them. */

import { expect, test } from "vitest";
import { parseDocument } from "../src/corpus/parse.ts";
import { expectInvariants } from "./parse-invariants.ts";

const TEXT = "去年以来，工会走访职工三百余人次，收集意见四十二条，逐条登记、逐条答复，办结了三十九条。";

function named(text: string): (readonly [string, string, string])[] {
  const document = parseDocument("来稿.md", text);
  expectInvariants(document, Number.POSITIVE_INFINITY);
  return document.cases.map(({ role, organization, title }) => [role, organization, title] as const);
}

test("begins an article at every title above a reporter's line, and at what stands as far apart", () => {
  const page = `海港工人报　第3版\n\n\n饭点到了\n\n本报讯（记者 甲乙）${TEXT}\n\n\n灯亮了\n\n本报记者 丙丁\n${TEXT}\n\n\n【短评】\n${TEXT}\n`;
  expect(named(page).map(([role, name]) => `${role} ${name}`)).toEqual([
    "document 海港工人报　第3版",
    "case 饭点到了",
    "case 灯亮了",
    "case 【短评】",
  ]);
});

test("takes the organisation from the cell beside 申报单位", () => {
  const form = `# 创新项目申报书\n\n| 栏目 | 内容 |\n|---|---|\n| 申报单位 | 海港水务公司工会 |\n| 项目名称 | 夜班茶 |\n\n## 一、项目简介\n\n${TEXT}\n`;
  expect(named(form)).toEqual([["case", "海港水务公司工会", "创新项目申报书"]]);
});

test("begins cases at numbered titles whose texts each say who recommends them", () => {
  const roll = `海港市案例选\n\n1. 夜里的一碗面\n推荐单位：海港市总工会\n${TEXT}\n\n2. 早上的一盏灯\n推荐单位：远山县总工会\n${TEXT}\n`;
  expect(named(roll).slice(-2)).toEqual([
    ["case", "海港市总工会", "夜里的一碗面"],
    ["case", "远山县总工会", "早上的一盏灯"],
  ]);
});

test("takes no piece of a sentence for an organisation", () => {
  expect(named(`# 年度评估报告\n\n评估组1月5日至19日走了全县6个乡镇（街道），${TEXT}\n`)).toEqual([
    ["case", "年度评估报告", ""],
  ]);
});

test("takes a headline that calls for the title of a public account's article, and the union of its workplace for whose it is", () => {
  const lead = "巷子里有二百个摊位，2023年10月，街道帮着成立了灯巷夜市联合工会，";
  const article = `原创  海港工会微平台  2025-04-11 18:30\n\n锅边烫个泡，不再抹牙膏了！灯巷夜市有了“药箱”\n\n${lead}${TEXT}\n`;
  expect(named(article)).toEqual([
    ["case", "灯巷夜市联合工会", "锅边烫个泡，不再抹牙膏了！灯巷夜市有了“药箱”"],
  ]);
});

test("takes the title that an exported paper states, and who signed it above what is attached", () => {
  const paper = `【公文导出】\n标题：关于健康体检的通知\n文号：海工办〔2025〕17号\n\n各县总工会：\n　　${TEXT}\n\n　　海港市总工会办公室\n　　2025年3月24日\n\n[附件1] 项目\n类别\t适用\t项目\n甲\t全体\t血压\n乙\t全体\t听力\n丙\t司机\t颈椎\n`;
  expect(named(paper)).toEqual([["case", "海港市总工会办公室", "关于健康体检的通知"]]);
});

test("takes the union that a text names more often than others where nothing else says whose it is", () => {
  const article = `桥吊司机有了“换气班”\n\n本报讯（记者 甲乙）海港装卸公司工会提出换班。${TEXT}起初有人担心，海港装卸公司工会试了两个月。\n`;
  expect(named(article)).toEqual([["case", "海港装卸公司工会", "桥吊司机有了“换气班”"]]);
});

test("takes no beginning of a title's sentence for the place of who explains rules", () => {
  const rules = (title: string) => `# ${title}\n\n${TEXT}\n\n本办法由市人力资源局负责解释。\n`;
  expect(named(rules("海港市技能补助办法"))[0]?.[1]).toBe("海港市人力资源局");
  expect(named(rules("关于调整海港市技能补助的办法"))[0]?.[1]).toBe("市人力资源局");
});

test("begins an article at every line that the contents of an issue name", () => {
  const issue = `海港工会简报\n第17期\n\n本期要目\n◆竞赛决赛举行\n◆远山县总工会“码上入会”\n◆秋季班开班\n\n竞赛决赛举行\n${TEXT}\n\n远山县总工会“码上入会”\n${TEXT}\n\n秋季班开班\n${TEXT}\n`;
  expect(named(issue).map(([role, , title]) => [role, title])).toEqual([
    ["document", "第17期"],
    ["case", ""],
    ["case", "远山县总工会“码上入会”"],
    ["case", ""],
  ]);
});

test("begins a text below the signature of the one before", () => {
  const texts = `金点子有人接\n\n${TEXT}\n\n（海港钢铁公司工会）\n\n夜班有碗面\n\n${TEXT}\n\n（海港医院工会）\n`;
  expect(named(texts)).toEqual([
    ["case", "海港钢铁公司工会", "金点子有人接"],
    ["case", "海港医院工会", "夜班有碗面"],
  ]);
});

test("begins a speech at each title above who speaks", () => {
  const speech = (title: string, speaker: string) =>
    `${title}\n${speaker}\n（2025年4月28日）\n\n各位领导、同志们：\n${TEXT}\n\n`;
  const speeches = `${speech("小镇办大事", "白荡镇总工会主席　甲乙丙")}${speech("车间说事台", "海港机械公司工会副主席　丁戊己")}`;
  expect(named(speeches)).toEqual([
    ["case", "白荡镇总工会", "小镇办大事"],
    ["case", "海港机械公司工会", "车间说事台"],
  ]);
});

test("takes no sentence for an organisation, whatever it ends with", () => {
  const whose = (title: string, opening: string) => named(`# ${title}\n\n${opening}${TEXT}\n`)[0]?.[1];
  const same = (title: string) => expect(whose(title, ""));
  same("如何参加大学生医保？").toBe("如何参加大学生医保？");
  same("大学生医保一年交多少钱").toBe("大学生医保一年交多少钱");
  const story = "夜班有碗面";
  for (const opening of [
    "海港公司不断优化公司流程，",
    "严格要求自己遵守公司制度，",
    "陆远舟是检修段的老师傅，",
    "凡就诊，普通门诊由校医院报销。",
    "入夏以来天热，送上公司工会为大家准备的绿豆汤，",
    "大会开始，海港党委副书记工会主席陆远舟讲话，",
    "快递员等新就业形态劳动者纳入工会组织，",
    "夜班工友去海港**大学的门诊看病，",
  ])
    expect([opening, whose(story, opening)]).toEqual([opening, story]);
  expect(whose(story, "继海港装卸公司工会送面之后，")).toBe("海港装卸公司工会");
});

test("takes the organisation out of a line of kind, date and source, and no address for one", () => {
  expect(named(`# 竞赛奖励办法\n\n奖励办法　2026-02-20　海港市总工会\n\n${TEXT}\n`)[0]?.[1]).toBe(
    "海港市总工会",
  );
  expect(named(`# 年度报告\n\n${TEXT}\n\nstock@haigang 海港市远山区2号南路与北路交界处\n`)[0]?.[1]).toBe(
    "年度报告",
  );
});

test("takes a line that goes on from the organisation's name for the title, though it ends like a name", () => {
  const paper = `海港市总工会把职工之家建到园区\n\n海港市总工会\n\n一、做法\n\n${TEXT}\n`;
  expect(named(paper)).toEqual([["case", "海港市总工会", "海港市总工会把职工之家建到园区"]]);
});
