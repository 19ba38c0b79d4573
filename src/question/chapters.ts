/** A document in chapters → each with what stands under its heading, up to the next. */

import type { Case, Sentence, Span } from "../corpus/case.ts";
import { openTemplates, readable } from "../language/templates.ts";
import type { ItemSlot } from "./item-slot.ts";

/** Its span holds its sentences, without the heading. */
export interface Chapter extends Span {
  readonly number: number;
  /** The heading as the source writes it. */
  readonly name: string;
  /** It is a line of the text, and no section by itself. */
  readonly isLine: boolean;
}

/** A heading and the first sentence that is no longer before it. */
interface Mark {
  readonly number: number;
  readonly name: string;
  readonly isLine: boolean;
  readonly at: number;
}

const templates = openTemplates("sections");

const known = new WeakMap<Case, readonly Chapter[]>();

/**
 * In source order. Chapters and articles may be headings of one rank, and in a print a chapter is no more than a line; a table of
 * contents names each chapter before it comes. Empty for a document without chapters.
 */
export function chaptersOf(of: Case): readonly Chapter[] {
  let chapters = known.get(of);
  if (!chapters) {
    const sentences = of.sections.flatMap(({ blocks }) => blocks.flatMap((block) => block.sentences));
    const marks = marksIn(of);
    const all = marks.flatMap(({ at, ...mark }, i): Chapter[] => {
      const own = sentences.slice(at + (mark.isLine ? 1 : 0), marks[i + 1]?.at);
      const [first] = own;
      return first ? [{ ...mark, start: first.start, end: own.at(-1)?.end ?? first.end }] : [];
    });
    const longest = (number: number) =>
      all.filter((one) => one.number === number).toSorted((a, b) => sizeOf(b) - sizeOf(a))[0];
    const own = all.filter((one) => longest(one.number) === one);
    chapters = own.length > 1 ? own : [];
    known.set(of, chapters);
  }
  return chapters;
}

/** 第三章, 最后一章. */
export function isChapter(item: ItemSlot): boolean {
  return "unit" in item && templates.says("unit-chapter", item.unit ?? "");
}

function marksIn({ heading, sections }: Case): Mark[] {
  const lines = heading.blocks.flatMap(({ sentences }) => sentences);
  const marks = lines.flatMap((line) => markOf(line.text, false, 0));
  let at = 0;
  for (const { name, blocks } of sections) {
    marks.push(...markOf(name, false, at));
    for (const { sentences } of blocks) {
      sentences.forEach((sentence, i) => {
        if (isLine(sentence, i, sentences)) marks.push(...markOf(sentence.text, true, at));
        at += 1;
      });
    }
  }
  return marks;
}

function markOf(name: string, isLine: boolean, at: number): Mark[] {
  const number = templates.match("heads-chapter", readable(name))?.groups?.number;
  return number === undefined ? [] : [{ number: Number(number), name, isLine, at }];
}

function isLine({ glue }: Sentence, i: number, own: readonly Sentence[]): boolean {
  return (i === 0 || glue.includes("\n")) && (own[i + 1]?.glue.includes("\n") ?? true);
}

function sizeOf({ start, end }: Span): number {
  return end - start;
}
