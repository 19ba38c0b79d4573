/** Drafted paragraphs and items → blocks of sentences with offsets into the file. */

import type { Block, Sentence, Span } from "./case.ts";
import type { DraftSection } from "./drafts.ts";
import type { WhereOf } from "./layout.ts";
import { joinPieces, type Paragraph } from "./paragraphs.ts";
import { splitSentences } from "./sentences.ts";

/** Sentences are numbered through a section's paragraphs, and anew in each item. A draft without words gives no block. */
export function blocksOf(text: string, section: DraftSection, whereOf: WhereOf): Block[] {
  let outside = 0;
  return section.blocks.flatMap((draft): Block[] => {
    const sentences = sentencesOf(text, draft.paragraphs, draft.label === null ? outside : 0, whereOf);
    const first = sentences[0];
    const last = sentences.at(-1);
    if (!first || !last) return [];
    if (draft.label === null) outside += sentences.length;
    const lead = draft.label === null ? null : first.text.replaceAll("**", "").replace(/[。；;]$/, "");
    const line = draft.paragraphs.find(({ last }) => last.end >= first.start)?.line ?? draft.line;
    const { label, truncated } = draft;
    const words = draft.grid?.columns.join("\t") ?? first.text;
    const header = draft.isTable && sentences.length > 1 ? { header: words } : {};
    const grid = draft.grid ? { grid: draft.grid } : {};
    return [
      { label, lead, sentences, ...header, ...grid, truncated, line, start: first.start, end: last.end },
    ];
  });
}

/** One heading line, or part of one, as a block of one sentence. */
export function headingBlock(
  text: string,
  span: Span,
  line: number,
  number: number,
  whereOf: WhereOf,
): Block {
  const { start, end } = span;
  const sentence: Sentence = {
    number,
    text: text.slice(start, end),
    ...whereOf(start, end),
    glue: "",
    start,
    end,
  };
  return { label: null, lead: null, sentences: [sentence], truncated: false, line, start, end };
}

function sentencesOf(
  text: string,
  paragraphs: readonly Paragraph[],
  before: number,
  whereOf: WhereOf,
): Sentence[] {
  const sentences: Sentence[] = [];
  for (const paragraph of paragraphs) {
    const joined = joinPieces(text, paragraph.pieces);
    const spans = paragraph.isRow
      ? [{ start: 0, end: joined.text.length }]
      : splitAt(joined.text, leadLength(text, paragraph));
    for (const [i, span] of spans.entries()) {
      const start = joined.offsetOf(span.start);
      const end = joined.offsetOf(span.end - 1) + 1;
      const previous = sentences.at(-1);
      const glue = previous ? glueOf(text.slice(previous.end, start)) : "";
      const number = before + sentences.length + 1;
      const continued = i === 0 && previous && paragraph.continued ? { continued: true as const } : {};
      sentences.push({
        number,
        text: joined.text.slice(span.start, span.end),
        ...whereOf(start, end),
        ...(paragraph.isRow && paragraph.last.skipped && { skipped: paragraph.last.skipped }),
        glue,
        ...continued,
        start,
        end,
      });
    }
  }
  return sentences;
}

/** A bold lead is a sentence of its own, unless it runs on: **（一）加强领导**：… */
function leadLength(text: string, { leadEnd, pieces }: Paragraph): number {
  const first = pieces[0];
  if (leadEnd === undefined || !first) return 0;
  return /[：:，,、；;的]/.test(text[leadEnd + 2] ?? "") ? 0 : leadEnd - first.start;
}

function splitAt(text: string, at: number): Span[] {
  if (at === 0) return splitSentences(text);
  const rest = splitSentences(text.slice(at)).map(({ start, end }) => ({ start: start + at, end: end + at }));
  return [...splitSentences(text.slice(0, at)), ...rest];
}

/** What stands between two sentences of a block, line breaks and the white space around them reduced to one "\n". */
function glueOf(gap: string): string {
  const lines = gap.split(/[\r\n]+/);
  if (lines.length === 1) return gap;
  const inner = lines.slice(1, -1).map((line) => line.trim());
  const kept = inner.filter((line) => line !== "");
  return [lines[0]?.trimEnd() ?? "", ...kept, lines.at(-1)?.trimStart() ?? ""].join("\n");
}
