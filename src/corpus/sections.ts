/** The body rows of a case → its sections, each with paragraphs and numbered items. */

import type { SectionKind } from "./case.ts";
import { closesText, isFootnote, REMARK } from "./closings.ts";
import type { DraftBlock, DraftSection } from "./drafts.ts";
import { endsWithin } from "./endings.ts";
import type { Notes } from "./findings.ts";
import type { SignedRow } from "./headings.ts";
import { type Marker, markerAt } from "./numbering.ts";
import { divisionOf, type Opening, PLAIN_LEVEL, sectionHeading } from "./openings.ts";
import { breaksOff, continuation, extend, type Habits, openParagraph, type Paragraph } from "./paragraphs.ts";
import { CHAPTERS } from "./titles.ts";

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
  const markings: string[] = [];
  const above: { readonly rank: number; readonly name: string }[] = [];
  /** What closes a text has begun: the list of attachments, who signed it and when. */
  let closing = false;
  let previous = -2;
  let notesSection: DraftSection | undefined;
  let noted: SignedRow | undefined;

  for (const i of body) {
    const row = rows[i];
    if (!row) continue;
    const apart = i !== previous + 1;
    previous = i;
    const heading = sectionHeading(text, row, opening, markings);
    const isNote = !heading && (noted?.flows === true || isFootnote(text, row, rows[i + 1], noted));
    if (heading || apart || (isNote && !noted?.flows)) close();
    if (apart) block = undefined;
    if (isNote) {
      addNote(row);
      continue;
    }
    if (noted) paragraph = block = undefined;
    noted = undefined;
    if (heading) {
      if (!markings.includes(heading.marking)) addMarking(heading.marking);
      const level =
        heading.level === PLAIN_LEVEL ? PLAIN_LEVEL + markings.indexOf(heading.marking) : heading.level;
      const rank = level + divisionOf(heading.section.name);
      while ((above.at(-1)?.rank ?? -1) >= rank) above.pop();
      const section: DraftSection = { ...heading.section, under: above.at(-1)?.name, blocks: [] };
      // 编者按：… with its text in the same line holds no sections.
      if (heading.style !== "inline" || heading.marker) above.push({ rank, name: section.name });
      opening = { ...heading, section, itemType: undefined };
      closing = false;
      sections.push(section);
      block = undefined;
      if (heading.body === row.start) openWithName(row);
      else if (heading.body < row.end) addText(i, row, heading.body);
      continue;
    }
    if (!opening) {
      const section: DraftSection = { ...unheaded, line: row.number, blocks: [] };
      opening = {
        section,
        level: PLAIN_LEVEL,
        style: "none",
        marking: "",
        isKnown: false,
        marker: undefined,
        value: 0,
        itemType: undefined,
      };
      sections.push(section);
    }
    addText(i, row, row.start);
  }
  close();
  for (const section of sections) releaseTails(section.blocks);
  return notesSection ? [...sections, notesSection] : sections;

  /** Outer before inner, as they come; but chapters stand above what is numbered 一、 even where such parts came before them. */
  function addMarking(marking: string): void {
    const at = marking === CHAPTERS ? markings.indexOf("一、") : -1;
    if (at < 0) {
      markings.push(marking);
      return;
    }
    markings.splice(at, 0, marking);
    while ((above.at(-1)?.rank ?? -1) >= PLAIN_LEVEL + at) above.pop();
  }

  /** Notes at the foot of a page or text belong to no item and to no section that happens to stand above. */
  function addNote(row: SignedRow): void {
    if (noted?.flows && paragraph) extend(text, paragraph, row);
    else {
      notesSection ??= { name: NOTES, kind: "other", line: row.number, blocks: [] };
      block = { label: null, value: 0, line: row.number, paragraphs: [], truncated: false };
      notesSection.blocks.push(block);
      begin(row, row.start, false);
    }
    noted = row;
  }

  function addText(at: number, row: SignedRow, start: number): void {
    if (!opening) return;
    if (row.table) {
      addTableRow(row);
      return;
    }
    const marker =
      closing || row.fixed?.joins
        ? undefined
        : start === row.start
          ? row.marker
          : markerAt(text.slice(start, Math.min(row.end, start + 40)));
    if (marker && (opening.itemType ?? marker.type) === marker.type) {
      close();
      opening.itemType = marker.type;
      openBlock(row, marker);
      const from = start + marker.length;
      if (from < row.end) begin(row, from, true);
      return;
    }
    const way = paragraph && start === row.start ? continuation(text, paragraph, row, habits) : undefined;
    if (paragraph && way === "barred" && !row.cut) {
      notes.oddity(
        row.number,
        `第 ${paragraph.last.number} 行的句子被页码或分隔线断开，未与第 ${row.number} 行接上`,
      );
    } else if (paragraph && way && way !== "barred") {
      if (way === "join") notes.join(paragraph.last, row);
      extend(text, paragraph, row);
      return;
    }
    const continued = way === "barred" && row.cut;
    closing ||= !continued && start === row.start && closesText(text, row, rows[at + 1]);
    const isRemark = start === row.start && REMARK.test(text.slice(start, start + 4));
    if (!continued && (block?.label == null || closing || isRemark || row.ruled)) openBlock(row, undefined);
    begin(row, start, marker !== undefined, continued);
  }

  /** A question or an article's number names its section and is text of it, too. */
  function openWithName(row: SignedRow): void {
    openBlock(row, undefined);
    begin(row, row.start, false);
  }

  function addTableRow(row: SignedRow): void {
    if (row.table === "rest" && paragraph && block?.isTable) {
      extend(text, paragraph, row);
      return;
    }
    close();
    if (row.table === "header" || !block?.isTable) openBlock(row, undefined);
    begin(row, row.start, false);
  }

  function openBlock(row: SignedRow, marker: Marker | undefined): void {
    block = {
      label: marker?.label ?? null,
      value: marker?.value ?? 0,
      line: row.number,
      paragraphs: [],
      isTable: row.table !== undefined,
      ...(row.grid && { grid: row.grid }),
      truncated: false,
    };
    opening?.section.blocks.push(block);
  }

  function begin(row: SignedRow, start: number, marked: boolean, continued = false): void {
    paragraph = openParagraph(text, row, start, { marked, continued });
    block?.paragraphs.push(paragraph);
  }

  /** What follows is a heading, a marker or nothing: a paragraph that is still open was broken off. */
  function close(): void {
    const isLong = paragraph?.hasInnerEnd || paragraph?.hasComma;
    if (paragraph && block && isLong && !habits.endsOpen && breaksOff(text, paragraph)) {
      if (endsWithin(text, paragraph.last)) {
        block.truncated = true;
        notes.truncation(paragraph.last);
      }
    }
    paragraph = undefined;
  }
}

/** What the section of footnotes is called, which no heading names. */
const NOTES = "注释";

/** Where the items before have one paragraph each, paragraphs after the last item are no part of it. */
function releaseTails(blocks: DraftBlock[]): void {
  for (let last = blocks.length - 1; last > 0; last--) {
    const block = blocks[last];
    if (!block || block.label === null || block.paragraphs.length < 2 || goesOn(block, blocks[last + 1]))
      continue;
    let first = last;
    while (first > 0 && goesOn(blocks[first - 1], blocks[first])) first--;
    const others = blocks.slice(first, last);
    const tail = block.paragraphs.findIndex(({ continued }, i) => i > 0 && !continued);
    const isOwn = tail < 0 || block.paragraphs[tail]?.marked === true;
    if (isOwn || others.length === 0 || others.some(hasMore)) continue;
    // Two headings over one text would look the same.
    if (others.length < 2 && [...others, block].some(({ paragraphs }) => paragraphs[0]?.last.short)) continue;
    const released = block.paragraphs.splice(tail);
    const { truncated } = block;
    block.truncated = false;
    blocks.splice(
      last + 1,
      0,
      ...released.map((paragraph, i) => ({
        label: null,
        value: 0,
        line: paragraph.line,
        paragraphs: [paragraph],
        truncated: truncated && i === released.length - 1,
      })),
    );
  }
}

/** A list that begins anew with （一） is another. */
function goesOn(item: DraftBlock | undefined, next: DraftBlock | undefined): boolean {
  return item?.label != null && next?.label != null && next.value > item.value;
}

function hasMore({ paragraphs }: DraftBlock): boolean {
  return paragraphs.some(({ continued }, i) => i > 0 && !continued);
}
