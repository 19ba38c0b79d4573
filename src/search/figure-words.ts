/** A figure of the source → the words that are its own: what it counts, as far as its clause says. */

import { INSTEAD } from "../language/fact-words.ts";
import { readable } from "../language/templates.ts";
import { withoutYears } from "../language/years-asked.ts";
import { type Fact, factsOf } from "./facts.ts";
import { saidForm } from "./lines.ts";
import { changeOf } from "./side-by-side.ts";

const words = new WeakMap<Fact, string>();

/** Those between the figure, or comma, before it and the next; of a cell its row and column. In the form of `said`. What is enumerated with 、 belongs to the figure behind it: 宗数、人数同比下降33.3%. */
export function figureWords(fact: Fact): string {
  let own = words.get(fact);
  if (own === undefined) {
    const { line, start, end, thing } = fact;
    const { text } = line.sentence;
    const others = factsOf(line);
    const at = others.indexOf(fact);
    const before =
      text
        .slice(others[at - 1]?.end ?? 0, start)
        .split(/[，。；,;：:]/)
        .at(-1) ?? "";
    const after = text.slice(end, others[at + 1]?.start).split(/[，。；,;：:、]/)[0] ?? "";
    own = line.table
      ? saidForm(`${fact.row} ${thing}`)
      : changeOf(fact)
        ? thing
        : saidForm(`${before} ${after}`);
    // 2023年37元，2024年31元: both are of one thing.
    const last = others[at - 1];
    const isSame = saidForm(withoutYears(readable(own))) === "" || INSTEAD.test(own);
    if (last && isSame && !line.table) own = figureWords(last);
    words.set(fact, own);
  }
  return own;
}

/** Where the part of a sentence begins in which a figure stands: behind the last stop or semicolon. */
export function startOfPart(text: string, at: number): number {
  return Math.max(text.lastIndexOf("。", at), text.lastIndexOf("；", at)) + 1;
}
