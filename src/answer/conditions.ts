/** A question for cases → what they have to be or hold, beside words that they speak of. */

import type { Case, Section } from "../corpus/case.ts";
import { labelNumber } from "./sections.ts";

export interface Condition {
  /** The case is one by its organisation. */
  readonly organization: RegExp | null;
  /** One sentence of the case holds all of these; folded, digitized, without punctuation. */
  readonly text: readonly RegExp[];
  /** One of the sections asked about is built so. */
  readonly structure: ((section: Section) => boolean) | null;
  /** The content without the words that these conditions took up. */
  readonly content: string;
}

const PERCENT =
  /(?:给出|有|用|写|含|出现|带)?(?:了|着)?(?:具体的?)?(?:100分比|百分比|百分数|百分率|100分数|100分率|%)(?:的?(?:数据|数字|数值))?/;
const ENTERPRISE =
  /(?:由|是|属于|来自)?(?:企业|公司)(?:工会)?(?:\([^)]*\)|[,而不是非地方总工会]{0,10})?(?:做|主导|创造|提供|申报|的?案例|的?经验|自己|层面|单位|性质)的?/;
const LOCAL = /地方(?:各级)?(?:总)?工会(?:做|主导|创造|的案例|案例)的?/;
const LEVEL =
  /(?:由|是|属于)?(?:(省|市|区|县)(?:1级|级)(?:的)?(?:总?工会)?|(区|县|市|省)总工会)(?:做|主导|申报)?的?/;
const ITEMS =
  /(?:是|有)?分(?:成|为)?(?:了)?(\d{1,2})(?:个)?(?:条|点|项|部分|方面|阶段)(?:来)?(?:写|讲|说)?的?|分((?:\(\d\)){2,})(?:来)?(?:写|讲|说)?的?/;
const NO_ITEMS = /(?:没有?|不|未)分(?:条|点|项|段)?(?:目|列)?(?:来)?(?:写|讲|说)?的?/;

/** Both are folded and digitized; `content` is what is left of the question `text` without parts and directions. */
export function conditionOf(content: string, text: string): Condition {
  let rest = content.replace(/分\s*(?:来)?(?:写|讲|说)的?/, " ");
  const take = (pattern: RegExp): RegExpMatchArray | null => {
    const match = rest.match(pattern);
    if (match) rest = rest.replace(match[0], " ");
    return match;
  };
  const holds: RegExp[] = [];
  for (const match of content.matchAll(/\d{4}年(?:\d{1,2}月)?/g)) {
    holds.push(new RegExp(match[0]));
    rest = rest.replace(match[0], " ");
  }
  if (take(PERCENT)) holds.push(/\d%/);
  const structure = structureOf(text);
  for (const pattern of [ITEMS, NO_ITEMS]) take(pattern);
  return { organization: organizationOf(take), text: holds, structure, content: rest };
}

function organizationOf(take: (pattern: RegExp) => RegExpMatchArray | null): RegExp | null {
  if (take(ENTERPRISE)) return /公司|集团|厂|企业/;
  if (take(LOCAL)) return /总工会/;
  const level = take(LEVEL);
  const suffix = level?.[1] ?? level?.[2];
  return suffix ? new RegExp(`${suffix}总工会$`) : null;
}

function structureOf(text: string): Condition["structure"] {
  if (NO_ITEMS.test(text)) return (section) => itemsOf(section) === 0;
  const items = text.match(ITEMS);
  if (!items) return null;
  const wanted = items[1] ? Number(items[1]) : (items[2]?.match(/\d/g)?.length ?? 0);
  return (section) => itemsOf(section) === wanted;
}

function itemsOf(section: Section): number {
  return section.blocks.filter(({ label }) => label !== null && labelNumber(label) !== undefined).length;
}

/** Whether the case meets what is demanded of its organisation and of the sections given. */
export function meets(
  unionCase: Case,
  sections: readonly Section[],
  { organization, structure }: Condition,
): boolean {
  if (organization && !organization.test(unionCase.organization)) return false;
  return structure === null || sections.some(structure);
}
