/** A message that names nothing but a kind of organisation (市总, 区里的那个案例, 企业工会) → that kind. */

import type { Case } from "../corpus/case.ts";
import { foldTight } from "../language/fold.ts";

/** What the kind is called, beside what organisations of the kind are called; both folded and digitized. */
const LEVELS: readonly (readonly [string, RegExp])[] = [
  ["省(?:级|1级|里|总工会|总)", /(?:省|自治区)总工会$/],
  ["市(?:级|1级|里|总工会|总)", /市总工会$/],
  ["区(?:级|1级|里|总工会|总)", /(?<!自治)区总工会$/],
  ["县(?:级|1级|里|总工会|总)", /[县旗]总工会$/],
  ["区县(?:级|1级|里|总工会|总)?|县区(?:级|1级|里|总工会|总)?", /(?:(?<!自治)区|[县旗])总工会$/],
  ["总工会", /总工会$/],
  ["企业(?:里|工会|级)?|公司(?:里|工会)?", /公司|集团|企业|厂(?:工会)?$/],
  ["(?:街道|镇|乡|乡镇)(?:里|级|1级|总工会|工会)?", /(?:街道|镇|乡)(?:总?工会)?(?:联合会|委员会)?$/],
  ["(?:园区|开发区)(?:里|级|总工会|工会)?", /(?:园区|开发区|高新区)/],
  ["(?:学校|高校|大学)(?:里|工会)?", /(?:学校|大学|学院|中学|小学)/],
  ["医院(?:里|工会)?", /医院/],
];

const BEFORE = "(?:有关|关于|那|这|所有|全部)?(?:个|家|些|几个|几家)?";
const AFTER = "的?(?:那|这)?(?:个|家|些|几个|几家|\\d{1,2}个|\\d{1,2}家)?(?:案例|经验|做法)?";

const PATTERNS = LEVELS.map(
  ([words, organizations]) => [new RegExp(`^${BEFORE}(?:${words})${AFTER}$`), organizations] as const,
);

const ALL = /^(?:(?:这|那)?(?:所有|全部)的?|(?:这|那)?(\d{1,3})个)案例$/;

/** Ordinals of the cases of the kind that the whole text names; empty where it says anything else. */
export function casesOfLevel(digitized: string, cases: readonly Case[]): number[] {
  const text = digitized.replace(/[^\p{L}\p{N}]/gu, "");
  const ordinals = cases.flatMap(({ role }, ordinal) => (role === "case" ? [ordinal] : []));
  const all = text.match(ALL);
  if (all) return all[1] === undefined || Number(all[1]) === ordinals.length ? ordinals : [];
  const organizations = PATTERNS.find(([words]) => words.test(text))?.[1];
  if (!organizations) return [];
  return ordinals.filter((ordinal) => organizations.test(foldTight(cases[ordinal]?.organization ?? "")));
}
