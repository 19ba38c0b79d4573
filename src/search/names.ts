/** Cases → the names people call them by. */

import type { Case } from "../corpus/case.ts";
import { isOrganization } from "../corpus/organizations.ts";
import { digitize, foldTight } from "./fold.ts";
import type { Places } from "./places.ts";
import { cutWords } from "./terms.ts";

/**
 * - `organization`: all of its name, or its name without 工会, 有限公司 …
 * - `short`: a part of the name that can stand for it (齐河, 圆通)
 * - `programme`: a term that the title puts in quotation marks
 * - `region`: the province or city that it belongs to
 */
export type NameKind = "organization" | "short" | "programme" | "region";

export interface Name {
  /** Folded and digitized, without blanks. */
  readonly text: string;
  readonly kind: NameKind;
}

const ORGANIZATION_ENDING =
  /(?:(?:工会)?(?:联合会|委员会)|总工会|工会|工联会|(?:集团|控股|股份|有限|责任)*公司|集团|研究院|研究所|管理局|分公司|厂|局|院|所|中心|协会|学校|大学|学院|医院|街道|园区|开发区)+$/;

/** Names that an organisation's kind gives it; they tell no case from another. */
const GENERIC = new Set(
  "中国 全国 有限 责任 股份 集团 公司 企业 总工会 工会 联合会 委员会 机关 职工 地区 经济 技术 开发区 高新区 园区 街道 新区 分会 基层".split(
    " ",
  ),
);

/** The names of a case, each once. A case that is named after its file or first heading has that name alone. */
export function namesOf(unionCase: Case, places: Places): Name[] {
  const names = new Map<string, NameKind>();
  const add = (text: string, kind: NameKind) => {
    const key = digitize(text);
    if (text.length >= 2 && !GENERIC.has(text) && !names.has(key)) names.set(key, kind);
  };
  const full = foldTight(unionCase.organization);
  add(full, "organization");
  if (isOrganization(full)) {
    const bare = full.replace(ORGANIZATION_ENDING, "");
    add(bare, "organization");
    for (const part of placeParts(bare, places)) add(part.text, part.kind);
    for (const place of places.placesIn(bare)) {
      for (const name of places.namesOf(places.provinceOf(place) ?? place)) add(name, "region");
    }
  }
  for (const match of unionCase.title.matchAll(/[“"「『《]([^“”"「」『』《》]{2,20})[”"」』》]/g)) {
    const term = foldTight(match[1] ?? "").replace(/[^\p{L}\p{N}]/gu, "");
    if (term.length >= 3) add(term, "programme");
  }
  return [...names].map(([text, kind]) => ({ text, kind }));
}

/**
 * 山东德州齐河县 → 齐河, 齐河县, 德州 (short), 山东 (region); 圆通速递 → 圆通, 圆通速递, 速递 (short). The name that
 * people use most comes first.
 */
function placeParts(bare: string, places: Places): Name[] {
  const own: Name[] = [];
  const around: Name[] = [];
  let rest = bare;
  for (const place of places.placesIn(bare)) {
    const at = rest.indexOf(place);
    if (at > 0) own.push(...restParts(rest.slice(0, at)));
    const isProvince = places.provinceOf(place) === place;
    around.unshift({ text: place, kind: isProvince && rest.length > place.length + 1 ? "region" : "short" });
    rest = rest.slice(at + place.length).replace(/^[省市州盟]/, "");
  }
  return [...own, ...restParts(rest), ...around];
}

function restParts(rest: string): Name[] {
  if (rest.length < 2) return [];
  const short = (text: string): Name => ({ text, kind: "short" });
  const administrative = rest.match(/^(.{2,}?)(?:自治县|自治州|自治旗|[省市区县州旗镇乡])$/u);
  if (administrative?.[1]) return [short(administrative[1]), short(rest)];
  const words = cutWords(rest).filter((word) => word.length >= 2);
  return [...words.map(short), short(rest)];
}
