/** A case → the parts in which it is shown: all of it for most, several pages of a very long one. */

import type { Block, Case, Section } from "../../corpus/case.ts";

/** So many sentences are shown at once; a block is never parted. */
const MOST_SENTENCES = 400;

export interface PartSection {
  readonly section: Section;
  /** Index into the sections of the case. */
  readonly ordinal: number;
  readonly blocks: readonly Block[];
  /** The section began in the part before. */
  readonly continued: boolean;
}

/** At least one part, in source order. */
export function casePartsOf({ sections }: Case): readonly (readonly PartSection[])[] {
  const parts: PartSection[][] = [[]];
  let room = MOST_SENTENCES;
  for (const [ordinal, section] of sections.entries()) {
    let blocks: Block[] = [];
    let continued = false;
    const put = () => parts.at(-1)?.push({ section, ordinal, blocks, continued });
    for (const block of section.blocks) {
      if (block.sentences.length > room && room < MOST_SENTENCES) {
        if (blocks.length > 0) put();
        continued ||= blocks.length > 0;
        blocks = [];
        parts.push([]);
        room = MOST_SENTENCES;
      }
      blocks.push(block);
      room -= block.sentences.length;
    }
    put();
  }
  return parts;
}

/** The part in which the character at this offset of the file stands; 0 for the heading. */
export function partAt(parts: readonly (readonly PartSection[])[], offset: number): number {
  const at = parts.findIndex((part) =>
    part.some(({ blocks }) => blocks.some(({ start, end }) => start <= offset && offset < end)),
  );
  return Math.max(0, at);
}
