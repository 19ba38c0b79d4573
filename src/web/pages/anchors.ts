/** Sentences of a case → the names by which a fragment leads to them: 应用成效/(二)/3. */

import type { Case, Sentence } from "../../corpus/case.ts";

export type Anchors = ReadonlyMap<Sentence, string>;

/** Unique within the case; where sections or items share a name, later ones get a number. */
export function anchorsOf({ heading, sections }: Case): Anchors {
  const anchors = new Map<Sentence, string>();
  const taken = new Map<string, number>();
  for (const { name, blocks } of [heading, ...sections])
    for (const { label, sentences } of blocks)
      for (const sentence of sentences) {
        const parts = [name, ...(label === null ? [] : [label]), String(sentence.number)];
        const anchor = parts.join("/").replace(/\s+/g, "_");
        const count = (taken.get(anchor) ?? 0) + 1;
        taken.set(anchor, count);
        anchors.set(sentence, count === 1 ? anchor : `${anchor}~${count}`);
      }
  return anchors;
}
