/** Documents, their parts and the items of lists, as questions count them in the reader's own nouns. */

import { openTemplates } from "../language/templates.ts";

const COUNTS = openTemplates("counts");

/** 几篇报道 counts all documents, 几个创新工作室 those whose titles have the word; null where neither is counted. */
export function documentsCounted(text: string): { readonly titled: string | null } | null {
  if (COUNTS.says("documents", text)) return { titled: null };
  const noun = COUNTS.match("titled", text)?.groups?.noun;
  return noun === undefined ? null : { titled: noun };
}

/** 分几大部分, 一共多少条: what a document consists of, and the words that ask it. */
export function partsCounted(
  text: string,
): { readonly kind: "parts" | "articles"; readonly words: string } | null {
  for (const kind of ["articles", "parts"] as const) {
    const words = COUNTS.match(kind, text)?.[0];
    if (words !== undefined) return { kind, words };
  }
  return null;
}

/** 有几项内容, and 哪些…，一共几种: the question for the items themselves; null where it counts none. */
export function itemsInstead(text: string): string | null {
  const beside = COUNTS.without("count-behind", text);
  const items = beside === text ? COUNTS.replace("count-of-items", text, "哪些") : beside;
  return items === text ? null : items;
}
