/** Words for kinds of organisations ↔ the organisations of cases: enterprise, union of a place by its level, other unions. */

import { foldTight } from "../../language/fold.ts";

/**
 * `trade`: a union of an industry or a system (市教育工会), neither of a place nor of one enterprise; `municipality`: one
 * in a city that is a province, beside what else it is.
 */
export type OrganizationKind =
  | "enterprise"
  | "province"
  | "city"
  | "district"
  | "county"
  | "town"
  | "trade"
  | "municipality";

const PLACES: readonly OrganizationKind[] = ["province", "city", "district", "county", "town"];

const LEVELS: readonly (readonly [OrganizationKind, RegExp])[] = [
  ["province", /(?:省|自治区)总工会$/],
  ["district", /(?:区|开发区)总工会$/],
  ["county", /(?:县|旗)总工会$/],
  ["town", /(?:镇|乡|街道)(?:总工会|工会|工会联合会)$/],
  ["city", /(?:市|州|盟|地区)总工会$/],
];

/** Null for a document that names no organisation of these kinds. */
export function organizationKind(organization: string): OrganizationKind | null {
  const name = foldTight(organization);
  const level = LEVELS.find(([, ending]) => ending.test(name))?.[0];
  if (level) return level;
  if (/公司|集团|厂|矿|银行|企业|股份/.test(name)) return "enterprise";
  if (/总工会$/.test(name)) return "city";
  return /(?:工会|工联会|联合会)$/.test(name) ? "trade" : null;
}

const KIND_WORD =
  "(?:地级市|副省级|直辖市|省|市|区县|县区|县|区|镇|乡镇|乡|街道)(?:本)?(?:1?级)?(?:的)?(?:地方)?(?:总?工会)?|企业(?:工会|单位)?|公司(?:工会)?|产业工会|行业工会|地方(?:各级)?(?:总?工会)?|总工会";

/** What makes a kind a condition rather than a word that cases speak of: … 做的, 由 …, 属于 …, 是 …. */
const BEFORE =
  "(?:(?:是|有|由|属于|算|出自|来自|归|为|哪(?:些|几|个|家|几家|几个|\\d个|\\d家)?|有几个|几个|几家)\\s*(?:是|属于|由)?)";
const AFTER =
  "(?:(?:自己|单独|独立)?(?:做|办|搞|主导|创造|提供|申报|报送|推荐|出)(?:出来)?的|(?:层面|性质|类型?|出身|系统)的?|的?(?:案例|经验)|的(?=\\s*(?:[,?。]|$))|的?(?=\\s*(?:是|有)?(?:哪|几|吗)))";

const POSITIVE = new RegExp(
  `${BEFORE}(${KIND_WORD})(?:\\([^)]*\\)|,?而(?:不是|非)[^,?。]{2,8})?(?:${AFTER}|(?=\\s*[,?。()]|\\s*$|\\s*(?:有|是|做|办|搞)))|(${KIND_WORD})(?:\\([^)]*\\)|,?而(?:不是|非)[^,?。]{2,8})?${AFTER}`,
);
const NEGATIVE = new RegExp(
  `(?:不(?:是|属于|算)|并?非|而非|不要|除了?|除去|排除)\\s*(${KIND_WORD})(?:做|办|搞)?的?(?:外|以外|之外)?`,
  "g",
);

const MUNICIPALITY = /^(?:北京|天津|上海|重庆)/;

export interface OrganizationCondition {
  readonly kind: "organization";
  readonly wanted: readonly OrganizationKind[];
  readonly unwanted: readonly OrganizationKind[];
}

/** The condition and the text without its words; null where the text puts none. */
export function organizationAsked(
  text: string,
): { readonly condition: OrganizationCondition; readonly rest: string } | null {
  const unwanted: OrganizationKind[] = [];
  let rest = text.replace(NEGATIVE, (_, words: string) => {
    unwanted.push(...kindsOf(words));
    return " ";
  });
  const match = rest.match(POSITIVE);
  const words = match?.[1] ?? match?.[2];
  if (match && words) rest = rest.replace(match[0], " ");
  const wanted = words ? kindsOf(words) : [];
  if (wanted.length === 0 && unwanted.length === 0) return null;
  return { condition: { kind: "organization", wanted, unwanted }, rest };
}

export function isOfKind(organization: string, { wanted, unwanted }: OrganizationCondition): boolean {
  const kind = organizationKind(organization);
  if (kind === null) return false;
  const kinds: OrganizationKind[] = MUNICIPALITY.test(foldTight(organization))
    ? [kind, "municipality"]
    : [kind];
  const isOne = (of: readonly OrganizationKind[]) => kinds.some((each) => of.includes(each));
  return (wanted.length === 0 || isOne(wanted)) && !isOne(unwanted);
}

function kindsOf(words: string): OrganizationKind[] {
  if (/企业|公司/.test(words)) return ["enterprise"];
  if (/直辖市/.test(words)) return ["municipality"];
  if (/产业|行业/.test(words)) return ["trade"];
  if (/^地方|^总工会/.test(words)) return [...PLACES];
  const kinds: OrganizationKind[] = [];
  if (/省/.test(words)) kinds.push("province");
  if (/市/.test(words)) kinds.push("city");
  if (/区/.test(words)) kinds.push("district");
  if (/县/.test(words)) kinds.push("county");
  if (/镇|乡|街道/.test(words)) kinds.push("town");
  return kinds;
}
