/** Cases → the names people call them by. */

import type { Case } from "../corpus/case.ts";
import { isOrganization } from "../corpus/organizations.ts";
import { cutWords, isWord } from "../language/dictionary.ts";
import { foldTight } from "../language/fold.ts";
import type { Places } from "../language/places.ts";

/**
 * - `organization`: all of its name, or its name without 工会, 有限公司 … or without the places around it
 * - `short`: a part of the name that can stand for it (齐河, 圆通)
 * - `programme`: a term that the title puts in quotation marks
 * - `region`: the province or the larger region that it belongs to
 * - `title`: the file name or heading of a case that names no organisation
 */
export type NameKind = "organization" | "short" | "programme" | "region" | "title";

export interface Name {
  /** Folded, without blanks. */
  readonly text: string;
  readonly kind: NameKind;
  /** A word of the language, or a term that others may use too: it means the case only where the corpus uses it of no other. */
  readonly common: boolean;
}

const ORGANIZATION_ENDING =
  /(?:(?:工会)?(?:联合会|委员会)|总工会|工会|工联会|(?:集团|控股|股份|有限|责任)*公司|集团|研究院|研究所|管理局|分公司|厂|局|院|所|中心|协会|学校|大学|学院|医院|街道|园区|开发区)+$/;

/** What an organisation is called by its kind or trade; these tell no case from another. */
const GENERIC = new Set(
  `中国 全国 国家 省直 市直 区直 县直 直属 人民 第一 有限 责任 股份 集团 公司 企业 总工会 工会 联合会 委员会 机关 职工 工人 地区 经济 技术 开发区
  高新区 新区 园区 工业园区 街道 社区 镇 乡 村 分会 基层 行业 系统 产业 教育 卫生 医疗 医院 学校 大学 学院 幼儿园 科技 科学 文化 建设 建筑 工程
  交通 公交 运输 铁路 公路 港口 航空 航天 海员 物流 快递 速递 速运 外卖 邮政 邮电 国防 电力 供电 电网 电信 通信 移动 联通 能源 石油 石化 煤矿
  煤炭 冶金 钢铁 机械 机车 汽车 化工 建材 轻工 纺织 烟草 食品 农业 农林 林业 水利 水务 环保 环卫 物业 地产 金融 银行 保险 财贸 商业 贸易 税务 公安
  法院 检察院 中心 公共 社会 服务 实业 投资 控股 发展 管理 信息 智能 网络 平台 电子 电气 医药 旅游 酒店 餐饮`.split(
    /\s+/,
  ),
);

/** The names of a case, each once, the one that people use most first among those of its kind. */
export function namesOf(unionCase: Case, places: Places): Name[] {
  const names = new Map<string, Name>();
  const add = (text: string, kind: NameKind, common = false) => {
    if (text.length >= 2 && !GENERIC.has(text) && !names.has(text)) names.set(text, { text, kind, common });
  };
  const whole = foldTight(unionCase.organization);
  const full = organizationIn(whole, places);
  if (full !== undefined) {
    const bare = full.replace(ORGANIZATION_ENDING, "");
    add(full, "organization");
    add(bare, "organization", isOrdinary(bare, places));
    const { own, around, starts } = partsOf(bare, places);
    for (const { text, kind, common } of [...own, ...around]) add(text, kind, common);
    // 镇江市总工会, 镇江市: without the places that come before.
    for (const start of starts) {
      add(full.slice(start), "organization");
      if (bare.length - start > 2) add(bare.slice(start), "organization");
    }
  }
  if (full !== whole) names.set(whole, { text: whole, kind: "title", common: true });
  for (const match of `${unionCase.organization} ${unionCase.title}`.matchAll(
    /[“"「『《]([^“”"「」『』《》]{2,20})[”"」』》]/g,
  )) {
    const term = foldTight(match[1] ?? "").replace(/[^\p{L}\p{N}]/gu, "");
    if (term.length >= 3) add(term, "programme", true);
  }
  return [...names.values()];
}

/**
 * The organisation that a heading or file name names, or begins with; undefined where it has none. 图书馆 has the form
 * of one, but is a word like any other.
 */
function organizationIn(heading: string, places: Places): string | undefined {
  if (places.namesOf(heading).length > 0) return heading;
  const known = isWord(heading) && places.placesIn(heading).length === 0;
  if (isOrganization(heading) && !known) return heading;
  const beginning = heading.match(/^\p{Script=Han}{2,30}?(?:总工会|公司工会|工会|公司)/u)?.[0] ?? "";
  const bare = beginning.replace(ORGANIZATION_ENDING, "");
  return bare.length >= 2 && !GENERIC.has(bare) && isOrganization(beginning) ? beginning : undefined;
}

function isOrdinary(text: string, places: Places): boolean {
  return isWord(text) && places.placesIn(text).length === 0;
}

interface Parts {
  /** 齐河, 齐河县; 圆通, 圆通速递 */
  readonly own: readonly Name[];
  /** 德州, 山东, 山东省, 齐鲁, 华东: the nearest first. */
  readonly around: readonly Name[];
  /** Where a place, or what follows the places, begins. */
  readonly starts: readonly number[];
}

function partsOf(bare: string, places: Places): Parts {
  const own: Name[] = [];
  const around: Name[] = [];
  const starts: number[] = [];
  let from = 0;
  for (const { name, start, end } of places.placesIn(bare)) {
    own.push(...restParts(bare.slice(from, start), places));
    if (start > 0) starts.push(start);
    around.unshift(...placeNames(name, bare.length > end + 1, places));
    from = /^[省市州盟]/.test(bare.slice(end)) ? end + 1 : end;
  }
  own.push(...restParts(bare.slice(from), places));
  if (from > 0 && bare.length - from >= 2) starts.push(from);
  return { own, around, starts };
}

function placeNames(name: string, more: boolean, places: Places): Name[] {
  const province = places.provinceOf(name);
  const all = places.namesOf(name);
  const isCity = province !== undefined && all[0] !== province;
  const kind = isCity || !more ? "short" : "region";
  const regions = province !== undefined && !isCity ? places.regionsOf(province) : [];
  return [
    ...all.map((text): Name => ({ text, kind, common: false })),
    ...regions.map((text): Name => ({ text, kind: "region", common: false })),
    // A case may name its city and leave out the province.
    ...(isCity ? placeNames(province, true, places) : []),
  ];
}

const ADMINISTRATIVE = /(\p{Script=Han}{2,7}?)(自治县|自治州|自治区|自治旗|地区|街道|[省市州盟区县旗镇乡])/gu;

/** 澄川市鹭汀区 → 鹭汀, 鹭汀区, 澄川, 澄川市; 圆通速递 → 圆通, 圆通速递, as it goes by its first word. */
function restParts(rest: string, places: Places): Name[] {
  if (rest.length < 2) return [];
  const divisions = [...rest.matchAll(ADMINISTRATIVE)];
  const tail = rest.slice(divisions.reduce((end, match) => Math.max(end, match.index + match[0].length), 0));
  const words = tail.length < 2 ? [] : [cutWords(tail)[0] ?? "", tail];
  const divided = divisions.reverse().flatMap(([whole, name = ""]) => [name, whole]);
  return [
    ...words.map((text): Name => ({ text, kind: "short", common: isOrdinary(text, places) })),
    ...divided.map((text): Name => ({ text, kind: "short", common: false })),
  ];
}
