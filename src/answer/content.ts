/** A question → its words of content: without whom it addresses, what is to be done with the words, and which part. */

import { withoutDirections } from "./directions.ts";
import { ITEM, type SectionWish } from "./part-wish.ts";

/** `rest` is what the case finder left: folded, digitized, without names of organisations and places. */
export function contentOf(rest: string, section: SectionWish | null, hasItem: boolean): string {
  let content = rest.replace(new RegExp(ITEM.source, "g"), " ");
  if (section?.explicit || (section && hasItem)) content = content.replace(section.words, " ");
  return withoutDirections(content).replace(/^[\s,]*(?:那么?|换成?|再|还有|另外|接着|然后)+/, " ");
}

/** Asking words typed in pinyin, in part or whole, with the words that are meant. */
const SPELLED: readonly (readonly [RegExp, string])[] = [
  [/(?:duo|多)\s?(?:shao|少)/g, "多少"],
  [/(?<![a-z])(?:shen ?me|sha)(?![a-z])/g, "什么"],
  [/(?<![a-z])zen ?me(?:yang)?(?![a-z])/g, "怎么"],
  [/(?<![a-z])(?:na ?li|na ?er)(?![a-z])/g, "哪里"],
  [/(?<![a-z])na ?(?:xie|ji ?ge)(?![a-z])/g, "哪些"],
  [/(?<![a-z])ji ?ge(?![a-z])/g, "几个"],
  [/(?<![a-z])wei ?(?:shen ?me|sha)(?![a-z])/g, "为什么"],
];

/** The folded text with its asking words in characters. */
export function withAskingWords(folded: string): string {
  return SPELLED.reduce((text, [spelled, word]) => text.replace(spelled, word), folded);
}

/** Text copied from a page: line breaks within a sentence, and characters set apart one by one (免 费 宿 舍). */
export function withoutLayout(text: string): string {
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
