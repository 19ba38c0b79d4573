/** Plain text of a chat → the citations in it, from nothing but the text. */

import type { ShownCitation } from "../wire/markdown-back.ts";

const LINE = /^(?:\d+\. )?((?:\[\d+\])+) 〔(.*) · (.*?)〕(（续）)?\n/gm;

/** Quoted words stand between marks under their line; parts of a quote on several messages are one again. */
export function citationsInText(pages: readonly string[]): ShownCitation[] {
  const found: ShownCitation[] = [];
  for (const page of pages) {
    for (const {
      index,
      0: line,
      1: marks = "",
      2: organization = "",
      3: section = "",
      4: isContinued,
    } of page.matchAll(LINE)) {
      let at = index + line.length;
      for (const [, digits] of marks.matchAll(/\[(\d+)\]/g)) {
        const [whole = "", quote] = /^\n*「([\s\S]*?)」(?:\n〔[^\n]*〕)?(?=\n|$)/.exec(page.slice(at)) ?? [];
        if (quote === undefined) throw new Error(`expected quoted words under “${line.trim()}”`);
        at += whole.length;
        const number = Number(digits);
        const begun = isContinued ? found.findLast((other) => other.number === number) : undefined;
        if (begun) found[found.indexOf(begun)] = { ...begun, quote: begun.quote + quote };
        else found.push({ number, organization, section, quote });
      }
    }
  }
  return found;
}
