/** Words for how a section is laid out ↔ sections: in how many items, in none, with which labels. */

import type { Section } from "../../corpus/case.ts";
import { labelNumber } from "../sections.ts";

export interface LayoutCondition {
  readonly kind: "layout";
  /** Items wanted: their number, any (at least two), or none at all. */
  readonly items: number | "any" | "none";
  /** Only labels in brackets count: (一), (1). */
  readonly bracketed: boolean;
}

const UNIT = "(?:条目|条|点|项|个?(?:小)?部分|个?方面|个?阶段|个?层次|段)";
const COUNTED = new RegExp(
  `(?:分|列|写|拆|共|只有|就)(?:成|为|作|了|出)*(?:只|有|共)?(\\d{1,2})(?:个|大)?${UNIT}|(?:有|是)(\\d{1,2})${UNIT}(?=做法|举措|内容|的|,|\\?|$)`,
);
/** 分(一)(二)(三)来写 */
const LABELS = /((?:\(\d{1,2}\)){2,})/;
const IN_ITEMS = new RegExp(
  `分(?:成|为)?(?:几|若干|多)?(?:个)?${UNIT}|分(?:条|点|项|段)|逐[条项]|条目式|编(?:了|有)?号|序号|小标题|列(?:了)?(?:条目|条|点)`,
);
const NEGATED =
  /(?:没有?|未|不|无|以外的写法|而不是)[^,?。]{0,12}(?:分(?:成|为)?\s*(?:几|若干)?(?:个)?(?:条|点|项|段|阶段|部分)|条目|编号|序号|小标题|(?:\(\d{1,2}\)){2,}|分条|这样)|1(?:整)?段(?:话)?(?:写|到底|式|写完)|通篇1段/;
/** What the words of a layout leave behind. */
const WORDS = new RegExp(
  `(?:没有?|未|不|无)?(?:采)?(?:用|带|按|以)?(?:了)?(?:括号)?(?:是|有|只|才|就)?(?:${COUNTED.source}|${IN_ITEMS.source}|编号)(?:这样|的(?:形式|方式|写法)|以外的写法)?(?:来)?(?:写|讲|说|叙述|展开|铺开|列)?(?:的|成|出来)?`,
  "g",
);

/** Read from the whole question: labels such as (一) are no words of content. */
export function layoutAsked(text: string): LayoutCondition | null {
  const bracketed = /括号/.test(text) || LABELS.test(text);
  if (NEGATED.test(text)) return { kind: "layout", items: "none", bracketed };
  const counted = text.match(COUNTED);
  const number = counted?.[1] ?? counted?.[2];
  const labels = text.match(LABELS)?.[1]?.match(/\d+/g)?.length;
  if (number !== undefined) return { kind: "layout", items: Number(number), bracketed };
  if (labels !== undefined) return { kind: "layout", items: labels, bracketed };
  return IN_ITEMS.test(text) ? { kind: "layout", items: "any", bracketed } : null;
}

export function withoutLayoutWords(content: string): string {
  return content
    .replace(WORDS, " ")
    .replace(/(?:没有?|未|不)\s*(?:用|带|按)?\s*(?:这样)?\s*(?:来)?(?:写|讲)?的?(?=\s|$)/g, " ")
    .replace(/分\s+(?:来)?(?:写|讲|说)?的?/g, " ");
}

/** The section that is laid out so; for none, each of the sections has to do without. */
export function laidOutSection(
  sections: readonly Section[],
  { items, bracketed }: LayoutCondition,
): Section | undefined {
  if (items === "none")
    return sections.every((section) => itemsOf(section, bracketed) === 0) ? sections[0] : undefined;
  return sections.find((section) => {
    const count = itemsOf(section, bracketed);
    return items === "any" ? count >= 2 : items === 1 ? count <= 1 : count === items;
  });
}

export function itemsOf({ blocks }: Section, bracketed = false): number {
  return blocks.filter(
    ({ label }) =>
      label !== null && labelNumber(label) !== undefined && (!bracketed || /^[(（].*[)）]/.test(label)),
  ).length;
}
