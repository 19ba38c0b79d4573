/** A question → the item and the sentence that it counts: by number, from the end, or beside the one talked about. */

import { openTemplates } from "../language/templates.ts";

const templates = openTemplates("sections");

/** The item or, for unlabelled things, whatever is counted: by its number, or by its place after or before another. */
export type ItemSlot =
  | {
      /** Negative: from the end. */
      readonly number: number;
      /** What is counted, in the question's word (阶段, 条); empty for 个 and (二). */
      readonly unit?: string;
      /** 第8条第2款: the second paragraph of the article. */
      readonly clause?: number | undefined;
      /** (二)第2条, 第8条第2款第3项: the second of what the item counts up, the third of the paragraph's items. */
      readonly within?: number | undefined;
    }
  | { readonly step: 1 | -1 }
  | { readonly last: true; readonly unit?: string };

export type SentenceSlot = { readonly number: number } | { readonly last: true };

/** (二), 第2点, 问7, 附件1 → its number, negative where it counts from the end; 下一条, 上一条, 最后一点. */
export function itemSlot(text: string): { readonly slot: ItemSlot; readonly words: string } | null {
  const fromEnd = templates.match("from-end", text);
  if (fromEnd)
    return {
      slot: { number: -Number(fromEnd.groups?.number), unit: fromEnd.groups?.unit ?? "" },
      words: fromEnd[0],
    };
  const matches = templates.all
    .filter(({ group }) => group === "item")
    .flatMap(({ pattern }) => [...text.matchAll(pattern)])
    .sort((a, b) => a.index - b.index);
  const [first, ...others] = matches;
  const number = Number(first?.groups?.number);
  if (first && number > 0) {
    const unit = first.groups?.unit ?? first.groups?.other ?? "";
    const [second] = others;
    if (unit === "条" && second?.groups?.unit === "款") {
      const within = Number(others[1]?.groups?.number) || undefined;
      const words = text.slice(first.index, second.index + second[0].length);
      return { slot: { number, unit, clause: Number(second.groups.number), within }, words };
    }
    const within = Number(second?.groups?.number) || undefined;
    return { slot: { number, unit, within }, words: first[0] };
  }
  const next = templates.match("next-item", text);
  if (next) return { slot: { step: 1 }, words: next[0] };
  const previous = templates.match("previous-item", text);
  if (previous) return { slot: { step: -1 }, words: previous[0] };
  const opening = templates.match("first-item", text);
  if (opening) return { slot: { number: 1, unit: opening.groups?.unit ?? "" }, words: opening[0] };
  const last = templates.match("last-item", text);
  return last ? { slot: { last: true, unit: last.groups?.unit ?? "" }, words: last[0] } : null;
}

/** Which sentence of a part: 第2句, 头一句, 最后一句. */
export function sentenceSlot(text: string): { readonly slot: SentenceSlot; readonly words: string } | null {
  const numbered = templates.match("sentence-number", text);
  const number = Number(numbered?.groups?.number);
  if (numbered && number > 0) return { slot: { number }, words: numbered[0] };
  const first = templates.match("first-sentence", text);
  if (first) return { slot: { number: 1 }, words: first[0] };
  const last = templates.match("last-sentence", text);
  return last ? { slot: { last: true }, words: last[0] } : null;
}

/** 第8条. */
export function isArticle(item: ItemSlot | null): item is Extract<ItemSlot, { readonly number: number }> {
  return item !== null && "number" in item && item.unit === "条";
}

/** 第8条第2款. */
export function isClause(item: ItemSlot | null): boolean {
  return isArticle(item) && item.clause !== undefined;
}
