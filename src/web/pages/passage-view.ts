/** A cited sentence in its case → the passage around it, with the cited words marked, to be read beside an answer. */

import type { OpenSentence } from "../../answer/library.ts";
import type { Block, Section, Sentence, Span } from "../../corpus/case.ts";
import { readerPath } from "../../render/reader-url.ts";
import { referenceOf } from "../../render/reference.ts";
import { citationLabel } from "../../render/render.ts";
import { TRUNCATED } from "../../render/wording.zh.ts";
import { ASK } from "./ask-wording.zh.ts";
import { element, type View } from "./view.ts";

/** The item that the sentence stands in or, outside items, its whole section. */
export function passageView({ kind, open, quote }: OpenSentence): View[] {
  const { citation } = quote;
  const section = sectionAt(open.case.heading, open.case.sections, citation.source.start);
  const blocks = (section?.blocks ?? []).filter(
    (block) => citation.item === null || holds(block, citation.source.start),
  );
  return [
    element("p", "place", citationLabel(citation)),
    ...(kind === "changed" ? [element("p", "problem", ASK.passageChanged)] : []),
    ...blocks.map((block) => blockView(block, citation.source)),
    element("p", "reference", referenceOf(citation)),
    element("p", "", element("a", { href: readerPath(citation) }, ASK.toReader)),
  ];
}

export function passageGoneView(): View[] {
  return [element("p", "problem", ASK.passageGone)];
}

function sectionAt(heading: Section, sections: readonly Section[], at: number): Section | undefined {
  return [heading, ...sections].find(({ blocks }) => blocks.some((block) => holds(block, at)));
}

function holds({ start, end }: Span, at: number): boolean {
  return start <= at && at < end;
}

function blockView({ label, sentences, truncated }: Block, cited: Span): View {
  return element(
    "p",
    "block",
    label === null ? "" : element("span", "label", label),
    sentences.flatMap((sentence) => sentenceView(sentence, cited)),
    truncated ? element("span", "broken", TRUNCATED) : "",
  );
}

function sentenceView({ glue, text, start, end }: Sentence, cited: Span): View[] {
  const isCited = cited.start < end && start < cited.end;
  return [glue, isCited ? element("mark", "", text) : text];
}
