/** Cases → passages: a paragraph or numbered item each, the unit of retrieval. */

import type { Block, Case, Section, SectionKind, Sentence } from "./case.ts";

/** A run of sentences of one block, with all that a citation to it needs. */
export interface Passage extends Omit<Block, "label"> {
  /** Unique in the corpus and stable as long as the case keeps its shape. */
  readonly id: string;
  readonly caseId: string;
  readonly file: string;
  readonly section: string;
  readonly sectionKind: SectionKind;
  readonly item: string | null;
  /** The heading above the section, of whose part it is one. */
  readonly under?: string;
}

/** A block longer than this many characters is retrieved in several passages; citations stay those of the block. */
const LONG_BLOCK = 1_200;

const known = new WeakMap<Case, readonly Passage[]>();

/** All passages of a case in source order, its heading lines first; of the same case the same ones. */
export function passagesOf(unionCase: Case): readonly Passage[] {
  let passages = known.get(unionCase);
  if (!passages) {
    passages = [unionCase.heading, ...unionCase.sections].flatMap((section, ordinal) =>
      sectionPassages(unionCase, section, ordinal),
    );
    known.set(unionCase, passages);
  }
  return passages;
}

function sectionPassages(unionCase: Case, section: Section, ordinal: number): Passage[] {
  return withAnswers(section.blocks).flatMap(({ block, ordinal: blockOrdinal }) => {
    const runs = runsOf(block.sentences);
    return runs.map((sentences, run): Passage => {
      const first = sentences[0];
      const last = sentences.at(-1);
      if (!first || !last)
        throw new Error(`${unionCase.file}:${block.line}: expected a block with sentences, found none`);
      return {
        id: `${unionCase.id}/${ordinal}.${blockOrdinal}${runs.length > 1 ? `.${run}` : ""}`,
        caseId: unionCase.id,
        file: unionCase.file,
        section: section.name,
        sectionKind: section.kind,
        item: block.label,
        lead: block.lead,
        ...(block.header === undefined ? {} : { header: block.header }),
        ...(block.grid === undefined ? {} : { grid: block.grid }),
        ...(section.under === undefined ? {} : { under: section.under }),
        sentences,
        truncated: block.truncated && run === runs.length - 1,
        line: block.line,
        start: first.start,
        end: last.end,
      };
    });
  });
}

/** A question that a text puts to itself is retrieved together with its answer, up to this many characters. */
const LONG_QUESTION = 80;
const LONG_ANSWER = 800;

/** Whether a sentence is a question, of an FAQ for instance: what it says is asked there, not told. */
export function isQuestion({ text }: Pick<Sentence, "text">): boolean {
  return /[？?]["”」』）)*\s]*$/.test(text);
}

/** Blocks with their ordinals; paragraphs that follow a question outside items are joined to it until the next one. */
function withAnswers(blocks: readonly Block[]): { block: Block; ordinal: number }[] {
  const joined: { block: Block; ordinal: number }[] = [];
  let asking = false;
  blocks.forEach((block, ordinal) => {
    const asks = block.label === null && block.sentences.length === 1 && block.sentences.every(isAsked);
    const before = joined.at(-1);
    const fits = before !== undefined && block.end - before.block.start <= LONG_ANSWER;
    if (asking && before && fits && block.label === null && !asks) {
      const sentences = [
        ...before.block.sentences,
        ...block.sentences.map((sentence, i) => (i === 0 ? { ...sentence, glue: "\n" } : sentence)),
      ];
      joined[joined.length - 1] = {
        ordinal: before.ordinal,
        block: { ...before.block, sentences, end: block.end, truncated: block.truncated },
      };
    } else {
      joined.push({ block, ordinal });
      asking = asks;
    }
  });
  return joined;
}

function isAsked(sentence: Sentence): boolean {
  return sentence.text.length <= LONG_QUESTION && isQuestion(sentence);
}

/**
 * Consecutive sentences, cut before the sentence with which a run would pass LONG_BLOCK characters, and where a page
 * cut a sentence in two: page numbers and running heads belong to no quotation.
 */
function runsOf(sentences: readonly Sentence[]): Sentence[][] {
  const runs: Sentence[][] = [];
  let length = 0;
  for (const sentence of sentences) {
    const run = runs.at(-1);
    if (run && !sentence.continued && length + sentence.text.length <= LONG_BLOCK) {
      run.push(sentence);
      length += sentence.text.length;
    } else {
      runs.push([sentence]);
      length = sentence.text.length;
    }
  }
  return runs;
}

/** Of the sentences' words, in UTF-16 units; what stands between them does not count. */
export function lengthOf(sentences: readonly Pick<Sentence, "text">[]): number {
  return sentences.reduce((sum, { text }) => sum + text.length, 0);
}

export function lengthOfAll(passages: readonly Passage[]): number {
  return lengthOf(passages.flatMap(({ sentences }) => sentences));
}

/** The words of consecutive sentences as the source has them, line breaks inside a paragraph joined. */
export function textOf(sentences: readonly Sentence[]): string {
  return sentences.map((sentence, i) => (i === 0 ? "" : sentence.glue) + sentence.text).join("");
}
