/** A section heading → which part of a case it names. */

import type { SectionKind } from "./case.ts";
import { markerAt } from "./numbering.ts";

/** Kinds that a heading within a case can have. */
export type NamedKind = Exclude<SectionKind, "heading" | "front">;

/** Longer lines are not looked at: no name in this list has more characters. */
const LONGEST = 14;

/** Names that the stems below would not recognise, or would sort wrongly. */
const NAMES: Readonly<Record<NamedKind, string>> = {
  recommendation:
    "推荐词 推荐语 推荐理由 推荐意见 推荐单位意见 颁奖词 点评 专家点评 专家评语 专家评析 评语 评析 短评 案例点评 案例评析 编者点评",
  development:
    "经验培育过程 培育过程 经验形成过程 形成过程 背景 起因 缘起 由来 基本情况 单位概况 单位基本情况 案例概况 案例概述 针对问题 针对的问题 解决问题 " +
    "为何做 为什么要做 缘何做 解决的问题 解决的主要问题 问题导向 问题提出 问题的提出 现状 现状分析 问题分析 需求分析 发展历程 工作缘起 为什么做",
  measures:
    "主要内容 案例内容 工作内容 创新内容 实施内容 实施过程 实施步骤 实施路径 实践路径 实践过程 实践探索 探索实践 创新实践 具体实践 工作过程 " +
    "怎样做 如何做 怎么干 招数 路数 招法 处理过程 办理过程 工作方法 方法步骤 创新点 创新之处 案例经过 怎么做 主要经验做法 运行机制 解决方案",
  results:
    "应用成效 效果 成果 效益 社会效益 经济效益 社会反响 社会影响 反响 推广应用 应用推广 推广情况 做得怎么样 做成什么样 变成什么样 变成了什么样 处理结果 办理结果 结果 变化",
  other:
    "前言 引言 序言 导语 导读 编者按 编后 编后语 结语 结束语 后记 附录 附件 目录 关键词 关键字 摘要 内容摘要 案例摘要 简介 案例简介 内容简介 单位简介 作者简介 " +
    "启示 提示 教训 不足 还差什么 还差一步 还想说的 经验 体会 思考 下一步 下步打算 未来展望 展望 推广价值 应用价值 推广意义 意义 案例来源 案例名称 案例标题 案例题目 项目名称 申报单位 报送单位 单位名称 案例单位 实施单位 创新特色 总结 小结 适用范围",
};

const STEMS: Readonly<Record<NamedKind, string>> = {
  recommendation: "推荐词|推荐语|推荐理由|点评|短评|评语",
  development: "背景|起因|缘起|由来|基本情况|概况|动因|面临问题|存在问题|主要问题|突出问题|问题",
  measures: "做法|举措|措施|实践|创新点|亮点|路径|办法|经过|过程",
  results: "成效|成果|效果|成绩|实效|收获|反响|影响|效益",
  other: "启示|体会|思考|展望|打算|计划|方向|经验|价值|意义|特色|简介|思路|提醒",
};

const MODIFIERS =
  "主要|具体|重点|基本|关键|核心|特色|创新|工作|案例|项目|活动|实施|实践|推进|推广|应用|建设|改革|服务|品牌|培育|探索|发展|" +
  "取得|取得的|产生的|形成的|存在的|面临的|提出的|初步|总体|整体|显著|阶段性|社会|经验|典型|有关|相关|成功|有益|几点|" +
  "下一步|下步|今后|未来|后续|思考|示范|可|复制|的";

const AND = "和|与|及|以及|暨|、|/|，";

/** 主要做法, 取得的工作成效, 背景与问题, 主要做法及成效 …; the first stem tells the kind. */
const COMPOSED = new RegExp(
  `^(?:${MODIFIERS})*(${Object.values(STEMS).join("|")})(?:(?:${AND})?(?:${MODIFIERS})*(?:${Object.values(STEMS).join("|")}))*$`,
);

/** The Traditional characters of the names above, each before its Simplified form. */
const VARIANTS =
  "薦荐詞词語语專专評评獎奖頒颁經经驗验過过緣缘來来況况針针對对問问題题決决導导現现狀状發发歷历歷历為为麼么內内實实踐践徑径體体驟骤創创點点處处" +
  "樣样運运機机應应響响績绩獲获編编結结語语後后記记附附錄录關关鍵键詞词簡简單单啟启啓启總总價价義义報报稱称適适範范圍围舉举動动標标務务畫画項项" +
  "劃划準准領领複复製制廣广會会極极進进階阶徵征條条業业於于幾几與与";

const SIMPLIFIED = new Map<string, string>();
for (let i = 0; i + 1 < VARIANTS.length; i += 2) SIMPLIFIED.set(VARIANTS[i] ?? "", VARIANTS[i + 1] ?? "");

const KINDS = new Map<string, NamedKind>();
for (const kind of Object.keys(NAMES) as NamedKind[]) {
  for (const name of NAMES[kind].split(" ")) KINDS.set(name, kind);
}
const STEM_KINDS = new Map<string, NamedKind>();
for (const kind of Object.keys(STEMS) as NamedKind[]) {
  for (const stem of STEMS[kind].split("|")) STEM_KINDS.set(stem, kind);
}

/** What two headings that mean the same have in common: numbering, marks, blanks and variants of characters gone. */
export function sectionKey(name: string): string {
  let key = name.slice(0, 60).trim();
  key = key.slice(markerAt(key)?.length ?? 0).replace(/[\s*_#【】〔〕[\]<>〈〉《》“”"：:]/g, "");
  return [...key].map((character) => SIMPLIFIED.get(character) ?? character).join("");
}

/** The kind of section that a heading names, or nothing where the name is not one that the genre uses. */
export function sectionKind(name: string): NamedKind | undefined {
  const key = sectionKey(name).replace(/[（(][^（()）]*[)）]$/, "");
  if (key === "" || key.length > LONGEST) return undefined;
  const listed = KINDS.get(key);
  if (listed) return listed;
  return STEM_KINDS.get(COMPOSED.exec(key)?.[1] ?? "");
}

/** Names of parts of a whole document; between cases they belong to no case. */
export function isMatterName(name: string): boolean {
  return /^(?:前言|引言|序言|导语|导读|编者按|编后|编后语|结语|结束语|后记|附录|附件|目录)$/.test(
    sectionKey(name),
  );
}
