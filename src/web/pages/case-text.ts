/** The words of a case → HTML in which every sentence has a number that leads to its own address. */

import { html } from "hono/html";
import type { Block, Case, Section, Sentence, Span } from "../../corpus/case.ts";
import { visible } from "../../render/text.ts";
import { TRUNCATED } from "../../render/wording.zh.ts";
import type { PartSection } from "./case-parts.ts";
import type { Html } from "./layout.ts";
import { CASE } from "./wording.zh.ts";

/** How the page shows sentences: where their numbers lead, and which of them are marked. */
export interface TextView {
  readonly hrefOf: (section: string, item: string | null, sentence: Sentence) => string;
  readonly idOf: (sentence: Sentence) => string;
  /** The formal reference of a sentence, for scripts that copy it; empty where the page does without. */
  readonly referenceOf: (section: string, item: string | null, sentence: Sentence) => string;
  readonly marked: Span | null;
  /** Shown under the block in which the marked words end. */
  readonly card: Html | null;
}

const isWithin = ({ start, end }: Span, span: Span | null) =>
  span !== null && span.start < end && start < span.end;

export function sectionHtml({ section, ordinal, blocks, continued }: PartSection, view: TextView): Html {
  return html`<section class="part" aria-labelledby="part-${ordinal}">
<h2 id="part-${ordinal}">${visible(section.name)}${continued ? CASE.continued : ""}</h2>
${blocks.map((block) => blockHtml(section, block, view))}
</section>`;
}

function blockHtml(section: Section, block: Block, view: TextView): Html {
  const last = block.sentences.at(-1);
  const paragraphs = paragraphsOf(block.sentences);
  const endsMark = view.marked !== null && isWithin(block, view.marked) && view.marked.end <= block.end;
  return html`<div class="block${block.label === null ? "" : " item"}">
${paragraphs.map(
  (sentences, i) =>
    html`<p>${i === 0 && block.label !== null ? html`<span class="label">${visible(block.label)}</span>` : ""}${sentences.map(
      (sentence) => sentenceHtml(section, block, sentence, view),
    )}${block.truncated && sentences.at(-1) === last ? html`<span class="broken">${TRUNCATED}</span>` : ""}</p>`,
)}
${endsMark ? view.card : ""}
</div>`;
}

/** Paragraphs of one item, in which the first sentence of each stands after a line break. */
function paragraphsOf(sentences: readonly Sentence[]): Sentence[][] {
  const paragraphs: Sentence[][] = [];
  for (const sentence of sentences) {
    const paragraph = paragraphs.at(-1);
    if (paragraph && !sentence.glue.includes("\n")) paragraph.push(sentence);
    else paragraphs.push([sentence]);
  }
  return paragraphs;
}

function sentenceHtml(section: Section, block: Block, sentence: Sentence, view: TextView): Html {
  const glue = sentence.glue.includes("\n") ? "" : visible(sentence.glue);
  return html`${glue}${sentenceSpan(section.name, block.label, sentence, view)}`;
}

/** The number stands in front, as verses have theirs, or behind a heading; it is left out when words are copied. */
function sentenceSpan(
  section: string,
  item: string | null,
  sentence: Sentence,
  view: TextView,
  isHeading = false,
): Html {
  const isMarked = isWithin(sentence, view.marked);
  const isFirst = isMarked && view.marked !== null && sentence.start <= view.marked.start;
  const reference = view.referenceOf(section, item, sentence);
  const number = html`<a class="n" href="${view.hrefOf(section, item, sentence)}" aria-label="${CASE.sentence(sentence.number)}">${sentence.number}</a>`;
  const words = html`<span class="w">${visible(sentence.text)}</span>`;
  const inner = isHeading ? [words, number] : [number, words];
  // Where a link comes without its fragment, the browser brings what is focused into view.
  const focus = isFirst ? html` tabindex="-1" autofocus` : "";
  const id = isFirst ? "here" : view.idOf(sentence);
  const data = reference === "" ? "" : html` data-reference="${visible(reference)}"`;
  return isMarked
    ? html`<mark class="s"${id === "" ? "" : html` id="${id}"`}${focus}${data}>${inner}</mark>`
    : html`<span class="s"${id === "" ? "" : html` id="${id}"`}${data}>${inner}</span>`;
}

/** The heading as the source has it: what names the case in h1, the lines around it as they stand. */
export function headingHtml({ heading, organization, title }: Case, view: TextView): Html {
  const lines = heading.blocks.flatMap(({ label, sentences }) =>
    sentences.map((sentence) => ({ label, sentence })),
  );
  const spans = (chosen: typeof lines) =>
    chosen.map(({ label, sentence }) => sentenceSpan(heading.name, label, sentence, view, true));
  const named = lines.filter(({ sentence }) => title !== "" && title.includes(sentence.text));
  const around = lines.filter((line) => !named.includes(line));
  const endsMark =
    view.marked !== null && heading.blocks.some(({ start, end }) => isWithin({ start, end }, view.marked));
  const card = endsMark ? view.card : "";
  if (lines.length === 0) return html`<h1>${visible(title || organization)}</h1>`;
  if (named.length === 0) return html`<h1>${spans(lines)}</h1>${card}`;
  return html`<hgroup>
${around.length > 0 ? html`<p class="unit">${spans(around)}</p>` : ""}
<h1>${spans(named)}</h1>
</hgroup>${card}`;
}
