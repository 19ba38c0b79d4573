/** A question → its words of content: without whom it addresses, what is to be done with the words, and which part. */

import { ITEM, type SectionWish } from "./part-wish.ts";

/** Phrases that say what is to be done with the words, not what they are about. Folded and digitized. */
const DIRECTIONS: readonly RegExp[] = [
  /(?:下|后|上|前)(?:1|面)(?:点|条|项|个|部分|方面|段)|最后(?:1|那)?(?:点|条|项|个阶段|个方面|部分|方面|阶段)/g,
  /请?(?:帮我|给我|替我)?(?:把)?(?:直接)?(?:引用|摘录|摘抄|引述|引1下|照抄|照录|逐字|复制|贴1下|贴出来|发出来|列出|列举|找出|找到|核实|核对|总结|概括|归纳|概述|梳理|提炼|介绍|比较|对比|对照)(?:1下|下|出来)?/g,
  /(?:的)?(?:原文|原话|原句|原词|全文|摘要|要点|概要|概况|简介|大意|情况介绍|来龙去脉|来头|区别|异同|不同之处|不同点|不同|共同点|共同之处|差异|差别)(?:是什么|怎么说的?|怎么写的?|是怎么写的?)?/g,
  /(?:那|这)1?(?:句|段|条|个)(?:话)?|怎么(?:说|写|讲|表述)的|(?:用|写成|分成?|给出?)?1(?:句话|段话?)|\d(?:点|条|句话)(?:总结|概括)?|简要|简单|详细|具体|展开|1字不[差漏改落]/g,
  /^\s*(?:请问?|麻烦|帮忙)/g,
  /(?:这|那|该|本|10大?|这10个|上述)?(?:个|些|几个)?(?:创新)?(?:案例|经验)(?:里|中|里面|当中|之中)?(?:的)?/g,
];

/** `rest` is what the case finder left: folded, digitized, without names of organisations and places. */
export function contentOf(rest: string, section: SectionWish | null, hasItem: boolean): string {
  let content = rest.replace(new RegExp(ITEM.source, "g"), " ");
  if (section?.explicit || (section && hasItem)) content = content.replace(section.words, " ");
  for (const direction of DIRECTIONS) content = content.replace(direction, " ");
  return content.replace(/^(?:那么?|换成?|再|还有|另外|接着|然后)+/, " ");
}

/** Leaves out whom the message calls: a leading or trailing @name, and the program's own name. */
export function withoutAddress(text: string): string {
  return withoutLayout(text)
    .replace(/@?案例通[\s:,]*/g, " ")
    .replace(/(?:^|\s)@[\p{L}\p{N}_]+[:,]?(?=\s|$)/gu, " ")
    .trim();
}

/** Text copied from a page: line breaks within a sentence, and characters set apart one by one (免 费 宿 舍). */
function withoutLayout(text: string): string {
  return text.replace(/(?<![^\s])(?:\p{Script=Han} ){2,}\p{Script=Han}(?![^\s])/gu, (run) =>
    run.replace(/ /g, ""),
  );
}

/** Text as pasted: from the first quotation mark to the last, or what follows a colon. */
export function pastedText(question: string): string | null {
  // Greedy: a pasted text may hold quotation marks of its own.
  const quoted = question.match(/[“"「『]([\s\S]{4,})[”"」』]/)?.[1];
  const afterColon = question.match(/[:：]\s*(\S[\s\S]{5,})$/)?.[1];
  const unquoted = afterColon?.match(/^[“"「『]?([\s\S]*?)[”"」』]?$/)?.[1];
  const longer = afterColon && (!quoted || afterColon.length > quoted.length + 4);
  return (longer ? unquoted : quoted)?.trim() || null;
}
