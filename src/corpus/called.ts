/** Case → all that stands above its text: whose it is, its title, the lines of its heading, its file's name. */

import type { Case } from "./case.ts";

const known = new WeakMap<Case, string>();

/** The words by which a case or its document may be called, parted by ；. Not for readers. */
export function calledOf(of: Case): string {
  let called = known.get(of);
  if (called === undefined) {
    const lines = of.heading.blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text));
    called = [...new Set([of.organization, of.title, ...lines, fileWords(of.file)])]
      .filter(Boolean)
      .join("；");
    known.set(of, called);
  }
  return called;
}

/** 卷二/01-葭工发〔2025〕18号.txt → 葭工发〔2025〕18号; nothing where the name is Latin. */
function fileWords(file: string): string {
  const base = file.slice(file.lastIndexOf("/") + 1).replace(/\.[a-z]+$/i, "");
  return /\p{Script=Han}/u.test(base) ? base.replace(/^[\d\s_.、-]+/, "") : "";
}
