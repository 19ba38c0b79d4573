/** What kinds of things are found in documents, in the order in which they are told. */

import type { Finding } from "../corpus/case.ts";

export const FINDING_KINDS: readonly (readonly [Finding["kind"], string])[] = [
  ["join", "接合（断开的句子已接上）"],
  ["truncation", "截断（原文在此中断，照录不补）"],
  ["omission", "略去（不作正文）"],
  ["inference", "推断（原文没有写明）"],
  ["oddity", "异常（请核对）"],
  ["correction", "更正（由人指定）"],
  ["outdated", "更正不再适用（请重新更正，或撤销）"],
];
