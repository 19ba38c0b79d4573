/** 第八条第二款: an article → its paragraphs, each with the items that it leads to. */

import type { Case, Sentence, Span } from "../corpus/case.ts";
import { readable } from "../language/templates.ts";
import { articleOf, labelNumber } from "./sections.ts";

/** In source order; empty where the document has no article of that number. */
export function articleClauses(of: Case, number: number): Span[] {
  const article = articleOf(of, number);
  const lines = (article?.section.blocks ?? []).flatMap(({ label, sentences }) =>
    sentences.map((sentence, i) => ({
      ...sentence,
      isLabelled: label !== null && i === 0,
      isFirst: i === 0,
    })),
  );
  const own = lines.filter(({ start }) => article && article.start <= start && start < article.end);
  const starts = own.filter(
    (line, i) => i === 0 || (opensParagraph(line) && !isItem(line) && ENDED.test(own[i - 1]?.text ?? "")),
  );
  return starts.map(({ start }, i) => ({ start, end: starts[i + 1]?.start ?? article?.end ?? start }));
}

/** What ends otherwise leads on to its items, or to their next. */
const ENDED = /[。！？!?][”"’」』）)]*\s*$/;

const NUMBERED = /^\(?\d{1,2}[).、]/;

function opensParagraph({ glue, isFirst }: Sentence & { readonly isFirst: boolean }): boolean {
  return isFirst || glue.includes("\n");
}

function isItem({ text, isLabelled }: Sentence & { readonly isLabelled: boolean }): boolean {
  return isLabelled || NUMBERED.test(readable(text));
}

/** The item of that number within the paragraph. */
export function itemOfClause(of: Case, { start, end }: Span, number: number): Span | undefined {
  return of.sections
    .flatMap(({ blocks }) => blocks)
    .find(
      (block) =>
        block.label !== null &&
        labelNumber(block.label) === number &&
        start <= block.start &&
        block.start < end,
    );
}
