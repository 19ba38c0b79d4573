/** The body rows of a case → its sections, each with paragraphs and numbered items. */

import type { SectionKind } from "./case.ts";
import type { DraftBlock, DraftSection } from "./drafts.ts";
import type { Notes } from "./findings.ts";
import type { SignedRow } from "./headings.ts";
import { markerAt } from "./numbering.ts";
import { type Opening, PLAIN_LEVEL, sectionHeading } from "./openings.ts";
import {
  breaksOff,
  continuation,
  endsClosed,
  extend,
  type Habits,
  openParagraph,
  type Paragraph,
} from "./paragraphs.ts";

/** `unheaded` names the text before the first section heading. */
export function sectionsOf(
  text: string,
  rows: readonly SignedRow[],
  body: readonly number[],
  unheaded: { readonly name: string; readonly kind: SectionKind },
  habits: Habits,
  notes: Notes,
): DraftSection[] {
  const sections: DraftSection[] = [];
  let opening: Opening | undefined;
  let block: DraftBlock | undefined;
  let paragraph: Paragraph | undefined;
  let previous = -2;

  for (const i of body) {
    const row = rows[i];
    if (!row) continue;
    const apart = i !== previous + 1;
    previous = i;
    const heading = sectionHeading(text, row, opening, sections.length === 0);
    if (heading || apart) close();
    if (apart) block = undefined;
    if (heading) {
      const section: DraftSection = { ...heading.section, blocks: [] };
      opening = { ...heading, section, itemType: undefined };
      sections.push(section);
      block = undefined;
      if (heading.body < row.end) addText(row, heading.body);
      continue;
    }
    if (!opening) {
      const section: DraftSection = { ...unheaded, line: row.number, heading: undefined, blocks: [] };
      opening = {
        section,
        level: PLAIN_LEVEL,
        style: "none",
        marker: undefined,
        value: 0,
        itemType: undefined,
      };
      sections.push(section);
    }
    addText(row, row.start);
  }
  close();
  return sections;

  function addText(row: SignedRow, start: number): void {
    if (!opening) return;
    const marker =
      start === row.start ? row.marker : markerAt(text.slice(start, Math.min(row.end, start + 40)));
    if (marker && (opening.itemType ?? marker.type) === marker.type) {
      close();
      opening.itemType = marker.type;
      block = {
        label: marker.label,
        value: marker.value,
        line: row.number,
        paragraphs: [],
        truncated: false,
      };
      opening.section.blocks.push(block);
      const from = start + marker.length;
      if (from < row.end) begin(row, from, true);
      return;
    }
    const way = paragraph && start === row.start ? continuation(text, paragraph, row, habits) : undefined;
    if (paragraph && way === "barred") {
      notes.oddity(
        row.number,
        `第 ${paragraph.last.number} 行的句子被页码或分隔线断开，未与第 ${row.number} 行接上`,
      );
    } else if (paragraph && way) {
      if (way === "join") notes.join(paragraph.last, row);
      extend(text, paragraph, row);
      return;
    }
    if (block?.label == null) {
      block = { label: null, value: 0, line: row.number, paragraphs: [], truncated: false };
      opening.section.blocks.push(block);
    }
    begin(row, start, marker !== undefined);
  }

  function begin(row: SignedRow, start: number, marked: boolean): void {
    paragraph = openParagraph(text, row, start, marked);
    block?.paragraphs.push(paragraph);
  }

  /** What follows is a heading, a marker or nothing: a paragraph that is still open was broken off. */
  function close(): void {
    if (
      paragraph &&
      block &&
      !habits.endsOpen &&
      breaksOff(text, paragraph) &&
      !endsClosed(text, paragraph.last)
    ) {
      if (paragraph.hasInnerEnd || paragraph.hasComma) {
        block.truncated = true;
        notes.truncation(paragraph.last);
      }
    }
    paragraph = undefined;
  }
}
