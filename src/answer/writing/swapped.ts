/** A claim and the words it rests on → whether it gives a figure to another thing than they do. */

import { taggedWords } from "../../language/dictionary.ts";
import { digitize, fold } from "../../language/fold.ts";
import { figuresIn } from "./figures.ts";

interface Segment {
  readonly text: string;
  readonly figures: readonly string[];
}

/**
 * 驿站86个、阵地83个 of a source with 阵地86个、驿站83个: a word that stands beside a figure stands in the source beside
 * another figure of the same kind, and not beside this one.
 */
export function swapsFigures(claim: string, sources: readonly string[]): boolean {
  const told = sources.flatMap(segmentsOf);
  return segmentsOf(claim).some(({ text, figures }) =>
    figures.some((figure) => {
      const homes = told.filter((segment) => segment.figures.includes(figure));
      const rivals = told.filter(
        (segment) =>
          !homes.includes(segment) && segment.figures.some((other) => unitOf(other) === unitOf(figure)),
      );
      return thingsIn(text).some(
        (thing) =>
          rivals.some((rival) => rival.text.includes(thing)) &&
          !homes.some((home) => home.text.includes(thing)),
      );
    }),
  );
}

function segmentsOf(text: string): Segment[] {
  return fold(text)
    .replace(/\s+/g, "")
    .replace(/(\d),(?=\d{3}(?!\d))/g, "$1")
    .split(/[,、;。?!:]|以及|和|与|及/)
    .map((part) => ({ text: part, figures: figuresIn(part) }));
}

function unitOf(figure: string): string {
  return figure.replace(/^第?[\d.]+/, "").replace(/^[余多]?[万亿千百]*[余多]?/, "");
}

/** What is counted is a noun; what was done with it may be said of many. */
function thingsIn(segment: string): string[] {
  return taggedWords(digitize(segment)).flatMap(({ word, tag }) =>
    word.length >= 2 && /^(?:n|vn|l|i|x)/.test(tag) && !/\d/.test(word) ? [word] : [],
  );
}
